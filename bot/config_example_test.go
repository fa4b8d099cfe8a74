package bot

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/campaign"
)

// configRow is one line of the default sheet: what the paper table says.
type configRow struct {
	id, section, ref string
	max              float64
	kind             campaign.Kind
	evidence         bool
}

// The default sheet as its table stands, typed apart from the example.
var configRows = []configRow{
	{"A1", "A", "II.1.2, II.1.6", 25, "percentage", true},
	{"A2", "A", "II.1.1", 5, "number", true},
	{"A3", "A", "II.1.1", 5, "number", true},
	{"A4", "A", "II.1.3", 6, "number", true},
	{"A5", "A", "II.1.4", 6, "number", true},
	{"A6", "A", "II.1.5", 6, "number", true},
	{"A7", "A", "II.1.5", 3, "number", true},
	{"A8", "A", "II.1.6", 4, "percentage", true},
	{"B1", "B", "II.2.1", 5, "number", true},
	{"B2", "B", "II.2.2", 4, "number", true},
	{"B3", "B", "II.2.2", 3, "number", true},
	{"B4", "B", "II.2.2", 2, "number", false},
	{"B5", "B", "II.3 ¶1", 2, "number", true},
	{"B6", "B", "II.3 ¶2–3", 2, "number", false},
	{"B7", "B", "II.3 ¶4", 2, "number", false},
	{"C1", "C", "IV.2.1", 3, "number", true},
	{"C2", "C", "III.1, III.2", 4, "percentage", false},
	{"C3", "C", "I.1, III.3", 4, "number", true},
	{"C4", "C", "III.4", 2, "number", true},
	{"C5", "C", "I.2, III.5", 2, "number", false},
	{"C6", "C", "IV.1", 2, "auto", false},
	{"C7", "C", "IV.1", 3, "auto", false},
	{"D1", "", "I.1, III.3", 2, "bonus", true},
	{"D2", "", "II.3 ¶1", 2, "bonus", true},
	{"D3", "", "IV.2.2", 1, "bonus", false},
	{"E1", "", "IV.1", 2, "deduction", false},
	{"E2", "", "II.1.1, II.1.6", 3, "deduction", false},
	{"E3", "", "I.2, IV.2.3", 2, "deduction", false},
	{"E4", "", "III.5", 3, "deduction", false},
	{"G1", "", "II.1.3", 0, "gate", false},
	{"G2", "", "II.1.6", 0, "gate", true},
	{"G3", "", "IV.1", 0, "gate", false},
	{"G4", "", "II.1.6", 0, "gate", true},
}

func TestConfigExampleSheetIsTheDefaultTable(t *testing.T) {
	sheet := loadConfigExample(t).Plan.Sheet
	var got []configRow
	sums, scored := map[string]campaign.Points{}, 0
	for _, c := range sheet.Criteria {
		got = append(got, configRow{c.ID, c.Section, c.Ref, float64(c.Max) / 100, c.Kind, c.Evidence})
		sums[c.Section] += c.Max
		if c.Section != "" {
			scored++
		}
		if c.Title == "" {
			t.Errorf("%s has no title", c.ID)
		}
	}
	if diff := cmp.Diff(configRows, got, cmp.AllowUnexported(configRow{})); diff != "" {
		t.Errorf("criteria (-table +example):\n%s", diff)
	}
	if scored != 22 || sums["A"] != 6000 || sums["B"] != 2000 || sums["C"] != 2000 {
		t.Errorf("%d scored criteria with sums %v, want 22 with 60, 20, 20", scored, sums)
	}
	want := []campaign.Section{
		{ID: "A", Title: "Thực hiện nhiệm vụ chính trị, chuyên môn", Max: 6000},
		{ID: "B", Title: "Thực hiện các phong trào thi đua", Max: 2000},
		{ID: "C", Title: "Công tác tổ chức thi đua, khen thưởng", Max: 2000},
	}
	if diff := cmp.Diff(want, sheet.Sections); diff != "" {
		t.Errorf("sections:\n%s", diff)
	}
	if sheet.Total != 10000 || sheet.BonusCap != 500 || sheet.DeductionCap != 1000 {
		t.Errorf("total %s, caps %s and %s; want 100, 5 and 10", sheet.Total, sheet.BonusCap, sheet.DeductionCap)
	}
}

