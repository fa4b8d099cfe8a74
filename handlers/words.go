package handlers

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"thidua/campaign"
)

// How days, times, counts and points are written, in both languages. The
// Vietnamese forms are those of official papers: a day has two digits, a month
// two only for January and February, small counts are padded ("02 đợt"), a day
// that ends is "24h00". English names the month, because 6/7 is read two ways.

// shortDay is "14/6/2021", "03/02/2021"; in English "14 June 2021". Empty for
// the zero day.
func shortDay(d campaign.Date, lang string) string {
	if d.IsZero() {
		return ""
	}
	if lang == "en" {
		return fmt.Sprintf("%d %s %d", d.Day, d.Month, d.Year)
	}
	return dayMonth(d, lang) + "/" + strconv.Itoa(d.Year)
}

// dayMonth is "14/6", "03/02"; in English "14 June".
func dayMonth(d campaign.Date, lang string) string {
	if d.IsZero() {
		return ""
	}
	if lang == "en" {
		return fmt.Sprintf("%d %s", d.Day, d.Month)
	}
	return count2(d.Day) + "/" + monthDigits(d.Month)
}

// monthYear is "7/2021", "01/2022"; in English "July 2021".
func monthYear(d campaign.Date, lang string) string {
	if d.IsZero() {
		return ""
	}
	if lang == "en" {
		return fmt.Sprintf("%s %d", d.Month, d.Year)
	}
	return monthDigits(d.Month) + "/" + strconv.Itoa(d.Year)
}

func monthDigits(m time.Month) string {
	if m <= time.February {
		return count2(int(m))
	}
	return strconv.Itoa(int(m))
}

// dayWords is "thứ Hai 14/6/2021"; in English "Monday 14 June 2021".
func dayWords(d campaign.Date, lang string) string {
	if d.IsZero() {
		return ""
	}
	return weekday(d.Weekday(), lang) + " " + shortDay(d, lang)
}

// weekday is "thứ Hai" … "Chủ nhật"; in English "Monday" … "Sunday".
func weekday(w time.Weekday, lang string) string { return weekdays[w].In(lang) }

var weekdays = [...]Text{
	time.Sunday:    T("Chủ nhật", "Sunday"),
	time.Monday:    T("thứ Hai", "Monday"),
	time.Tuesday:   T("thứ Ba", "Tuesday"),
	time.Wednesday: T("thứ Tư", "Wednesday"),
	time.Thursday:  T("thứ Năm", "Thursday"),
	time.Friday:    T("thứ Sáu", "Friday"),
	time.Saturday:  T("thứ Bảy", "Saturday"),
}

// spanWords is "từ 01/12/2020 đến 31/5/2021".
func spanWords(s campaign.Span, lang string) string {
	if s.IsZero() {
		return ""
	}
	return fmt.Sprintf(spanForm.In(lang), shortDay(s.From, lang), shortDay(s.To, lang))
}

// clockWords is the time of day of an instant in its own zone, "08:00".
func clockWords(at time.Time) string { return at.Format("15:04") }

// timeOfDay is minutes after midnight as "08:00".
func timeOfDay(m campaign.TimeOfDay) string {
	return count2(int(m)/60) + ":" + count2(int(m)%60)
}

// stamp is the day and time of an instant in its own zone, as a register has
// it: "10/6/2021 09:15".
func stamp(at time.Time, lang string) string {
	if lang == "en" {
		return shortDay(campaign.DateOf(at), lang) + ", " + clockWords(at)
	}
	return shortDay(campaign.DateOf(at), lang) + " " + clockWords(at)
}

// deadlineWords is the last on-time moment before the first late instant, in
// the zone of that instant: "24h00 ngày 14/6/2021", "17h30 ngày 14/6/2021".
func deadlineWords(firstLate time.Time, lang string) string {
	if firstLate.IsZero() {
		return ""
	}
	day, clock := campaign.DateOf(firstLate), fmt.Sprintf("%02dh%02d", firstLate.Hour(), firstLate.Minute())
	if firstLate.Hour() == 0 && firstLate.Minute() == 0 {
		day, clock = day.AddDays(-1), "24h00"
	}
	if lang == "en" {
		clock = strings.Replace(clock, "h", ":", 1)
	}
	return fmt.Sprintf(deadlineForm.In(lang), clock, shortDay(day, lang))
}

