package handlers_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// TestClaim: the operator's code makes what it says, once, within seven days,
// and is stored as a hash only.
func TestClaim(t *testing.T) {
	d := newDesk(t)
	if claimed, err := handlers.Claimed(d.db, d.at); claimed || err != nil {
		t.Fatal(claimed, err)
	}
	if _, err := handlers.Claim(d.db, d.at, campaign.Contact); err == nil {
		t.Error("a claim code for a contact")
	}
	codes := map[string]bool{}
	for n := range 4 {
		code, err := handlers.Claim(d.db, d.at, []campaign.RoleKind{campaign.Secretary, campaign.Leader, campaign.Admin}[n%3])
		if err != nil || len(code) != 8 || codes[code] || strings.Trim(code, "23456789ABCDEFGHJKLMNPQRSTUVWXYZ") != "" {
			t.Fatal(code, err)
		}
		codes[code] = true
		for name, rows := range d.contest() {
			if strings.Contains(strings.Join(rows, ""), code) {
				t.Error("the code itself stands in", name)
			}
		}
		if n == 3 { // too late
			d.at = d.at.Add(7 * 24 * time.Hour)
			d.join(504, code)
			d.wantRole(504, "")
			continue
		}
		d.join(int64(501+n), code)
		d.wantRole(int64(501+n), []campaign.RoleKind{campaign.Secretary, campaign.Leader, campaign.Admin}[n])
		d.join(int64(601+n), code)
		d.wantRole(int64(601+n), "")
	}
	if claimed, err := handlers.Claimed(d.db, d.at); !claimed || err != nil {
		t.Fatal(claimed, err)
	}
}

// join plays joining with a code to the end.
func (d *desk) join(id int64, code string) {
	for _, text := range []string{"/start " + code, "Đồng ý", "Bỏ qua", "Nguyễn Văn An", "Cán bộ"} {
		d.say(id, text)
	}
}

func (d *desk) wantRole(id int64, kind campaign.RoleKind) {
	d.t.Helper()
	d.update(func(tx *storage.Tx) {
		p, _ := storage.GetPerson(tx, id)
		var got campaign.RoleKind
		if len(p.Roles) > 0 {
			got = p.Roles[0].Kind
			if p.Roles[0].Year != d.plan.Year {
				d.t.Errorf("%d: %+v", id, p.Roles)
			}
		}
		if got != kind {
			d.t.Errorf("%d is %q, want %q", id, got, kind)
		}
	})
}

// TestGuessingStops: a hundred wrong codes of many people within an hour stop
// typed codes for all, the desk is told once, links go on, the hour ends it.
func TestGuessingStops(t *testing.T) {
	d := newDesk(t)
	d.furnish()
	d.say(103, "/moi contact")
	letter := strings.Join(d.say(103, "thanh tra"), "\n")
	typed := cut(t, letter, "<code>", "</code>")
	alarms := 0
	for person := range int64(25) {
		for n := range 6 {
			d.say(1000+person, fmt.Sprintf("WRNG%02d%02d", person, n))
		}
	}
	err := d.db.View(d.at, func(tx *storage.Tx) error {
		for j := range storage.Outbox.All(tx) {
			if strings.Contains(string(j.Payload), "100 lần nhập sai mã mời") {
				alarms++
			}
		}
		g, _ := storage.GuessesOf.Get(tx, storage.K(0))
		if g.Count != 100 {
			t.Errorf("%d wrong codes counted", g.Count)
		}
		return nil
	})
	if err != nil || alarms != 1 {
		t.Errorf("%d alarms, %v", alarms, err)
	}
	if got := d.say(2000, typed); !strings.Contains(strings.Join(got, ""), "quá nhiều lần nhập sai") {
		t.Errorf("the right code is taken while all are stopped: %q", got)
	}
	d.say(103, "/moi contact")
	letter = strings.Join(d.say(103, "tu phap"), "\n")
	d.join(2001, cut(t, letter, "?start=", "\n"))
	d.wantRole(2001, campaign.Contact)
	d.at = d.at.Add(time.Hour)
	d.join(2000, typed)
	d.wantRole(2000, campaign.Contact)
}

