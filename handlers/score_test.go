package handlers_test

import (
	"os"
	"strings"
	"testing"

	"thidua/bot"
	"thidua/campaign"
)

// TestWorkedTotal adds one sheet of the example plan up by hand.
//
//	A1 97,31 % of 25 = 24,3275 → 24,33   A2 3,75   A3 5   A4 4,5   A5 6   A6 4,5
//	A7 does not apply (3 points leave the standard score)
//	A8 88,5 % of 4 = 3,54                              A = 51,62
//	B1 3,75  B2 4  B3 2,25  B4 2  B5 1,5  B6 2  B7 1   B = 16,50
//	C1 3   C2 99,99 % of 4 = 3,9996 → 4,00   C3 3   C4 2   C5 2
//	C6 report two days late: 2 − 2 × 0,5 = 1
//	C7 final hand-in three days late: 3 − 3 × 0,5 = 1,5        C = 16,50
//	sum of the parts 51,62 + 16,50 + 16,50 = 84,62
//	scaled 84,62 × 100 : 97 = 87,2371… → 87,24
//	bonus D1 three models, at most 2; D2 two → 2; D3 one → 1: 5 of at most 5
//	deductions E2 five people × 0,5 = 2,5
//	total 87,24 + 5 − 2,5 = 89,74; gate G2 not met
func TestWorkedTotal(t *testing.T) {
	cfg, problems, err := bot.Load("../config.example.toml")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	sheet := &cfg.Plan.Sheet
	answers := map[string]int64{
		"A1": 9731, "A2": 375, "A3": 500, "A4": 450, "A5": 600, "A6": 450, "A8": 8850,
		"B1": 375, "B2": 400, "B3": 225, "B4": 200, "B5": 150, "B6": 200, "B7": 100,
		"C1": 300, "C2": 9999, "C3": 300, "C4": 200, "C5": 200,
		"D1": 3, "D2": 2, "D3": 1, "E2": 5, "G1": 1, "G2": 0, "G4": 1,
	}
	entries := map[string]campaign.Entry{"A7": {NotApplicable: true, Reason: "Không có nhiệm vụ này"}}
	for id, v := range answers {
		entries[id] = campaign.Entry{Value: v}
	}
	got := campaign.Add(sheet, entries, map[string]campaign.Timeliness{
		"soket": {Complete: true, LateDays: 2}, "tongket": {Complete: true, LateDays: 3},
	})
	for _, f := range []struct {
		what      string
		got, want campaign.Points
	}{
		{"A", got.Sections["A"], 5162},
		{"B", got.Sections["B"], 1650},
		{"C", got.Sections["C"], 1650},
		{"sum", got.Base, 8462},
		{"scaled", got.Rebased, 8724},
		{"bonus", got.Bonus, 500},
		{"deductions", got.Deduction, 250},
		{"total", got.Total, 8974},
	} {
		if f.got != f.want {
			t.Errorf("%s is %s, want %s", f.what, f.got, f.want)
		}
	}
	if len(got.Blank) > 0 || strings.Join(got.Failed, " ") != "G2" || got.Provisional {
		t.Errorf("blank %v, failed %v, provisional %t", got.Blank, got.Failed, got.Provisional)
	}
}

// TestWorkedTotalInChat finds the same figures in a talk of a unit with the same
// answers.
func TestWorkedTotalInChat(t *testing.T) {
	talk, err := os.ReadFile("testdata/score_worked.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		"51,62/57", "16,5/20", "Cộng các phần: 84,62/97", "84,62 × 100 : 97 = 87,24",
		"Điểm thưởng: +5", "Điểm trừ: −2,5", "<b>Tổng điểm tự chấm: 89,74</b>", "87,24 + 5 − 2,5 = 89,74",
	} {
		if !strings.Contains(string(talk), line) {
			t.Errorf("the talk does not say %q", line)
		}
	}
}
