package handlers

import (
	"strconv"
	"strings"
	"time"

	"thidua/campaign"
)

// What a rehearsal says of itself, plain and in the language of its output.

// RehearsalHead names an instant: "2021-06-14 08:00 thứ Hai".
func RehearsalHead(at time.Time, lang string) string {
	return at.Format("2006-01-02 15:04") + " " + weekday(at.Weekday(), lang)
}

// RehearsalSum is the last line: how many messages, at how many instants.
func RehearsalSum(messages, instants int, lang string) string {
	return rehearsalSum.plain(lang, messages, instants)
}

// RehearsalNote is a warning as a line.
func RehearsalNote(warning, lang string) string { return rehearsalNote.plain(lang, warning) }

// WarnQuiet warns of a message inside the quiet hours.
func WarnQuiet(at time.Time, lang string) string { return warnQuiet.plain(lang, stamp(at, lang)) }

// WarnBurst warns of more messages at an instant than go out within a minute at
// so many a second.
func WarnBurst(messages int, at time.Time, rate float64, lang string) string {
	pace := strings.Replace(strconv.FormatFloat(rate, 'g', -1, 64), ".", ",", 1)
	return warnBurst.plain(lang, messages, stamp(at, lang), decimal(pace, lang))
}

// WarnPlan warns of last days on which nobody works, where the plan does not move
// them, and of units that are not greeted.
func WarnPlan(p *campaign.Plan, lang string) []string {
	var out []string
	for _, r := range p.Requirements {
		last, ok := p.LastDay(r)
		if !ok || r.Due.IfHoliday != campaign.KeepDay || p.WorkingDay(last) {
			continue
		}
		day := dayWords(last, lang)
		if name := p.HolidayOn(last); name != "" {
			day = warnHoliday.plain(lang, day, name)
		}
		out = append(out, warnDayOff.plain(lang, r.Title, day))
	}
	for _, u := range p.Units {
		if u.Traditional == (campaign.DayOfYear{}) {
			out = append(out, warnUngreeted.plain(lang, u.Name))
		}
	}
	return out
}

var (
	rehearsalSum  = T("Tổng cộng %d tin, vào %d thời điểm.", "%d messages at %d instants.")
	rehearsalNote = T("Lưu ý: %s", "Warning: %s")
	warnQuiet     = T("có tin gửi trong giờ yên tĩnh, lúc %s.", "a message inside the quiet hours, on %s.")
	warnBurst     = T("%d tin lúc %s cần hơn một phút để gửi hết với tốc độ %s tin mỗi giây.", "%d messages on %s take longer than a minute at %s a second.")
	warnDayOff    = T("ngày cuối của %s là ngày nghỉ: %s. Muốn chuyển sang ngày làm việc, đặt if_holiday = \"next\" hoặc \"before\".",
		"the last day of %s is a day off: %s. To move it, set if_holiday = \"next\" or \"before\".")
	warnHoliday   = T("%s (%s)", "%s (%s)")
	warnUngreeted = T("%s chưa có ngày truyền thống trong cấu hình nên không được chúc mừng.", "%s has no traditional day in the config and is not greeted.")
	warnNobody    = T("%s chưa có cán bộ đầu mối liên lạc được nên không ai ở đó được nhắc.", "%s has no focal point who can be reached: nobody is reminded there.")
	warnUnjudged  = T("chưa có ai được thẩm định Bảng chấm điểm của %s.", "nobody may appraise the score sheet of %s.")
)
