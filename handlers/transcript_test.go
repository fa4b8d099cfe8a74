package handlers_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"thidua/bot/sandbox/transcript"
	"thidua/handlers"
	"thidua/storage"
)

var update = flag.Bool("update", false, "rewrite the golden parts of the transcripts")

// TestTranscripts plays every talk under testdata five ways. All must go the
// same: straight, with the database reopened before every turn, with every
// event delivered twice, with neighbouring inputs in one batch, and with a
// failing event in each batch.
func TestTranscripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no transcripts", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			playFile(t, file)
		})
	}
}

// TestTalksInBothLanguages: every talk has its twin in English, and the reverse,
// in which the same people do the same things at the same time, so that no
// sentence is read in one language alone.
func TestTalksInBothLanguages(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		name, english := strings.CutSuffix(strings.TrimSuffix(file, ".txt"), "_en")
		if english && !slices.Contains(files, name+".txt") {
			t.Errorf("%s has no twin in Vietnamese", file)
		}
		if english {
			continue
		}
		if !slices.Contains(files, name+"_en.txt") {
			t.Errorf("%s has no twin in English", file)
			continue
		}
		talk, twin := parsed(t, file), parsed(t, name+"_en.txt")
		if diff := cmp.Diff(outline(talk), outline(twin)); diff != "" {
			t.Errorf("%s goes another way in English (-Vietnamese +English):\n%s", name, diff)
		}
		if !slices.ContainsFunc(twin.Settings, inEnglish) {
			t.Errorf("nobody speaks English in %s_en", name)
		}
	}
}

func inEnglish(s transcript.Setting) bool {
	return s.Value == "en" && (s.Key == "lang" || strings.HasSuffix(s.Key, ".lang"))
}

// outline is what people do in a talk, without their words.
func outline(talk *transcript.Talk) (out []string) {
	for _, item := range talk.Items {
		switch it := item.(type) {
		case transcript.Move:
			out = append(out, fmt.Sprint(it))
		case transcript.Input:
			out = append(out, fmt.Sprint(it.Who, " ", it.Chat, " ", it.Kind))
		}
	}
	return out
}

func parsed(t *testing.T, file string) *transcript.Talk {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	talk, err := transcript.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	return talk
}

func playFile(t *testing.T, file string) {
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	talk, err := transcript.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	straight := newPlayer(t, talk)
	defer straight.close()
	played := *talk
	played.Items = straight.play()
	played.Normalize()
	if wanted, ok := talk.Section("rows"); ok {
		played.Sections = slices.Clone(talk.Sections)
		played.SetSection("rows", straight.rows(tablesOf(wanted)))
	}
	got := played.Format()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	} else if diff := cmp.Diff(strings.Split(string(raw), "\n"), strings.Split(string(got), "\n")); diff != "" {
		t.Fatalf("the talk went another way (-written +played):\n%s", diff)
	}
	for name, change := range map[string]func(*player){
		"reopened": func(p *player) { p.reopen = true },
		"twice":    func(p *player) { p.twice = true },
		"poisoned": func(p *player) { p.poison = true },
	} {
		t.Run(name, func(t *testing.T) {
			if name == "poisoned" && talk.Setting("poison") == "no" {
				t.Skip("the talk shows how many updates are in quarantine, and this way adds some")
			}
			p := newPlayer(t, talk)
			defer func() { p.close() }()
			change(p)
			p.play()
			sameTalk(t, straight, p)
		})
	}
	t.Run("batched", func(t *testing.T) {
		p := newPlayer(t, talk)
		defer p.close()
		p.replay(straight.log[1:])
		sameTalk(t, straight, p)
	})
}

// replay applies recorded steps, neighbouring inputs of one minute as one
// batch. Work of the edge keeps its place between them.
func (p *player) replay(log []step) {
	p.files = nil
	for i := 0; i < len(log); {
		s := log[i]
		i++
		for s.input && i < len(log) && log[i].input {
			s.events = append(slices.Clone(s.events), log[i].events...)
			s.at = log[i].at
			i++
		}
		p.now = s.at
		p.apply(s)
		p.retireAll()
	}
}

