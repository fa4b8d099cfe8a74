package storage

import (
	"errors"
	"testing"
	"time"

	"thidua/campaign"
)

// TestCorrectFigure: a figure of a result is corrected by the desk of another
// unit while the result is reopened, with a reason, over the final sheet; the
// appraisal keeps its own.
func TestCorrectFigure(t *testing.T) {
	plan := &campaign.Plan{Campaign: "c", Year: 2021, Sheet: campaign.Sheet{Version: "1", Total: campaign.Whole(100), Criteria: []campaign.Criterion{
		{ID: "A2", Kind: campaign.KindNumber, Max: campaign.Whole(5)},
		{ID: "E2", Kind: campaign.KindDeduction, Max: campaign.Whole(5), Each: campaign.Whole(1), DeskOnly: true},
		{ID: "D1", Kind: campaign.KindBonus, Max: campaign.Whole(2), Each: campaign.Whole(1)},
	}}}
	sealed := time.Unix(100, 0).UTC()
	at := sealed.AddDate(0, 1, 0) // the time to explain is over
	good := campaign.Entry{Value: 475, Reason: "cộng nhầm khi thẩm định", By: 9, At: at}
	for name, c := range map[string]struct {
		role      campaign.Role
		prepare   func(tx *Tx)
		criterion string
		entry     campaign.Entry
		want      campaign.ErrorKind
	}{
		"the desk":                 {campaign.Role{Kind: campaign.Secretary, Unit: "ca", Year: 2021}, nil, "A2", good, ""},
		"the desk of the own unit": {campaign.Role{Kind: campaign.Secretary, Unit: "vks", Year: 2021}, nil, "A2", good, campaign.NotAllowed},
		"the unit":                 {campaign.Role{Kind: campaign.Contact, Unit: "vks", Year: 2021}, nil, "A2", good, campaign.NotAllowed},
		"another year's desk":      {campaign.Role{Kind: campaign.Secretary, Unit: "ca", Year: 2020}, nil, "A2", good, campaign.NotAllowed},
		"not reopened": {campaign.Role{Kind: campaign.Secretary, Unit: "ca", Year: 2021}, func(tx *Tx) {
			publishings.Delete(tx, K("c"))
		}, "A2", good, campaign.AlreadyPublished},
		"never published": {campaign.Role{Kind: campaign.Secretary, Unit: "ca", Year: 2021}, func(tx *Tx) {
			publishings.Delete(tx, K("c"))
			Publications.Delete(tx, K("c", 1))
		}, "A2", good, campaign.NothingAsked},
		"not appraised": {campaign.Role{Kind: campaign.Secretary, Unit: "ca", Year: 2021}, func(tx *Tx) {
			Sheets.Delete(tx, K("c", "vks", string(campaign.Appraisal)))
		}, "A2", good, campaign.NotSealed},
		"no reason":          {campaign.Role{Kind: campaign.Leader, Unit: "ca", Year: 2021}, nil, "A2", campaign.Entry{Value: 475, By: 9, At: at}, campaign.ReasonNeeded},
		"above the maximum":  {campaign.Role{Kind: campaign.Leader, Unit: "ca", Year: 2021}, nil, "A2", campaign.Entry{Value: 501, Reason: good.Reason, By: 9, At: at}, campaign.AboveMax},
		"follows the record": {campaign.Role{Kind: campaign.Leader, Unit: "ca", Year: 2021}, nil, "E2", good, campaign.UnknownCriterion},
		"has a record": {campaign.Role{Kind: campaign.Leader, Unit: "ca", Year: 2021}, func(tx *Tx) {
			DeskRecords.Put(tx, K("c", "vks", 1), campaign.DeskRecord{Number: 1, Unit: "vks", Criterion: "D1", Count: 2})
		}, "D1", campaign.Entry{Value: 1, Reason: good.Reason, By: 9, At: at}, campaign.UnknownCriterion},
		"the unit may still explain": {
			campaign.Role{Kind: campaign.Leader, Unit: "ca", Year: 2021},
			nil, "A2",
			campaign.Entry{Value: 475, Reason: good.Reason, By: 9, At: sealed.Add(time.Hour)},
			campaign.StillExplaining,
		},
		"its explanation waits": {campaign.Role{Kind: campaign.Leader, Unit: "ca", Year: 2021}, func(tx *Tx) {
			Explanations.Put(tx, K("c", "vks"), campaign.Explanation{Unit: "vks", SentAt: sealed, Items: []campaign.ExplainItem{{Criterion: "A2"}}})
		}, "A2", good, campaign.StillExplaining},
		"no such criterion": {campaign.Role{Kind: campaign.Leader, Unit: "ca", Year: 2021}, nil, "Z9", good, campaign.UnknownCriterion},
	} {
		t.Run(name, func(t *testing.T) {
			write(t, newDB(t), func(tx *Tx) {
				for _, author := range []campaign.Author{campaign.SelfScore, campaign.Appraisal} {
					Sheets.Put(tx, K("c", "vks", string(author)), campaign.ScoreSheet{
						Unit: "vks", Author: author, SealedAt: sealed, Entries: map[string]campaign.Entry{"A2": {Value: 450}},
					})
				}
				Publications.Put(tx, K("c", 1), PublicationRow{Campaign: "c", Version: 1})
				publishings.Put(tx, K("c"), Publishing{Reopened: &Reopening{Of: 1}})
				PutPerson(tx, Person{ID: 9, Roles: []campaign.Role{c.role}})
				if c.prepare != nil {
					c.prepare(tx)
				}
				err := CorrectFigure(tx, plan, "vks", c.criterion, c.entry)
				if c.want == "" && err != nil || c.want != "" && !errors.Is(err, campaign.Mistake(c.want)) {
					t.Fatal(err)
				}
				f := FiguresOf(tx, "c", "vks")
				if c.want != "" {
					if e := ExplanationOf(tx, "c", "vks"); f.Final != nil || !e.ClosedAt.IsZero() {
						t.Error("written all the same")
					}
					return
				}
				if f.Stage() != campaign.StageFinal || f.InForce(&plan.Sheet)["A2"].Value != 475 || f.Appraisal.Entries["A2"].Value != 450 {
					t.Errorf("%+v", f)
				}
				again := good
				again.Value = 425
				if err := CorrectFigure(tx, plan, "vks", "A2", again); err != nil || FiguresOf(tx, "c", "vks").Final.Entries["A2"].Value != 425 {
					t.Error("a second correction:", err)
				}
			})
		})
	}
}
