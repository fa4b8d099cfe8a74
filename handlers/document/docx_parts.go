package document

import (
	"archive/zip"
	"bytes"
	"embed"
	"fmt"
	"time"
)

//go:embed docx_parts/*.xml
var docxParts embed.FS

// packDOCX puts the parts into a ZIP in a fixed order with one fixed time: the
// list of content types first, as readers that stream expect it.
func packDOCX(p Paper, body []byte) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range []struct{ name, file string }{
		{typesPart, "content_types.xml"},
		{"_rels/.rels", "rels.xml"},
		{"word/_rels/document.xml.rels", "document_rels.xml"},
		{"word/styles.xml", "styles.xml"},
		{"word/settings.xml", "settings.xml"},
		{"word/header.xml", "header.xml"},
		{"word/header_first.xml", "header_first.xml"},
	} {
		content, err := docxParts.ReadFile("docx_parts/" + part.file)
		if err != nil {
			return nil, fmt.Errorf("docx part: %w", err)
		}
		if err := putPart(z, part.name, content); err != nil {
			return nil, err
		}
	}
	for _, part := range []struct {
		name    string
		content []byte
	}{
		{"word/footer.xml", footerPart(p.Footer)},
		{"docProps/core.xml", corePart(p)},
		{"word/document.xml", body},
	} {
		if err := putPart(z, part.name, part.content); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("docx: %w", err)
	}
	return out.Bytes(), nil
}

// zipEpoch is the time of every entry we pack: the oldest a ZIP can tell, so
// that equal content is equal bytes.
var zipEpoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

func putPart(z *zip.Writer, name string, content []byte) error {
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: zipEpoch})
	if err == nil {
		_, err = w.Write(content)
	}
	if err != nil {
		return fmt.Errorf("docx part %s: %w", name, err)
	}
	return nil
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

const wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

func footerPart(text string) []byte {
	d := &docx{}
	d.raw(xmlHead + `<w:ftr ` + wordSpace + `>`)
	d.para(para{style: "Line", align: AlignCenter, size: 22, italic: true}, text)
	d.raw(`</w:ftr>`)
	return d.b.Bytes()
}

func corePart(p Paper) []byte {
	d := &docx{}
	d.raw(xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"` +
		` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>`)
	d.escape(p.Type + " " + p.Title)
	d.raw(`</dc:title><dc:creator>`)
	d.escape(p.Letterhead.Body)
	d.raw(`</dc:creator><dc:language>vi-VN</dc:language>`)
	if !p.Made.IsZero() {
		at := p.Made.UTC().Format(time.RFC3339)
		d.raw(`<dcterms:created xsi:type="dcterms:W3CDTF">` + at + `</dcterms:created>` +
			`<dcterms:modified xsi:type="dcterms:W3CDTF">` + at + `</dcterms:modified>`)
	}
	d.raw(`</cp:coreProperties>`)
	return d.b.Bytes()
}
