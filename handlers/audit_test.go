package handlers_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

var noted = regexp.MustCompile(`\.Note\((?:tx, storage\.Entry\{.*Action: )?"([a-z-]+)"`)

// TestEveryActionNotedHasASentence: what is written into the audit can be read
// there as a sentence.
func TestEveryActionNotedHasASentence(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		src, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range noted.FindAllStringSubmatch(string(src), -1) {
			found[m[1]] = true
		}
	}
	if len(found) < 15 {
		t.Fatalf("only %d actions found", len(found))
	}
	for _, action := range slices.Sorted(maps.Keys(found)) {
		if _, ok := handlers.Doings[action]; !ok {
			t.Errorf("the audit has no sentence for %q: add it to doings in audit_words.go", action)
		}
	}
}

// TestAuditOfTheErased: whoever was erased stays as the part they played, and
// no name is left to be read.
func TestAuditOfTheErased(t *testing.T) {
	d := newDesk(t)
	d.furnish()
	d.update(func(tx *storage.Tx) {
		p, _ := storage.GetPerson(tx, 101)
		p.Name = "Lê Thị Hoa"
		storage.PutPerson(tx, p)
		who := storage.Pseudonym(tx, 101)
		storage.Note(tx, storage.Entry{At: d.at, Actor: 101, Unit: "vks", Action: "hand-in", Object: "soket/1, 12/2021"})
		storage.Note(tx, storage.Entry{At: d.at, Actor: 101, Action: "consent", Object: who, Why: "1"})
		storage.Note(tx, storage.Entry{At: d.at, Actor: 103, Unit: "vks", Action: "revoke", Object: who + " contact", Why: "<i>nghỉ</i> & thôi"})
		storage.Note(tx, storage.Entry{At: d.at, Actor: 103, Action: "new%s-thing", Object: "x%d"})
	})
	before := strings.Join(d.say(103, "/nhatky"), "\n")
	for _, want := range []string{
		"Lê Thị Hoa nộp Báo cáo sơ kết, bản lần 1, số đến 12/2021 (Viện kiểm sát nhân dân tỉnh).",
		"secretary thu hồi vai trò: Lê Thị Hoa, Cán bộ đầu mối (Viện kiểm sát nhân dân tỉnh). Lý do, ghi chú: &lt;i&gt;nghỉ&lt;/i&gt; &amp; thôi.",
		"thông báo bản 1", "x%d",
	} {
		if !strings.Contains(before, want) {
			t.Errorf("%q is not in\n%s", want, before)
		}
	}
	d.update(func(tx *storage.Tx) {
		storage.ErasePseudonym(tx, 101)
		p, _ := storage.GetPerson(tx, 101)
		p.Roles = nil
		storage.PutPerson(tx, p)
		storage.People.Delete(tx, storage.K(int64(101)))
	})
	after := strings.Join(d.say(103, "/nhatky"), "\n")
	if strings.Contains(after, "Hoa") || strings.Count(after, "đã xóa dữ liệu cá nhân") != 3 {
		t.Errorf("after erasing:\n%s", after)
	}
}

// TestAuditPages: every entry is on exactly one page, whatever the filter.
func TestAuditPages(t *testing.T) {
	d := newDesk(t)
	d.furnish()
	d.update(func(tx *storage.Tx) {
		for i := range 3000 {
			unit := "vks"
			if i == 5 || i == 2500 {
				unit = "stp"
			}
			storage.Note(tx, storage.Entry{At: d.at, Actor: 103, Unit: unit, Action: "nudge", Object: "soket"})
		}
	})
	n, pages := 0, 0
	for command := "/nhatky 0 stp reports"; command != ""; pages++ {
		n += strings.Count(strings.Join(d.say(103, command), "\n"), "<b>10/6/2021")
		command = ""
		for _, b := range d.buttons(103) {
			if strings.HasPrefix(b.Label, "Cũ hơn") {
				command = b.Action
			}
		}
	}
	if n != 2 || pages != 2 {
		t.Errorf("%d entries on %d pages, want 2 on 2", n, pages)
	}
	n = 0
	for command := "/nhatky"; command != ""; {
		n += strings.Count(strings.Join(d.say(103, command), "\n"), "<b>10/6/2021")
		command = ""
		for _, b := range d.buttons(103) {
			if strings.HasPrefix(b.Label, "Cũ hơn") && n < 100 {
				command = b.Action
			}
		}
	}
	if n != 104 {
		t.Errorf("%d entries on 13 pages", n)
	}
}

