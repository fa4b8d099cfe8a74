package sandbox

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"strings"
)

// Sample is a small file to send without looking for one.
type Sample struct {
	Name   string `json:"name"`
	Vi     string `json:"vi"` // what it is, in Vietnamese
	En     string `json:"en"`
	Photo  bool   `json:"photo"` // sent as a photograph
	render func() []byte
}

// Content makes the bytes, the same each time.
func (s Sample) Content() []byte { return s.render() }

// Samples are the files the page offers; talks name them too.
func Samples() []Sample {
	return []Sample{
		{Name: "bao-cao.pdf", Vi: "Báo cáo, PDF", En: "Report, PDF", render: func() []byte { return samplePDF("BAO CAO SO KET THI DUA") }},
		{Name: "bao-cao.docx", Vi: "Báo cáo, Word", En: "Report, Word", render: func() []byte {
			return sampleDOCX("BÁO CÁO", "Kết quả phong trào thi đua của đơn vị.")
		}},
		{Name: "bang-cham-diem.xlsx", Vi: "Bảng tính, Excel", En: "Spreadsheet, Excel", render: sampleXLSX},
		{Name: "trang-ky.jpg", Vi: "Ảnh chụp trang ký", En: "Photo of a signed page", Photo: true, render: sampleJPEG},
		{Name: "trinh-chieu.pdf", Vi: "Tệp .exe đổi tên thành .pdf", En: "An .exe renamed to .pdf", render: sampleEXE},
		{Name: "bao-cao-MẬT.docx", Vi: "Tài liệu đóng dấu MẬT", En: "Document marked secret (MẬT)", render: func() []byte {
			return sampleDOCX("MẬT", "BÁO CÁO", "Văn bản mẫu để thử việc từ chối tài liệu mật.")
		}},
		{Name: "rong.pdf", Vi: "Tệp rỗng", En: "Empty file", render: func() []byte { return nil }},
	}
}

// SampleFile is the content of a sample by name.
func SampleFile(name string) ([]byte, bool) {
	for _, s := range Samples() {
		if s.Name == name {
			return s.Content(), true
		}
	}
	return nil, false
}

// samplePDF is a page with one line; text must be ASCII.
func samplePDF(text string) []byte {
	page := "BT /F1 20 Tf 72 760 Td (" + text + ") Tj ET"
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
	var at []int
	for i, o := range []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(page), page),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
	} {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, xref)
	return b.Bytes()
}

const (
	xmlHead    = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	typesHead  = xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`
	relsHead   = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	officeRel  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	officeType = "application/vnd.openxmlformats-officedocument."
)

func sampleDOCX(lines ...string) []byte {
	var body strings.Builder
	for _, l := range lines {
		body.WriteString("<w:p><w:r><w:t>" + l + "</w:t></w:r></w:p>")
	}
	return zipped(
		"[Content_Types].xml", typesHead+`<Override PartName="/word/document.xml" ContentType="`+officeType+`wordprocessingml.document.main+xml"/></Types>`,
		"_rels/.rels", relsHead+`<Relationship Id="rId1" Type="`+officeRel+`/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml", xmlHead+`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`+body.String()+`</w:body></w:document>`,
	)
}

func sampleXLSX() []byte {
	cell := func(ref, text string) string {
		return `<c r="` + ref + `" t="inlineStr"><is><t>` + text + `</t></is></c>`
	}
	return zipped(
		"[Content_Types].xml", typesHead+`<Override PartName="/xl/workbook.xml" ContentType="`+officeType+`spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="`+officeType+`spreadsheetml.worksheet+xml"/></Types>`,
		"_rels/.rels", relsHead+`<Relationship Id="rId1" Type="`+officeRel+`/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml", xmlHead+`<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="`+officeRel+`"><sheets><sheet name="Bảng" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", relsHead+`<Relationship Id="rId1" Type="`+officeRel+`/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml", xmlHead+`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">`+cell("A1", "Tiêu chí")+cell("B1", "Điểm")+`</row><row r="2">`+cell("A2", "I.1")+`<c r="B2"><v>8.5</v></c></row></sheetData></worksheet>`,
	)
}

// zipped packs pairs of name and content without times, so that the bytes are
// the same each time.
func zipped(pairs ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		// Writing into memory does not fail.
		f, _ := z.Create(pairs[i])
		_, _ = f.Write([]byte(pairs[i+1]))
	}
	_ = z.Close()
	return b.Bytes()
}

// sampleJPEG is a sheet of paper with grey lines and a red stamp.
func sampleJPEG() []byte {
	m := image.NewRGBA(image.Rect(0, 0, 480, 640))
	draw.Draw(m, m.Bounds(), image.NewUniform(color.RGBA{0xf7, 0xf5, 0xee, 0xff}), image.Point{}, draw.Src)
	for i := range 16 {
		y, end := 90+i*26, 430-(i*37)%90
		draw.Draw(m, image.Rect(50, y, end, y+9), image.NewUniform(color.RGBA{0xb9, 0xbc, 0xc4, 0xff}), image.Point{}, draw.Src)
	}
	for y := -60; y <= 60; y++ {
		for x := -60; x <= 60; x++ {
			if d := x*x + y*y; d < 3600 && d > 2700 || d < 500 {
				m.Set(350+x, 530+y, color.RGBA{0xc6, 0x28, 0x28, 0xff})
			}
		}
	}
	var b bytes.Buffer
	_ = jpeg.Encode(&b, m, &jpeg.Options{Quality: 85})
	return b.Bytes()
}

func sampleEXE() []byte {
	b := make([]byte, 1024)
	copy(b, "MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff")
	b[0x3c] = 0x80
	copy(b[0x80:], "PE\x00\x00\x64\x86")
	copy(b[0x4e:], "This program cannot be run in DOS mode.")
	return b
}