// retireAll empties the queues the way the straight play did, without sending.
func (p *player) retireAll() {
	err := p.db.Update(p.now, func(tx *storage.Tx) error {
		for _, j := range slices.Collect(storage.Outbox.All(tx)) {
			storage.Outbox.Remove(tx, j.ID)
		}
		return nil
	})
	if err != nil {
		p.t.Fatal(err)
	}
}

func sameTalk(t *testing.T, want, got *player) {
	t.Helper()
	if diff := cmp.Diff(want.effects, got.effects); diff != "" {
		t.Errorf("other effects (-straight +this way):\n%s", diff)
	}
	if diff := cmp.Diff(want.stored(), got.stored()); diff != "" {
		t.Errorf("other stored rows (-straight +this way):\n%s", diff)
	}
}

// edgeBooks are the tables that may differ from one way of playing to another:
// what the edge and the storage keep for themselves, and Telegram's message ids.
// Every other table is compared, one added tomorrow among them.
var edgeBooks = []string{"meta", "quarantine", "screens"}

func comparableTables() []string {
	return slices.DeleteFunc(storage.DumpTables(), func(name string) bool {
		return slices.Contains(edgeBooks, name) || slices.ContainsFunc(storage.Queues, func(q storage.Queue) bool {
			return name == q.Name || name == q.Name+"_retired"
		})
	})
}

func (p *player) stored() map[string][]string {
	out := map[string][]string{}
	p.view(func(tx *storage.Tx) {
		for _, name := range comparableTables() {
			for k, v := range (storage.Table[json.RawMessage]{Name: name}).Prefix(tx, nil) {
				out[name] = append(out[name], fmt.Sprintf("%q %s", []byte(k), v))
			}
		}
		for _, q := range storage.Queues {
			for j := range q.All(tx) {
				out[q.Name] = append(out[q.Name], j.Lane+" "+j.Due.UTC().String()+" "+string(j.Payload))
			}
		}
	})
	return out
}

// tablesOf reads which tables a rows section shows: lines "submissions:".
func tablesOf(section string) []string {
	var out []string
	for line := range strings.Lines(section) {
		if name, ok := strings.CutSuffix(strings.TrimSpace(line), ":"); ok && !strings.Contains(name, " ") {
			out = append(out, name)
		}
	}
	if len(out) == 0 {
		out = []string{"submissions", "register"}
	}
	return out
}

// rows prints tables for the golden section, one row a line.
func (p *player) rows(tables []string) string {
	var b bytes.Buffer
	p.view(func(tx *storage.Tx) {
		for _, name := range tables {
			fmt.Fprintf(&b, "%s:\n", name)
			for k, v := range (storage.Table[json.RawMessage]{Name: name}).Prefix(tx, nil) {
				row := menuHash.ReplaceAllString(p.masked(string(v)), "")
				fmt.Fprintf(&b, "%s %s\n", readableKey(k), row)
			}
		}
	})
	return b.String()
}

// menuHash is left out of rows: it changes with every command added.
var menuHash = regexp.MustCompile(`,"commands":"[0-9a-f]*"`)

// readableKey shows strings as they are and integers in decimal.
func readableKey(k storage.Key) string {
	var parts []string
	for len(k) > 0 {
		if i := bytes.IndexByte(k, 0); i > 0 && printable(k[:i]) {
			parts, k = append(parts, string(k[:i])), k[i+1:]
			continue
		}
		if len(k) < 8 {
			parts = append(parts, fmt.Sprintf("%x", []byte(k)))
			break
		}
		var n uint64
		for _, c := range k[:8] {
			n = n<<8 | uint64(c)
		}
		parts, k = append(parts, fmt.Sprint(int64(n^1<<63))), k[8:]
	}
	return strings.Join(parts, "/")
}

func printable(b []byte) bool {
	return utf8.Valid(b) && !slices.ContainsFunc(b, func(c byte) bool { return c < 0x20 })
}

// TestEverySentenceInBothLanguages fails on a T whose Vietnamese or English is
// empty or whose verbs differ.
func TestEverySentenceInBothLanguages(t *testing.T) {
	bad, n := sentences(t)
	if n < 30 {
		t.Fatalf("only %d sentences found", n)
	}
	for _, b := range slices.Sorted(maps.Keys(bad)) {
		t.Error(b, bad[b])
	}
	_ = handlers.T
}
