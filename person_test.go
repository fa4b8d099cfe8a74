//go:build linux

package main

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"thidua/bot/sandbox"
)

// patience is how long a person waits for the bot before the test fails. It is
// long, because a killed bot comes back and answers then.
const patience = 30 * time.Second

// person is somebody with a phone, one step after another.
type person struct {
	w    *world
	tb   testing.TB
	id   int64
	unit string
	// patience is how long this person waits.
	patience time.Duration
	// before is what stood in the chat when the person acted last.
	before map[int]string
}

func (w *world) person(id int64) *person { return &person{w: w, tb: w.tb, id: id, patience: patience} }

// look keeps what stands in the chat now, so that what comes can be told apart.
func (p *person) look() {
	p.before = map[int]string{}
	for _, m := range p.w.Messages(p.id) {
		p.before[m.ID] = face(m)
	}
}

// face is everything one sees of a message.
func face(m sandbox.Message) string {
	var b strings.Builder
	b.WriteString(m.Plain)
	for _, row := range m.Buttons {
		for _, k := range row {
			b.WriteString("\n[" + k.Label + "]")
		}
	}
	if m.Document != "" {
		b.WriteString("\nfile " + m.Document)
	}
	return b.String()
}

func (p *person) says(text string) *person {
	p.look()
	p.w.Say(p.id, text)
	return p
}

func (p *person) sends(name string, content []byte) *person {
	p.look()
	p.w.Upload(p.id, name, content, "")
	return p
}

// presses presses the newest button with this label, once it is there.
func (p *person) presses(label string) *person {
	p.tb.Helper()
	p.look()
	var err error
	if p.wait(func() bool { err = p.w.Press(p.id, label); return err == nil }) != nil {
		p.tb.Fatalf("%d: %v\n%s", p.id, err, p.chat())
	}
	return p
}

// hears waits for a message, new or edited since the person acted, that
// matches, and gives it.
func (p *person) hears(match string) sandbox.Message {
	p.tb.Helper()
	re := regexp.MustCompile(match)
	var found sandbox.Message
	err := p.wait(func() (ok bool) {
		found, ok = p.came(p.before, re)
		return ok
	})
	if err != nil {
		p.tb.Fatalf("%d waits in vain for %q\n%s\n%s", p.id, match, p.chat(), tail(p.w.run.out.String()))
	}
	return found
}

// came finds the newest message of the bot that was not there before, or
// looked otherwise, and matches.
func (p *person) came(before map[int]string, re *regexp.Regexp) (sandbox.Message, bool) {
	list := p.w.Messages(p.id)
	for i := len(list) - 1; i >= 0; i-- {
		m := list[i]
		if was, ok := before[m.ID]; m.FromBot && (!ok || was != face(m)) && re.MatchString(face(m)) {
			return m, true
		}
	}
	return sandbox.Message{}, false
}

func (p *person) wait(ok func() bool) error {
	ctx, cancel := context.WithTimeout(p.tb.Context(), p.patience)
	defer cancel()
	return p.w.Wait(ctx, ok)
}

// chat is the end of the talk, for whoever reads a failure.
func (p *person) chat() string {
	var b strings.Builder
	list := p.w.Messages(p.id)
	for _, m := range list[max(0, len(list)-8):] {
		who := "person"
		if m.FromBot {
			who = "bot"
		}
		b.WriteString(who + ": " + face(m) + "\n")
	}
	return b.String()
}

// joins goes through the door: a code, the notice, the name, the position.
func (p *person) joins(code string) {
	p.tb.Helper()
	p.says(code).hears("Đồng chí có đồng ý không")
	p.presses("Đồng ý").hears("Họ và tên")
	p.presses("Dùng tên:").hears("Chức vụ của đồng chí")
	p.says("Chuyên viên").hears("Đã đăng ký")
	p.settles()
}

var startLink = regexp.MustCompile(`\?start=(\S+)`)

// invites asks for an invitation and gives the code in its link.
func (p *person) invites(role, unit string) string {
	p.tb.Helper()
	p.says("/moi " + role)
	if unit != "" {
		p.hears("(?i)của đơn vị nào")
		p.says(unit)
	}
	m := p.hears("THƯ MỜI")
	p.settles()
	return startLink.FindStringSubmatch(m.Text)[1]
}

// settles waits until all that people sent is confirmed and nothing more comes
// to this chat.
func (p *person) settles() {
	p.tb.Helper()
	if err := p.wait(func() bool { return p.w.Pending() == 0 }); err != nil {
		p.tb.Fatal("updates stay unconfirmed: ", err)
	}
	p.rests(60 * time.Millisecond)
}

// rests waits until the chat has been quiet for a while.
func (p *person) rests(quiet time.Duration) {
	p.tb.Helper()
	since, last := time.Now(), ""
	err := p.wait(func() bool {
		if now := p.chat(); now != last {
			last, since = now, time.Now()
		}
		return time.Since(since) > quiet
	})
	if err != nil {
		p.tb.Fatal("the chat does not come to rest: ", err)
	}
}
