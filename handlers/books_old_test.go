package handlers_test

import (
	"bytes"
	"strings"
	"testing"

	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// send lets a person send a file and does the edge's part: fetches it and looks
// into it until nothing is left to do. It returns what the person is told.
func (d *desk) send(id int64, name string, content []byte) string {
	d.t.Helper()
	d.say(id, "/huy")
	texts := d.do(id, handlers.Uploaded{FileID: name, Name: name, Size: int64(len(content))})
	for range 5 {
		var downloads, work []storage.Job
		d.update(func(tx *storage.Tx) {
			downloads, work = storage.Downloads.Due(tx, d.at, 9), storage.Work.Due(tx, d.at, 9)
		})
		var bodies []handlers.Body
		for _, j := range downloads {
			w := d.db.NewFile(d.at)
			_, err := w.Write(content)
			sha, size, err2 := w.Commit()
			if err != nil || err2 != nil {
				d.t.Fatal(err, err2)
			}
			bodies = append(bodies, handlers.Stored{Job: j.ID, SHA256: sha, Size: size})
		}
		for _, j := range work {
			bodies = append(bodies, handlers.Inspect(j, bytes.NewReader(content), int64(len(content))))
		}
		for _, b := range bodies {
			d.n++
			out, err := handlers.Apply(d.db, d.at, handlers.Batch{Events: []handlers.Event{{At: d.at, Body: b}}})
			if err != nil || out.Quarantined > 0 {
				d.t.Fatal(err, out.Quarantined)
			}
			for _, j := range out.Outbox {
				if o, err := handlers.ReadOutgoing(j); err == nil && o.Chat == id {
					texts = append(texts, o.Text)
				}
			}
		}
	}
	return strings.Join(texts, "\n")
}

// TestWorkbooksThatAreTooOld: a workbook made under an older plan, of another
// year, or before the sheet was sent writes nothing and says why; the draft it
// lay in keeps nothing of it.
func TestWorkbooksThatAreTooOld(t *testing.T) {
	d := newDesk(t)
	d.furnish()
	put := func(rev int, sealed bool) {
		d.update(func(tx *storage.Tx) {
			s := campaign.ScoreSheet{Unit: "vks", Author: campaign.SelfScore, Version: d.plan.Sheet.Version, Rev: rev, Entries: map[string]campaign.Entry{"A2": {Value: int64(rev) * 25}}}
			if sealed {
				s.SealedAt = d.at
			}
			storage.Sheets.Put(tx, storage.K(d.plan.Campaign, "vks", "self"), s)
		})
	}
	put(1, false)
	file := d.make(101, "sheet", map[string]string{"unit": "vks"}).Content
	put(2, false) // changed in the chat since
	if text := d.send(101, "cu.xlsx", file); !strings.Contains(text, "không có gì khác") && !strings.Contains(text, "đã có thay đổi sau khi") {
		t.Error("an untouched workbook of before:", text)
	}
	put(2, true)
	if text := d.send(101, "da-gui.xlsx", file); !strings.Contains(text, "đã được gửi, nay chỉ xem được") {
		t.Error("after the sheet was sent:", text)
	}
	put(2, false)
	changed := d.plan
	changed.Bloc += " (sửa)"
	if _, _, err := handlers.Adopt(d.db, d.at, changed, "changed", handlers.Settings{Language: "vi"}); err != nil {
		t.Fatal(err)
	}
	if text := d.send(101, "ban-cu.xlsx", file); !strings.Contains(text, "kế hoạch hoặc phiên bản bảng chấm điểm cũ") {
		t.Error("under an older plan:", text)
	}
	next := d.plan
	next.Campaign += "-lai"
	if _, _, err := handlers.Adopt(d.db, d.at, next, "next", handlers.Settings{Language: "vi"}); err != nil {
		t.Fatal(err)
	}
	if text := d.send(101, "nam-truoc.xlsx", file); !strings.Contains(text, "năm khác hoặc khối khác") {
		t.Error("of another campaign:", text)
	}
	d.update(func(tx *storage.Tx) {
		for k, draft := range storage.Drafts.Prefix(tx, nil) {
			if len(draft.Attachments) > 0 {
				t.Errorf("%q keeps %+v", k, draft.Attachments)
			}
		}
	})
}
