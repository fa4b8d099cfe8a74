package campaign

import (
	"slices"
	"time"
)

// PublishCheck is something that must hold before results are published.
type PublishCheck string

// The checks, in the order they are shown.
const (
	CheckClosed      PublishCheck = "closed"      // the desk has closed every dated requirement
	CheckReturns     PublishCheck = "returns"     // no return for completion is open
	CheckAppraised   PublishCheck = "appraised"   // every unit that is ranked has been appraised
	CheckCompared    PublishCheck = "compared"    // nor does anybody's comparison rest on a self-score
	CheckExplained   PublishCheck = "explained"   // no window for explanations is open
	CheckAnswered    PublishCheck = "answered"    // no explanation waits for an answer
	CheckMissing     PublishCheck = "missing"     // each unit without a final hand-in is marked
	CheckMarked      PublishCheck = "marked"      // and none that has handed it in since
	CheckWithdrawals PublishCheck = "withdrawals" // no wish to be left out waits for an answer
	CheckVote        PublishCheck = "vote"        // the vote is entered, where the plan has one
	CheckLoud        PublishCheck = "loud"        // outside the quiet hours, so that all are told at once
)

// Checked is how one check stands; what is not right is named.
type Checked struct {
	Check        PublishCheck
	OK           bool
	Units        []string // ids
	Requirements []string // ids
	Until        time.Time
}

// PublishFacts is what the checks look at.
type PublishFacts struct {
	Now    time.Time
	Lines  []Scored
	Duties map[string][]Duty // by unit
	// Explaining are the units whose window for explanations is open, Until when
	// the last one ends; Owed the units who wait for an answer, which has no end
	// of its own.
	Explaining, Owed []string
	Until            time.Time
	// Withdrawing are the units whose wish to be left out waits.
	Withdrawing []string
	// VoteWanted and VoteIn say whether the plan has a vote, and its tally is in.
	VoteWanted, VoteIn bool
}

// PublishChecks lists every check that concerns the plan, held or not.
func PublishChecks(p *Plan, f PublishFacts) []Checked {
	out := []Checked{p.closed(f), p.returns(f), p.appraised(f)}
	if p.Sheet.Relative() {
		out = append(out, p.comparedAppraised(f))
	}
	out = append(out, Checked{Check: CheckExplained, Units: f.Explaining, Until: f.Until}, Checked{Check: CheckAnswered, Units: f.Owed},
		p.missing(f))
	if slices.ContainsFunc(f.Lines, func(l Scored) bool { return l.Unranked == UnrankedMarked }) {
		out = append(out, p.marked(f))
	}
	out = append(out, Checked{Check: CheckWithdrawals, Units: f.Withdrawing})
	for i := range out {
		out[i].OK = len(out[i].Units)+len(out[i].Requirements) == 0
	}
	if f.VoteWanted {
		out = append(out, Checked{Check: CheckVote, OK: f.VoteIn})
	}
	loud := Checked{Check: CheckLoud, OK: !p.Quiet(f.Now, false)}
	if !loud.OK {
		loud.Until = p.NextLoud(f.Now, false)
	}
	return append(out, loud)
}

// Publishable reports whether every check holds.
func Publishable(checks []Checked) bool {
	return !slices.ContainsFunc(checks, func(c Checked) bool { return !c.OK })
}

// closed names the dated requirements the desk still waits for.
func (p *Plan) closed(f PublishFacts) Checked {
	c := Checked{Check: CheckClosed}
	for _, r := range p.Requirements {
		_, dated := p.LastDay(r)
		open := false
		for _, duties := range f.Duties {
			for _, d := range duties {
				open = open || d.Requirement.ID == r.ID && d.Closed.IsZero()
			}
		}
		if dated && open {
			c.Requirements = append(c.Requirements, r.ID)
		}
	}
	return c
}

// returns names the units that may still answer a return in its time.
func (p *Plan) returns(f PublishFacts) Checked {
	c := Checked{Check: CheckReturns}
	for _, u := range p.Competing() {
		for _, d := range f.Duties[u.ID] {
			if d.Return != nil && !p.Day(f.Now).After(d.Return.Due) {
				c.Units = append(c.Units, u.ID)
				break
			}
		}
	}
	return c
}

// appraised names the units that would be ranked by what they said of
// themselves.
func (p *Plan) appraised(f PublishFacts) Checked {
	c := Checked{Check: CheckAppraised}
	for _, l := range f.Lines {
		if l.Unranked == "" && l.Stage != StageAppraised && l.Stage != StageFinal {
			c.Units = append(c.Units, l.Unit.ID)
		}
	}
	return c
}

// comparedAppraised names the units without a place whose self-score the points of
// others rest on: one that is suspended, or barred by a gate, keeps its score.
func (p *Plan) comparedAppraised(f PublishFacts) Checked {
	c := Checked{Check: CheckCompared}
	for _, l := range f.Lines {
		if l.Unranked != "" && l.Stage == StageSelf && !Apart(l.Unit, l.Hold) {
			c.Units = append(c.Units, l.Unit.ID)
		}
	}
	return c
}

// missing names the units without a final hand-in that nobody marked yet.
func (p *Plan) missing(f PublishFacts) Checked {
	c := Checked{Check: CheckMissing}
	for _, l := range f.Lines {
		if l.Unranked == UnrankedNoFinal {
			c.Units = append(c.Units, l.Unit.ID)
		}
	}
	return c
}

// marked names the units marked as not ranked, because something was missing, that
// are complete by now: nobody leaves them out for a reason that is gone.
func (p *Plan) marked(f PublishFacts) Checked {
	c := Checked{Check: CheckMarked}
	for _, l := range f.Lines {
		if l.Unranked == UnrankedMarked && !l.CompletedAt.IsZero() {
			c.Units = append(c.Units, l.Unit.ID)
		}
	}
	return c
}
