package handlers_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"thidua/bot"
	"thidua/bot/sandbox/transcript"
	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// unzipped is every part of a ZIP, an office file among them, by its name.
func unzipped(t testing.TB, raw []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(content)
	}
	return out
}

// TestFormulasInNamesAreHarmless: what people call a unit, a file or themselves
// is text in the register, also when it begins like a formula.
func TestFormulasInNamesAreHarmless(t *testing.T) {
	talk, err := transcript.Parse([]byte("person hoa 1001 - =cmd|' /C calc'!A0\nperson thu 2001 - Thu\nset hoa contact:vks\nset thu secretary:ca\nstart 2021-06-10T09:00\nbot ThiDuaBot\n\n" +
		"hoa> /nop soket\nhoa^ =HYPERLINK(1).pdf\nhoa* Xong\nhoa* Xác nhận nộp\nthu> /baocao so\n"))
	if err != nil {
		t.Fatal(err)
	}
	p := newPlayer(t, talk)
	defer p.close()
	for i := range p.plan.Units {
		if p.plan.Units[i].ID == "vks" {
			p.plan.Units[i].Name = "=1+1"
		}
	}
	if _, _, err := handlers.Adopt(p.db, p.now, p.plan, "renamed", handlers.Settings{Language: "vi"}); err != nil {
		t.Fatal(err)
	}
	p.play()
	if len(p.papers) != 1 {
		t.Fatalf("%d papers", len(p.papers))
	}
	whole := ""
	for name, part := range unzipped(t, p.papers[0].Content) {
		if strings.Contains(part, "<f>") || strings.Contains(part, "<f ") || strings.Contains(part, "<hyperlink") {
			t.Errorf("%s holds a formula or a link", name)
		}
		whole += part
	}
	for _, want := range []string{"=1+1", "=cmd|", "=HYPERLINK(1).pdf", "TẠM TÍNH, số liệu đến 10/6/2021 09:00"} {
		if !strings.Contains(whole, want) {
			t.Errorf("%q is not in the register as it was written", want)
		}
	}
}

// TestPapersSayWhatTheyAre: every paper with figures says that they are
// provisional and as of when; the ZIP holds what was handed in with its sums.
func TestPapersSayWhatTheyAre(t *testing.T) {
	raw, err := os.ReadFile("testdata/desk_papers.txt")
	if err != nil {
		t.Fatal(err)
	}
	talk, err := transcript.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	p := newPlayer(t, talk)
	defer p.close()
	p.play()
	seen := map[string]bool{}
	for _, paper := range p.papers {
		ending := filepath.Ext(paper.Name)
		seen[ending] = true
		if dir := os.Getenv("PAPERS"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, paper.Name), paper.Content, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		switch ending {
		case ".docx", ".xlsx":
			whole := ""
			for _, part := range unzipped(t, paper.Content) {
				whole += part
			}
			if !strings.Contains(whole, "TẠM TÍNH") || !strings.Contains(whole, "10/6/2021 08:00") {
				t.Errorf("%s does not say that it is provisional, and as of when", paper.Name)
			}
			if ending == ".docx" && !strings.Contains(whole, "DỰ THẢO") {
				t.Errorf("%s is no draft", paper.Name)
			}
			fallthrough
		case ".png":
			if !strings.Contains(paper.Caption, "TẠM TÍNH") || !strings.Contains(paper.Caption, "08:00") || !strings.Contains(paper.Name, "tam-tinh") {
				t.Errorf("%s with the caption %q", paper.Name, paper.Caption)
			}
		case ".zip":
			files := unzipped(t, paper.Content)
			if len(files) != 2 || !strings.Contains(files["danh-sach.sha256"], "01_Vien-kiem-sat-nhan-dan-tinh_v1.pdf") {
				t.Errorf("the ZIP holds %v", files)
			}
		}
	}
	if len(seen) != 4 {
		t.Errorf("papers of kinds %v", seen)
	}
}

// TestFilesInParts: every file is in exactly one part, no part is too large,
// and what is handed in between asking and sending moves nothing.
func TestFilesInParts(t *testing.T) {
	d := newDesk(t)
	d.furnish()
	hand := func(unit string, version int, sizes ...int64) {
		d.update(func(tx *storage.Tx) {
			s := campaign.Submission{Unit: unit, Requirement: "soket", Version: version, At: d.at}
			for i, size := range sizes {
				a := campaign.Attachment{ID: fmt.Sprint(unit, version, i), Name: "a.pdf", Size: size, SHA256: strings.Repeat("ab", 32), At: d.at}
				s.Attachments = append(s.Attachments, a)
			}
			e := storage.Register(tx, d.plan.Day(d.at), d.plan.Campaign, s)
			s.Incoming = campaign.Incoming{Year: e.Year, Number: e.Number, Date: e.Date}
			storage.Submissions.Put(tx, storage.K(d.plan.Campaign, unit, "soket", version), s)
		})
	}
	hand("vks", 1, 20_000_000, 20_000_000)
	hand("stp", 1, 20_000_000, 60_000_000)
	texts := d.say(103, "/baocao tep")
	if len(texts) != 2 || !strings.Contains(texts[0], "03 tệp, 57,2 MB, thành 02 tệp ZIP") || !strings.Contains(texts[0], "01 tệp quá lớn") {
		t.Errorf("said %q", texts)
	}
	parts := func() (list []map[string]string) {
		d.update(func(tx *storage.Tx) {
			for j := range storage.Outbox.All(tx) {
				if o, _ := handlers.ReadOutgoing(j); o.Make != nil && o.Make.Kind == "files" {
					list = append(list, o.Make.Args)
				}
			}
		})
		return list
	}
	asked := parts()
	if len(asked) != 2 || asked[0]["part"] != "1" || asked[1]["part"] != "2" {
		t.Fatalf("parts %v", asked)
	}
	d.at = d.at.Add(time.Minute)
	hand("ca", 1, 1_000)
	d.update(func(tx *storage.Tx) {
		until, _ := time.Parse(time.RFC3339Nano, asked[0]["until"])
		before := handlers.PartSizes(tx, &d.plan, until)
		now := handlers.PartSizes(tx, &d.plan, d.at)
		if fmt.Sprint(before) != "[2 1]" || fmt.Sprint(now) != "[2 2]" {
			t.Errorf("files in the parts: %v when asked, %v now", before, now)
		}
	})
}