// daysLeft says how far the last on-time day is: "còn 03 ngày", "hôm nay là
// ngày cuối", "quá hạn 02 ngày" (n negative: days after the last on-time day).
func daysLeft(n int, lang string) string {
	switch {
	case n > 0:
		return fmt.Sprintf(leftForm.In(lang), counted(n, lang, dayNoun))
	case n == 0:
		return lastDayForm.In(lang)
	}
	return fmt.Sprintf(overdueForm.In(lang), counted(-n, lang, dayNoun))
}

// lateWords is "đúng hạn" or "trễ hạn 02 ngày".
func lateWords(days int, lang string) string {
	if days <= 0 {
		return onTimeForm.In(lang)
	}
	return fmt.Sprintf(lateForm.In(lang), counted(days, lang, dayNoun))
}

// counted is a count with its noun: "02 đợt", "2 phases", "1 phase". The
// English noun forms its plural with an s unless it is written as
// "criterion|criteria".
func counted(n int, lang string, noun Text) string {
	if lang != "en" {
		return count2(n) + " " + noun.vi
	}
	one, many, irregular := strings.Cut(noun.en, "|")
	switch {
	case n == 1:
		return "1 " + one
	case irregular:
		return strconv.Itoa(n) + " " + many
	}
	return strconv.Itoa(n) + " " + one + "s"
}

// ordinal is the number of an anniversary: "75"; in English "75th", "91st", "102nd".
func ordinal(n int, lang string) string {
	if lang != "en" {
		return strconv.Itoa(n)
	}
	end := "th"
	if tens := n % 100; tens < 11 || tens > 13 {
		switch n % 10 {
		case 1:
			end = "st"
		case 2:
			end = "nd"
		case 3:
			end = "rd"
		}
	}
	return strconv.Itoa(n) + end
}

// amount is a count that stands alone: "02"; in English "2".
func amount(n int, lang string) string {
	if lang == "en" {
		return strconv.Itoa(n)
	}
	return count2(n)
}

// count2 is a count with at least two digits: "03", "12".
func count2(n int) string { return fmt.Sprintf("%02d", n) }

// pointsWords is points with the decimal mark of the language: "92,75", "92.75".
func pointsWords(p campaign.Points, lang string) string { return decimal(p.String(), lang) }

// percentWords is hundredths of a percent: "97,5 %".
func percentWords(hundredths int64, lang string) string {
	return decimal(campaign.Points(hundredths).String(), lang) + " %"
}

// sizeWords is a number of bytes as people say it: "640 KB", "1,2 MB", "3,4 GB".
func sizeWords(bytes int64, lang string) string {
	switch {
	case bytes < 1<<10:
		return strconv.FormatInt(bytes, 10) + " B"
	case bytes < 1<<20:
		return strconv.FormatInt((bytes+1<<9)>>10, 10) + " KB"
	}
	unit, shift := " MB", 20
	if bytes >= 1<<30 {
		unit, shift = " GB", 30
	}
	tenths := (bytes>>(shift-20)*10 + 1<<19) >> 20
	return decimal(campaign.Points(tenths*10).String(), lang) + unit
}

func decimal(s, lang string) string {
	if lang == "en" {
		return strings.Replace(s, ",", ".", 1)
	}
	return s
}

// upperFirst makes a phrase the beginning of a sentence.
func upperFirst(s string) string {
	for i, r := range s {
		if i == 0 {
			return strings.ToUpper(string(r)) + s[len(string(r)):]
		}
	}
	return s
}

var (
	dayNoun      = T("ngày", "day")
	leftForm     = T("còn %s", "%s left")
	lastDayForm  = T("hôm nay là ngày cuối", "today is the last day")
	overdueForm  = T("quá hạn %s", "%s overdue")
	onTimeForm   = T("đúng hạn", "on time")
	lateForm     = T("trễ hạn %s", "%s late")
	spanForm     = T("từ %s đến %s", "from %s to %s")
	deadlineForm = T("%s ngày %s", "%s on %s")
)
