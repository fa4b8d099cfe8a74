package handlers_test

import (
	"strings"
	"testing"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// TestWhatWasGrantedIsPublished: the unit's time to go to a leader ran out, and
// the agenda's row that closes the matter has not come yet (an outage, the quiet
// hours). Whoever looks at what can be published must not see the figures without
// what the desk granted.
func TestWhatWasGrantedIsPublished(t *testing.T) {
	d := newDesk(t)
	d.furnish()
	d.at = time.Date(2022, 1, 12, 9, 0, 0, 0, d.plan.Location())
	at := d.at.AddDate(0, 0, -14)
	entries := map[string]campaign.Entry{}
	for _, c := range d.plan.Sheet.Typed() {
		entries[c.ID] = campaign.Entry{Value: 0}
	}
	key := func(author campaign.Author) storage.Key { return storage.K(d.plan.Campaign, "vks", string(author)) }
	d.update(func(tx *storage.Tx) {
		for _, author := range []campaign.Author{campaign.SelfScore, campaign.Appraisal} {
			storage.Sheets.Put(tx, key(author), campaign.ScoreSheet{
				Unit: "vks", Author: author, Version: d.plan.Sheet.Version, Entries: entries, SealedAt: at,
			})
		}
		granted := campaign.ExplainAnswer{Entry: campaign.Entry{Value: 450, At: at}, Reason: "minh chứng đã đủ", By: 103, At: at}
		denied := campaign.ExplainAnswer{Reason: "giữ mức đã thẩm định", By: 103, At: at}
		storage.Explanations.Put(tx, storage.K(d.plan.Campaign, "vks"), campaign.Explanation{
			Unit: "vks", SentAt: at, AnsweredAt: at, Items: []campaign.ExplainItem{
				{Criterion: "A2", Text: "đã gửi quyết định", Answer: &granted}, {Criterion: "A3", Text: "đã gửi quyết định", Answer: &denied},
			},
		})
	})
	d.say(104, "/congbo")
	d.update(func(tx *storage.Tx) {
		final, ok := storage.Sheets.Get(tx, key(campaign.Final))
		if !ok || !final.Sealed() || final.Entries["A2"].Value != 450 || len(final.Entries) != 1 {
			t.Errorf("the final sheet: %v %+v", ok, final)
		}
	})
}

// TestSheetsAreLockedWhileResultsStand: a unit that never sent its sheet does
// not fill it after the results are published, nor takes one back that it sent.
func TestSheetsAreLockedWhileResultsStand(t *testing.T) {
	d := newDesk(t)
	d.furnish()
	d.at = time.Date(2022, 1, 20, 9, 0, 0, 0, d.plan.Location())
	record := campaign.Publication{Campaign: d.plan.Campaign, Year: d.plan.Year, Sheet: d.plan.Sheet}
	key := storage.K(d.plan.Campaign, "vks", string(campaign.SelfScore))
	d.update(func(tx *storage.Tx) {
		storage.Sheets.Put(tx, key, campaign.ScoreSheet{Unit: "vks", Author: campaign.SelfScore, Version: d.plan.Sheet.Version})
		storage.Freeze(tx, d.plan.Campaign, record, 1, d.at)
		storage.AskSecond(tx, d.plan.Campaign, &storage.PublishAsk{Kind: storage.AskPublish, By: 1, At: d.at, Substance: record.Substance()})
		if _, err := storage.Publish(tx, d.plan.Campaign, 2, d.at); err != nil {
			t.Fatal(err)
		}
	})
	for _, said := range []string{"/cham A2", "4,5", "/cham"} {
		texts := d.say(101, said)
		d.update(func(tx *storage.Tx) {
			if sheet, _ := storage.Sheets.Get(tx, key); len(sheet.Entries) > 0 {
				t.Errorf("%q wrote %v; the unit read %q", said, sheet.Entries, texts)
			}
		})
	}
	if texts := d.say(101, "/cham"); len(texts) == 0 || !strings.Contains(texts[0], "không thay đổi nữa") {
		t.Errorf("the unit reads %q", texts)
	}
	d.update(func(tx *storage.Tx) {
		storage.Sheets.Put(tx, key, campaign.ScoreSheet{Unit: "vks", Author: campaign.SelfScore, Version: d.plan.Sheet.Version, SealedAt: d.at})
	})
	d.say(101, "/cham")
	if texts := d.say(101, "Rút bảng để sửa"); strings.Contains(strings.Join(texts, " "), "Rút Bảng chấm điểm đã gửi") {
		t.Errorf("a sheet of a published year is taken back: %q", texts)
	}
}
