package handlers_test

import (
	"slices"
	"strings"
	"testing"

	"thidua/bot/sandbox/transcript"
	"thidua/handlers"
	"thidua/storage"
)

// albumTalk is a contact in the middle of a hand-in.
func albumTalk(t *testing.T) *player {
	t.Helper()
	talk, err := transcript.Parse([]byte("person hoa 1001 - Hoa\nset hoa contact:vks\nstart 2021-06-10T09:00\n"))
	if err != nil {
		t.Fatal(err)
	}
	p := newPlayer(t, talk)
	t.Cleanup(func() { p.close() })
	p.does(transcript.Input{Who: "hoa", Kind: transcript.Say, Text: "/nop soket"})
	return p
}

// part sends one picture of an album that Telegram numbered.
func (p *player) part(album, name string, message int, caption string) {
	e := p.event(transcript.Input{Who: "hoa", Kind: transcript.Upload, File: name})
	e.Message = message
	body := e.Body.(handlers.Uploaded)
	body.Album, body.Caption = album, caption
	e.Body = body
	p.apply(step{at: p.now, events: []handlers.Event{e}})
	p.drain()
}

func (p *player) drafted() []string {
	var names []string
	p.view(func(tx *storage.Tx) {
		d, _ := storage.Drafts.Get(tx, storage.K(p.plan.Campaign, "vks", "soket"))
		for _, a := range d.Attachments {
			names = append(names, a.Name)
		}
	})
	return names
}

// TestIssue03AlbumInAnyOrder: the parts of an album come mixed up and between
// another file; they stand in the order they were sent.
func TestIssue03AlbumInAnyOrder(t *testing.T) {
	p := albumTalk(t)
	p.part("y", "trang-3.jpg", 103, "")
	p.part("", "bia.pdf", 200, "")
	p.part("y", "trang-1.jpg", 101, "")
	p.part("y", "trang-2.jpg", 102, "")
	if got, want := p.drafted(), []string{"trang-1.jpg", "trang-2.jpg", "trang-3.jpg", "bia.pdf"}; !slices.Equal(got, want) {
		t.Errorf("the draft holds %v, want %v", got, want)
	}
}

// TestIssue03SecretAlbumMixed: the marked picture takes its album along though
// another album's came between, and a part that comes after the talk was left is
// not taken either.
func TestIssue03SecretAlbumMixed(t *testing.T) {
	p := albumTalk(t)
	p.part("y", "y1.jpg", 101, "")
	p.part("z", "z1.jpg", 111, "")
	p.part("y", "y2.jpg", 102, "Tuyệt mật")
	if !strings.Contains(p.lastTo("hoa").Text()+strings.Join(texts(p, "hoa"), "\n"), "cũng không được lưu") {
		t.Error("hoa is not told")
	}
	if got := p.drafted(); !slices.Equal(got, []string{"z1.jpg"}) {
		t.Errorf("the draft holds %v, want z1.jpg alone", got)
	}
	p.does(transcript.Input{Who: "hoa", Kind: transcript.Say, Text: "/menu"})
	p.does(transcript.Input{Who: "hoa", Kind: transcript.Say, Text: "/nop soket"})
	p.part("y", "y3.jpg", 103, "")
	if got := p.drafted(); !slices.Equal(got, []string{"z1.jpg"}) {
		t.Errorf("after the talk was left the draft holds %v", got)
	}
}

func texts(p *player, who string) (out []string) {
	for _, item := range p.out {
		if o, ok := item.(transcript.Output); ok && o.To == who {
			out = append(out, o.Text())
		}
	}
	return out
}
