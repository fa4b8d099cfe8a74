package campaign

import "time"

// HeadReport is the head's word that a duty towards the Board is done: the
// number and the day the paper bears. The paper itself goes its official way,
// never through the bot (S63).
type HeadReport struct {
	Duty   string    `json:"duty"`
	Number string    `json:"number"`
	Date   Date      `json:"date"`
	By     int64     `json:"by"` // who noted it; 0 = erased
	At     time.Time `json:"at"`
}

// HeadDuty finds a duty of the head by id.
func (p *Plan) HeadDuty(id string) (Requirement, bool) {
	for _, r := range p.HeadDuties {
		if r.ID == id {
			return r, true
		}
	}
	return Requirement{}, false
}

// HeadDutyOn is a duty of the head as it stands at an instant; done is nil
// while it is not. Its Unit is the head's.
func (p *Plan) HeadDutyOn(r Requirement, done *HeadReport, now time.Time) Duty {
	d := Duty{Unit: p.Head, Requirement: r, Opens: p.Opens(r), Deadline: p.Deadline(r), State: DutyNone}
	d.LastDay, _ = p.LastDay(r)
	today := p.Day(now)
	d.Open = d.Opens.IsZero() || !today.Before(d.Opens)
	if !d.LastDay.IsZero() {
		d.DaysLeft = today.DaysUntil(d.LastDay)
	}
	d.LateDays = p.LateDays(d.Deadline, now)
	if done != nil {
		d.State, d.Completed = DutyHandedIn, done.At
		d.LateDays = p.LateDays(d.Deadline, done.Date.In(p.Location()))
	}
	return d
}
