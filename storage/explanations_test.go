package storage

import (
	"errors"
	"testing"
	"time"

	"thidua/campaign"
)

// TestWhoWritesAnExplanation: whatever a talk lets through, the unit writes only
// its own words, the desk answers only other units', and a leader has the last
// word.
func TestWhoWritesAnExplanation(t *testing.T) {
	db := newDB(t)
	plan := &campaign.Plan{Campaign: "c", Year: 2021}
	role := func(kind campaign.RoleKind, unit string) []campaign.Role {
		return []campaign.Role{{Kind: kind, Unit: unit, Year: 2021}}
	}
	one := time.Unix(1, 0)
	with := func(e campaign.Explanation, change func(*campaign.Explanation)) campaign.Explanation {
		e.Items = []campaign.ExplainItem{e.Items[0]}
		change(&e)
		return e
	}
	said := campaign.Explanation{Unit: "vks", Items: []campaign.ExplainItem{{Criterion: "A2", Text: "kết quả nêu ở báo cáo"}}}
	answer := &campaign.ExplainAnswer{Reason: "giữ nguyên mức này", By: 9, At: one}
	sent := with(said, func(e *campaign.Explanation) { e.SentAt = one })
	answered := with(sent, func(e *campaign.Explanation) { e.Items[0].Answer, e.AnsweredAt = answer, one })
	escalated := with(answered, func(e *campaign.Explanation) { e.EscalatedAt = one })
	last := func(e *campaign.Explanation) { e.Items[0].Last = answer }
	answers := func(e *campaign.Explanation) { e.Items[0].Answer = answer }
	escalates := func(e *campaign.Explanation) { e.EscalatedAt = one }
	for name, c := range map[string]struct {
		roles  []campaign.Role
		before campaign.Explanation
		change func(*campaign.Explanation)
		want   campaign.ErrorKind
	}{
		"the unit writes":                     {role(campaign.Contact, "vks"), said, func(e *campaign.Explanation) { e.SentAt = one }, ""},
		"another unit writes":                 {role(campaign.Contact, "stp"), said, func(e *campaign.Explanation) { e.SentAt = one }, campaign.NotAllowed},
		"the unit answers itself":             {role(campaign.Contact, "vks"), said, answers, campaign.NotAllowed},
		"the desk writes for the unit":        {role(campaign.Secretary, "ca"), said, func(e *campaign.Explanation) { e.SentAt = one }, campaign.NotAllowed},
		"the unit writes after sending":       {role(campaign.Contact, "vks"), sent, func(*campaign.Explanation) {}, campaign.NotAllowed},
		"the desk answers":                    {role(campaign.Secretary, "ca"), sent, answers, ""},
		"the desk answers its own unit":       {append(role(campaign.Secretary, "ca"), role(campaign.Contact, "vks")...), sent, answers, campaign.NotAllowed},
		"the unit takes it to a leader":       {role(campaign.Contact, "vks"), answered, escalates, ""},
		"and changes the answers on the way":  {role(campaign.Contact, "vks"), answered, func(e *campaign.Explanation) { e.EscalatedAt, e.Items[0].Answer = one, nil }, campaign.NotAllowed},
		"the desk answers again":              {role(campaign.Secretary, "ca"), answered, func(e *campaign.Explanation) { e.Items[0].Answer = nil }, campaign.NotAllowed},
		"a leader has the last word":          {role(campaign.Leader, "ca"), escalated, last, ""},
		"a secretary has it":                  {role(campaign.Secretary, "ca"), escalated, last, campaign.NotAllowed},
		"a leader of the unit itself has it":  {role(campaign.Leader, "vks"), escalated, last, campaign.NotAllowed},
		"after the last word":                 {role(campaign.Leader, "ca"), with(escalated, func(e *campaign.Explanation) { e.ClosedAt = one }), last, campaign.AlreadySealed},
		"somebody who is nobody":              {nil, said, func(e *campaign.Explanation) { e.SentAt = one }, campaign.NotAllowed},
		"last year's contact of the unit":     {[]campaign.Role{{Kind: campaign.Contact, Unit: "vks", Year: 2020}}, said, func(e *campaign.Explanation) { e.SentAt = one }, campaign.NotAllowed},
		"the deputy's leader on another unit": {role(campaign.Leader, "tand"), escalated, last, ""},
	} {
		t.Run(name, func(t *testing.T) {
			write(t, db, func(tx *Tx) {
				PutPerson(tx, Person{ID: 9, Roles: c.roles})
				Explanations.Put(tx, K("c", "vks"), c.before)
				now := with(c.before, c.change)
				now.Plea = "mới"
				err := PutExplanation(tx, plan, 9, now)
				if c.want == "" && err != nil || c.want != "" && !errors.Is(err, campaign.Mistake(c.want)) {
					t.Error(err)
				}
				if written := ExplanationOf(tx, "c", "vks").Plea == "mới"; written != (c.want == "") {
					t.Errorf("written: %v", written)
				}
			})
		})
	}
}

