package handlers

import (
	"fmt"
	"html"
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/handlers/document"
)

// makeStandings is the table of /xephang as a picture, with the words the table
// itself uses, of the record named or of the standings as they are now. It is
// provisional until results are published and says so.
func makeStandings(v *View) (render, bool) {
	r, ok := v.ranking()
	if !ok {
		return nil, false
	}
	card, name, caption := r.card(), r.fileName("xep-hang", ".png"), r.caption()
	return func(opener) (Paper, error) {
		pages, err := document.StandingsPicture(card)
		if err != nil {
			return Paper{}, err
		}
		return Paper{Name: name, Type: "image/png", Content: pages[0], Pages: pages[1:], Caption: caption, Photo: true}, nil
	}, true
}

// ranking is what the receiver may see of the record named by the arguments, or
// of the standings now; false when there is no table for them.
func (v *View) ranking() (*ranking, bool) {
	// The words belong to a turn; this one only reads.
	t := &Turn{Tx: v.Tx, Plan: v.Plan, Set: v.Set, Actor: v.Person, Event: Event{At: v.Now}}
	r := &ranking{t, seen(v.Tx, v.Plan, v.Person, v.Now)}
	if id := v.Args["campaign"]; id != "" {
		version, _ := strconv.Atoi(v.Args["version"])
		record, ok := seenRecord(v.Tx, v.Plan, v.Person, id, version)
		if !ok {
			return nil, false
		}
		r.seen = record
	}
	return r, r.shown() && len(r.seen.lines) > 0
}

// card is the picture in words and figures.
func (r *ranking) card() document.StandingsCard {
	lang := r.Lang()
	card := document.StandingsCard{
		Title: pictureTitle.plain(lang, r.seen.year), Subtitle: r.seen.bloc, Stamp: r.stamp(),
		UnrankedTitle: r.unrankedWords().plain(lang), Footer: []string{asPlain(r.S(tieFooter, r.firstSection()))},
	}
	if r.seen.provisional() {
		card.Footer = append(card.Footer, asPlain(r.S(basisPlaced, HTML(r.seen.basis(lang)), r.seen.placed(), r.seen.competing())))
		if note := asPlain(r.extendedNote(lang)); note != "" {
			card.Footer = append(card.Footer, note)
		}
	} else {
		card.Footer = append(card.Footer, pictureCode.plain(lang, r.seen.record.Number(), recordCode(r.seen.row)))
	}
	for _, s := range r.seen.sheet.Parts("") {
		card.Parts = append(card.Parts, document.StandingsPart{Text: s.ID + ". " + s.Title + " (" + pointsWords(s.Worth(), lang) + ")", Max: s.Worth()})
	}
	for _, s := range r.seen.lines {
		row := r.pictureRow(s)
		if s.Unranked != "" {
			card.Unranked = append(card.Unranked, row)
		} else {
			card.Rows = append(card.Rows, row)
		}
	}
	return card
}

// stamp is what every picture and paper of standings says it is.
func (r *ranking) stamp() document.Stamp {
	return document.Stamp{Text: r.mark(r.Lang()), Provisional: r.seen.provisional() || r.seen.superseded(r.Tx)}
}

// mark is the stamp in words: provisional as of when, or which record.
func (r *ranking) mark(lang string) string {
	at := stamp(r.seen.at, lang)
	switch {
	case r.seen.provisional():
		return provisionalWords.plain(lang, at)
	case r.seen.superseded(r.Tx):
		return oldRecordWords.plain(lang, r.seen.record.Number(), at)
	}
	return recordWords.plain(lang, r.seen.record.Number(), at)
}

// caption says what is sent.
func (r *ranking) caption() string {
	if r.seen.provisional() {
		return r.S(standingsCaption, HTML(r.seen.basis(r.Lang())), r.mark(r.Lang()))
	}
	return r.S(recordCaption, r.seen.year, r.mark(r.Lang()), recordCode(r.seen.row))
}

