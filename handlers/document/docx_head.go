package document

import (
	"strings"
	"unicode/utf8"

	"thidua/campaign"
)

// The columns of the letterhead: the national title is 100 mm wide at 12 pt.
var headColumns = []int{3686, 5669}

const (
	nationalTitle = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
	motto         = "Độc lập - Tự do - Hạnh phúc"
	draftMark     = "DỰ THẢO"
)

func (d *docx) letterhead(p Paper) {
	h := p.Letterhead
	center := para{style: "Line", align: AlignCenter, size: 24}
	bold := center
	bold.bold = true
	d.table(headColumns, false)
	d.raw(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
	d.cell(headColumns[0], func() {
		if h.Parent != "" {
			d.para(center, strings.ToUpper(h.Parent))
		}
		d.para(bold, strings.ToUpper(h.Body))
		d.para(para{style: "Line", rule: true, before: 60, inset: 1200}, "")
	})
	d.cell(headColumns[1], func() {
		d.para(bold, nationalTitle)
		large := bold
		large.size = 26
		d.para(large, motto)
		d.para(para{style: "Line", rule: true, before: 60, inset: 1150}, "")
	})
	d.raw(`</w:tr><w:tr><w:trPr><w:cantSplit/></w:trPr>`)
	d.cell(headColumns[0], func() {
		number := center
		number.size = 26
		d.para(number, h.Number)
		if p.Draft {
			mark := bold
			mark.before = 60
			d.para(mark, draftMark)
		}
	})
	d.cell(headColumns[1], func() {
		d.para(para{style: "Line", align: AlignCenter, size: 26, italic: true}, placeAndDate(h.Place, h.Date))
	})
	d.raw(`</w:tr></w:tbl>`)
}

// cell writes a cell without lines around whatever content makes. A cell needs
// at least one paragraph.
func (d *docx) cell(width int, content func()) {
	d.rawf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, width)
	content()
	d.raw(`</w:tc>`)
}

// title writes the type name, what the paper is about, and a line below.
func (d *docx) title(p Paper) {
	look := para{style: "Line", align: AlignCenter, bold: true, before: 280}
	d.para(look, p.Type)
	look.before = 0
	if p.Title != "" {
		look.inset = 400
		d.para(look, p.Title)
	}
	width := min(max(70*utf8.RuneCountInString(p.Title), 1200), 2800)
	d.para(para{style: "Line", rule: true, before: 60, after: 120, inset: (textWidth - width) / 2}, "")
}

// foot writes recipients to the left and the signature to the right. The row
// is kept together.
func (d *docx) foot(p Paper) {
	if len(p.Recipients) == 0 && len(p.Signature.Titles) == 0 {
		return
	}
	columns := []int{4300, 5055}
	d.para(para{style: "Line", size: 12, keepNext: true}, "")
	d.table(columns, false)
	d.raw(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
	d.cell(columns[0], func() {
		if len(p.Recipients) == 0 {
			d.para(para{style: "Line"}, "")
			return
		}
		d.para(para{style: "Line", bold: true, italic: true, size: 24}, "Nơi nhận:")
		for _, line := range recipientLines(p.Recipients) {
			d.para(para{style: "Line", size: 22}, line)
		}
	})
	d.cell(columns[1], func() {
		for _, line := range p.Signature.Titles {
			d.para(para{style: "Line", align: AlignCenter, bold: true, keepNext: true}, strings.ToUpper(line))
		}
		for range 4 {
			d.para(para{style: "Line", align: AlignCenter, keepNext: true}, "")
		}
		d.para(para{style: "Line", align: AlignCenter, bold: true}, p.Signature.Name)
	})
	d.raw(`</w:tr></w:tbl>`)
	d.para(para{style: "Line", size: 4}, "") // Word wants a paragraph after the last table
}

// recipientLines are the lines of "Nơi nhận": the file copy last, ended by a
// full stop, the others by a semicolon.
func recipientLines(all []campaign.Recipient) []string {
	var out, kept []string
	for _, r := range all {
		switch r.Purpose {
		case "lưu":
			kept = append(kept, "- Lưu: "+r.Name)
		case "":
			out = append(out, "- "+r.Name)
		default:
			out = append(out, "- "+r.Name+" (để "+strings.TrimPrefix(r.Purpose, "để ")+")")
		}
	}
	out = append(out, kept...)
	for i := range out {
		out[i] += ";"
	}
	if n := len(out); n > 0 {
		out[n-1] = strings.TrimSuffix(out[n-1], ";") + "."
	}
	return out
}
