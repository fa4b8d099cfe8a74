package campaign

import (
	"math"
	"strings"
	"testing"
	"time"
)

// TestLunarDays checks the table by another way than it was made: both days lie
// by the mean new moon, and lunar years have the lengths they can have.
func TestLunarDays(t *testing.T) {
	const synodic = 29.530588853
	epoch := time.Date(2000, 1, 6, 18, 14, 0, 0, time.UTC) // a new moon
	offMoon := func(d Date) float64 {                      // days from the nearest mean new moon, at noon of UTC+7
		days := d.In(time.FixedZone("", 7*3600)).Add(12*time.Hour).Sub(epoch).Hours() / 24
		return days - math.Round(days/synodic)*synodic
	}
	for year := FirstPublicYear; year <= LastPublicYear; year++ {
		l, ok := lunarDays[year]
		if !ok {
			t.Fatalf("%d is missing", year)
		}
		if off := offMoon(l.tet); math.Abs(off) > 1.2 {
			t.Errorf("%d: Tết lies %.1f days from a new moon", year, off)
		}
		if off := offMoon(l.kings.AddDays(-9)); math.Abs(off) > 1.2 {
			t.Errorf("%d: the third month begins %.1f days from a new moon", year, off)
		}
		if n := l.tet.DaysUntil(l.kings); (n < 67 || n > 69) && (n < 96 || n > 99) {
			t.Errorf("%d: %d days from Tết to the 10th of the third month", year, n)
		}
		if l.tet.Before(Date{year, 1, 21}) || l.tet.After(Date{year, 2, 20}) {
			t.Errorf("%d: Tết on %s", year, l.tet)
		}
		if next, ok := lunarDays[year+1]; ok {
			if n := l.tet.DaysUntil(next.tet); (n < 353 || n > 355) && (n < 383 || n > 385) {
				t.Errorf("the lunar year %d has %d days", year, n)
			}
		}
	}
	if lunarDays[2030].tet != (Date{2030, 2, 2}) { // 3 February in China: the new moon falls between the two midnights
		t.Errorf("Tết 2030 on %s", lunarDays[2030].tet)
	}
}

// TestPublicHolidays2021: the days of the example's year as they were decided then.
func TestPublicHolidays2021(t *testing.T) {
	got, ok := PublicHolidays(2021)
	if !ok {
		t.Fatal("2021 is not known")
	}
	var days []string
	for _, h := range got {
		days = append(days, h.Day.String())
	}
	want := "2021-01-01 2021-02-10 2021-02-11 2021-02-12 2021-02-13 2021-02-14 2021-02-15 2021-02-16 2021-04-21 2021-04-30 2021-05-01 2021-05-03 2021-09-02 2021-09-03"
	if strings.Join(days, " ") != want {
		t.Errorf("days off\n%s, want\n%s", strings.Join(days, " "), want)
	}
	if _, ok := PublicHolidays(LastPublicYear + 1); ok {
		t.Error("a year without a table is known")
	}
}

// TestPublicHolidaysAreOff: every year the statutory number of days, moved ones
// on working days and none twice.
func TestPublicHolidaysAreOff(t *testing.T) {
	for year := FirstPublicYear; year <= LastPublicYear; year++ {
		days, _ := PublicHolidays(year)
		seen := map[Date]bool{}
		off := 0
		for _, h := range days {
			if seen[h.Day] && !strings.Contains(h.Name, "Giỗ Tổ") && !strings.Contains(h.Name, "Giải phóng") {
				t.Errorf("%d: %s is off twice", year, h.Day)
			}
			seen[h.Day] = true
			weekend := h.Day.Weekday() == time.Saturday || h.Day.Weekday() == time.Sunday
			if moved := strings.Contains(h.Name, "nghỉ bù"); moved && weekend {
				t.Errorf("%d: %s is moved to a weekend", year, h.Day)
			}
			if !weekend {
				off++
			}
		}
		if off != 11 {
			t.Errorf("%d: %d working days are off, want 11", year, off)
		}
	}
}