// benchDesk is a bloc of a hundred units that owe six hand-ins, half of them in.
func benchDesk(b *testing.B) (*storage.DB, campaign.Plan, time.Time) {
	b.Helper()
	cfg, _, err := bot.Load("../config.example.toml")
	if err != nil {
		b.Fatal(err)
	}
	db, err := storage.Open(b.TempDir(), storage.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	plan, at := cfg.Plan, time.Date(2021, 12, 20, 9, 0, 0, 0, cfg.Plan.Location())
	plan.Units = nil
	for i := range 100 {
		plan.Units = append(plan.Units, campaign.Unit{ID: fmt.Sprintf("dv%02d", i), Name: fmt.Sprintf("Đơn vị thành viên số %d của khối", i+1), Status: campaign.Competing})
	}
	plan.Head, plan.Deputy = "dv00", "dv01"
	for i := range 6 - len(plan.Requirements) {
		r := plan.Requirements[1]
		r.ID, r.Short = fmt.Sprintf("them%d", i), fmt.Sprintf("Chuyên đề %d", i+1)
		plan.Requirements = append(plan.Requirements[:len(plan.Requirements):len(plan.Requirements)], r)
	}
	if _, _, err := handlers.Adopt(db, at, plan, "bench", handlers.Settings{Language: "vi"}); err != nil {
		b.Fatal(err)
	}
	err = db.Update(at, func(tx *storage.Tx) error {
		storage.PutPerson(tx, storage.Person{ID: 1, Name: "Thu", Roles: []campaign.Role{{Kind: campaign.Secretary, Unit: "dv00", Year: plan.Year}}})
		for i, u := range plan.Units {
			for k, r := range plan.Requirements {
				if (i+k)%2 == 0 {
					s := campaign.Submission{Unit: u.ID, Requirement: r.ID, Version: 1, At: at.AddDate(0, -k, -i), By: 1}
					s.Timing = plan.Judge(r, campaign.HandIn{At: s.At})
					e := storage.Register(tx, plan.Day(s.At), plan.Campaign, s)
					s.Incoming = campaign.Incoming{Year: e.Year, Number: e.Number, Date: e.Date}
					storage.Submissions.Put(tx, storage.K(plan.Campaign, u.ID, r.ID, 1), s)
				}
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return db, plan, at
}

// BenchmarkMake makes the desk's papers for a hundred units with six hand-ins,
// from the database to the bytes that are sent: the board (all pages) is to
// take less than 300 ms, the consolidated report less than 200 ms.
func BenchmarkMake(b *testing.B) {
	db, _, at := benchDesk(b)
	for _, bench := range []struct {
		kind string
		args map[string]string
	}{{"board", nil}, {"draft", map[string]string{"requirement": "tongket"}}, {"register", nil}} {
		b.Run(bench.kind, func(b *testing.B) {
			row := storage.Job{Payload: marshalled(b, handlers.Outgoing{
				Kind: handlers.OutFile, Chat: 1, Make: &handlers.Made{Kind: bench.kind, Args: bench.args, Person: 1},
			})}
			pages := 0
			for b.Loop() {
				p, ok, err := handlers.Make(db, row, at)
				if !ok || err != nil {
					b.Fatal(ok, err)
				}
				pages = 1 + len(p.Pages)
			}
			b.ReportMetric(float64(pages), "pages")
		})
	}
}

// TestDraftTellsExemplars: the draft of the consolidated report holds the
// exemplars that stand, and none that was withdrawn (S14).
func TestDraftTellsExemplars(t *testing.T) {
	raw, err := os.ReadFile("testdata/exemplar_praised.txt")
	if err != nil {
		t.Fatal(err)
	}
	talk, err := transcript.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	p := newPlayer(t, talk)
	defer p.close()
	p.play()
	p.apply(step{at: p.now, events: []handlers.Event{p.event(transcript.Input{Who: "thu", Kind: transcript.Say, Text: "/baocao soket"})}})
	p.drain()
	if len(p.papers) != 1 {
		t.Fatalf("%d papers", len(p.papers))
	}
	whole := unzipped(t, p.papers[0].Content)["word/document.xml"]
	for want, in := range map[string]bool{"Ngày thứ Bảy giải quyết": true, "320 hồ sơ hộ tịch": true, "Nguyễn Văn An": false} {
		if strings.Contains(whole, want) != in {
			t.Errorf("%q in the draft is %v, want %v", want, !in, in)
		}
	}
}
