package document

import (
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"

	"thidua/campaign"
)

// text is a cell that stays text whatever it begins with: it is typed as a
// string and formatted as text, so that "=1+1" is neither computed on opening
// nor after somebody edits it.
func (b *book) text(l look, s string) excelize.Cell {
	l.format = formatText
	return excelize.Cell{StyleID: b.style(l), Value: norm.NFC.String(strings.ToValidUTF8(s, "\ufffd"))}
}

func (b *book) points(l look, p campaign.Points) excelize.Cell {
	l.format, l.align, l.wrap = formatPoints, AlignRight, false
	return excelize.Cell{StyleID: b.style(l), Value: float64(p) / 100}
}

func (b *book) count(l look, n int) excelize.Cell {
	l.format = formatCount
	return excelize.Cell{StyleID: b.style(l), Value: n}
}

// formula is a cell with a live formula and the value it has now, for programs
// that do not compute.
func (b *book) formula(l look, formula string, p campaign.Points) excelize.Cell {
	l.format, l.align, l.wrap = formatPoints, AlignRight, false
	return excelize.Cell{StyleID: b.style(l), Formula: formula, Value: float64(p) / 100}
}

// wall is a date cell showing the clock of a zone: Excel knows no zones.
func (b *book) wall(l look, t time.Time, zone *time.Location) excelize.Cell {
	if t.IsZero() {
		return b.text(l, "")
	}
	if zone != nil {
		t = t.In(zone)
	}
	l.format, l.align = formatStamp, AlignCenter
	return excelize.Cell{StyleID: b.style(l), Value: time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), 0, 0, time.UTC)}
}

func (b *book) head(titles ...string) []any {
	out := make([]any, len(titles))
	for i, title := range titles {
		out[i] = b.text(look{bold: true, wrap: true, border: true, align: AlignCenter, fill: fillHead}, title)
	}
	return out
}
