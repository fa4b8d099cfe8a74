package campaign

// CheckEntry reports why an entry cannot stand for the criterion, as *Error;
// nil when it can. Who may answer is a matter of Answer, not of the figure.
func CheckEntry(c Criterion, e Entry) error {
	if e.NotApplicable {
		if !c.MayNotApply || c.Section == "" {
			return Mistake(MustApply, c.ID)
		}
		return nil
	}
	if c.Kind == KindAuto {
		return Mistake(NotTyped, c.ID)
	}
	if e.Value < 0 {
		return Mistake(Negative)
	}
	switch {
	case c.Kind == KindPercentage:
		if e.Value > MaxPercent {
			return Mistake(AboveMax, Points(MaxPercent))
		}
	case c.Kind == KindRelative:
		if e.Value > MaxFigure {
			return Mistake(AboveMax, Points(MaxFigure))
		}
	case c.Kind.YesNo():
		if e.Value > 1 {
			return Mistake(NotYesNo)
		}
	case c.Kind.Counted():
		if e.Value > MaxCount {
			return Mistake(AboveMax, MaxCount)
		}
	default:
		if Points(e.Value) > c.Max {
			return Mistake(AboveMax, c.Max)
		}
		if step := c.StepOrDefault(); Points(e.Value)%step != 0 {
			return Mistake(NotAStep, step)
		}
	}
	return nil
}

// StepOrDefault is the smallest difference of a typed number, DefaultStep where
// the plan names none; a relative figure has two decimals.
func (c Criterion) StepOrDefault() Points {
	if c.Kind == KindRelative {
		return 1
	}
	if c.Step > 0 {
		return c.Step
	}
	return DefaultStep
}

// ScoreOf is what an entry is worth, 0..c.Max, whatever its value: figures that
// CheckEntry would refuse are cut to the nearest allowed end. Deductions are
// positive; gates, auto criteria and what does not apply are worth 0.
func ScoreOf(c Criterion, e Entry) Points {
	switch {
	case e.NotApplicable:
		return 0
	case c.Kind == KindPercentage:
		return c.ratio(e.Value)
	case c.Kind == KindRelative:
		return c.relation(e.Value)
	case e.Value <= 0:
		return 0
	}
	switch c.Kind {
	case KindPass:
		return c.Max
	case KindCount, KindBonus, KindDeduction:
		return min(times(c.Each, e.Value, c.Max), c.Max)
	case KindNumber:
		return min(Points(e.Value), c.Max)
	}
	return 0
}

// AutoScore is the timeliness score: the maximum less PerLateDay for every late
// day, not below 0. A requirement never completed scores 0; a provisional one
// scores what a hand-in now would get.
func AutoScore(c Criterion, t Timeliness) Points {
	if !t.Complete && !t.Provisional {
		return 0
	}
	return c.Max - min(times(c.PerLateDay, int64(t.LateDays), c.Max), c.Max)
}

// times is each × n, but limit as soon as that is reached, so that nothing
// overflows. It is 0 unless both are positive.
func times(each Points, n int64, limit Points) Points {
	if each <= 0 || n <= 0 {
		return 0
	}
	if n > int64(limit/each) {
		return limit
	}
	return each * Points(n)
}

// divHalfUp is a/b rounded to the nearest, halves up, for a ≥ 0 and b > 0.
func divHalfUp(a, b int64) int64 { return (2*a + b) / (2 * b) }
