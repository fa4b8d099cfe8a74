package handlers

import (
	"strconv"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// requestTalk is /yeucau: who waits to be let in. A request is answered once;
// the answer takes it off the table and stays in the audit.
func requestTalk() Conversation {
	return Conversation{
		Name: "request", Commands: []string{"yeucau", "requests"}, Aside: true,
		Help:  T("Duyệt yêu cầu tham gia", "Requests to join"),
		Who:   []campaign.RoleKind{campaign.Secretary, campaign.Leader},
		Start: startRequest,
	}
}

// requestsShown is how many requests one list offers.
const requestsShown = 8

func startRequest(t *Turn, args []string) {
	if len(args) == 2 && (args[1] == "dongy" || args[1] == "tuchoi") {
		id, err := strconv.ParseUint(args[0], 10, 63)
		r, ok := storage.Requests.Get(t.Tx, storage.K(id))
		switch {
		case err != nil || !ok:
			t.Say(t.S(answeredBefore))
		case !t.maySettle(r):
			t.Say(t.S(leaderSettles))
		default:
			t.settle(r, args[1] == "dongy")
		}
		return
	}
	open := t.openRequests()
	if len(open) == 0 {
		t.Say(t.S(noRequests))
		return
	}
	for _, r := range open[:min(len(open), requestsShown)] {
		t.Say(t.requestWords(r, t.Lang()), t.requestRow(r, t.Lang()))
	}
}

// openRequests are those the actor may answer, oldest first.
func (t *Turn) openRequests() []storage.Request {
	var out []storage.Request
	for _, r := range storage.Requests.Prefix(t.Tx, nil) {
		if t.maySettle(r) {
			out = append(out, r)
		}
	}
	return out
}

func (t *Turn) maySettle(r storage.Request) bool {
	if r.Role == campaign.Leader {
		return t.allowed(campaign.ActPublish, "")
	}
	return t.allowed(campaign.ActApproveJoin, r.Unit)
}

// request puts the actor's wish for a role before those who decide.
func (t *Turn) request(role campaign.Role) {
	if r, ok := t.ownRequest(); ok {
		t.Say(t.S(waiting, t.roleWords(requested(r, t.year()), t.Lang())), t.withdrawRow())
		return
	}
	if t.askedOften() {
		return
	}
	r := storage.Request{ID: storage.Requests.Next(t.Tx), Person: t.Actor.ID, Unit: role.Unit, Role: role.Kind, At: t.Event.At}
	storage.Requests.Put(t.Tx, storage.K(r.ID), r)
	t.Note("request", role.Unit, string(role.Kind), "")
	deciders := t.deciders(role.Kind)
	for _, p := range deciders {
		t.Tell(p, ClassReply, t.requestWords(r, t.LangOf(p)), t.requestRow(r, t.LangOf(p)))
	}
	if len(deciders) == 0 {
		t.Say(t.S(nobodyDecides), t.withdrawRow())
		return
	}
	t.Say(t.S(waiting, t.roleWords(role, t.Lang())), t.withdrawRow())
}

// A refused person may ask again, but not so often that the desk drowns in it.
const (
	requestWindow = 24 * time.Hour
	requestsEach  = 3
)

// askedOften counts a request of the actor, in the table of wrong codes under
// the negative id, and tells who has asked too often; nothing is kept of them.
func (t *Turn) askedOften() bool {
	key := storage.K(-t.Actor.ID)
	g, ok := storage.GuessesOf.Get(t.Tx, key)
	if !ok || !t.Event.At.Before(g.Since.Add(requestWindow)) {
		g = storage.Guesses{Since: t.Event.At}
	}
	if g.Count >= requestsEach {
		t.Say(t.S(tooManyRequests, stamp(g.Since.Add(requestWindow).In(t.Event.At.Location()), t.Lang())))
		if newcomer(t.Actor) {
			t.forgetPerson(t.Actor)
			t.Known = false
		}
		return true
	}
	g.Count++
	storage.GuessesOf.Put(t.Tx, key, g)
	return false
}

func requested(r storage.Request, year int) campaign.Role {
	kind := r.Role
	if kind == "" {
		kind = campaign.Contact
	}
	return campaign.Role{Kind: kind, Unit: r.Unit, Year: year}
}

// deciders are who answers a request: a leader's by the leaders, others by the
// secretaries, by the leaders where there is none.
func (t *Turn) deciders(kind campaign.RoleKind) []storage.Person {
	leaders := storage.Desk(t.Tx, campaign.Leader, t.year())
	if kind == campaign.Leader {
		return leaders
	}
	if s := t.desk(); len(s) > 0 {
		return s
	}
	return leaders
}

func (t *Turn) ownRequest() (storage.Request, bool) {
	for _, r := range storage.Requests.Prefix(t.Tx, nil) {
		if r.Person == t.Actor.ID {
			return r, true
		}
	}
	return storage.Request{}, false
}

func (t *Turn) requestWords(r storage.Request, lang string) string {
	p, _ := storage.GetPerson(t.Tx, r.Person)
	return requestLine.In(lang, p.Name, p.Position, t.roleWords(requested(r, t.year()), lang))
}

func (t *Turn) requestRow(r storage.Request, lang string) []storage.Button {
	id := strconv.FormatUint(r.ID, 10)
	return Row(
		storage.Button{Label: approveButton.plain(lang), Action: "/yeucau " + id + " dongy"},
		storage.Button{Label: refuseButton.plain(lang), Action: "/yeucau " + id + " tuchoi"},
	)
}

// settle answers a request and tells the person and the others who could have.
// A newcomer refused is forgotten: there is no reason to keep their data.
func (t *Turn) settle(r storage.Request, yes bool) {
	storage.Requests.Delete(t.Tx, storage.K(r.ID))
	p, ok := storage.GetPerson(t.Tx, r.Person)
	if !ok {
		t.Say(t.S(answeredBefore))
		return
	}
	role := requested(r, t.year())
	if !yes {
		t.Note("refuse", r.Unit, storage.Pseudonym(t.Tx, p.ID)+" "+string(role.Kind), "")
		t.Tell(p, ClassReply, requestRefused.In(t.LangOf(p), t.roleWords(role, t.LangOf(p))))
		t.tellSettled(r, p, refusedLine)
		if newcomer(p) {
			t.forgetPerson(p)
		}
		return
	}
	if !t.holds(p, role.Kind, role.Unit) {
		p = t.grant(p, role, "request")
	}
	role = t.current(p)[len(t.current(p))-1]
	t.tellSettled(r, p, approvedLine)
	t.For(p.ID, func(u *Turn) {
		u.Say(u.S(requestApproved, u.roleWords(role, u.Lang())))
		if u.State.Conversation == "" { // never over a question that waits
			u.State.Screen.Below = u.State.Screen.ID != 0
			u.home()
		}
	})
}

// tellSettled tells all who were asked, the one who answered first.
func (t *Turn) tellSettled(r storage.Request, p storage.Person, line Text) {
	role := requested(r, t.year())
	t.Say(t.S(line, t.Actor.Name, p.Name, t.roleWords(role, t.Lang())))
	for _, d := range t.deciders(role.Kind) {
		if d.ID != t.Actor.ID && d.ID != p.ID {
			t.Tell(d, ClassReply, line.In(t.LangOf(d), t.Actor.Name, p.Name, t.roleWords(role, t.LangOf(d))))
		}
	}
}

// newcomer reports whether somebody never held a role: a command menu is set
// with the first and stays known. Who held one has acted, and the record of it
// names a person until they ask for erasure.
func newcomer(p storage.Person) bool { return len(p.Roles) == 0 && p.Commands == "" }

// forgetPerson takes out somebody who holds no role and waits for none.
func (t *Turn) forgetPerson(p storage.Person) {
	storage.People.Delete(t.Tx, storage.K(p.ID))
	storage.States.Delete(t.Tx, storage.K(p.ID))
	storage.ErasePseudonym(t.Tx, p.ID)
}

// withdraw takes the actor's own request back.
func (t *Turn) withdraw() {
	r, ok := t.ownRequest()
	if !ok {
		t.home()
		return
	}
	storage.Requests.Delete(t.Tx, storage.K(r.ID))
	t.Note("withdraw", r.Unit, string(r.Role), "")
	if newcomer(t.Actor) {
		t.forgetPerson(t.Actor)
		t.Known, t.State = false, storage.State{}
		t.Say(t.S(nothingStored))
		return
	}
	t.Say(t.S(withdrawn))
}

func (t *Turn) withdrawRow() []storage.Button { return Row(t.B("/dangky rut", withdrawButton)) }

var (
	requestLine = T(
		"Đồng chí %s (%s) đề nghị được tham gia với vai trò: <b>%s</b>.",
		"%s (%s) asks to join as: <b>%s</b>.")
	approveButton  = T("Đồng ý", "Approve")
	refuseButton   = T("Từ chối", "Refuse")
	answeredBefore = T("Yêu cầu này đã được trả lời hoặc đã được rút.", "This request was already answered or withdrawn.")
	leaderSettles  = T(
		"Vai trò lãnh đạo khối do một đồng chí lãnh đạo đương nhiệm xác nhận.",
		"The role of bloc leader is confirmed by a present leader.")
	noRequests = T("Hiện không có yêu cầu tham gia nào chờ duyệt.", "No request to join is waiting.")
	waiting    = T(
		"Yêu cầu tham gia với vai trò <b>%s</b> đã được chuyển đến người có thẩm quyền. Bot sẽ báo ngay khi có trả lời.",
		"Your request to join as <b>%s</b> was passed on. You will be told as soon as it is answered.")
	nobodyDecides = T(
		"Khối chưa có thường trực trên bot. Yêu cầu của đồng chí được giữ lại và chuyển khi có người phụ trách.",
		"The bloc has no standing desk here yet. Your request is kept and passed on as soon as there is one.")
	tooManyRequests = T(
		"Đồng chí đã gửi yêu cầu nhiều lần. Đề nghị đồng chí liên hệ thường trực khối để nhận thư mời, hoặc gửi lại sau %s.",
		"You have asked several times. Please ask the standing desk for an invitation, or try again after %s.")
	withdrawButton  = T("Rút yêu cầu", "Withdraw the request")
	withdrawn       = T("Đã rút yêu cầu.", "The request is withdrawn.")
	requestRefused  = T("Yêu cầu tham gia với vai trò %s không được chấp thuận. Đồng chí có thể liên hệ thường trực khối để biết lý do.", "Your request to join as %s was refused. You may ask the standing desk for the reason.")
	requestApproved = T("Yêu cầu được chấp thuận. Vai trò của đồng chí: <b>%s</b>.", "Your request is approved. Your role: <b>%s</b>.")
	approvedLine    = T("Đồng chí %s đã đồng ý cho đồng chí %s tham gia với vai trò: %s.", "%s has approved %s as: %s.")
	refusedLine     = T("Đồng chí %s đã từ chối yêu cầu của đồng chí %s: %s.", "%s has refused the request of %s: %s.")
)
