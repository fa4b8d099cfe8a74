package handlers

import (
	"slices"
	"strings"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// allRoles is every kind, in the order lists show them.
var allRoles = []campaign.RoleKind{
	campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader, campaign.Observer, campaign.Admin,
}

var roleNames = map[campaign.RoleKind]Text{
	campaign.Contact:   T("Cán bộ đầu mối", "Focal point"),
	campaign.UnitHead:  T("Thủ trưởng đơn vị", "Head of unit"),
	campaign.Secretary: T("Thường trực khối", "Bloc secretary"),
	campaign.Leader:    T("Lãnh đạo khối", "Bloc leader"),
	campaign.Observer:  T("Theo dõi (Ban TĐKT tỉnh)", "Observer (provincial board)"),
	campaign.Admin:     T("Quản trị bot", "Administrator"),
}

// roleWords names a role with its unit: "Cán bộ đầu mối, Thanh tra tỉnh".
func (t *Turn) roleWords(r campaign.Role, lang string) string {
	name := roleNames[r.Kind].In(lang)
	if r.Deputy {
		name = deputyRole.In(lang, name)
	}
	if r.Unit == "" {
		return name
	}
	return name + ", " + t.unitName(r.Unit)
}

// rolesWords lists a person's roles of this year; "" without any.
func (t *Turn) rolesWords(p storage.Person, lang string) string {
	var out []string
	for _, r := range t.current(p) {
		out = append(out, t.roleWords(r, lang))
	}
	return strings.Join(out, "; ")
}

// current are the roles that count now: those of the year, and the admin's,
// which knows no years.
func (t *Turn) current(p storage.Person) []campaign.Role {
	var out []campaign.Role
	for _, r := range p.Roles {
		if r.Year == t.year() || r.Kind == campaign.Admin {
			out = append(out, r)
		}
	}
	return out
}

// holds reports whether a person has a kind of role now, for the unit where
// one is named.
func (t *Turn) holds(p storage.Person, kind campaign.RoleKind, unit string) bool {
	return slices.ContainsFunc(t.current(p), func(r campaign.Role) bool {
		return r.Kind == kind && (unit == "" || r.Unit == unit)
	})
}

// allowed asks the table of rights for the actor and this year.
func (t *Turn) allowed(a campaign.Action, unit string) bool {
	return campaign.May(t.Actor.Roles, a, unit, t.year())
}

// ofUnit reports whether a kind of role acts for one unit.
func ofUnit(kind campaign.RoleKind) bool {
	return kind == campaign.Contact || kind == campaign.UnitHead
}

// seated puts a role into this year and, for the bloc's desk, into the unit it
// comes from: the head, unless the invitation names the deputy.
func (t *Turn) seated(r campaign.Role) campaign.Role {
	if r.Year == 0 {
		r.Year = t.year()
	}
	if r.Unit == "" && t.Plan != nil && (r.Kind == campaign.Secretary || r.Kind == campaign.Leader) {
		r.Unit = t.Plan.Head
	}
	return r
}

// grant gives a person a role, writes the audit and sets the command menu. A
// second focal point of a unit is the deputy.
func (t *Turn) grant(p storage.Person, r campaign.Role, why string) storage.Person {
	if r.Kind == campaign.Contact {
		for _, other := range storage.PeopleWith(t.Tx, campaign.Contact, r.Unit, r.Year) {
			r.Deputy = r.Deputy || other.ID != p.ID
		}
	}
	p.Roles, p.Unroled = append(slices.Clone(p.Roles), r), time.Time{}
	p = t.setMenu(p)
	storage.PutPerson(t.Tx, p)
	t.Note("role", r.Unit, storage.Pseudonym(t.Tx, p.ID)+" "+string(r.Kind), why)
	if p.ID == t.Actor.ID {
		t.Actor, t.Known = p, true
	}
	t.catchUp(p)
	return p
}

var deputyRole = T("%s (phó)", "%s (deputy)")
