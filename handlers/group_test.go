package handlers_test

import (
	"strings"
	"testing"
	"time"

	"thidua/bot/sandbox/transcript"
	"thidua/handlers"
	"thidua/storage"
)

// inGroup is a talk in which the desk has bound the group -1001, in a topic
// where one is named.
func inGroup(t *testing.T, topic int) *player {
	t.Helper()
	talk, err := transcript.Parse([]byte("person thu 2001 - Trần Thị Thu\nset thu secretary:ca\nset lang en\nstart 2021-06-10T09:00\nbot ThiDuaBot\n\nthu> /group\nthu* Make a code\n"))
	if err != nil {
		t.Fatal(err)
	}
	p := newPlayer(t, talk)
	p.play()
	p.happens("m1", handlers.Sender{ID: 2001}, handlers.Chat{ID: -1001, Group: true, Title: "Khối", Topic: topic}, handlers.Said{Text: "/connect@ThiDuaBot " + p.codes["{code1}"]})
	return p
}

// happens applies one event and lets the bot answer.
func (p *player) happens(key string, from handlers.Sender, in handlers.Chat, body handlers.Body) {
	p.t.Helper()
	p.now = p.now.Add(time.Second)
	p.apply(step{at: p.now, events: []handlers.Event{{Key: key, At: p.now, From: from, Chat: in, Body: body}}})
	p.drain()
}

func (p *player) boundGroup() storage.Group {
	p.t.Helper()
	var g storage.Group
	var ok bool
	p.view(func(tx *storage.Tx) { g, ok = storage.BoundGroup(tx) })
	if !ok {
		p.t.Fatal("no group is bound")
	}
	return g
}

// rowsTo are the rows a chat was sent, as the turns wrote them.
func (p *player) rowsTo(chat int64) string { return strings.Join(p.effects[chat], "\n") }

// TestGroupTopic: what the group hears goes into the topic it was bound in.
func TestGroupTopic(t *testing.T) {
	p := inGroup(t, 77)
	defer p.close()
	rows := p.effects[-1001]
	if len(rows) != 3 {
		t.Fatalf("rows: %s", p.rowsTo(-1001))
	}
	for _, row := range rows {
		if !strings.Contains(row, `"kind":"pin"`) && !strings.Contains(row, `"topic":77`) {
			t.Errorf("outside its topic: %s", row)
		}
	}
	if !strings.Contains(p.rowsTo(-1001), `"kind":"pin"`) {
		t.Error("the board is not pinned")
	}
}

// TestGroupKickedAndBack: put out, the group is told nothing and the desk
// learns it once; back again, it has a new board.
func TestGroupKickedAndBack(t *testing.T) {
	p := inGroup(t, 0)
	defer p.close()
	before, group := p.boundGroup(), handlers.Chat{ID: -1001, Group: true, Title: "Khối"}
	p.happens("u1", handlers.Sender{ID: 9}, group, handlers.MemberChanged{Status: "kicked"})
	p.happens("", handlers.Sender{}, handlers.Chat{}, handlers.Undelivered{Job: 1, Chat: -1001, Why: "chat-gone", Kind: handlers.OutEdit})
	if g := p.boundGroup(); g.Lost.IsZero() {
		t.Error("nobody noticed that the bot was put out")
	}
	if n := strings.Count(p.rowsTo(2001), "no longer in the group"); n != 1 {
		t.Errorf("the desk was told %d times", n)
	}
	sent := len(p.effects[-1001])
	p.move(transcript.Move{To: time.Date(2021, 8, 20, 9, 0, 0, 0, time.UTC)})
	if n := len(p.effects[-1001]); n != sent {
		t.Errorf("%d rows for a group the bot is not in", n-sent)
	}
	p.happens("u2", handlers.Sender{ID: 9}, group, handlers.MemberChanged{Status: "member"})
	if g := p.boundGroup(); !g.Lost.IsZero() || g.Board == before.Board {
		t.Errorf("back again: %+v", g)
	}
	if !strings.Contains(p.rowsTo(2001), "is back in the group") {
		t.Error("the desk was not told that the bot is back")
	}
}

// TestGroupUpgraded: a group that becomes a supergroup keeps its board under
// its new id, whichever of the tidings comes first and however often.
func TestGroupUpgraded(t *testing.T) {
	p := inGroup(t, 0)
	defer p.close()
	for _, key := range []string{"g-1001.-100777", "again"} {
		p.happens(key, handlers.Sender{}, handlers.Chat{ID: -1001, Group: true}, handlers.Migrated{To: -100777})
	}
	if g := p.boundGroup(); g.Chat != -100777 || len(p.effects[-100777]) != 2 {
		t.Errorf("%+v, rows:\n%s", g, p.rowsTo(-100777))
	}
}

// TestGroupMayNotPin: the desk is told once what the group's administrator can
// do; a promotion is tried at once.
func TestGroupMayNotPin(t *testing.T) {
	p := inGroup(t, 0)
	defer p.close()
	for range 2 {
		p.happens("", handlers.Sender{}, handlers.Chat{}, handlers.Undelivered{Job: 1, Chat: -1001, Why: "refused", Kind: handlers.OutPin})
	}
	if n := strings.Count(p.rowsTo(2001), "may not pin"); n != 1 {
		t.Errorf("the desk was told %d times", n)
	}
	before := p.boundGroup().Board
	p.happens("u1", handlers.Sender{ID: 9}, handlers.Chat{ID: -1001, Group: true}, handlers.MemberChanged{Status: "administrator"})
	if g := p.boundGroup(); g.Unpinned || g.Board == before {
		t.Errorf("after the promotion: %+v", g)
	}
}

// TestGroupAdded: whoever may bind the group and adds the bot learns that the
// bot hears nothing there but commands that name it; others learn nothing.
func TestGroupAdded(t *testing.T) {
	talk, err := transcript.Parse([]byte("person thu 2001 - Thu\nperson hoa 1001 - Hoa\nset thu secretary:ca\nset hoa contact:vks\nset lang en\nstart 2021-06-10T09:00\nbot ThiDuaBot\n\nthu> /menu\n"))
	if err != nil {
		t.Fatal(err)
	}
	p := newPlayer(t, talk)
	defer p.close()
	p.play()
	p.happens("u1", handlers.Sender{ID: 1001}, handlers.Chat{ID: -5, Group: true, Title: "Nhà"}, handlers.MemberChanged{Status: "member"})
	p.happens("u2", handlers.Sender{ID: 2001}, handlers.Chat{ID: -6, Group: true, Title: "Khối"}, handlers.MemberChanged{Status: "member"})
	if len(p.effects[1001]) != 0 || !strings.Contains(p.rowsTo(2001), "/connect@ThiDuaBot") {
		t.Errorf("contact: %s\ndesk: %s", p.rowsTo(1001), p.rowsTo(2001))
	}
}
