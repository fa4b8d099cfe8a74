package handlers_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// compared is a bloc of the sheet with every kind whose units have different
// figures on A4; all but the last have handed in.
func compared(t *testing.T) (*chats, campaign.Plan, []campaign.Entrant) {
	t.Helper()
	plan := examplePlan(t, "kinds")
	c := newChats(t, plan)
	var entrants []campaign.Entrant
	units := plan.Competing()
	c.store(func(tx *storage.Tx) {
		for i, u := range units {
			sheet := campaign.ScoreSheet{Unit: u.ID, Author: campaign.SelfScore, Version: plan.Sheet.Version, Entries: map[string]campaign.Entry{}}
			for _, k := range plan.Sheet.Typed() {
				sheet.Entries[k.ID] = best(k)
			}
			sheet.Entries["A4"] = campaign.Entry{Value: int64(1000 + 371*i)}
			if i < len(units)-1 {
				sheet.SealedAt = c.now
			}
			storage.Sheets.Put(tx, storage.K(plan.Campaign, u.ID, string(campaign.SelfScore)), sheet)
			for _, id := range []string{"soket", "tongket"} {
				r, _ := plan.Requirement(id)
				at := plan.Deadline(r).AddDate(0, 0, -3)
				storage.Submissions.Put(tx, storage.K(plan.Campaign, u.ID, id, 1), campaign.Submission{
					Unit: u.ID, Requirement: id, Version: 1, At: at, Timing: plan.Judge(r, campaign.HandIn{At: at}),
				})
			}
			entrants = append(entrants, campaign.Entrant{
				Figures: storage.FiguresOf(tx, plan.Campaign, u.ID),
				Timely:  map[string]campaign.Timeliness{"soket": {Complete: true}, "tongket": {Complete: true}},
			})
			storage.PutPerson(tx, storage.Person{ID: int64(100 + i), Name: "Cán bộ", Roles: []campaign.Role{{Kind: campaign.Contact, Unit: u.ID, Year: plan.Year}}})
		}
		storage.PutPerson(tx, storage.Person{ID: 1, Name: "Lãnh đạo", Roles: []campaign.Role{{Kind: campaign.Leader, Year: plan.Year}}})
	})
	return c, plan, entrants
}

// totalIn finds the total of a workbook's first sheet.
func (c *chats) totalIn(who int64, kind string, args map[string]string, row, column string) string {
	c.t.Helper()
	var j storage.Job
	c.store(func(tx *storage.Tx) {
		o := handlers.Outgoing{Kind: handlers.OutFile, Chat: who, Make: &handlers.Made{Kind: kind, Args: args, Person: who}}
		j = storage.Outbox.Add(tx, storage.Job{Payload: marshalled(c.t, o)})
		storage.Outbox.Remove(tx, j.ID)
	})
	p, ok, err := handlers.Make(c.db, j, c.now)
	if err != nil || !ok {
		c.t.Fatal(kind, ok, err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(p.Content))
	if err != nil {
		c.t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	rows, err := f.GetRows(f.GetSheetName(0))
	if err != nil {
		c.t.Fatal(err)
	}
	at := -1
	for _, cells := range rows {
		for i, cell := range cells {
			switch {
			case at < 0 && cell == column:
				at = i
			case i < 2 && strings.HasPrefix(cell, row) && at >= 0 && at < len(cells):
				return cells[at]
			}
		}
	}
	c.t.Fatalf("%s has no %q under %q", kind, row, column)
	return ""
}

// appraise accepts every sheet that was sent as it was declared.
func (c *chats) appraise(plan *campaign.Plan, entrants []campaign.Entrant) {
	c.store(func(tx *storage.Tx) {
		for i, e := range entrants {
			if !e.Figures.Self.Sealed() {
				continue
			}
			sheet := *e.Figures.Self
			sheet.Author = campaign.Appraisal
			storage.Sheets.Put(tx, storage.K(plan.Campaign, sheet.Unit, string(sheet.Author)), sheet)
			entrants[i].Figures.Appraisal = &sheet
		}
	})
}

// TestComparisonTellsTheSame: once appraised, a unit's own sheet, its workbook, the standings in
// text and as a workbook, and the explanation come to the one total of all units
// added up together.
func TestComparisonTellsTheSame(t *testing.T) {
	c, plan, entrants := compared(t)
	c.appraise(&plan, entrants)
	all := campaign.TallyAll(&plan.Sheet, entrants)
	units := plan.Competing()
	standings := c.said(1, "/xephang")
	for i, u := range units[:len(units)-1] {
		total := all[u.ID].Tally.Total
		c.wants(int64(100+i), "/cham", "Tổng điểm tự chấm: "+total.String())
		if line := u.Name + ": <b>" + total.String() + "</b>"; !strings.Contains(standings, line) {
			t.Errorf("the standings do not say %q:\n%s", line, standings)
		}
		c.wants(1, "/xephang "+u.ID, total.String()+" điểm")
		two := fmt.Sprintf("%d.%02d", total/100, total%100)
		if got := c.totalIn(int64(100+i), "sheet", map[string]string{"unit": u.ID}, "Tổng điểm", "Điểm"); got != two {
			t.Errorf("the workbook of %s adds up to %s, not %s", u.ID, got, two)
		}
		if got := c.totalIn(1, "standings-book", nil, u.Name, "Tổng điểm"); got != two {
			t.Errorf("%s has %s in the workbook of standings, not %s", u.ID, got, two)
		}
	}
}

// TestDraftIsNotCompared: who still drafts, or can still take the sheet back,
// learns nothing of what others claimed, neither in the chat nor in the workbook.
func TestDraftIsNotCompared(t *testing.T) {
	c, plan, _ := compared(t)
	units := plan.Competing()
	last, id := units[len(units)-1], int64(100+len(units)-1)
	top := campaign.Points(1000 + 371*(len(units)-2)) // of the others
	for _, who := range []int64{id, 100} {
		for _, text := range []string{"/cham", "/cham A4", "Xem từng tiêu chí", "Xem tổng hợp", "Danh mục", "/menu", "/trangthai", "/xephang"} {
			if got := c.said(who, text); strings.Contains(got, top.String()) || strings.Contains(got, strings.ReplaceAll(top.String(), ",", ".")) {
				t.Errorf("%q tells %s of another unit:\n%s", text, top, got)
			}
		}
	}
	if got := c.totalIn(100, "sheet", map[string]string{"unit": units[0].ID}, "A4", "Điểm"); got != "6.00" {
		t.Errorf("the workbook of a sheet that was sent gives A4 %s points", got)
	}
	c.wants(id, "/cham A4", "khi chưa so với các đơn vị khác", "TẠM TÍNH")
	// The draft counts as if it were the best: its workbook says the maximum.
	if got := c.totalIn(id, "sheet", map[string]string{"unit": last.ID}, "A4", "Điểm"); got != "6.00" {
		t.Errorf("the workbook of a draft gives A4 %s points", got)
	}
}
