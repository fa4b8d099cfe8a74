package document

import (
	"bytes"
	"io"
	"strings"

	"github.com/gabriel-vasile/mimetype"
)

// The media types the bloc takes.
const (
	PDF  = "application/pdf"
	DOC  = "application/msword"
	DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	XLS  = "application/vnd.ms-excel"
	XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	JPEG = "image/jpeg"
	PNG  = "image/png"
)

const (
	headSize = 3072     // what the general detector looks at
	pdfTail  = 64 << 10 // where a PDF keeps its trailer
)

// Sniff says what a file of size bytes is and what is wrong with it. The media
// type is one of the constants above, or "" for what cannot be taken. problem
// is "" or one of the Problem constants; Warns tells those that do not keep the
// file from being taken. The name decides nothing; it is only compared, so that
// a picture called .pdf is told as Misnamed.
func Sniff(r io.ReadSeeker, size int64, name string) (mediaType, problem string) {
	if size == 0 {
		return "", Empty
	}
	at := &windowed{r: r, size: size, budget: 4 * pdfTail}
	head := at.bytes(0, headSize)
	if at.err != nil || len(head) == 0 {
		return "", Damaged
	}
	mediaType, problem = kind(at, head)
	if problem != "" && !Warns(problem) {
		return "", problem
	}
	if problem == "" && misnamed(name, mediaType) {
		problem = Misnamed
	}
	return mediaType, problem
}

func kind(at *windowed, head []byte) (mediaType, problem string) {
	switch {
	case bytes.HasPrefix(head, []byte("PK")):
		return office(at)
	case bytes.HasPrefix(head, oleMagic):
		return ole(at, head)
	case bytes.HasPrefix(head, []byte("\xff\xd8\xff")):
		return JPEG, ""
	case bytes.HasPrefix(head, []byte("\x89PNG\r\n\x1a\n")):
		return PNG, ""
	}
	found := mimetype.Detect(head)
	switch {
	case runs(found, head):
		return "", Executable
	case found.Is(PDF), bytes.Contains(head[:min(len(head), 1024)], []byte("%PDF-")):
		return pdf(at, head)
	case strings.HasPrefix(found.String(), "image/"):
		return "", PictureFormat
	}
	return "", WrongType
}

// runs reports whether a computer or a phone would start the file as a program.
func runs(found *mimetype.MIME, head []byte) bool {
	for _, magic := range []string{"MZ", "\x7fELF", "#!", "\xfe\xed\xfa", "\xcf\xfa\xed\xfe", "\xca\xfe\xba\xbe"} {
		if bytes.HasPrefix(head, []byte(magic)) {
			return true
		}
	}
	for _, kind := range []string{
		"application/vnd.microsoft.portable-executable", "application/x-elf", "application/x-mach-binary",
		"application/x-sharedlib", "application/jar", "application/x-ms-shortcut", "text/x-shellscript",
		"application/javascript", "text/javascript", "text/html",
	} {
		if found.Is(kind) {
			return true
		}
	}
	return false
}

// pdf accepts what calls itself a PDF. One that is locked or cut off is taken
// with a warning, because readers repair much and a scanner's output is often
// untidy.
func pdf(at *windowed, head []byte) (mediaType, problem string) {
	tail := at.bytes(at.size-pdfTail, pdfTail)
	switch {
	case bytes.Contains(head, []byte("/Encrypt")) || bytes.Contains(tail, []byte("/Encrypt")):
		return PDF, PDFLocked
	case at.err != nil || !bytes.Contains(tail, []byte("%%EOF")):
		return PDF, PDFCut
	}
	return PDF, ""
}
