package storage

import (
	"strconv"
	"time"

	"thidua/campaign"
)

// Workbook is a score sheet somebody sent back as a workbook, read and compared
// but not yet decided about. One a person; a newer one takes its place.
type Workbook struct {
	Name string `json:"name"`
	// SHA256 is of the bytes that were read; they are not kept.
	SHA256 string    `json:"sha256"`
	By     int64     `json:"by"`
	At     time.Time `json:"at"` // when it was read
	// Author is whose scores it holds.
	Author campaign.Author `json:"author"`
	Units  []WorkbookUnit  `json:"units"`
}

// WorkbookUnit is what a workbook says about one unit.
type WorkbookUnit struct {
	Unit     string            `json:"unit"`
	Changes  []campaign.Change `json:"changes,omitempty"`
	Problems []WorkbookProblem `json:"problems,omitempty"`
	// Done is set once the unit was decided about: "applied" or "left".
	Done string `json:"done,omitempty"`
}

// WorkbookProblem is one thing of a workbook that was not taken, or taken with
// a word.
type WorkbookProblem struct {
	Kind      string `json:"kind"`
	Cell      string `json:"cell,omitempty"`
	Criterion string `json:"criterion,omitempty"`
	Text      string `json:"text,omitempty"` // what stands in the cell
	Warns     bool   `json:"warns,omitempty"`
}

// Workbooks is keyed by K(campaign, person).
var Workbooks = Table[Workbook]{"workbooks"}

// WorkbookDraft names the draft that holds a workbook while it is fetched and
// read.
func WorkbookDraft(person int64) string { return "~xl" + strconv.FormatInt(person, 10) }

// Withdrawns is keyed by K(campaign, unit, number).
var Withdrawns = Table[campaign.Withdrawn]{"withdrawn_sheets"}

// WithdrawnOf lists the sheets a unit took back, oldest first.
func WithdrawnOf(tx *Tx, campaignID, unit string) []campaign.Withdrawn {
	return Withdrawns.List(tx, K(campaignID, unit))
}

// Says reports whether there is anything in the workbook to decide or to tell.
func (w Workbook) Says() bool {
	for _, u := range w.Units {
		if len(u.Changes) > 0 || len(u.Problems) > 0 {
			return true
		}
	}
	return false
}

// Of is the part about one unit; false when there is none or it was decided.
func (w Workbook) Of(unit string) (WorkbookUnit, int, bool) {
	for i, u := range w.Units {
		if u.Unit == unit {
			return u, i, u.Done == ""
		}
	}
	return WorkbookUnit{}, -1, false
}
