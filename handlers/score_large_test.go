package handlers_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"thidua/bot"
	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// largeBloc is a bloc of 100 units with long names and a sheet of 176 criteria
// with long titles: the largest found in practice.
func largeBloc(t *testing.T) campaign.Plan {
	t.Helper()
	cfg, problems, err := bot.Load("../config.example.toml")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	p := cfg.Plan
	p.Campaign, p.Units, p.Head, p.Deputy = "lon-2021", nil, "u1", "u2"
	for i := 1; i <= 100; i++ {
		p.Units = append(p.Units, campaign.Unit{
			ID: fmt.Sprintf("u%d", i), Status: campaign.Competing,
			Name: fmt.Sprintf("Trung tâm Dịch vụ việc làm & Giáo dục nghề nghiệp số %03d trực thuộc Sở Lao động, Thương binh và Xã hội tỉnh", i),
		})
	}
	p.Sheet.Criteria = p.Sheet.Criteria[:0:0]
	for i := range 176 {
		p.Sheet.Criteria = append(p.Sheet.Criteria, campaign.Criterion{
			ID: fmt.Sprintf("%s%03d", p.Sheet.Sections[i%3].ID, i), Section: p.Sheet.Sections[i%3].ID, Kind: campaign.KindNumber,
			Max: campaign.Whole(1), Title: strings.Repeat("Thực hiện đầy đủ, kịp thời các nhiệm vụ <được giao> ", 3),
		})
	}
	return p
}

// chats is a database people talk to, without a network or a clock.
type chats struct {
	t   *testing.T
	db  *storage.DB
	now time.Time
	n   int
}

func newChats(t *testing.T, plan campaign.Plan) *chats {
	t.Helper()
	db, err := storage.Open(t.TempDir(), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	c := &chats{t: t, db: db, now: time.Date(2021, 12, 10, 9, 0, 0, 0, plan.Location())}
	c.adopt(plan, "first")
	return c
}

func (c *chats) adopt(plan campaign.Plan, hash string) {
	c.t.Helper()
	if _, _, err := handlers.Adopt(c.db, c.now, plan, hash, handlers.Settings{}); err != nil {
		c.t.Fatal(err)
	}
}

func (c *chats) store(fn func(tx *storage.Tx)) {
	c.t.Helper()
	if err := c.db.Update(c.now, func(tx *storage.Tx) error { fn(tx); return nil }); err != nil {
		c.t.Fatal(err)
	}
}

// said tells what the bot answers to a text; every answer must fit Telegram.
func (c *chats) said(who int64, text string) string {
	c.t.Helper()
	c.n++
	out, err := handlers.Apply(c.db, c.now, handlers.Batch{Events: []handlers.Event{{
		Key: fmt.Sprint("m", c.n), At: c.now, From: handlers.Sender{ID: who}, Chat: handlers.Chat{ID: who}, Body: handlers.Said{Text: text},
	}}})
	if err != nil || out.Quarantined > 0 {
		c.t.Fatal(err, out.Quarantined)
	}
	all := ""
	for _, j := range out.Outbox {
		o, _ := handlers.ReadOutgoing(j)
		if size := len([]rune(o.Text)); size > 4096 || len(o.Buttons) > 14 {
			c.t.Errorf("%q is answered with %d characters and %d rows of buttons", text, size, len(o.Buttons))
		}
		all += o.Text + "\n"
	}
	return all
}

// wants fails unless the answer to a text says all of these.
func (c *chats) wants(who int64, text string, parts ...string) {
	c.t.Helper()
	got := c.said(who, text)
	for _, part := range parts {
		if !strings.Contains(got, part) {
			c.t.Errorf("the answer to %q does not say %q:\n%s", text, part, got)
		}
	}
}

// TestLargestBlocFits: every screen of the sheet and of the standings stays
// within a Telegram message however large the bloc is.
func TestLargestBlocFits(t *testing.T) {
	plan := largeBloc(t)
	c := newChats(t, plan)
	c.store(func(tx *storage.Tx) {
		for _, u := range plan.Units {
			sheet := campaign.ScoreSheet{Unit: u.ID, Author: campaign.SelfScore, Version: plan.Sheet.Version, Entries: map[string]campaign.Entry{}}
			for i, k := range plan.Sheet.Criteria {
				if u.ID != "u1" || i > 0 {
					sheet.Entries[k.ID] = campaign.Entry{Value: 75, At: c.now}
				}
			}
			if u.ID != "u1" {
				sheet.SealedAt = c.now
			}
			storage.Sheets.Put(tx, storage.K(plan.Campaign, u.ID, "self"), sheet)
			storage.Submissions.Put(tx, storage.K(plan.Campaign, u.ID, "tongket", 1), campaign.Submission{Unit: u.ID, Requirement: "tongket", Version: 1, At: c.now})
		}
		for id, role := range map[int64]campaign.Role{1: {Kind: campaign.Contact, Unit: "u1"}, 2: {Kind: campaign.Contact, Unit: "u2"}, 3: {Kind: campaign.Leader}} {
			role.Year = plan.Year
			storage.PutPerson(tx, storage.Person{ID: id, Name: "Người", Roles: []campaign.Role{role}})
		}
	})
	c.wants(1, "/cham", "Đã trả lời 175/176")
	c.wants(1, "Danh mục", "Phần A", "58/59")
	c.wants(1, "Xem tổng hợp", "01 tiêu chí")
	c.wants(1, "○ A000", "<b>A000.")
	c.wants(1, "0,5", "Đã trả lời 176/176")
	c.wants(1, "Gửi Bảng chấm điểm", "Gửi Bảng chấm điểm của")
	c.wants(1, "Xác nhận gửi", "Đã tiếp nhận")
	c.wants(2, "/cham", "chỉ xem")
	c.wants(2, "Xem từng tiêu chí", "A000.")
	c.wants(3, "/xephang", "100/100", "<b>1.</b>")
	c.wants(3, "/xephang u77", "số 077", "Cộng:")
}

// TestSheetMovesToNewVersion: when the plan's sheet changes while a unit is
// answering and a leader confirms that, fitting answers stay, the others are
// named and become blank.
func TestSheetMovesToNewVersion(t *testing.T) {
	plan := largeBloc(t)
	plan.Sheet.Criteria = plan.Sheet.Criteria[:3]
	c := newChats(t, plan)
	c.store(func(tx *storage.Tx) {
		storage.PutPerson(tx, storage.Person{ID: 1, Name: "Hoa", Roles: []campaign.Role{{Kind: campaign.Contact, Unit: "u1", Year: plan.Year}}})
		storage.PutPerson(tx, storage.Person{ID: 3, Name: "Minh", Roles: []campaign.Role{{Kind: campaign.Leader, Year: plan.Year}}})
	})
	c.said(1, "/cham")
	c.said(1, "1")
	c.wants(1, "0,5", "Đã trả lời 2/3")
	plan.Sheet.Version = "2021.2"
	plan.Sheet.Criteria = slices.Clone(plan.Sheet.Criteria)
	plan.Sheet.Criteria[0].Max = 50
	c.adopt(plan, "second")
	c.wants(1, "/cham", "Đã trả lời 2/3")
	c.wants(3, "/bangchammoi", "2021.2", "không còn nhận trả lời ở tiêu chí A000")
	c.wants(3, "Áp dụng bản mới", "Đã áp dụng")
	c.wants(1, "/cham", "phiên bản 2021.2", "Cần trả lời lại: A000.", "Đã trả lời 1/3", "<b>A000.")
	c.wants(1, "0,25", "<b>C002.")
}
