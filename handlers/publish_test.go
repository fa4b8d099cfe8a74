package handlers_test

import (
	"strings"
	"testing"
	"time"

	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// ready is a contest whose results a leader has asked to publish.
func ready(t *testing.T) *contest {
	c := newContest(t)
	for _, stage := range []int{atSelf, atAppraised, atFinal} {
		c.score(stage)
	}
	c.freeze()
	c.talk(104, "/congbo", "Đề nghị công bố", "Đề nghị công bố")
	return c
}

// TestSecondTapLooksAgain: whatever has changed between the two taps, nothing is
// published by it, and the second person is told what.
func TestSecondTapLooksAgain(t *testing.T) {
	for name, k := range map[string]struct {
		change func(c *contest, tx *storage.Tx)
		says   string
	}{
		"who asked leads no more": {func(_ *contest, tx *storage.Tx) {
			p, _ := storage.GetPerson(tx, 104)
			p.Roles = nil
			storage.PutPerson(tx, p)
		}, "không còn là lãnh đạo khối"},
		"who asked was erased": {func(_ *contest, tx *storage.Tx) { storage.Erase(tx, 104, time.Time{}, "…") }, "không có đề nghị nào"},
		"a figure": {func(c *contest, tx *storage.Tx) {
			key := storage.K(c.plan.Campaign, "vks", string(campaign.Final))
			s, _ := storage.Sheets.Get(tx, key)
			s.Entries["A1"] = campaign.Entry{Value: 1}
			storage.Sheets.Put(tx, key, s)
		}, "đã thay đổi từ khi chốt"},
		"a withdrawal": {func(c *contest, tx *storage.Tx) {
			if _, err := storage.AddHold(tx, c.plan.Campaign, c.plan.Year, campaign.Hold{Unit: "vks", Kind: campaign.HoldWithdrawn, Act: campaign.HoldAsked, Reason: "Sáp nhập đơn vị", By: 101, At: c.at}); err != nil {
				c.t.Fatal(err)
			}
		}, "không còn đạt"},
		"it was taken back": {func(c *contest, tx *storage.Tx) { storage.AskSecond(tx, c.plan.Campaign, nil) }, "không có đề nghị nào"},
		"nothing":           {func(*contest, *storage.Tx) {}, "Đã công bố kết quả số KQ01/2021"},
	} {
		t.Run(name, func(t *testing.T) {
			c := ready(t)
			c.talk(109, "/congbo xacnhan")
			c.update(func(tx *storage.Tx) { k.change(c, tx) })
			got := strings.Join(c.say(109, "Xác nhận công bố"), "\n")
			if !strings.Contains(got, k.says) {
				t.Errorf("the second person reads %q, want %q", got, k.says)
			}
			c.update(func(tx *storage.Tx) {
				if _, out := storage.NewestPublication(tx, c.plan.Campaign); out != (name == "nothing") {
					t.Error("published:", out)
				}
			})
		})
	}
}

// TestClassesAndVote: where the plan has a vote, results wait for its tally and
// name its minutes; where it grades, every unit with a place has its class.
func TestClassesAndVote(t *testing.T) {
	c := newContest(t)
	c.plan.Awards.Vote = true
	c.plan.Classes = []campaign.Class{{Name: "tốt", From: campaign.Whole(80)}, {Name: "xuất sắc", From: campaign.Whole(98)}}
	if _, _, err := handlers.Adopt(c.db, c.at, c.plan, "graded", handlers.Settings{Language: "vi"}); err != nil {
		t.Fatal(err)
	}
	for _, stage := range []int{atSelf, atAppraised, atFinal} {
		c.score(stage)
	}
	c.freeze()
	if got := strings.Join(c.say(104, "/congbo"), "\n"); !strings.Contains(got, "kết quả bỏ phiếu của hội nghị: <b>chưa</b>") {
		t.Error("without a vote:", got)
	}
	c.publish()
	c.standing("without a vote", -1)
	c.update(func(tx *storage.Tx) {
		storage.EnterVote(tx, c.plan.Campaign, campaign.Vote{Minutes: "02/BB-KTĐNC", Present: 9, By: 103, At: c.at})
	})
	c.freeze()
	c.say(104, "Chốt lại")
	c.publish()
	c.standing("with a vote", atFinal)
	if got := strings.Join(c.say(105, "/tracuu KQ01/2021"), "\n"); !strings.Contains(got, "02/BB-KTĐNC") {
		t.Error(got)
	}
	got := strings.Join(c.say(101, "/xephang"), "\n")
	if n := strings.Count(got, "xếp loại tốt"); n == 0 || strings.Count(got, "xếp loại xuất sắc")+n != len(c.units) {
		t.Error("classes:", got)
	}
	card := c.paper(101, "published", map[string]string{"campaign": c.plan.Campaign, "version": "1"})
	if !strings.Contains(card, "Xếp loại xuất sắc") || strings.Contains(card, "TẠM TÍNH") {
		t.Error(card)
	}
}

// TestPapersOfARecord: official papers are made of the record they name and say
// so; of what was never published nobody gets any.
func TestPapersOfARecord(t *testing.T) {
	c := ready(t)
	c.talk(109, "/congbo xacnhan", "Xác nhận công bố")
	for _, kind := range []string{"standings", "standings-book", "published"} {
		for version, want := range map[string]bool{"1": true, "2": false, "x": false} {
			got := c.paper(103, kind, map[string]string{"campaign": c.plan.Campaign, "version": version})
			if official := strings.Contains(got, "KQ01/2021") && !strings.Contains(got, "TẠM TÍNH"); official != want || !want && got != "" {
				t.Errorf("%s of version %s: %q", kind, version, got)
			}
		}
	}
}
