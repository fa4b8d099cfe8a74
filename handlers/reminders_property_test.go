package handlers_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"thidua/bot/sandbox/transcript"
	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// summer is six weeks around one deadline, with everything drawn: the plan, who
// hands in when, who is on leave, extensions, the bot down, the network down.
// The real code plays it; what was sent is then held against rules written down
// here a second time.
type summer struct {
	*player
	r    *rapid.T
	end  time.Time
	sent []reminded
	// what happened, for the rules
	down, cut []interval
	handed    map[string]time.Time
	moved     []extended
	snoozed   []snoozed
	leave     map[int64]campaign.Span
	quiet     map[int64]campaign.QuietHours
}

type reminded struct {
	at   time.Time
	chat int64
	lazy string
}

type interval struct{ from, to time.Time }

func (i interval) holds(at time.Time) bool { return !at.Before(i.from) && at.Before(i.to) }

// extended is a unit's last day given anew: later, or with back an earlier one
// when the extension was taken back; without a unit everybody's, by the config.
type extended struct {
	at   time.Time
	unit string
	last campaign.Date
	days int // after everybody's
	back bool
}

// snoozed is somebody's wish not to be reminded before a day; to is when it was
// given up, zero while it was not.
type snoozed struct {
	chat  int64
	at    time.Time
	until campaign.Date
	to    time.Time
	after int // how many reminders had been sent by then
}

// holds reports whether the wish covers an instant.
func (z snoozed) holds(at time.Time) bool {
	return !at.Before(z.at) && campaign.DateOf(at).Before(z.until) && (z.to.IsZero() || at.Before(z.to))
}

// summerUnits have contacts; the first of each is the main one.
var summerUnits = map[string][]int64{"vks": {1001, 1002}, "stp": {1003}, "ttr": {1004, 1005}}

const summerTalk = `person hoa 1001 - A
person lan 1002 - B
person nam 1003 - C
person tu 1004 - D
person yen 1005 - E
person thu 2001 - F
set hoa contact:vks
set lan contact:vks:phó
set nam contact:stp
set tu contact:ttr
set yen contact:ttr:phó
set thu secretary:ca
start 2021-05-31T09:00
bot ThiDuaBot

thu> /menu
`

func TestRemindersWhateverHappens(t *testing.T) {
	talk, err := transcript.Parse([]byte(summerTalk))
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(r *rapid.T) {
		s := &summer{player: newPlayer(t, talk), r: r, handed: map[string]time.Time{}, leave: map[int64]campaign.Span{}, quiet: map[int64]campaign.QuietHours{}}
		defer s.close()
		s.end = s.wall("2021-07-20T09:00")
		s.drawPlan()
		s.live()
		s.quietHours()
		s.onceADay()
		s.nothingAfterTheReceipt()
		s.noDutySilent()
		s.snoozesKept()
	})
}

func (s *summer) int(name string, from, to int) int { return rapid.IntRange(from, to).Draw(s.r, name) }

// hour is an instant of the summer, on the hour.
func (s *summer) hour(name string) time.Time {
	return s.now.Truncate(time.Hour).Add(time.Duration(s.int(name, 1, int(s.end.Sub(s.now)/time.Hour)-1)) * time.Hour)
}

func (s *summer) drawPlan() {
	p := &s.plan
	p.Requirements = slices.Clone(p.Requirements)
	i := slices.IndexFunc(p.Requirements, func(r campaign.Requirement) bool { return r.ID == "soket" })
	p.Requirements[i].Due = campaign.Due{
		Date: campaign.Date{Year: 2021, Month: time.June, Day: s.int("due", 8, 28)}, Strict: rapid.Bool().Draw(s.r, "strict"),
		IfHoliday: rapid.SampledFrom([]campaign.IfHoliday{campaign.KeepDay, campaign.NextDay, campaign.BeforeDay}).Draw(s.r, "holiday"),
	}
	p.Rules.Before = rapid.SampledFrom([][]int{{7, 3, 1, 0}, {0}, {1}, {10, 5, 0}, {3, 2, 1, 0}}).Draw(s.r, "ladder")
	p.Rules.OverdueEvery, p.Rules.OverdueMax = s.int("every", 1, 4), s.int("most", 1, 5)
	p.Rules.At = campaign.TimeOfDay(60 * s.int("at", 6, 11))
	p.Rules.QuietFrom, p.Rules.QuietTo = campaign.TimeOfDay(60*s.int("quiet from", 18, 21)), campaign.TimeOfDay(60*s.int("quiet to", 5, 8))
	p.Rules.LastDayQuiet = max(p.Rules.QuietFrom, 22*60)
	if rapid.Bool().Draw(s.r, "rest") {
		p.Rules.BreakFrom, p.Rules.BreakTo = 12*60, campaign.TimeOfDay(12*60+30*s.int("rest for", 1, 4))
	}
	s.adoptSummer("drawn")
	last, _ := p.LastDay(p.Requirements[i])
	s.moved = append(s.moved, extended{last: last})
}

