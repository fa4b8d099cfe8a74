package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"thidua/bot"
	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

var updateRehearsal = flag.Bool("update-rehearsal", false, "rewrite docs/rehearsal-2021.txt")

// TestRehearsal: the year of the example plan, as it will be told. Read
// docs/rehearsal-2021.txt line by line when it changes.
func TestRehearsal(t *testing.T) {
	c, problems := bot.Parse("config.example.toml", exampleConfig)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	out := rehearsed(t, c, "")
	const golden = "docs/rehearsal-2021.txt"
	if *updateRehearsal {
		if err := os.WriteFile(golden, []byte(out), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if out != string(want) {
		got, old := strings.Split(out, "\n"), strings.Split(string(want), "\n")
		for i := range got {
			if i >= len(old) || got[i] != old[i] {
				t.Fatalf("the year is told otherwise from line %d:\n%s", i+1, got[i])
			}
		}
		t.Fatal("the year is told shorter")
	}
	abroad, err := time.LoadLocation("America/New_York") // whose summer time begins and ends within it
	if err != nil {
		t.Fatal(err)
	}
	defer func(home *time.Location) { time.Local = home }(time.Local)
	time.Local = abroad
	if rehearsed(t, c, "") != out {
		t.Error("a machine in another zone tells another year")
	}
}

func rehearsed(t testing.TB, c *bot.Config, data string) string {
	t.Helper()
	p, err := rehearsal(c, data)
	if err != nil {
		t.Fatal(err)
	}
	return p.String()
}

// TestRehearsalOfPeople: with the data of a real bot its people get the
// messages, and who is missing is told.
func TestRehearsalOfPeople(t *testing.T) {
	c, _ := bot.Parse("config.example.toml", exampleConfig)
	data := t.TempDir()
	db, err := storage.Open(data, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(time.Now(), func(tx *storage.Tx) error {
		for id, r := range []campaign.Role{
			{Kind: campaign.Secretary, Unit: "ca", Year: 2021}, {Kind: campaign.Contact, Unit: "vks", Year: 2021}, {Kind: campaign.Contact, Unit: "stp", Year: 2020},
		} {
			storage.PutPerson(tx, storage.Person{ID: int64(id + 1), Name: "Người thật", Roles: []campaign.Role{r}})
		}
		return nil
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	out := rehearsed(t, c, data)
	for text, want := range map[string]bool{
		"-> Viện kiểm sát nhân dân tỉnh": true, "Sở Tư pháp\n   Đề nghị": false, "Người thật": false,
		"Lưu ý: Sở Tư pháp chưa có cán bộ đầu mối liên lạc được": true, "Lưu ý: Viện kiểm sát nhân dân tỉnh chưa có": false,
		"Lưu ý: chưa có ai được thẩm định Bảng chấm điểm của Công an tỉnh.": true, "Bảng chấm điểm của Viện kiểm sát nhân dân tỉnh.": false,
	} {
		if strings.Contains(out, text) != want {
			t.Errorf("%q told: %v", text, !want)
		}
	}
}

// TestRehearsalWarns: what deserves a look is told in the language of the output:
// a burst beyond the pace, a last day on a day off (but not one the plan moves), a
// unit that is not greeted, a message inside the quiet hours.
func TestRehearsalWarns(t *testing.T) {
	day := func(month time.Month, d int) campaign.Due {
		return campaign.Due{Date: campaign.Date{Year: 2021, Month: month, Day: d}, IfHoliday: campaign.KeepDay}
	}
	for lang, wants := range map[string][]string{
		"vi": {
			"Lưu ý: ngày cuối của Báo cáo sơ kết thi đua 6 tháng đầu năm 2021 là ngày nghỉ: Chủ nhật 13/6/2021.",
			"Lưu ý: ngày cuối của Kế hoạch phát động phong trào thi đua năm 2021 của đơn vị là ngày nghỉ: thứ Sáu 12/02/2021 (Tết Nguyên đán Tân Sửu (mồng 1)).",
			"Lưu ý: Sở Tư pháp chưa có ngày truyền thống", "cần hơn một phút để gửi hết với tốc độ 0,1 tin mỗi giây.", "== 2021-06-13 08:00 Chủ nhật\n", "Tổng cộng ",
		},
		"en": {
			"Warning: the last day of Báo cáo sơ kết thi đua 6 tháng đầu năm 2021 is a day off: Sunday 13 June 2021.",
			"Friday 12 February 2021 (Tết Nguyên đán Tân Sửu (mồng 1)). To move it, set", "Warning: Sở Tư pháp has no traditional day", "take longer than a minute at 0.1 a second.",
			"== 2021-06-13 08:00 Sunday\n", " messages at ",
		},
	} {
		c, _ := bot.Parse("config.example.toml", exampleConfig)
		c.Bot.Pace.Rate, c.Bot.Language = 0.1, lang
		p := &c.Plan
		for i := range p.Requirements {
			switch r := &p.Requirements[i]; r.ID {
			case "soket":
				r.Due = day(time.June, 13)
			case "kehoach":
				r.Due = day(time.February, 12)
			case "tongket":
				r.Due = day(time.December, 12) // a Sunday as well
				r.Due.IfHoliday = campaign.NextDay
			}
		}
		u := &p.Units[len(p.Units)-1]
		u.Name, u.Traditional = "Sở Tư pháp", campaign.DayOfYear{}
		out := rehearsed(t, c, "")
		for _, want := range wants {
			if !strings.Contains(out, want) {
				t.Errorf("%s: not told: %q\n%s", lang, want, out[max(0, len(out)-1500):])
			}
		}
		if n := strings.Count(out, "if_holiday"); n != 2 {
			t.Errorf("%s: %d last days are told to be days off", lang, n)
		}
	}
	c, _ := bot.Parse("config.example.toml", exampleConfig)
	p := &playbill{config: c}
	for _, hour := range []int{19, 21} {
		p.add(handlers.Rehearsed{At: time.Date(2021, 6, 14, hour, 0, 0, 0, c.Plan.Location()), To: "A", Text: "B"})
	}
	if len(p.warnings) != 1 || p.warnings[0] != "có tin gửi trong giờ yên tĩnh, lúc 14/6/2021 21:00." {
		t.Errorf("of the quiet hours: %q", p.warnings)
	}
}

// BenchmarkRehearse: a year of 100 units.
func BenchmarkRehearse(b *testing.B) {
	c, _ := bot.Parse("config.example.toml", exampleConfig)
	for i := range 100 - len(c.Plan.Units) {
		c.Plan.Units = append(c.Plan.Units, campaign.Unit{
			ID: fmt.Sprintf("dv%02d", i), Name: fmt.Sprintf("Đơn vị số %d", i), Status: campaign.Competing,
		})
	}
	for b.Loop() {
		rehearsed(b, c, "")
	}
}
