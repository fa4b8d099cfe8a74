package document

import (
	"strconv"
	"testing"
)

// sampleMonth is June 2021 with a number of entries on its days.
func sampleMonth(entries int) Month {
	m := Month{
		Title: "Lịch thi đua tháng 6/2021", Subtitle: "Viện kiểm sát nhân dân tỉnh",
		Weekdays: [7]string{"Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "CN"},
		Legend: []MonthKey{
			{MarkDeadline, "hạn cuối"},
			{MarkOpens, "bắt đầu tiếp nhận"},
			{MarkConference, "hội nghị"},
			{MarkPhase, "đợt, phong trào bắt đầu hoặc kết thúc"},
			{MarkAnniversary, "ngày kỷ niệm"},
			{MarkHoliday, "ngày nghỉ lễ"},
		},
		Footer: []string{"Hội nghị sơ kết thi đua 6 tháng đầu năm 2021: dự kiến trong tháng này, chưa chốt ngày."},
	}
	texts := []string{
		"Phát động Đợt 2", "Bắt đầu tiếp nhận Báo cáo sơ kết", "Hạn cuối: Báo cáo sơ kết",
		"75 năm Ngày truyền thống của Cục Thi hành án dân sự tỉnh (19/7/1946 – 19/7/2021)", "Hội nghị sơ kết thi đua 6 tháng đầu năm 2021", "Ngày nghỉ lễ",
	}
	marks := []MonthMark{MarkPhase, MarkOpens, MarkDeadline, MarkAnniversary, MarkConference, MarkHoliday}
	days := map[int][]MonthMark{}
	for i := range entries {
		day := 1 + i*29/max(1, entries-1)
		mark := marks[i%len(marks)]
		days[day] = append(days[day], mark)
		m.Lines = append(m.Lines, MonthLine{Mark: mark, Day: strconv.Itoa(day) + "/6, thứ Hai", Text: texts[i%len(texts)], Past: day < 11})
	}
	m.Weeks = make([][7]MonthDay, 5)
	for day := 1; day <= 30; day++ {
		at := day // 1 June 2021 is a Tuesday
		m.Weeks[at/7][at%7] = MonthDay{Number: strconv.Itoa(day), Today: day == 11, Off: at%7 > 4, Marks: days[day]}
	}
	return m
}

func TestMonthPictureRefuses(t *testing.T) {
	for name, spoil := range map[string]func(*Month){
		"day":    func(m *Month) { m.Weeks[0][1].Marks = []MonthMark{"party"} },
		"line":   func(m *Month) { m.Lines[0].Mark = "" },
		"legend": func(m *Month) { m.Legend[0].Mark = "?" },
	} {
		m := sampleMonth(9)
		spoil(&m)
		if _, err := MonthPicture(m); err == nil {
			t.Errorf("%s: an unknown mark was drawn", name)
		}
	}
}

func BenchmarkMonthPicture(b *testing.B) {
	m := sampleMonth(9)
	for b.Loop() {
		if _, err := MonthPicture(m); err != nil {
			b.Fatal(err)
		}
	}
}
