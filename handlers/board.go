package handlers

import (
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// boardPage is how many units one page of the board holds, and boardLines how
// many lines of duties: a message ends at 4096 characters.
const (
	boardPage  = 8
	boardLines = 40
)

// board shows units × requirements in words (S67), a page at a time; with
// owing only the units that owe something now.
func (t *Turn) board(owing bool, page int) {
	lang := t.Lang()
	all := map[string][]campaign.Duty{}
	var units []campaign.Unit
	for _, u := range t.Plan.Competing() {
		all[u.ID] = t.duties(u.ID)
		if !owing || owesAny(all[u.ID]) {
			units = append(units, u)
		}
	}
	per := max(1, min(boardPage, boardLines/max(1, len(t.Plan.Requirements))))
	pages := max(1, (len(units)+per-1)/per)
	page = min(page, pages-1)
	text := t.S(boardHead, stamp(t.Event.At, lang)) + t.boardSums(all)
	if owing {
		text += "\n\n" + t.S(owingHead)
		if len(units) == 0 {
			text += "\n" + t.S(nobodyOwes)
		}
	}
	var rows [][]storage.Button
	for _, u := range units[page*per : min(len(units), (page+1)*per)] {
		text += "\n\n" + t.boardUnit(u, all[u.ID], owing)
		rows = append(rows, Row(storage.Button{Label: u.Name, Action: "/trangthai " + u.ID}))
	}
	if !owing && page == pages-1 && t.allowed(campaign.ActClose, "") {
		rows = append(rows, t.closeRows(all)...)
	}
	if !owing && page == pages-1 {
		ended, more := t.endedLines(t.Plan.Ended())
		text, rows = paragraphs(text, ended), append(rows, more...)
	}
	t.Show(text, append(rows, t.boardFoot(owing, page, pages)...)...)
}

func owesAny(duties []campaign.Duty) bool {
	for _, d := range duties {
		if d.OwesAnything() {
			return true
		}
	}
	return false
}

// boardSums counts, per requirement, who has handed in.
func (t *Turn) boardSums(all map[string][]campaign.Duty) string {
	text := ""
	for _, r := range t.Plan.Requirements {
		done, of := 0, 0
		for _, duties := range all {
			for _, d := range duties {
				if d.Requirement.ID == r.ID {
					of++
					if d.State == campaign.DutyHandedIn {
						done++
					}
				}
			}
		}
		text += "\n" + t.S(boardSum, r.Short, done, of)
		if opens := t.Plan.Opens(r); campaign.DateOf(t.Event.At).Before(opens) {
			text += ", " + standClosed.In(t.Lang(), shortDay(opens, t.Lang()))
		} else if last, ok := t.Plan.LastDay(r); ok {
			text += ", " + daysLeft(campaign.DateOf(t.Event.At).DaysUntil(last), t.Lang())
		}
	}
	return text
}

// boardUnit is a unit's lines: what is open, or was handed in before.
func (t *Turn) boardUnit(u campaign.Unit, duties []campaign.Duty, owing bool) string {
	parts := []string{t.S(titleLine, u.Name)}
	for _, d := range duties {
		if d.Open && (!owing || d.OwesAnything()) {
			parts = append(parts, t.S(boardCell, d.Requirement.Short, HTML(t.cellWords(d))))
		}
	}
	return strings.Join(parts, "\n")
}

// cellWords is a duty's state, and that it is overdue.
func (t *Turn) cellWords(d campaign.Duty) string {
	words := standWords(d, t.Event.At, t.Lang())
	if d.Overdue() {
		words += ", " + daysLeft(d.DaysLeft, t.Lang())
	}
	return words
}

func (t *Turn) boardFoot(owing bool, page, pages int) [][]storage.Button {
	filter := ".all"
	if owing {
		filter = ".owe"
	}
	var nav []storage.Button
	if page > 0 {
		nav = append(nav, t.B("/trangthai "+filter+" "+strconv.Itoa(page-1), pageBefore))
	}
	if page < pages-1 {
		nav = append(nav, t.B("/trangthai "+filter+" "+strconv.Itoa(page+1), pageAfter))
	}
	foot := Row(t.B("/trangthai .owe", owingLabel), t.B("/dondoc", nudgeLabel))
	if owing {
		foot = Row(t.B("/trangthai .all", everyLabel), t.B("/dondoc", nudgeLabel))
	}
	rows := [][]storage.Button{foot, Row(t.B("/baocao bang", pictureLabel))}
	if nav == nil {
		return rows
	}
	return append([][]storage.Button{nav}, rows...)
}

var (
	boardHead  = T("<b>Tình hình nộp của các đơn vị</b>, đến %s", "<b>What the units have sent</b>, as of %s")
	boardSum   = T("%s: đã nộp %d/%d", "%s: %d of %d handed in")
	boardCell  = T("%s: %s", "%s: %s")
	owingHead  = T("Chỉ các đơn vị còn nội dung chưa nộp:", "Only units that owe something:")
	nobodyOwes = T("Tất cả các đơn vị đã nộp đủ các nội dung đến kỳ.", "Every unit has handed in all that is open.")
	owingLabel = T("Chưa nộp", "Owing")
	everyLabel = T("Tất cả", "All")
	pageBefore = T("‹ Trang trước", "‹ Page before")
	pageAfter  = T("Trang sau ›", "Next page ›")
)
