package document_test

import (
	"bytes"
	"fmt"
	"testing"

	"thidua/campaign"
	"thidua/handlers/document"
)

// ratioSheet has criteria that are met by a ratio: at least 90 %, at most 2 %.
func ratioSheet() *campaign.Sheet {
	return &campaign.Sheet{
		Version: "2021.1", Total: campaign.Whole(20),
		Sections: []campaign.Section{{ID: "A", Title: "Nhiệm vụ", Max: campaign.Whole(20)}},
		Criteria: []campaign.Criterion{
			{ID: "A1", Section: "A", Title: "Xét xử đúng hạn", Kind: campaign.KindPass, Max: campaign.Whole(10), Threshold: 9000},
			{ID: "A2", Section: "A", Title: "Án bị hủy", Kind: campaign.KindPass, Max: campaign.Whole(10), Threshold: 200, AtMost: true},
			{ID: "G1", Title: "Tỷ lệ kỷ luật", Kind: campaign.KindGate, Threshold: 50, AtMost: true},
		},
	}
}

func ratioExpected() document.ExpectedSheet {
	return document.ExpectedSheet{
		Sheet: ratioSheet(), Key: sheetKey(), Secret: secret,
		Ratio: func(c campaign.Criterion, v int64) string {
			return fmt.Sprintf("%s trên %s", campaign.Points(v), campaign.Points(c.Threshold))
		},
	}
}

// TestRatiosInWorkbooks: where a ratio decides, the word is taken and the figure
// as well; the formula and the reader come to the same, the figure is kept.
func TestRatiosInWorkbooks(t *testing.T) {
	paper := document.ScoreSheetPaper{
		Year: 2021, Unit: "Tòa án nhân dân tỉnh", Sheet: ratioSheet(), Key: sheetKey(), Secret: secret, Made: made, Timely: map[string]campaign.Timeliness{},
	}
	file := build2(t)(document.ScoreSheetBook(paper))
	for _, c := range []struct {
		cell        string
		typed       any
		change, odd string
		points      campaign.Points
	}{
		{"E5", "Đạt", "A1=1 ", "", campaign.Whole(10)},
		{"E5", "không đạt", "A1=0 ", "", 0},
		{"E5", 90, "A1=1 90 trên 90", "", campaign.Whole(10)},
		{"E5", 89.99, "A1=0 89,99 trên 90", "", 0},
		{"E5", "92,5", "A1=1 92,5 trên 90", document.SheetTextNumber, 0}, // a text is no number to the formula
		{"E5", 0.92, "", document.SheetPercent, 0},
		{"E5", "có lẽ", "", document.SheetBadValue, 0},
		{"E5", -1, "", document.SheetBadValue, 0},
		{"E6", 0.92, "A2=1 0,92 trên 2", "", campaign.Whole(10)},
		{"E6", 2.01, "A2=0 2,01 trên 2", "", 0},
		{"E8", 0.4, "G1=1 0,4 trên 0,5", "", -1},
		{"E8", 0.6, "G1=0 0,6 trên 0,5", "", -1},
	} {
		f := openBook(t, file)
		set(t, f, c.cell, c.typed)
		if got := c.points; got >= 0 && recalculated(t, f, scoreName, "H"+c.cell[1:]) != got {
			t.Errorf("%v in %s is worth %s, want %s", c.typed, c.cell, recalculated(t, f, scoreName, "H"+c.cell[1:]), got)
		}
		var out bytes.Buffer
		if err := f.Write(&out); err != nil {
			t.Fatal(err)
		}
		changes, problems := read(out.Bytes(), ratioExpected())
		got, odd := "", ""
		for _, change := range changes {
			got += fmt.Sprintf("%s=%d %s", change.Criterion, change.New.Value, change.New.Reason)
		}
		for _, p := range problems {
			odd += p.Kind
		}
		if got != c.change || odd != c.odd {
			t.Errorf("%v in %s: changes %q, problems %q; want %q, %q", c.typed, c.cell, got, odd, c.change, c.odd)
		}
	}
}
