package campaign

import (
	"slices"
	"time"
)

// Plan is the authored rules of one campaign. It is a value: nothing in it
// changes while it is in force; a change is a new revision (S1, S2).
type Plan struct {
	// Campaign identifies the run of the contest, for example
	// "noichinh-2021"; every stored key of the year carries it.
	Campaign string `json:"campaign"`
	// Revision counts adoptions of this campaign's plan, from 1; storage sets it.
	Revision int    `json:"revision"`
	Year     int    `json:"year"`
	Bloc     string `json:"bloc"`     // "Khối thi đua Nội chính tỉnh Tuyên Quang"
	Province string `json:"province"` // "tỉnh Tuyên Quang"
	Symbol   string `json:"symbol"`   // "KTĐNC", part of document symbols
	Zone     string `json:"zone"`     // IANA name, "Asia/Ho_Chi_Minh"
	Preamble string `json:"preamble"` // used in the launch announcement (S6)

	Document     Document      `json:"document"`
	Recipients   []Recipient   `json:"recipients"`
	Units        []Unit        `json:"units"`
	Head         string        `json:"head"`   // unit id (S7)
	Deputy       string        `json:"deputy"` // unit id, "" when the plan names none (S10)
	Phases       []Phase       `json:"phases"`
	Requirements []Requirement `json:"requirements"`
	// HeadDuties are what the head owes the provincial Board (S70). They stand
	// apart from the requirements, so that no list of what units owe holds them.
	HeadDuties  []Requirement `json:"head_duties,omitempty"`
	Conferences []Conference  `json:"conferences"`
	Movements   []Movement    `json:"movements"`
	LegalBases  []LegalBasis  `json:"legal_bases"`
	Holidays    []Holiday     `json:"holidays"`
	Sheet       Sheet         `json:"sheet"`
	Rules       NoticeRules   `json:"rules"`
	Explain     ExplainRules  `json:"explain,omitzero"`
	// Classes grade totals; none = the plan does not grade.
	Classes []Class `json:"classes,omitempty"`
	// Awards are the quotas of proposals.
	Awards Awards `json:"awards,omitzero"`
	// Targets says how units register targets.
	Targets TargetRules `json:"targets,omitzero"`
	// Attendance says what an absence costs.
	Attendance AttendanceRules `json:"attendance,omitzero"`
	// Cross says whether units score each other's sheets; off by default.
	Cross CrossRules `json:"cross,omitzero"`
	// Extensions were given in chat; no config has any.
	Extensions []Extension `json:"extensions,omitempty"`
}

// Document is the plan as a paper: number, dates, signer (S1-S3).
type Document struct {
	Number      string `json:"number"` // "879/KH-KTĐNC"
	Title       string `json:"title"`
	Place       string `json:"place"`
	Date        Date   `json:"date"`    // the date the plan bears
	Arrived     Date   `json:"arrived"` // the date of the incoming stamp; may be zero
	Incoming    string `json:"incoming"`
	Signer      string `json:"signer"`
	SignerTitle string `json:"signer_title"`
	File        string `json:"file"` // path beside the config, "" when none
}

// Recipient is one line of "Nơi nhận" with its purpose (S8).
type Recipient struct {
	Name    string `json:"name"`
	Purpose string `json:"purpose"` // "báo cáo", "thực hiện", "để biết", "lưu"
}

// UnitStatus tells whether a unit is scored and ranked.
type UnitStatus string

// The statuses of a unit.
const (
	Competing    UnitStatus = "competing"
	NonCompeting UnitStatus = "non-competing"
)

// Unit is a member agency. The id never changes; the name is the year's.
type Unit struct {
	ID          string     `json:"id"`
	Name        string     `json:"name"`
	Status      UnitStatus `json:"status"`
	Traditional DayOfYear  `json:"traditional"` // Ngày truyền thống (S55); zero when unknown
	// Until is the last day of a unit that ends within the year, zero = none; Into
	// is the unit that goes on for it, "" = it is dissolved.
	Until Date   `json:"until,omitzero"`
	Into  string `json:"into,omitempty"`
	// Gone is set by Plan.On: the unit has ended by then.
	Gone bool `json:"-"`
}

// DayOfYear is a day that comes back every year, with the year it counts from.
type DayOfYear struct {
	Month   time.Month `json:"month"`
	Day     int        `json:"day"`
	Founded int        `json:"founded"` // 0 when no ordinal is told
}

// Phase is a named span of the campaign with an opening and a closing (đợt, S51-S55).
type Phase struct {
	ID        string     `json:"id"`
	Name      string     `json:"name"`
	Span      Span       `json:"span"`
	Occasions []Occasion `json:"occasions"`
}

// Occasion is an anniversary greeted during a phase; the ordinal is computed
// from the founding year (S53).
type Occasion struct {
	Name string    `json:"name"` // "Ngày thành lập Đảng Cộng sản Việt Nam"
	Day  DayOfYear `json:"day"`
	// Undated occasions (the Party Congress) have a zero Day and are told with
	// the phase opening only.
}

// Part is one thing a requirement consists of.
type Part string

// The parts of a hand-in.
const (
	PartFiles Part = "files" // a report or plan, one or more files
	PartSheet Part = "sheet" // the unit's sealed score sheet
)

// IfHoliday says what happens to a last day that is no working day.
type IfHoliday string

// The rules for a last day on a Saturday, Sunday or public holiday.
const (
	KeepDay   IfHoliday = "keep"
	NextDay   IfHoliday = "next"   // the next working day
	BeforeDay IfHoliday = "before" // the working day before
)

