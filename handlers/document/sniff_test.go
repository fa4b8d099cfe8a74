package document_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"strings"
	"testing"
	"unicode/utf16"

	"thidua/handlers/document"
)

const (
	wordMain  = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
	sheetMain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
	macroMain = "application/vnd.ms-word.document.macroEnabled.main+xml"
)

// ooxml makes an office file of a content type with more entries.
func ooxml(part, contentType string, more ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	put := func(name, body string) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(body))
		}
		if err != nil {
			panic(err)
		}
	}
	put("[Content_Types].xml", `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`+
		`<Default Extension="xml" ContentType="application/xml"/><Override PartName="/`+part+`" ContentType="`+contentType+`"/></Types>`)
	put(part, "<x/>")
	for _, name := range more {
		put(name, "x")
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func plainZip(names ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range names {
		if _, err := z.CreateHeader(&zip.FileHeader{Name: name}); err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// bomb is a Word file whose directory claims that one entry unpacks to size bytes.
func bomb(size uint64) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range []struct {
		name, body string
		claims     uint64
	}{
		{"[Content_Types].xml", `<Types><Override PartName="/word/document.xml" ContentType="` + wordMain + `"/></Types>`, 0},
		{"word/document.xml", strings.Repeat("a", 100), size},
	} {
		h := &zip.FileHeader{Name: f.name, Method: zip.Store, CRC32: crc32.ChecksumIEEE([]byte(f.body))}
		h.CompressedSize64, h.UncompressedSize64 = uint64(len(f.body)), max(f.claims, uint64(len(f.body)))
		w, err := z.CreateRaw(h)
		if err == nil {
			_, err = w.Write([]byte(f.body))
		}
		if err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// many is a ZIP with n empty entries.
func many(n int) []byte {
	names := make([]string, n)
	for i := range names {
		names[i] = "a"
	}
	return plainZip(names...)
}

// compoundFile makes an old binary office file with streams of these names; the
// content of each begins at a sector of its own.
func compoundFile(streams map[string][]byte, names ...string) []byte {
	const sector = 512
	head := make([]byte, sector)
	copy(head, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	binary.LittleEndian.PutUint16(head[30:], 9)
	binary.LittleEndian.PutUint32(head[48:], 1) // directory
	for i := range 109 {
		binary.LittleEndian.PutUint32(head[76+4*i:], 0xffffffff)
	}
	binary.LittleEndian.PutUint32(head[76:], 0) // table in sector 0
	table := bytes.Repeat([]byte{0xff}, sector)
	dirs := (len(names) + 4) / 4
	for i := range dirs {
		next := uint32(2 + i)
		if i == dirs-1 {
			next = 0xfffffffe
		}
		binary.LittleEndian.PutUint32(table[4*(1+i):], next)
	}
	dir := make([]byte, dirs*sector)
	var data []byte
	put := func(i int, name string, kind byte) {
		e := dir[i*128:]
		for j, u := range utf16.Encode([]rune(name)) {
			binary.LittleEndian.PutUint16(e[2*j:], u)
		}
		binary.LittleEndian.PutUint16(e[64:], uint16(2*len(name)+2))
		e[66] = kind
		if content := streams[name]; content != nil {
			binary.LittleEndian.PutUint32(e[116:], uint32(1+dirs+len(data)/sector))
			binary.LittleEndian.PutUint32(e[120:], uint32(8192))
			data = append(data, append(content, make([]byte, sector-len(content))...)...)
		}
	}
	put(0, "Root Entry", 5)
	for i, name := range names {
		put(i+1, name, 2)
	}
	return append(append(append(head, table...), dir...), data...)
}

func TestSniff(t *testing.T) {
	pdf := "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
	lockedDoc := make([]byte, 12)
	lockedDoc[11] = 1
	lockedXLS := []byte{9, 8, 4, 0, 0, 6, 5, 0, 0x2f, 0, 0x36, 0}
	for _, c := range []struct {
		what, name    string
		content       []byte
		kind, problem string
	}{
		{"a PDF", "bc.pdf", []byte(pdf), document.PDF, ""},
		{"a PDF after a printer's preamble", "bc.PDF", []byte("\x1b%-12345X\n" + pdf), document.PDF, ""},
		{"a locked PDF", "bc.pdf", []byte(strings.Replace(pdf, "/Root", "/Encrypt 5 0 R/Root", 1)), document.PDF, document.PDFLocked},
		{"a PDF cut off", "bc.pdf", []byte(pdf[:30]), document.PDF, document.PDFCut},
		{"a PDF called .docx", "bc.docx", []byte(pdf), document.PDF, document.Misnamed},
		{"a picture without a name", "", []byte("\xff\xd8\xff\xe0 x"), document.JPEG, ""},
		{"a PNG", "a.png", []byte("\x89PNG\r\n\x1a\n x"), document.PNG, ""},
		{"a picture called .pdf", "a.pdf", []byte("\xff\xd8\xff\xe0 x"), document.JPEG, document.Misnamed},
		{"HEIC", "a.jpg", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), "", document.PictureFormat},
		{"WEBP", "a.jpg", []byte("RIFF\x24\x00\x00\x00WEBPVP8 "), "", document.PictureFormat},
		{"GIF", "a.gif", []byte("GIF89a\x01\x00\x01\x00"), "", document.PictureFormat},
		{"nothing", "a.pdf", nil, "", document.Empty},
		{"a Windows program", "bc.pdf", []byte("MZ\x90\x00 %PDF-1.4"), "", document.Executable},
		{"a Linux program", "bc.pdf", []byte("\x7fELF\x02\x01\x01"), "", document.Executable},
		{"a script", "bc.pdf", []byte("#!/bin/sh\n%PDF-1.4"), "", document.Executable},
		{"a web page", "bc.doc", []byte("<!DOCTYPE html><html><script>1</script></html>"), "", document.Executable},
		{"plain text", "bc.doc", []byte("Kính gửi"), "", document.WrongType},
		{"Word", "bc.docx", ooxml("word/document.xml", wordMain), document.DOCX, ""},
		{"Excel", "bc.xlsx", ooxml("xl/workbook.xml", sheetMain), document.XLSX, ""},
		{"Word called .doc", "bc.doc", ooxml("word/document.xml", wordMain), document.DOCX, document.Misnamed},
		{"Word with macros", "bc.docx", ooxml("word/document.xml", wordMain, "word/vbaProject.bin"), "", document.Macro},
		{"Word with hidden macros", "bc.docx", ooxml("word/document.xml", wordMain, "word/VBAPROJECT.BIN"), "", document.Macro},
		{"macro type", "bc.docx", ooxml("word/document.xml", macroMain), "", document.Macro},
		{"Word with a program", "bc.docx", ooxml("word/document.xml", wordMain, "word/embeddings/x.exe"), "", document.Executable},
		{"slides", "bc.docx", ooxml("ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"), "", document.WrongType},
		{"a plain ZIP that looks like Word to many", "bc.docx", plainZip("word/document.xml", "a.txt"), "", document.WrongType},
		{"a ZIP of nothing", "bc.docx", plainZip(), "", document.WrongType},
		{"a ZIP cut off", "bc.docx", ooxml("word/document.xml", wordMain)[:60], "", document.Damaged},
		{"two main parts of one name", "bc.docx", ooxml("word/document.xml", wordMain, "word/document.xml"), "", document.Damaged},
		{"a bomb of ten gigabytes", "bc.docx", bomb(10 << 30), "", document.Bomb},
		{"a bomb of one entry", "bc.docx", bomb(900 << 20), "", document.Bomb},
		{"a big table that packs well", "bc.docx", bomb(20 << 20), document.DOCX, ""},
		{"a directory of many entries", "bc.docx", many(6000), "", document.Bomb},
		{"a directory beyond the budget", "bc.docx", many(23000), "", document.Bomb},
		{"old Word", "bc.doc", compoundFile(map[string][]byte{"WordDocument": make([]byte, 12)}, "WordDocument", "1Table"), document.DOC, ""},
		{"old Excel", "bc.xls", compoundFile(map[string][]byte{"Workbook": {9, 8, 4, 0, 0, 6, 5, 0, 0x42, 0}}, "Workbook"), document.XLS, ""},
		{"old Excel of long directory", "bc.xls", compoundFile(nil, "a", "b", "c", "d", "e", "f", "g", "h", "Workbook"), document.XLS, ""},
		{"locked old Word", "bc.doc", compoundFile(map[string][]byte{"WordDocument": lockedDoc}, "WordDocument"), "", document.Encrypted},
		{"locked old Excel", "bc.xls", compoundFile(map[string][]byte{"Workbook": lockedXLS}, "Workbook"), "", document.Encrypted},
		{"locked new Word", "bc.docx", compoundFile(nil, "EncryptionInfo", "EncryptedPackage"), "", document.Encrypted},
		{"old Word with macros", "bc.doc", compoundFile(nil, "WordDocument", "Macros"), "", document.Macro},
		{"an installer", "bc.doc", compoundFile(nil, "SummaryInformation"), "", document.WrongType},
		{"old Word cut off", "bc.doc", compoundFile(nil, "WordDocument")[:700], "", document.Damaged},
	} {
		kind, problem := document.Sniff(bytes.NewReader(c.content), int64(len(c.content)), c.name)
		if kind != c.kind || problem != c.problem {
			t.Errorf("%s: got %q %q, want %q %q", c.what, kind, problem, c.kind, c.problem)
		}
	}
}

func TestSniffOfAFileShorterThanTold(t *testing.T) {
	for _, content := range [][]byte{[]byte("%PDF-1.4"), ooxml("word/document.xml", wordMain), nil} {
		if _, problem := document.Sniff(bytes.NewReader(content), int64(len(content))+1000, "a.pdf"); problem == "" {
			t.Errorf("%.8q: no problem", content)
		}
	}
}

func TestNamed(t *testing.T) {
	for _, c := range [][3]string{
		{"bao cao.pdf", document.PDF, "bao cao.pdf"},
		{"anh.JPEG", document.JPEG, "anh.JPEG"},
		{"anh.pdf", document.JPEG, "anh.jpg"},
		{"bc.v2", document.DOCX, "bc.v2.docx"},
		{"bc", document.XLS, "bc.xls"},
		{"bc", "", "bc"},
	} {
		if got := document.Named(c[0], c[1]); got != c[2] {
			t.Errorf("Named(%q, %q) = %q, want %q", c[0], c[1], got, c[2])
		}
	}
	if document.Refused("bc.docx") || document.Refused("bc") || !document.Refused("x.EXE") || !document.Refused("a.zip") {
		t.Error("Refused by name")
	}
}

func FuzzSniff(f *testing.F) {
	f.Add([]byte("%PDF-1.4\n%%EOF"))
	f.Add(ooxml("word/document.xml", wordMain, "word/vbaProject.bin"))
	f.Add(bomb(10 << 30))
	f.Add(compoundFile(map[string][]byte{"Workbook": {9, 8, 4, 0}}, "Workbook", "b", "c", "d"))
	f.Fuzz(func(t *testing.T, content []byte) {
		kind, problem := document.Sniff(bytes.NewReader(content), int64(len(content)), "a.pdf")
		if (kind == "") == (problem == "" || document.Warns(problem)) {
			t.Fatalf("kind %q with problem %q", kind, problem)
		}
	})
}