// buttons are those of a person's live screen.
func (d *desk) buttons(id int64) []storage.Button {
	var s storage.State
	err := d.db.View(d.at, func(tx *storage.Tx) error {
		s, _ = storage.States.Get(tx, storage.K(id))
		return nil
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return s.Screen.Buttons
}

// TestPaperIsForWhoMayReadIt: rights count when the paper is made, not when it
// was asked for.
func TestPaperIsForWhoMayReadIt(t *testing.T) {
	d := newDesk(t)
	d.furnish()
	row := func(o handlers.Outgoing) storage.Job {
		var j storage.Job
		d.update(func(tx *storage.Tx) { j = storage.Outbox.Add(tx, storage.Job{Payload: marshalled(t, o)}) })
		return j
	}
	for _, kind := range append(handlers.PaperKinds(), "", "no such paper") {
		for _, s := range somebodies(d.plan.Year) {
			j := row(handlers.Outgoing{Kind: handlers.OutFile, Chat: s.id, Make: &handlers.Made{Kind: kind, Person: s.id}})
			_, ok, err := handlers.Make(d.db, j, d.at)
			may, known := mayHave[kind]
			if !known && kind != "" && kind != "no such paper" {
				t.Errorf("%q stands in no table of rights", kind)
			}
			allowed := slices.Contains(may, s.role.Kind) && (s.role.Year == d.plan.Year || s.role.Kind == campaign.Admin) || kind == "mydata" && s.id != 100
			if ok && !allowed || err != nil {
				t.Errorf("%s gets the paper %q: %v %v", s.name, kind, ok, err)
			}
		}
	}
	j := row(handlers.Outgoing{Kind: handlers.OutFile, Chat: 103, Make: &handlers.Made{Kind: "audit", Person: 103}})
	if _, ok, err := handlers.Make(d.db, j, d.at); !ok || err != nil {
		t.Fatal("the secretary gets no audit:", ok, err)
	}
	d.update(func(tx *storage.Tx) {
		p, _ := storage.GetPerson(tx, 103)
		p.Roles = nil
		storage.PutPerson(tx, p)
	})
	if _, ok, _ := handlers.Make(d.db, j, d.at); ok {
		t.Error("who was secretary when asking gets the paper after losing the role")
	}
}

// mayHave is who may have which paper, written down a second time.
var mayHave = map[string][]campaign.RoleKind{
	"invite": {campaign.Secretary, campaign.Leader, campaign.Admin},
	"mydata": nil, // everybody their own

	"published-group": nil, // no person's: the bloc's group
	"audit":           {campaign.Secretary, campaign.Leader},
	"board":           {campaign.Secretary, campaign.Leader},
	"register":        {campaign.Secretary, campaign.Leader},
	"draft":           {campaign.Secretary, campaign.Leader},
	"files":           {campaign.Secretary, campaign.Leader},
	"standings":       {campaign.Secretary, campaign.Leader}, // before publication; after it see TestNobodySeesMore

	"published":      nil, // nothing is
	"standings-book": {campaign.Secretary, campaign.Leader},
	"receipt":        {campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader},
	"calendar":       {campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader, campaign.Observer, campaign.Admin},
	"month":          {campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader, campaign.Observer, campaign.Admin},
	"bloc":           {campaign.Secretary, campaign.Leader},
	"sheet":          {campaign.Contact, campaign.UnitHead},
}
