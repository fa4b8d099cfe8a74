package handlers

import (
	"slices"

	"thidua/campaign"
	"thidua/storage"
)

// hearsOn keeps the duties with a step on one of the days that is told to a role.
func hearsOn(p *campaign.Plan, duties []campaign.Duty, days []campaign.Date, r campaign.Role, gone campaign.Away) []campaign.Duty {
	var out []campaign.Duty
	for _, d := range duties {
		if slices.ContainsFunc(days, func(day campaign.Date) bool {
			s, ok := p.StepOf(d, day)
			return ok && p.Hears(r, s, gone)
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

// awayOf tells which of a unit's contacts, those who can be reached, are not
// there on a day.
func awayOf(contacts []storage.Person, unit string, year int, today campaign.Date) campaign.Away {
	there := present(contacts, today)
	switch {
	case len(there) == 0:
		return campaign.AwayAll
	case slices.ContainsFunc(there, func(p storage.Person) bool {
		r, ok := roleIn(p, campaign.Contact, unit, year)
		return ok && !r.Deputy
	}):
		return campaign.AwayNone
	}
	return campaign.AwayMain
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

// escalated are the duties of the receiver's own units their head is told of:
// those late enough, and all while no contact of the unit is there.
func (v *View) escalated(days []campaign.Date) []campaign.Duty {
	var out []campaign.Duty
	for _, unit := range v.headsUnits() {
		out = append(out, hearsOn(v.Plan, v.dutiesOf(unit), days, campaign.Role{Kind: campaign.UnitHead}, v.awayIn(unit))...)
	}
	return out
}

func (v *View) awayIn(unit string) campaign.Away {
	contacts := once(storage.PeopleWith(v.Tx, campaign.Contact, unit, v.Plan.Year))
	return awayOf(contacts, unit, v.Plan.Year, v.Plan.Day(v.Now))
}

// escalatedLine is one of them in the head's reminder.
func escalatedLine(v *View, d campaign.Duty) string {
	contacts := escalatedReminded
	if v.awayIn(d.Unit) == campaign.AwayAll {
		contacts = escalatedNobody
	}
	last, unit := dayWords(d.LastDay, v.Lang)+extendedMark(d, v.Lang), unitName(v.Plan, d.Unit)
	if left := v.Plan.Day(v.Now).DaysUntil(d.LastDay); left >= 0 {
		return v.S(escalatedEarly, unit, d.Requirement.Title, last, HTML(daysLeft(left, v.Lang)), HTML(v.S(contacts)))
	}
	return v.S(escalatedText, unit, d.Requirement.Title, last, lateWords(d.LateDays, v.Lang), HTML(v.S(contacts)))
}

var (
	escalatedText = T(
		"Kính báo đồng chí: %s chưa gửi <b>%s</b> (ngày cuối là %s), hiện %s. %s Đề nghị đồng chí quan tâm chỉ đạo.",
		"%s has not handed in <b>%s</b>; the last day was %s and it is %s now. %s Your attention is kindly requested.")
	escalatedEarly = T(
		"Kính báo đồng chí: %s phải gửi <b>%s</b> chậm nhất %s, %s. %s Đề nghị đồng chí giao người thực hiện.",
		"%s has to hand in <b>%s</b> by the end of %s, %s. %s Please have somebody see to it.")
	escalatedReminded = T("Cán bộ đầu mối của đơn vị cũng được nhắc.", "The unit's focal point is reminded as well.")
	escalatedNobody   = T("Đơn vị chưa có cán bộ đầu mối hoặc bot không liên lạc được.", "The unit has no focal point, or none can be reached.")
)
