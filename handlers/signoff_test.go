package handlers_test

import (
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// TestApprovalOnPaper: the leader who approved stands in the register and on the
// receipt (S45), and after that person is erased the register still verifies.
func TestApprovalOnPaper(t *testing.T) {
	d := newDesk(t)
	d.furnish()
	d.update(func(tx *storage.Tx) {
		for v, a := range []*campaign.Approval{{By: 102, At: d.at}, {At: d.at, Note: "=Viện trưởng đã ký bản giấy"}} {
			s := campaign.Submission{Unit: "vks", Requirement: "soket", Version: v + 1, By: 101, At: d.at, Approved: a, Attachments: []campaign.Attachment{{ID: "a", Name: "a.pdf", SHA256: "00"}}}
			e := storage.Register(tx, d.plan.Day(d.at), d.plan.Campaign, s)
			s.Incoming = campaign.Incoming{Year: e.Year, Number: e.Number, Date: e.Date}
			storage.Submissions.Put(tx, storage.K(d.plan.Campaign, s.Unit, s.Requirement, s.Version), s)
		}
	})
	book := d.make(103, "register", nil)
	f, err := excelize.OpenReader(strings.NewReader(string(book.Content)))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.GetRows("Sổ đến")
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	for _, r := range rows {
		text += strings.Join(r, "|") + "\n"
	}
	for _, want := range []string{"Lãnh đạo duyệt", "unit head", "duyệt ngoài bot – =Viện trưởng đã ký bản giấy"} {
		if !strings.Contains(text, want) {
			t.Errorf("the register lacks %q:\n%s", want, text)
		}
	}
	for _, format := range []string{"docx", "pdf"} {
		paper := d.make(101, "receipt", map[string]string{"unit": "vks", "year": "2021", "number": "1", "format": format})
		if len(paper.Content) == 0 {
			t.Error("no receipt as", format)
		}
	}
	d.update(func(tx *storage.Tx) { storage.Erase(tx, 102, time.Time{}, "…") })
	d.update(func(tx *storage.Tx) {
		if err := storage.VerifyRegister(tx); err != nil {
			t.Error("after the approver was erased:", err)
		}
		s, _ := storage.Submissions.Get(tx, storage.K(d.plan.Campaign, "vks", "soket", 1))
		if s.Approved == nil || s.Approved.By != 0 {
			t.Errorf("the approval after erasure: %+v", s.Approved)
		}
	})
}

// make makes a paper for a person the way the sender does.
func (d *desk) make(id int64, kind string, args map[string]string) handlers.Paper {
	d.t.Helper()
	var j storage.Job
	d.update(func(tx *storage.Tx) {
		j = storage.Outbox.Add(tx, storage.Job{Payload: marshalled(d.t, handlers.Outgoing{
			Kind: handlers.OutFile, Chat: id, Make: &handlers.Made{Kind: kind, Args: args, Person: id},
		})})
	})
	paper, ok, err := handlers.Make(d.db, j, d.at)
	if err != nil || !ok {
		d.t.Fatalf("%s for %d: %v %v", kind, id, ok, err)
	}
	return paper
}
