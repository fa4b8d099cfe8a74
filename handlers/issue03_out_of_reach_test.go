package handlers_test

import (
	"strings"
	"testing"

	"thidua/bot/sandbox/transcript"
	"thidua/storage"
)

func reachTalk(t *testing.T, header string) *player {
	t.Helper()
	talk, err := transcript.Parse([]byte("person hoa 1001 - Hoa\nperson thu 2001 - Thu\nperson minh 2002 - Minh\n" + header + "start 2021-06-10T09:00\n"))
	if err != nil {
		t.Fatal(err)
	}
	p := newPlayer(t, talk)
	t.Cleanup(func() { p.close() })
	return p
}

// TestIssue03EndOfUnitOutOfReach: who blocked the bot loses the role of a unit
// that ends like everybody else.
func TestIssue03EndOfUnitOutOfReach(t *testing.T) {
	p := reachTalk(t, "set hoa contact:vks\nset thu secretary:ca\nset ends vks 2021-06-12\n")
	p.does(transcript.Input{Who: "hoa", Kind: transcript.Block})
	p.move(transcript.Move{For: 4 * 24 * 3600e9})
	p.view(func(tx *storage.Tx) {
		if hoa, ok := storage.GetPerson(tx, 1001); !ok || len(hoa.Roles) > 0 {
			t.Errorf("hoa still has %v", hoa.Roles)
		}
	})
}

// TestIssue03LeaderOutOfReach: a leader is named by the role, and when the only
// secretary is gone the leaders hear of it.
func TestIssue03LeaderOutOfReach(t *testing.T) {
	p := reachTalk(t, "set thu secretary:ca\nset minh leader:tand\n")
	p.does(transcript.Input{Who: "minh", Kind: transcript.Block})
	if text := p.lastTo("thu").Text(); !strings.Contains(text, "Lãnh đạo khối") {
		t.Errorf("the desk hears %q", text)
	}
	p = reachTalk(t, "set thu secretary:ca\nset minh leader:tand\n")
	p.does(transcript.Input{Who: "thu", Kind: transcript.Block})
	if text := p.lastTo("minh").Text(); !strings.Contains(text, "Thường trực khối") {
		t.Errorf("the leader hears %q", text)
	}
}
