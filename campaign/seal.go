package campaign

import "time"

// Answer puts one entry into a draft sheet and raises its Rev. Errors are
// *Error: AlreadySealed, UnknownCriterion, DeskScores, and those of CheckEntry;
// then nothing was changed. Correcting a sealed sheet takes a new one, so that
// no figure moves after it was handed in.
func Answer(s *Sheet, sheet *ScoreSheet, id string, e Entry) error {
	if err := sheet.mayAnswer(s, id); err != nil {
		return err
	}
	c, _ := s.Criterion(id)
	if err := CheckEntry(c, e); err != nil {
		return err
	}
	if sheet.Entries == nil {
		sheet.Entries = map[string]Entry{}
	}
	sheet.Entries[id] = e
	sheet.Pending = nil
	sheet.Rev++
	return nil
}

// Erase makes a criterion of a draft sheet blank again and raises its Rev.
// Errors as for Answer.
func Erase(s *Sheet, sheet *ScoreSheet, id string) error {
	if err := sheet.mayAnswer(s, id); err != nil {
		return err
	}
	delete(sheet.Entries, id)
	sheet.Pending = nil
	sheet.Rev++
	return nil
}

func (s *ScoreSheet) mayAnswer(sheet *Sheet, id string) error {
	if s.Sealed() {
		return Mistake(AlreadySealed, s.SealedAt)
	}
	c, ok := sheet.Criterion(id)
	switch {
	case !ok:
		return Mistake(UnknownCriterion, id)
	case c.Kind == KindAuto:
		return Mistake(NotTyped, id)
	case c.DeskOnly && s.Author != Appraisal:
		return Mistake(DeskScores, id)
	}
	return nil
}

// Seal hands the sheet in: from here on its entries never change. Errors are
// *Error: AlreadySealed; OtherVersion when the plan's sheet is not the one that
// was answered; BlankCriteria with the ids; and the first fault of an entry in
// the order of the sheet. Whoever seals a sheet that is part of a requirement
// sets its Timing as well.
func Seal(s *Sheet, sheet *ScoreSheet, by int64, at time.Time) error {
	if sheet.Sealed() {
		return Mistake(AlreadySealed, sheet.SealedAt)
	}
	if sheet.Version != "" && sheet.Version != s.Version {
		return Mistake(OtherVersion, sheet.Version, s.Version)
	}
	var blank []any
	for _, c := range s.Criteria {
		e, answered := sheet.Entries[c.ID]
		if !answered {
			if !c.DeskOnly && c.Kind != KindAuto {
				blank = append(blank, c.ID)
			}
			continue
		}
		if err := sheet.mayAnswer(s, c.ID); err != nil {
			return err
		}
		if err := CheckEntry(c, e); err != nil {
			return err
		}
	}
	if len(blank) > 0 {
		return Mistake(BlankCriteria, blank...)
	}
	sheet.Version = s.Version
	sheet.SealedAt, sheet.SealedBy = at, by
	sheet.Pending = nil
	sheet.Rev++
	return nil
}
