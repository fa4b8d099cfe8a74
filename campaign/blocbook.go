package campaign

import "unicode/utf8"

// ShortestReason is the least of a reason for an appraised answer that differs
// from the unit's own, in characters.
const ShortestReason = 10

// Unreasoned splits what a workbook of the desk would change: what can be
// written, and what differs from the unit's own answer without a reason (S20).
// Taking an answer back needs none.
func Unreasoned(changes []Change, self map[string]Entry) (fine, without []Change) {
	for _, c := range changes {
		if !c.Erase && !AsDeclared(c.New, self[c.Criterion]) && utf8.RuneCountInString(c.New.Reason) < ShortestReason {
			without = append(without, c)
			continue
		}
		fine = append(fine, c)
	}
	return fine, without
}

// AsDeclared reports whether an appraised answer is what the unit declared,
// whatever words stand beside it.
func AsDeclared(appraised, self Entry) bool {
	return appraised.Value == self.Value && appraised.NotApplicable == self.NotApplicable
}