// adoptSummer puts the plan with its amendments in force and lays out its
// timetable.
func (s *summer) adoptSummer(name string) {
	if _, _, err := handlers.Adopt(s.db, s.now, s.plan, name, handlers.Settings{Language: "vi"}); err != nil {
		s.t.Fatal(err)
	}
}

// happening is something people do at an instant while the bot is up.
type happening struct {
	at time.Time
	do func()
}

// draw decides what happens; spans of outages keep a day between them.
func (s *summer) draw() []happening {
	var list []happening
	free := s.now
	for n := range s.int("outages", 0, 2) {
		from := free.Add(time.Duration(s.int(fmt.Sprint("outage after ", n), 24, 300)) * time.Hour)
		longest := rapid.SampledFrom([]int{200, 200, 750}).Draw(s.r, "longest outage") // up to a month
		to := from.Add(time.Duration(s.int(fmt.Sprint("outage of ", n), 1, longest)) * time.Hour)
		if to.After(s.end) {
			break
		}
		if rapid.Bool().Draw(s.r, "the bot") {
			s.down = append(s.down, interval{from, to})
		} else {
			s.cut = append(s.cut, interval{from, to})
		}
		free = to
	}
	if s.int("postponed", 0, 3) == 0 {
		days := s.int("postponed by", 1, 9)
		list = append(list, happening{s.hour("postponed at"), func() { s.postpone(days) }})
	}
	for _, unit := range slices.Sorted(maps.Keys(summerUnits)) { // draws come in an order
		contacts := summerUnits[unit]
		if rapid.Bool().Draw(s.r, unit+" hands in") {
			list = append(list, happening{s.hour(unit + " at"), func() { s.handIn(unit) }})
		}
		if rapid.IntRange(0, 3).Draw(s.r, unit+" is extended") == 0 {
			days, given := s.int(unit+" by", 1, 15), s.hour(unit+" extended at")
			list = append(list, happening{given, func() { s.extend(unit, days) }})
			if rapid.Bool().Draw(s.r, unit+" has it taken back") {
				list = append(list, happening{given.Add(time.Duration(s.int("after", 0, 240)) * time.Hour), func() { s.takeBack(unit) }})
			}
		}
		for _, c := range contacts {
			if s.int(fmt.Sprint(c, " has quiet hours of their own"), 0, 3) == 0 {
				r := s.plan.Rules
				s.quiet[c] = campaign.QuietHours{
					From: r.QuietFrom - campaign.TimeOfDay(60*s.int("sooner", 0, 2)), To: r.QuietTo + campaign.TimeOfDay(60*s.int("longer", 0, 4)),
				}
			}
		}
		if rapid.Bool().Draw(s.r, unit+" on leave") {
			first := campaign.DateOf(s.now).AddDays(s.int(unit+" leaves", 1, 40))
			s.leave[contacts[0]] = campaign.Span{From: first, To: first.AddDays(s.int(unit+" stays away", 0, 12))}
		}
	}
	slices.SortStableFunc(list, func(a, b happening) int { return a.at.Compare(b.at) })
	return list
}

func (s *summer) update(fn func(*storage.Tx)) {
	if err := s.db.Update(s.now, func(tx *storage.Tx) error { fn(tx); return nil }); err != nil {
		s.t.Fatal(err)
	}
}

