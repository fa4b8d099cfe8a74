package handlers_test

import (
	"regexp"
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// seedResults stores what the desk did before the talk begins:
//
//	set vks.appraised A1=9550@2021-12-20T09:00   as the unit scored itself but these; sealed then
//	set vks.explained A1=9700@2021-12-28T09:00   decided anew after the explanation
//	set tongket.closed 2021-12-16T09:00          the requirement is closed
//	set 2020.results vks=9150,tand=9050          published in January after that year
func (p *player) seedResults(tx *storage.Tx) {
	for _, set := range p.talk.Settings {
		of, what, _ := strings.Cut(set.Key, ".")
		switch what {
		case "appraised":
			p.seedDesk(tx, of, campaign.Appraisal, set.Value)
		case "explained":
			p.seedDesk(tx, of, campaign.Final, set.Value)
		case "closed":
			at := p.wall(set.Value)
			storage.Closings.Put(tx, storage.K(p.plan.Campaign, of), campaign.Closing{Requirement: of, At: at})
		case "results":
			p.seedPublished(tx, of, set.Value)
		}
	}
}

func (p *player) seedDesk(tx *storage.Tx, unit string, author campaign.Author, value string) {
	answers, when, _ := strings.Cut(value, "@")
	at := p.wall(when)
	sheet := campaign.ScoreSheet{
		Unit: unit, Author: author, Version: p.plan.Sheet.Version, Revision: 1, Entries: map[string]campaign.Entry{}, SealedAt: at,
	}
	if author == campaign.Appraisal {
		self, ok := storage.Sheets.Get(tx, storage.K(p.plan.Campaign, unit, string(campaign.SelfScore)))
		if !ok {
			p.t.Fatalf("set %s.appraised before %s.sheet", unit, unit)
		}
		for id, e := range self.Entries {
			sheet.Entries[id] = e
		}
	}
	for one := range strings.SplitSeq(answers, ",") {
		if id, figure, ok := strings.Cut(strings.TrimSpace(one), "="); ok {
			n, err := strconv.ParseInt(figure, 10, 64)
			if err != nil {
				p.t.Fatalf("set %s: %q", unit, one)
			}
			sheet.Entries[id] = campaign.Entry{Value: n, At: at}
		}
	}
	storage.Sheets.Put(tx, storage.K(p.plan.Campaign, unit, string(author)), sheet)
}

func (p *player) seedPublished(tx *storage.Tx, year, value string) {
	n, err := strconv.Atoi(year)
	if err != nil {
		p.t.Fatal(err)
	}
	record := campaign.Publication{Campaign: "khoi-" + year, Year: n, Bloc: p.plan.Bloc, Revision: 1, Sheet: p.plan.Sheet}
	record.Sheet.Version = year + ".1"
	for one := range strings.SplitSeq(value, ",") {
		id, figure, _ := strings.Cut(strings.TrimSpace(one), "=")
		total, err := strconv.ParseInt(figure, 10, 64)
		u, ok := p.plan.Unit(id)
		if err != nil || !ok {
			p.t.Fatalf("set %s.results: %q", year, one)
		}
		record.Lines = append(record.Lines, campaign.PublishedLine{Unit: id, Name: u.Name, Place: len(record.Lines) + 1, Total: campaign.Points(total), Stage: campaign.StageFinal})
	}
	at := p.wall(strconv.Itoa(n+1) + "-01-15T09:00")
	storage.Freeze(tx, record.Campaign, record, 1, at)
	storage.AskSecond(tx, record.Campaign, &storage.PublishAsk{Kind: storage.AskPublish, By: 1, At: at, Substance: record.Substance()})
	if _, err := storage.Publish(tx, record.Campaign, 2, at); err != nil {
		p.t.Fatal(err)
	}
}

// The code of published results is known by their number, {KQ01/2021}, that of
// frozen figures by how many were seen, {frozen1}. They are a hash over the whole
// score sheet, which a talk does not care about, so they are shown by name too.
var (
	resultsForm = regexp.MustCompile(`(KQ\d+/\d+)[^\n]*(?:[Mm]ã đối chiếu|[Cc]ode):? <code>([0-9a-f]{12})\b`)
	frozenForm  = regexp.MustCompile(`(?:mã|code) <code>([0-9a-f]{12})</code>`)
	wholeHash   = regexp.MustCompile(`(\{KQ[0-9/]+\})[0-9a-f]{52}`)
)

func (p *player) maskedResults(s string) string {
	for _, m := range resultsForm.FindAllStringSubmatch(s, -1) {
		p.receipts["{"+m[1]+"}"] = m[2]
	}
	for _, m := range frozenForm.FindAllStringSubmatch(s, -1) {
		known := false
		for _, code := range p.receipts {
			known = known || code == m[1]
		}
		for n := 1; !known; n++ {
			if name := "{frozen" + strconv.Itoa(n) + "}"; p.receipts[name] == "" {
				p.receipts[name], known = m[1], true
			}
		}
	}
	for name, code := range p.receipts {
		if strings.HasPrefix(name, "{KQ") || strings.HasPrefix(name, "{frozen") {
			s = strings.ReplaceAll(s, code, name)
		}
	}
	return wholeHash.ReplaceAllString(s, "$1")
}
