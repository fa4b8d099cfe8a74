package document

import "fmt"

// MonthMark is what happens on a day of a month's picture. Each has a colour
// and a sign of its own; the words are the caller's.
type MonthMark string

// The marks.
const (
	MarkDeadline    MonthMark = "deadline"    // the last on-time day: a flag
	MarkOpens       MonthMark = "opens"       // may be handed in from here: an arrow into a tray
	MarkConference  MonthMark = "conference"  // a conference: two heads
	MarkPhase       MonthMark = "phase"       // a phase or movement begins or ends: a bar with a tip
	MarkAnniversary MonthMark = "anniversary" // an occasion or traditional day: a star
	MarkHoliday     MonthMark = "holiday"     // a public holiday: a dash
)

// Month is one month of the bloc's calendar, in words of one language.
type Month struct {
	Title    string
	Subtitle string
	Weekdays [7]string // short, Monday first
	Weeks    [][7]MonthDay
	Lines    []MonthLine // what the marks stand for, by day
	Empty    string      // said where there are no lines
	Legend   []MonthKey
	Footer   []string
}

// MonthDay is a day of the grid; an empty Number leaves the cell blank.
type MonthDay struct {
	Number string
	Today  bool
	Off    bool // no working day
	Marks  []MonthMark
}

// MonthLine explains one mark: the day and what it is.
type MonthLine struct {
	Mark MonthMark
	Day  string
	Text string
	Past bool // written in a softer ink
}

// MonthKey explains a mark in the legend.
type MonthKey struct {
	Mark MonthMark
	Text string
}

var monthLooks = map[MonthMark]cellLook{
	MarkDeadline:    {0xb1261e, 0xffffff, markFlag},
	MarkOpens:       {0xe0e8fa, 0x24478a, markTray},
	MarkConference:  {0xecdff5, 0x5a2a82, markHeads},
	MarkPhase:       {0xd5efdd, 0x14592f, markBar},
	MarkAnniversary: {0xffe2b0, 0x6d3c00, markStar},
	MarkHoliday:     {0xeef0f4, 0x566175, markDash},
}

// MonthPicture draws the month as PNG pages of at most 1080 × 1400 pixels; the
// grid stands on each. The same month gives the same bytes. Errors: ErrTooLong,
// or a mark that is none of the above.
func MonthPicture(m Month) ([][]byte, error) {
	if err := m.check(); err != nil {
		return nil, err
	}
	p, err := newPen()
	if err != nil {
		return nil, err
	}
	l := &layout{head: headBands(p, m.Title, m.Subtitle, Stamp{}), top: monthGrid(p, m)}
	for _, line := range m.Lines {
		l.body = append(l.body, monthLine(p, line))
	}
	if b := p.line(m.Empty, inside, style{size: 24}); len(m.Lines) == 0 && len(b.lines) > 0 {
		l.body = append(l.body, gap(16), textBand(b, soft), gap(16))
	}
	var keys []key
	for _, k := range m.Legend {
		keys = append(keys, key{text: k.Text, draw: func(c *canvas, x, y, size int) { c.mark(k.Mark, x, y, size) }})
	}
	l.foot = append(legendBands(p, keys), footBands(p, m.Footer)...)
	return render(p, []*layout{l})
}

func (m *Month) check() error {
	known := func(k MonthMark) error {
		if _, ok := monthLooks[k]; !ok {
			return fmt.Errorf("unknown mark of a day: %q", k)
		}
		return nil
	}
	for _, week := range m.Weeks {
		for _, d := range week {
			for _, k := range d.Marks {
				if err := known(k); err != nil {
					return err
				}
			}
		}
	}
	for _, line := range m.Lines {
		if err := known(line.Mark); err != nil {
			return err
		}
	}
	for _, k := range m.Legend {
		if err := known(k.Mark); err != nil {
			return err
		}
	}
	return nil
}

// mark draws a sign on its ground in a square.
func (c *canvas) mark(k MonthMark, x, y, size int) {
	look := monthLooks[k]
	c.round(x, y, size, size, size/4, look.back)
	pad := size / 6
	look.mark(c, x+pad, y+pad, size-2*pad, look.fill)
}

// Sizes of the grid, in pixels.
const (
	dayWide  = inside / 7
	dayHigh  = 92
	daySign  = 36
	dayStep  = daySign + 5
	mostMark = dayWide / dayStep // signs beside each other in a cell
)

func monthGrid(p *pen, m Month) []band {
	names := style{size: 22, bold: true}
	bands := []band{{height: 42, draw: func(c *canvas, y int) {
		for i, name := range m.Weekdays {
			c.put(p.line(name, dayWide, names), margin+i*dayWide, y+4, dayWide, middle, soft)
		}
	}}}
	for _, week := range m.Weeks {
		bands = append(bands, monthWeek(p, week))
	}
	return append(bands, gap(18))
}

