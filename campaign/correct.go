package campaign

import "unicode/utf8"

// Correct writes a figure of a reopened result into a unit's final sheet, over
// what stood there; the appraisal keeps its own. Errors are *Error:
// UnknownCriterion for one that is computed or follows records, which are
// corrected themselves; ReasonNeeded for a reason shorter than ShortestReason;
// and those of CheckEntry. Then nothing was changed.
func Correct(s *Sheet, final *ScoreSheet, id string, e Entry) error {
	c, ok := s.Criterion(id)
	switch {
	case !ok || c.Kind == KindAuto || c.DeskOnly:
		return Mistake(UnknownCriterion, id)
	case utf8.RuneCountInString(e.Reason) < ShortestReason:
		return Mistake(ReasonNeeded, ShortestReason)
	}
	if err := CheckEntry(c, e); err != nil {
		return err
	}
	if final.Entries == nil {
		final.Entries = map[string]Entry{}
	}
	final.Entries[id] = e
	final.Rev++
	return nil
}
