package handlers

import (
	"slices"
	"strconv"
	"time"

	"thidua/campaign"
	"thidua/handlers/document"
	"thidua/storage"
)

// monthPicture sends the picture of a month, the running one without an
// argument, with the way to the months beside it.
func (t *Turn) monthPicture(args []string) {
	month := firstOf(campaign.DateOf(t.Event.At))
	if len(args) > 0 {
		day, err := campaign.ParseDate(args[0] + "-01")
		if err != nil {
			t.Say(t.S(monthUsage, echo(args[0])))
			return
		}
		month = day
	}
	first, last := calendarSpan(t.Plan)
	if month.Before(first) || month.After(last) {
		t.Say(t.S(monthOutside, monthYear(first, t.Lang()), monthYear(last, t.Lang())))
		return
	}
	t.Hand("month", map[string]string{"month": month.String(), "of": t.calendarOf()})
	t.Say(t.S(monthBeside, monthYear(month, t.Lang())), t.monthRows(month, first, last)...)
}

// calendarOf is the unit whose own dates are shown: the actor's, where it is one.
func (t *Turn) calendarOf() string {
	if units := t.ownUnits(); len(units) == 1 {
		return units[0]
	}
	return ""
}

func (t *Turn) monthRows(month, first, last campaign.Date) [][]storage.Button {
	var row []storage.Button
	for _, m := range []campaign.Date{monthsOn(month, -1), monthsOn(month, 1)} {
		if !m.Before(first) && !m.After(last) {
			row = append(row, t.B("/lich thang "+m.String()[:len("2021-06")], plainLine, monthYear(m, t.Lang())))
		}
	}
	return [][]storage.Button{row, Row(t.B("/lich", calendarButton))}
}

func firstOf(d campaign.Date) campaign.Date {
	return campaign.Date{Year: d.Year, Month: d.Month, Day: 1}
}

func monthsOn(d campaign.Date, n int) campaign.Date {
	at := time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	return campaign.DateOf(at)
}

// calendarSpan is the first and the last month in which anything of the plan
// happens.
func calendarSpan(p *campaign.Plan) (first, last campaign.Date) {
	days := p.Calendar("")
	if len(days) == 0 {
		year := campaign.Date{Year: p.Year, Month: time.January, Day: 1}
		return year, monthsOn(year, 11)
	}
	first, last = firstOf(days[0].Day), firstOf(days[len(days)-1].Day)
	for _, c := range p.Conferences {
		if c.Month.After(last) {
			last = firstOf(c.Month)
		}
	}
	return first, last
}

// makeMonth is a month as a picture, with the receiver's own dates.
func makeMonth(v *View) (render, bool) {
	month, err := campaign.ParseDate(v.Args["month"])
	unit := v.Args["of"]
	if err != nil || unit != "" && !v.may(campaign.ActSeeOwn, unit) {
		return nil, false
	}
	m := document.Month{
		Title: monthTitle.plain(v.Lang, monthYear(month, v.Lang)), Subtitle: v.Plan.Bloc, Empty: monthEmpty.plain(v.Lang),
	}
	if unit != "" {
		m.Subtitle = unitName(v.Plan, unit)
	}
	m.Weekdays = weekdayShort[v.Lang]
	marks := map[campaign.Date][]document.MonthMark{}
	today := campaign.DateOf(v.Now.In(v.Plan.Location()))
	next := monthsOn(month, 1)
	for _, d := range v.Plan.Calendar(unit) {
		if d.Day.Before(month) || !d.Day.Before(next) {
			continue
		}
		mark := monthMarks[d.Kind]
		if !slices.Contains(marks[d.Day], mark) {
			marks[d.Day] = append(marks[d.Day], mark)
		}
		m.Lines = append(m.Lines, document.MonthLine{
			Mark: mark, Day: shortWeekday(d.Day, v.Lang), Text: upperFirst(datedWords(v.Plan, d, v.Lang)), Past: d.Day.Before(today),
		})
	}
	m.Weeks = weeksOf(v.Plan, month, today, marks)
	m.Legend = monthLegend(marks, v.Lang)
	for _, c := range v.Plan.Conferences {
		if c.Fixed.IsZero() && firstOf(c.Month) == month {
			m.Footer = append(m.Footer, monthExpected.plain(v.Lang, c.Title))
		}
	}
	caption := monthCaption.In(v.Lang, monthYear(month, v.Lang))
	return func(opener) (Paper, error) {
		pages, err := document.MonthPicture(m)
		if err != nil {
			return Paper{}, err
		}
		return Paper{Name: "lich-" + month.String()[:len("2021-06")] + ".png", Type: "image/png", Content: pages[0], Pages: pages[1:], Caption: caption, Photo: true}, nil
	}, true
}

