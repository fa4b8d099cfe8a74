package document

import (
	"time"

	"thidua/campaign"
)

// Paper is an official paper as Decree 30/2020/NĐ-CP lays it out on A4. The bot
// writes drafts: number and signature stay empty for the office that signs.
// All text is plain; a line break inside it starts a new line.
type Paper struct {
	Letterhead Letterhead
	Type       string // "BÁO CÁO"; printed in capitals as given
	Title      string // what it is about; "" for none
	Draft      bool   // prints DỰ THẢO below the number
	// Footer stands in small print on every page, for figures that are still
	// provisional; "" for none.
	Footer     string
	Blocks     []Block
	Signature  Signature
	Recipients []campaign.Recipient // "Nơi nhận"; none leaves the block out
	// Made dates the file's properties. Equal papers of equal time are equal
	// bytes.
	Made time.Time
}

// Letterhead is the top of a paper: who issues it, under which number, where
// and when.
type Letterhead struct {
	Parent string // the body above the issuing one; "" for none
	Body   string // the issuing body, in bold capitals
	// Number is the line of number and symbol. "Số: …/BC-KTĐNC" leaves the
	// number to the clerk; "" leaves the line out.
	Number string
	Place  string        // "Tuyên Quang"
	Date   campaign.Date // zero = left open, "ngày … tháng … năm …"
}

// Signature is the block of the one who signs. The space for hand and seal is
// left free.
type Signature struct {
	Titles []string // lines of capitals: "TRƯỞNG KHỐI THI ĐUA", "CÔNG AN TỈNH"
	Name   string   // "" leaves the name open
}

// Block is a piece of a paper's text: Heading, Body or Grid.
type Block interface{ write(d *docx) }

// Heading opens a part of the paper. Level 1 is "I. …", 2 is "1. …".
type Heading struct {
	Level int
	Text  string
}

// Body is a justified paragraph with the first line indented.
type Body struct {
	Text   string
	Italic bool
}

// Grid is a table with lines. The header, unless all its titles are empty, is
// repeated on every page; no row is torn apart.
type Grid struct {
	Columns []Column
	Rows    [][]string // a short row is filled up with empty cells
}

// Column is one column of a Grid. Widths are shares: the table always takes
// the whole width of the text.
type Column struct {
	Title string
	Width int
	Align Align
}

// Align places the text of a column.
type Align string

// The places. The zero value is AlignLeft.
const (
	AlignLeft   Align = ""
	AlignCenter Align = "center"
	AlignRight  Align = "right"
)

// DOCX writes the paper as a Word file.
func (p Paper) DOCX() ([]byte, error) {
	d := &docx{}
	d.raw(documentOpen)
	d.letterhead(p)
	d.title(p)
	for _, b := range p.Blocks {
		b.write(d)
	}
	d.foot(p)
	d.raw(documentClose)
	return packDOCX(p, d.b.Bytes())
}
