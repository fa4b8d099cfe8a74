package handlers_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"thidua/bot/sandbox/transcript"
	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// clockTalk is a contact, the desk and an English leader, four days before a last day.
func clockTalk(t *testing.T) *player {
	t.Helper()
	talk, err := transcript.Parse([]byte("person hoa 1001 - Hoa\nperson thu 2001 - Thu\nperson minh 2002 - Minh\nperson nam 1003 - Nam\nset hoa contact:vks\nset nam contact:stp\nset stp.report soket@2021-06-05T09:00\nset morning yes\nset thu secretary:ca\nset minh leader:ca\nset minh.lang en\nstart 2021-06-10T09:00\n\n"))
	if err != nil {
		t.Fatal(err)
	}
	return newPlayer(t, talk)
}

// reminders are the days hoa was reminded on, by the clock of that time.
func (p *player) reminders() (days []string) {
	for _, item := range p.out {
		if o, ok := item.(transcript.Output); ok && o.To == "hoa" && strings.Contains(o.Text(), "Báo cáo sơ kết") {
			for _, part := range []string{"Còn 03 ngày", "Còn 01 ngày", "là ngày cuối", "trễ hạn 02 ngày", "trễ hạn 04 ngày"} {
				if strings.Contains(o.Text(), part) {
					days = append(days, part)
				}
			}
		}
	}
	return days
}

// sets the clock and looks what is due, as the edge does at every poll.
func (p *player) sets(day, hour int) {
	from := p.now
	p.now = time.Date(2021, 6, day, hour, 0, 0, 0, p.zone)
	if p.now.Before(from) {
		p.apply(step{at: p.now, events: []handlers.Event{{Key: fmt.Sprint("back", p.now), At: p.now, Body: handlers.FellBack{From: from, To: p.now}}}})
	}
	p.woke()
}

// returned has a unit's report returned, to be answered by a day.
func (p *player) returned(unit string, due campaign.Date) {
	err := p.db.Update(p.now, func(tx *storage.Tx) error {
		storage.Reviews.Put(tx, storage.K(p.plan.Campaign, unit, "soket", 1), campaign.Review{
			Unit: unit, Requirement: "soket", Version: 1, State: campaign.ReviewReturned, Since: p.now, Reason: "Thiếu chữ ký", Due: due,
		})
		return nil
	})
	if err != nil {
		p.t.Fatal(err)
	}
}

// TestClockSetBack: a clock set back by hours tells nothing twice; one that ran a
// week ahead and is set right lets no step of the ladder go by in silence, reminds
// nobody twice in a day, and the desk and the leaders are told once.
func TestClockSetBack(t *testing.T) {
	p := clockTalk(t)
	defer p.close()
	p.sets(11, 9)
	p.sets(11, 5)
	p.move(transcript.Move{To: time.Date(2021, 6, 11, 10, 0, 0, 0, time.UTC)})
	if got := p.reminders(); !slices.Equal(got, []string{"Còn 03 ngày"}) {
		t.Errorf("after a morning lived twice: %q", got)
	}
	if n := strings.Count(p.rowsTo(2001), "Đồng hồ") + strings.Count(p.rowsTo(2002), "clock of the bot"); n != 0 {
		t.Errorf("a clock that did no harm was told %d times", n)
	}

	p = clockTalk(t)
	defer p.close()
	p.returned("stp", campaign.Date{Year: 2021, Month: time.June, Day: 15})
	p.sets(18, 9) // wrong: it is the tenth
	p.out = nil
	p.sets(10, 9)
	p.sets(10, 12)
	if err := p.db.Update(p.now, func(tx *storage.Tx) error { p.seedReport(tx, "tand", "soket@2021-06-10T11:00"); return nil }); err != nil {
		t.Fatal(err)
	}
	p.move(transcript.Move{To: time.Date(2021, 6, 18, 12, 0, 0, 0, time.UTC)})
	if got := p.reminders(); !slices.Equal(got, []string{"Còn 03 ngày", "Còn 01 ngày", "là ngày cuối", "trễ hạn 02 ngày", "trễ hạn 04 ngày"}) {
		t.Errorf("after a week that was not: %q", got)
	}
	if n, m := strings.Count(p.rowsTo(2001), "Đồng hồ của máy"), strings.Count(p.rowsTo(2002), "The clock of the bot's machine"); n != 1 || m != 1 {
		t.Errorf("the desk was told %d times, the leader %d times", n, m)
	}
	if got := strings.Count(strings.Join(texts(p, "nam"), "\n"), "Thiếu chữ ký"); got != 2 {
		t.Errorf("a return was remembered %d times, want on the day before its date and on it: %q", got, texts(p, "nam"))
	}
	if got := strings.Count(strings.Join(texts(p, "thu"), "\n"), "<b>Sáng "); got == 0 {
		t.Error("the desk gets no morning card any more")
	}
	if n := strings.Count(p.rowsTo(2001), `"deadline-passed"`); n != 2 {
		t.Errorf("the deadline was told as passed %d times, want once wrongly and once on its day", n)
	}
}
