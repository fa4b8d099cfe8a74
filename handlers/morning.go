package handlers

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// The morning card: on working days whoever runs the campaign is told what
// changed since their last card, with a button for every figure; where nothing
// did, nothing comes. A row of the agenda looks once a working day.

// morningLane names the row; no campaign's id holds a space.
const morningLane = "morning daily"

type morningRow struct {
	Morning bool `json:"morning"`
}

// layMorning keeps exactly one row at the hour of the plan, none where it has no
// card.
func layMorning(tx *storage.Tx, p *campaign.Plan, now time.Time) {
	next := p.NextMorning(now)
	rows := storage.Agenda.ByLane(tx, morningLane)
	if len(rows) == 1 && (rows[0].Due.Equal(next) || !rows[0].Due.After(now) && !next.IsZero()) {
		return // one that came due while nobody looked stays
	}
	for _, j := range rows {
		storage.Agenda.Remove(tx, j.ID)
	}
	addMorning(tx, next)
}

func addMorning(tx *storage.Tx, due time.Time) {
	raw, err := json.Marshal(morningRow{true})
	if err != nil {
		panic(err) // a bool
	}
	if !due.IsZero() {
		storage.Agenda.Add(tx, storage.Job{Lane: morningLane, Due: due, Payload: raw})
	}
}

// wakeMorning sends the cards; false when the row is something else. One that
// comes due in the afternoon, after an outage, would tell nothing of the morning
// and is left for the next day.
func (t *Turn) wakeMorning(j storage.Job) bool {
	var row morningRow
	if json.Unmarshal(j.Payload, &row) != nil || !row.Morning {
		return false
	}
	now := t.Event.At
	addMorning(t.Tx, t.Plan.NextMorning(now))
	today := t.Plan.Day(now)
	noon := today.In(t.Plan.Location()).Add(12 * time.Hour)
	if t.Plan.Rules.Morning == 0 || !t.Plan.WorkingDay(today) || !now.Before(noon) {
		return true
	}
	common := t.morningFigures()
	for _, p := range t.leadership() {
		key := storage.K(t.Plan.Campaign, p.ID)
		last, _ := storage.Mornings.Get(t.Tx, key)
		figures := t.reader(p, now).ownFigures(common)
		if t.Plan.Day(last.At) == today || len(movedFigures(last.Now, figures)) == 0 {
			continue
		}
		storage.Mornings.Put(t.Tx, key, storage.Morning{At: now, Before: last.Now, Now: figures})
		t.Send(Outgoing{
			Kind: OutSay, Class: ClassFanout, Chat: p.ID, Expires: noon,
			Lazy: &Lazy{Name: "morning", Person: p.ID},
		})
	}
	return true
}

// reader is a turn in which a person only reads.
func (t *Turn) reader(p storage.Person, now time.Time) *Turn {
	return &Turn{Tx: t.Tx, Actor: p, Known: true, Set: t.Set, Plan: t.Plan, Event: Event{At: now}}
}

// The figures of a card, beside "in " and a requirement's id for the units that
// have handed it in.
const (
	figureReviews    = "reviews"
	figureSheets     = "sheets"
	figureRequests   = "requests"
	figureExtensions = "extensions"
	figureUnreached  = "unreached"
	figureEmpty      = "empty"
)

// morningFigures are the figures everybody sees alike.
func (t *Turn) morningFigures() map[string]int {
	out := map[string]int{
		figureReviews:   len(t.waiting()),
		figureUnreached: len(t.unreached()),
		figureEmpty:     len(t.unitsWithout(campaign.Contact)),
	}
	in, _ := t.handedIn()
	for id, n := range in {
		out["in "+id] = n
	}
	return out
}

// ownFigures adds those that depend on who reads.
func (t *Turn) ownFigures(common map[string]int) map[string]int {
	out := map[string]int{
		figureSheets: t.unappraised(), figureRequests: len(t.openRequests()), figureExtensions: len(t.openExtensions()),
	}
	for name, n := range common {
		out[name] = n
	}
	return out
}

// movedFigures names the figures that differ.
func movedFigures(before, now map[string]int) map[string]bool {
	out := map[string]bool{}
	for _, set := range []map[string]int{before, now} {
		for name := range set {
			if before[name] != now[name] {
				out[name] = true
			}
		}
	}
	return out
}

// composeMorning writes the card with the figures of the moment it is sent.
func composeMorning(v *View) (Composed, bool) {
	t := (&Turn{Tx: v.Tx, Set: v.Set, Plan: v.Plan}).reader(v.Person, v.Now)
	last, ok := storage.Mornings.Get(v.Tx, storage.K(v.Plan.Campaign, v.Person.ID))
	if !ok || !slices.ContainsFunc(t.leadership(), func(p storage.Person) bool { return p.ID == v.Person.ID }) {
		return Composed{}, false
	}
	now := t.ownFigures(t.morningFigures())
	moved := t.movedWords(last.Before, now)
	if len(moved) == 0 {
		return Composed{}, false // undone again before it was sent
	}
	card := t.deskCard()
	news := t.S(movedHead) + "\n" + strings.Join(moved, "\n")
	if last.Before == nil { // the first card has nothing to compare with
		news = ""
	}
	return Composed{
		Text:    paragraphs(lines(t.S(morningHead, dayWords(v.Plan.Day(v.Now), v.Lang)), news), card.text),
		Buttons: slices.Collect(slices.Chunk(slices.Concat(card.dated, card.undated, card.rest), 2)),
	}, true
}

// movedWords says what changed, in the order of the card.
func (t *Turn) movedWords(before, now map[string]int) []string {
	moved := movedFigures(before, now)
	var out []string
	say := func(name string, label string) {
		if moved[name] {
			out = append(out, t.S(movedLine, HTML(label), before[name], now[name]))
		}
	}
	for _, r := range t.Plan.Requirements {
		say("in "+r.ID, t.S(movedIn, r.Short))
	}
	for _, f := range []struct {
		name  string
		label Text
	}{
		{figureReviews, movedReviews},
		{figureSheets, movedSheets},
		{figureRequests, movedRequests},
		{figureExtensions, movedExtensions},
		{figureUnreached, movedUnreached},
		{figureEmpty, movedEmpty},
	} {
		say(f.name, t.S(f.label))
	}
	return out
}

var (
	morningHead     = T("<b>Sáng %s</b>", "<b>Morning of %s</b>")
	movedHead       = T("Thay đổi từ lần báo trước:", "Changed since the last card:")
	movedLine       = T("– %s: %d → %d", "– %s: %d → %d")
	movedIn         = T("%s, đơn vị đã nộp", "%s, units that handed it in")
	movedReviews    = T("chờ tiếp nhận", "waiting to be accepted")
	movedSheets     = T("bảng chấm điểm chờ thẩm định", "score sheets waiting for appraisal")
	movedRequests   = T("người xin tham gia", "people asking to take part")
	movedExtensions = T("đề nghị gia hạn", "requests for more time")
	movedUnreached  = T("người không liên lạc được", "people out of reach")
	movedEmpty      = T("đơn vị chưa có cán bộ đầu mối", "units without a focal point")
)
