package handlers_test

import (
	"path/filepath"
	"strings"
	"testing"

	"thidua/bot/sandbox/transcript"
	"thidua/handlers"
)

// TestRenamedUnitKeepsItsOldName: what was handed in before a renaming bears the
// old name in register, receipt and bundle, what comes after the new one.
func TestRenamedUnitKeepsItsOldName(t *testing.T) {
	talk, err := transcript.Parse([]byte("person hoa 1001 - Hoa\nperson thu 2001 - Thu\nset hoa contact:vks\nset thu secretary:ca\nstart 2021-06-10T09:00\n"))
	if err != nil {
		t.Fatal(err)
	}
	p := newPlayer(t, talk)
	defer p.close()
	say := func(who, text string) {
		p.apply(step{at: p.now, events: []handlers.Event{p.event(transcript.Input{Who: who, Kind: transcript.Say, Text: text})}})
		p.drain()
	}
	handIn := func(file string) {
		say("hoa", "/nop soket")
		p.apply(step{at: p.now, events: []handlers.Event{p.event(transcript.Input{Who: "hoa", Kind: transcript.Upload, File: file})}})
		p.drain()
		say("hoa", "Xong")
		say("hoa", "Xác nhận nộp")
	}
	handIn("bao-cao.pdf")
	p.plan.Units = append(p.plan.Units[:0:0], p.plan.Units...)
	for i := range p.plan.Units {
		if p.plan.Units[i].ID == "vks" {
			p.plan.Units[i].Name = "Viện kiểm sát khu vực Bắc"
		}
	}
	if _, _, err := handlers.Adopt(p.db, p.now, p.plan, "renamed", handlers.Settings{Language: "vi", MaxFile: 20 << 20}); err != nil {
		t.Fatal(err)
	}
	handIn("bao-cao-2.pdf")
	p.papers, p.out = nil, nil
	say("thu", "/baocao so")
	say("thu", "/baocao tep")
	say("thu", "/phieu 1/2021 docx")
	say("thu", "/phieu 2/2021 docx")
	if len(p.papers) != 4 {
		t.Fatalf("%d papers: %+v", len(p.papers), p.out)
	}
	old, now := "Viện kiểm sát nhân dân tỉnh", "Viện kiểm sát khu vực Bắc"
	for i, want := range []map[string]bool{{old: true, now: true}, nil, {old: true, now: false}, {old: false, now: true}} {
		whole := ""
		for name, part := range unzipped(t, p.papers[i].Content) {
			whole += part
			if filepath.Ext(p.papers[i].Name) == ".zip" && strings.HasPrefix(name, "01_") && !strings.Contains(name, "Vien-kiem-sat-nhan-dan-tinh") {
				t.Errorf("the first hand-in lies in the ZIP as %s", name)
			}
		}
		for text, in := range want {
			if strings.Contains(whole, text) != in {
				t.Errorf("%s: %q in it is %v, want %v", p.papers[i].Name, text, !in, in)
			}
		}
	}
}