// fileName tells provisional papers from official ones by their names.
func (r *ranking) fileName(what, ending string) string {
	if r.seen.provisional() {
		return what + "-" + strconv.Itoa(r.seen.year) + "-tam-tinh" + ending
	}
	return what + "-" + strings.ReplaceAll(r.seen.record.Number(), "/", "-") + ending
}

// pictureRow is one unit: place, bars of the parts, what decided.
func (r *ranking) pictureRow(s campaign.Scored) document.StandingsRow {
	row := document.StandingsRow{Unit: s.Unit.Name, Note: asPlain(lines(r.rule(s), r.gates(s)))}
	if s.Unranked != "" {
		row.Note = asPlain(lines(r.reason(s), r.gates(s)))
	} else {
		row.Place = strconv.Itoa(s.Place)
	}
	if s.Tied {
		row.Tied = tiedWord.plain(r.Lang())
	}
	if r.seen.mine(s) {
		row.Own = ownUnitMark.plain(r.Lang())
	}
	if class := r.seen.class(s); class != "" {
		row.Note = joined(". ", []string{pictureClass.plain(r.Lang(), class), row.Note})
	}
	if s.Tally.Scores == nil {
		return row // nothing handed in: no bars
	}
	row.Total = twoDecimals(s.Tally.Total, r.Lang())
	for _, section := range r.seen.sheet.Parts("") {
		got := s.Tally.Sections[section.ID]
		row.Bars = append(row.Bars, document.StandingsBar{Points: got, Text: section.ID + " " + r.points(got)})
	}
	if s.Tally.Bonus > 0 {
		row.Bonus = bonusWord.plain(r.Lang(), r.points(s.Tally.Bonus))
	}
	if s.Tally.Deduction > 0 {
		row.Minus = minusWord.plain(r.Lang(), r.points(s.Tally.Deduction))
	}
	return row
}

// twoDecimals writes a total so that the marks of a column stand in one line.
func twoDecimals(p campaign.Points, lang string) string {
	return decimal(fmt.Sprintf("%d,%02d", p/100, p%100), lang)
}

// asPlain takes the markup and the indents of a chat's lines out.
func asPlain(s string) string {
	for {
		from := strings.IndexByte(s, '<')
		to := strings.IndexByte(s, '>')
		if from < 0 || to < from {
			break
		}
		s = s[:from] + s[to+1:]
	}
	return strings.Join(strings.Fields(html.UnescapeString(s)), " ")
}

var (
	pictureTitle     = T("Bảng xếp hạng thi đua năm %d", "Standings of %d")
	withoutPlace     = T("Chưa xếp hạng", "Without a place")
	withoutPlaceEver = T("Không xếp hạng, chưa xét", "Not ranked or on hold")
	pictureClass     = T("Xếp loại %s", "Class: %s")
	pictureCode      = T("Kết quả số %s, mã đối chiếu %s.", "Results No. %s, code %s.")
	recordWords      = T("KẾT QUẢ CHÍNH THỨC số %s, công bố %s", "OFFICIAL RESULTS No. %s, published %s")
	oldRecordWords   = T("ĐÃ ĐƯỢC THAY: kết quả số %s, công bố %s", "REPLACED: results No. %s, published %s")
	standingsCaption = T("Xếp hạng. %s %s.", "Standings. %s %s.")
	recordCaption    = T("Kết quả thi đua năm %d. %s. Mã đối chiếu: <code>%s</code>.", "Results of %d. %s. Code: <code>%s</code>.")
	standingsImage   = T("Xem dạng ảnh", "As a picture")
	tiedWord         = T("đồng hạng", "tied")
	ownUnitMark      = T("đơn vị của đồng chí", "your unit")
	bonusWord        = T("thưởng +%s", "bonus +%s")
	minusWord        = T("trừ %s", "minus %s")
)
