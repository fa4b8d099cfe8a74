package handlers_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// The stages a unit's figures pass in the test of leaks; corrected is after a
// reopening.
const (
	atSelf = iota
	atAppraised
	atFinal
	corrected
)

// bothOut says that the record of the last stage and the one it replaced are out:
// both can be read.
const bothOut = -2

// contest is a bloc whose every unit has figures of its own at every stage, so
// that any of them is recognised wherever it turns up.
type contest struct {
	*desk
	units []campaign.Unit
	// totals and criteria hold how a figure is written: "97,31", "97.31".
	totals, criteria map[string]map[int][]string // unit → stage → figures
	// read is told every text a person is shown, where a test asks for more.
	read func(what, text string)
}

func newContest(t *testing.T) *contest { return newContestOf(t, newDesk(t)) }

func newContestOf(t *testing.T, d *desk) *contest {
	c := &contest{desk: d, totals: map[string]map[int][]string{}, criteria: map[string]map[int][]string{}}
	c.at = time.Date(2022, 1, 13, 9, 0, 0, 0, c.plan.Location())
	c.furnish()
	c.units = c.plan.Competing()
	c.update(func(tx *storage.Tx) {
		storage.PutPerson(tx, storage.Person{ID: 109, Name: "another leader", Consent: "1", Roles: []campaign.Role{{Kind: campaign.Leader, Unit: "tand", Year: c.plan.Year}}})
	})
	seen := map[string]string{}
	for i, u := range c.units {
		c.totals[u.ID], c.criteria[u.ID] = map[int][]string{}, map[int][]string{}
		for stage := atSelf; stage <= corrected; stage++ {
			tally := campaign.Add(&c.plan.Sheet, c.entries(i, stage), map[string]campaign.Timeliness{"soket": {Complete: true}, "tongket": {Complete: true}})
			for _, p := range []campaign.Points{tally.Total, tally.Sections["A"], tally.Scores["A1"]} {
				forms := []string{p.String(), strings.ReplaceAll(p.String(), ",", ".")}
				if other, twice := seen[forms[0]]; twice {
					t.Fatalf("%s is a figure of %s %d and of %s: the test would not tell them apart", forms[0], u.ID, stage, other)
				}
				seen[forms[0]] = fmt.Sprint(u.ID, " ", stage)
				if p == tally.Scores["A1"] {
					c.criteria[u.ID][stage] = forms
				} else {
					c.totals[u.ID][stage] = append(c.totals[u.ID][stage], forms...)
				}
			}
		}
	}
	return c
}

// entries are everything at its best, but a percentage nobody else has.
func (c *contest) entries(unit, stage int) map[string]campaign.Entry {
	out := map[string]campaign.Entry{}
	for _, k := range c.plan.Sheet.Typed() {
		out[k.ID] = best(k)
	}
	out["A1"] = campaign.Entry{Value: int64(8803 + 132*unit + 28*stage)}
	return out
}

// score puts every unit's sheet of a stage in.
func (c *contest) score(stage int) {
	authors := map[int]campaign.Author{atSelf: campaign.SelfScore, atAppraised: campaign.Appraisal, atFinal: campaign.Final, corrected: campaign.Final}
	c.update(func(tx *storage.Tx) {
		for i, u := range c.units {
			sealed := time.Date(2021, 12, 9, 9, stage, 0, 0, c.plan.Location())
			sheet := campaign.ScoreSheet{Unit: u.ID, Author: authors[stage], Version: c.plan.Sheet.Version, Entries: c.entries(i, stage), SealedAt: sealed}
			storage.Sheets.Put(tx, storage.K(c.plan.Campaign, u.ID, string(sheet.Author)), sheet)
			if stage != atSelf {
				continue
			}
			for _, id := range []string{"soket", "tongket"} {
				r, _ := c.plan.Requirement(id)
				at := c.plan.Deadline(r).AddDate(0, 0, -3)
				storage.Submissions.Put(tx, storage.K(c.plan.Campaign, u.ID, id, 1), campaign.Submission{
					Unit: u.ID, Requirement: id, Version: 1, At: at, Timing: c.plan.Judge(r, campaign.HandIn{At: at}),
				})
				storage.Closings.Put(tx, storage.K(c.plan.Campaign, id), campaign.Closing{Requirement: id, At: c.at})
			}
		}
	})
}

// freeze, publish and reopen are done by two people in their talks.
func (c *contest) freeze() { c.talk(104, "/congbo", "Chốt kết quả") }

