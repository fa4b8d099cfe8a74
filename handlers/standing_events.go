package handlers

import (
	"slices"
	"strings"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// connected keeps who the bot is, for links; another bot's token on this data
// is refused by the edge before it comes here.
func (t *Turn) connected(c Connected) {
	storage.SetBotIdentity(t.Tx, storage.Identity{BotID: c.ID, Username: c.Username})
	t.defaultMenu(c.ID)
	t.tellConflicts()
}

// resumed keeps the span in which nothing could arrive: a press just after it
// may still be on time, and leaders are told of long ones.
func (t *Turn) resumed(r Resumed) {
	storage.Outages.Put(t.Tx, storage.K(r.From), storage.Outage{From: r.From, To: r.To})
	t.askAfterOutage(storage.Outage{From: r.From, To: r.To})
}

// undelivered marks a person nobody can reach any more and tells the desk the
// same day.
func (t *Turn) undelivered(u Undelivered) {
	p, ok := storage.GetPerson(t.Tx, u.Chat)
	if !ok || p.Unreached != "" || !slices.Contains([]string{"blocked", "deactivated", "not-started", "chat-gone"}, u.Why) {
		return
	}
	p.Unreached, p.UnreachAt = u.Why, t.Event.At
	storage.PutPerson(t.Tx, p)
	t.Note("unreachable", unitOf(p), "", u.Why)
	told := t.desk()
	for _, r := range t.current(p) {
		if r.Kind == campaign.Contact { // the unit's other contacts stand in
			told = append(told, storage.PeopleWith(t.Tx, campaign.Contact, r.Unit, r.Year)...)
		}
	}
	for _, s := range once(told) {
		if s.ID != p.ID {
			t.Tell(s, ClassReply, lostContact.In(t.LangOf(s), p.Name, t.unitName(unitOf(p))))
		}
	}
}

// memberChanged follows a person blocking or unblocking the bot.
func (t *Turn) memberChanged(m MemberChanged) {
	p, ok := storage.GetPerson(t.Tx, t.Event.From.ID)
	if !ok || t.Event.Chat.Group {
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

// migrated has nothing to rewrite while no group is bound.
func (t *Turn) migrated(Migrated) {}

// groupPause is how long a group waits for the same answer again: anybody may
// put the bot into a group and type there.
const groupPause = time.Minute

// inGroup answers commands in a group with the way to the private chat:
// private matters never go to a group. Commands for another bot are not ours.
func (t *Turn) inGroup() {
	s, ok := t.Event.Body.(Said)
	if !ok || !strings.HasPrefix(s.Text, "/") || t.Plan == nil {
		return
	}
	id, _ := storage.BotIdentity(t.Tx)
	word, _, _ := strings.Cut(s.Text, " ")
	if _, to, named := strings.Cut(word, "@"); named && !strings.EqualFold(strings.TrimSpace(to), id.Username) {
		return
	}
	key := storage.K(t.Plan.Campaign, "group", t.Event.Chat.ID)
	if last, told := storage.Tolds.Get(t.Tx, key); told && t.Event.At.Sub(last.At) < groupPause {
		return
	}
	storage.Tolds.Put(t.Tx, key, storage.Told{At: t.Event.At})
	t.Say(t.S(privateOnly, HTML("https://t.me/"+id.Username+"?start=menu")))
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

var (
	lostContact = T(
		"Không còn liên lạc được với đồng chí %s (%s) qua Telegram. Đề nghị đồng chí liên hệ trực tiếp.",
		"Messages no longer reach %s (%s) on Telegram. Please contact them directly.")
	privateOnly = T(
		"Việc này chỉ làm trong cuộc trò chuyện riêng với bot: %s",
		"This is done only in a private chat with the bot: %s")
)
