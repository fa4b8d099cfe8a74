package handlers_test

import (
	"strconv"
	"strings"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// seedUnits stores what units did before the talk begins:
//
//	set vks.sheet max,A1=9550,A7=na@2021-12-10T09:00   every answer at its best but these; sealed then
//	set vks.sheet A2=300                               a draft with one answer
//	set vks.report soket@2021-06-10T08:30              reports handed in, separated by commas
//
// Figures are as stored: hundredths of points and percents, counts, 1 and 0.
func (p *player) seedUnits(tx *storage.Tx) {
	for _, set := range p.talk.Settings {
		unit, what, _ := strings.Cut(set.Key, ".")
		if _, ok := p.plan.Unit(unit); !ok {
			continue
		}
		switch what {
		case "sheet":
			p.seedSheet(tx, unit, set.Value)
		case "report":
			for one := range strings.SplitSeq(set.Value, ",") {
				p.seedReport(tx, unit, one)
			}
		}
	}
}

func (p *player) seedSheet(tx *storage.Tx, unit, value string) {
	answers, when, sealed := strings.Cut(value, "@")
	sheet := campaign.ScoreSheet{
		Unit: unit, Author: campaign.SelfScore, Version: p.plan.Sheet.Version, Revision: 1, Entries: map[string]campaign.Entry{},
	}
	at := p.now.Add(-time.Hour)
	if sealed {
		at = p.wall(when)
	}
	put := func(id string, e campaign.Entry) {
		e.At = at
		if err := campaign.Answer(&p.plan.Sheet, &sheet, id, e); err != nil {
			p.t.Fatalf("set %s.sheet: %s: %v", unit, id, err)
		}
	}
	for one := range strings.SplitSeq(answers, ",") {
		id, figure, _ := strings.Cut(strings.TrimSpace(one), "=")
		n, _ := strconv.ParseInt(figure, 10, 64)
		switch {
		case id == "max":
			for _, c := range p.plan.Sheet.Typed() {
				put(c.ID, best(c))
			}
		case figure == "na":
			put(id, campaign.Entry{NotApplicable: true, Reason: "Đơn vị không có nhiệm vụ này"})
		case figure == "":
			if err := campaign.Erase(&p.plan.Sheet, &sheet, id); err != nil {
				p.t.Fatal(err)
			}
		default:
			put(id, campaign.Entry{Value: n})
		}
	}
	if sealed {
		p.seal(&sheet, at)
	}
	storage.Sheets.Put(tx, storage.K(p.plan.Campaign, unit, string(campaign.SelfScore)), sheet)
}

func (p *player) seal(sheet *campaign.ScoreSheet, at time.Time) {
	if err := campaign.Seal(&p.plan.Sheet, sheet, 0, at); err != nil {
		p.t.Fatalf("set %s.sheet: %v", sheet.Unit, err)
	}
	for _, r := range p.plan.Requirements {
		if r.Has(campaign.PartSheet) {
			sheet.Timing = p.plan.Judge(r, campaign.HandIn{At: at})
		}
	}
}

// best is the answer worth most, without bonus or deduction.
func best(c campaign.Criterion) campaign.Entry {
	if c.AtMost {
		return campaign.Entry{}
	}
	switch c.Kind {
	case campaign.KindRelative:
		return campaign.Entry{Value: 1000}
	case campaign.KindPercentage:
		return campaign.Entry{Value: 10000}
	case campaign.KindNumber:
		return campaign.Entry{Value: int64(c.Max)}
	case campaign.KindGate, campaign.KindPass:
		return campaign.Entry{Value: 1}
	default:
		return campaign.Entry{}
	}
}

func (p *player) seedReport(tx *storage.Tx, unit, value string) {
	id, when, _ := strings.Cut(strings.TrimSpace(value), "@")
	r, ok := p.plan.Requirement(id)
	if !ok {
		p.t.Fatalf("set %s.report: no requirement %q", unit, id)
	}
	at := p.wall(when)
	s := campaign.Submission{
		Unit: unit, Requirement: id, Version: 1, Revision: 1, At: at, Timing: p.plan.Judge(r, campaign.HandIn{At: at}),
		Attachments: []campaign.Attachment{{ID: unit + id, Name: "bao-cao.pdf", Size: 1, SHA256: "00", At: at}},
	}
	e := storage.Register(tx, p.plan.Day(at), p.plan.Campaign, s)
	s.Incoming = campaign.Incoming{Year: e.Year, Number: e.Number, Date: e.Date}
	storage.Submissions.Put(tx, storage.K(p.plan.Campaign, unit, id, 1), s)
}

func (p *player) wall(s string) time.Time {
	at, err := time.ParseInLocation("2006-01-02T15:04", s, p.zone)
	if err != nil {
		p.t.Fatal(err)
	}
	return at
}
