package document

import (
	"path"
	"strings"
)

// What can be wrong with a file.
const (
	Empty         = "empty"          // no bytes at all
	WrongType     = "wrong-type"     // a kind the bloc does not take
	Executable    = "executable"     // a program, or a document with one inside
	PictureFormat = "picture-format" // a picture that is neither JPEG nor PNG (HEIC, WEBP …)
	Macro         = "macro"          // an office file with macros
	Encrypted     = "encrypted"      // an office file locked with a password
	Bomb          = "bomb"           // unpacks to far more than a document can be
	Damaged       = "damaged"        // cut off or inconsistent

	PDFLocked = "pdf-encrypted" // a PDF with a password or restrictions; taken
	PDFCut    = "pdf-damaged"   // a PDF without its end; taken
	Misnamed  = "misnamed"      // fine, but the name promises another kind; taken
)

// Warns reports whether a problem is only worth a word: the file is taken.
func Warns(problem string) bool {
	return problem == PDFLocked || problem == PDFCut || problem == Misnamed
}

var extensions = map[string][]string{
	PDF: {".pdf"}, DOC: {".doc"}, DOCX: {".docx"}, XLS: {".xls"}, XLSX: {".xlsx"},
	JPEG: {".jpg", ".jpeg", ".jpe", ".jfif"}, PNG: {".png"},
}

// Promises is the media type a file name promises by its ending, "" for none
// the bloc takes.
func Promises(name string) string {
	ending := strings.ToLower(path.Ext(name))
	for mediaType, all := range extensions {
		for _, e := range all {
			if e == ending {
				return mediaType
			}
		}
	}
	return ""
}

func misnamed(name, mediaType string) bool { return name != "" && Promises(name) != mediaType }

// Named is the name with the ending its content calls for: "anh.pdf" that is a
// picture becomes "anh.jpg". An ending that promises nothing known is kept as
// part of the name.
func Named(name, mediaType string) string {
	all, known := extensions[mediaType]
	if !known || Promises(name) == mediaType {
		return name
	}
	if Promises(name) != "" {
		name = strings.TrimSuffix(name, path.Ext(name))
	}
	return name + all[0]
}

// Refused reports whether a name's ending alone says that the file will not be
// taken: programs, sound, film and archives. Everything else is fetched and
// looked at. A file without an ending is not refused.
func Refused(name string) bool { return refused[strings.ToLower(path.Ext(name))] }

var refused = endings(programs + ` .zip .rar .7z .tar .gz .mp3 .mp4 .m4a .avi .mov .mkv .wav .ogg .html .htm .svg .txt .ppt .pptx`)

// programs are endings a computer starts.
const programs = `.exe .dll .com .scr .msi .bat .cmd .ps1 .vbs .vbe .js .jse .wsf .hta .lnk .jar .apk .sh .docm .xlsm .dotm .xltm .xlam`

var runnable = endings(programs)

func endings(list string) map[string]bool {
	out := map[string]bool{}
	for _, e := range strings.Fields(list) {
		out[e] = true
	}
	return out
}
