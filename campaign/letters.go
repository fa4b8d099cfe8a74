package campaign

import (
	"strings"
	"unicode"
)

// vowels lists every Vietnamese vowel with its tones in the order of tones.
// The bare vowel of a row without its own hat stands first.
var vowels = []string{
	"aàáảãạ", "ăằắẳẵặ", "âầấẩẫậ", "eèéẻẽẹ", "êềếểễệ", "iìíỉĩị",
	"oòóỏõọ", "ôồốổỗộ", "ơờớởỡợ", "uùúủũụ", "ưừứửữự", "yỳýỷỹỵ",
}

// tones are the combining marks of grave, acute, hook, tilde and dot below.
const tones = "\u0300\u0301\u0309\u0303\u0323"

// composed maps a letter and a combining mark to the one letter they make,
// including hats put on after the tone, as decomposed text orders them.
var composed = composedTable()

// bare maps a letter to what it is without its marks.
var bare = bareTable()

type pair struct{ letter, mark rune }

func composedTable() map[pair]rune {
	const circumflex, breve, horn = '\u0302', '\u0306', '\u031b'
	hats := map[string]rune{
		"aă": breve, "aâ": circumflex, "eê": circumflex,
		"oô": circumflex, "oơ": horn, "uư": horn,
	}
	rows := map[rune][]rune{}
	for _, v := range vowels {
		row := []rune(v)
		rows[row[0]] = row
	}
	out := map[pair]rune{}
	add := func(from, mark, to rune) {
		out[pair{from, mark}] = to
		out[pair{unicode.ToUpper(from), mark}] = unicode.ToUpper(to)
	}
	for _, row := range rows {
		for i, mark := range []rune(tones) {
			add(row[0], mark, row[i+1])
		}
	}
	for letters, mark := range hats {
		ends := []rune(letters)
		from, to := rows[ends[0]], rows[ends[1]]
		for i := range from {
			add(from[i], mark, to[i])
		}
	}
	return out
}

func bareTable() map[rune]rune {
	out := map[rune]rune{'đ': 'd', 'Đ': 'D'}
	plain := map[rune]rune{'ă': 'a', 'â': 'a', 'ê': 'e', 'ô': 'o', 'ơ': 'o', 'ư': 'u'}
	for _, v := range vowels {
		row := []rune(v)
		base := row[0]
		if p, ok := plain[base]; ok {
			base = p
		}
		for _, r := range row {
			out[r] = base
			out[unicode.ToUpper(r)] = unicode.ToUpper(base)
		}
	}
	return out
}

// compose joins Vietnamese letters written as a base and combining marks (what
// Apple systems send as file names) into single letters, and leaves everything
// else as it is.
func compose(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Mn, r) }) {
		return s
	}
	out := make([]rune, 0, len(s))
	for _, r := range s {
		if n := len(out); n > 0 {
			if one, ok := composed[pair{out[n-1], r}]; ok {
				out[n-1] = one
				continue
			}
		}
		out = append(out, r)
	}
	return string(out)
}

// plain takes the marks off Vietnamese letters: "Tối Mật" becomes "Toi Mat".
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if b, ok := bare[r]; ok {
			return b
		}
		return r
	}, s)
}
