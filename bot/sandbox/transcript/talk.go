package transcript

import (
	"slices"
	"strings"
	"time"
)

// Layouts of instants, in the plan's local time.
const (
	startLayout = "2006-01-02T15:04:05"
	moveLayout  = "2006-01-02 15:04:05"
)

// Talk is one talk. Times are wall-clock times held in UTC; Wall puts them
// into the zone of the plan.
type Talk struct {
	Comments []string // header comments, without "# "
	Persons  []Person // people and groups
	Settings []Setting
	Start    time.Time // zero when not given
	Bot      string    // user name of the bot, may be empty
	Items    []Item
	Sections []Section
}

// Person is one who takes part, or a group (ID below zero).
type Person struct {
	Alias string
	ID    int64
	Phone string // empty when unknown
	Name  string
}

// Setting is a free line of the header for the player.
type Setting struct{ Key, Value string }

// Section is a verbatim part at the end, such as golden rows.
type Section struct {
	Name string
	Body string // ends with a line break unless empty
}

// Item is one entry of a talk: Comment, Input, Move or Output.
type Item interface{ item() }

// Comment is a comment between turns, without "# ".
type Comment struct{ Text string }

// InputKind says what a person did.
type InputKind int

// The kinds of input.
const (
	Say InputKind = iota
	Press
	Upload
	Photo
	Share
	Edit
	Block
	Unblock
)

// Input is what a person did.
type Input struct {
	Kind    InputKind
	Who     string // alias
	Chat    string // alias of a group, empty in the private chat
	Text    string // what is said, the label pressed, the new text
	File    string // Upload, Photo
	Caption string // Upload, Photo
	Of      string // Share: "own" or an alias
}

// Move moves the clock: walks to To, walks on by For, or jumps by For with
// the bot cut off when Outage is set.
type Move struct {
	To     time.Time
	For    time.Duration
	Outage bool
}

// OutputKind says what the bot did.
type OutputKind int

// The kinds of output.
const (
	Message OutputKind = iota
	Toast
	Alert
	File
	Picture
)

// Output is what the bot did in one chat.
type Output struct {
	Kind    OutputKind
	Edit    bool     // in place of the message it edits
	To      string   // alias of a person or group
	Lines   []string // text or caption, HTML as sent
	Buttons [][]string
	Keys    [][]string // reply keyboard
	NoKeys  bool       // takes the reply keyboard away
	File    string     // name, for File and Picture
}

func (Comment) item() {}
func (Input) item()   {}
func (Move) item()    {}
func (Output) item()  {}

// Text is the output's lines as one string.
func (o Output) Text() string { return strings.Join(o.Lines, "\n") }

// Person finds one who takes part by alias.
func (t *Talk) Person(alias string) (Person, bool) {
	i := slices.IndexFunc(t.Persons, func(p Person) bool { return p.Alias == alias })
	if i < 0 {
		return Person{}, false
	}
	return t.Persons[i], true
}

// Setting is the value of the last setting with this key.
func (t *Talk) Setting(key string) string {
	for _, s := range slices.Backward(t.Settings) {
		if s.Key == key {
			return s.Value
		}
	}
	return ""
}

// Section finds a section by name.
func (t *Talk) Section(name string) (string, bool) {
	i := slices.IndexFunc(t.Sections, func(s Section) bool { return s.Name == name })
	if i < 0 {
		return "", false
	}
	return t.Sections[i].Body, true
}

// SetSection replaces a section or adds it at the end.
func (t *Talk) SetSection(name, body string) {
	i := slices.IndexFunc(t.Sections, func(s Section) bool { return s.Name == name })
	if i < 0 {
		t.Sections = append(t.Sections, Section{name, body})
		return
	}
	t.Sections[i].Body = body
}

// Wall reads the calendar and clock of t and puts them into the zone.
func Wall(t time.Time, zone *time.Location) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, zone)
}

// Local is the reverse of Wall: the calendar and clock that an instant shows in
// its own zone, to the second, as a talk holds it.
func Local(t time.Time) time.Time { return Wall(t, time.UTC) }

// Normalize brings a talk into the form in which two of them are compared:
// no white space at line ends, no blank lines around a text, no empty rows.
func (t *Talk) Normalize() {
	for i, it := range t.Items {
		switch it := it.(type) {
		case Input:
			it.Text = strings.Join(trimLines(strings.Split(it.Text, "\n")), "\n")
			it.Caption = strings.TrimSpace(it.Caption)
			t.Items[i] = it
		case Output:
			it.Lines = trimLines(it.Lines)
			it.Buttons, it.Keys = dropEmpty(it.Buttons), dropEmpty(it.Keys)
			t.Items[i] = it
		}
	}
	for i, s := range t.Sections {
		if s.Body != "" && !strings.HasSuffix(s.Body, "\n") {
			t.Sections[i].Body += "\n"
		}
	}
}

// Equal says whether two talks are the same once normalized; comments do not
// count.
func Equal(a, b *Talk) bool { return string(bare(a)) == string(bare(b)) }

func bare(t *Talk) []byte {
	c := *t
	c.Comments = nil
	c.Items = slices.DeleteFunc(slices.Clone(t.Items), func(it Item) bool { _, ok := it.(Comment); return ok })
	c.Sections = slices.Clone(t.Sections)
	return c.Format()
}

func trimLines(lines []string) []string {
	var out []string
	for _, l := range lines {
		for _, l := range strings.Split(l, "\n") {
			out = append(out, strings.TrimRight(l, " \t\r"))
		}
	}
	for len(out) > 0 && out[0] == "" {
		out = out[1:]
	}
	for len(out) > 0 && out[len(out)-1] == "" {
		out = out[:len(out)-1]
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

func dropEmpty(rows [][]string) [][]string {
	var out [][]string
	for _, r := range rows {
		if len(r) > 0 {
			out = append(out, r)
		}
	}
	return out
}