func monthWeek(p *pen, week [7]MonthDay) band {
	return band{height: dayHigh, draw: func(c *canvas, y int) {
		c.rect(margin, y, 7*dayWide, 1, hair)
		for i, d := range week {
			if d.Number != "" {
				monthDay(p, c, d, margin+i*dayWide, y)
			}
		}
	}}
}

func monthDay(p *pen, c *canvas, d MonthDay, x, y int) {
	if d.Off {
		c.round(x+3, y+4, dayWide-6, dayHigh-7, 12, paper)
	}
	number := p.line(d.Number, dayWide, style{size: 26, bold: len(d.Marks) > 0 || d.Today})
	fill := ink
	if d.Off {
		fill = soft
	}
	if d.Today {
		c.circle(x+dayWide/2, y+25, 21, ink)
		fill = card
	}
	c.put(number, x, y+8, dayWide, middle, fill)
	marks := d.Marks[:min(len(d.Marks), mostMark)]
	at := x + (dayWide-len(marks)*dayStep+dayStep-daySign)/2
	for _, k := range marks {
		c.mark(k, at, y+dayHigh-daySign-7, daySign)
		at += dayStep
	}
}

// monthLine is a sign, the day and what it is.
func monthLine(p *pen, line MonthLine) band {
	const from, dayRoom = 56, 190
	day := p.fit(line.Day, dayRoom-12, 1, style{size: 24, bold: true}, 16)
	text := p.fit(line.Text, inside-from-dayRoom, 3, style{size: 24}, 17)
	high := max(daySign, text.height()) + 16
	fill := ink
	if line.Past {
		fill = soft
	}
	return band{height: high, rule: true, draw: func(c *canvas, y int) {
		c.mark(line.Mark, margin, y+(high-daySign)/2, daySign)
		c.put(day, margin+from, y+(high-text.height())/2, dayRoom, left, fill)
		c.put(text, margin+from+dayRoom, y+(high-text.height())/2, inside, left, fill)
	}}
}

func markFlag(c *canvas, x, y, size int, fill shade) {
	c.stroke(x, y, size, 0.13, fill, [2]float32{0.22, 0.08}, [2]float32{0.22, 0.92})
	c.stroke(x, y, size, 0.13, fill, [2]float32{0.22, 0.14}, [2]float32{0.84, 0.32}, [2]float32{0.22, 0.54})
	c.stroke(x, y, size, 0.22, fill, [2]float32{0.30, 0.26}, [2]float32{0.58, 0.33}, [2]float32{0.30, 0.42})
}

func markTray(c *canvas, x, y, size int, fill shade) {
	c.stroke(x, y, size, 0.13, fill, [2]float32{0.5, 0.08}, [2]float32{0.5, 0.56})
	c.stroke(x, y, size, 0.13, fill, [2]float32{0.28, 0.36}, [2]float32{0.5, 0.58}, [2]float32{0.72, 0.36})
	c.stroke(x, y, size, 0.13, fill, [2]float32{0.1, 0.6}, [2]float32{0.1, 0.88}, [2]float32{0.9, 0.88}, [2]float32{0.9, 0.6})
}

func markHeads(c *canvas, x, y, size int, fill shade) {
	for _, at := range []float32{0.26, 0.74} {
		c.stroke(x, y, size, 0.28, fill, [2]float32{at, 0.26}, [2]float32{at, 0.26})
		c.stroke(x, y, size, 0.15, fill, [2]float32{at - 0.17, 0.86}, [2]float32{at - 0.12, 0.64}, [2]float32{at + 0.12, 0.64}, [2]float32{at + 0.17, 0.86}, [2]float32{at - 0.17, 0.86})
	}
}

func markBar(c *canvas, x, y, size int, fill shade) {
	c.stroke(x, y, size, 0.16, fill, [2]float32{0.12, 0.5}, [2]float32{0.84, 0.5})
	c.stroke(x, y, size, 0.16, fill, [2]float32{0.58, 0.22}, [2]float32{0.86, 0.5}, [2]float32{0.58, 0.78})
}

// markStar is a star of five points, drawn as its outline and filled from the
// middle.
func markStar(c *canvas, x, y, size int, fill shade) {
	points := [][2]float32{
		{0.5, 0.04},
		{0.618, 0.365},
		{0.963, 0.377},
		{0.69, 0.59},
		{0.785, 0.923},
		{0.5, 0.728},
		{0.215, 0.923},
		{0.31, 0.59},
		{0.037, 0.377},
		{0.382, 0.365},
	}
	c.rast.Reset(size, size)
	s := float32(size)
	c.rast.MoveTo(points[0][0]*s, points[0][1]*s)
	for _, q := range points[1:] {
		c.rast.LineTo(q[0]*s, q[1]*s)
	}
	c.rast.ClosePath()
	c.flush(x, y, fill)
}
