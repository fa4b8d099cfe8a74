package handlers

import (
	"testing"
	"time"

	"thidua/campaign"
)

func date(y int, m time.Month, d int) campaign.Date { return campaign.Date{Year: y, Month: m, Day: d} }

func TestWords(t *testing.T) {
	hanoi := time.FixedZone("+07", 7*3600)
	june, tet := date(2021, time.June, 14), date(2021, time.February, 3)
	march := date(2021, time.March, 5)
	window := campaign.Span{From: date(2020, time.December, 1), To: date(2021, time.May, 31)}
	midnight := time.Date(2021, 6, 15, 0, 0, 0, 0, hanoi)
	newYear := time.Date(2022, 1, 1, 0, 0, 0, 0, hanoi)
	evening := time.Date(2021, 6, 14, 17, 30, 0, 0, hanoi)
	unit := T("đơn vị", "unit")
	criterion := T("tiêu chí", "criterion|criteria")
	for _, c := range []struct {
		name   string
		words  func(lang string) string
		vi, en string
	}{
		{"day", func(l string) string { return shortDay(june, l) }, "14/6/2021", "14 June 2021"},
		{"day in February", func(l string) string { return shortDay(tet, l) }, "03/02/2021", "3 February 2021"},
		{"day in March", func(l string) string { return shortDay(march, l) }, "05/3/2021", "5 March 2021"},
		{"no day", func(l string) string { return shortDay(campaign.Date{}, l) }, "", ""},
		{"day and month", func(l string) string { return dayMonth(tet, l) }, "03/02", "3 February"},
		{"month", func(l string) string { return monthYear(date(2021, 7, 1), l) }, "7/2021", "July 2021"},
		{"January", func(l string) string { return monthYear(date(2022, 1, 1), l) }, "01/2022", "January 2022"},
		{"weekday", func(l string) string { return dayWords(june, l) }, "thứ Hai 14/6/2021", "Monday 14 June 2021"},
		{"Sunday", func(l string) string { return dayWords(date(2026, 6, 14), l) }, "Chủ nhật 14/6/2026", "Sunday 14 June 2026"},
		{"span", func(l string) string { return spanWords(window, l) }, "từ 01/12/2020 đến 31/5/2021", "from 1 December 2020 to 31 May 2021"},
		{"clock", func(string) string { return clockWords(time.Date(2021, 6, 1, 8, 5, 59, 0, hanoi)) }, "08:05", "08:05"},
		{"time of day", func(string) string { return timeOfDay(8 * 60) }, "08:00", "08:00"},
		{"stamp", func(l string) string { return stamp(evening, l) }, "14/6/2021 17:30", "14 June 2021, 17:30"},
		{"end of a day", func(l string) string { return deadlineWords(midnight, l) }, "24h00 ngày 14/6/2021", "24:00 on 14 June 2021"},
		{"end of a year", func(l string) string { return deadlineWords(newYear, l) }, "24h00 ngày 31/12/2021", "24:00 on 31 December 2021"},
		{"in the evening", func(l string) string { return deadlineWords(evening, l) }, "17h30 ngày 14/6/2021", "17:30 on 14 June 2021"},
		{"no deadline", func(l string) string { return deadlineWords(time.Time{}, l) }, "", ""},
		{"3 left", func(l string) string { return daysLeft(3, l) }, "còn 03 ngày", "3 days left"},
		{"1 left", func(l string) string { return daysLeft(1, l) }, "còn 01 ngày", "1 day left"},
		{"last day", func(l string) string { return daysLeft(0, l) }, "hôm nay là ngày cuối", "today is the last day"},
		{"overdue", func(l string) string { return daysLeft(-12, l) }, "quá hạn 12 ngày", "12 days overdue"},
		{"on time", func(l string) string { return lateWords(0, l) }, "đúng hạn", "on time"},
		{"late", func(l string) string { return lateWords(1, l) }, "trễ hạn 01 ngày", "1 day late"},
		{"units", func(l string) string { return counted(2, l, unit) }, "02 đơn vị", "2 units"},
		{"no units", func(l string) string { return counted(0, l, unit) }, "00 đơn vị", "0 units"},
		{"one criterion", func(l string) string { return counted(1, l, criterion) }, "01 tiêu chí", "1 criterion"},
		{"criteria", func(l string) string { return counted(22, l, criterion) }, "22 tiêu chí", "22 criteria"},
		{"amount", func(l string) string { return amount(2, l) }, "02", "2"},
		{"anniversary", func(l string) string { return ordinal(75, l) }, "75", "75th"},
		{"first", func(l string) string { return ordinal(91, l) }, "91", "91st"},
		{"second", func(l string) string { return ordinal(102, l) }, "102", "102nd"},
		{"third", func(l string) string { return ordinal(33, l) }, "33", "33rd"},
		{"eleventh", func(l string) string { return ordinal(111, l) }, "111", "111th"},
		{"twelfth", func(l string) string { return ordinal(12, l) }, "12", "12th"},
		{"thirteenth", func(l string) string { return ordinal(13, l) }, "13", "13th"},
		{"points", func(l string) string { return pointsWords(9275, l) }, "92,75", "92.75"},
		{"percent", func(l string) string { return percentWords(9750, l) }, "97,5 %", "97.5 %"},
		{"bytes", func(l string) string { return sizeWords(900, l) }, "900 B", "900 B"},
		{"kilobytes", func(l string) string { return sizeWords(640<<10, l) }, "640 KB", "640 KB"},
		{"megabytes", func(l string) string { return sizeWords(1258291, l) }, "1,2 MB", "1.2 MB"},
		{"20 MB", func(l string) string { return sizeWords(20<<20, l) }, "20 MB", "20 MB"},
		{"first letter", func(string) string { return upperFirst("đúng hạn") }, "Đúng hạn", "Đúng hạn"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.words("vi"); got != c.vi {
				t.Errorf("vi: %q, want %q", got, c.vi)
			}
			if got := c.words("en"); got != c.en {
				t.Errorf("en: %q, want %q", got, c.en)
			}
		})
	}
}
