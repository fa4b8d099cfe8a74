package handlers_test

import (
	"slices"
	"strings"
	"testing"

	"thidua/bot/sandbox/transcript"
	"thidua/campaign"
	"thidua/storage"
)

// scored is a talk in December of a unit that has sent its sheet, one that fills
// it, a secretary and two leaders, one of them English.
func scored(t *testing.T) *player {
	t.Helper()
	talk, err := transcript.Parse([]byte("person thu 2001 - Thu\nperson minh 2002 - Minh\nperson quang 2003 - Quang\nperson hoa 1001 - Hoa\nperson nam 1002 - Nam\nperson lan 1003 - Lan\n" +
		"set thu secretary:ca\nset minh leader:ca\nset minh.lang en\nset quang leader:qs\nset hoa contact:vks\nset nam contact:tand\nset lan contact:stp\nset nam.lang en\n" +
		"set vks.sheet max,A2=150@2021-12-08T09:00\nset tand.sheet A1=9700,A2=375\nstart 2021-12-09T09:00\nbot ThiDuaBot\n\nthu> /menu\n"))
	if err != nil {
		t.Fatal(err)
	}
	p := newPlayer(t, talk)
	p.play()
	t.Cleanup(p.close)
	return p
}

// says and presses are one thing a person does.
func (p *player) says(who, text string) string {
	p.does(transcript.Input{Who: who, Kind: transcript.Say, Text: text})
	return p.lastTo(who).Text()
}

func (p *player) presses(who, label string) string {
	p.does(transcript.Input{Who: who, Kind: transcript.Press, Text: label})
	return p.lastTo(who).Text()
}

// halved makes A2 worth half of what it was, under another version.
func halved(plan *campaign.Plan) {
	plan.Sheet.Criteria = slices.Clone(plan.Sheet.Criteria)
	i := slices.IndexFunc(plan.Sheet.Criteria, func(c campaign.Criterion) bool { return c.ID == "A2" })
	plan.Sheet.Criteria[i].Max /= 2
	plan.Sheet.Version = "2021-2"
}

func (p *player) inForce() (max campaign.Points) {
	p.view(func(tx *storage.Tx) {
		plan, _ := storage.PlanInForce(tx)
		c, _ := plan.Sheet.Criterion("A2")
		max = c.Max
	})
	return max
}

// TestNewSheetWaits: criteria that change after scoring began come into force
// by a leader's word only, who sees the sheets concerned; dates do at once.
func TestNewSheetWaits(t *testing.T) {
	p := scored(t)
	before := p.inForce()
	p.adopt("halved", func(plan *campaign.Plan) {
		halved(plan)
		plan.Units[2].Name = "Viện Kiểm sát nhân dân tỉnh Tuyên Quang"
	})
	if got := p.inForce(); got != before {
		t.Fatalf("A2 is worth %v at once", got)
	}
	p.view(func(tx *storage.Tx) {
		if plan, _ := storage.PlanInForce(tx); plan.Units[2].Name != "Viện Kiểm sát nhân dân tỉnh Tuyên Quang" {
			t.Error("the rest of the plan waits as well")
		}
	})
	p.drain()
	if got := p.lastTo("minh").Text(); !strings.Contains(got, "not</b> in force yet, because 2 sheets have been begun") || !strings.Contains(got, "/newsheet") {
		t.Errorf("the leader reads\n%s", got)
	}
	for _, who := range []string{"hoa", "thu"} {
		if got := p.says(who, "/bangchammoi"); !strings.Contains(got, "không dành cho vai trò") {
			t.Errorf("%s reads\n%s", who, got)
		}
	}
	got := p.says("quang", "/bangchammoi")
	for _, want := range []string{
		"Bảng chấm điểm bản 2021-2</b> chờ áp dụng", "Tiêu chí A2 thay đổi", "Kiểm sát nhân dân tỉnh Tuyên Quang, bảng tự chấm đã gửi; ",
		"bảng tự chấm đang soạn; không còn nhận trả lời ở tiêu chí A2",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	if strings.Contains(got, "Sở Tư pháp") {
		t.Errorf("a unit that has not begun is concerned:\n%s", got)
	}
	if got := p.presses("quang", "Chưa áp dụng"); p.inForce() != before {
		t.Errorf("put in force by: %s", got)
	}
	p.says("quang", "/bangchammoi")
	if got := p.presses("quang", "Áp dụng bản mới"); !strings.Contains(got, "Đã áp dụng Bảng chấm điểm bản 2021-2") || p.inForce() != before/2 {
		t.Errorf("A2 is worth %v; %s", p.inForce(), got)
	}
	for who, want := range map[string]string{
		"thu":  "Quang</b> đã áp dụng Bảng chấm điểm bản 2021-2",
		"minh": "has put version 2021-2",
		"hoa":  "Các trả lời đã gửi giữ nguyên",
		"nam":  "Its self-score, being filled; the answer of A2 cannot stand any more",
	} {
		if got := p.lastTo(who).Text(); !strings.Contains(got, strings.ReplaceAll(want, "</b>", "")) {
			t.Errorf("%s reads\n%s", who, got)
		}
	}
	if got := p.lastTo("lan").Text(); strings.Contains(got, "2021-2") {
		t.Errorf("a unit that has not begun reads\n%s", got)
	}
	if got := p.says("quang", "/bangchammoi"); !strings.Contains(got, "Không có Bảng chấm điểm nào chờ") {
		t.Errorf("it still waits:\n%s", got)
	}
}

// TestNewSheetTakenBack: a config that goes back to the sheet in force ends the
// waiting, one that brings yet another is not put in force by the old screen,
// and before anybody has answered a new sheet needs no word.
func TestNewSheetTakenBack(t *testing.T) {
	p := scored(t)
	before, old := p.inForce(), p.plan.Sheet
	p.adopt("halved", halved)
	p.says("quang", "/bangchammoi")
	p.adopt("quartered", halved)
	if got := p.presses("quang", "Áp dụng bản mới"); !strings.Contains(got, "đã thay đổi") || p.inForce() != before {
		t.Errorf("A2 is worth %v; %s", p.inForce(), got)
	}
	p.adopt("back", func(plan *campaign.Plan) { plan.Sheet = old })
	if got := p.says("quang", "/bangchammoi"); !strings.Contains(got, "Không có Bảng chấm điểm nào chờ") {
		t.Errorf("it still waits:\n%s", got)
	}

	q := adopting(t)
	defer q.close()
	before = q.inForce()
	q.adopt("halved", halved)
	if got := q.inForce(); got != before/2 {
		t.Errorf("before scoring began A2 is worth %v, not half of %v", got, before)
	}
}
