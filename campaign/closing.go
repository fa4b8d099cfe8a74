package campaign

import "time"

// Closing is the desk's word that nothing more is awaited for a requirement:
// what a missing hand-in costs is fixed by it (DOMAIN §2).
type Closing struct {
	Requirement string    `json:"requirement"`
	By          int64     `json:"by"` // 0 = erased
	At          time.Time `json:"at"`
	// Missing are the units without a complete hand-in at that instant.
	Missing []string `json:"missing,omitempty"`
	// Records are the numbers of the records the closing made.
	Records []int `json:"records,omitempty"`
}

// ClosingCriterion is the deduction for not handing a requirement in (E1).
func (s *Sheet) ClosingCriterion(requirement string) (Criterion, bool) {
	for _, c := range s.Criteria {
		if c.ByClosing() && c.Requirement == requirement {
			return c, true
		}
	}
	return Criterion{}, false
}

// NotYetClosable are the units whose own last day for a requirement is not over
// although they have not handed it in; while there are any it cannot be closed.
func NotYetClosable(duties []Duty, now time.Time) []string {
	var out []string
	for _, d := range duties {
		if d.State != DutyHandedIn && (d.Deadline.IsZero() || now.Before(d.Deadline)) {
			out = append(out, d.Unit)
		}
	}
	return out
}
