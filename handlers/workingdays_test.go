package handlers_test

import (
	"strings"
	"testing"
	"time"

	"thidua/bot/sandbox/transcript"
	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// TestDueCountsFromConference: a report due five working days after a conference
// has no date until the desk fixes the day in chat; from then on the calendar, the
// hand-in and the reminders know it.
func TestDueCountsFromConference(t *testing.T) {
	talk, err := transcript.Parse([]byte("person hoa 1001 - Hoa\nperson thu 2001 - Thu\nset hoa contact:vks\nset hoa.lang en\nset thu secretary:ca\nstart 2021-06-20T09:00\n"))
	if err != nil {
		t.Fatal(err)
	}
	p := newPlayer(t, talk)
	defer p.close()
	plan := p.plan
	plan.Requirements = append(plan.Requirements[:len(plan.Requirements):len(plan.Requirements)], campaign.Requirement{
		ID: "ketluan", Title: "Báo cáo thực hiện kết luận hội nghị", Short: "Báo cáo kết luận", Parts: []campaign.Part{campaign.PartFiles},
		Due: campaign.Due{Conference: "hn-soket", WorkingDays: 5, IfHoliday: campaign.KeepDay},
	})
	if problems := plan.Check(); len(problems) > 0 {
		t.Fatal(problems)
	}
	if _, _, err := handlers.Adopt(p.db, p.now, plan, "counted", handlers.Settings{Language: "vi", MaxFile: 20 << 20}); err != nil {
		t.Fatal(err)
	}
	say := func(who, text string) string {
		p.does(transcript.Input{Who: who, Kind: transcript.Say, Text: text})
		return p.lastTo(who).Text()
	}
	if text := say("thu", "/lich"); !strings.Contains(text, "trong 05 ngày làm việc sau Hội nghị sơ kết thi đua 6 tháng đầu năm 2021 (chưa chốt ngày)") {
		t.Errorf("before: %s", text)
	}
	say("thu", "/chotngay")
	say("thu", "Hội nghị sơ kết thi đua 6 tháng đầu năm 2021")
	say("thu", "9/7")
	say("thu", "Chốt ngày")
	if text := say("hoa", "/calendar"); !strings.Contains(text, "within 5 working days after Hội nghị sơ kết thi đua 6 tháng đầu năm 2021 (by midnight at the end of Friday 16 July 2021)") {
		t.Errorf("after: %s", text)
	}
	reminded := false
	p.view(func(tx *storage.Tx) {
		for j := range storage.Agenda.All(tx) {
			reminded = reminded || strings.Contains(string(j.Payload), "2021-07-13") && strings.Contains(string(j.Payload), "round")
		}
	})
	if !reminded {
		t.Error("nobody is reminded three days before")
	}
	p.move(transcript.Move{To: time.Date(2021, 7, 16, 9, 0, 0, 0, time.UTC)})
	if text := p.lastTo("hoa").Text(); !strings.Contains(text, "Today, Friday 16 July 2021, is the last day") {
		t.Errorf("on the day: %s", text)
	}
}