func (c *contest) publish() {
	c.talk(104, "/congbo", "Đề nghị công bố", "Đề nghị công bố")
	c.talk(109, "/congbo xacnhan", "Xác nhận công bố")
}

func (c *contest) reopen() {
	c.talk(104, "/congbo", "Xem xét lại kết quả", "Cộng nhầm điểm tiêu chí A1", "Đề nghị xem xét lại")
	c.talk(109, "/congbo xacnhan", "Xác nhận xem xét lại")
}

func (c *contest) talk(id int64, texts ...string) {
	for _, text := range texts {
		c.say(id, text)
	}
}

// mayShow reports whether a person may see the figures of a unit at a stage, and
// its criteria, written down a second time. published is the stage of the record
// that stands, -1 before there is one.
func (c *contest) mayShow(s somebody, unit string, stage, published int) (total, criterion bool) {
	if s.role.Year != c.plan.Year {
		return false, false
	}
	out := published == bothOut || published >= 0 && (stage < atFinal || stage == published)
	switch s.role.Kind {
	case campaign.Secretary, campaign.Leader:
		return true, true
	case campaign.Contact, campaign.UnitHead:
		return out || unit == s.role.Unit, unit == s.role.Unit
	case campaign.Observer:
		return out, out
	}
	return false, false
}

var figureForm = regexp.MustCompile(`\d+[.,]\d+`)

// look fails on every figure in a text that its reader may not see, and counts
// the figures found.
func (c *contest) look(s somebody, what, text string, published int) (found int) {
	c.t.Helper()
	if c.read != nil {
		c.read(what, text)
	}
	there := map[string]bool{}
	for _, f := range figureForm.FindAllString(text, -1) {
		there[f] = true
	}
	for _, u := range c.units {
		for stage := atSelf; stage <= corrected; stage++ {
			total, criterion := c.mayShow(s, u.ID, stage, published)
			for _, kind := range []struct {
				may     bool
				figures []string
			}{{total, c.totals[u.ID][stage]}, {criterion, c.criteria[u.ID][stage]}} {
				for _, f := range kind.figures {
					switch {
					case there[f] && !kind.may:
						c.t.Errorf("%s: %s reads %s of %s, stage %d", what, s.name, f, u.ID, stage)
					case there[f]:
						found++
					}
				}
			}
		}
	}
	return found
}

// outputs are everything the bot says to a person about anything: every command,
// alone and about the own and another unit, the screens one press further, and
// every paper.
func (c *contest) outputs(s somebody, published int) (found int) {
	c.t.Helper()
	before := c.contest()
	for _, r := range handlers.Routes() {
		all := []string{"", " ca"}
		if slices.Contains([]string{"xephang", "baocao", "trangthai", "tracuu"}, r.Commands[0]) {
			all = []string{"", " vks", " ca", " ca tongket", " tongket", " xephang", " KQ01/2021", " KQ02/2021"}
		}
		if slices.Contains([]string{"huy", "xoadulieu"}, r.Commands[0]) {
			continue
		}
		for _, args := range all {
			command := "/" + r.Commands[0] + args
			found += c.look(s, command, strings.Join(c.say(s.id, command), "\n"), published)
		}
	}
	for _, path := range [][]string{
		{"/xephang", "Từng tiêu chí"},
		{"/xephang ca", "Từng tiêu chí"},
		{"/xephang", "Các kết quả đã công bố", "Năm 2021: KQ01/2021", "Công an tỉnh"},
		{"/xephang", "Công an tỉnh", "Đơn vị trên"},
		{"/xephang", "Xem dạng ảnh"},
		{"/xephang", "Bảng Excel"},
		{"/cham", "Xem từng tiêu chí"},
		{"/cham", "Kết quả thẩm định"},
		{"/thamdinhdiem", "Công an tỉnh", "Danh mục"},
		{"/giaitrinh vks"},
		{"/trangthai vks"},
	} {
		for _, text := range path {
			found += c.look(s, strings.Join(path, " › "), strings.Join(c.say(s.id, text), "\n"), published)
		}
	}
	record := func(version string) map[string]string {
		return map[string]string{"campaign": c.plan.Campaign, "version": version}
	}
	for _, kind := range handlers.PaperKinds() {
		all := []map[string]string{nil, {"unit": "ca", "requirement": "tongket", "version": "1"}}
		if slices.Contains([]string{"standings", "published", "standings-book"}, kind) {
			all = []map[string]string{nil, record("1"), record("2")}
		}
		for _, args := range all {
			found += c.look(s, fmt.Sprint("paper ", kind, args), c.paper(s.id, kind, args), published)
		}
	}
	after := c.contest()
	for _, name := range []string{"sheets", "submissions"} {
		if fmt.Sprint(before[name]) != fmt.Sprint(after[name]) {
			c.t.Fatalf("%s changed %s by looking around", s.name, name)
		}
	}
	return found
}

