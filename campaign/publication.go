package campaign

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
)

// Publication is the record of published results (S20). It holds everything a
// later reader needs, so that no output of it depends on a plan or a sheet that
// may have changed since, and no person, so that erasing somebody leaves it
// whole.
type Publication struct {
	Campaign string    `json:"campaign"`
	Year     int       `json:"year"`
	Version  int       `json:"version"` // from 1; a correction is the next one
	Bloc     string    `json:"bloc"`
	At       time.Time `json:"at"`   // the one instant, UTC
	Revision int       `json:"plan"` // of the plan
	Sheet    Sheet     `json:"sheet"`
	Classes  []Class   `json:"classes,omitempty"`
	// Lines in the order of Rank.
	Lines []PublishedLine `json:"lines"`
	// Awards are the proposals of the confirmed list, the highest award first.
	Awards []PublishedAward `json:"awards,omitempty"`
	// Minutes is the number of the conference's minutes, "" without a vote.
	Minutes string `json:"minutes,omitempty"`
	// Reason of a correction; "" for the first version.
	Reason   string `json:"reason,omitempty"`
	Previous string `json:"previous,omitempty"` // hash of the version before
}

// PublishedLine is one unit of the record; see Standing and Tally.
type PublishedLine struct {
	Unit        string            `json:"unit"`
	Name        string            `json:"name"`
	Place       int               `json:"place"` // 0 = none
	Tied        bool              `json:"tied,omitempty"`
	Rule        TieRule           `json:"rule,omitempty"`
	Gap         Points            `json:"gap,omitempty"`
	Unranked    string            `json:"unranked,omitempty"`
	Hold        HoldKind          `json:"hold,omitempty"`
	Why         string            `json:"why,omitempty"` // the reason of the hold
	NoFlag      bool              `json:"no_flag,omitempty"`
	NoMerit     bool              `json:"no_certificate,omitempty"`
	CompletedAt time.Time         `json:"completed_at,omitzero"`
	Stage       Stage             `json:"stage,omitempty"`
	Totals      map[Stage]Points  `json:"totals,omitempty"`
	Scores      map[string]Points `json:"scores,omitempty"`
	Sections    map[string]Points `json:"sections,omitempty"`
	Base        Points            `json:"base,omitempty"`
	NotApplied  Points            `json:"not_applied,omitempty"`
	Rebased     Points            `json:"rebased,omitempty"`
	Bonus       Points            `json:"bonus,omitempty"`
	Deduction   Points            `json:"deduction,omitempty"`
	Total       Points            `json:"total"`
	Failed      []string          `json:"failed,omitempty"`
}

// PublishedAward is a unit the bloc proposes for an award.
type PublishedAward struct {
	Unit  string `json:"unit"`
	Award Award  `json:"award"`
}

// Awarded are the units a list proposes, the highest award first, each in the
// order of the standings.
func Awarded(lines []Proposal) []PublishedAward {
	var out []PublishedAward
	for _, award := range []Award{AwardFlag, AwardCertificate} {
		for _, l := range lines {
			if l.Award == award {
				out = append(out, PublishedAward{l.Unit, award})
			}
		}
	}
	return out
}

// Recorded is the record of ranked lines under a plan. Version, instant, reason
// and the hash before it are set by whoever publishes.
func Recorded(p *Plan, lines []Scored) Publication {
	pub := Publication{Campaign: p.Campaign, Year: p.Year, Bloc: p.Bloc, Revision: p.Revision, Sheet: p.Sheet, Classes: p.Classes}
	for _, l := range lines {
		t := l.Tally
		pub.Lines = append(pub.Lines, PublishedLine{
			Unit: l.Unit.ID, Name: l.Unit.Name, Place: l.Place, Tied: l.Tied, Rule: l.Rule, Gap: l.Gap,
			Unranked: l.Unranked, Hold: l.Hold.Kind, Why: l.Hold.Reason, NoFlag: l.BarredFlag, NoMerit: l.BarredCertificate,
			CompletedAt: l.CompletedAt.UTC(), Stage: l.Stage, Totals: l.Totals,
			Scores: t.Scores, Sections: t.Sections, Base: t.Base, NotApplied: t.NotApplied, Rebased: t.Rebased,
			Bonus: t.Bonus, Deduction: t.Deduction, Total: t.Total, Failed: t.Failed,
		})
	}
	return pub
}

