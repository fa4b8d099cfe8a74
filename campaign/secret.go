package campaign

import (
	"slices"
	"strings"
	"unicode"
)

// SecretMark looks for the mark of a state secret in a file name or caption and
// returns it as written there. It decides before anything is downloaded, so it
// leans towards refusing: a wrongly refused file is renamed, a wrongly accepted
// one has left its safe (Law 117/2025).
//
//   - TỐI MẬT and TUYỆT MẬT count with and without accents, in any case, joined
//     or with any separator between.
//   - MẬT with its accents counts as a word of its own, unless it is half of a
//     common compound (bảo mật, mật khẩu). A compound that changes case in the
//     middle ("bảo MẬT") is a mark. Words that often follow a mark, such as
//     "báo" or "danh", are left out of the compounds on purpose.
//   - MAT without accents is also how mặt, mắt, mát and mất are typed. It counts
//     in brackets; between separators other than blanks, in either case, because
//     people who type file names without accents do not hold down Shift either;
//     and between blanks only as capitals among small letters ("bao cao MAT").
//
// Decomposed letters and invisible characters inside a word make no difference.
func SecretMark(name string) (word string, found bool) {
	text := []rune(compose(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, name)))
	words := splitWords(text)
	for i, w := range words {
		switch {
		case isGrade(w.lower, "tốimật", "toimat"), isGrade(w.lower, "tuyệtmật", "tuyetmat"):
			return w.text, true
		case w.lower != "mật" && w.lower != "mat":
			continue
		}
		if i > 0 {
			before := words[i-1]
			graded := isGrade(before.lower, "tối", "toi") || isGrade(before.lower, "tuyệt", "tuyet")
			if graded && near(text[before.end:w.start]) {
				return string(text[before.start:w.end]), true
			}
		}
		if marked(text, words, i) {
			return w.text, true
		}
	}
	return "", false
}

// isGrade: written with all its accents or with none; other accents make other
// words (tôi mất).
func isGrade(lower, accented, without string) bool {
	return lower == without || plain(lower) == without && lower == accented
}

// near: two words of a mark may have a few separators between them, not a
// number, not a new line.
func near(gap []rune) bool {
	return len(gap) <= 4 && !slices.ContainsFunc(gap, func(r rune) bool {
		return r == '\n' || unicode.IsDigit(r)
	})
}

// wordAt is a word of a text: a run of letters.
type wordAt struct {
	text, lower string
	start, end  int
}

func splitWords(text []rune) []wordAt {
	var out []wordAt
	start := -1
	for i := 0; i <= len(text); i++ {
		letter := i < len(text) && (unicode.IsLetter(text[i]) || unicode.Is(unicode.Mn, text[i]))
		switch {
		case letter && start < 0:
			start = i
		case !letter && start >= 0:
			s := string(text[start:i])
			out = append(out, wordAt{s, strings.ToLower(s), start, i})
			start = -1
		}
	}
	return out
}

// marked decides about a single MẬT or MAT.
func marked(text []rune, words []wordAt, i int) bool {
	w := words[i]
	left, right := neighbour(text, w.start, -1), neighbour(text, w.end-1, 1)
	if strings.ContainsRune(openers, left) && strings.ContainsRune(closers, right) {
		return true
	}
	if compound(text, words, i) {
		return false
	}
	if w.lower == "mật" {
		return true
	}
	if strings.ContainsRune(separators, left) && strings.ContainsRune(separators, right) {
		return true
	}
	return standsOut(text, words, i)
}

const (
	edge    = '\uffff' // stands for the beginning and the end of the text
	openers = `([{<«“"'【`
	closers = `)]}>»”"'】`
	// separators of unaccented names; blanks are not among them.
	separators = string(edge) + "\n_-–—.,;:+=#~&@!|/\\•" + openers + closers
)

// neighbour is the first character that is no blank on one side of a word.
func neighbour(text []rune, at, step int) rune {
	for i := at + step; i >= 0 && i < len(text); i += step {
		if text[i] == '\n' || !unicode.IsSpace(text[i]) {
			return text[i]
		}
	}
	return edge
}

// Words that make an everyday compound with mật, and with mat in unaccented
// names: before it and after it.
var (
	beforeMark = words("bí bảo cơ thân túi sỏi trăng")
	afterMark  = words("độ khẩu thiết mã ong mía ngọt ngữ tông thám")
	beforeBare = words("bi bao co than tien be ra vang truoc")
	afterBare  = words("bang tran do khau thiet dat nuoc hang")
)

func words(s string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		out[w] = true
	}
	return out
}

// compound reports whether the word belongs to a neighbour one separator away
// and written in the same case.
func compound(text []rune, all []wordAt, i int) bool {
	w := all[i]
	before, after := beforeMark, afterMark
	if w.lower == "mat" {
		before, after = beforeBare, afterBare
	}
	joins := func(o wordAt, gap []rune, known map[string]bool) bool {
		return known[o.lower] && joiner(gap) && capitals(o.text) == capitals(w.text)
	}
	return i > 0 && joins(all[i-1], text[all[i-1].end:w.start], before) ||
		i+1 < len(all) && joins(all[i+1], text[w.end:all[i+1].start], after)
}

// joiner: blanks, or one of the characters that stand for a blank in names.
func joiner(gap []rune) bool {
	return blank(gap) || len(gap) == 1 && strings.ContainsRune("_-.+", gap[0])
}

func blank(gap []rune) bool {
	return !slices.ContainsFunc(gap, func(r rune) bool { return r == '\n' || !unicode.IsSpace(r) })
}

func capitals(s string) bool { return s == strings.ToUpper(s) }

// standsOut: MAT in capitals, and every word beside it across blanks has small
// letters. Words across other separators (an extension) do not say anything.
func standsOut(text []rune, all []wordAt, i int) bool {
	w := all[i]
	if w.text != "MAT" || digitAt(text, w.start-1) || digitAt(text, w.end) {
		return false
	}
	small := 0
	for _, j := range []int{i - 1, i + 1} {
		if j < 0 || j >= len(all) {
			continue
		}
		o := all[j]
		if !blank(text[min(o.end, w.end):max(o.start, w.start)]) {
			continue
		}
		if capitals(o.text) {
			return false
		}
		small++
	}
	return small > 0
}

func digitAt(text []rune, i int) bool {
	return i >= 0 && i < len(text) && unicode.IsDigit(text[i])
}
