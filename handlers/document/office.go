package document

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// Limits for an office file. Real ones stay far below: a report with two
// hundred pictures has some 450 entries, and text packs to a tenth or a
// twentieth, seldom a hundredth.
const (
	maxEntries    = 5000
	maxDirectory  = 1 << 20  // bytes read to learn the entries
	maxTypes      = 1 << 20  // bytes of [Content_Types].xml unpacked
	maxUnpacked   = 1 << 30  // bytes all entries claim together
	smallUnpacked = 32 << 20 // below this no ratio is suspicious
	maxRatio      = 200
)

const typesPart = "[Content_Types].xml"

// mains are the content types of the main part that make a file what it is.
var mains = map[string]string{
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": DOCX,
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml":       XLSX,
}

// office judges a ZIP: a Word or Excel file, or something to refuse.
func office(at *windowed) (mediaType, problem string) {
	at.budget = maxDirectory
	z, err := zip.NewReader(at, at.size)
	switch {
	case errors.Is(err, errBudget):
		return "", Bomb
	case err != nil && !errors.Is(err, zip.ErrInsecurePath):
		return "", Damaged
	}
	if problem := entries(z, at.size); problem != "" {
		return "", problem
	}
	at.budget = 2 * maxTypes
	return mainPart(z)
}

// entries judges the central directory without unpacking anything.
func entries(z *zip.Reader, size int64) string {
	if len(z.File) > maxEntries {
		return Bomb
	}
	var packed, unpacked uint64
	for _, f := range z.File {
		packed += f.CompressedSize64
		unpacked += f.UncompressedSize64
		if f.CompressedSize64 > uint64(size) || f.UncompressedSize64 > maxUnpacked {
			return Bomb // also keeps the sums from running over
		}
		name := strings.ToLower(f.Name)
		switch {
		case strings.HasSuffix(name, "vbaproject.bin"):
			return Macro
		case runnable[path.Ext(name)]:
			return Executable
		case f.Flags&1 != 0:
			return Encrypted
		}
	}
	switch {
	case packed > uint64(size), unpacked > maxUnpacked: // entries that overlap, or too much in all
		return Bomb
	case unpacked > smallUnpacked && unpacked/maxRatio > uint64(size):
		return Bomb
	}
	return ""
}

// mainPart finds the main part in the list of content types and sees that the
// file has it, once.
func mainPart(z *zip.Reader) (mediaType, problem string) {
	parts := map[string]int{}
	var list *zip.File
	for _, f := range z.File {
		parts[strings.ToLower(f.Name)]++
		if strings.EqualFold(f.Name, typesPart) {
			list = f
		}
	}
	if list == nil {
		return "", WrongType
	}
	types, err := contentTypes(list)
	if err != nil {
		return "", Damaged
	}
	for part, contentType := range types {
		if strings.Contains(strings.ToLower(contentType), "macroenabled") {
			return "", Macro
		}
		if found, ok := mains[contentType]; ok {
			if mediaType != "" && mediaType != found {
				return "", WrongType
			}
			if parts[strings.ToLower(strings.TrimPrefix(part, "/"))] != 1 {
				return "", Damaged
			}
			mediaType = found
		}
	}
	if mediaType == "" || parts[strings.ToLower(typesPart)] != 1 {
		return "", WrongType
	}
	return mediaType, ""
}

// contentTypes reads the parts with a content type of their own; the types
// given by ending stand under "*.ending".
func contentTypes(f *zip.File) (map[string]string, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }()
	d := xml.NewDecoder(io.LimitReader(r, maxTypes))
	out := map[string]string{}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch e.Name.Local {
		case "Override":
			out[attribute(e, "PartName")] = attribute(e, "ContentType")
		case "Default":
			out["*."+attribute(e, "Extension")] = attribute(e, "ContentType")
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
