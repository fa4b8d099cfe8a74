package document

import (
	"bytes"
	_ "embed" // the fonts
	"fmt"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/text/unicode/norm"
)

// Noto Serif with every Vietnamese letter, cut down by pdf_font/subset.sh; its
// licence stands beside it.
var (
	//go:embed pdf_font/NotoSerif-Regular.ttf
	serifRegular []byte
	//go:embed pdf_font/NotoSerif-Bold.ttf
	serifBold []byte
	//go:embed pdf_font/NotoSerif-Italic.ttf
	serifItalic []byte
)

// Measures in millimetres: the margins of the Word papers.
const (
	pdfLeft, pdfTop, pdfRight = 30, 20, 15
	pdfWidth                  = 210 - pdfLeft - pdfRight
	pdfLine                   = 6.0
)

// ReceiptPDF writes the receipt as a PDF with its own fonts. A line it cannot
// show, such as letters of other scripts, is printed with empty boxes; an error
// is a damaged build.
func ReceiptPDF(r ReceiptPaper) ([]byte, error) {
	p := newPDFPaper(r.local(r.Submission.At), receiptType+" "+r.Requirement.Title)
	p.letterhead(r.Letterhead)
	p.centered("B", 14, receiptType, 0)
	p.centered("B", 13, r.Requirement.Title, 4)
	for _, l := range r.lines() {
		p.row([]float64{48, pdfWidth - 48}, []string{l.label, l.value}, "LL", "")
	}
	if files := r.Submission.Attachments; len(files) > 0 {
		columns := []float64{12, pdfWidth - 72, 30, 30}
		p.f.Ln(4)
		p.row(columns, []string{"TT", "Tên tệp", "Dung lượng", "Mã kiểm tra"}, "CCCC", "B")
		for i, a := range files {
			p.row(columns, []string{fmt.Sprintf("%02d", i+1), a.Name, sizeWord(a.Size), short8(a.SHA256)}, "CLRC", "")
		}
	}
	if r.Hash != "" {
		p.f.Ln(3)
		p.text("I", 12, receiptCheck)
	}
	p.signature(r.Signature)
	return p.bytes()
}

// pdfPaper is a page being filled from the top.
type pdfPaper struct{ f *fpdf.Fpdf }

func newPDFPaper(made time.Time, title string) pdfPaper {
	f := fpdf.New("P", "mm", "A4", "")
	f.SetCatalogSort(true)
	f.SetCreationDate(made)
	f.SetModificationDate(made)
	f.SetTitle(norm.NFC.String(title), true)
	f.SetLang("vi-VN")
	f.SetMargins(pdfLeft, pdfTop, pdfRight)
	f.SetAutoPageBreak(true, pdfTop)
	f.AddUTF8FontFromBytes("serif", "", serifRegular)
	f.AddUTF8FontFromBytes("serif", "B", serifBold)
	f.AddUTF8FontFromBytes("serif", "I", serifItalic)
	f.AddPage()
	return pdfPaper{f}
}

func (p pdfPaper) bytes() ([]byte, error) {
	var out bytes.Buffer
	if err := p.f.Output(&out); err != nil {
		return nil, fmt.Errorf("receipt to PDF: %w", err)
	}
	return out.Bytes(), nil
}

// clean joins decomposed letters and keeps to the letters of the Basic
// Multilingual Plane, the only ones the PDF library can look up in a font.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r < ' ':
			return ' '
		case r > 0xffff:
			return '\u25a1'
		}
		return r
	}, norm.NFC.String(strings.ToValidUTF8(s, "\u25a1")))
}

func (p pdfPaper) text(style string, size float64, s string) {
	p.f.SetFont("serif", style, size)
	p.f.MultiCell(pdfWidth, pdfLine, clean(s), "", "L", false)
}

func (p pdfPaper) centered(style string, size float64, s string, after float64) {
	p.f.SetFont("serif", style, size)
	p.f.MultiCell(pdfWidth, pdfLine, clean(s), "", "C", false)
	p.f.Ln(after)
}

