package handlers_test

import (
	"strings"
	"testing"
	"time"

	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// TestEvidenceIsForWhoScoresIt: of another unit's sheet the people of the unit
// the plan gives it to open the evidence, while it is sent; nobody else's
// contact does, and nothing the unit has not sent.
func TestEvidenceIsForWhoScoresIt(t *testing.T) {
	d := newDesk(t)
	d.furnish()
	plan := d.plan
	plan.Cross.Each = 1
	if _, _, err := handlers.Adopt(d.db, d.at, plan, "cross", handlers.Settings{Language: "vi"}); err != nil {
		t.Fatal(err)
	}
	d.plan, d.at = plan, time.Date(2021, 12, 15, 9, 0, 0, 0, plan.Location())
	scored := plan.CrossedBy("vks")[0] // person 101 is a contact of vks
	other := ""
	for _, u := range plan.Competing() {
		if u.ID != "vks" && u.ID != scored {
			other = u.ID
		}
	}
	link := func(id string) campaign.Attachment {
		return campaign.Attachment{ID: id, Name: "bao-cao", Type: campaign.TypeLink, Link: "https://bao.vn/" + id, Criteria: []string{"A2"}}
	}
	put := func(sealed bool) {
		d.update(func(tx *storage.Tx) {
			for _, unit := range []string{scored, other} {
				s := campaign.ScoreSheet{Unit: unit, Author: campaign.SelfScore, Version: plan.Sheet.Version}
				if sealed {
					s.SealedAt, s.Evidence = d.at, []campaign.Attachment{link("sent" + unit)}
				}
				storage.Sheets.Put(tx, storage.K(plan.Campaign, unit, string(campaign.SelfScore)), s)
				storage.Drafts.Put(tx, storage.K(plan.Campaign, unit, campaign.EvidenceDraft), campaign.Draft{
					Unit: unit, Requirement: campaign.EvidenceDraft, Attachments: []campaign.Attachment{link("draft" + unit)},
				})
			}
		})
	}
	opened := func(id int64, unit, file string) bool {
		return strings.Contains(strings.Join(d.say(id, "/tep "+unit+" mc "+file+unit), "\n"), "https://bao.vn/")
	}
	put(false)
	if opened(101, scored, "draft") {
		t.Error("the evidence of a draft is open to another unit")
	}
	put(true)
	for _, c := range []struct {
		who  int64
		unit string
		file string
		want bool
	}{
		{101, scored, "sent", true},
		{102, scored, "sent", true}, // the head of the unit
		{101, scored, "draft", false},
		{101, other, "sent", false},
		{105, scored, "sent", false}, // the observer
		{107, scored, "sent", false}, // last year's contact
	} {
		if got := opened(c.who, c.unit, c.file); got != c.want {
			t.Errorf("person %d opens %s of %s: %v", c.who, c.file, c.unit, got)
		}
	}
	sealed := func(author campaign.Author) {
		d.update(func(tx *storage.Tx) {
			sheet, _ := storage.Sheets.Get(tx, storage.K(plan.Campaign, scored, string(campaign.SelfScore)))
			if sheet.Author = author; author == campaign.Appraisal {
				storage.Sheets.Put(tx, storage.K(plan.Campaign, scored, string(author)), sheet)
				return
			}
			storage.CrossSheets.Put(tx, storage.K(plan.Campaign, scored, "vks"), campaign.CrossSheet{By: "vks", ScoreSheet: sheet, Against: sheet.SealedAt})
		})
	}
	if sealed(""); !opened(101, scored, "sent") {
		t.Error("who has scored the sheet cannot look again while the desk appraises it")
	}
	if sealed(campaign.Appraisal); opened(101, scored, "sent") {
		t.Error("the evidence stays open to who scored the sheet once it is appraised")
	}
}
