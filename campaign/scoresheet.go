package campaign

import "time"

// Author says whose scores a sheet holds.
type Author string

// The authors of a sheet.
const (
	SelfScore Author = "self"
	Appraisal Author = "appraisal"
	// Final is the desk's second word after the unit's explanation; it holds
	// only the criteria decided anew.
	Final Author = "final"
	// CrossScore is another unit of the bloc, where the plan has units score each
	// other.
	CrossScore Author = "cross"
)

// Entry is what was answered for one criterion. An absent entry is blank:
// neither zero nor maximum, and it blocks sealing.
type Entry struct {
	// Value is read by the criterion's kind: number → hundredths of a point;
	// percentage → hundredths of a percent actually reached; relative →
	// hundredths of what was reached; count, bonus and
	// deduction → the count; pass and gate → 1 yes (satisfied), 0 no.
	Value         int64     `json:"value"`
	NotApplicable bool      `json:"na,omitempty"`
	Reason        string    `json:"reason,omitempty"`
	Evidence      []string  `json:"evidence,omitempty"` // SHA-256 of stored files, set when sealed
	By            int64     `json:"by"`                 // person id
	At            time.Time `json:"at"`
}

// ScoreSheet is one author's answers for one unit; a draft until sealed.
type ScoreSheet struct {
	Unit     string           `json:"unit"`
	Author   Author           `json:"author"`
	Version  string           `json:"version"` // of the plan's Sheet
	Revision int              `json:"plan"`    // of the plan
	Rev      int              `json:"rev"`     // rises with every change
	Entries  map[string]Entry `json:"entries"`
	SealedAt time.Time        `json:"sealed_at,omitzero"`
	SealedBy int64            `json:"sealed_by,omitempty"`
	// SealedAs is the role of who sealed it, once SealedBy was erased (0).
	SealedAs RoleKind `json:"sealed_as,omitempty"`
	// Evidence is what backs the answers, as it was when the sheet was sealed;
	// while it is a draft the files lie in the unit's draft of evidence.
	Evidence []Attachment `json:"evidence,omitempty"`
	// Stated is the total the unit's report names, in 1/100 point, where the unit
	// gave it for comparison; nil = not given.
	Stated *Points `json:"stated,omitempty"`
	// Pending is a confirmation that waits for the unit head's approval; any
	// change of the answers ends it. Nil when none waits.
	Pending *Confirmation `json:"pending,omitempty"`
	// Approved is the head's word with which it was sealed (S45); nil without.
	Approved *Approval `json:"approved,omitempty"`
	// Timing of the sealing, set by whoever seals a sheet that is part of a
	// requirement; while it is zero, Complete judges SealedAt without grace.
	Timing Timing `json:"timing,omitzero"`
}

// Sealed reports whether the sheet was handed in.
func (s *ScoreSheet) Sealed() bool { return !s.SealedAt.IsZero() }

// Timeliness is what auto criteria are computed from: for one requirement,
// how the unit stands.
type Timeliness struct {
	Complete bool // handed in completely
	LateDays int  // started calendar days after the last on-time day
	// Provisional is true while the figure is "if handed in now".
	Provisional bool
}

// Tally is a sheet added up: every figure a person can ask about.
type Tally struct {
	Scores      map[string]Points // per criterion; deductions positive
	Sections    map[string]Points // with their parts, after their caps
	Most        map[string]Points // what a section could reach with what applies; not of a record
	Base        Points            // Σ of the outermost sections before re-basing
	NotApplied  Points            // of Total, what cannot be reached because it does not apply
	Rebased     Points            // Base × Total / (Total − NotApplied), half up
	Bonus       Points            // after the cap
	Deduction   Points            // after the cap, positive
	Total       Points            // Rebased + Bonus − Deduction, not below 0
	Blank       []string          // typed criteria without an entry
	Failed      []string          // gates answered "no"
	Provisional bool              // an auto figure is "if handed in now", a relative one waits for other units
}
