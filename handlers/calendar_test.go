package handlers_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-ical"

	"thidua/bot/sandbox/transcript"
	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// calendarRead is an .ics file as an independent reader has it, by UID.
func calendarRead(t *testing.T, raw []byte) map[string]ical.Event {
	t.Helper()
	cal, err := ical.NewDecoder(bytes.NewReader(raw)).Decode()
	if err != nil {
		t.Fatal(err)
	}
	zones := 0
	for _, c := range cal.Children {
		if c.Name == ical.CompTimezone {
			zones++
		}
	}
	if zones != 1 {
		t.Errorf("%d definitions of a zone", zones)
	}
	out := map[string]ical.Event{}
	for _, e := range cal.Events() {
		uid, err := e.Props.Text(ical.PropUID)
		if err != nil || uid == "" {
			t.Fatalf("an event without UID: %v", err)
		}
		out[uid] = e
	}
	return out
}

func icalText(t *testing.T, e ical.Event, prop string) string {
	t.Helper()
	if e.Component == nil {
		t.Fatalf("no event to read %s of", prop)
	}
	text, err := e.Props.Text(prop)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func icalNumber(t *testing.T, e ical.Event) int {
	t.Helper()
	n, err := e.Props.Get(ical.PropSequence).Int()
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestCalendarFollows: the file a unit keeps on its phones is replaced, not
// doubled, when a day moves; the other units' files stay; what left the plan is
// struck out.
func TestCalendarFollows(t *testing.T) {
	talk, err := transcript.Parse([]byte("person hoa 1001 - Hoa\nperson nam 1002 - Nam\nset hoa contact:vks\nset nam contact:stp\nstart 2021-06-11T09:00\nbot ThiDuaBot\n\n" +
		"hoa> /lich ics\nnam> /lich ics\n"))
	if err != nil {
		t.Fatal(err)
	}
	p := newPlayer(t, talk)
	defer p.close()
	files := func() (vks, stp map[string]ical.Event) {
		p.papers = nil
		p.play()
		if len(p.papers) != 2 {
			t.Fatalf("%d files", len(p.papers))
		}
		return calendarRead(t, p.papers[0].Content), calendarRead(t, p.papers[1].Content)
	}
	const own, others = "deadline.soket.vks.noichinh-2021@thiduabot", "deadline.soket.stp.noichinh-2021@thiduabot"
	end := func(e ical.Event) string {
		at, err := e.DateTimeEnd(p.zone)
		if err != nil {
			t.Fatal(err)
		}
		return at.In(p.zone).Format("2006-01-02 15:04")
	}
	vks, stp := files()
	if got := end(vks[own]); got != "2021-06-15 00:00" {
		t.Errorf("the deadline is %s", got)
	}
	if n := len(vks[own].Children); n != 2 {
		t.Errorf("%d alarms", n)
	}
	before := icalNumber(t, vks[own])
	for uid := range vks {
		if _, shared := stp[uid]; !shared && !strings.Contains(uid, ".vks.") {
			t.Errorf("%s would stand twice on the phone of somebody with two units", uid)
		}
	}

	p.now = p.now.Add(time.Minute)
	err = p.db.Update(p.now, func(tx *storage.Tx) error {
		storage.AmendPlan(tx, campaign.Extension{Unit: "vks", Requirement: "soket", Days: 4, Until: campaign.Date{Year: 2021, Month: time.June, Day: 18}}, 1, p.now, "vì số liệu")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	vks, stp = files()
	if got := end(vks[own]); got != "2021-06-19 00:00" {
		t.Errorf("after an extension the deadline is %s", got)
	}
	if got := end(stp[others]); got != "2021-06-15 00:00" {
		t.Errorf("the others' deadline is %s", got)
	}
	if after := icalNumber(t, vks[own]); after <= before {
		t.Errorf("the sequence went from %d to %d", before, after)
	}

	p.now = p.now.Add(time.Minute)
	p.plan.Requirements = slices.DeleteFunc(slices.Clone(p.plan.Requirements), func(r campaign.Requirement) bool { return r.ID == "soket" })
	if _, _, err := handlers.Adopt(p.db, p.now, p.plan, "without", handlers.Settings{Language: "vi"}); err != nil {
		t.Fatal(err)
	}
	vks, _ = files()
	if got := icalText(t, vks[own], ical.PropStatus); got != "CANCELLED" {
		t.Errorf("what left the plan is %s", got)
	}
}
