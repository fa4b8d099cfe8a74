package handlers

import (
	"strconv"
	"strings"
	"time"

	"thidua/campaign"
)

// longPast is how many days back a day without a year is taken for one that has
// gone by rather than for next year's.
const longPast = 180

// readDay reads a day as people type it: "20/6", "20-6-2021", "20.6.21",
// "2021-06-20", "20 June", "20 tháng 6 năm 2021", with or without the weekday. Without a
// year it is the first such day on or after from. Digits are day before month,
// in both languages.
func readDay(text string, from campaign.Date) (campaign.Date, bool) {
	if d, err := campaign.ParseDate(strings.TrimSpace(text)); err == nil {
		return d, true
	}
	var numbers []int
	month := 0
	for word := range strings.FieldsFuncSeq(fold(text), func(r rune) bool { return r == ' ' }) {
		if n, err := strconv.Atoi(word); err == nil && len(word) <= 4 {
			numbers = append(numbers, n)
			continue
		}
		m := monthNamed(word)
		switch {
		case m != 0 && month == 0 && len(numbers) == 1:
			month = m
			numbers = append(numbers, m)
		case !dayWord[word]:
			return campaign.Date{}, false
		}
	}
	if weekdayNumber(text) && len(numbers) > 2 {
		numbers = numbers[1:]
	}
	if len(numbers) == 3 {
		if numbers[2] < 100 {
			numbers[2] += 2000
		}
		return realDay(numbers[2], numbers[1], numbers[0])
	}
	if len(numbers) != 2 {
		return campaign.Date{}, false
	}
	for year := from.Year; year <= from.Year+1; year++ {
		if d, ok := realDay(year, numbers[1], numbers[0]); ok && !d.Before(from) {
			return d, true
		}
	}
	return campaign.Date{}, false
}

// weekdayNumber: "thứ 6 18/6" begins with a number that is no day.
func weekdayNumber(text string) bool {
	words := strings.Fields(fold(text))
	return len(words) > 1 && words[0] == "thu" && len(words[1]) == 1 && words[1] >= "2" && words[1] <= "7"
}

func realDay(year, month, day int) (campaign.Date, bool) {
	d := campaign.Date{Year: year, Month: time.Month(month), Day: day}
	ok := year >= 1900 && year < 2200 && month >= 1 && month <= 12 && day >= 1 && d.AddDays(0) == d
	return d, ok
}

// monthNamed is an English month by at least three letters, 0 for none.
func monthNamed(word string) int {
	for m := time.January; m <= time.December; m++ {
		if len(word) >= 3 && strings.HasPrefix(strings.ToLower(m.String()), word) {
			return int(m)
		}
	}
	return 0
}

// dayWord are the words around the figures of a day that say nothing more.
var dayWord = map[string]bool{
	"ngay": true, "thang": true, "nam": true, "thu": true, "hai": true, "ba": true, "tu": true, "sau": true,
	"bay": true, "chu": true, "nhat": true, "den": true, "het": true, "from": true, "until": true, "on": true,
	"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true,
	"of": true, "the": true, "th": true, "st": true, "nd": true, "rd": true,
}
