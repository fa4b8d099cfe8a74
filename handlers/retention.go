package handlers

import (
	"encoding/json"
	"slices"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// People without a role are erased some months after their last one, where the
// operator's config says so. A row of the agenda looks once a day.

// retentionLane names the row; no campaign's id holds a space.
const retentionLane = "retention daily"

type retentionRow struct {
	Retention bool `json:"retention"`
}

// layRetention keeps exactly one row while a term is set and none otherwise.
func layRetention(tx *storage.Tx, p *campaign.Plan, set Settings, now time.Time) {
	rows := storage.Agenda.ByLane(tx, retentionLane)
	switch {
	case set.RetainMonths <= 0:
		for _, j := range rows {
			storage.Agenda.Remove(tx, j.ID)
		}
	case len(rows) == 0:
		addRetention(tx, p, now)
	}
}

// addRetention asks for the next look: the next morning at the hour of the
// daily round, which is never quiet.
func addRetention(tx *storage.Tx, p *campaign.Plan, now time.Time) {
	raw, err := json.Marshal(retentionRow{true})
	if err != nil {
		panic(err) // a bool
	}
	due := p.Day(now).AddDays(1).In(p.Location()).Add(time.Duration(p.Rules.At) * time.Minute)
	storage.Agenda.Add(tx, storage.Job{Lane: retentionLane, Due: due, Payload: raw})
}

// wakeRetention erases whose time is over; false when the row is something else.
func (t *Turn) wakeRetention(j storage.Job) bool {
	var row retentionRow
	if json.Unmarshal(j.Payload, &row) != nil || !row.Retention {
		return false
	}
	if t.Set.RetainMonths <= 0 {
		return true
	}
	addRetention(t.Tx, t.Plan, t.Event.At)
	for _, l := range lapses(t.Tx, t.Plan, t.Set.RetainMonths) {
		if l.Erased.After(t.Event.At) {
			continue
		}
		t.For(l.Person.ID, func(u *Turn) {
			text := u.S(lapsedText, t.Set.RetainMonths, HTML(u.copiesWords()))
			u.erase("retention")
			u.Say(text)
			u.State = storage.State{}
		})
	}
	return true
}

// Lapse is somebody without a role and when they are erased.
type Lapse struct {
	Person storage.Person
	Since  time.Time // the last role ended
	Erased time.Time // Since and the months of the term
}

// lapses lists the people without a role, who is erased first coming first.
func lapses(tx *storage.Tx, p *campaign.Plan, months int) []Lapse {
	var out []Lapse
	for _, person := range storage.People.Prefix(tx, nil) {
		since, holds := roleless(person, p)
		if !holds {
			out = append(out, Lapse{person, since, since.AddDate(0, months, 0)})
		}
	}
	slices.SortStableFunc(out, func(a, b Lapse) int { return a.Erased.Compare(b.Erased) })
	return out
}

// roleless is since when a person holds no role: the end of the last role's
// year, or the day it was taken away, or of joining where none was ever held.
func roleless(person storage.Person, p *campaign.Plan) (since time.Time, holds bool) {
	since = person.JoinedAt
	for _, at := range []time.Time{person.ConsentAt, person.Unroled} {
		if at.After(since) {
			since = at
		}
	}
	for _, r := range person.Roles {
		if r.Kind == campaign.Admin || r.Year >= p.Year {
			return since, true
		}
		if end := time.Date(r.Year+1, 1, 1, 0, 0, 0, 0, p.Location()); end.After(since) {
			since = end
		}
	}
	return since, false
}

// Retention is the dry run: who would be erased and when under a term of
// months. Nothing is written.
func Retention(db *storage.DB, now time.Time, months int) (out []Lapse, err error) {
	err = db.View(now, func(tx *storage.Tx) error {
		if plan, ok := storage.PlanInForce(tx); ok {
			out = lapses(tx, &plan, months)
		}
		return nil
	})
	return out, err
}

var lapsedText = T(
	"Đồng chí không còn vai trò trong khối quá %d tháng, nên dữ liệu cá nhân của đồng chí đã được xóa theo quy định về thời hạn lưu. %s",
	"You have held no role in the bloc for more than %d months, so your personal data was erased under the rule on how long it is kept. %s")