func TestConfigExampleSheetRules(t *testing.T) {
	sheet := loadConfigExample(t).Plan.Sheet
	rules := map[string]campaign.Criterion{
		"A7": {MayNotApply: true},
		"C6": {Requirement: "soket", PerLateDay: 50},
		"C7": {Requirement: "tongket", PerLateDay: 50},
		"D1": {Each: 100}, "D2": {Each: 100}, "D3": {Each: 100},
		"E1": {Each: 200, Requirement: "soket", DeskOnly: true},
		"E2": {Each: 50},
		"E3": {Each: 50, DeskOnly: true},
		"E4": {Each: 100, DeskOnly: true},
		"G1": {Bars: []string{"flag", "certificate"}},
		"G2": {Bars: []string{"flag"}},
		"G3": {Bars: []string{"rank"}, Requirement: "tongket", DeskOnly: true},
		"G4": {Bars: []string{"flag", "certificate"}},
	}
	for _, c := range sheet.Criteria {
		got := campaign.Criterion{
			Step: c.Step, Each: c.Each, Requirement: c.Requirement, PerLateDay: c.PerLateDay,
			MayNotApply: c.MayNotApply, DeskOnly: c.DeskOnly, Bars: c.Bars,
		}
		if diff := cmp.Diff(rules[c.ID], got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.ID, diff)
		}
	}
}