// TestFilesOfAnExplanationAreKept: what a unit enclosed is referred to by the
// explanation alone once the draft is empty; it must not be swept.
func TestFilesOfAnExplanationAreKept(t *testing.T) {
	db := newDB(t)
	write(t, db, func(tx *Tx) {
		Explanations.Put(tx, K("c", "vks"), campaign.Explanation{Unit: "vks", Items: []campaign.ExplainItem{
			{Criterion: "A2", Files: []campaign.Attachment{{ID: "1", SHA256: "abc"}}},
		}})
		if _, ok := ReferencedFiles(tx)["abc"]; !ok {
			t.Error("the file of an explanation is referred to by nothing")
		}
	})
}

// TestNothingMovesWhileResultsStand: every way to change a figure of a
// published year is refused until the results are reopened.
func TestNothingMovesWhileResultsStand(t *testing.T) {
	db := newDB(t)
	plan := &campaign.Plan{
		Campaign: "c", Year: 2021, Cross: campaign.CrossRules{Each: 1}, Units: []campaign.Unit{{ID: "ca"}, {ID: "tand"}, {ID: "vks"}},
		Sheet: campaign.Sheet{Criteria: []campaign.Criterion{{ID: "E3", Kind: campaign.KindDeduction, Each: 50, Max: 200, DeskOnly: true}}},
	}
	at := time.Unix(100, 0)
	write(t, db, func(tx *Tx) {
		PutPerson(tx, Person{ID: 9, Roles: []campaign.Role{
			{Kind: campaign.Leader, Unit: "ca", Year: 2021}, {Kind: campaign.Contact, Unit: "ca", Year: 2021},
		}})
		for _, unit := range []string{"tand", "vks"} {
			Sheets.Put(tx, K("c", unit, string(campaign.SelfScore)), campaign.ScoreSheet{Unit: unit, SealedAt: at})
		}
		Sheets.Put(tx, K("c", "vks", string(campaign.Appraisal)), campaign.ScoreSheet{Unit: "vks", SealedAt: at})
		deeds := map[string]func() error{
			"an appraisal": func() error {
				return PutAppraisal(tx, plan, 9, campaign.ScoreSheet{Unit: "tand", Author: campaign.Appraisal})
			},
			"a cross-scoring": func() error {
				return PutCross(tx, plan, 9, campaign.CrossSheet{By: "ca", Against: at, ScoreSheet: campaign.ScoreSheet{Unit: "tand"}})
			},
			"an opinion": func() error {
				return PutOpinion(tx, plan, 9, campaign.Opinion{Number: 1, Unit: "tand", Entry: campaign.Entry{By: 9}, Against: campaign.Entry{By: 7}})
			},
			"an explanation": func() error {
				return PutExplanation(tx, plan, 9, campaign.Explanation{Unit: "ca"})
			},
			"a record": func() error {
				_, err := AddDeskRecord(tx, plan, campaign.DeskRecord{Unit: "tand", Criterion: "E3", Count: 1, Reason: "vắng hội nghị sơ kết", By: 9})
				return err
			},
			"its end": func() error { return CloseExplanation(tx, plan, campaign.Explanation{Unit: "vks"}, 0, at) },
		}
		record := campaign.Publication{Campaign: "c", Year: 2021}
		Freeze(tx, "c", record, 1, at)
		AskSecond(tx, "c", &PublishAsk{Kind: AskPublish, By: 1, At: at, Substance: record.Substance()})
		if _, err := Publish(tx, "c", 2, at); err != nil {
			t.Fatal(err)
		}
		for name, deed := range deeds {
			if err := deed(); !errors.Is(err, campaign.Mistake(campaign.AlreadyPublished)) {
				t.Errorf("%s while results stand: %v", name, err)
			}
		}
		AskSecond(tx, "c", &PublishAsk{Kind: AskReopen, By: 1, At: at, Reason: "tính nhầm một tiêu chí"})
		if _, err := Reopen(tx, "c", 2, at); err != nil {
			t.Fatal(err)
		}
		for name, deed := range deeds {
			if err := deed(); err != nil {
				t.Errorf("%s once reopened: %v", name, err)
			}
		}
	})
}