// paper is everything readable in a made paper: caption, name, the parts of an
// office file, the words and figures of the picture of standings.
func (c *contest) paper(id int64, kind string, args map[string]string) string {
	c.t.Helper()
	var j storage.Job
	c.update(func(tx *storage.Tx) {
		o := handlers.Outgoing{Kind: handlers.OutFile, Chat: id, Make: &handlers.Made{Kind: kind, Args: args, Person: id}}
		j = storage.Outbox.Add(tx, storage.Job{Payload: marshalled(c.t, o)})
		storage.Outbox.Remove(tx, j.ID)
	})
	p, ok, err := handlers.Make(c.db, j, c.at)
	if err != nil || !ok {
		return ""
	}
	text := p.Name + "\n" + p.Caption
	switch {
	case strings.HasSuffix(p.Name, ".png"):
		err := c.db.View(c.at, func(tx *storage.Tx) error {
			if card, ok := handlers.StandingsCardOf(tx, id, args, c.at); ok {
				raw, err := json.Marshal(card)
				text += "\n" + string(raw)
				return err
			}
			return nil
		})
		if err != nil {
			c.t.Fatal(err)
		}
	case strings.HasPrefix(string(p.Content), "PK"):
		for _, part := range unzipped(c.t, p.Content) {
			text += "\n" + part
		}
	default:
		text += "\n" + string(p.Content)
	}
	return text
}

// TestNobodySeesMore asks every output as everybody in every state of the
// results: no figure is read by whoever may not see it, and everybody who may see
// figures does see some.
func TestNobodySeesMore(t *testing.T) { nobodySeesMore(t, newContest(t)) }

// TestNobodySeesMoreOfAnyKind is the same with a sheet of every kind, so that no
// comparison, group or threshold tells what a total would not.
func TestNobodySeesMoreOfAnyKind(t *testing.T) {
	nobodySeesMore(t, newContestOf(t, newDeskOf(t, withSheet(t, "kinds"))))
}

func nobodySeesMore(t *testing.T, c *contest) {
	published := -1
	for _, state := range []struct {
		name string
		do   func()
		out  int // the stage of the record that stands afterwards
		// who sees figures at all
		sees []string
	}{
		{"no sheets", func() {}, -1, nil},
		{"self-scored", func() { c.score(atSelf) }, -1, []string{"contact", "unit head", "secretary", "leader"}},
		{"appraised", func() { c.score(atAppraised) }, -1, []string{"contact", "unit head", "secretary", "leader"}},
		{"final", func() { c.score(atFinal) }, -1, []string{"contact", "unit head", "secretary", "leader"}},
		{"frozen", c.freeze, -1, []string{"contact", "unit head", "secretary", "leader"}},
		{"published", c.publish, atFinal, []string{"contact", "unit head", "secretary", "leader", "observer"}},
		{"reopened", func() { c.reopen(); c.score(corrected) }, atFinal, []string{"contact", "unit head", "secretary", "leader", "observer"}},
		{"published again", func() { c.freeze(); c.publish() }, corrected, []string{"contact", "unit head", "secretary", "leader", "observer"}},
	} {
		state.do()
		c.standing(state.name, state.out)
		if published = state.out; published == corrected {
			published = bothOut
		}
		for _, s := range somebodies(c.plan.Year) {
			t.Run(state.name+"/"+s.name, func(t *testing.T) {
				c.t = t
				found := c.outputs(s, published)
				if sees := slices.Contains(state.sees, s.name); sees != (found > 0) {
					t.Errorf("%s finds %d figures", s.name, found)
				}
			})
			c.t = t
		}
	}
}

// standing fails unless the newest record is the one of a stage.
func (c *contest) standing(state string, stage int) {
	c.t.Helper()
	c.update(func(tx *storage.Tx) {
		row, ok := storage.NewestPublication(tx, c.plan.Campaign)
		want := map[int]int{-1: 0, atFinal: 1, corrected: 2}[stage]
		if row.Version != want || ok != (want > 0) {
			c.t.Fatalf("%s: version %d stands, want %d", state, row.Version, want)
		}
	})
}
