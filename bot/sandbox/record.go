package sandbox

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"thidua/bot/sandbox/transcript"
)

// maxRecord bounds what a saved talk can hold.
const maxRecord = 20_000

// record is one thing that happened, for transcripts.
type record struct {
	Kind    string // say amend press share block unblock upload photo send edit toast walk outage
	Chat    int64
	Who     int64 // person; 0 for the bot
	At      time.Time
	Text    string
	File    string
	Of      int64
	Alert   bool
	For     time.Duration
	Buttons [][]string
	Keys    [][]string
	NoKeys  bool
	fileID  string
}

// note keeps a record; s.mu is held.
func (s *Server) note(r record) {
	if s.o.Bare {
		return
	}
	if f := s.files[r.fileID]; f != nil {
		r.File = f.Name
	}
	if len(s.st.Record) >= maxRecord {
		s.st.Record = slices.Clone(s.st.Record[maxRecord/10:])
	}
	s.st.Record = append(s.st.Record, r)
}

// recordOf describes a message that was added or edited.
func recordOf(c *chat, m *message, edit bool) record {
	r := record{Chat: c.ID, Who: m.From, At: m.At, Text: m.Source, fileID: m.File}
	switch {
	case m.From == 0 && edit:
		r.Kind, r.At = "edit", m.EditedAt
	case m.From == 0:
		r.Kind = "send"
	case m.Contact != nil:
		r.Kind, r.Of = "share", m.Contact.UserID
	case m.File != "" && m.Photo:
		r.Kind = "photo"
	case m.File != "":
		r.Kind = "upload"
	default:
		r.Kind = "say"
	}
	if m.From != 0 {
		return r
	}
	r.Alert = m.Photo
	if !m.Markup.empty() {
		for _, row := range m.Markup.Rows {
			var labels []string
			for _, b := range row {
				labels = append(labels, b.Text)
			}
			r.Buttons = append(r.Buttons, labels)
		}
	}
	if m.Keys != nil && !edit {
		r.Keys = m.Keys.labels()
	}
	r.NoKeys = m.NoKeys && !edit
	return r
}

// Transcript is everything that happened so far as a talk.
func (s *Server) Transcript() *transcript.Talk {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := &transcript.Talk{Comments: s.o.Header, Start: transcript.Local(s.st.Started.In(s.o.Zone)), Bot: s.o.BotName}
	used := map[int64]bool{}
	for _, r := range s.st.Record {
		used[r.Chat], used[r.Who], used[r.Of] = true, true, true
		t.Items = append(t.Items, s.item(r)...)
	}
	for _, c := range s.st.Chats {
		if used[c.ID] {
			p := c.Who
			t.Persons = append(t.Persons, transcript.Person{Alias: p.Alias, ID: p.ID, Phone: strings.ReplaceAll(p.Phone, " ", ""), Name: p.Name})
		}
	}
	t.Normalize()
	return t
}

// item turns a record into entries of a talk; s.mu is held.
func (s *Server) item(r record) []transcript.Item {
	to := s.aliasOf(r.Chat)
	in := transcript.Input{Who: s.aliasOf(r.Who), Text: r.Text}
	if r.Chat < 0 {
		in.Chat = to
	}
	switch r.Kind {
	case "walk":
		return []transcript.Item{transcript.Move{To: transcript.Local(r.At.In(s.o.Zone))}}
	case "outage":
		return []transcript.Item{transcript.Move{For: r.For, Outage: true}}
	case "send", "edit":
		out := transcript.Output{To: to, Edit: r.Kind == "edit", Lines: strings.Split(r.Text, "\n"), Buttons: r.Buttons, Keys: r.Keys, NoKeys: r.NoKeys, File: r.File}
		if r.File != "" {
			out.Kind = transcript.File
			if r.Alert {
				out.Kind = transcript.Picture
			}
		}
		return []transcript.Item{out}
	case "toast":
		kind := transcript.Toast
		if r.Alert {
			kind = transcript.Alert
		}
		return []transcript.Item{transcript.Output{Kind: kind, To: to, Lines: strings.Split(r.Text, "\n")}}
	case "upload", "photo":
		in.Kind, in.File, in.Caption, in.Text = transcript.Upload, r.File, r.Text, ""
		if r.Kind == "photo" {
			in.Kind = transcript.Photo
		}
	case "share":
		in.Kind, in.Of, in.Text = transcript.Share, s.aliasOf(r.Of), ""
		if r.Of == r.Who {
			in.Of = "own"
		}
	default:
		in.Kind = map[string]transcript.InputKind{"say": transcript.Say, "amend": transcript.Edit, "press": transcript.Press, "block": transcript.Block, "unblock": transcript.Unblock}[r.Kind]
	}
	return []transcript.Item{in}
}

func (s *Server) aliasOf(id int64) string {
	if c := s.byID[id]; c != nil {
		return c.Who.Alias
	}
	return fmt.Sprintf("p%d", max(id, -id))
}

// alias makes a short name that nobody has yet: the given name without its
// marks.
func (s *Server) alias(p Persona) string {
	base := "nhom"
	if f := strings.Fields(p.Name); p.ID > 0 && len(f) > 0 {
		base = plainLetters(f[len(f)-1])
	}
	if base == "" || base == "bot" {
		base = "nguoi"
	}
	taken := func(a string) bool {
		return slices.ContainsFunc(s.st.Chats, func(c *chat) bool { return c.Who.Alias == a && c.ID != p.ID })
	}
	alias := base
	for n := 2; taken(alias); n++ {
		if len(s.st.Chats) > 500 {
			return fmt.Sprintf("p%d", max(p.ID, -p.ID))
		}
		alias = fmt.Sprintf("%s%d", base, n)
	}
	return alias
}

// folds maps the Vietnamese vowels to their base letters.
var folds = func() map[rune]rune {
	m := map[rune]rune{'đ': 'd'}
	for base, marked := range map[rune]string{
		'a': "àáảãạăằắẳẵặâầấẩẫậ", 'e': "èéẻẽẹêềếểễệ", 'i': "ìíỉĩị", 'o': "òóỏõọôồốổỗộơờớởỡợ", 'u': "ùúủũụưừứửữự", 'y': "ỳýỷỹỵ",
	} {
		for _, r := range marked {
			m[r] = base
		}
	}
	return m
}()

func plainLetters(s string) string {
	return strings.Map(func(r rune) rune {
		r = unicode.ToLower(r)
		if base, ok := folds[r]; ok {
			return base
		}
		if r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, s)
}
