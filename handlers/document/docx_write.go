package document

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Measures in twips (1/20 pt): A4 with 20 mm above and below, 30 mm left, 15 mm
// right, the page number 10 mm from the edge.
const (
	textWidth = 9355
	pageSetup = `<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:headerReference w:type="first" r:id="rId4"/>` +
		`<w:footerReference w:type="default" r:id="rId5"/><w:footerReference w:type="first" r:id="rId5"/>` +
		`<w:pgSz w:w="11906" w:h="16838"/>` +
		`<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>` +
		`<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>`
	documentOpen = xmlHead + `<w:document ` + wordSpace +
		` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>`
	documentClose = pageSetup + `</w:body></w:document>`
)

// docx writes WordprocessingML. Word refuses a file whose elements stand in
// another order than the schema's, so each property has one place here.
type docx struct{ b bytes.Buffer }

func (d *docx) raw(s string) { d.b.WriteString(s) }

func (d *docx) rawf(format string, args ...any) { fmt.Fprintf(&d.b, format, args...) }

// escape writes text in composed letters, without characters XML forbids.
func (d *docx) escape(s string) {
	_ = xml.EscapeText(&d.b, []byte(norm.NFC.String(s))) // a Buffer never fails
}

// para is how a paragraph looks. Sizes are half points, spaces and indents
// twips; zero leaves the style's own.
type para struct {
	style         string
	keepNext      bool
	before, after int
	inset         int // left and right alike
	align         Align
	rule          bool // a line above
	bold, italic  bool
	size          int
}

func (d *docx) para(p para, text string) {
	d.raw(`<w:p><w:pPr>`)
	d.rawf(`<w:pStyle w:val="%s"/>`, p.style)
	if p.keepNext {
		d.raw(`<w:keepNext/>`)
	}
	if p.rule {
		d.raw(`<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>`)
	}
	switch {
	case p.rule:
		d.rawf(`<w:spacing w:before="%d" w:after="%d" w:line="120" w:lineRule="exact"/>`, p.before, p.after)
	case p.before > 0 || p.after > 0:
		d.rawf(`<w:spacing w:before="%d" w:after="%d"/>`, p.before, p.after)
	}
	if p.inset > 0 {
		d.rawf(`<w:ind w:left="%d" w:right="%d"/>`, p.inset, p.inset)
	}
	if p.align != AlignLeft {
		d.rawf(`<w:jc w:val="%s"/>`, p.align)
	}
	if text == "" && p.size > 0 { // an empty line is as high as its mark
		d.rawf(`<w:rPr><w:sz w:val="%d"/><w:szCs w:val="%d"/></w:rPr>`, p.size, p.size)
	}
	d.raw(`</w:pPr>`)
	d.run(p, text)
	d.raw(`</w:p>`)
}

// run writes the text, a line break for every "\n".
func (d *docx) run(p para, text string) {
	if text == "" {
		return
	}
	d.raw(`<w:r>`)
	if p.bold || p.italic || p.size > 0 {
		d.raw(`<w:rPr>`)
		if p.bold {
			d.raw(`<w:b/><w:bCs/>`)
		}
		if p.italic {
			d.raw(`<w:i/><w:iCs/>`)
		}
		if p.size > 0 {
			d.rawf(`<w:sz w:val="%d"/><w:szCs w:val="%d"/>`, p.size, p.size)
		}
		d.raw(`</w:rPr>`)
	}
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			d.raw(`<w:br/>`)
		}
		d.raw(`<w:t xml:space="preserve">`)
		d.escape(line)
		d.raw(`</w:t>`)
	}
	d.raw(`</w:r>`)
}

func (h Heading) write(d *docx) {
	d.para(para{style: fmt.Sprintf("Heading%d", min(max(h.Level, 1), 2))}, h.Text)
}

func (b Body) write(d *docx) { d.para(para{style: "BodyText", italic: b.Italic}, b.Text) }

func (g Grid) write(d *docx) {
	if len(g.Columns) == 0 {
		return
	}
	widths := g.widths()
	d.table(widths, true)
	cells := make([]string, len(g.Columns))
	for i, c := range g.Columns {
		cells[i] = c.Title
	}
	if strings.Join(cells, "") != "" {
		d.row(g.Columns, widths, cells, true)
	}
	for _, r := range g.Rows {
		clear(cells)
		copy(cells, r)
		d.row(g.Columns, widths, cells, false)
	}
	d.raw(`</w:tbl>`)
	d.para(para{style: "Line", size: 12}, "") // Word joins tables that touch
}

// widths shares the width of the text out among the columns, to the last twip.
func (g Grid) widths() []int {
	sum := 0
	for _, c := range g.Columns {
		sum += max(c.Width, 1)
	}
	out, left := make([]int, len(g.Columns)), textWidth
	for i, c := range g.Columns {
		out[i] = max(c.Width, 1) * textWidth / sum
		left -= out[i]
	}
	out[len(out)-1] += left
	return out
}

// table opens a table of fixed columns, with or without lines; without them
// the cells have no margins either.
func (d *docx) table(widths []int, lines bool) {
	d.rawf(`<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/>`, textWidth)
	if lines {
		d.raw(`<w:tblBorders>`)
		for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
			d.rawf(`<w:%s w:val="single" w:sz="4" w:space="0" w:color="000000"/>`, side)
		}
		d.raw(`</w:tblBorders>`)
	}
	margin := 0
	if lines {
		margin = 80
	}
	d.rawf(`<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="%d" w:type="dxa"/><w:right w:w="%d" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`, margin, margin)
	for _, w := range widths {
		d.rawf(`<w:gridCol w:w="%d"/>`, w)
	}
	d.raw(`</w:tblGrid>`)
}

func (d *docx) row(columns []Column, widths []int, cells []string, head bool) {
	d.raw(`<w:tr><w:trPr><w:cantSplit/>`)
	if head {
		d.raw(`<w:tblHeader/>`)
	}
	d.raw(`</w:trPr>`)
	for i, c := range columns {
		d.rawf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, widths[i])
		look := para{style: "Cell", align: c.Align}
		if head {
			d.raw(`<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>`)
			look.align, look.bold = AlignCenter, true
		}
		d.raw(`<w:vAlign w:val="center"/></w:tcPr>`)
		d.para(look, cells[i])
		d.raw(`</w:tc>`)
	}
	d.raw(`</w:tr>`)
}
