package campaign

import "time"

// AttendanceRules is what being absent costs.
type AttendanceRules struct {
	// Criterion is the deduction for an absence without a reason (E3); "" = none.
	Criterion string `json:"criterion"`
}

// Presence is how a unit took part in something the bloc did together.
type Presence string

// The ways of taking part.
const (
	Present Presence = "present"
	Excused Presence = "excused" // absent with a reason
	Absent  Presence = "absent"  // absent without one
)

// Attendance is what the desk noted of one unit.
type Attendance struct {
	Presence Presence  `json:"presence"`
	Reason   string    `json:"reason,omitempty"` // of an excused absence
	By       int64     `json:"by"`               // 0 = erased
	At       time.Time `json:"at"`
	// Record is the number of the desk's record made of it; 0 = none.
	Record int `json:"record,omitempty"`
}

// Gathering is a conference or an activity the bloc holds together (S41).
type Gathering struct {
	Number     int                   `json:"number"` // from 1 in its campaign
	Title      string                `json:"title"`
	Day        Date                  `json:"day"`
	Conference string                `json:"conference,omitempty"` // id in the plan; "" for an activity
	Units      map[string]Attendance `json:"units,omitempty"`
	By         int64                 `json:"by"` // 0 = erased
	At         time.Time             `json:"at"`
}

// Unrecorded are the units absent without a reason of which no record was made
// yet, in the order given.
func (g Gathering) Unrecorded(units []Unit) []string {
	var out []string
	for _, u := range units {
		if a := g.Units[u.ID]; a.Presence == Absent && a.Record == 0 {
			out = append(out, u.ID)
		}
	}
	return out
}
