package handlers_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"thidua/bot/sandbox/transcript"
	"thidua/handlers"
)

// event turns a talk's input into what the edge would have translated.
func (p *player) event(in transcript.Input) handlers.Event {
	p.t.Helper()
	who, ok := p.talk.Person(in.Who)
	if !ok {
		p.t.Fatalf("nobody is called %q", in.Who)
	}
	chat := handlers.Chat{ID: who.ID}
	if in.Chat != "" {
		g, _ := p.talk.Person(in.Chat)
		chat = handlers.Chat{ID: g.ID, Group: true, Title: g.Name}
	}
	p.ids++
	ph := p.at(chat.ID)
	ph.last++
	e := handlers.Event{
		Key: fmt.Sprintf("m%d.%d", chat.ID, ph.last), At: p.now, Message: ph.last, Chat: chat,
		From: handlers.Sender{ID: who.ID, Name: who.Name, Language: "vi"},
	}
	switch in.Kind {
	case transcript.Say:
		e.Body = handlers.Said{Text: p.unmasked(in.Text)}
	case transcript.Press:
		e.Key = fmt.Sprintf("cq%d", p.ids)
		e.Body = handlers.Pressed{Query: fmt.Sprintf("q%d", p.ids), Data: p.data(ph, in.Text)}
	case transcript.Upload, transcript.Photo:
		e.Body = p.upload(in)
		if kind, ok := strings.CutPrefix(filepath.Ext(in.File), "."); ok && unusable[kind] {
			e.Body = handlers.Unusable{Kind: kind} // a file "tin.voice" is a voice message
		}
	case transcript.Share:
		of := who
		if in.Of != "own" {
			of, _ = p.talk.Person(in.Of)
		}
		e.Body = handlers.Shared{User: of.ID, Phone: of.Phone}
	case transcript.Edit:
		e.Body = handlers.Edited{Text: p.unmasked(in.Text)}
	case transcript.Block:
		e.Body = handlers.MemberChanged{Status: "kicked"}
	case transcript.Unblock:
		e.Body = handlers.MemberChanged{Status: "member"}
	}
	return e
}

var unusable = map[string]bool{"voice": true, "video": true, "sticker": true, "location": true, "poll": true}

// data finds the newest button with a label; "label #2" means the second
// newest, and "stale label" one that has left the screen is kept by old.
func (p *player) data(ph *phone, label string) string {
	p.t.Helper()
	if raw, ok := strings.CutPrefix(label, "raw:"); ok {
		return raw
	}
	for i := len(ph.buttons) - 1; i >= 0; i-- {
		if p.masked(ph.buttons[i].label) == label {
			return ph.buttons[i].data
		}
	}
	var have []string
	for _, b := range ph.buttons {
		have = append(have, b.label)
	}
	p.t.Fatalf("no button %q; there are %q", label, have)
	return ""
}

func (p *player) unmasked(s string) string {
	for name, code := range p.codes {
		s = strings.ReplaceAll(s, name, code)
	}
	for name, code := range p.receipts {
		s = strings.ReplaceAll(s, name, code)
	}
	return s
}

func (p *player) upload(in transcript.Input) handlers.Uploaded {
	content := p.content(in.File)
	id := fmt.Sprintf("file-%s", in.File)
	if p.files != nil {
		p.files[id] = content
	}
	u := handlers.Uploaded{FileID: id, Name: in.File, Size: int64(len(content)), Caption: in.Caption}
	if album, name, ok := strings.Cut(in.File, "@"); ok { // album@name.jpg
		u.Album, u.Name = album, name
	}
	if strings.HasPrefix(u.Name, "qua-lon") {
		u.Size = 21 << 20
	}
	if in.Kind == transcript.Photo {
		u.Photo, u.Name = true, ""
	}
	return u
}

