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
