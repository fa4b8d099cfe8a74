package handlers

import (
	"slices"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// publishTalk is /congbo: results are made known in two taps by two people. A
// leader sees what still stands in the way, freezes the figures and asks to
// publish them; another leader or the secretary confirms; everybody is told at
// that instant. The same way a published result is reopened for a correction.
func publishTalk() Conversation {
	return Conversation{
		Name: "publish", Commands: []string{"congbo", "publish"},
		Help:  T("Công bố kết quả, xem xét lại kết quả", "Publish results, reopen them"),
		Who:   []campaign.RoleKind{campaign.Secretary, campaign.Leader},
		Start: startPublish,
		Steps: map[string]Step{
			"board":  {Show: publishing((*publisher).showBoard), Press: publishPress((*publisher).pressBoard), Awaits: awaitsPublish},
			"start":  {Show: publishing((*publisher).showStart), Press: publishPress((*publisher).pressStart), Awaits: awaitsPublish},
			"second": {Show: publishing((*publisher).showSecond), Press: publishPress((*publisher).pressSecond), Awaits: awaitsPublish},
			"why":    {Show: publishing((*publisher).showReopenWhy), Press: publishPress((*publisher).pressBack), Said: publishPress((*publisher).saidReopenWhy), Awaits: awaitsReopenWhy},
			"reopen": {Show: publishing((*publisher).showReopen), Press: publishPress((*publisher).pressReopen), Awaits: awaitsPublish},
		},
	}
}

// startPublish opens the board; "/congbo xacnhan" what waits for a second
// person.
func startPublish(t *Turn, args []string) {
	if t.Plan == nil || !t.allowed(campaign.ActConfirm, "") {
		t.notFor("congbo")
		return
	}
	step := "board"
	if len(args) > 0 && slices.Contains([]string{"xacnhan", "confirm"}, fold(strings.Join(args, ""))) {
		step = "second"
	}
	t.Begin("publish", step, nil)
}

// publisher is a turn with where the results stand.
type publisher struct {
	*Turn
	now     storage.Publishing
	row     storage.PublicationRow // the newest version; zero before the first
	out     bool                   // it was published
	live    campaign.Publication   // what the figures say now
	lines   []campaign.Scored      // they, as lines
	checked []campaign.Checked
}

// publishing makes a Show of a function on the results, publishPress the same
// for what is pressed and said. Everything is read anew each time.
func publishing(fn func(*publisher)) func(*Turn) {
	return func(t *Turn) {
		if !t.allowed(campaign.ActConfirm, "") {
			t.lost()
			return
		}
		fn(t.publisher())
	}
}

func publishPress(fn func(*publisher, string)) func(*Turn, string) {
	return func(t *Turn, input string) {
		publishing(func(p *publisher) { fn(p, input) })(t)
	}
}

func (t *Turn) publisher() *publisher {
	p := &publisher{Turn: t, now: storage.PublishingOf(t.Tx, t.Plan.Campaign)}
	p.row, p.out = storage.NewestPublication(t.Tx, t.Plan.Campaign)
	if p.stands() {
		return p // nothing is going to be published
	}
	facts := t.publishFacts()
	p.live = campaign.Recorded(t.Plan, facts.Lines)
	if vote, ok := storage.VoteOf(t.Tx, t.Plan.Campaign); ok {
		p.live.Minutes = vote.Minutes
	}
	p.lines, p.live.Awards = facts.Lines, p.awarded(facts.Lines)
	p.checked = campaign.PublishChecks(t.Plan, facts)
	return p
}

// stands reports whether a published result is in force and not reopened.
func (p *publisher) stands() bool { return p.out && p.now.Reopened == nil }

// fresh reports whether the frozen figures are what the figures are now.
func (p *publisher) fresh() bool {
	return p.now.Frozen != nil && p.now.Frozen.Substance == p.live.Substance()
}

// asked is what waits for a second person, nil for nothing. What somebody
// erased had asked is void.
func (p *publisher) asked() *storage.PublishAsk {
	if p.now.Asked == nil || p.now.Asked.By == 0 {
		return nil
	}
	return p.now.Asked
}

// mine reports whether the actor asked.
func (p *publisher) mine() bool { return p.asked() != nil && p.asked().By == p.Actor.ID }

func (p *publisher) pressBoard(action string) {
	leader := p.allowed(campaign.ActPublish, "")
	switch {
	case action == "freeze" && leader && !p.stands():
		p.freeze()
	case action == "start" && leader && p.mayAsk():
		p.Go("start")
	case action == "second" && p.asked() != nil:
		p.Go("second")
	case action == "back off" && p.mine():
		p.backOff()
	case action == "reopen" && leader && p.stands() && p.asked() == nil:
		p.Go("why")
	case action == "leave":
		p.End()
		p.Close(p.S(publishLeft))
	default:
		p.again(publishChanged)
	}
}

// again shows the board below a sentence.
func (p *publisher) again(s Text, args ...any) {
	p.Say(p.S(s, args...))
	p.State.Screen.Below = true
	p.Go("board")
}

func (p *publisher) pressBack(string) { p.Go("board") }

// mayAsk reports whether publishing may be asked for now.
func (p *publisher) mayAsk() bool {
	return !p.stands() && p.asked() == nil && p.fresh() && campaign.Publishable(p.checked)
}

// freeze keeps the figures as they are; what was asked about others is void.
func (p *publisher) freeze() {
	storage.Freeze(p.Tx, p.Plan.Campaign, p.live, p.Actor.ID, p.Event.At)
	p.Note("freeze", "", substanceCode(p.live.Substance()), "")
	for _, other := range p.others() {
		lang := p.LangOf(other)
		p.tellLoud(other, frozenNews.In(lang, p.Actor.Name, stamp(p.Event.At, lang)), Row(storage.Button{Label: publishOpen.plain(lang), Action: "/congbo"}))
	}
	p.Go("board")
}

// others are those who may confirm, without the actor.
func (p *publisher) others() []storage.Person {
	var out []storage.Person
	for _, other := range p.leadership() {
		if other.ID != p.Actor.ID && campaign.May(other.Roles, campaign.ActConfirm, "", p.Plan.Year) {
			out = append(out, other)
		}
	}
	return out
}

// backOff takes back what the actor asked.
func (p *publisher) backOff() {
	p.Note("publish-withdrawn", "", p.asked().Kind, "")
	for _, other := range p.others() {
		lang := p.LangOf(other)
		p.tellLoud(other, backedOffNews.In(lang, p.Actor.Name, askWords[p.asked().Kind]))
	}
	storage.AskSecond(p.Tx, p.Plan.Campaign, nil)
	p.Go("board")
}

// substanceCode is a short name of figures that are not published yet.
func substanceCode(substance string) string {
	return substance[:min(receiptCodeLetters, len(substance))]
}

// askWords name what is asked.
var askWords = map[string]Text{
	storage.AskPublish: T("công bố kết quả", "to publish the results"),
	storage.AskReopen:  T("xem xét lại kết quả", "to reopen the results"),
}

var (
	awaitsPublish  = T("Đề nghị đồng chí bấm một nút ở trên, ví dụ “Thôi”.", "Please press a button above, for example “Leave”.")
	publishLeft    = T("Đã thôi; không có gì thay đổi. Khi cần, đồng chí bấm /congbo.", "Left; nothing was changed. Come back with /publish.")
	publishChanged = T("Tình hình vừa thay đổi; đề nghị đồng chí xem lại bên dưới.", "Things have just changed; please look again below.")
	publishOpen    = T("Xem", "Open")
	frozenNews     = T("Đồng chí %s đã chốt kết quả lúc %s.", "%s froze the results on %s.")
	backedOffNews  = T("Đồng chí %s đã rút đề nghị %s.", "%s took back the request %s.")
)
