package campaign

import "reflect"

// SheetEffect is what a changed score sheet means for one author's answers.
type SheetEffect struct {
	Unit   string
	Author Author
	Sealed bool
	// Changed are criteria answered here and scored otherwise now, Gone those
	// answered and no longer on the sheet, Refused those whose answer can no longer
	// stand. New are criteria the unit is to answer and, before, was not. All by
	// id, in the order of the sheets.
	Changed, Gone, Refused, New []string
}

// Concerned reports whether the answers mean anything else after the change.
func (e SheetEffect) Concerned() bool {
	return len(e.Changed)+len(e.Gone)+len(e.Refused)+len(e.New) > 0
}

// EffectOfSheet compares what the answers of s mean under two score sheets. A
// criterion that only reads otherwise (its title or place in the plan) changes
// no answer.
func EffectOfSheet(s ScoreSheet, before, after *Sheet) SheetEffect {
	before, after = before.For(s.Unit), after.For(s.Unit)
	e := SheetEffect{Unit: s.Unit, Author: s.Author, Sealed: s.Sealed()}
	for _, c := range after.Criteria {
		was, known := before.Criterion(c.ID)
		entry, answered := s.Entries[c.ID]
		switch typed := !c.DeskOnly && c.Kind != KindAuto; {
		case answered && CheckEntry(c, entry) != nil:
			e.Refused = append(e.Refused, c.ID)
		case answered && (!known || !scoredAlike(was, c) || before.caps(c.Section) != after.caps(c.Section)):
			e.Changed = append(e.Changed, c.ID)
		case !answered && typed && !known:
			e.New = append(e.New, c.ID)
		}
	}
	for _, c := range before.Criteria {
		if _, still := after.Criterion(c.ID); still {
			continue
		}
		if _, answered := s.Entries[c.ID]; answered {
			e.Gone = append(e.Gone, c.ID)
		}
	}
	return e
}

func scoredAlike(a, b Criterion) bool {
	a.Title, a.Ref, a.Thresholds = b.Title, b.Ref, b.Thresholds // the unit's own is in Threshold
	return reflect.DeepEqual(a, b)
}

// caps names the sections a criterion counts in with their caps, from its own
// outwards.
func (s *Sheet) caps(section string) string {
	sec, ok := s.Section(section)
	if !ok {
		return ""
	}
	return sec.ID + " " + sec.Cap.String() + "/" + s.caps(sec.Parent)
}

// SameSheet reports whether two score sheets are one.
func SameSheet(a, b *Sheet) bool { return reflect.DeepEqual(a, b) }
