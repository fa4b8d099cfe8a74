package handlers_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// Workbooks that come back in a talk. A line
//
//	set bang.xlsx E6=17; G6='lý do; vks!E9=8.5
//
// makes the file "bang.xlsx" of the workbook the bot sent last, with these cells
// written: a bare figure is a number, ' begins text, = a formula, nothing empties
// the cell. "2: …" takes the second workbook the bot sent. Words: "move 6 8" puts
// row 6 before row 8, "macro", "locked", "crowded" and "plain" make what their
// names say.

// content is what a file of a talk holds.
func (p *player) content(name string) []byte {
	edits := p.talk.Setting(name)
	if edits == "" || p.files == nil {
		return sample(name)
	}
	var books [][]byte
	for _, paper := range p.papers {
		if strings.HasSuffix(paper.Name, ".xlsx") {
			books = append(books, paper.Content)
		}
	}
	which := len(books)
	if n, rest, ok := strings.Cut(edits, ":"); ok {
		if i, err := strconv.Atoi(n); err == nil {
			which, edits = i, rest
		}
	}
	if which < 1 || which > len(books) {
		p.t.Fatalf("%s: the bot has sent %d workbooks", name, len(books))
	}
	return p.edited(books[which-1], edits)
}

func (p *player) edited(book []byte, edits string) []byte {
	p.t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		p.t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var options excelize.Options
	macro := false
	for edit := range strings.SplitSeq(edits, ";") {
		edit = strings.TrimSpace(edit)
		word, _, _ := strings.Cut(edit, " ")
		switch word {
		case "":
		case "macro":
			macro = true
		case "locked":
			options.Password = "mat-khau"
		case "crowded":
			crowd(f)
		case "move":
			err = moveRow(f, edit)
		case "plain":
			err = f.SetCellStr(f.GetSheetName(0), "B2", "")
		default:
			err = setCell(f, edit)
		}
		if err != nil {
			p.t.Fatal(edit, err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out, options); err != nil {
		p.t.Fatal(err)
	}
	if options.Password != "" {
		return out.Bytes()
	}
	return repacked(out.Bytes(), macro)
}

func setCell(f *excelize.File, edit string) error {
	at, value, _ := strings.Cut(edit, "=")
	sheet := f.GetSheetName(0)
	if s, cell, ok := strings.Cut(at, "!"); ok {
		sheet, at = s, cell
	}
	if n, err := strconv.ParseFloat(value, 64); err == nil {
		return f.SetCellFloat(sheet, at, n, -1, 64)
	}
	switch {
	case value == "":
		return f.SetCellValue(sheet, at, nil)
	case value[0] == '=':
		return f.SetCellFormula(sheet, at, value[1:])
	}
	return f.SetCellStr(sheet, at, strings.TrimPrefix(value, "'"))
}

func moveRow(f *excelize.File, edit string) error {
	var from, before int
	if _, err := fmt.Sscanf(edit, "move %d %d", &from, &before); err != nil {
		return err
	}
	sheet := f.GetSheetName(0)
	if err := f.DuplicateRowTo(sheet, from, before); err != nil {
		return err
	}
	return f.RemoveRow(sheet, from)
}

// crowd fills more cells than a score sheet can have.
func crowd(f *excelize.File) {
	key, err := f.GetCellValue(f.GetSheetName(0), "B2")
	if err != nil {
		panic(err)
	}
	w, err := f.NewStreamWriter(f.GetSheetName(0))
	row := make([]any, 200)
	for n := 1; err == nil && n <= 1100; n++ {
		for i := range row {
			row[i] = i
		}
		if n == 2 {
			row[1] = key
		}
		err = w.SetRow(fmt.Sprintf("A%d", n), row)
	}
	if err == nil {
		err = w.Flush()
	}
	if err != nil {
		panic(err)
	}
}

// repacked writes the parts in order and with one time, so that equal content is
// equal bytes; with a macro in it where asked.
func repacked(book []byte, macro bool) []byte {
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		panic(err)
	}
	slices.SortFunc(z.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	put := func(name string, content []byte) {
		part, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Unix(0, 0).UTC()})
		if err == nil {
			_, err = part.Write(content)
		}
		if err != nil {
			panic(err)
		}
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			panic(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			panic(err)
		}
		put(f.Name, content)
	}
	if macro {
		put("xl/vbaProject.bin", []byte("Sub Auto_Open()"))
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return out.Bytes()
}
