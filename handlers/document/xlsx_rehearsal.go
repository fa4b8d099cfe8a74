package document

import "time"

// RehearsalPaper is a year of messages played in advance, in words of one
// language.
type RehearsalPaper struct {
	Title     string
	Sheets    [2]string // names of the sheets of messages and of warnings
	Heads     [5]string // when, weekday, to whom, how many, the message
	Zone      *time.Location
	Lines     []RehearsalLine
	Warnings  []string
	NoWarning string // said where there are none
	Made      time.Time
}

// RehearsalLine is one message and who gets it.
type RehearsalLine struct {
	At      time.Time
	Weekday string
	To      string
	Count   int
	Text    string
}

// RehearsalBook writes the year as a workbook. Every text is text and never a
// formula.
func RehearsalBook(r RehearsalPaper) ([]byte, error) {
	b := newBook(r.Title, r.Made, r.Sheets[0], r.Sheets[1])
	s := b.sheet(r.Sheets[0], pageLook{landscape: true, freezeRows: 2, widths: []float64{18, 12, 44, 9, 100}})
	s.wide(len(r.Heads), look{bold: true, size: 14}, r.Title)
	s.add(b.head(r.Heads[:]...)...)
	plain, wrap, center := look{border: true}, look{border: true, wrap: true}, look{border: true, align: AlignCenter}
	for _, l := range r.Lines {
		s.add(b.wall(center, l.At, r.Zone), b.text(plain, l.Weekday), b.text(wrap, l.To), b.count(center, l.Count), b.text(wrap, l.Text))
	}
	s.flush()
	s = b.sheet(r.Sheets[1], pageLook{widths: []float64{140}})
	for _, w := range r.Warnings {
		s.add(b.text(look{wrap: true}, w))
	}
	if len(r.Warnings) == 0 {
		s.add(b.text(look{}, r.NoWarning))
	}
	s.flush()
	return b.bytes()
}