func (s *summer) handIn(unit string) {
	if s.now.Before(s.wall("2021-06-01T00:00")) {
		return
	}
	s.update(func(tx *storage.Tx) { s.seedReport(tx, unit, "soket@"+s.now.Format("2006-01-02T15:04")) })
	s.handed[unit] = s.now
}

// snooze asks to be reminded so many days later; what the bot agreed to is read
// from the store.
func (s *summer) snooze(chat int64, days int) {
	day := campaign.DateOf(s.now).AddDays(days)
	s.says(fmt.Sprint("snooze ", len(s.snoozed), s.now), chat, "/nhaclai "+day.String())
	s.view(func(tx *storage.Tx) {
		z, ok := storage.Snoozes.Get(tx, storage.K(s.plan.Campaign, chat))
		if !ok || z.Until != day {
			return
		}
		for i := range s.snoozed {
			if old := &s.snoozed[i]; old.chat == chat && old.holds(s.now) {
				old.to = s.now
			}
		}
		s.snoozed = append(s.snoozed, snoozed{chat: chat, at: s.now, until: day, after: len(s.sent)})
	})
}

// live plays the summer: the bot wakes whenever its agenda says so and it is up;
// rows go out whenever the network is.
func (s *summer) live() {
	list := s.draw()
	s.update(func(tx *storage.Tx) {
		for id, span := range s.leave {
			p, _ := storage.GetPerson(tx, id)
			p.Leave = span
			storage.PutPerson(tx, p)
		}
		for id, q := range s.quiet {
			p, _ := storage.GetPerson(tx, id)
			p.Quiet = q
			storage.PutPerson(tx, p)
		}
	})
	s.deliver()
	for s.now.Before(s.end) {
		next, body := s.end, handlers.Body(handlers.Woke{})
		s.view(func(tx *storage.Tx) {
			if at, ok := storage.Agenda.Next(tx); ok && at.Before(next) {
				next = at
			}
		})
		next = laterOf(next, s.now)
		if i := slices.IndexFunc(s.down, func(i interval) bool { return i.holds(next) }); i >= 0 {
			next, body = s.down[i].to, handlers.Resumed{From: s.down[i].from, To: s.down[i].to}
		}
		for _, c := range s.cut { // the network comes back: what waits goes
			if c.to.After(s.now) && c.to.Before(next) {
				next = c.to
			}
		}
		if len(list) > 0 && !list[0].at.After(next) {
			s.now = laterOf(list[0].at, s.now)
			if !slices.ContainsFunc(s.down, func(i interval) bool { return i.holds(s.now) }) {
				list[0].do()
			}
			list = list[1:]
			continue
		}
		s.now = next.In(s.zone)
		s.event(body)
		s.event(handlers.Woke{})
		s.deliver()
	}
}

func laterOf(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

func (s *summer) event(body handlers.Body) {
	if _, err := handlers.Apply(s.db, s.now, handlers.Batch{Events: []handlers.Event{{At: s.now, Body: body}}}); err != nil {
		s.t.Fatal(err)
	}
}

// deliver sends what waits, unless the network is down.
func (s *summer) deliver() {
	if slices.ContainsFunc(s.cut, func(i interval) bool { return i.holds(s.now) }) {
		return
	}
	var rows []storage.Job
	var later []int64
	s.view(func(tx *storage.Tx) { rows = slices.Collect(storage.Outbox.All(tx)) })
	for _, j := range rows {
		o, err := handlers.ReadOutgoing(j)
		if err != nil {
			s.t.Fatal(err)
		}
		m, ok, err := handlers.Compose(s.db, j, s.now)
		if err != nil {
			s.t.Fatal(err)
		}
		if m.Early {
			s.event(handlers.Early{Payload: j.Payload})
			continue
		}
		if ok && o.Lazy != nil && m.Kind == handlers.OutSay {
			s.sent = append(s.sent, reminded{s.now, o.Chat, o.Lazy.Name})
			if o.Lazy.Name == "reminder" && s.int("puts it off", 0, 2) == 0 {
				later = append(later, o.Chat)
			}
		}
	}
	s.update(func(tx *storage.Tx) {
		for _, j := range rows {
			storage.Outbox.Remove(tx, j.ID)
		}
	})
	for _, chat := range later {
		s.snooze(chat, s.int("by", 1, 7))
	}
}