// Due is a hand-in date as the plan writes it: "trước ngày" (Strict, the day
// before is the last) or "đến ngày" (inclusive); or so many working days after or
// before a day or a conference. Zero = no date.
type Due struct {
	Date      Date      `json:"date"`
	Strict    bool      `json:"strict"`
	IfHoliday IfHoliday `json:"if_holiday"`
	// WorkingDays counts from Date, or from the fixed day of Conference, which is not
	// counted itself; below 0 backwards.
	WorkingDays int    `json:"working_days,omitempty"`
	Conference  string `json:"conference,omitempty"` // an id, in place of Date
}

// Given reports whether the plan sets a date at all; one that counts from a
// conference is known once that is fixed.
func (d Due) Given() bool { return !d.Date.IsZero() || d.Conference != "" }

// Requirement is something every unit must hand in (S56-S60, S66).
type Requirement struct {
	ID     string `json:"id"`
	Title  string `json:"title"` // "Báo cáo sơ kết thi đua 6 tháng đầu năm 2021"
	Short  string `json:"short"` // for buttons, "Báo cáo sơ kết"
	Parts  []Part `json:"parts"`
	Window Span   `json:"window"` // the dates the figures cover; zero = none (S57, S60)
	Due    Due    `json:"due"`
	Opens  Date   `json:"opens"` // zero = the day after the window ends, or at once without a window
	// SignOff asks for the approval of the unit's head before it is handed in.
	SignOff bool `json:"sign_off,omitempty"`
	// Units are the only ones that owe it; none = all that compete (S39).
	Units []string `json:"units,omitempty"`
}

// Has reports whether the requirement has the part.
func (r Requirement) Has(p Part) bool {
	for _, q := range r.Parts {
		if q == p {
			return true
		}
	}
	return false
}

// OwedBy reports whether a competing unit owes the requirement.
func (r Requirement) OwedBy(unit string) bool {
	return len(r.Units) == 0 || slices.Contains(r.Units, unit)
}

// Conference is an event of the bloc, first known by its month (S58, S61).
type Conference struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Month Date   `json:"month"` // first day of the expected month
	Fixed Date   `json:"fixed"` // the day once fixed; zero = expected only
}

// Movement is a named emulation movement (S34-S37).
type Movement struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// Span is set for a thematic movement begun in mid-year (S39); zero = as
	// long as the plan.
	Span Span `json:"span,omitzero"`
	// Units take part in it; none = all.
	Units []string `json:"units,omitempty"`
}

// LegalBasis is a document the plan rests on, with its status today (S43, S44).
type LegalBasis struct {
	Name   string `json:"name"`
	Date   Date   `json:"date"`
	Status string `json:"status"` // "in-force", "expired", "amended", "unchecked"
	Note   string `json:"note"`
}

// Holiday is a day that is no working day.
type Holiday struct {
	Name string `json:"name"`
	Day  Date   `json:"day"`
}

// TimeOfDay is minutes after midnight, 0-1439, in the plan's zone.
type TimeOfDay int

// NoticeRules are the bloc's habits of telling (S65).
type NoticeRules struct {
	Before       []int `json:"before"`        // days before the last on-time day: 7, 3, 1, 0
	OverdueEvery int   `json:"overdue_every"` // days between overdue reminders
	OverdueMax   int   `json:"overdue_max"`   // overdue reminders per duty
	DeputyFrom   int   `json:"deputy_from"`   // days before the last on-time day from which the deputy contact hears too
	HeadFrom     int   `json:"head_from"`     // overdue reminder, from 1, from which the unit's head hears too; 0 = never
	// ExtendAfterOutage gives all units until the end of the first working day
	// after the return where the bot was away at a deadline; otherwise the desk is
	// asked.
	ExtendAfterOutage bool `json:"extend_after_outage,omitempty"`

	At           TimeOfDay `json:"at"`             // hour of the daily round, 08:00
	Morning      TimeOfDay `json:"morning"`        // card for who runs the campaign, on working days when something changed, 07:30; 0 = none
	QuietFrom    TimeOfDay `json:"quiet_from"`     // 20:00
	QuietTo      TimeOfDay `json:"quiet_to"`       // 07:00
	LastDayQuiet TimeOfDay `json:"last_day_quiet"` // 22:00 on the last on-time day for those who owe
	// BreakFrom and BreakTo are a rest within the day, quiet for everybody; equal = none.
	BreakFrom TimeOfDay `json:"break_from,omitempty"`
	BreakTo   TimeOfDay `json:"break_to,omitempty"`
	// PressGrace is how long after the deadline a button press still counts,
	// when all content is older than the deadline; OutageGrace the same after
	// polling resumed.
	PressGrace  time.Duration `json:"press_grace"`
	OutageGrace time.Duration `json:"outage_grace"`
}

// Unit finds a unit by id.
func (p *Plan) Unit(id string) (Unit, bool) {
	for _, u := range p.Units {
		if u.ID == id {
			return u, true
		}
	}
	return Unit{}, false
}

// Requirement finds a requirement by id.
func (p *Plan) Requirement(id string) (Requirement, bool) {
	for _, r := range p.Requirements {
		if r.ID == id {
			return r, true
		}
	}
	return Requirement{}, false
}

// Competing lists the units that are scored and ranked, in plan order; those
// that have ended are not among them. They are
// the ones that owe the requirements.
func (p *Plan) Competing() []Unit {
	var out []Unit
	for _, u := range p.Units {
		if u.Status != NonCompeting && !u.Gone {
			out = append(out, u)
		}
	}
	return out
}

// Owing lists the units that owe a requirement, in plan order.
func (p *Plan) Owing(r Requirement) []Unit {
	return slices.DeleteFunc(p.Competing(), func(u Unit) bool { return !r.OwedBy(u.ID) })
}
