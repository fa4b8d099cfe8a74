package handlers

import (
	"slices"

	"thidua/campaign"
	"thidua/storage"
)

// hearsOn keeps the duties with a step on one of the days that is told to a role.
func hearsOn(p *campaign.Plan, duties []campaign.Duty, days []campaign.Date, r campaign.Role, mainAway bool) []campaign.Duty {
	var out []campaign.Duty
	for _, d := range duties {
		if slices.ContainsFunc(days, func(day campaign.Date) bool {
			s, ok := p.StepOf(d, day)
			return ok && p.Hears(r, s, mainAway)
		}) {
			out = append(out, d)
		}
	}
	return out
}

// roleIn is the role of a kind somebody has in a unit this year.
func roleIn(p storage.Person, kind campaign.RoleKind, unit string, year int) (campaign.Role, bool) {
	i := slices.IndexFunc(p.Roles, func(r campaign.Role) bool {
		return r.Kind == kind && r.Unit == unit && r.Year == year
	})
	if i < 0 {
		return campaign.Role{}, false
	}
	return p.Roles[i], true
}

// mainAway reports whether none of a unit's contacts that can be reached today
// is a main one.
func mainAway(contacts []storage.Person, unit string, year int, today campaign.Date) bool {
	return !slices.ContainsFunc(contacts, func(p storage.Person) bool {
		r, ok := roleIn(p, campaign.Contact, unit, year)
		return ok && !r.Deputy && !away(p, today)
	})
}

// headsUnits are the units the receiver is the head of, without being a contact
// there.
func (v *View) headsUnits() []string {
	var out []string
	for _, r := range v.Person.Roles {
		if r.Kind == campaign.UnitHead && r.Year == v.Plan.Year && !slices.Contains(v.contactUnits(), r.Unit) && !slices.Contains(out, r.Unit) {
			out = append(out, r.Unit)
		}
	}
	return out
}

// escalated are the duties of the receiver's own units that are so late that
// their head is told.
func (v *View) escalated(days []campaign.Date) []campaign.Duty {
	var out []campaign.Duty
	for _, unit := range v.headsUnits() {
		out = append(out, hearsOn(v.Plan, v.dutiesOf(unit), days, campaign.Role{Kind: campaign.UnitHead}, false)...)
	}
	return out
}

// escalatedLine is one of them in the head's reminder.
func escalatedLine(v *View, d campaign.Duty) string {
	contacts := escalatedNobody
	if len(once(storage.PeopleWith(v.Tx, campaign.Contact, d.Unit, v.Plan.Year))) > 0 {
		contacts = escalatedReminded
	}
	return v.S(escalatedText, unitName(v.Plan, d.Unit), d.Requirement.Title,
		dayWords(d.LastDay, v.Lang)+extendedMark(d, v.Lang), lateWords(d.LateDays, v.Lang), HTML(v.S(contacts)))
}

var (
	escalatedText = T(
		"Kính báo đồng chí: %s chưa gửi <b>%s</b> (ngày cuối là %s), hiện %s. %s Đề nghị đồng chí quan tâm chỉ đạo.",
		"%s has not handed in <b>%s</b>; the last day was %s and it is %s now. %s Your attention is kindly requested.")
	escalatedReminded = T("Cán bộ đầu mối của đơn vị cũng được nhắc.", "The unit's focal point is reminded as well.")
	escalatedNobody   = T("Bot không gửi được nhắc việc đến cán bộ đầu mối nào của đơn vị.", "No focal point of the unit can be reached by the bot.")
)