func configDay(t *testing.T, s string) campaign.Date {
	t.Helper()
	d, err := campaign.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The stamp and the header of the paper (S1-S3), who signs (S7), to whom (S8).
func TestConfigExampleDocument(t *testing.T) {
	p := loadConfigExample(t).Plan
	want := campaign.Document{
		Number: "879/KH-KTĐNC", Title: "Kế hoạch phát động phong trào thi đua Khối Nội chính tỉnh Tuyên Quang năm 2021",
		Place: "Tuyên Quang", Date: configDay(t, "2021-02-25"), Arrived: configDay(t, "2021-03-05"), Incoming: "1045",
		Signer: "Đại tá Phạm Kim Đĩnh", SignerTitle: "Giám đốc Công an tỉnh",
	}
	if diff := cmp.Diff(want, p.Document); diff != "" {
		t.Errorf("document:\n%s", diff)
	}
	var purposes []string
	for _, r := range p.Recipients {
		purposes = append(purposes, r.Purpose)
	}
	if got := strings.Join(purposes, ", "); got != "báo cáo, thực hiện, để biết, lưu" {
		t.Errorf("purposes: %s", got)
	}
	if strings.Contains(p.Preamble, "\n") || !strings.HasPrefix(p.Preamble, "Hưởng ứng phong trào") || !strings.HasSuffix(p.Preamble, "đã đề ra.") {
		t.Errorf("preamble: %q", p.Preamble)
	}
}

func TestConfigExampleUnits(t *testing.T) {
	p := loadConfigExample(t).Plan
	want := map[string]campaign.DayOfYear{
		"ca": {Month: 8, Day: 19, Founded: 1945}, "tand": {Month: 9, Day: 13, Founded: 1945}, "vks": {Month: 7, Day: 26, Founded: 1960},
		"thads": {Month: 7, Day: 19, Founded: 1946}, "qs": {Month: 12, Day: 22, Founded: 1944}, "ttr": {Month: 11, Day: 23, Founded: 1945},
		"stp": {Month: 8, Day: 28, Founded: 1945}, "bnc": {Month: 1, Day: 5, Founded: 1966},
	}
	got := map[string]campaign.DayOfYear{}
	for _, u := range p.Units {
		got[u.ID] = u.Traditional
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("units:\n%s", diff)
	}
	if u, _ := p.Unit("bnc"); len(p.Competing()) != 7 || u.Status != campaign.NonCompeting {
		t.Errorf("%d compete, bnc is %q", len(p.Competing()), u.Status)
	}
	if p.Head != "ca" || p.Deputy != "tand" {
		t.Errorf("head %q, deputy %q", p.Head, p.Deputy)
	}
}

// The two peak phases and their occasions (S51-S55).
func TestConfigExamplePhases(t *testing.T) {
	p := loadConfigExample(t).Plan
	if len(p.Phases) != 2 {
		t.Fatalf("%d phases", len(p.Phases))
	}
	for i, want := range []struct{ from, to string }{{"2021-01-01", "2021-05-31"}, {"2021-06-01", "2021-11-30"}} {
		if got := p.Phases[i].Span; got.From.String() != want.from || got.To.String() != want.to {
			t.Errorf("phase %d: %v", i+1, got)
		}
	}
	days := [][]campaign.DayOfYear{
		{{}, {Month: 2, Day: 3, Founded: 1930}, {Month: 4, Day: 30, Founded: 1975}, {Month: 5, Day: 1}, {Month: 5, Day: 19, Founded: 1890}},
		{{Month: 9, Day: 2, Founded: 1945}, {}},
	}
	for i, phase := range p.Phases {
		var got []campaign.DayOfYear
		for _, o := range phase.Occasions {
			got = append(got, o.Day)
		}
		if diff := cmp.Diff(days[i], got); diff != "" {
			t.Errorf("occasions of phase %d:\n%s", i+1, diff)
		}
	}
	// The ordinals the paper prints follow from the founding years (S53, S55).
	for _, o := range []struct{ founded, ordinal int }{{1930, 91}, {1890, 131}, {1945, 76}} {
		if p.Year-o.founded != o.ordinal {
			t.Errorf("%d years since %d", p.Year-o.founded, o.founded)
		}
	}
}

// Windows, hand-in dates and conferences (S56-S61, S66).
func TestConfigExampleHandIns(t *testing.T) {
	p := loadConfigExample(t).Plan
	type dates struct{ parts, from, to, due, last, opens string }
	want := map[string]dates{
		"kehoach": {parts: "files"},
		"soket":   {"files", "2020-12-01", "2021-05-31", "2021-06-15", "2021-06-14", "2021-06-01"},
		"tongket": {"files sheet", "2020-12-01", "2021-11-30", "2021-12-15", "2021-12-14", "2021-12-01"},
	}
	got := map[string]dates{}
	for _, r := range p.Requirements {
		var parts []string
		for _, part := range r.Parts {
			parts = append(parts, string(part))
		}
		last, _ := p.LastDay(r)
		got[r.ID] = dates{
			strings.Join(parts, " "), r.Window.From.String(), r.Window.To.String(),
			r.Due.Date.String(), last.String(), p.Opens(r).String(),
		}
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(dates{})); diff != "" {
		t.Errorf("requirements:\n%s", diff)
	}
	soket, _ := p.Requirement("soket")
	if at := p.Deadline(soket).UTC().Format(time.RFC3339); at != "2021-06-14T17:00:00Z" {
		t.Errorf("the first late instant is %s, want midnight at +07:00", at)
	}
	months := []string{}
	for _, f := range p.Conferences {
		months = append(months, f.Month.String()+f.Fixed.String())
	}
	if diff := cmp.Diff([]string{"2021-07-01", "2022-01-01"}, months); diff != "" {
		t.Errorf("conferences:\n%s", diff)
	}
	if len(p.Movements) != 4 {
		t.Errorf("%d movements, want 4", len(p.Movements))
	}
}

func TestConfigExampleReminders(t *testing.T) {
	want := campaign.NoticeRules{
		Before: []int{7, 3, 1, 0}, OverdueEvery: 2, OverdueMax: 5, DeputyFrom: 1, HeadFrom: 1,
		At: 480, Morning: 450, QuietFrom: 1200, QuietTo: 420, LastDayQuiet: 1320,
		PressGrace: time.Hour, OutageGrace: 2 * time.Hour,
	}
	if diff := cmp.Diff(want, loadConfigExample(t).Plan.Rules); diff != "" {
		t.Errorf("reminders:\n%s", diff)
	}
}

// No hand-in date of the example falls on a day off, and Tết is among them.
func TestConfigExampleHolidays(t *testing.T) {
	p := loadConfigExample(t).Plan
	for _, off := range []string{"2021-01-01", "2021-02-12", "2021-04-21", "2021-04-30", "2021-05-03", "2021-09-02", "2022-01-03"} {
		if p.WorkingDay(configDay(t, off)) {
			t.Errorf("%s is a working day", off)
		}
	}
	for _, on := range []string{"2021-02-09", "2021-02-17", "2021-06-14", "2021-12-14"} {
		if !p.WorkingDay(configDay(t, on)) {
			t.Errorf("%s is a day off", on)
		}
	}
}
