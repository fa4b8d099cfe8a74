package handlers

import (
	"cmp"
	"encoding/json"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// dayRow is the payload of an agenda row: a day of one campaign on which a round
// is held, whatever the timetable says: a return or a sheet of another unit is
// remembered then, or somebody has put a reminder off to it. Who is told of what
// is seen on the day itself, so one row a day is enough, and it names nobody. Its
// lane is not that of the timetable's round of the day, which may not be there.
type dayRow struct {
	Campaign string        `json:"round,omitempty"`
	Day      campaign.Date `json:"day"`
	// The campaign in rows of old data, where each purpose had its own.
	Return  string `json:"return,omitempty"`
	Cross   string `json:"cross,omitempty"`
	Snoozed string `json:"snoozed,omitempty"`
}

// roundOn has a round held on a day, unless its hour is past.
func (t *Turn) roundOn(day campaign.Date) {
	at := t.Plan.NextLoud(day.In(t.Plan.Location()).Add(time.Duration(t.Plan.Rules.At)*time.Minute), false)
	name := lane(t.Plan.Campaign, "day/"+day.String())
	if !at.After(t.Event.At) || len(storage.Agenda.ByLane(t.Tx, name)) > 0 {
		return
	}
	raw, err := json.Marshal(dayRow{Campaign: t.Plan.Campaign, Day: day})
	if err != nil {
		t.Tx.Fail(err)
		return
	}
	storage.Agenda.Add(t.Tx, storage.Job{Lane: name, Due: at, Payload: raw})
}

// dayOf is the day of such a row, or zero where it belongs to another year; ours
// is false when the row is something else.
func (t *Turn) dayOf(j storage.Job) (day campaign.Date, ours bool) {
	var row dayRow
	if json.Unmarshal(j.Payload, &row) != nil {
		return day, false
	}
	of := cmp.Or(row.Campaign, row.Return, row.Cross, row.Snoozed)
	if of == t.Plan.Campaign {
		day = row.Day
	}
	return day, of != ""
}
