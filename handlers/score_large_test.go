package handlers_test

import (
	"fmt"
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

// TestLargestBlocFits: every screen of the sheet and of the standings stays
// within a Telegram message however large the bloc is.
func TestLargestBlocFits(t *testing.T) {
	plan := largeBloc(t)
	now := time.Date(2021, 12, 10, 9, 0, 0, 0, plan.Location())
	db, err := storage.Open(t.TempDir(), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, _, err := handlers.Adopt(db, now, plan, "large", handlers.Settings{}); err != nil {
		t.Fatal(err)
	}
	err = db.Update(now, func(tx *storage.Tx) error {
		for _, u := range plan.Units {
			sheet := campaign.ScoreSheet{Unit: u.ID, Author: campaign.SelfScore, Version: plan.Sheet.Version, Entries: map[string]campaign.Entry{}}
			for i, c := range plan.Sheet.Criteria {
				if u.ID != "u1" || i > 0 {
					sheet.Entries[c.ID] = campaign.Entry{Value: 75, At: now}
				}
			}
			if u.ID != "u1" {
				sheet.SealedAt = now
			}
			storage.Sheets.Put(tx, storage.K(plan.Campaign, u.ID, "self"), sheet)
			storage.Submissions.Put(tx, storage.K(plan.Campaign, u.ID, "tongket", 1), campaign.Submission{Unit: u.ID, Requirement: "tongket", Version: 1, At: now})
		}
		for id, role := range map[int64]campaign.Role{1: {Kind: campaign.Contact, Unit: "u1"}, 2: {Kind: campaign.Contact, Unit: "u2"}, 3: {Kind: campaign.Leader}} {
			role.Year = plan.Year
			storage.PutPerson(tx, storage.Person{ID: id, Name: "Người", Roles: []campaign.Role{role}})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	said := func(who int64, texts ...string) (last string) {
		for _, text := range texts {
			n++
			out, err := handlers.Apply(db, now, handlers.Batch{Events: []handlers.Event{{
				Key: fmt.Sprint("m", n), At: now, From: handlers.Sender{ID: who}, Chat: handlers.Chat{ID: who}, Body: handlers.Said{Text: text},
			}}})
			if err != nil || out.Quarantined > 0 {
				t.Fatal(err, out.Quarantined)
			}
			for _, j := range out.Outbox {
				o, _ := handlers.ReadOutgoing(j)
				if size := len([]rune(o.Text)); size > 4096 {
					t.Errorf("%q is answered with %d characters", text, size)
				}
				if len(o.Buttons) > 14 {
					t.Errorf("%q is answered with %d rows of buttons", text, len(o.Buttons))
				}
				if o.Text != "" {
					last = o.Text
				}
			}
		}
		return last
	}
	said(1, "/cham", "Danh mục")
	if got := said(1, "Xem tổng hợp"); !strings.Contains(got, "01 tiêu chí") {
		t.Errorf("the summary says %q", got)
	}
	said(1, "○ A000", "0,5", "Gửi Bảng chấm điểm", "Xác nhận gửi", "/cham", "Xem từng tiêu chí")
	said(2, "/cham", "Xem từng tiêu chí")
	if got := said(3, "/xephang"); !strings.Contains(got, "100/100") {
		t.Errorf("the standings say %q", got)
	}
	if got := said(3, "/xephang u77"); !strings.Contains(got, "số 077") {
		t.Errorf("unit 77 is explained by %q", got)
	}
}

// TestSheetMovesToNewVersion: when the plan's sheet changes while a unit is
// answering, fitting answers stay, the others are named and become blank.
func TestSheetMovesToNewVersion(t *testing.T) {
	plan := largeBloc(t)
	plan.Sheet.Criteria = plan.Sheet.Criteria[:3]
	now := time.Date(2021, 12, 10, 9, 0, 0, 0, plan.Location())
	db, err := storage.Open(t.TempDir(), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	adopt := func(hash string) {
		if _, _, err := handlers.Adopt(db, now, plan, hash, handlers.Settings{}); err != nil {
			t.Fatal(err)
		}
	}
	adopt("first")
	n := 0
	said := func(text string) (all string) {
		n++
		out, err := handlers.Apply(db, now, handlers.Batch{Events: []handlers.Event{{
			Key: fmt.Sprint("m", n), At: now, From: handlers.Sender{ID: 1}, Chat: handlers.Chat{ID: 1}, Body: handlers.Said{Text: text},
		}}})
		if err != nil || out.Quarantined > 0 {
			t.Fatal(err, out.Quarantined)
		}
		for _, j := range out.Outbox {
			o, _ := handlers.ReadOutgoing(j)
			all += o.Text + "\n"
		}
		return all
	}
	if err := db.Update(now, func(tx *storage.Tx) error {
		storage.PutPerson(tx, storage.Person{ID: 1, Name: "Hoa", Roles: []campaign.Role{{Kind: campaign.Contact, Unit: "u1", Year: plan.Year}}})
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	said("/cham")
	said("1")
	said("0,5")
	plan.Sheet.Version = "2021.2"
	plan.Sheet.Criteria = append([]campaign.Criterion{}, plan.Sheet.Criteria...)
	plan.Sheet.Criteria[0].Max = 50
	adopt("second")
	got := said("/cham")
	for _, want := range []string{"phiên bản 2021.2", "Cần trả lời lại: A000.", "Đã trả lời 1/3", "<b>A000."} {
		if !strings.Contains(got, want) {
			t.Errorf("the talk does not say %q:\n%s", want, got)
		}
	}
	if got := said("0,25"); !strings.Contains(got, "<b>C002.") {
		t.Errorf("after the answer comes %q", got)
	}
}
