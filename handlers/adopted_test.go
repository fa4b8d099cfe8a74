package handlers_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"thidua/bot/sandbox/transcript"
	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// adopting is a talk of a secretary, an English leader and a contact before any
// change.
func adopting(t *testing.T) *player {
	t.Helper()
	talk, err := transcript.Parse([]byte("person thu 2001 - Thu\nperson minh 2002 - Minh\nperson hoa 1001 - Hoa\nset thu secretary:ca\nset minh leader:ca\nset minh.lang en\nset hoa contact:vks\n" +
		"set vks.report soket@2021-06-05T09:00\nstart 2021-06-08T09:00\nbot ThiDuaBot\n\nthu> /menu\n"))
	if err != nil {
		t.Fatal(err)
	}
	p := newPlayer(t, talk)
	p.play()
	return p
}

// adopt puts a changed plan in force the way a SIGHUP does.
func (p *player) adopt(name string, change func(*campaign.Plan)) {
	p.t.Helper()
	p.now = p.now.Add(time.Minute)
	p.plan.Requirements, p.plan.Units = slices.Clone(p.plan.Requirements), slices.Clone(p.plan.Units)
	change(&p.plan)
	if _, _, err := handlers.Adopt(p.db, p.now, p.plan, name, handlers.Settings{Language: "vi"}); err != nil {
		p.t.Fatal(err)
	}
	p.happens("", handlers.Sender{}, handlers.Chat{}, handlers.Adopted{})
}

func later(day int) func(*campaign.Plan) {
	return func(p *campaign.Plan) {
		i := slices.IndexFunc(p.Requirements, func(r campaign.Requirement) bool { return r.ID == "soket" })
		p.Requirements[i].Due.Date = campaign.Date{Year: 2021, Month: time.June, Day: day}
	}
}

// TestAdoptedIsTold: what a config read again says otherwise is told to the desk
// and the leaders in their languages, once, and to nobody else.
func TestAdoptedIsTold(t *testing.T) {
	p := adopting(t)
	defer p.close()
	p.adopt("later", func(plan *campaign.Plan) {
		later(21)(plan)
		plan.Units[2].Name = "Viện Kiểm sát nhân dân tỉnh Tuyên Quang"
	})
	if got := p.rowsTo(2001); !strings.Contains(got, "Hạn nộp Báo cáo sơ kết thi đua 6 tháng đầu năm 2021: ngày cuối 14/6/2021 → \\u003cb\\u003e20/6/2021\\u003c/b\\u003e; 06 đơn vị chưa nộp") ||
		!strings.Contains(got, "Đơn vị đổi tên") {
		t.Errorf("the secretary reads\n%s", got)
	}
	if got := p.rowsTo(2002); !strings.Contains(got, "last day 14 June 2021 → \\u003cb\\u003e20 June 2021\\u003c/b\\u003e; 6 units still to hand it in") {
		t.Errorf("the leader reads\n%s", got)
	}
	if got := p.rowsTo(1001); got != "" {
		t.Errorf("the contact reads\n%s", got)
	}
	before := len(p.effects[2001])
	p.happens("", handlers.Sender{}, handlers.Chat{}, handlers.Adopted{})
	p.happens("", handlers.Sender{}, handlers.Chat{}, handlers.Connected{ID: 42, Username: "ThiDuaBot"})
	if n := len(p.effects[2001]); n != before {
		t.Errorf("told again %d times", n-before)
	}
}

// TestBrokenConfigIsToldToWhoCanMendIt: nothing changes, the administrator (or,
// without one, the desk) reads what is wrong.
func TestBrokenConfigIsToldToWhoCanMendIt(t *testing.T) {
	p := adopting(t)
	defer p.close()
	p.happens("", handlers.Sender{}, handlers.Chat{}, handlers.Adopted{Problem: `config.toml:7:3: "years" is unknown`})
	if got := p.rowsTo(2001); !strings.Contains(got, "config.toml:7:3") {
		t.Errorf("the desk reads\n%s", got)
	}
	if len(p.effects[1001])+len(p.effects[2002]) != 0 {
		t.Error("others were told of a config's mistake")
	}
}

// TestTimetableIsRebuilt: moving a date back and forth tells no notice twice,
// lets no reminder of the old date ring, and has those of the new one.
func TestTimetableIsRebuilt(t *testing.T) {
	p := adopting(t)
	defer p.close()
	p.move(transcript.Move{To: time.Date(2021, 6, 11, 12, 0, 0, 0, time.UTC)}) // three days before the old last day
	told := func(text string) int { return strings.Count(p.rowsTo(2001)+p.rowsTo(2002), text) }
	opened := told(`"kind":"open"`)
	p.adopt("later", later(25))
	p.adopt("back", later(15))
	p.adopt("later again", later(25))
	p.effects[1001] = nil
	p.move(transcript.Move{To: time.Date(2021, 6, 16, 12, 0, 0, 0, time.UTC)})
	if n := told(`"deadline-passed"`); n != 0 {
		t.Errorf("the old deadline was told as passed %d times", n)
	}
	if got := told(`"kind":"open"`); got != opened {
		t.Errorf("the opening was told again %d times", got-opened)
	}
	p.move(transcript.Move{To: time.Date(2021, 6, 25, 12, 0, 0, 0, time.UTC)})
	if n := told(`"deadline-passed"`); n != 2 {
		t.Errorf("the new deadline was told as passed %d times, not once each", n)
	}
	rounds := 0
	p.view(func(tx *storage.Tx) {
		for k := range storage.Tolds.Prefix(tx, storage.K(p.plan.Campaign)) {
			if strings.Contains(string(k), "round/2021-06-") {
				rounds++
			}
		}
	})
	if rounds < 5 {
		t.Errorf("%d rounds of the ladder in June", rounds)
	}
}

// TestRemindedByTheNewDate: a date that is moved while the bot runs moves the
// reminders with it: none of the old ladder, each of the new one once, and the
// same config again tells nothing.
func TestRemindedByTheNewDate(t *testing.T) {
	p := adopting(t)
	defer p.close()
	if err := p.db.Update(p.now, func(tx *storage.Tx) error {
		storage.PutPerson(tx, storage.Person{ID: 1003, Name: "Nam", Roles: []campaign.Role{{Kind: campaign.Contact, Unit: "stp", Year: 2021}}})
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	p.move(transcript.Move{To: time.Date(2021, 6, 11, 12, 0, 0, 0, time.UTC)})
	p.adopt("later", later(25))
	if text := p.lastTo("thu").Text(); !strings.Contains(text, "14/6/2021 → <b>24/6/2021</b>; 06 đơn vị chưa nộp") {
		t.Errorf("the desk is told: %s", text)
	}
	p.adopt("later", func(*campaign.Plan) {})
	if n := strings.Count(strings.Join(texts(p, "thu"), "\n"), "Kế hoạch đã được cập nhật"); n != 1 {
		t.Errorf("the change was told %d times", n)
	}
	var days []int
	for day := 11; day <= 30; day++ {
		before := len(p.effects[1003])
		p.move(transcript.Move{To: time.Date(2021, 6, day, 19, 0, 0, 0, time.UTC)})
		for _, row := range p.effects[1003][before:] {
			if strings.Contains(row, `"name":"reminder"`) {
				days = append(days, day)
			}
		}
	}
	if want := []int{17, 21, 23, 24, 26, 28, 30}; !slices.Equal(days, want) {
		t.Errorf("reminded on %v of June, want %v", days, want)
	}
}
