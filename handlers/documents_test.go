package handlers_test

import (
	"testing"

	"thidua/bot/sandbox/transcript"
	"thidua/campaign"
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
	store := func(sha, name string) {
		t.Helper()
		if err := handlers.StorePlanFile(p.db, p.now, sha, name, 4); err != nil {
			t.Fatal(err)
		}
	}
	versions := func() (list []campaign.Posting) {
		p.view(func(tx *storage.Tx) { list = storage.PostingsOf(tx, p.plan.Campaign, campaign.PostedPlan) })
		return list
	}
	store("", "")
	if got := sent(); len(got) != 0 {
		t.Errorf("%q was sent although the plan names no file", got)
	}
	store("abc", "../ke-hoach.pdf")
	store("abc", "../ke-hoach.pdf") // the next start
	if got := sent(); len(got) != 1 || got[0] != "ke-hoach.pdf" || len(versions()) != 1 {
		t.Errorf("sent %q, want ke-hoach.pdf; versions %v", got, versions())
	}
	store("def", "ke-hoach-sua.pdf")
	if got := sent(); len(got) != 1 || got[0] != "ke-hoach-sua.pdf" || len(versions()) != 2 {
		t.Errorf("sent %q, want ke-hoach-sua.pdf; versions %v", got, versions())
	}
	p.view(func(tx *storage.Tx) {
		if _, ok := storage.ReferencedFiles(tx)["abc"]; !ok {
			t.Error("nobody refers to the plan's first paper; it would be swept")
		}
	})
	store("", "")
	if got := sent(); len(got) != 0 || versions()[1].Stands() {
		t.Errorf("sent %q after the config named none; versions %v", got, versions())
	}
	store("def", "ke-hoach-sua.pdf")
	if got := versions(); len(got) != 3 || !got[2].Stands() {
		t.Errorf("a file named again is no new version: %v", got)
	}
}
