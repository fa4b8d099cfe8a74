package document

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
)

// sheetPart finds the part of the first sheet with one of the names, else of the
// first.
func (p parts) sheetPart(names ...string) (string, error) {
	id, named := "", false
	err := p.each("xl/workbook.xml", func(t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok || e.Name.Local != "sheet" {
			return nil
		}
		is := slices.Contains(names, tidy(attribute(e, "name")))
		if id == "" || is && !named {
			id, named = attribute(e, "id"), is
		}
		return nil
	})
	if err != nil {
		return "", err
	}
	target := "worksheets/sheet1.xml"
	err = p.each("xl/_rels/workbook.xml.rels", func(t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "Relationship" && attribute(e, "Id") == id {
			target = attribute(e, "Target")
		}
		return nil
	})
	if strings.HasPrefix(target, "/") {
		return strings.TrimPrefix(path.Clean(target), "/"), err
	}
	return path.Join("xl", target), err
}

// sheetNames are the names of the sheets.
func (p parts) sheetNames() (map[string]bool, error) {
	out := map[string]bool{}
	err := p.each("xl/workbook.xml", func(t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "sheet" {
			out[tidy(attribute(e, "name"))] = true
		}
		return nil
	})
	return out, err
}

// sharedStrings are the texts cells refer to by number; readings in other
// scripts (rPh) are left out.
func (p parts) sharedStrings() ([]string, error) {
	var out []string
	var text textReader
	err := p.each("xl/sharedStrings.xml", func(t xml.Token) error {
		if e, ok := t.(xml.EndElement); ok && e.Name.Local == "si" {
			if len(out) >= maxCells {
				return errTooMuch
			}
			out = append(out, text.b.String())
			text.b.Reset()
			return nil
		}
		text.take(t)
		return nil
	})
	return out, err
}

// textReader joins the runs of one text.
type textReader struct {
	b        strings.Builder
	on       bool
	phonetic int
}

func (r *textReader) take(t xml.Token) {
	switch e := t.(type) {
	case xml.StartElement:
		switch e.Name.Local {
		case "rPh":
			r.phonetic++
		case "t":
			r.on = r.phonetic == 0
		}
	case xml.EndElement:
		switch e.Name.Local {
		case "rPh":
			r.phonetic--
		case "t":
			r.on = false
		}
	case xml.CharData:
		if r.on && r.b.Len() < maxCellText {
			r.b.Write(e)
		}
	}
}

// errFound ends the walk over a sheet early.
var errFound = errors.New("document: found")

// firstCell reads one cell near the top of the first sheet and stops there.
func firstCell(r io.ReadSeeker, size int64, at place) (string, error) {
	z, err := zip.NewReader(&windowed{r: r, size: size, budget: maxBookRead}, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return "", err
	}
	p := parts{z}
	part, err := p.sheetPart(scoreSheet, blocSheet)
	if err != nil {
		return "", err
	}
	g := gridReader{grid: cellGrid{cells: map[place]rawCell{}}, lazy: true}
	err = p.each(part, func(t xml.Token) error {
		if err := g.take(t); err != nil {
			return err
		}
		if _, ok := g.grid.cells[at]; ok || g.at.row > at.row {
			return errFound
		}
		return nil
	})
	if err != nil && !errors.Is(err, errFound) {
		return "", err
	}
	cell := g.grid.cells[at]
	if !cell.shared {
		return cell.text, nil
	}
	shared, err := p.sharedStrings()
	i, problem := strconv.Atoi(strings.TrimSpace(cell.text))
	if err != nil || problem != nil || i < 0 || i >= len(shared) {
		return "", err
	}
	return shared[i], nil
}
