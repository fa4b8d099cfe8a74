package bot

import (
	"strings"
	"time"

	"thidua/campaign"
)

// configFile is the file as authors see it. It differs from campaign.Plan only
// where the plan's own shape would read badly as TOML: its loose fields stand
// under [campaign], the rules of telling under [reminders], and the sections
// and criteria of the sheet are lists of their own. configPaths and this type
// must agree; a test walks both.
type configFile struct {
	Campaign     configCampaign           `toml:"campaign"`
	Document     campaign.Document        `toml:"document"`
	Recipients   []campaign.Recipient     `toml:"recipients"`
	Units        []campaign.Unit          `toml:"units"`
	Phases       []campaign.Phase         `toml:"phases"`
	Requirements []campaign.Requirement   `toml:"requirements"`
	HeadDuties   []campaign.Requirement   `toml:"head_duties"`
	Conferences  []campaign.Conference    `toml:"conferences"`
	Movements    []campaign.Movement      `toml:"movements"`
	LegalBases   []campaign.LegalBasis    `toml:"legal_bases"`
	Holidays     []campaign.Holiday       `toml:"holidays"`
	Sheet        configSheet              `toml:"sheet"`
	Sections     []campaign.Section       `toml:"sections"`
	Criteria     []campaign.Criterion     `toml:"criteria"`
	Classes      []campaign.Class         `toml:"classes"`
	Awards       campaign.Awards          `toml:"awards"`
	Targets      campaign.TargetRules     `toml:"targets"`
	Attendance   campaign.AttendanceRules `toml:"attendance"`
	Cross        campaign.CrossRules      `toml:"cross"`
	Reminders    campaign.NoticeRules     `toml:"reminders"`
	Explain      campaign.ExplainRules    `toml:"explain"`
	Bot          Settings                 `toml:"bot"`
}

type configCampaign struct {
	ID       string `toml:"id"`
	Year     int    `toml:"year"`
	Bloc     string `toml:"bloc"`
	Province string `toml:"province"`
	Symbol   string `toml:"symbol"`
	Zone     string `toml:"zone"`
	Head     string `toml:"head"`
	Deputy   string `toml:"deputy"`
	Preamble string `toml:"preamble"`
}

type configSheet struct {
	Version      string          `toml:"version"`
	Total        campaign.Points `toml:"total"`
	BonusCap     campaign.Points `toml:"bonus_cap"`
	DeductionCap campaign.Points `toml:"deduction_cap"`
}

// newConfigFile holds the defaults of what a file may leave out (DOMAIN: the
// habits of telling are the bloc's own, S65).
func newConfigFile() *configFile {
	return &configFile{
		Campaign: configCampaign{Zone: "Asia/Ho_Chi_Minh"},
		Awards:   campaign.Awards{Flag: 1, Certificate: 2},
		Cross:    campaign.CrossRules{Days: 5, Use: campaign.CrossAverage},
		Reminders: campaign.NoticeRules{
			Before: []int{7, 3, 1, 0}, OverdueEvery: 2, OverdueMax: 5, DeputyFrom: 1, HeadFrom: 1,
			At: 8 * 60, Morning: 7*60 + 30, QuietFrom: 20 * 60, QuietTo: 7 * 60, LastDayQuiet: 22 * 60,
			PressGrace: time.Hour, OutageGrace: 2 * time.Hour,
		},
		Bot: defaultSettings(),
	}
}

// plan puts the parts of the file together and fills in what an entry leaves
// out: a unit competes, a last day stays where it is.
func (f *configFile) plan() campaign.Plan {
	for i := range f.Units {
		if f.Units[i].Status == "" {
			f.Units[i].Status = campaign.Competing
		}
	}
	for i := range f.Requirements {
		if due := &f.Requirements[i].Due; due.IfHoliday == "" && !due.Date.IsZero() {
			due.IfHoliday = campaign.KeepDay
		}
	}
	for i := range f.HeadDuties {
		if due := &f.HeadDuties[i].Due; due.IfHoliday == "" && !due.Date.IsZero() {
			due.IfHoliday = campaign.KeepDay
		}
	}
	return campaign.Plan{
		Campaign: f.Campaign.ID, Year: f.Campaign.Year, Bloc: f.Campaign.Bloc,
		Province: f.Campaign.Province, Symbol: f.Campaign.Symbol, Zone: f.Campaign.Zone,
		Preamble: strings.TrimSpace(f.Campaign.Preamble), Head: f.Campaign.Head, Deputy: f.Campaign.Deputy,
		Document: f.Document, Recipients: f.Recipients, Units: f.Units, Phases: f.Phases,
		Requirements: f.Requirements, HeadDuties: f.HeadDuties, Conferences: f.Conferences, Movements: f.Movements,
		LegalBases: f.LegalBases, Holidays: f.Holidays, Rules: f.Reminders, Explain: f.Explain, Classes: f.Classes,
		Awards: f.Awards, Targets: f.Targets, Attendance: f.Attendance, Cross: f.Cross,
		Sheet: campaign.Sheet{
			Version: f.Sheet.Version, Total: f.Sheet.Total, BonusCap: f.Sheet.BonusCap,
			DeductionCap: f.Sheet.DeductionCap, Sections: f.Sections, Criteria: f.Criteria,
		},
	}
}

// configPaths tells where the file keeps what the plan calls otherwise. Longer
// names stand before their beginnings.
var configPaths = []struct{ plan, file string }{
	{"sheet.sections", "sections"},
	{"sheet.criteria", "criteria"},
	{"rules", "reminders"},
	{"campaign", "campaign.id"},
	{"year", "campaign.year"},
	{"bloc", "campaign.bloc"},
	{"province", "campaign.province"},
	{"symbol", "campaign.symbol"},
	{"zone", "campaign.zone"},
	{"preamble", "campaign.preamble"},
	{"head", "campaign.head"},
	{"deputy", "campaign.deputy"},
}

// configPath turns a path of the plan into one of the file.
func configPath(plan string) string {
	for _, p := range configPaths {
		if rest, ok := strings.CutPrefix(plan, p.plan); ok && (rest == "" || rest[0] == '.' || rest[0] == '[') {
			return p.file + rest
		}
	}
	return plan
}

// configParent cuts the last name or index off a path.
func configParent(path string) string {
	return path[:max(0, strings.LastIndexAny(path, ".["))]
}
