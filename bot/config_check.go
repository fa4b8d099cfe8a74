package bot

import (
	"fmt"
	"regexp"
	"strings"

	"thidua/campaign"
)

// place is where a path stands, or the nearest thing around it that the file
// does contain.
func (b *configBinder) place(path string) configPlace {
	for {
		if at, ok := b.at[path]; ok {
			return at
		}
		path = configParent(path)
	}
}

// told reports whether the path, something in it or something around it could
// not be read: a problem about it would only repeat that.
func (b *configBinder) told(path string) bool {
	for p := path; p != ""; p = configParent(p) {
		if b.failed[p] {
			return true
		}
	}
	for p := range b.failed {
		if strings.HasPrefix(p, path) && len(p) > len(path) && (p[len(path)] == '.' || p[len(path)] == '[') {
			return true
		}
	}
	return false
}

// object adds a problem about the value at a path of the file, unless one was
// told already.
func (b *configBinder) object(path, message string) {
	if !b.told(path) {
		b.refuse(path, b.place(path), "%s: %s", path, message)
	}
}

// require tells of what must be written and what the rules of the contest do
// not ask for: whole parts of the file, and what papers are headed with.
func (f *configFile) require(b *configBinder) {
	for _, part := range []string{"campaign", "document", "units", "phases", "requirements", "sheet", "sections", "criteria"} {
		if _, there := b.at[part]; there || b.told(part) {
			continue
		}
		header := "[" + part + "]"
		if strings.HasSuffix(part, "s") || part == "criteria" {
			header = "[[" + part + "]]"
		}
		b.refuse(part, configPlace{1, 1}, "missing: %s", header)
	}
	d := f.Document
	for _, must := range []struct {
		path  string
		empty bool
	}{
		{"campaign.province", f.Campaign.Province == ""},
		{"campaign.symbol", f.Campaign.Symbol == ""},
		{"document.number", d.Number == ""},
		{"document.title", d.Title == ""},
		{"document.date", d.Date.IsZero()},
		{"document.signer", d.Signer == ""},
		{"document.signer_title", d.SignerTitle == ""},
	} {
		if must.empty {
			b.object(must.path, b.missing(must.path, "is empty; write it out"))
		}
	}
}

// configFollows lists problems that only follow from another: while one of the
// causes could not be read, the plan's check judges by a figure that is not in
// the file.
var configFollows = []struct{ problem, cause *regexp.Regexp }{
	{regexp.MustCompile(`^sheet\.total$`), regexp.MustCompile(`^sections(\[\d+\](\.max)?)?$`)},
	{regexp.MustCompile(`^sections\[\d+\]\.max$`), regexp.MustCompile(`^criteria(\[\d+\](\.(max|section))?)?$`)},
	{regexp.MustCompile(`^criteria\[\d+\]\.section$`), regexp.MustCompile(`^sections(\[\d+\](\.id)?)?$`)},
	{regexp.MustCompile(`^criteria\[\d+\]\.(max|step|each|bars|section)$`), regexp.MustCompile(`^criteria\[\d+\]\.(kind|max)$`)},
	{regexp.MustCompile(`^criteria\[\d+\]\.requirement$`), regexp.MustCompile(`^requirements(\[\d+\](\.(id|due|due\.date))?)?$`)},
	{regexp.MustCompile(`^requirements\[\d+\]\.(due\.date|opens)$`), regexp.MustCompile(`^requirements\[\d+\]\.(due|window)(\.\w+)?$`)},
	{regexp.MustCompile(`^phases\[\d+\]\.(span\.from|occasions\[\d+\]\.day)$`), regexp.MustCompile(`^phases\[\d+\]\.span`)},
	{regexp.MustCompile(`^campaign\.(head|deputy)$`), regexp.MustCompile(`^units(\[\d+\](\.id)?)?$`)},
	{regexp.MustCompile(`^reminders\.before\[`), regexp.MustCompile(`^reminders\.before\[`)},
	{regexp.MustCompile(`\.founded$`), regexp.MustCompile(`^campaign(\.year)?$`)},
}

func (b *configBinder) follows(path string) bool {
	for _, f := range configFollows {
		if !f.problem.MatchString(path) {
			continue
		}
		for failed := range b.failed {
			if f.cause.MatchString(failed) && sameConfigEntry(path, failed) {
				return true
			}
		}
	}
	return false
}

// sameConfigEntry is false for two entries of one list: what is wrong with one
// requirement is no excuse for another. The rungs of the ladder are compared
// with each other, so there one is.
func sameConfigEntry(a, b string) bool {
	listA, restA, inA := strings.Cut(a, "[")
	listB, restB, inB := strings.Cut(b, "[")
	if !inA || !inB || listA != listB || strings.Contains(listA, ".") {
		return true
	}
	nA, _, _ := strings.Cut(restA, "]")
	nB, _, _ := strings.Cut(restB, "]")
	return nA == nB
}

// missing words a problem about a value for the case that its key is absent.
func (b *configBinder) missing(path, want string) string {
	if _, there := b.at[path]; there {
		return want
	}
	for _, opening := range []string{"is empty; ", "has no day; "} {
		if rest, ok := strings.CutPrefix(want, opening); ok {
			return "is missing; " + rest
		}
	}
	if strings.HasPrefix(want, `"" is unknown; `) || strings.HasPrefix(want, `"" is not `) {
		return "is missing; " + want[strings.Index(want, "; ")+2:]
	}
	return want
}

// configWords are the plan's own names inside sentences about it.
var configWords = strings.NewReplacer("sheet.sections", "sections", "sheet.criteria", "criteria")

var configEntry = regexp.MustCompile(`\b[a-z_]+\[\d+\](\.[a-z_]+(\[\d+\])?)*`)

// lines adds the line to every entry a sentence names by its index.
func (b *configBinder) lines(sentence string) string {
	return configEntry.ReplaceAllStringFunc(sentence, func(path string) string {
		if at, ok := b.at[path]; ok {
			return fmt.Sprintf("%s (line %d)", path, at.line)
		}
		return path
	})
}

// checkConfigPlan lets the rules of the contest look at the plan and puts a
// place to what they find.
func checkConfigPlan(b *configBinder, plan *campaign.Plan) {
	var found []configIssue
	for _, p := range plan.Check() {
		path := configPath(p.Path)
		if b.told(path) || b.follows(path) {
			continue
		}
		message := b.lines(b.missing(path, configWords.Replace(p.Want)))
		if path != "" {
			message = path + ": " + message
		}
		found = append(found, configIssue{path, b.place(path), message})
	}
	b.issues = append(b.issues, found...)
}