// weeksOf lays a month out in weeks that begin on Monday.
func weeksOf(p *campaign.Plan, month, today campaign.Date, marks map[campaign.Date][]document.MonthMark) [][7]document.MonthDay {
	var weeks [][7]document.MonthDay
	column := (int(month.Weekday()) + 6) % 7
	for d := month; d.Month == month.Month; d = d.AddDays(1) {
		if len(weeks) == 0 || column == 7 {
			weeks, column = append(weeks, [7]document.MonthDay{}), column%7
		}
		weeks[len(weeks)-1][column] = document.MonthDay{
			Number: strconv.Itoa(d.Day), Today: d == today, Off: !p.WorkingDay(d), Marks: marks[d],
		}
		column++
	}
	return weeks
}

var monthMarks = map[campaign.DatedKind]document.MonthMark{
	campaign.DatedDeadline: document.MarkDeadline, campaign.DatedConference: document.MarkConference, campaign.DatedOpens: document.MarkOpens,
	campaign.DatedPhaseOpens: document.MarkPhase, campaign.DatedPhaseCloses: document.MarkPhase,
	campaign.DatedBegins: document.MarkPhase, campaign.DatedEnds: document.MarkPhase,
	campaign.DatedOccasion: document.MarkAnniversary, campaign.DatedTraditional: document.MarkAnniversary, campaign.DatedHoliday: document.MarkHoliday,
}

// monthKeys explain the marks, in the order the legend has them.
var monthKeys = []struct {
	mark document.MonthMark
	text Text
}{
	{document.MarkDeadline, T("hạn cuối", "last day")},
	{document.MarkOpens, T("bắt đầu tiếp nhận", "opens")},
	{document.MarkConference, T("hội nghị", "conference")},
	{document.MarkPhase, T("đợt, phong trào bắt đầu hoặc kết thúc", "a phase or movement begins or ends")},
	{document.MarkAnniversary, T("ngày kỷ niệm", "anniversary")},
	{document.MarkHoliday, T("ngày nghỉ lễ", "public holiday")},
}

func monthLegend(marks map[campaign.Date][]document.MonthMark, lang string) []document.MonthKey {
	used := map[document.MonthMark]bool{}
	for _, list := range marks {
		for _, m := range list {
			used[m] = true
		}
	}
	var out []document.MonthKey
	for _, k := range monthKeys {
		if used[k.mark] {
			out = append(out, document.MonthKey{Mark: k.mark, Text: k.text.In(lang)})
		}
	}
	return out
}

var weekdayShort = map[string][7]string{
	"vi": {"Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "CN"},
	"en": {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"},
}

// shortWeekday is a day as a list has it: "14/6, thứ Hai".
func shortWeekday(d campaign.Date, lang string) string {
	if lang == "en" {
		return weekdayShort[lang][(d.Weekday()+6)%7] + " " + strconv.Itoa(d.Day) + " " + d.Month.String()[:3]
	}
	return monthDay.plain(lang, count2(d.Day), monthDigits(d.Month), weekday(d.Weekday(), lang))
}

var (
	monthLabel   = T("Lịch tháng dạng ảnh", "The month as a picture")
	monthTitle   = T("Lịch thi đua tháng %s", "Calendar, %s")
	monthCaption = T("Lịch thi đua tháng %s", "Calendar of %s")
	monthBeside  = T("Lịch tháng %s. Đồng chí xem tháng khác:", "The month of %s. Other months:")
	monthEmpty   = T("Tháng này không có mốc thời gian nào của kế hoạch.", "The plan has no dates in this month.")
	monthUsage   = T("Bot không hiểu tháng “%s”. Mời đồng chí nhập năm và tháng, ví dụ: /lich thang 2021-06", "“%s” is no month. Type the year and the month, for example: /calendar month 2021-06")
	monthOutside = T("Kế hoạch có các mốc thời gian từ tháng %s đến tháng %s.", "The plan has dates from %s to %s.")
	// monthExpected stands at the foot of the picture (S58).
	monthExpected = T("%s: dự kiến trong tháng này, chưa chốt ngày.", "%s: expected this month, the day is not fixed.")
	monthDay      = T("%s/%s, %s", "%s/%s, %s")
)
