package campaign

import (
	"testing"
	"time"
)

// TestQuietHoursOfOnesOwn: never laxer than the plan's, and held to the plan's
// where a later plan has overtaken them.
func TestQuietHoursOfOnesOwn(t *testing.T) {
	p := Plan{Zone: "Asia/Ho_Chi_Minh", Rules: NoticeRules{QuietFrom: 20 * 60, QuietTo: 7 * 60}}
	for q, want := range map[QuietHours]bool{
		{From: 18 * 60, To: 8 * 60}: true, {From: 20 * 60, To: 7 * 60}: true,
		{From: 21 * 60, To: 8 * 60}: false, {From: 18 * 60, To: 6 * 60}: false, {From: 12 * 60, To: 9 * 60}: false,
	} {
		if p.Stricter(q) != want {
			t.Errorf("%v: stricter %v", q, !want)
		}
	}
	at := time.Date(2021, 6, 11, 8, 0, 0, 0, p.Location())
	if got := p.NextLoudFor(QuietHours{From: 18 * 60, To: 9 * 60}, at); !got.Equal(at.Add(time.Hour)) {
		t.Error(got)
	}
	if got := p.NextLoudFor(QuietHours{From: 21 * 60, To: 9 * 60}, at); !got.Equal(at) {
		t.Error("laxer hours count:", got)
	}
}

// TestRest: at noon nothing rings, for nobody; what waits goes when the rest ends,
// also for somebody whose own quiet hours end within it.
func TestRest(t *testing.T) {
	p := Plan{Zone: "Asia/Ho_Chi_Minh", Rules: NoticeRules{QuietFrom: 20 * 60, QuietTo: 7 * 60, LastDayQuiet: 22 * 60, BreakFrom: 11*60 + 30, BreakTo: 13*60 + 30}}
	late := QuietHours{From: 18 * 60, To: 12 * 60}
	for _, c := range []struct{ at, loud, own string }{
		{"2021-06-11 06:59", "2021-06-11 07:00", "2021-06-11 13:30"},
		{"2021-06-11 11:29", "2021-06-11 11:29", "2021-06-11 13:30"},
		{"2021-06-11 11:30", "2021-06-11 13:30", "2021-06-11 13:30"},
		{"2021-06-11 13:29", "2021-06-11 13:30", "2021-06-11 13:30"},
		{"2021-06-11 13:30", "2021-06-11 13:30", "2021-06-11 13:30"},
		{"2021-06-11 20:00", "2021-06-12 07:00", "2021-06-12 13:30"},
	} {
		if got := p.NextLoud(at(c.at), false); !got.Equal(at(c.loud)) {
			t.Errorf("%s: loud again at %v", c.at, got)
		}
		if got := p.NextLoudFor(late, at(c.at)); !got.Equal(at(c.own)) {
			t.Errorf("%s: loud for somebody at %v", c.at, got)
		}
		if quiet := p.Quiet(at(c.at), true); quiet != (c.at != c.loud && c.at[11:] != "20:00") {
			t.Errorf("%s: quiet for who owes something today: %v", c.at, quiet)
		}
	}
}
