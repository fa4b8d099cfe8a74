package handlers

import (
	"regexp"
	"slices"
	"strconv"

	"thidua/campaign"
	"thidua/storage"
)

// records are all published results, the newest first.
func (r *ranking) records() []storage.PublicationRow {
	if !r.allowed(campaign.ActSeePublished, "") {
		return nil
	}
	return publications(r.Tx)
}

// publications lists every record kept; there are one or two a year.
func publications(tx *storage.Tx) []storage.PublicationRow {
	out := storage.Publications.List(tx, nil)
	slices.SortStableFunc(out, func(a, b storage.PublicationRow) int {
		if a.Year != b.Year {
			return b.Year - a.Year
		}
		return b.Version - a.Version
	})
	return out
}

// newestOf is the record of a year that stands; false when none is kept.
func newestOf(tx *storage.Tx, year int) (storage.PublicationRow, bool) {
	for _, row := range publications(tx) {
		if row.Year == year {
			return row, true
		}
	}
	return storage.PublicationRow{}, false
}

// lastYear is the standing record of the year before the plan's.
func lastYear(tx *storage.Tx, p *campaign.Plan) (storage.PublicationRow, bool) {
	if p == nil {
		return storage.PublicationRow{}, false
	}
	return newestOf(tx, p.Year-1)
}

var typedPublication = regexp.MustCompile(`(?i)^\s*kq\s*0*(\d{1,4})\s*/\s*(\d{4})(?:\s|$)`)

// publicationNumbered finds the record whose number begins a text.
func publicationNumbered(tx *storage.Tx, text string) (storage.PublicationRow, bool) {
	m := typedPublication.FindStringSubmatch(text)
	if m == nil {
		return storage.PublicationRow{}, false
	}
	version, _ := strconv.Atoi(m[1])
	year, _ := strconv.Atoi(m[2])
	for _, row := range publications(tx) {
		if row.Version == version && row.Year == year {
			return row, true
		}
	}
	return storage.PublicationRow{}, false
}

// recordCode is what a record is checked by at /tracuu.
func recordCode(row storage.PublicationRow) string {
	return row.Hash[:min(receiptCodeLetters, len(row.Hash))]
}

// showYears lists the published results.
func (r *ranking) showYears() {
	all := r.records()
	pages := max(1, (len(all)+standingsPage-1)/standingsPage)
	page, _ := strconv.Atoi(r.Kept("page"))
	page = min(max(page, 0), pages-1)
	var text []string
	var rows [][]storage.Button
	for _, row := range all[page*standingsPage : min(len(all), (page+1)*standingsPage)] {
		number := campaign.PublicationNumber(row.Version, row.Year)
		text = append(text, r.S(yearLine, row.Year, number, stamp(row.At.In(r.Plan.Location()), r.Lang()), recordCode(row)))
		rows = append(rows, Row(r.B("record "+row.Campaign+" "+strconv.Itoa(row.Version), recordLabel, row.Year, number)))
	}
	if pages > 1 {
		rows = append(rows, turnPages(page, pages))
	}
	r.Show(paragraphs(r.S(yearsHead), lines(text...)), append(rows, Row(r.B("now", nowLabel)))...)
}

// yearBefore is the record of the year before the one shown.
func (r *ranking) yearBefore() (campaign.Publication, bool) {
	if !r.allowed(campaign.ActSeePublished, "") {
		return campaign.Publication{}, false
	}
	row, ok := newestOf(r.Tx, r.seen.year-1)
	if !ok {
		return campaign.Publication{}, false
	}
	p, err := row.Record()
	if err != nil {
		r.Tx.Fail(err)
		return campaign.Publication{}, false
	}
	return p, true
}

// showCompare sets every unit's place and total beside those of the year
// before.
func (r *ranking) showCompare() {
	old, ok := r.yearBefore()
	if !ok {
		r.Go("table")
		return
	}
	var out []string
	for _, s := range r.seen.lines {
		was, known := old.Line(s.Unit.ID)
		switch {
		case !known:
			out = append(out, r.S(compareNew, s.Unit.Name, HTML(r.placeWords(s.Place, s.Tally.Total))))
		default:
			line := r.S(compareLine, s.Unit.Name, HTML(r.placeWords(was.Place, was.Total)), HTML(r.placeWords(s.Place, s.Tally.Total)))
			if was.Place > 0 && s.Place > 0 {
				line += r.S(compareGap, r.signed(s.Tally.Total-was.Total))
			}
			out = append(out, line+r.marks(s))
		}
	}
	pages := paged(out, pageLimit)
	page, _ := strconv.Atoi(r.Kept("page"))
	page = min(max(page, 0), len(pages)-1)
	note := ""
	if old.Sheet.Version != r.seen.sheet.Version || old.Sheet.Total != r.seen.sheet.Total {
		note = r.S(otherSheet)
	}
	rows := [][]storage.Button{Row(r.B("table", backToTable))}
	if len(pages) > 1 {
		rows = slices.Insert(rows, 0, turnPages(page, len(pages)))
	}
	r.Show(paragraphs(lines(r.S(compareHead, r.seen.year, old.Year, old.Number()), r.whyMark()), pages[page], note), rows...)
}

// placeWords is "hạng 2, 98,5 điểm".
func (r *ranking) placeWords(place int, total campaign.Points) string {
	if place == 0 {
		return r.S(noPlace)
	}
	return r.S(placeShort, place, r.points(total))
}

var (
	yearsHead   = T("<b>Các kết quả thi đua đã công bố</b>", "<b>Published results</b>")
	yearLine    = T("– Năm %d: số %s, công bố lúc %s, mã đối chiếu <code>%s</code>", "– %d: No. %s, published %s, code <code>%s</code>")
	recordLabel = T("Năm %d: %s", "%d: %s")
	compareHead = T("<b>Kết quả năm %d so với năm %d (%s)</b>", "<b>%d against %d (%s)</b>")
	compareLine = T("• %s: %s → %s", "• %s: %s → %s")
	compareGap  = T(" (<b>%s</b> điểm)", " (<b>%s</b> points)")
	compareNew  = T("• %s: không có trong kết quả năm trước; năm nay %s", "• %s: not in last year's results; now %s")
	noPlace     = T("không xếp hạng", "no place")
	placeShort  = T("hạng %d, %s điểm", "place %d, %s points")
	otherSheet  = T("Hai năm dùng Bảng chấm điểm khác nhau; điểm chỉ để tham khảo.", "The two years have different score sheets; the points are only an indication.")
)
