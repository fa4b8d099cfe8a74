package campaign

import "time"

// Days off of Viet Nam as data, for making the next year's config. The Labour
// Code 2019, article 112, gives New Year's Day, five days of Tết, the Hùng Kings'
// day (10th of the 3rd lunar month), 30 April, 1 May, 2 September and one day
// beside it; article 111 moves one that falls on a weekly day off to the next
// working day. Which five days Tết has and which day 2 September has beside it is
// decided every year by the Prime Minister: what stands here is the usual choice,
// and a config states the days that hold.

// FirstPublicYear and LastPublicYear are the years the lunar days are known of.
const (
	FirstPublicYear = 2020
	LastPublicYear  = 2050
)

// lunarDays are the first day of the lunar year and the 10th of its 3rd month, by
// the calendar of Viet Nam (UTC+7, decision 121-CP of 1967); the Chinese one,
// which most programs reckon, differs in 2030 (Tết), 2037 and 2038.
var lunarDays = map[int]struct{ tet, kings Date }{
	2020: {Date{2020, 1, 25}, Date{2020, 4, 2}},
	2021: {Date{2021, 2, 12}, Date{2021, 4, 21}},
	2022: {Date{2022, 2, 1}, Date{2022, 4, 10}},
	2023: {Date{2023, 1, 22}, Date{2023, 4, 29}},
	2024: {Date{2024, 2, 10}, Date{2024, 4, 18}},
	2025: {Date{2025, 1, 29}, Date{2025, 4, 7}},
	2026: {Date{2026, 2, 17}, Date{2026, 4, 26}},
	2027: {Date{2027, 2, 6}, Date{2027, 4, 16}},
	2028: {Date{2028, 1, 26}, Date{2028, 4, 4}},
	2029: {Date{2029, 2, 13}, Date{2029, 4, 23}},
	2030: {Date{2030, 2, 2}, Date{2030, 4, 12}},
	2031: {Date{2031, 1, 23}, Date{2031, 4, 1}},
	2032: {Date{2032, 2, 11}, Date{2032, 4, 19}},
	2033: {Date{2033, 1, 31}, Date{2033, 4, 9}},
	2034: {Date{2034, 2, 19}, Date{2034, 4, 28}},
	2035: {Date{2035, 2, 8}, Date{2035, 4, 17}},
	2036: {Date{2036, 1, 28}, Date{2036, 4, 6}},
	2037: {Date{2037, 2, 15}, Date{2037, 4, 24}},
	2038: {Date{2038, 2, 4}, Date{2038, 4, 13}},
	2039: {Date{2039, 1, 24}, Date{2039, 4, 3}},
	2040: {Date{2040, 2, 12}, Date{2040, 4, 20}},
	2041: {Date{2041, 2, 1}, Date{2041, 4, 10}},
	2042: {Date{2042, 1, 22}, Date{2042, 4, 29}},
	2043: {Date{2043, 2, 10}, Date{2043, 4, 19}},
	2044: {Date{2044, 1, 30}, Date{2044, 4, 7}},
	2045: {Date{2045, 2, 17}, Date{2045, 4, 26}},
	2046: {Date{2046, 2, 6}, Date{2046, 4, 15}},
	2047: {Date{2047, 1, 26}, Date{2047, 4, 4}},
	2048: {Date{2048, 2, 14}, Date{2048, 4, 22}},
	2049: {Date{2049, 2, 2}, Date{2049, 4, 11}},
	2050: {Date{2050, 1, 23}, Date{2050, 4, 1}},
}

// The usual choice for Tết: two days before its first and two after it.
const (
	tetBefore = 2
	tetAfter  = 2
)

// PublicHolidays are the days off of a calendar year in order, those moved from a
// weekend behind the days they stand for. ok is false outside of the years whose
// lunar days are known.
func PublicHolidays(year int) (days []Holiday, ok bool) {
	lunar, ok := lunarDays[year]
	if !ok {
		return nil, false
	}
	add := func(name string, first Date, n int) {
		block := make([]Holiday, n)
		for i := range block {
			block[i] = Holiday{Name: name, Day: first.AddDays(i)}
		}
		days = append(days, block...)
	}
	add("Tết Dương lịch", Date{year, time.January, 1}, 1)
	add("Tết Nguyên đán", lunar.tet.AddDays(-tetBefore), tetBefore+1+tetAfter)
	add("Giỗ Tổ Hùng Vương", lunar.kings, 1)
	add("Ngày Giải phóng miền Nam, thống nhất đất nước", Date{year, time.April, 30}, 1)
	add("Ngày Quốc tế Lao động", Date{year, time.May, 1}, 1)
	add("Quốc khánh", Date{year, time.September, 2}, 1)
	add("Quốc khánh (ngày liền kề)", Date{year, time.September, 3}, 1)
	return withMoved(days), true
}

// withMoved adds a working day behind every run of days off for each of them that
// falls on a weekend.
func withMoved(days []Holiday) []Holiday {
	p := &Plan{Holidays: days}
	var out []Holiday
	for i, h := range days {
		out = append(out, h)
		if i+1 < len(days) && days[i+1].Day == h.Day.AddDays(1) {
			continue
		}
		for k := i; k >= 0 && days[k].Day == h.Day.AddDays(k-i); k-- {
			if w := days[k].Day.Weekday(); w != time.Saturday && w != time.Sunday {
				continue
			}
			next := h.Day.AddDays(1)
			for !p.WorkingDay(next) {
				next = next.AddDays(1)
			}
			moved := Holiday{Name: days[k].Name + " (nghỉ bù)", Day: next}
			out, p.Holidays = append(out, moved), append(p.Holidays, moved)
		}
	}
	return out
}

// HolidayOn is the name of the plan's day off on a day, "" for none.
func (p *Plan) HolidayOn(d Date) string {
	for _, h := range p.Holidays {
		if h.Day == d {
			return h.Name
		}
	}
	return ""
}