// Scored gives the lines of the record back.
func (p Publication) Scored() []Scored {
	out := make([]Scored, 0, len(p.Lines))
	for _, l := range p.Lines {
		out = append(out, Scored{
			Standing: Standing{
				Place: l.Place, Unit: Unit{ID: l.Unit, Name: l.Name, Status: Competing}, CompletedAt: l.CompletedAt,
				Tied: l.Tied, Rule: l.Rule, Gap: l.Gap, Unranked: l.Unranked, Hold: Hold{Unit: l.Unit, Kind: l.Hold, Reason: l.Why},
				BarredFlag: l.NoFlag, BarredCertificate: l.NoMerit,
				Tally: Tally{
					Scores: l.Scores, Sections: l.Sections, Base: l.Base, NotApplied: l.NotApplied, Rebased: l.Rebased,
					Bonus: l.Bonus, Deduction: l.Deduction, Total: l.Total, Failed: l.Failed,
				},
			},
			Stage: l.Stage, Totals: l.Totals,
		})
	}
	return out
}

// Line finds a unit's line.
func (p Publication) Line(unit string) (PublishedLine, bool) {
	for _, l := range p.Lines {
		if l.Unit == unit {
			return l, true
		}
	}
	return PublishedLine{}, false
}

// ClassOf is the class of a total by the record's own table.
func (p Publication) ClassOf(total Points) string { return classOf(p.Classes, total) }

// Number is what the record is cited by: "KQ01/2021".
func (p Publication) Number() string { return PublicationNumber(p.Version, p.Year) }

// PublicationNumber writes the number of a version of a year's results.
func PublicationNumber(version, year int) string { return fmt.Sprintf("KQ%02d/%d", version, year) }

// Bytes are the canonical bytes of the record, over which its hash is taken:
// JSON with fields in the order of the type and keys of maps sorted.
func (p Publication) Bytes() []byte {
	raw, err := json.Marshal(p)
	if err != nil {
		panic("campaign: a record is plain data: " + err.Error())
	}
	return raw
}

// Fingerprint is the SHA-256 of bytes in hexadecimal.
func Fingerprint(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

// Substance names what the record says of the units, whenever it is published
// and as which version: two records of the same figures have the same.
func (p Publication) Substance() string {
	p.Version, p.At, p.Reason, p.Previous = 0, time.Time{}, "", ""
	return Fingerprint(p.Bytes())
}

// LineChange is what differs for one unit between two records; a nil side has
// no such unit.
type LineChange struct {
	Unit, Name string
	Was, Is    *PublishedLine
}

// LineChanges lists the units of which two records do not say the same, in the
// order of the newer one.
func LineChanges(was, is Publication) []LineChange {
	var out []LineChange
	for i := range is.Lines {
		l := &is.Lines[i]
		old, ok := was.Line(l.Unit)
		switch {
		case !ok:
			out = append(out, LineChange{Unit: l.Unit, Name: l.Name, Is: l})
		case !sameLine(old, *l):
			out = append(out, LineChange{Unit: l.Unit, Name: l.Name, Was: &old, Is: l})
		}
	}
	for i := range was.Lines {
		l := &was.Lines[i]
		if _, ok := is.Line(l.Unit); !ok {
			out = append(out, LineChange{Unit: l.Unit, Name: l.Name, Was: l})
		}
	}
	return out
}

// sameLine compares two lines of a unit; how it stands to the one above is the
// neighbour's affair.
func sameLine(a, b PublishedLine) bool {
	a.Gap, a.Rule, b.Gap, b.Rule = 0, "", 0, ""
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && string(x) == string(y)
}