// sample makes the content of a talk's file from its name: the ending says the
// kind, a name that begins with "gia-" lies about it, "rong" is empty; one with "khong-ve" in its name never
// arrives and one that begins with "cham-" takes a minute (see fetch).
func sample(name string) []byte {
	if _, n, ok := strings.Cut(name, "@"); ok {
		name = n + name
	}
	ext := filepath.Ext(name)
	switch {
	case strings.HasPrefix(name, "rong"):
		return nil
	case strings.HasPrefix(name, "gia-"):
		return append([]byte("MZ\x90\x00"), name...)
	case strings.HasPrefix(name, "bom-"):
		return bomb()
	case ext == ".docx":
		return office("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", name)
	case ext == ".xlsx":
		return office("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", name)
	case ext == ".heic":
		return append([]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"), name...)
	case ext == ".webp":
		return append([]byte("RIFF\x24\x00\x00\x00WEBPVP8 "), name...)
	case strings.HasPrefix(name, "khoa-"):
		return []byte("%PDF-1.4\n% " + name + "\n1 0 obj<</Type/Catalog>>endobj\n2 0 obj<</Filter/Standard/V 2>>endobj\ntrailer<</Root 1 0 R/Encrypt 2 0 R>>\n%%EOF\n")
	case strings.HasPrefix(name, "cut-"):
		return []byte("%PDF-1.4\n% " + name + "\n1 0 obj<</Type/Catalog>>endobj\n")
	case strings.HasPrefix(name, "ky-"):
		return photographed(name)
	case ext == ".jpg":
		return append([]byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"), name...)
	}
	return []byte("%PDF-1.4\n% " + name + "\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
}

// photographed is a real picture, in a grey of its name's own; one with "nho" in
// its name has too few dots for a page.
func photographed(name string) []byte {
	w, h := 900, 1300
	if strings.Contains(name, "nho") {
		w, h = 300, 400
	}
	img := image.NewGray(image.Rect(0, 0, w, h))
	grey := byte(0)
	for _, c := range []byte(name) {
		grey = grey*31 + c
	}
	for i := range img.Pix {
		img.Pix[i] = grey
	}
	var b bytes.Buffer
	_ = jpeg.Encode(&b, img, nil)
	b.WriteString(name) // after its end: other bytes for every name
	return b.Bytes()
}

// bomb is a Word file whose text unpacks to 64 MB.
func bomb() []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, _ := z.Create("[Content_Types].xml")
	_, _ = w.Write([]byte(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`))
	w, _ = z.Create("word/document.xml")
	for range 64 {
		_, _ = w.Write(make([]byte, 1<<20))
	}
	_ = z.Close()
	return b.Bytes()
}

func office(part, kind, name string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for file, body := range map[string]string{
		"[Content_Types].xml": `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/` + part + `" ContentType="` + kind + `"/></Types>`,
	} {
		w, _ := z.Create(file)
		_, _ = w.Write([]byte(body))
	}
	w, _ := z.Create(part)
	_, _ = w.Write([]byte("<x>" + name + "</x>"))
	_ = z.Close()
	return b.Bytes()
}

var verbs = regexp.MustCompile(`%[-+# 0]*\d*(?:\.\d+)?[a-zA-Z]`)

// sentences walks the sources of handlers for calls of T.
func sentences(t *testing.T) (bad map[string]string, n int) {
	bad = map[string]string{}
	files, _ := filepath.Glob("*.go")
	set := token.NewFileSet()
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		f, err := parser.ParseFile(set, file, src, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(node ast.Node) bool {
			call, ok := node.(*ast.CallExpr)
			if !ok {
				return true
			}
			if id, ok := call.Fun.(*ast.Ident); !ok || id.Name != "T" {
				return true
			}
			n++
			at := set.Position(call.Pos()).String()
			vi, ok1 := literal(call.Args[0])
			en, ok2 := literal(call.Args[1])
			switch {
			case !ok1 || !ok2:
				bad[at] = "not made of literals"
			case strings.TrimSpace(vi) == "" || strings.TrimSpace(en) == "":
				bad[at] = "empty in one language"
			case strings.Join(verbs.FindAllString(vi, -1), "") != strings.Join(verbs.FindAllString(en, -1), ""):
				bad[at] = "other verbs in the two languages"
			case foreign(vi, 0) != "" || foreign(en, 1) != "":
				bad[at] = "a command by the other language's name: " + foreign(vi, 0) + foreign(en, 1)
			}
			return true
		})
	}
	return bad, n
}

var commandForm = regexp.MustCompile(`(?:^|[^<\w])/([a-z]+)\b`)

// foreign is a command a sentence names by a name of the other language only. Of
// a conversation's names the last is English (1), those before are Vietnamese (0).
func foreign(sentence string, language int) string {
	for _, m := range commandForm.FindAllStringSubmatch(sentence, -1) {
		for _, c := range handlers.Routes() {
			i := slices.Index(c.Commands, m[1])
			english := i == len(c.Commands)-1
			if i >= 0 && m[1] != "start" && english != (language == 1) {
				return m[0]
			}
		}
	}
	return ""
}

func literal(e ast.Expr) (string, bool) {
	switch v := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(v.Value)
		return s, err == nil
	case *ast.BinaryExpr:
		l, ok1 := literal(v.X)
		r, ok2 := literal(v.Y)
		return l + r, ok1 && ok2
	}
	return "", false
}
