package handlers_test

import (
	"regexp"
	"slices"
	"testing"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// What a unit says to the desk, what the desk notes about it and what others say
// of its sheet is between them: every word below is found wherever it turns up.

var markForm = regexp.MustCompile(`zq([a-z]+)zq([a-z]+)`)

// mark is a word that belongs to one kind of thing of one unit.
func mark(unit, kind string) string { return "zq" + unit + "zq" + kind + " và vài chữ nữa" }

// tell stores something of every kind that is said about a unit.
func (c *contest) tell(unit, other string) {
	plan, at := c.plan.Campaign, time.Date(2021, 12, 20, 9, 0, 0, 0, c.plan.Location())
	writer := map[string]int64{"vks": 101}[unit] // of another unit, nobody who is there
	answer := &campaign.ExplainAnswer{Reason: mark(unit, "answer"), By: 103, At: at}
	c.update(func(tx *storage.Tx) {
		storage.Explanations.Put(tx, storage.K(plan, unit), campaign.Explanation{
			Unit: unit, SentAt: at, SentBy: writer, EscalatedBy: writer, AnsweredAt: at, EscalatedAt: at, ClosedAt: at, Plea: mark(unit, "plea"),
			Items: []campaign.ExplainItem{{Criterion: "A2", Text: mark(unit, "explanation"), Answer: answer, Last: answer}},
		})
		for i, r := range []campaign.DeskRecord{{Reason: mark(unit, "record")}, {Reason: mark(unit, "cancel")}} {
			r.Unit, r.Criterion, r.Count, r.By, r.At, r.Number = unit, "D3", 1, 103, at, i+1
			r.Cancels = i
			storage.DeskRecords.Put(tx, storage.K(plan, unit, i+1), r)
		}
		reached := campaign.Points(100)
		storage.PutTarget(tx, plan, campaign.Target{Unit: unit, Name: mark(unit, "target"), In: "vụ", Figure: 100, Actual: &reached, Evidence: mark(unit, "proof"), By: writer, At: at})
		storage.Inspections.Put(tx, storage.K(plan, unit, 1), campaign.Inspection{
			Number: 1, Unit: unit, Day: campaign.DateOf(at), What: mark(unit, "inspection"), Findings: mark(unit, "findings"), Advice: mark(unit, "advice"), By: 103, At: at, Answer: mark(unit, "promise"),
		})
		storage.PutExemplar(tx, plan, campaign.Exemplar{Unit: unit, Kind: campaign.ExemplarCollective, Name: mark(unit, "exemplar"), Deed: mark(unit, "deed"), By: writer, At: at})
		storage.Opinions.Put(tx, storage.K(plan, unit, 1), campaign.Opinion{Number: 1, Unit: unit, Criterion: "A2", Entry: campaign.Entry{Value: 100, Reason: mark(unit, "opinion"), By: 104, At: at}, SettledAt: at})
		storage.CrossSheets.Put(tx, storage.K(plan, unit, other), campaign.CrossSheet{By: other, ScoreSheet: campaign.ScoreSheet{
			Unit: unit, SealedAt: at, Entries: map[string]campaign.Entry{"A2": {Value: 100, Reason: mark(unit, "cross"), By: 110, At: at}},
		}})
		storage.Questions.Put(tx, storage.K(storage.Questions.Next(tx)), storage.Question{
			Campaign: plan, Unit: unit, Requirement: "tongket", Version: 1, By: 103, At: at, Text: mark(unit, "question"),
			Answers: []storage.Reply{{By: writer, At: at, Text: mark(unit, "reply")}},
		})
		storage.AddQuestion(tx, storage.Question{
			Campaign: plan, Unit: unit, Requirement: "tongket", Criterion: "A2", By: 103, At: at, Text: mark(unit, "asked"),
			Answers: []storage.Reply{{By: writer, At: at, Text: mark(unit, "told")}},
		})
		storage.Withdrawns.Put(tx, storage.K(plan, unit, 1), campaign.Withdrawn{Number: 1, Reason: mark(unit, "withdrawn"), By: writer, At: at, Sheet: campaign.ScoreSheet{
			Unit: unit, SealedAt: at, Entries: map[string]campaign.Entry{"A2": {NotApplicable: true, Reason: mark(unit, "na"), By: writer, At: at}},
		}})
	})
}

// between reports whether somebody may read what is said about a unit.
func (c *contest) between(s somebody, unit string) bool {
	if s.role.Year != c.plan.Year {
		return false
	}
	switch s.role.Kind {
	case campaign.Secretary, campaign.Leader:
		return true
	case campaign.Contact, campaign.UnitHead:
		return unit == s.role.Unit
	}
	return false
}

// TestNobodyReadsWhatIsSaidOfOthers asks every output as everybody, before and
// after the results are published.
func TestNobodyReadsWhatIsSaidOfOthers(t *testing.T) {
	c := newContest(t)
	c.tell("ca", "vks")
	c.tell("vks", "ca")
	for _, stage := range []int{atSelf, atAppraised, atFinal} {
		c.score(stage)
	}
	for _, state := range []struct {
		name string
		do   func()
		out  int
	}{{"scored", func() {}, -1}, {"published", func() { c.freeze(); c.publish() }, atFinal}} {
		state.do()
		for _, s := range somebodies(c.plan.Year) {
			t.Run(state.name+"/"+s.name, func(t *testing.T) {
				c.t = t
				var own []string
				c.read = func(what, text string) {
					for _, m := range markForm.FindAllStringSubmatch(text, -1) {
						switch {
						case !c.between(s, m[1]):
							t.Errorf("%s: %s reads the %s of %s", what, s.name, m[2], m[1])
						case !slices.Contains(own, m[2]):
							own = append(own, m[2])
						}
					}
				}
				c.outputs(s, state.out)
				c.read = nil
				if c.between(s, "vks") != (len(own) > 5) {
					t.Errorf("%s reads %v", s.name, own)
				}
			})
			c.t = t
		}
	}
}

// TestOwnDataHoldWhatOneWrote: the file of one's own data holds every kind of
// thing one has written, and nothing that somebody else wrote about the unit.
func TestOwnDataHoldWhatOneWrote(t *testing.T) {
	c := newContest(t)
	c.tell("vks", "ca")
	for _, s := range []struct {
		id   int64
		want []string
	}{
		{101, []string{"exemplar", "explanation", "plea", "reply", "target", "told", "withdrawn"}},
		{103, []string{"answer", "asked", "cancel", "inspection", "question", "record"}},
		{104, []string{"opinion"}},
		{105, nil},
	} {
		var got []string
		for _, m := range markForm.FindAllStringSubmatch(c.paper(s.id, "mydata", nil), -1) {
			if !slices.Contains(got, m[2]) {
				got = append(got, m[2])
			}
		}
		slices.Sort(got)
		if !slices.Equal(got, s.want) {
			t.Errorf("%d takes along %v, want %v", s.id, got, s.want)
		}
	}
}