func cut(t *testing.T, s, from, to string) string {
	t.Helper()
	_, rest, ok1 := strings.Cut(s, from)
	word, _, ok2 := strings.Cut(rest, to)
	if !ok1 || !ok2 {
		t.Fatalf("no %s…%s in %q", from, to, s)
	}
	return word
}

// TestRenewedNotice: with a new version of the notice a registered person
// agrees again before another role; a refusal changes nothing.
func TestRenewedNotice(t *testing.T) {
	d := newDesk(t)
	d.furnish()
	set := handlers.Settings{Language: "vi", Consent: "2"}
	if _, _, err := handlers.Adopt(d.db, d.at, d.plan, "example", set); err != nil {
		t.Fatal(err)
	}
	d.say(103, "/moi unit_head")
	code := cut(t, strings.Join(d.say(103, "thanh tra"), "\n"), "<code>", "</code>")
	consent := func(want string, roles int) {
		t.Helper()
		d.update(func(tx *storage.Tx) {
			if p, _ := storage.GetPerson(tx, 101); p.Consent != want || len(p.Roles) != roles {
				t.Errorf("consent %q, %d roles", p.Consent, len(p.Roles))
			}
		})
	}
	d.say(101, "/start "+code)
	d.say(101, "/huy")
	consent("1", 1)
	d.say(101, "/start "+code)
	if got := d.say(101, "Không đồng ý"); len(got) != 1 || !strings.Contains(got[0], "Các vai trò đang có không thay đổi") {
		t.Errorf("%q", got)
	}
	consent("1", 1)
	d.say(101, "/start "+code)
	d.say(101, "Đồng ý")
	consent("2", 2)
}

// TestAskingOften: refused three times in a day, the fourth request reaches
// nobody and leaves nothing.
func TestAskingOften(t *testing.T) {
	d := newDesk(t)
	d.furnish()
	ask := func() string {
		var all []string
		for _, text := range []string{"/start", "Chưa có mã mời", "thanh tra", "Đồng ý", "Bỏ qua", "Nguyễn Văn An", "Cán bộ"} {
			all = d.say(3000, text)
		}
		return strings.Join(all, "\n")
	}
	for n := range 4 {
		got := ask()
		if tooOften := strings.Contains(got, "gửi yêu cầu nhiều lần"); tooOften != (n == 3) {
			t.Errorf("request %d: %q", n+1, got)
		}
		d.say(103, fmt.Sprintf("/yeucau %d tuchoi", n+2)) // number 1 is furniture
		d.update(func(tx *storage.Tx) {
			if storage.People.Has(tx, storage.K(int64(3000))) || storage.States.Has(tx, storage.K(int64(3000))) {
				t.Error("something is kept of somebody refused")
			}
		})
	}
	d.at = d.at.Add(24 * time.Hour)
	if got := ask(); !strings.Contains(got, "đã được chuyển") {
		t.Errorf("a day later: %q", got)
	}
}

// TestRefusedAfterARole: somebody who once held a role has acted, and stays
// known when a later request is refused or withdrawn.
func TestRefusedAfterARole(t *testing.T) {
	d := newDesk(t)
	d.furnish()
	d.say(103, "/moi contact")
	code := cut(t, strings.Join(d.say(103, "thanh tra"), "\n"), "<code>", "</code>")
	d.join(3000, code)
	d.wantRole(3000, campaign.Contact)
	d.say(103, "/moi thuhoi 3000")
	d.say(103, "Thu hồi")
	d.wantRole(3000, "")
	known := func() {
		t.Helper()
		d.update(func(tx *storage.Tx) {
			if p, ok := storage.GetPerson(tx, 3000); !ok || p.Name != "Nguyễn Văn An" {
				t.Errorf("%v %+v", ok, p)
			}
		})
	}
	ask := func() {
		for _, text := range []string{"/start", "Chưa có mã mời", "thanh tra"} {
			d.say(3000, text)
		}
	}
	ask()
	d.say(103, "/yeucau 2 tuchoi")
	known()
	ask()
	d.say(3000, "/dangky rut")
	known()
}
