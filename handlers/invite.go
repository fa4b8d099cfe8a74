package handlers

import (
	"slices"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// inviteTalk is /moi: an invitation for a role and a unit as a letter ready to
// be forwarded, the units that have nobody, and taking roles away.
func inviteTalk() Conversation {
	return Conversation{
		Name: "invite", Commands: []string{"moi", "invite"},
		Help:  T("Mời người tham gia, thu hồi vai trò", "Invite people, revoke roles"),
		Who:   []campaign.RoleKind{campaign.Secretary, campaign.Leader, campaign.Admin},
		Start: startInvite,
		Steps: map[string]Step{
			"role":   {Show: showInviteRole, Press: pressInviteRole, Awaits: inviteRoleAwaited},
			"unit":   {Show: showInviteUnit, Press: pressInviteUnit, Said: saidInviteUnit, Awaits: unitAwaited},
			"people": {Show: showPeople, Press: pressPeople, Said: saidPeople, Awaits: peopleAwaited},
			"revoke": {Show: showRevoke, Press: pressRevoke, Awaits: revokeAwaited},
			"sure":   {Show: showSure, Press: pressSure, Awaits: sureAwaited},
		},
	}
}

// invited are the roles an invitation can give; an admin is made only by the
// operator's claim code.
var invited = []campaign.RoleKind{
	campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader, campaign.Observer,
}

func startInvite(t *Turn, args []string) {
	if len(args) == 0 {
		t.Begin("invite", "role", nil)
		return
	}
	switch {
	case args[0] == "thuhoi":
		t.startRevoke(args[1:])
	case args[0] == "donvi":
		t.inviteEmpty()
	case args[0] == "lienlac":
		t.Say(t.outOfReach())
	case args[0] == "bo" && len(args) > 1:
		t.dropInvite(args[1])
	case slices.Contains(invited, campaign.RoleKind(args[0])):
		t.Begin("invite", "", nil)
		t.inviteAs(campaign.RoleKind(args[0]))
	default:
		t.Begin("invite", "role", nil)
	}
}

func showInviteRole(t *Turn) {
	var rows [][]storage.Button
	for pair := range slices.Chunk(invited, 2) {
		var row []storage.Button
		for _, kind := range pair {
			row = append(row, t.B("role "+string(kind), roleNames[kind]))
		}
		rows = append(rows, row)
	}
	rows = append(rows, Row(t.B("revoke", revokeRole)))
	text := t.S(chooseRole)
	if empty := t.unitsWithout(campaign.Contact); len(empty) > 0 {
		rows = append(rows, Row(t.B("/moi donvi", inviteAllEmpty)))
		var names []string
		for _, u := range empty {
			names = append(names, u.Name)
		}
		text += "\n\n" + t.S(unitsEmpty, counted(len(empty), t.Lang(), unitNoun), cutPlain(strings.Join(names, "; "), longestNames))
	}
	t.Show(text, rows...)
}

// longestNames is how long the list of units with nobody gets in a message.
const longestNames = 2000

func pressInviteRole(t *Turn, action string) {
	if action == "revoke" {
		t.startRevoke(nil)
		return
	}
	t.inviteAs(campaign.RoleKind(strings.TrimPrefix(action, "role ")))
}

// inviteAs asks for the unit, where the role needs one.
func (t *Turn) inviteAs(kind campaign.RoleKind) {
	t.Keep("role", string(kind))
	switch kind {
	case campaign.Observer:
		t.invite(campaign.Role{Kind: kind})
	case campaign.Secretary:
		t.invite(campaign.Role{Kind: kind, Unit: t.Plan.Head})
	default:
		t.Go("unit")
	}
}

// inviteUnits are the units offered for the kept role, those that have nobody
// first; leaders come from the head and the deputy of the bloc.
func (t *Turn) inviteUnits() []campaign.Unit {
	kind := campaign.RoleKind(t.Kept("role"))
	var out []campaign.Unit
	for _, u := range t.Plan.Members() {
		if ofUnit(kind) || u.ID == t.Plan.Head || u.ID == t.Plan.Deputy {
			out = append(out, u)
		}
	}
	slices.SortStableFunc(out, func(a, b campaign.Unit) int {
		return min(1, t.staff(kind, a.ID)) - min(1, t.staff(kind, b.ID))
	})
	return out
}

func (t *Turn) staff(kind campaign.RoleKind, unit string) int {
	return len(storage.PeopleWith(t.Tx, kind, unit, t.year()))
}

func showInviteUnit(t *Turn) {
	kind := campaign.RoleKind(t.Kept("role"))
	rows := t.unitRows(t.inviteUnits(), func(u campaign.Unit) string {
		if n := t.staff(kind, u.ID); n > 0 {
			return unitStaffed.plain(t.Lang(), u.Name, counted(n, t.Lang(), personNoun))
		}
		return unitEmpty.plain(t.Lang(), u.Name)
	})
	t.Show(t.S(chooseUnitFor, roleNames[kind]), rows...)
}

func pressInviteUnit(t *Turn, action string) { t.inviteTo(t.unitPressed(action)) }

func saidInviteUnit(t *Turn, text string) { t.inviteTo(t.unitSearched(t.inviteUnits(), text)) }

func (t *Turn) inviteTo(unit string, ok bool) {
	if ok {
		t.invite(campaign.Role{Kind: campaign.RoleKind(t.Kept("role")), Unit: unit})
	}
}

// invite makes the invitation: a letter of its own to be forwarded, and a
// screen below it.
func (t *Turn) invite(r campaign.Role) {
	if !t.allowed(campaign.ActInvite, "") || !slices.Contains(invited, r.Kind) {
		t.lost()
		return
	}
	r.Year = t.year()
	link, typed, inv := t.newInvite(r)
	t.Note("invite", r.Unit, string(r.Kind), "")
	until := stamp(inv.Expires.In(t.Event.At.Location()), t.Lang())
	t.Say(t.letterText(r, link, typed, inv, t.Lang()))
	t.letterQR(r, link)
	t.State.Screen.Below = t.State.Screen.ID != 0
	t.End()
	t.Show(t.S(letterMade, until),
		Row(t.B("/moi", inviteMore)), Row(t.B("/moi bo "+hashOf(typed)[:inviteName], dropLetter)))
}

// letterText is an invitation ready to be forwarded.
func (t *Turn) letterText(r campaign.Role, link, typed string, inv storage.Invite, lang string) string {
	bot, _ := storage.BotIdentity(t.Tx)
	code := HTML("<code>" + typed + "</code>")
	way := wayNameless.In(lang, code) // never connected yet
	if bot.Username != "" {
		way = wayLink.In(lang, HTML(inviteLink(bot.Username, link))) + "\n" + wayTyped.In(lang, bot.Username, code)
	}
	return letter.In(lang, t.Plan.Bloc, t.roleWords(r, lang), HTML(way), stamp(inv.Expires.In(t.Event.At.Location()), lang))
}

func inviteLink(bot, link string) string { return "https://t.me/" + bot + "?start=" + link }

// inviteName is how much of a hash names an invitation in a button: 64 bits.
const inviteName = 16

// dropInvite takes back an invitation nobody has used.
func (t *Turn) dropInvite(name string) {
	if len(name) == inviteName && strings.Trim(name, "0123456789abcdef") == "" {
		for key := range storage.Invites.Prefix(t.Tx, storage.K([]byte(name))) {
			hash := strings.TrimSuffix(string(key), "\x00")
			if inv, ok := t.invitation(hash); ok {
				t.change(hash, func(i *storage.Invite) { i.Revoked = true })
				t.Note("uninvite", inv.Role.Unit, string(inv.Role.Kind), "")
				t.Say(t.S(letterDropped, t.roleWords(inv.Role, t.Lang())))
				return
			}
			break
		}
	}
	t.Say(t.S(letterGone))
}

// outOfReach lists the people messages do not reach, with what is known.
func (t *Turn) outOfReach() string {
	lost := t.unreached()
	if len(lost) == 0 {
		return t.S(allReached)
	}
	out := []string{t.S(lostHead)}
	for _, p := range lost[:min(len(lost), 50)] {
		phone := maskPhone(p.Phone)
		if phone != "" {
			phone = ", " + phone
		}
		out = append(out, t.S(lostLine, p.Name, t.rolesWords(p, t.Lang()), phone, stamp(p.UnreachAt.In(t.Event.At.Location()), t.Lang())))
	}
	return strings.Join(out, "\n")
}
