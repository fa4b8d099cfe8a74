package campaign

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestCleanName(t *testing.T) {
	long := strings.Repeat("ậ", 300)
	for in, want := range map[string]string{
		"Báo cáo sơ kết.pdf":                "Báo cáo sơ kết.pdf",
		"../../etc/passwd":                  "passwd",
		`C:\Users\an\Bao cao.docx`:          "Bao cao.docx",
		"report\u202efdp.exe":               "reportfdp.exe",
		"a\x00b\nc\t d.pdf":                 "ab c d.pdf",
		" .. bao cao . .pdf ":               "bao cao.pdf",
		"bao cao.pdf...":                    "bao cao.pdf",
		"bao cao .pdf":                      "bao cao.pdf",
		".pdf":                              "tep.pdf",
		"":                                  "tep",
		"..":                                "tep",
		"a/":                                "tep",
		"\u200b\u202e":                      "tep",
		"\xff\xfe.pdf":                      "tep.pdf",
		"ba\xffo.pdf":                       "bao.pdf",
		`a<b>:"c|d?e*.pdf`:                  "a_b___c_d_e_.pdf",
		long + ".pdf":                       strings.Repeat("ậ", 96) + ".pdf",
		long:                                strings.Repeat("ậ", 100),
		"So 12.Ke hoach nam 2021":           "So 12.Ke hoach nam 2021",
		"Ba\u0301o ca\u0301o.pdf":           "Báo cáo.pdf",
		strings.Repeat("a", 95) + ". b.pdf": strings.Repeat("a", 95) + ".pdf",
	} {
		if got := CleanName(in); got != want {
			t.Errorf("CleanName(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzCleanName(f *testing.F) {
	for _, s := range []string{"", "..", "a/b\\c.pdf", "\u202efdp.exe", "\xff", strings.Repeat("x. ", 80), "a\u0302\u200d\u0301.b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := CleanName(s)
		switch {
		case got == "" || !utf8.ValidString(got):
			t.Fatalf("%q cleaned to %q", s, got)
		case utf8.RuneCountInString(got) > nameRunes:
			t.Fatalf("%q cleaned to %d runes", s, utf8.RuneCountInString(got))
		case strings.ContainsAny(got, "/\\\n\r\x00"):
			t.Fatalf("%q cleaned to %q", s, got)
		case got != strings.Trim(got, " ") || strings.HasPrefix(got, ".") || strings.HasSuffix(got, "."):
			t.Fatalf("%q cleaned to %q", s, got)
		case strings.ContainsFunc(got, func(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Cf) }):
			t.Fatalf("%q cleaned to %q", s, got)
		case CleanName(got) != got:
			t.Fatalf("%q cleaned to %q and then to %q", s, got, CleanName(got))
		}
	})
}
