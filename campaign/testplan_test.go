package campaign

import (
	"strings"
	"testing"
	"time"
)

var hanoi = mustZone("Asia/Ho_Chi_Minh")

func mustZone(name string) *time.Location {
	l, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return l
}

func day(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// at reads a wall-clock time of the plan's zone: "2021-06-15 00:00" with
// optional seconds.
func at(s string) time.Time {
	layout := "2006-01-02 15:04"
	if strings.Count(s, ":") == 2 {
		layout += ":05"
	}
	t, err := time.ParseInLocation(layout, s, hanoi)
	if err != nil {
		panic(err)
	}
	return t
}

// plan2021 is the bloc's year as the real plan has it, built anew on every call
// so that a test may spoil its copy.
func plan2021() *Plan {
	return &Plan{
		Campaign: "noichinh-2021", Revision: 1, Year: 2021,
		Bloc: "Khối thi đua Nội chính tỉnh Tuyên Quang", Province: "tỉnh Tuyên Quang",
		Symbol: "KTĐNC", Zone: "Asia/Ho_Chi_Minh",
		Document: Document{
			Number: "879/KH-KTĐNC", Title: "Kế hoạch phát động phong trào thi đua năm 2021",
			Date: day("2021-02-25"), Arrived: day("2021-03-05"),
		},
		Recipients: []Recipient{{Name: "Ban TĐKT tỉnh", Purpose: "báo cáo"}},
		Units:      units2021(),
		Head:       "ca", Deputy: "tand",
		Phases: phases2021(),
		Requirements: []Requirement{
			{
				ID: "soket", Title: "Báo cáo sơ kết thi đua 6 tháng đầu năm 2021", Short: "Báo cáo sơ kết",
				Parts:  []Part{PartFiles},
				Window: Span{day("2020-12-01"), day("2021-05-31")},
				Due:    Due{Date: day("2021-06-15"), Strict: true, IfHoliday: KeepDay},
			},
			{
				ID: "tongket", Title: "Báo cáo tổng kết thi đua năm 2021", Short: "Báo cáo tổng kết",
				Parts:  []Part{PartFiles, PartSheet},
				Window: Span{day("2020-12-01"), day("2021-11-30")},
				Due:    Due{Date: day("2021-12-15"), Strict: true, IfHoliday: KeepDay},
			},
			{ID: "kehoach", Title: "Kế hoạch của đơn vị", Short: "Kế hoạch", Parts: []Part{PartFiles}},
		},
		Conferences: []Conference{
			{ID: "hn-soket", Title: "Hội nghị sơ kết", Month: day("2021-07-01")},
			{ID: "hn-tongket", Title: "Hội nghị tổng kết", Month: day("2022-01-01")},
		},
		Movements:  []Movement{{ID: "vanhoa", Name: "Thi đua thực hiện văn hóa công sở"}},
		LegalBases: []LegalBasis{{Name: "Luật Thi đua, khen thưởng", Date: day("2003-11-26"), Status: "expired"}},
		Holidays:   []Holiday{{Name: "Quốc khánh", Day: day("2021-09-02")}, {Name: "Quốc khánh", Day: day("2021-09-03")}},
		Sheet:      sheet2021(),
		Rules: NoticeRules{
			Before: []int{7, 3, 1, 0}, OverdueEvery: 2, OverdueMax: 5, DeputyFrom: 1, HeadFrom: 1,
			At: 8 * 60, QuietFrom: 20 * 60, QuietTo: 7 * 60, LastDayQuiet: 22 * 60,
			PressGrace: time.Hour, OutageGrace: 2 * time.Hour,
		},
	}
}

func units2021() []Unit {
	return []Unit{
		{ID: "ca", Name: "Công an tỉnh", Status: Competing, Traditional: DayOfYear{time.August, 19, 1945}},
		{ID: "tand", Name: "Tòa án nhân dân tỉnh", Status: Competing, Traditional: DayOfYear{time.September, 13, 1945}},
		{ID: "vks", Name: "Viện kiểm sát nhân dân tỉnh", Status: Competing, Traditional: DayOfYear{time.July, 26, 1960}},
		{ID: "thads", Name: "Cục Thi hành án dân sự tỉnh", Status: Competing, Traditional: DayOfYear{time.July, 19, 1946}},
		{ID: "qs", Name: "Bộ Chỉ huy Quân sự tỉnh", Status: Competing, Traditional: DayOfYear{time.December, 22, 1944}},
		{ID: "ttr", Name: "Thanh tra tỉnh", Status: Competing, Traditional: DayOfYear{time.November, 23, 1945}},
		{ID: "stp", Name: "Sở Tư pháp", Status: Competing, Traditional: DayOfYear{time.August, 28, 1945}},
		{ID: "bnc", Name: "Ban Nội chính Tỉnh ủy", Status: NonCompeting, Traditional: DayOfYear{time.January, 5, 1966}},
	}
}

func phases2021() []Phase {
	return []Phase{
		{ID: "dot1", Name: "Đợt 1", Span: Span{day("2021-01-01"), day("2021-05-31")}, Occasions: []Occasion{
			{Name: "Đại hội Đảng toàn quốc lần thứ XIII"},
			{Name: "Ngày thành lập Đảng", Day: DayOfYear{time.February, 3, 1930}},
			{Name: "Ngày Giải phóng miền Nam", Day: DayOfYear{time.April, 30, 1975}},
			{Name: "Ngày Quốc tế Lao động", Day: DayOfYear{time.May, 1, 0}},
			{Name: "Ngày sinh Chủ tịch Hồ Chí Minh", Day: DayOfYear{time.May, 19, 1890}},
		}},
		{ID: "dot2", Name: "Đợt 2", Span: Span{day("2021-06-01"), day("2021-11-30")}, Occasions: []Occasion{
			{Name: "Quốc khánh", Day: DayOfYear{time.September, 2, 1945}},
		}},
	}
}

// sheet2021 is the default sheet of 22 criteria with bonus, deductions and gates.
func sheet2021() Sheet {
	num := func(id string, most int64) Criterion {
		return Criterion{ID: id, Section: id[:1], Title: id, Kind: KindNumber, Max: Whole(most)}
	}
	pct := func(id string, most int64) Criterion {
		return Criterion{ID: id, Section: id[:1], Title: id, Kind: KindPercentage, Max: Whole(most)}
	}
	auto := func(id string, most int64, r string) Criterion {
		return Criterion{ID: id, Section: id[:1], Title: id, Kind: KindAuto, Max: Whole(most), Requirement: r, PerLateDay: 50}
	}
	count := func(id string, k Kind, most, each Points, desk bool) Criterion {
		return Criterion{ID: id, Title: id, Kind: k, Max: most, Each: each, DeskOnly: desk}
	}
	gate := func(id string, bars ...string) Criterion {
		return Criterion{ID: id, Title: id, Kind: KindGate, Bars: bars}
	}
	a7 := num("A7", 3)
	a7.MayNotApply = true
	e1 := count("E1", KindDeduction, 200, 200, true)
	e1.Requirement = "soket"
	g3 := gate("G3", BarRank)
	g3.DeskOnly, g3.Requirement = true, "tongket"
	return Sheet{
		Version: "2021", Total: Whole(100), BonusCap: Whole(5), DeductionCap: Whole(10),
		Sections: []Section{{ID: "A", Title: "Nhiệm vụ", Max: Whole(60)}, {ID: "B", Title: "Phong trào", Max: Whole(20)}, {ID: "C", Title: "Tổ chức", Max: Whole(20)}},
		Criteria: []Criterion{
			pct("A1", 25), num("A2", 5), num("A3", 5), num("A4", 6), num("A5", 6), num("A6", 6), a7, pct("A8", 4),
			num("B1", 5), num("B2", 4), num("B3", 3), num("B4", 2), num("B5", 2), num("B6", 2), num("B7", 2),
			num("C1", 3), pct("C2", 4), num("C3", 4), num("C4", 2), num("C5", 2), auto("C6", 2, "soket"), auto("C7", 3, "tongket"),
			count("D1", KindBonus, 200, 100, false), count("D2", KindBonus, 200, 100, false), count("D3", KindBonus, 100, 100, false),
			e1, count("E2", KindDeduction, 300, 50, false), count("E3", KindDeduction, 200, 50, true), count("E4", KindDeduction, 300, 100, true),
			gate("G1", BarFlag, BarCertificate), gate("G2", BarFlag), g3, gate("G4", BarFlag, BarCertificate),
		},
	}
}

// fullEntries answers every typed criterion as well as it can be.
func fullEntries(s *Sheet) map[string]Entry {
	out := map[string]Entry{}
	for _, c := range s.Typed() {
		switch c.Kind {
		case KindNumber:
			out[c.ID] = Entry{Value: int64(c.Max)}
		case KindPercentage:
			if c.AtMost {
				out[c.ID] = Entry{}
				continue
			}
			out[c.ID] = Entry{Value: 10000}
		case KindGate, KindPass:
			out[c.ID] = Entry{Value: 1}
		case KindRelative:
			out[c.ID] = Entry{Value: 100}
		case KindCount:
			out[c.ID] = Entry{Value: MaxCount}
		default:
			out[c.ID] = Entry{}
		}
	}
	return out
}

// onTime is every requirement complete on time.
func onTime() map[string]Timeliness {
	return map[string]Timeliness{"soket": {Complete: true}, "tongket": {Complete: true}}
}

func wantKind(t *testing.T, err error, kind ErrorKind) {
	t.Helper()
	e, ok := err.(*Error)
	if !ok || e.Kind != kind {
		t.Errorf("got error %v, want kind %s", err, kind)
	}
}
