package document_test

import (
	"fmt"
	"time"

	"thidua/campaign"
	"thidua/handlers/document"
)

// scoreSheet has every kind of criterion: A 60, B 40, bonus, deduction, gates.
func scoreSheet() *campaign.Sheet {
	return &campaign.Sheet{
		Version: "2021.1", Total: campaign.Whole(100), BonusCap: campaign.Whole(5), DeductionCap: campaign.Whole(10),
		Sections: []campaign.Section{{ID: "A", Title: "Thực hiện nhiệm vụ chính trị, chuyên môn", Max: campaign.Whole(60)}, {ID: "B", Title: "Tổ chức thi đua", Max: campaign.Whole(40)}},
		Criteria: []campaign.Criterion{
			{ID: "A1", Section: "A", Title: "Hoàn thành các chỉ tiêu, nhiệm vụ trọng tâm được giao", Kind: campaign.KindPercentage, Max: campaign.Whole(40), Evidence: true},
			{ID: "A2", Section: "A", Title: "Phòng, chống tham nhũng", Kind: campaign.KindNumber, Max: campaign.Whole(17)},
			{ID: "A7", Section: "A", Title: "Thực hiện nhiệm vụ cải cách tư pháp", Kind: campaign.KindNumber, Max: campaign.Whole(3), MayNotApply: true},
			{ID: "B1", Section: "B", Title: "=HYPERLINK(\"http://example.com\")", Kind: campaign.KindNumber, Max: campaign.Whole(38)},
			{ID: "B2", Section: "B", Title: "Gửi báo cáo sơ kết đúng hạn", Kind: campaign.KindAuto, Max: campaign.Whole(2), Requirement: "soket", PerLateDay: 50},
			{ID: "D1", Title: "Mô hình mới được nhân rộng", Kind: campaign.KindBonus, Max: campaign.Whole(4), Each: campaign.Whole(1)},
			{ID: "D2", Title: "Thành tích đột xuất", Kind: campaign.KindBonus, Max: campaign.Whole(3), Each: 150},
			{ID: "E1", Title: "Không gửi báo cáo sơ kết", Kind: campaign.KindDeduction, Max: campaign.Whole(2), Each: campaign.Whole(2), DeskOnly: true},
			{ID: "E2", Title: "Cá nhân bị kỷ luật", Kind: campaign.KindDeduction, Max: campaign.Whole(3), Each: 50},
			{ID: "G1", Title: "Không để xảy ra tham nhũng", Kind: campaign.KindGate, Bars: []string{campaign.BarFlag}},
		},
	}
}

func sheetKey() document.SheetKey {
	return document.SheetKey{Campaign: "noichinh-2021", Unit: "tand", Author: campaign.SelfScore, Plan: 3, Version: "2021.1", Rev: 5}
}

var secret = []byte("a secret of the bot")

func entries() map[string]campaign.Entry {
	return map[string]campaign.Entry{
		"A1": {Value: 9750}, "A2": {Value: 1675, Reason: "Có 01 vụ\nđang xác minh"}, "A7": {NotApplicable: true, Reason: "Không được giao"},
		"D1": {Value: 2}, "G1": {Value: 1},
	}
}

func scorePaper() document.ScoreSheetPaper {
	return document.ScoreSheetPaper{
		Year: 2021, Unit: "Tòa án nhân dân tỉnh", Sheet: scoreSheet(), Key: sheetKey(), Secret: secret, Entries: entries(),
		Beside: map[string]campaign.Points{"A1": 3900}, BesideTitle: "Năm trước", Made: made,
	}
}

func expected() document.ExpectedSheet {
	return document.ExpectedSheet{Sheet: scoreSheet(), Key: sheetKey(), Secret: secret, Entries: entries()}
}

// largeSheet has n criteria in ten sections that add up to 1,000 points.
func largeSheet(n int) *campaign.Sheet {
	s := &campaign.Sheet{Version: "1", Total: campaign.Whole(1000), BonusCap: campaign.Whole(50), DeductionCap: campaign.Whole(100)}
	for i := range 10 {
		s.Sections = append(s.Sections, campaign.Section{ID: string(rune('A' + i)), Title: "Phần", Max: campaign.Whole(100)})
	}
	for i := range n {
		s.Criteria = append(s.Criteria, campaign.Criterion{ID: fmt.Sprintf("%c%d", 'A'+i%10, i), Section: string(rune('A' + i%10)), Title: "Tiêu chí", Kind: campaign.KindNumber, Max: campaign.Whole(1000) / campaign.Points(n), MayNotApply: true})
	}
	return s
}

// standings ranks n units over a sheet with figures that differ.
func standings(s *campaign.Sheet, n int) []campaign.Standing {
	p := &campaign.Plan{Zone: "Asia/Ho_Chi_Minh", Sheet: *s}
	var cs []campaign.Candidate
	for i := range n {
		u := campaign.Unit{ID: fmt.Sprint(i), Name: unitName(i), Status: campaign.Competing}
		p.Units = append(p.Units, u)
		e := map[string]campaign.Entry{}
		for k, c := range s.Criteria {
			switch {
			case c.MayNotApply && (i+k)%5 == 1:
				e[c.ID] = campaign.Entry{NotApplicable: true}
			case c.Kind == campaign.KindPercentage:
				e[c.ID] = campaign.Entry{Value: int64(9999 - 7*i)}
			case c.Kind == campaign.KindNumber:
				e[c.ID] = campaign.Entry{Value: int64(c.Max) - int64((i*k)%8*25)%int64(c.Max)}
			case c.Kind != campaign.KindAuto:
				e[c.ID] = campaign.Entry{Value: int64((i + k) % 7)}
			}
		}
		cs = append(cs, campaign.Candidate{
			Unit: u, Tally: campaign.Add(s, e, map[string]campaign.Timeliness{"soket": {Complete: true, LateDays: i % 3}}),
			HasSheet: i != 4, CompletedAt: time.Date(2021, 12, 1, 8, i%60, 0, 0, time.UTC),
		})
	}
	return campaign.Rank(p, cs)
}
