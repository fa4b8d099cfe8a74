package handlers

import (
	"fmt"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// ownDeed is one thing a person wrote, asked, decided or was told, wherever it
// lies; of a row shared with others only the person's own part.
type ownDeed struct {
	What string    `json:"what"`
	Unit string    `json:"unit,omitempty"`
	On   string    `json:"on,omitempty"` // requirement, criterion, number
	At   time.Time `json:"at,omitzero"`
	Text string    `json:"text,omitempty"`
}

// deeds collects them table by table.
func (d *ownData) deeds(tx *storage.Tx) {
	d.askedFor(tx)
	d.saidToDesk(tx)
	d.decided(tx)
	d.wroteToAll(tx)
	d.wasTold(tx)
}

// add notes a deed where it is the person's own.
func (d *ownData) add(by int64, deed ownDeed) {
	if by == d.Person.ID && by != 0 {
		d.Deeds = append(d.Deeds, deed)
	}
}

func (d *ownData) askedFor(tx *storage.Tx) {
	for _, r := range storage.Requests.Prefix(tx, nil) {
		d.add(r.Person, ownDeed{"asked to join", r.Unit, string(r.Role), r.At, ""})
		d.add(r.By, ownDeed{"answered a request to join", r.Unit, string(r.Role), r.Answered, ""})
	}
	for _, r := range storage.ExtensionRequests.Prefix(tx, nil) {
		d.add(r.By, ownDeed{"asked for more time", r.Unit, r.Requirement, r.At, r.Why})
		d.add(r.AnsweredBy, ownDeed{"answered a request for more time", r.Unit, r.Requirement, r.Answered, r.Answer})
	}
	for _, h := range storage.Handovers.Prefix(tx, nil) {
		d.add(h.OutgoingBy, ownDeed{"hands over", h.Unit, h.Day.String(), h.Asked, ""})
		d.add(h.IncomingBy, ownDeed{"takes over", h.Unit, h.Day.String(), h.Accepted, ""})
	}
}

func (d *ownData) saidToDesk(tx *storage.Tx) {
	for _, q := range storage.Questions.Prefix(tx, nil) {
		d.add(q.By, ownDeed{"asked", q.Unit, q.Requirement, q.At, q.Text})
		for _, a := range q.Answers {
			d.add(a.By, ownDeed{"answered a question", q.Unit, q.Requirement, a.At, a.Text})
		}
	}
	for _, e := range storage.Explanations.Prefix(tx, nil) {
		for _, i := range e.Items {
			d.add(e.SentBy, ownDeed{"explained", e.Unit, i.Criterion, e.SentAt, i.Text})
			for _, a := range []*campaign.ExplainAnswer{i.Answer, i.Last} {
				if a != nil {
					d.add(a.By, ownDeed{"answered an explanation", e.Unit, i.Criterion, a.At, a.Reason})
				}
			}
		}
		d.add(e.EscalatedBy, ownDeed{"took an explanation to the leaders", e.Unit, "", e.EscalatedAt, e.Plea})
	}
	for _, g := range storage.Targets.Prefix(tx, nil) {
		d.add(g.By, ownDeed{"wrote a target", g.Unit, fmt.Sprint(g.Number), g.At, g.Name})
	}
	for _, e := range storage.Exemplars.Prefix(tx, nil) {
		d.add(e.By, ownDeed{"put forward an exemplar", e.Unit, fmt.Sprint(e.Number), e.At, e.Name})
	}
	for _, w := range storage.Withdrawns.Prefix(tx, nil) {
		d.add(w.By, ownDeed{"took a score sheet back", w.Sheet.Unit, fmt.Sprint(w.Number), w.At, w.Reason})
	}
}

func (d *ownData) decided(tx *storage.Tx) {
	for _, r := range storage.DeskRecords.Prefix(tx, nil) {
		d.add(r.By, ownDeed{"recorded", r.Unit, r.Criterion, r.At, r.Reason})
	}
	for _, o := range storage.Opinions.Prefix(tx, nil) {
		d.add(o.Entry.By, ownDeed{"appraised as the second", o.Unit, o.Criterion, o.Entry.At, o.Entry.Reason})
	}
	for _, i := range storage.Inspections.Prefix(tx, nil) {
		d.add(i.By, ownDeed{"noted an inspection", i.Unit, fmt.Sprint(i.Number), i.At, i.What})
		d.add(i.AnsweredBy, ownDeed{"answered an inspection", i.Unit, fmt.Sprint(i.Number), i.AnsweredAt, i.Answer})
	}
	for _, h := range storage.Holds.Prefix(tx, nil) {
		d.add(h.By, ownDeed{"decided whether a unit is considered", h.Unit, string(h.Kind), h.At, h.Reason})
	}
	for _, r := range storage.Reviews.Prefix(tx, nil) {
		d.add(r.By, ownDeed{"reviewed", r.Unit, r.Requirement, r.Since, r.Reason})
	}
	for _, v := range storage.Votes.Prefix(tx, nil) {
		d.add(v.By, ownDeed{"entered a vote", "", v.Minutes, v.At, ""})
	}
	for _, p := range storage.Proposals.Prefix(tx, nil) {
		d.add(p.By, ownDeed{"confirmed proposals", "", fmt.Sprint(p.Number), p.At, p.Reason})
	}
	for _, p := range storage.Publications.Prefix(tx, nil) {
		d.add(p.StartedBy, ownDeed{"asked to publish results", "", fmt.Sprint(p.Version), p.At, ""})
		d.add(p.ConfirmedBy, ownDeed{"confirmed the publication of results", "", fmt.Sprint(p.Version), p.At, ""})
	}
	for _, c := range storage.CrossSheets.Prefix(tx, nil) {
		d.add(c.SealedBy, ownDeed{"scored another unit's sheet", c.Unit, "", c.SealedAt, ""})
	}
}

func (d *ownData) wroteToAll(tx *storage.Tx) {
	for _, a := range storage.Announcements.Prefix(tx, nil) {
		d.add(a.By, ownDeed{"announced", "", fmt.Sprint(a.Number), a.At, a.Text})
	}
	for _, p := range storage.Postings.Prefix(tx, nil) {
		d.add(p.By, ownDeed{"put up a document", "", p.Document, p.At, p.Note})
	}
}

// wasTold lists what the bot keeps of having told the person something.
func (d *ownData) wasTold(tx *storage.Tx) {
	for k, r := range storage.Reminders.Prefix(tx, nil) {
		d.add(storage.LastID(k), ownDeed{What: "was reminded", At: r.At})
	}
	for k, s := range storage.Snoozes.Prefix(tx, nil) {
		d.add(storage.LastID(k), ownDeed{What: "put reminders off", On: s.Until.String()})
	}
	for k, a := range storage.AnnouncedTo.Prefix(tx, nil) {
		d.add(storage.LastID(k), ownDeed{What: "was sent an announcement", At: a.At})
	}
}
