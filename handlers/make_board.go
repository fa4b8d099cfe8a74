package handlers

import (
	"strconv"

	"thidua/campaign"
	"thidua/handlers/document"
)

// makeBoard is the board of units × requirements as a picture (S67), a page for
// every screenful of units.
func makeBoard(v *View) (render, bool) {
	b := document.Board{
		Title: boardTitle.In(v.Lang), Subtitle: v.Plan.Bloc,
		Stamp: document.Stamp{Text: v.provisional(v.Lang), Provisional: true},
	}
	units := v.Plan.Competing()
	done := make([]int, len(v.Plan.Requirements))
	used := map[document.CellState]bool{}
	for _, u := range units {
		row := document.BoardUnit{Unit: u.Name, Cells: make([]document.BoardCell, len(v.Plan.Requirements))}
		for i := range row.Cells {
			row.Cells[i] = document.BoardCell{State: document.CellExempt}
		}
		for i, d := range v.dutiesOf(u.ID) {
			row.Cells[i] = boardCellOf(d, v.Lang)
			if d.State == campaign.DutyHandedIn {
				done[i]++
			}
		}
		for _, c := range row.Cells {
			used[c.State] = true
		}
		b.Rows = append(b.Rows, row)
	}
	for i, r := range v.Plan.Requirements {
		b.Columns = append(b.Columns, r.Short+"\n"+strconv.Itoa(done[i])+"/"+strconv.Itoa(len(units)))
	}
	for _, k := range boardKeys {
		if used[k.state] {
			b.Legend = append(b.Legend, document.BoardKey{State: k.state, Text: k.text.In(v.Lang)})
		}
	}
	caption := boardCaption.In(v.Lang, v.provisional(v.Lang))
	return func(opener) (Paper, error) {
		pages, err := document.BoardPicture(b)
		if err != nil {
			return Paper{}, err
		}
		return Paper{Name: "tinh-hinh-nop-tam-tinh.png", Type: "image/png", Content: pages[0], Pages: pages[1:], Caption: caption, Photo: true}, nil
	}, len(units) > 0 && len(v.Plan.Requirements) > 0
}

// boardCellOf is one cell: its state, and the same in a few words.
func boardCellOf(d campaign.Duty, lang string) document.BoardCell {
	cell := func(s document.CellState, words string) document.BoardCell {
		return document.BoardCell{State: s, Text: words}
	}
	switch {
	case d.Return != nil:
		return cell(document.CellReturned, cellReturned.In(lang))
	case d.State == campaign.DutyHandedIn && d.LastDay.IsZero():
		return cell(document.CellOnTime, standIn.In(lang))
	case d.State == campaign.DutyHandedIn && d.LateDays > 0:
		return cell(document.CellLate, lateWords(d.LateDays, lang))
	case d.State == campaign.DutyHandedIn:
		return cell(document.CellOnTime, lateWords(0, lang))
	case d.State == campaign.DutyPartial:
		return cell(document.CellPartial, standMissing.plain(lang, HTML(partWords(d.MissingParts, lang))))
	case d.Overdue():
		return cell(document.CellOverdue, daysLeft(-d.LateDays, lang))
	case d.State == campaign.DutyDraft:
		return cell(document.CellDraft, cellDraft.In(lang))
	case !d.Open:
		return cell(document.CellClosed, cellClosed.In(lang))
	case d.LastDay.IsZero():
		return cell(document.CellOpen, dutyNothing.In(lang))
	}
	return cell(document.CellOpen, daysLeft(d.DaysLeft, lang))
}

// boardKeys explain the states, in the order the legend has them.
var boardKeys = []struct {
	state document.CellState
	text  Text
}{
	{document.CellOnTime, T("đã nộp đúng hạn", "handed in on time")},
	{document.CellLate, T("đã nộp trễ hạn", "handed in late")},
	{document.CellPartial, T("còn thiếu một phần", "a part is missing")},
	{document.CellReturned, T("trả lại bổ sung", "returned for completion")},
	{document.CellOverdue, T("quá hạn, chưa nộp", "overdue")},
	{document.CellDraft, T("đang chuẩn bị", "in preparation")},
	{document.CellOpen, T("chưa nộp", "not handed in")},
	{document.CellClosed, T("chưa đến kỳ", "not open yet")},
	{document.CellExempt, T("không phải nộp", "nothing to hand in")},
}

var (
	boardTitle   = T("Tình hình nộp báo cáo", "What the units have sent")
	boardCaption = T("Tình hình nộp báo cáo của các đơn vị. %s.", "What the units have sent. %s.")
	cellDraft    = T("đang soạn", "in preparation")
	cellReturned = T("trả bổ sung", "returned")
	cellClosed   = T("chưa mở", "not open")
)
