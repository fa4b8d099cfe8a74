package handlers_test

import (
	"strings"
	"testing"

	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// TestLettersEndWithTheirWriter (issue02): whoever may no longer invite leaves
// no way back in, be it for themselves or for somebody else.
func TestLettersEndWithTheirWriter(t *testing.T) {
	d := newDesk(t)
	d.furnish()
	link := cut(t, strings.Join(d.say(103, "/moi secretary"), "\n"), "?start=", "\n")
	other := cut(t, strings.Join(d.say(103, "/moi observer"), "\n"), "<code>", "</code>")
	d.join(700, link) // while the writer is the secretary it works
	d.wantRole(700, campaign.Secretary)
	link = cut(t, strings.Join(d.say(103, "/moi secretary"), "\n"), "?start=", "\n")
	d.say(104, "/moi thuhoi 103")
	d.say(104, "Thu hồi")
	d.wantRole(103, "")
	d.say(103, "/start "+link)
	d.wantRole(103, "")
	d.join(701, link)
	d.wantRole(701, "")
	d.join(702, other)
	d.wantRole(702, "")
}

// TestLettersEndWithTheYear (issue02): an invitation of last year gives no role
// of this one, and taking it is no failure.
func TestLettersEndWithTheYear(t *testing.T) {
	d := newDesk(t)
	d.furnish()
	link := cut(t, strings.Join(d.say(103, "/moi observer"), "\n"), "?start=", "\n")
	next := d.plan
	next.Campaign, next.Year = "next-year", d.plan.Year+1
	if _, _, err := handlers.Adopt(d.db, d.at, next, "next", handlers.Settings{Language: "vi"}); err != nil {
		t.Fatal(err)
	}
	d.join(700, link)
	d.update(func(tx *storage.Tx) {
		if p, ok := storage.GetPerson(tx, 700); ok && len(p.Roles) > 0 {
			t.Errorf("last year's letter gave %+v", p.Roles)
		}
	})
}
