package handlers

import (
	"strings"
	"time"
	"unicode"

	"thidua/campaign"
	"thidua/storage"
)

// joinTalk takes a person in: a code or a chosen unit, the notice on personal
// data, the own phone, name and position. Until the last step everything lives
// in the cursor of the talk; leaving it leaves nothing behind.
func joinTalk() Conversation {
	return Conversation{
		Name: "join", Commands: []string{"dangky", "join"},
		Help:      T("Đăng ký tham gia bằng mã mời hoặc theo đơn vị", "Join with an invitation code, or by unit"),
		Cancelled: nothingStored,
		Start:     startJoin,
		Steps: map[string]Step{
			"welcome":  {Show: showWelcome, Press: pressWelcome, Said: saidWelcome, Awaits: codeAwaited},
			"unit":     {Show: showJoinUnit, Press: pressJoinUnit, Said: saidJoinUnit, Awaits: unitAwaited},
			"notice":   {Show: showConsent, Press: pressConsent, Awaits: consentAwaited},
			"phone":    {Show: showPhone, Press: pressPhone, Said: saidPhone, Shared: sharedPhone, Awaits: phoneAwaited},
			"name":     {Show: showName, Press: pressName, Said: saidName, Awaits: nameAwaited},
			"position": {Show: showPosition, Said: saidPosition, Awaits: positionAwaited},
		},
	}
}

func startJoin(t *Turn, args []string) {
	switch {
	case t.Plan == nil:
		t.Say(t.S(noPlan))
	case len(args) > 0 && args[0] == "rut":
		t.withdraw()
	default:
		t.welcome()
	}
}

// welcome greets somebody without a role.
func (t *Turn) welcome() {
	t.Begin("join", "welcome", t.spokenHere())
}

func showWelcome(t *Turn) {
	other := t.B("lang en", inEnglish)
	if t.Lang() == "en" {
		other = t.B("lang vi", inVietnamese)
	}
	t.Show(t.S(greeting, t.Plan.Bloc, t.Plan.Year), Row(t.B("none", noCode), other))
}

func pressWelcome(t *Turn, action string) {
	if lang, ok := strings.CutPrefix(action, "lang "); ok {
		t.Keep("lang", lang)
		t.Actor.Language = lang
		t.Go("welcome")
		return
	}
	t.Go("unit")
}

func saidWelcome(t *Turn, text string) {
	if _, _, ok := codeOf(text); ok {
		t.takeCode(text)
		return
	}
	t.Say(t.S(codeAwaited))
}

func showJoinUnit(t *Turn) {
	t.Show(t.S(chooseOwnUnit), t.unitRows(t.Plan.Members(), plainName)...)
}

func pressJoinUnit(t *Turn, action string) { t.unitChosen(t.unitPressed(action)) }

func saidJoinUnit(t *Turn, text string) {
	if _, _, ok := codeOf(text); ok && len(matching(t.Plan.Members(), text)) == 0 {
		t.takeCode(text) // it was found after all
		return
	}
	t.unitChosen(t.unitSearched(t.Plan.Members(), text))
}

func (t *Turn) unitChosen(unit string, ok bool) {
	if !ok {
		return
	}
	t.Keep("unit", unit)
	if t.Known && t.Actor.Consent == t.Set.Consent {
		t.End()
		t.request(campaign.Role{Kind: campaign.Contact, Unit: unit, Year: t.year()})
		return
	}
	if t.Kept("position") != "" { // came back here because the code was gone
		t.joined()
		return
	}
	t.Go("notice")
}

// accept begins joining with an invitation; who is registered and has agreed to
// the present notice gets the role at once.
func (t *Turn) accept(hash string, inv storage.Invite) {
	if t.Known && t.Actor.Consent == t.Set.Consent {
		t.redeem(hash, inv)
		return
	}
	answers := t.spokenHere()
	answers["invite"] = hash
	t.Begin("join", "notice", answers)
}

// spokenHere carries a language chosen into the answers of a new talk.
func (t *Turn) spokenHere() map[string]string {
	if t.Actor.Language == "" {
		return map[string]string{}
	}
	return map[string]string{"lang": t.Actor.Language}
}

func showConsent(t *Turn) {
	role := HTML("")
	if inv, ok := t.invitation(t.Kept("invite")); ok {
		role = HTML(t.S(invitedAs, t.roleWords(t.seated(inv.Role), t.Lang())) + "\n\n")
	}
	t.Show(t.consentText(role),
		Row(t.B("yes", agree)), Row(t.B("no", disagree)))
}

func pressConsent(t *Turn, action string) {
	if action != "yes" {
		t.End()
		if t.Known {
			t.Close(t.S(noNewRole))
			return
		}
		t.Close(t.S(nothingStored))
		return
	}
	t.Keep("consent", t.Set.Consent)
	t.Keep("consent_at", t.Event.At.Format(time.RFC3339Nano))
	switch {
	case t.Known:
		t.joined()
	case t.Set.AskPhone == "no":
		t.Go("name")
	default:
		t.Go("phone")
	}
}

func showName(t *Turn) {
	if own := tidy(t.Event.From.Name); goodWords(own, maxName) {
		t.Show(t.S(askName), Row(t.B("own", useName, own)))
		return
	}
	t.Show(t.S(askName))
}

func pressName(t *Turn, _ string) { saidName(t, t.Event.From.Name) }

func saidName(t *Turn, text string) {
	name := tidy(text)
	if !goodWords(name, maxName) {
		t.Say(t.S(nameAwaited))
		return
	}
	t.Keep("name", name)
	t.Go("position")
}

func showPosition(t *Turn) { t.Show(t.S(askPosition, t.Kept("name"))) }

func saidPosition(t *Turn, text string) {
	position := tidy(text)
	if !goodWords(position, maxPosition) {
		t.Say(t.S(positionAwaited))
		return
	}
	t.Keep("position", position)
	t.joined()
}

// The longest name and position taken, in characters.
const (
	maxName     = 60
	maxPosition = 100
)

// tidy takes out what cannot be seen (controls, marks that turn the direction
// of writing) and joins everything into one line.
func tidy(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// goodWords reports whether a tidied name or position can stand: at least two
// letters and not longer than the limit.
func goodWords(s string, limit int) bool {
	letters := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters >= 2 && len([]rune(s)) <= limit
}
