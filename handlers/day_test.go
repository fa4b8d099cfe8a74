package handlers

import (
	"testing"

	"thidua/campaign"
)

func TestReadDay(t *testing.T) {
	from := campaign.Date{Year: 2021, Month: 6, Day: 13}
	for text, want := range map[string]string{
		"20/6": "2021-06-20", "20-06-2021": "2021-06-20", "20.6.21": "2021-06-20", "2021-06-20": "2021-06-20",
		"thứ Sáu 18/6/2021": "2021-06-18", "thứ 6 18/6/2021": "2021-06-18", "ngày 20 tháng 6 năm 2021": "2021-06-20",
		"20 June": "2021-06-20", "Friday 18 June 2021": "2021-06-18", "18 of Jun": "2021-06-18", "3/1": "2022-01-03", "13/6": "2021-06-13",
		"30/2": "", "32/1": "", "6": "", "": "", "mai": "", "20/13": "", "1/2/3/4": "", "99999/1": "", "20/6 lúc 8 giờ": "",
	} {
		d, ok := readDay(text, from)
		if got := d.String(); ok != (want != "") || ok && got != want {
			t.Errorf("readDay(%q) = %s, %v; want %q", text, got, ok, want)
		}
	}
}
