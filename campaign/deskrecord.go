package campaign

// MaxRecordCount is how many times one record counts at most; more are several
// records, each with its reason.
const MaxRecordCount = 20

// Recordable lists the criteria the desk keeps records on, in the order of the
// sheet: bonuses, deductions and gates, and what of a section only the desk
// counts or judges. A deduction that punishes a missing hand-in is not among
// them; closing the requirement records it.
func (s *Sheet) Recordable() []Criterion {
	var out []Criterion
	for _, c := range s.Criteria {
		if c.recorded() && !c.ByClosing() {
			out = append(out, c)
		}
	}
	return out
}

// recorded reports whether records of the desk count for the criterion.
func (c Criterion) recorded() bool {
	switch c.Kind {
	case KindBonus, KindDeduction, KindGate:
		return true
	case KindPass, KindCount:
		return c.DeskOnly
	}
	return false
}

// ByClosing reports whether the criterion is recorded by closing its
// requirement (E1).
func (c Criterion) ByClosing() bool { return c.Kind == KindDeduction && c.Requirement != "" }

// CheckRecord reports why a record cannot be added to those of its unit, as
// *Error; nil when it can. Who may add it is a matter of May.
func (s *Sheet) CheckRecord(r DeskRecord, before []DeskRecord) error {
	if r.Cancels > 0 {
		for _, old := range StandingRecords(before) {
			if old.Number == r.Cancels && old.Criterion == r.Criterion && old.Unit == r.Unit {
				return nil
			}
		}
		return Mistake(RecordGone, r.Cancels)
	}
	c, ok := s.Criterion(r.Criterion)
	if !ok {
		return Mistake(UnknownCriterion, r.Criterion)
	}
	switch {
	case !c.recorded():
		return Mistake(NotTyped, c.ID)
	case !c.Kind.YesNo() && r.Count < 1:
		return Mistake(NotWhole)
	case r.Count > MaxRecordCount:
		return Mistake(AboveMax, int64(MaxRecordCount))
	}
	return CheckEntry(c, Entry{Value: r.Count})
}

// RecordEntries are a unit's records added up: what stands for each criterion
// they are about.
func RecordEntries(s *Sheet, records []DeskRecord) map[string]Entry {
	return Figures{Records: records}.recorded(s)
}
