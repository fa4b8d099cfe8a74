package handlers_test

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"thidua/bot/sandbox/transcript"
	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// oddTexts are what somebody types who wants to break something.
var oddTexts = []string{
	"\x00", "a\x00b", "phase-opens/dot1\x00", "-1", "0", "1", "99999999999999999999", "18446744073709551615", "9223372036854775807",
	"-9223372036854775808", strings.Repeat("ư", 4096), strings.Repeat("<b>& ", 819), "vks", "tand", "khongco", "soket", "tongket", "kehoach", ".owe", ".all", ".units",
	".kinds", ".file", "dongy", "tuchoi", "rut", "giandoan", "thuhoi", "bo", "lienlac", "contact", "secretary", "leader", "ds", "dot1",
	"phase-opens/dot1", "2021-06-20", "9999-99-99", "12/2021", "1/0000", "0000000/9999", "aaaaaaaa", "30/2", "8,555", "-8,5", "100%", "%s%d%!",
	"\u202egpj.exe", "A2", "1", "2", "mo", "thulai", "bohan", "cachly", "vi", "en", "-", "~1001", "K7MP2QXD", "=1+1", "huy",
}

// TestOddInputs (issue02): whatever people of any role type, press or send,
// nothing fails, and no answer is longer than Telegram takes.
func TestOddInputs(t *testing.T) {
	talk, err := transcript.Parse([]byte("start 2021-06-08T08:00\nbot ThiDuaBot\n"))
	if err != nil {
		t.Fatal(err)
	}
	p := newPlayer(t, talk)
	defer p.close()
	cast := somebodies(p.plan.Year)
	err = p.db.Update(p.now, func(tx *storage.Tx) error {
		for _, s := range cast[1:] {
			storage.PutPerson(tx, storage.Person{ID: s.id, Name: s.name, Consent: "1", Roles: []campaign.Role{s.role}})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	source := rand.New(rand.NewPCG(2, 2021))
	odd := func() string { return oddTexts[source.IntN(len(oddTexts))] }
	var commands []string
	for c := range mayStart {
		commands = append(commands, c)
	}
	for n := range oddRounds {
		who := cast[source.IntN(len(cast))]
		p.now = p.now.Add(time.Minute)
		e := handlers.Event{
			Key: fmt.Sprint("odd", n), At: p.now, From: handlers.Sender{ID: who.id, Name: odd()}, Chat: handlers.Chat{ID: who.id},
		}
		said := odd()
		switch source.IntN(10) {
		case 0, 1, 2:
			said = "/" + oneOf(source, commands)
			for range source.IntN(4) {
				said += " " + odd()
			}
			e.Body = handlers.Said{Text: said}
		case 3:
			e.Body = handlers.Said{Text: said}
		case 4:
			said = "/" + odd()
			e.Body = handlers.Said{Text: said}
		case 5:
			e.Body = handlers.Uploaded{FileID: "f", Name: said, Caption: odd(), Size: 10, Photo: source.IntN(2) == 0, Album: []string{"", "x"}[source.IntN(2)]}
		case 6:
			e.Body = handlers.Shared{User: who.id, Phone: said}
		case 7:
			e.Body = handlers.Pressed{Query: "q", Data: said}
		default:
			e.Body = handlers.Pressed{Query: "q", Data: p.anyButton(source, who.id)}
		}
		out, err := handlers.Apply(p.db, p.now, handlers.Batch{Events: []handlers.Event{e}})
		if err != nil {
			t.Fatal(err)
		}
		if out.Quarantined > 0 {
			p.view(func(tx *storage.Tx) {
				_, q, _ := storage.Quarantine.Last(tx, nil)
				t.Errorf("%s: %.200q: %s\n%s", who.name, fmt.Sprintf("%#v", e.Body), q.Why, q.Stack)
			})
		}
		for _, j := range out.Outbox {
			m, ok, err := handlers.Compose(p.db, j, p.now)
			if err != nil {
				t.Fatal(err)
			}
			if n := len([]rune(plainText(m.Text))); ok && n > 4096 {
				t.Errorf("%s: %.100q is answered with %d characters", who.name, fmt.Sprintf("%#v", e.Body), n)
			}
			if m.Kind == handlers.OutAnswer && len([]rune(m.Text)) > 200 {
				t.Errorf("%s: a toast of %d characters", who.name, len([]rune(m.Text)))
			}
			for _, row := range m.Keyboard {
				for _, k := range row {
					if len(k.Data) > 64 || k.Label == "" {
						t.Errorf("%s: button %q has data %q", who.name, k.Label, k.Data)
					}
				}
			}
		}
		if t.Failed() && testing.Short() {
			return
		}
	}
}

// oddRounds is enough to visit every command from every role.
const oddRounds = 1500

func oneOf(source *rand.Rand, list []string) string { return list[source.IntN(len(list))] }

// anyButton is the data of a button on the live screen of a person, or one that
// never was.
func (p *player) anyButton(source *rand.Rand, id int64) (data string) {
	data = "s1.1.7"
	p.view(func(tx *storage.Tx) {
		st, ok := storage.States.Get(tx, storage.K(id))
		if n := len(st.Screen.Buttons); ok && n > 0 {
			data = fmt.Sprintf("s%s.%s.%d", strconv.FormatUint(st.Screen.ID, 36), strconv.FormatInt(int64(st.Screen.Rev), 36), source.IntN(n))
		}
	})
	return data
}
