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
// itself uses. It is provisional until results are published.
func makeStandings(v *View) (render, bool) {
	// The words belong to a turn; this one only reads.
	t := &Turn{Tx: v.Tx, Plan: v.Plan, Set: v.Set, Actor: v.Person, Event: Event{At: v.Now}}
	r := t.rank()
	card := document.StandingsCard{
		Title: pictureTitle.plain(v.Lang, v.Plan.Year), Subtitle: v.Plan.Bloc,
		Stamp: document.Stamp{Text: v.provisional(v.Lang), Provisional: true}, UnrankedTitle: withoutPlace.plain(v.Lang),
		Footer: []string{asPlain(t.S(tieFooter, r.firstSection())), asPlain(t.S(standingsBasis, strconv.Itoa(r.placed()), strconv.Itoa(len(r.all))))},
	}
	if note := asPlain(r.extendedNote(v.Lang)); note != "" {
		card.Footer = append(card.Footer, note)
	}
	for _, s := range v.Plan.Sheet.Sections {
		card.Parts = append(card.Parts, document.StandingsPart{Text: s.ID + ". " + s.Title + " (" + pointsWords(s.Max, v.Lang) + ")", Max: s.Max})
	}
	for _, s := range r.all {
		row := r.pictureRow(s)
		if s.Unranked != "" {
			card.Unranked = append(card.Unranked, row)
		} else {
			card.Rows = append(card.Rows, row)
		}
	}
	caption := standingsCaption.In(v.Lang, v.provisional(v.Lang))
	return func(opener) (Paper, error) {
		pages, err := document.StandingsPicture(card)
		if err != nil {
			return Paper{}, err
		}
		return Paper{Name: "xep-hang.png", Type: "image/png", Content: pages[0], Pages: pages[1:], Caption: caption, Photo: true}, nil
	}, len(r.all) > 0
}

// placed counts the units that have a place.
func (r *ranking) placed() int {
	n := 0
	for _, s := range r.all {
		if s.Unranked == "" {
			n++
		}
	}
	return n
}

// pictureRow is one unit: place, bars of the parts, what decided.
func (r *ranking) pictureRow(s campaign.Standing) document.StandingsRow {
	row := document.StandingsRow{Unit: s.Unit.Name, Note: asPlain(lines(r.rule(s), r.gates(s)))}
	if s.Unranked != "" {
		row.Note = asPlain(lines(r.reason(s), r.gates(s)))
	} else {
		row.Place = strconv.Itoa(s.Place)
	}
	if s.Tied {
		row.Tied = tiedWord.plain(r.Lang())
	}
	for _, role := range r.Actor.Roles {
		if role.Unit == s.Unit.ID {
			row.Own = ownUnitMark.plain(r.Lang())
		}
	}
	if s.Tally.Scores == nil {
		return row // nothing handed in: no bars
	}
	row.Total = twoDecimals(s.Tally.Total, r.Lang())
	for _, section := range r.Plan.Sheet.Sections {
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
	standingsCaption = T("Xếp hạng theo điểm tự chấm, chưa thẩm định. %s.", "Standings by self-scores, not appraised. %s.")
	standingsImage   = T("Xem dạng ảnh", "As a picture")
	tiedWord         = T("đồng hạng", "tied")
	ownUnitMark      = T("đơn vị của đồng chí", "your unit")
	bonusWord        = T("thưởng +%s", "bonus +%s")
	minusWord        = T("trừ %s", "minus %s")
)
