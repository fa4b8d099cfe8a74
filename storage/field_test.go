package storage

import (
	"errors"
	"fmt"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"thidua/campaign"
)

// comparingPlan has two criteria that compare n units and one that does not.
func comparingPlan(n int) *campaign.Plan {
	p := &campaign.Plan{Campaign: "khoi-2021", Sheet: campaign.Sheet{Version: "1", Criteria: []campaign.Criterion{
		{ID: "A1", Kind: campaign.KindRelative, Max: 500}, {ID: "A2", Kind: campaign.KindNumber, Max: 500}, {ID: "A3", Kind: campaign.KindRelative, Max: 500},
	}}}
	for i := range n {
		p.Units = append(p.Units, campaign.Unit{ID: fmt.Sprint("u", i), Status: campaign.Competing})
	}
	return p
}

// fieldAnew is the field from whole sheets, read afresh.
func fieldAnew(tx *Tx, p *campaign.Plan) campaign.Field {
	holds := HoldsOf(tx, p.Campaign)
	var units []campaign.Entrant
	for _, u := range p.Competing() {
		units = append(units, campaign.Entrant{Figures: FiguresOf(tx, p.Campaign, u.ID), Apart: campaign.Apart(u, holds[u.ID])})
	}
	return campaign.FieldOf(&p.Sheet, units)
}

// TestFieldIsNeverOld: whatever is written, taken back, rolled back or read under
// another plan in between, the field is that of the sheets as they are.
func TestFieldIsNeverOld(t *testing.T) {
	db, p := newDB(t), comparingPlan(3)
	other := *p
	other.Sheet.Criteria = append([]campaign.Criterion(nil), p.Sheet.Criteria...)
	other.Sheet.Criteria[1].Kind = campaign.KindRelative
	back := errors.New("rolled back")
	same := func(t *rapid.T, tx *Tx) {
		for _, plan := range []*campaign.Plan{p, &other} {
			if got, want := FieldOf(tx, plan), fieldAnew(tx, plan); !reflect.DeepEqual(got, want) {
				t.Fatalf("field %+v, want %+v", got, want)
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		keep := rapid.Bool().Draw(t, "keep")
		err := db.Update(noon, func(tx *Tx) error {
			same(t, tx)
			unit := rapid.SampledFrom(p.Units).Draw(t, "unit").ID
			author := rapid.SampledFrom([]campaign.Author{campaign.SelfScore, campaign.Appraisal, campaign.Final}).Draw(t, "author")
			s := campaign.ScoreSheet{Unit: unit, Author: author, Entries: map[string]campaign.Entry{}}
			for _, c := range p.Sheet.Criteria {
				if rapid.Bool().Draw(t, c.ID) {
					s.Entries[c.ID] = campaign.Entry{Value: rapid.Int64Range(0, 9).Draw(t, "value"), NotApplicable: rapid.IntRange(0, 5).Draw(t, "na") == 0}
				}
			}
			if rapid.Bool().Draw(t, "sealed") {
				s.SealedAt = noon
			}
			key := K(p.Campaign, unit, string(author))
			if rapid.IntRange(0, 4).Draw(t, "gone") == 0 {
				Sheets.Delete(tx, key)
			} else {
				Sheets.Put(tx, key, s)
			}
			same(t, tx)
			if !keep {
				return back
			}
			return nil
		})
		if err != nil && !errors.Is(err, back) {
			t.Fatal(err)
		}
		_ = db.View(noon, func(tx *Tx) error { same(t, tx); return nil })
	})
}

func TestFieldReadsNothingWithoutComparison(t *testing.T) {
	p := comparingPlan(2)
	p.Sheet.Criteria = p.Sheet.Criteria[1:2]
	read(t, newDB(t), func(tx *Tx) {
		if got := FieldOf(tx, p); !reflect.DeepEqual(got, campaign.Field{}) {
			t.Errorf("field %+v", got)
		}
	})
}

// BenchmarkField is the comparison of 100 units with 200 criteria, at every press
// of who appraises.
func BenchmarkField(b *testing.B) {
	db, p := newDB(b), comparingPlan(100)
	for i := range 197 {
		p.Sheet.Criteria = append(p.Sheet.Criteria, campaign.Criterion{ID: fmt.Sprint("B", i), Kind: campaign.KindNumber, Max: 500})
	}
	write(b, db, func(tx *Tx) {
		for _, u := range p.Units {
			for _, author := range []campaign.Author{campaign.SelfScore, campaign.Appraisal} {
				s := campaign.ScoreSheet{Unit: u.ID, Author: author, SealedAt: noon, Entries: map[string]campaign.Entry{}}
				for _, c := range p.Sheet.Criteria {
					s.Entries[c.ID] = campaign.Entry{Value: 75, By: 12345, At: noon}
				}
				Sheets.Put(tx, K(p.Campaign, u.ID, string(author)), s)
			}
		}
	})
	read(b, db, func(tx *Tx) {
		FieldOf(tx, p)
		for b.Loop() {
			FieldOf(tx, p)
		}
	})
}
