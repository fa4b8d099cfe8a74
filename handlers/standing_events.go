package handlers

import (
	"slices"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// connected keeps who the bot is, for links; another bot's token on this data
// is refused by the edge before it comes here.
func (t *Turn) connected(c Connected) {
	storage.SetBotIdentity(t.Tx, storage.Identity{BotID: c.ID, Username: c.Username})
	t.defaultMenu(c.ID)
	t.tellAdopted()
	t.tellConflicts()
	t.tellRestored()
}

// resumed keeps the span in which nothing could arrive: a press just after it
// may still be on time, and leaders are told of long ones.
func (t *Turn) resumed(r Resumed) {
	storage.Outages.Put(t.Tx, storage.K(r.From), storage.Outage{From: r.From, To: r.To})
	t.askAfterOutage(storage.Outage{From: r.From, To: r.To})
	t.tellLost(storage.Outage{From: r.From, To: r.To})
}

// undelivered marks a person nobody can reach any more and tells the desk the
// same day.
func (t *Turn) undelivered(u Undelivered) {
	if t.groupUndelivered(u) {
		return
	}
	p, ok := storage.GetPerson(t.Tx, u.Chat)
	if !ok || p.Unreached != "" || !slices.Contains([]string{"blocked", "deactivated", "not-started", "chat-gone"}, u.Why) {
		return
	}
	p.Unreached, p.UnreachAt = u.Why, t.Event.At
	storage.PutPerson(t.Tx, p)
	t.Note("unreachable", unitOf(p), "", u.Why)
	t.headsLost(p.Roles)
	told := t.desk()
	if len(told) == 0 || len(told) == 1 && told[0].ID == p.ID { // the desk itself: somebody must hear
		told = append(t.admins(), storage.Desk(t.Tx, campaign.Leader, t.year())...)
	}
	for _, r := range t.current(p) {
		if r.Kind == campaign.Contact { // the unit's other contacts stand in
			told = append(told, storage.PeopleWith(t.Tx, campaign.Contact, r.Unit, r.Year)...)
		}
	}
	for _, s := range once(told) {
		if s.ID != p.ID {
			t.Tell(s, ClassReply, lostContact.In(t.LangOf(s), p.Name, t.belongs(p, t.LangOf(s))))
		}
	}
}

// belongs says in a word where somebody belongs: the unit, or else the roles.
func (t *Turn) belongs(p storage.Person, lang string) string {
	if unit := unitOf(p); unit != "" {
		return t.unitName(unit)
	}
	return t.rolesWords(p, lang)
}

// memberChanged follows a person blocking or unblocking the bot.
func (t *Turn) memberChanged(m MemberChanged) {
	if t.Event.Chat.Group {
		t.groupMember(m.Status)
		return
	}
	p, ok := storage.GetPerson(t.Tx, t.Event.From.ID)
	if !ok {
		return
	}
	if m.Status == "kicked" {
		t.undelivered(Undelivered{Chat: p.ID, Why: "blocked"})
		return
	}
	if p.ID == t.Actor.ID {
		t.reached()
	}
}

// reached forgets that messages to the actor failed: whoever writes to us can
// be written to.
func (t *Turn) reached() {
	if t.Actor.Unreached == "" {
		return
	}
	t.Actor.Unreached, t.Actor.UnreachAt = "", time.Time{}
	storage.PutPerson(t.Tx, t.Actor)
	t.Note("reachable", unitOf(t.Actor), "", "")
	t.catchUp(t.Actor)
}

// desk is who runs the campaign day to day.
func (t *Turn) desk() []storage.Person { return storage.Desk(t.Tx, campaign.Secretary, t.year()) }

// admins are who looks after the program; without one, the desk.
func (t *Turn) admins() []storage.Person {
	if a := storage.Desk(t.Tx, campaign.Admin, t.year()); len(a) > 0 {
		return a
	}
	return t.desk()
}

func (t *Turn) year() int {
	if t.Plan == nil {
		return 0
	}
	return t.Plan.Year
}

func (t *Turn) unitName(id string) string { return unitName(t.Plan, id) }

func unitName(p *campaign.Plan, id string) string {
	if p != nil {
		if u, ok := p.Unit(id); ok {
			return u.Name
		}
	}
	return id
}

// unitOf is the unit a person acts for, "" for none.
func unitOf(p storage.Person) string {
	for _, r := range p.Roles {
		if r.Unit != "" && (r.Kind == campaign.Contact || r.Kind == campaign.UnitHead) {
			return r.Unit
		}
	}
	return ""
}

var lostContact = T(
	"Không còn liên lạc được với đồng chí %s (%s) qua Telegram. Đề nghị đồng chí liên hệ trực tiếp.",
	"Messages no longer reach %s (%s) on Telegram. Please contact them directly.")