// block writes centred lines into a column and returns where it ends.
func (p pdfPaper) block(x, y, width float64, lines []styled) float64 {
	p.f.SetXY(x, y)
	for _, l := range lines {
		if l.text == "" {
			continue
		}
		p.f.SetFont("serif", l.style, l.size)
		p.f.SetX(x)
		p.f.MultiCell(width, 5.2, clean(l.text), "", "C", false)
	}
	return p.f.GetY()
}

type styled struct {
	style string
	size  float64
	text  string
}

func (p pdfPaper) letterhead(h Letterhead) {
	const left, right = 65.0, pdfWidth - 65.0
	top := p.f.GetY()
	a := p.block(pdfLeft, top, left, []styled{{"", 11, strings.ToUpper(h.Parent)}, {"B", 11, strings.ToUpper(h.Body)}})
	b := p.block(pdfLeft+left, top, right, []styled{{"B", 11, nationalTitle}, {"B", 12, motto}})
	p.f.SetLineWidth(0.25)
	p.f.Line(pdfLeft+22, a+1, pdfLeft+left-22, a+1)
	p.f.Line(pdfLeft+left+20, b+1, pdfLeft+pdfWidth-20, b+1)
	below := max(a, b) + 3
	a = p.block(pdfLeft, below, left, []styled{{"", 12, h.Number}})
	b = p.block(pdfLeft+left, below, right, []styled{{"I", 12, placeAndDate(h.Place, h.Date)}})
	p.f.SetXY(pdfLeft, max(a, b)+8)
}

// row writes the cells of one line of a table, all as high as the highest. The
// letters of aligns place the cells: L, C or R.
func (p pdfPaper) row(widths []float64, cells []string, aligns, style string) {
	const inset = 1.5
	p.f.SetFont("serif", style, 11)
	most := 1
	lines := make([][]string, len(cells))
	for i, c := range cells {
		lines[i] = p.wrap(clean(c), widths[i]-2*inset)
		most = max(most, len(lines[i]))
	}
	height := float64(most)*5.2 + 2
	if _, page := p.f.GetPageSize(); p.f.GetY()+height > page-pdfTop {
		p.f.AddPage()
	}
	x, y := float64(pdfLeft), p.f.GetY()
	for i, w := range widths {
		p.f.Rect(x, y, w, height, "D")
		top := y + (height-5.2*float64(len(lines[i])))/2
		for n, l := range lines[i] {
			p.f.SetXY(x+inset, top+5.2*float64(n))
			p.f.CellFormat(w-2*inset, 5.2, l, "", 0, aligns[i:i+1], false, 0, "")
		}
		x += w
	}
	p.f.SetXY(pdfLeft, y+height)
}

// wrap breaks text at blanks, and a word longer than the line where it must.
func (p pdfPaper) wrap(s string, width float64) []string {
	var out []string
	for _, paragraph := range strings.Split(s, "\n") {
		current := ""
		for _, word := range strings.Fields(paragraph) {
			next := word
			if current != "" {
				next = current + " " + word
			}
			if p.f.GetStringWidth(next) <= width-2 {
				current = next
				continue
			}
			if current != "" {
				out = append(out, current)
			}
			for current = ""; p.f.GetStringWidth(word) > width-2; {
				cut := p.fits(word, width-2)
				out, word = append(out, word[:cut]), word[cut:]
			}
			current = word
		}
		out = append(out, current)
	}
	return out
}

// fits is how many bytes of a word, at least one letter, fit into the width.
func (p pdfPaper) fits(word string, width float64) int {
	end := len(word)
	for i := range word {
		if i > 0 && p.f.GetStringWidth(word[:i]) > width {
			return end
		}
		if i > 0 {
			end = i
		}
	}
	return end
}

func (p pdfPaper) signature(s Signature) {
	if len(s.Titles) == 0 {
		return
	}
	if _, page := p.f.GetPageSize(); p.f.GetY()+50 > page-pdfTop {
		p.f.AddPage()
	}
	var lines []styled
	for _, l := range s.Titles {
		lines = append(lines, styled{"B", 13, strings.ToUpper(l)})
	}
	y := p.block(pdfLeft+85, p.f.GetY()+8, pdfWidth-85, lines)
	p.block(pdfLeft+85, y+24, pdfWidth-85, []styled{{"B", 13, s.Name}})
}
