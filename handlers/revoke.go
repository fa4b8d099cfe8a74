package handlers

import (
	"slices"
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// Taking a role away: choose the person, the role where there are several, and
// confirm. Rights are read anew at every press, so it works from the next one.

// revokeCommand is the button that begins revoking somebody.
func revokeCommand(id int64) string { return "/moi thuhoi " + strconv.FormatInt(id, 10) }

func (t *Turn) startRevoke(args []string) {
	if !t.allowed(campaign.ActRevoke, "") {
		t.lost()
		return
	}
	if len(args) == 0 {
		t.Begin("invite", "people", nil)
		return
	}
	t.Begin("invite", "", map[string]string{"person": args[0]})
	t.personChosen()
}

// revokee is the person chosen, while holding a role.
func (t *Turn) revokee() (storage.Person, bool) {
	id, _ := strconv.ParseInt(t.Kept("person"), 10, 64)
	p, ok := storage.GetPerson(t.Tx, id)
	return p, ok && len(t.current(p)) > 0
}

// personChosen asks which role, or right away whether it is meant.
func (t *Turn) personChosen() {
	p, ok := t.revokee()
	if !ok {
		t.End()
		t.Say(t.S(noSuchPerson))
		return
	}
	if roles := t.current(p); len(roles) == 1 {
		t.roleChosen(roles[0])
		return
	}
	t.Go("revoke")
}

func (t *Turn) roleChosen(r campaign.Role) {
	t.Keep("kind", string(r.Kind))
	t.Keep("unit", r.Unit)
	t.Go("sure")
}

// peoplePage is how many people one screen offers.
const peoplePage = 8

func showPeople(t *Turn) {
	found := t.named(t.Kept("find"))
	page, last := t.page(len(found), peoplePage)
	var rows [][]storage.Button
	for _, p := range found[page*peoplePage : min(len(found), (page+1)*peoplePage)] {
		label := p.Name + " – " + t.rolesWords(p, t.Lang())
		rows = append(rows, Row(storage.Button{Label: label, Action: "person " + strconv.FormatInt(p.ID, 10)}))
	}
	if arrows := t.arrows(page, last); arrows != nil {
		rows = append(rows, arrows)
	}
	t.Show(t.S(choosePerson), append(rows, Row(t.B("no", doNotRevoke)))...)
}

// named are the people with a role whose name holds the words, folded.
func (t *Turn) named(words string) []storage.Person {
	want := fold(words)
	return slices.DeleteFunc(t.everyone(), func(p storage.Person) bool {
		return !strings.Contains(fold(p.Name), want)
	})
}

func pressPeople(t *Turn, action string) {
	word, arg, _ := strings.Cut(action, " ")
	switch word {
	case "person":
		t.Keep("person", arg)
		t.personChosen()
	case "page":
		t.Keep("page", arg)
		t.Go("people")
	default:
		t.letBe()
	}
}

func saidPeople(t *Turn, text string) {
	found := t.named(text)
	switch {
	case len(found) == 0 || fold(text) == "":
		t.Say(t.S(nobodyFound, echo(text)))
	case len(found) == 1:
		t.Keep("person", strconv.FormatInt(found[0].ID, 10))
		t.personChosen()
	default:
		t.Keep("find", text)
		t.Keep("page", "")
		t.Go("people")
	}
}

func showRevoke(t *Turn) {
	p, ok := t.revokee()
	if !ok {
		t.lost()
		return
	}
	var rows [][]storage.Button
	for _, r := range t.current(p) {
		rows = append(rows, Row(storage.Button{Label: t.roleWords(r, t.Lang()), Action: "take " + string(r.Kind) + " " + r.Unit}))
	}
	t.Show(t.S(chooseTaken, p.Name, p.Position), append(rows, Row(t.B("no", doNotRevoke)))...)
}

func pressRevoke(t *Turn, action string) {
	parts := strings.Split(action, " ")
	if len(parts) != 3 {
		t.letBe()
		return
	}
	t.roleChosen(campaign.Role{Kind: campaign.RoleKind(parts[1]), Unit: parts[2]})
}

func showSure(t *Turn) {
	p, r, ok := t.taken()
	if !ok {
		t.End()
		t.Say(t.S(noSuchPerson))
		return
	}
	t.Show(t.S(askSure, t.roleWords(r, t.Lang()), p.Name), Row(t.B("no", doNotRevoke)), Row(t.B("yes", revokeButton)))
}

// taken is the person and the role chosen, while they belong together.
func (t *Turn) taken() (storage.Person, campaign.Role, bool) {
	p, ok := t.revokee()
	if !ok {
		return p, campaign.Role{}, false
	}
	for _, r := range t.current(p) {
		if string(r.Kind) == t.Kept("kind") && r.Unit == t.Kept("unit") {
			return p, r, true
		}
	}
	return p, campaign.Role{}, false
}

func (t *Turn) letBe() {
	t.End()
	t.Close(t.S(notRevoked))
}

func pressSure(t *Turn, action string) {
	p, r, ok := t.taken()
	switch {
	case action != "yes":
		t.letBe()
		return
	case !ok || !t.allowed(campaign.ActRevoke, ""):
		t.lost()
		return
	}
	t.End()
	switch {
	case r.Kind == campaign.Secretary && len(t.desk()) == 1:
		t.Close(t.S(lastSecretary))
	case (r.Kind == campaign.Leader || r.Kind == campaign.Admin) && !t.above(r.Kind):
		t.Close(t.S(mayNotRevoke))
	default:
		t.revoke(p, r)
		t.Close(t.S(roleRevoked, t.roleWords(r, t.Lang()), p.Name))
	}
}

// above reports whether the actor may take a leader's or an admin's role: the
// desk must not clear the way for a leader of its own choice.
func (t *Turn) above(kind campaign.RoleKind) bool {
	return t.holds(t.Actor, campaign.Admin, "") || kind == campaign.Leader && t.holds(t.Actor, campaign.Leader, "")
}

// revoke takes the role away and tells the person. The next focal point of the
// unit moves up.
func (t *Turn) revoke(p storage.Person, r campaign.Role) {
	p.Roles = slices.DeleteFunc(slices.Clone(p.Roles), func(x campaign.Role) bool { return x == r })
	if len(t.current(p)) == 0 {
		p.Unroled = t.Event.At
	}
	p = t.setMenu(p)
	storage.PutPerson(t.Tx, p)
	t.Note("revoke", r.Unit, storage.Pseudonym(t.Tx, p.ID)+" "+string(r.Kind), "")
	switch {
	case r.Kind == campaign.UnitHead:
		t.headLost(r.Unit)
	case r.Kind == campaign.Contact && !r.Deputy:
		t.moveUp(r)
	}
	if p.ID == t.Actor.ID {
		t.Actor = p
		return
	}
	t.Tell(p, ClassReply, yourRoleGone.In(t.LangOf(p), t.roleWords(r, t.LangOf(p))))
}

func (t *Turn) moveUp(r campaign.Role) {
	left := storage.PeopleWith(t.Tx, r.Kind, r.Unit, r.Year)
	if len(left) == 0 {
		return
	}
	p := left[0]
	p.Roles = slices.Clone(p.Roles)
	for i := range p.Roles {
		if p.Roles[i].Kind == r.Kind && p.Roles[i].Unit == r.Unit && p.Roles[i].Year == r.Year {
			p.Roles[i].Deputy = false
		}
	}
	storage.PutPerson(t.Tx, p)
}
