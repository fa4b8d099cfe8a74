package handlers

import (
	"slices"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// results is what one person may see of scores and standings at an instant.
// Every output takes its figures from seen and from nowhere else: text, picture,
// workbook, explanation, caption, report, card. What the person may not see is
// not in it.
type results struct {
	sight campaign.Sight
	plan  *campaign.Plan
	at    time.Time // of the figures, in the plan's zone
	sheet *campaign.Sheet
	year  int
	bloc  string
	// lines are all units', or with SightOwn the own units' without a place.
	lines []campaign.Scored
	// final is each unit's duty that the place depends on; nil for a record.
	final map[string]campaign.Duty
	// record and row are what was published; zero unless SightPublished.
	record campaign.Publication
	row    storage.PublicationRow
	// reopened is why the published result is being corrected, nil when it is not.
	reopened *storage.Reopening
	// detail says that every unit's figures by criterion may be seen.
	detail bool
	own    []string // the reader's units
}

// seen reads what a person may see of this year's standings.
func seen(tx *storage.Tx, plan *campaign.Plan, p storage.Person, at time.Time) results {
	if plan == nil {
		return results{}
	}
	row, published := storage.NewestPublication(tx, plan.Campaign)
	reopened := storage.PublishingOf(tx, plan.Campaign).Reopened
	r := results{
		sight: campaign.SightOf(p.Roles, plan.Year, published, reopened != nil), plan: plan, at: at.In(plan.Location()),
		sheet: &plan.Sheet, year: plan.Year, bloc: plan.Bloc, reopened: reopened, own: unitsOf(p, plan.Year),
	}
	switch r.sight {
	case campaign.SightPublished:
		return r.published(tx, p, row)
	case campaign.SightAll:
		r.lines, r.final = rankUnits(tx, plan, at)
		r.detail = true
	case campaign.SightOwn:
		all, _ := scoreUnits(tx, plan, at, r.own)
		for _, s := range all {
			r.lines = append(r.lines, campaign.Scored{
				Standing: campaign.Standing{Unit: s.Unit, Tally: s.Tally, Hold: s.Hold}, Stage: s.stage, Totals: s.totals,
			})
		}
	case campaign.SightNone:
	}
	return r
}

// published fills in a record the reader may see.
func (r results) published(tx *storage.Tx, p storage.Person, row storage.PublicationRow) results {
	record, err := row.Record()
	if err != nil {
		tx.Fail(err)
		return results{}
	}
	r.sight, r.row, r.record = campaign.SightPublished, row, record
	r.sheet, r.year, r.bloc, r.at = &r.record.Sheet, record.Year, record.Bloc, record.At.In(r.plan.Location())
	r.lines, r.final = record.Scored(), nil
	r.detail = campaign.May(p.Roles, campaign.ActSeeDetail, "", r.plan.Year)
	return r
}

// seenRecord reads one version of a year's published results, for whoever may
// see results of this bloc once they are published; false for any other.
func seenRecord(tx *storage.Tx, plan *campaign.Plan, p storage.Person, campaignID string, version int) (results, bool) {
	if plan == nil || !campaign.May(p.Roles, campaign.ActSeePublished, "", plan.Year) {
		return results{}, false
	}
	row, ok := storage.Publications.Get(tx, storage.K(campaignID, version))
	if !ok {
		return results{}, false
	}
	r := results{plan: plan, own: unitsOf(p, plan.Year)}
	if campaignID == plan.Campaign {
		r.reopened = storage.PublishingOf(tx, campaignID).Reopened
	}
	return r.published(tx, p, row), true
}

// unitsOf are the units a person is contact or head of in a year.
func unitsOf(p storage.Person, year int) []string {
	var out []string
	for _, r := range p.Roles {
		if r.Year == year && ofUnit(r.Kind) && r.Unit != "" && !slices.Contains(out, r.Unit) {
			out = append(out, r.Unit)
		}
	}
	return out
}

// mine reports whether a line is of the reader's own unit.
func (r results) mine(s campaign.Scored) bool { return slices.Contains(r.own, s.Unit.ID) }

// provisional reports whether the figures may still change.
func (r results) provisional() bool { return r.sight != campaign.SightPublished }

// superseded reports whether a later version of the record stands.
func (r results) superseded(tx *storage.Tx) bool {
	newest, ok := storage.NewestPublication(tx, r.row.Campaign)
	return ok && newest.Version > r.row.Version
}

// competing counts the units that are still in the contest: what has ended within
// the year stands in the table, and takes no place from anybody.
func (r results) competing() int {
	n := 0
	for _, s := range r.lines {
		if s.Unranked != campaign.UnrankedEnded {
			n++
		}
	}
	return n
}

// placed counts the units that have a place.
func (r results) placed() int {
	n := 0
	for _, s := range r.lines {
		if s.Unranked == "" && s.Place > 0 {
			n++
		}
	}
	return n
}

// unitScores is one unit before it is ranked.
type unitScores struct {
	campaign.Candidate
	stage  campaign.Stage
	totals map[campaign.Stage]campaign.Points
}

// rankUnits reads every competing unit's scores and hand-ins and orders the
// units; final is each unit's duty its place depends on. It is asked for by a
// command or a press of a leader, never on the way of somebody else.
func rankUnits(tx *storage.Tx, plan *campaign.Plan, at time.Time) (lines []campaign.Scored, final map[string]campaign.Duty) {
	all, final := scoreUnits(tx, plan, at, nil)
	candidates := make([]campaign.Candidate, 0, len(all))
	byUnit := map[string]unitScores{}
	for _, u := range all {
		candidates = append(candidates, u.Candidate)
		byUnit[u.Unit.ID] = u
	}
	for _, s := range campaign.Rank(plan, candidates) {
		u := byUnit[s.Unit.ID]
		lines = append(lines, campaign.Scored{Standing: s, Stage: u.stage, Totals: u.totals})
	}
	return lines, final
}

// scoreUnits adds up the units named, nil for all that compete or did until they
// ended, at the last stage each has reached and at those before. The named are
// shown to their own people: until its appraisal such a unit is not compared.
func scoreUnits(tx *storage.Tx, plan *campaign.Plan, at time.Time, only []string) (out []unitScores, final map[string]campaign.Duty) {
	final = map[string]campaign.Duty{}
	requirement := finalRequirement(plan)
	holds := storage.HoldsOf(tx, plan.Campaign)
	all := append(plan.Competing(), plan.Ended()...)
	duties, entrants := map[string][]campaign.Duty{}, []campaign.Entrant{}
	for _, u := range all {
		asked := only == nil || slices.Contains(only, u.ID)
		if !asked && !plan.Sheet.Relative() {
			continue
		}
		e := campaign.Entrant{Figures: storage.FiguresOf(tx, plan.Campaign, u.ID), Apart: campaign.Apart(u, holds[u.ID])}
		if asked {
			duties[u.ID] = campaign.Duties(plan, u.ID, factsOf(tx, plan, u.ID, at))
			e.Timely = timeliness(duties[u.ID])
		}
		entrants = append(entrants, e)
	}
	reckoned := campaign.TallyAll(&plan.Sheet, entrants)
	for _, u := range all {
		duty, asked := duties[u.ID]
		if !asked {
			continue
		}
		r := reckoned[u.ID]
		e := entrantOf(entrants, u.ID)
		if only != nil && r.Stage == campaign.StageSelf {
			r = campaign.TallyAlone(&plan.Sheet, e)
		}
		s := unitScores{Candidate: campaign.Candidate{Unit: u, Tally: r.Tally, Hold: holds[u.ID]}, stage: r.Stage, totals: r.Totals}
		if r.Stage != campaign.StageNone {
			s.HasSheet = requirement == ""
			s.CompletedAt = e.Figures.Self.SealedAt
		}
		for _, d := range duty {
			if d.Requirement.ID == requirement {
				final[u.ID] = d
				s.HasSheet, s.CompletedAt = d.State == campaign.DutyHandedIn, d.Completed
			}
		}
		out = append(out, s)
	}
	return out, final
}

// entrantOf finds a unit among those added up.
func entrantOf(entrants []campaign.Entrant, unit string) campaign.Entrant {
	for _, e := range entrants {
		if e.Figures.Unit == unit {
			return e
		}
	}
	return campaign.Entrant{}
}

// stages in the order they are reached.
var stages = []campaign.Stage{campaign.StageSelf, campaign.StageAppraised, campaign.StageFinal}

// finalRequirement is what a unit must have handed in completely to have a
// place: the one the ranking gate names, else the one with the score sheet.
func finalRequirement(p *campaign.Plan) string {
	if c, ok := rankGate(p); ok {
		return c.Requirement
	}
	for _, r := range p.Requirements {
		if r.Has(campaign.PartSheet) {
			return r.ID
		}
	}
	return ""
}

// rankGate is the gate that bars units without a final hand-in.
func rankGate(p *campaign.Plan) (campaign.Criterion, bool) {
	for _, c := range p.Sheet.Criteria {
		for _, bar := range c.Bars {
			if c.Kind == campaign.KindGate && bar == campaign.BarRank && c.Requirement != "" {
				return c, true
			}
		}
	}
	return campaign.Criterion{}, false
}
