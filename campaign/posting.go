package campaign

import (
	"strconv"
	"strings"
	"time"
)

// The documents every bloc works by; others are named "vb1", "vb2" (S1, S43).
const (
	PostedPlan       = "plan"
	PostedRegulation = "regulation"
	PostedSheet      = "sheet"
)

// PostedKinds are the documents every bloc has, in the order lists show them.
var PostedKinds = []string{PostedPlan, PostedRegulation, PostedSheet}

// Posting is one version of a document the bloc works by. Versions are only
// ever added; one that was wrong is withdrawn and stays in the list.
type Posting struct {
	Document string     `json:"document"` // one of PostedKinds, or "vb" and a number
	Version  int        `json:"version"`  // from 1
	Title    string     `json:"title,omitempty"`
	Note     string     `json:"note,omitempty"` // what is new, as typed
	File     Attachment `json:"file"`
	By       int64      `json:"by"` // 0 = the configuration, or erased
	// Config marks the plan's paper that the configuration names.
	Config bool      `json:"config,omitempty"`
	At     time.Time `json:"at"`
	// Told is when everybody is told of it, after At where those were quiet hours.
	Told time.Time `json:"told,omitzero"`

	Withdrawn   time.Time `json:"withdrawn,omitzero"`
	WithdrawnBy int64     `json:"withdrawn_by,omitempty"`
	Why         string    `json:"why,omitempty"` // it was withdrawn
}

// Stands reports whether the version was not withdrawn.
func (p Posting) Stands() bool { return p.Withdrawn.IsZero() }

// CurrentPosting is the newest version of one document that stands; false when
// all were withdrawn. The versions are in order.
func CurrentPosting(versions []Posting) (Posting, bool) {
	for i := len(versions) - 1; i >= 0; i-- {
		if versions[i].Stands() {
			return versions[i], true
		}
	}
	return Posting{}, false
}

// OtherPosted names the nth document besides the kinds every bloc has.
func OtherPosted(n int) string { return "vb" + strconv.Itoa(n) }

// OtherNumber is the n of OtherPosted; 0 for a document every bloc has.
func OtherNumber(document string) int {
	digits, ok := strings.CutPrefix(document, "vb")
	n, err := strconv.Atoi(digits)
	if !ok || err != nil || n < 1 {
		return 0
	}
	return n
}
