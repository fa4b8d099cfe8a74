package handlers

import (
	"encoding/json"
	"slices"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// dueRow is the payload of an agenda row: one notice of one campaign.
type dueRow struct {
	Campaign string          `json:"campaign"`
	Notice   campaign.Notice `json:"notice"`
}

func lane(campaignID, key string) string { return campaignID + "/" + key }

// layOut makes the agenda equal to the plan's timetable. A notice whose
// instant was past before it ever stood in the agenda is marked told and never
// fires: the campaign started late, or its plan was changed afterwards (S64).
// What stood in the agenda and came due while nobody looked stays, and wake
// decides about it.
func layOut(tx *storage.Tx, plan *campaign.Plan, now time.Time) {
	wanted := map[string]campaign.Notice{}
	for _, n := range campaign.Notices(plan) {
		wanted[lane(plan.Campaign, n.Key)] = n
	}
	standing := map[string]bool{}
	for _, j := range collect(tx) {
		var row dueRow
		if err := json.Unmarshal(j.Payload, &row); err != nil || row.Campaign != plan.Campaign {
			continue
		}
		n, ok := wanted[j.Lane]
		if !ok {
			storage.Agenda.Remove(tx, j.ID)
			continue
		}
		standing[j.Lane] = true
		if !j.Due.Equal(n.At) && j.Due.After(now) && n.At.After(now) {
			j.Due, j.ExpiresAt, j.Payload = n.At, n.ExpiresAt, encodeRow(plan.Campaign, n)
			storage.Agenda.Put(tx, j)
		}
	}
	for _, n := range campaign.Notices(plan) {
		key := storage.K(plan.Campaign, n.Key)
		if standing[lane(plan.Campaign, n.Key)] || storage.Tolds.Has(tx, key) {
			continue
		}
		if n.At.Before(now) {
			storage.Tolds.Put(tx, key, storage.Told{At: n.At, Past: true})
			continue
		}
		storage.Agenda.Add(tx, storage.Job{
			Lane: lane(plan.Campaign, n.Key), Due: n.At, ExpiresAt: n.ExpiresAt, Payload: encodeRow(plan.Campaign, n),
		})
	}
}

func encodeRow(campaignID string, n campaign.Notice) []byte {
	raw, err := json.Marshal(dueRow{campaignID, n})
	if err != nil {
		panic(err) // a Notice is plain data
	}
	return raw
}

func collect(tx *storage.Tx) []storage.Job {
	var out []storage.Job
	for j := range storage.Agenda.All(tx) {
		out = append(out, j)
	}
	return out
}

// wakers handle the rows that are no notice of the plan; each says whether a row
// was its own.
var wakers = []func(*Turn, storage.Job) bool{
	(*Turn).wakeRetention, (*Turn).wakeMorning, (*Turn).wakeEnding, (*Turn).wakeHandover, (*Turn).wakeNudge,
	(*Turn).wakeBoard, (*Turn).wakeExplain, (*Turn).wakeOwed, (*Turn).wakeHeld,
}

// wakeLimit bounds the rows of one wake; the edge wakes again while any is due.
const wakeLimit = 500

// wake tells what is due. In quiet hours everything waits for the morning. Of
// several daily rounds missed in an outage one is held, about all their steps
// and with today's figures, so that no duty is passed over in silence and
// nobody is reminded twice. What has expired is told to the leaders in one
// message.
func (t *Turn) wake() {
	if t.Plan == nil {
		return
	}
	now := t.Event.At
	rows := storage.Agenda.Due(t.Tx, now, wakeLimit)
	if t.Plan.Quiet(now, false) && len(rows) > 0 {
		t.postpone(rows, t.Plan.NextLoud(now, false))
		return
	}
	var missed []campaign.Notice
	var rounds, asked []campaign.Date // asked: by rows of their own
	lost, _ := storage.LastRestored(t.Tx)
	again := false
	for _, j := range rows {
		t.again = lost.Covers(wanted(j))
		again = again || t.again
		var row dueRow
		storage.Agenda.Remove(t.Tx, j.ID)
		if slices.ContainsFunc(wakers, func(wakes func(*Turn, storage.Job) bool) bool { return wakes(t, j) }) {
			continue
		}
		day, ours := t.dayOf(j)
		if ours && !day.IsZero() && !slices.Contains(asked, day) {
			t.tellUnanswered(day)
			asked = append(asked, day)
		}
		if !ours {
			day, ours = t.wakeQuestion(j)
		}
		if ours {
			if !day.IsZero() {
				rounds = withDay(rounds, day)
			}
			continue
		}
		if err := json.Unmarshal(j.Payload, &row); err != nil || row.Campaign != t.Plan.Campaign {
			continue
		}
		n := row.Notice
		switch {
		case n.Kind == campaign.Round:
			rounds = withDay(rounds, n.Day)
		case !now.Before(n.ExpiresAt):
			missed = append(missed, n)
		default:
			t.tell(n)
		}
		t.told(n, !now.Before(n.ExpiresAt))
	}
	if t.again = again; len(rounds) > 0 {
		t.round(rounds)
	}
	t.again = false
	t.tellMissed(missed)
}

// withDay adds a day unless it is among them.
func withDay(days []campaign.Date, day campaign.Date) []campaign.Date {
	if slices.Contains(days, day) {
		return days
	}
	return append(days, day)
}

// wanted is when a row was meant to be, before quiet hours put it off.
func wanted(j storage.Job) time.Time {
	var row dueRow
	if json.Unmarshal(j.Payload, &row) == nil && !row.Notice.At.IsZero() {
		return row.Notice.At
	}
	return j.Due
}

func (t *Turn) postpone(rows []storage.Job, until time.Time) {
	for _, j := range rows {
		j.Due = until
		storage.Agenda.Put(t.Tx, j)
	}
}

func (t *Turn) told(n campaign.Notice, past bool) {
	storage.Tolds.Put(t.Tx, storage.K(t.Plan.Campaign, n.Key), storage.Told{At: t.Event.At, Past: past})
}

// tellMissed lists to the leaders and the desk what an outage swallowed.
func (t *Turn) tellMissed(missed []campaign.Notice) {
	if len(missed) == 0 {
		return
	}
	for _, p := range t.leadership() {
		lang := t.LangOf(p)
		text := missedHead.In(lang, counted(len(missed), lang, noticeNoun))
		for i, n := range missed {
			if i == 10 {
				text += "\n…"
				break
			}
			text += "\n– " + shortDay(n.Day, lang) + ": " + noticeName(t.Plan, n, lang)
		}
		t.Tell(p, ClassReply, text)
	}
}

// leadership is the desk and the leaders, each once.
func (t *Turn) leadership() []storage.Person {
	return once(append(t.desk(), storage.Desk(t.Tx, campaign.Leader, t.year())...))
}

// once drops people listed twice and those nobody can reach.
func once(people []storage.Person) []storage.Person {
	seen := map[int64]bool{}
	var out []storage.Person
	for _, p := range people {
		if !seen[p.ID] && p.Unreached == "" {
			seen[p.ID] = true
			out = append(out, p)
		}
	}
	return out
}

var (
	noticeNoun = T("thông báo", "notice")
	missedHead = T("Trong thời gian bot không hoạt động, %s đã qua thời điểm gửi và không gửi lại:",
		"Not sent any more, because the time for it passed while the bot was not running (%s):")
)
