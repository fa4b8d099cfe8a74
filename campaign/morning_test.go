package campaign

import (
	"testing"
	"time"
)

func TestNextMorning(t *testing.T) {
	p := plan2021()
	p.Rules.Morning, p.Rules.QuietFrom, p.Rules.QuietTo = 7*60+30, 20*60, 7*60
	p.Holidays = []Holiday{{Name: "Giải phóng miền Nam", Day: Date{2021, 4, 30}}, {Name: "Nghỉ bù", Day: Date{2021, 5, 3}}}
	zone := p.Location()
	for _, c := range []struct {
		name        string
		after, want time.Time
		quietTo     TimeOfDay
	}{
		{"the same morning", time.Date(2021, 4, 29, 7, 29, 0, 0, zone), time.Date(2021, 4, 29, 7, 30, 0, 0, zone), 7 * 60},
		{"over a long weekend", time.Date(2021, 4, 29, 7, 30, 0, 0, zone), time.Date(2021, 5, 4, 7, 30, 0, 0, zone), 7 * 60},
		{"not in the quiet hours", time.Date(2021, 4, 28, 23, 0, 0, 0, zone), time.Date(2021, 4, 29, 8, 15, 0, 0, zone), 8*60 + 15},
	} {
		p.Rules.QuietTo = c.quietTo
		if got := p.NextMorning(c.after); !got.Equal(c.want) {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	p.Rules.Morning = 0
	if got := p.NextMorning(time.Now()); !got.IsZero() {
		t.Errorf("without a card: %s", got)
	}
}
