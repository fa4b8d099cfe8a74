package handlers_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"thidua/bot/sandbox/transcript"
	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// largeTalk is a player on a bloc of a hundred units with long names, each with
// two contacts. What a message may hold is checked by the player.
func largeTalk(t *testing.T) *player {
	t.Helper()
	talk, err := transcript.Parse([]byte("person hoa 1001 - Hoa\nperson thu 2001 - Thu\nset hoa contact:u007\nset thu secretary:ca\nstart 2021-06-10T09:00\n"))
	if err != nil {
		t.Fatal(err)
	}
	p := newPlayer(t, talk)
	t.Cleanup(func() { p.close() })
	for i := range 100 {
		p.plan.Units = append(p.plan.Units, campaign.Unit{
			ID: fmt.Sprintf("u%03d", i), Name: fmt.Sprintf("Đơn vị thứ %d, %s", i, strings.Repeat("với tên gọi rất dài ", 4)), Status: campaign.Competing,
		})
	}
	if _, _, err := handlers.Adopt(p.db, p.now, p.plan, "large", handlers.Settings{Language: "vi"}); err != nil {
		t.Fatal(err)
	}
	err = p.db.Update(p.now, func(tx *storage.Tx) error {
		for i := range 200 {
			storage.PutPerson(tx, storage.Person{
				ID: int64(5000 + i), Name: strings.Repeat("Nguyễn ", 6),
				Roles: []campaign.Role{{Kind: campaign.Contact, Unit: fmt.Sprintf("u%03d", i/2), Year: p.plan.Year}},
			})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (p *player) does(in transcript.Input) {
	p.apply(step{at: p.now, events: []handlers.Event{p.event(in)}})
	p.drain()
}

// last is the newest text somebody was shown.
func (p *player) lastTo(who string) transcript.Output {
	var last transcript.Output
	for _, item := range p.out {
		if o, ok := item.(transcript.Output); ok && o.To == who {
			last = o
		}
	}
	return last
}

func TestBoardAndNudgeOfAHundredUnits(t *testing.T) {
	p := largeTalk(t)
	pages := 0
	p.does(transcript.Input{Who: "thu", Kind: transcript.Say, Text: "/trangthai"})
	for {
		pages++
		o := p.lastTo("thu")
		next := false
		for _, row := range o.Buttons {
			for _, b := range row {
				next = next || b == "Trang sau ›"
			}
		}
		if !next {
			break
		}
		p.does(transcript.Input{Who: "thu", Kind: transcript.Press, Text: "Trang sau ›"})
	}
	if pages != 14 { // 107 units, 8 a page
		t.Errorf("%d pages, want 14", pages)
	}
	p.does(transcript.Input{Who: "thu", Kind: transcript.Say, Text: "/trangthai .owe 99"})
	p.does(transcript.Input{Who: "thu", Kind: transcript.Say, Text: "/dondoc soket"})
	if text := p.lastTo("thu").Text(); !strings.Contains(text, "đơn vị nữa") || !strings.Contains(text, "201 người") {
		t.Errorf("the preview leaves units out without saying so: %.200s", text)
	}
	p.does(transcript.Input{Who: "thu", Kind: transcript.Press, Text: "Gửi đôn đốc"})
	if o := p.lastTo("5199"); !strings.Contains(o.Text(), "đôn đốc") {
		t.Errorf("the last contact heard %q", o.Text())
	}
}

// TestEveryVersionIsWithinReach: however often a unit hands in, and however much,
// every file of every version has its button on some page, for desk and unit.
func TestEveryVersionIsWithinReach(t *testing.T) {
	p := largeTalk(t)
	want := map[string]bool{}
	err := p.db.Update(p.now, func(tx *storage.Tx) error {
		for v, files := range []int{1, 30, 2, 3, 30, 30, 1, 1, 1, 1, 12} {
			sub := campaign.Submission{Unit: "u007", Requirement: "soket", Version: v + 1, At: p.now, By: 1001}
			for f := range files {
				name := fmt.Sprintf("%02d-%02d %s.pdf", v+1, f, strings.Repeat("Ư", 150))
				sub.Attachments = append(sub.Attachments, campaign.Attachment{ID: fmt.Sprint(v, ".", f), Name: name, Size: 1, SHA256: "00", At: p.now})
				want[fmt.Sprintf("Bản %d: %02d-%02d", v+1, v+1, f)] = true
			}
			sub.Incoming.Number = storage.Register(tx, p.plan.Day(p.now), p.plan.Campaign, sub).Number
			storage.Submissions.Put(tx, storage.K(p.plan.Campaign, "u007", "soket", v+1), sub)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, who := range []string{"thu", "hoa"} {
		left := maps.Clone(want)
		p.does(transcript.Input{Who: who, Kind: transcript.Say, Text: "/trangthai u007 soket"})
		for more, pages := true, 0; more && pages < 20; pages++ {
			more = false
			for _, row := range p.lastTo(who).Buttons {
				for _, label := range row {
					word, _, _ := strings.Cut(label, " ƯƯ")
					delete(left, word)
					more = more || label == "Bản cũ hơn ›"
				}
			}
			if more {
				p.does(transcript.Input{Who: who, Kind: transcript.Press, Text: "Bản cũ hơn ›"})
			}
		}
		if len(left) > 0 {
			t.Errorf("%s cannot reach %d of %d files: %v", who, len(left), len(want), slices.Sorted(maps.Keys(left)))
		}
		p.does(transcript.Input{Who: who, Kind: transcript.Press, Text: "‹ Bản mới hơn"})
		p.does(transcript.Input{Who: who, Kind: transcript.Say, Text: "/trangthai u007 soket 99"})
		p.does(transcript.Input{Who: who, Kind: transcript.Say, Text: "/trangthai u007 soket -1"})
	}
}

// TestMostFilesOfAHandIn: thirty files with the longest names fit the screens
// and the receipt, the next one is refused.
func TestMostFilesOfAHandIn(t *testing.T) {
	p := largeTalk(t)
	p.does(transcript.Input{Who: "hoa", Kind: transcript.Say, Text: "/nop soket"})
	for i := range 31 {
		p.does(transcript.Input{Who: "hoa", Kind: transcript.Upload, File: fmt.Sprintf("%02d %s.pdf", i, strings.Repeat("Ư", 150))})
	}
	if text := p.lastTo("hoa").Text(); !strings.Contains(text, "nhiều nhất 30 tệp") {
		t.Errorf("the file too many is answered with %q", text)
	}
	for _, press := range []string{"Bỏ tệp", "Quay lại", "Xong", "Xác nhận nộp"} {
		p.does(transcript.Input{Who: "hoa", Kind: transcript.Press, Text: press})
	}
	p.view(func(tx *storage.Tx) {
		s, ok := storage.Submissions.Get(tx, storage.K(p.plan.Campaign, "u007", "soket", 1))
		if !ok || len(s.Attachments) != 30 {
			t.Errorf("handed in %v with %d files, want 30", ok, len(s.Attachments))
		}
	})
	p.does(transcript.Input{Who: "hoa", Kind: transcript.Say, Text: "/trangthai u007 soket"})
	p.does(transcript.Input{Who: "hoa", Kind: transcript.Say, Text: "/tep u007 soket 1 30"})
	if o := p.lastTo("hoa"); o.Kind != transcript.File {
		t.Errorf("the last file is not sent: %q", o.Text())
	}
}
