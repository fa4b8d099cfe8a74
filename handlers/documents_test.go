package handlers_test

import (
	"testing"

	"thidua/bot/sandbox/transcript"
	"thidua/handlers"
	"thidua/storage"
)

// TestPlanPaperIsSent: /vanban hands out the plan's file once one is stored and
// the plan names it (S1).
func TestPlanPaperIsSent(t *testing.T) {
	talk, err := transcript.Parse([]byte("person hoa 1001 - Hoa\nset hoa contact:vks\nstart 2021-06-10T09:00\n"))
	if err != nil {
		t.Fatal(err)
	}
	p := newPlayer(t, talk)
	defer p.close()
	sent := func() (names []string) {
		p.out = nil
		p.apply(step{at: p.now, events: []handlers.Event{p.event(transcript.Input{Who: "hoa", Kind: transcript.Say, Text: "/vanban"})}})
		p.drain()
		for _, item := range p.out {
			if o, ok := item.(transcript.Output); ok && o.Kind == transcript.File {
				names = append(names, o.File)
			}
		}
		return names
	}
	if err := handlers.StorePlanFile(p.db, p.now, "abc", "../ke-hoach.pdf"); err != nil {
		t.Fatal(err)
	}
	if got := sent(); len(got) != 0 {
		t.Errorf("%q was sent although the plan names no file", got)
	}
	p.plan.Document.File = "ke-hoach-879.pdf"
	if _, _, err := handlers.Adopt(p.db, p.now, p.plan, "with a file", handlers.Settings{Language: "vi"}); err != nil {
		t.Fatal(err)
	}
	if got := sent(); len(got) != 1 || got[0] != "ke-hoach.pdf" {
		t.Errorf("sent %q, want ke-hoach.pdf", got)
	}
	p.view(func(tx *storage.Tx) {
		if _, ok := storage.ReferencedFiles(tx)["abc"]; !ok {
			t.Error("nobody refers to the plan's paper; it would be swept")
		}
	})
	if err := handlers.StorePlanFile(p.db, p.now, "", ""); err != nil {
		t.Fatal(err)
	}
	if got := sent(); len(got) != 0 {
		t.Errorf("%q was sent although none is stored", got)
	}
}
