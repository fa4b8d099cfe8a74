package document

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"thidua/campaign"
)

// answer reads the three cells people type into. ratio says in words which ratio
// was typed for a matter of met or not; they are kept as the answer's reason.
func (g cellGrid) answer(r scoreRow, ratio func(campaign.Criterion, int64) string) (e campaign.Entry, answered bool, problems []SheetProblem) {
	c := r.criterion
	tell := func(kind string, col int) (campaign.Entry, bool, []SheetProblem) {
		return campaign.Entry{}, false, []SheetProblem{{Kind: kind, Cell: cellName(col, r.row), Criterion: c.ID, Text: cut(g.text(r.row, col))}}
	}
	for _, col := range []int{colValue, colApplies, colReason} {
		if g.cells[place{r.row, col}].formula {
			return tell(SheetFormula, col)
		}
	}
	value, applies := g.text(r.row, colValue), g.text(r.row, colApplies)
	e.Reason = g.text(r.row, colReason)
	e.NotApplicable = strings.EqualFold(applies, notApplies)
	switch {
	case utf8.RuneCountInString(e.Reason) > maxReason:
		return tell(SheetLongReason, colReason)
	case applies != "" && !e.NotApplicable, e.NotApplicable && !c.MayNotApply:
		return tell(SheetBadApplies, colApplies)
	case e.NotApplicable && value != "":
		return tell(SheetBoth, colValue)
	case e.NotApplicable && utf8.RuneCountInString(e.Reason) < minReason:
		return tell(SheetNoReason, colReason)
	case e.NotApplicable:
		return e, true, nil
	case value == "" && e.Reason != "":
		return tell(SheetStrayCell, colReason)
	case value == "":
		return e, false, nil
	}
	cell := g.cells[place{r.row, colValue}]
	v, kind, err := readValue(c, cell)
	if kind != "" {
		_, _, problems = tell(kind, colValue)
		problems[0].Err = err
	}
	if kind != "" && kind != SheetTextNumber {
		return campaign.Entry{}, false, problems
	}
	if c.ByRatio() && !yesOrNo(cell.text) {
		e.Reason, v = ratio(c, v), c.Met(v)
	}
	e.Value = v
	return e, true, problems
}

func yesOrNo(text string) bool {
	return strings.EqualFold(tidy(text), gateMet) || strings.EqualFold(tidy(text), gateNotMet)
}

// readValue reads a value by the criterion's kind; where meeting it is a matter of
// a ratio, that ratio, or 1 and 0 for the words. kind is "", SheetTextNumber
// for a number typed as text, SheetPercent or SheetBadValue with err.
func readValue(c campaign.Criterion, cell rawCell) (v int64, kind string, err *campaign.Error) {
	text := tidy(cell.text)
	if c.Kind.YesNo() {
		switch {
		case strings.EqualFold(text, gateMet):
			return 1, "", nil
		case strings.EqualFold(text, gateNotMet):
			return 0, "", nil
		}
		if !c.ByRatio() || !strings.ContainsAny(text, "0123456789") {
			return 0, SheetBadValue, campaign.Mistake(campaign.NotYesNo)
		}
	}
	if cell.number {
		n, ok := hundredthsOf(text)
		if !ok {
			return 0, SheetBadValue, campaign.Mistake(campaign.NotAStep, c.StepOrDefault())
		}
		text = plainNumber(n)
	} else {
		kind = SheetTextNumber
	}
	v, e := parseValue(c, text)
	if e != nil {
		if !errors.As(e, &err) {
			err = campaign.Mistake(campaign.NotANumber)
		}
		return 0, SheetBadValue, err
	}
	// Office programs turn "97 %" into 0,97 without a word; where little is good,
	// 0,97 may well be meant.
	if (c.Kind == campaign.KindPercentage || c.ByRatio()) && !c.AtMost && v > 0 && v <= 100 && !strings.Contains(text, "%") {
		return 0, SheetPercent, nil
	}
	return v, kind, nil
}

func parseValue(c campaign.Criterion, text string) (int64, error) {
	switch {
	case c.Kind == campaign.KindPercentage, c.ByRatio():
		return campaign.ParsePercent(text)
	case c.Kind == campaign.KindRelative:
		p, err := campaign.ParsePoints(text, c.StepOrDefault(), campaign.Points(campaign.MaxFigure))
		return int64(p), err
	case c.Kind.Counted():
		return campaign.ParseCount(text)
	}
	p, err := campaign.ParsePoints(text, c.StepOrDefault(), c.Max)
	return int64(p), err
}

// hundredthsOf reads a number as a workbook writes it, a float of which only
// hundredths are meant: 8.3000000000000007 is 8.30. False for what has more
// decimals or is no number.
func hundredthsOf(s string) (int64, bool) {
	f, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil || math.Abs(f) > 1e12 || math.IsNaN(f) {
		return 0, false
	}
	n := math.Round(f * 100)
	if math.Abs(f*100-n) > 1e-6*max(1, math.Abs(f)) {
		return 0, false
	}
	return int64(n), true
}

// plainNumber writes hundredths as people type them, without needless decimals.
func plainNumber(n int64) string { return campaign.Points(n).String() }
