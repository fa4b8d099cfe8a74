package handlers_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"thidua/bot/sandbox/transcript"
	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// player plays a talk against Apply and Compose alone: no network, no clock,
// no goroutine. It is the edge in its simplest form.
type player struct {
	t     *testing.T
	talk  *transcript.Talk
	dir   string
	db    *storage.DB
	now   time.Time
	zone  *time.Location
	plan  campaign.Plan
	phone map[int64]*phone // what each chat shows
	files map[string][]byte
	codes map[string]string
	// receipts are the codes of the receipts shown, by number.
	receipts map[string]string
	ids      int
	rand     io.Reader // one source for the whole play, however often it is reopened
	out      []transcript.Item

	// reopen closes and opens the database before every turn; twice delivers
	// every event two times; poison adds a failing event to every batch.
	reopen, twice, poison bool
	// turned is called after every batch, if set.
	turned func()
	// log is every batch applied, for playing again in other groupings.
	log []step
	// effects are the rows each chat was given, as the turns wrote them.
	effects map[int64][]string
	// papers are those made when sent, oldest first.
	papers []handlers.Paper
	// backup is set while a backup was asked for.
	backup bool
}

// step is one recorded input: an event, or a clock move, or work of the edge.
type step struct {
	at     time.Time
	events []handlers.Event
	input  bool // a person's input, may share a batch with its neighbours
}

// phone is one chat as its owner sees it.
type phone struct {
	shown   map[uint64]int // screen → message
	buttons []shownButton  // newest last
	last    int
}

type shownButton struct {
	message     int
	label, data string
}

func newPlayer(t *testing.T, talk *transcript.Talk) *player {
	t.Helper()
	return newPlayerIn(t, talk, t.TempDir())
}

func newPlayerIn(t *testing.T, talk *transcript.Talk, dir string) *player {
	t.Helper()
	plan := examplePlan(t, talk.Setting("sheet"))
	p := &player{
		t: t, talk: talk, dir: dir, plan: plan, zone: plan.Location(),
		phone: map[int64]*phone{}, files: map[string][]byte{}, codes: map[string]string{}, receipts: map[string]string{}, effects: map[int64][]string{},
		rand: bytes.NewReader(bytes.Repeat([]byte("thi đua "), 10000)),
	}
	if talk.Setting("morning") != "yes" { // set morning yes; the card would stand in every talk that goes over a night
		p.plan.Rules.Morning = 0
	}
	p.plan.Rules.ExtendAfterOutage = talk.Setting("extend_after_outage") == "yes"
	if talk.Setting("rest") == "yes" {
		p.plan.Rules.BreakFrom, p.plan.Rules.BreakTo = 11*60+30, 13*60+30
	}
	if n := talk.Setting("cross"); n != "" { // set cross 2
		p.plan.Cross.Each = int(n[0] - '0')
	}
	for i, r := range p.plan.Requirements { // set sign_off soket,tongket
		p.plan.Requirements[i].SignOff = slices.Contains(strings.Split(talk.Setting("sign_off"), ","), r.ID)
	}
	p.now = transcript.Wall(talk.Start, p.zone)
	p.open()
	set := handlers.Settings{Language: "vi", AskPhone: "optional"}
	set.CopyDays, set.Consent = 14, talk.Setting("consent")
	if l := talk.Setting("lang"); l != "" {
		set.Language = l
	}
	if ask := talk.Setting("ask_phone"); ask != "" {
		set.AskPhone = ask
	}
	for ends := range strings.SplitSeq(talk.Setting("ends"), ",") { // "ttr 2021-06-30 stp": merged, without the last word dissolved
		if words := strings.Fields(ends); len(words) > 1 {
			p.end(words[0], words[1], strings.Join(words[2:], ""))
		}
	}
	if _, _, err := handlers.Adopt(p.db, p.now, p.plan, "example", set); err != nil {
		t.Fatal(err)
	}
	p.apply(step{at: p.now, events: []handlers.Event{{At: p.now, Body: handlers.Connected{ID: 42, Username: "ThiDuaBot"}}}})
	p.seed()
	if role := talk.Setting("claim"); role != "" { // the code the operator sees, {code1}
		code, err := handlers.Claim(p.db, p.now, campaign.RoleKind(role))
		if err != nil {
			t.Fatal(err)
		}
		p.codes["{code1}"] = code
	}
	return p
}

// end lets a unit of the plan end on a day, continued by another or by none.
func (p *player) end(unit, day, into string) {
	p.t.Helper()
	i := slices.IndexFunc(p.plan.Units, func(u campaign.Unit) bool { return u.ID == unit })
	until, err := campaign.ParseDate(day)
	if i < 0 || err != nil {
		p.t.Fatal("no such ending:", unit, day, err)
	}
	p.plan.Units[i].Until, p.plan.Units[i].Into = until, into
	if problems := p.plan.Check(); len(problems) > 0 {
		p.t.Fatal(problems)
	}
}

// seed gives people the roles the header names: "set hoa contact:vks"; and units
// what they did before, see seedUnits.
func (p *player) seed() {
	err := p.db.Update(p.now, func(tx *storage.Tx) error {
		for _, who := range p.talk.Persons {
			roles := p.talk.Setting(who.Alias)
			if roles == "" {
				continue
			}
			row := storage.Person{
				ID: who.ID, Name: who.Name, Position: "Cán bộ", Consent: "1", ConsentAt: p.now, JoinedAt: p.now,
				Language: p.talk.Setting(who.Alias + ".lang"), Phone: p.talk.Setting(who.Alias + ".phone"),
			}
			for r := range strings.SplitSeq(roles, ",") {
				kind, unit, _ := strings.Cut(strings.TrimSpace(r), ":")
				unit, deputy := strings.CutSuffix(unit, ":phó")
				row.Roles = append(row.Roles, campaign.Role{Kind: campaign.RoleKind(kind), Unit: unit, Year: p.plan.Year, Deputy: deputy})
			}
			storage.PutPerson(tx, row)
		}
		p.seedUnits(tx)
		p.seedResults(tx)
		return nil
	})
	if err != nil {
		p.t.Fatal(err)
	}
}

func (p *player) open() {
	db, err := storage.Open(p.dir, storage.Options{Rand: p.rand})
	if err != nil {
		p.t.Fatal(err)
	}
	p.db = db
}

func (p *player) close() {
	if err := p.db.Close(); err != nil {
		p.t.Fatal(err)
	}
}

// play plays every item and returns the talk as it went.
func (p *player) play() []transcript.Item {
	for _, item := range p.talk.Items {
		switch it := item.(type) {
		case transcript.Comment:
			p.out = append(p.out, it)
		case transcript.Move:
			p.out = append(p.out, it)
			p.move(it)
		case transcript.Input:
			p.out = append(p.out, it)
			p.apply(step{at: p.now, events: []handlers.Event{p.event(it)}, input: true})
			p.drain()
			p.now = p.now.Add(time.Second)
		}
	}
	return p.out
}

// move walks to an instant, stopping wherever the timetable has something due;
// an outage jumps.
func (p *player) move(m transcript.Move) {
	to := p.now.Add(m.For)
	if !m.To.IsZero() {
		to = transcript.Wall(m.To, p.zone)
	}
	from := p.now
	for !m.Outage {
		var next time.Time
		var ok bool
		p.view(func(tx *storage.Tx) { next, ok = storage.Agenda.Next(tx) })
		if !ok || next.After(to) {
			break
		}
		if next.After(p.now) {
			p.now = next.In(p.zone)
		}
		p.woke()
	}
	p.now = to
	if !m.Outage {
		p.drain()
	}
	if m.Outage {
		p.apply(step{at: p.now, events: []handlers.Event{{At: p.now, Body: handlers.Resumed{From: from, To: to}}}})
		p.woke()
	}
}

func (p *player) woke() {
	p.apply(step{at: p.now, events: []handlers.Event{{At: p.now, Body: handlers.Woke{}}}})
	p.drain()
}

func (p *player) view(fn func(tx *storage.Tx)) {
	p.t.Helper()
	if err := p.db.View(p.now, func(tx *storage.Tx) error { fn(tx); return nil }); err != nil {
		p.t.Fatal(err)
	}
}

func (p *player) apply(s step) {
	p.t.Helper()
	p.log = append(p.log, s)
	if p.reopen {
		p.close()
		p.open()
	}
	events := s.events
	if p.poison {
		bad := handlers.Event{Key: fmt.Sprint("poison", len(p.log)), At: s.at, Body: handlers.Broken{Why: "poison"}}
		events = append([]handlers.Event{bad}, events...)
	}
	p.applied(s.at, events)
	if p.twice {
		var again []handlers.Event
		for _, e := range events {
			if e.Key != "" {
				again = append(again, e)
			}
		}
		p.applied(s.at, again)
	}
}

func (p *player) applied(at time.Time, events []handlers.Event) {
	p.t.Helper()
	out, err := handlers.Apply(p.db, at, handlers.Batch{Events: events})
	if err != nil {
		p.t.Fatal(err)
	}
	want := 0
	if p.poison {
		for _, e := range events {
			if _, ok := e.Body.(handlers.Broken); ok {
				want++
			}
		}
	}
	if out.Quarantined != want {
		var why string
		p.view(func(tx *storage.Tx) {
			_, q, _ := storage.Quarantine.Last(tx, nil)
			why = q.Why + "\n" + q.Stack
		})
		p.t.Fatalf("%d events in quarantine, want %d: %s", out.Quarantined, want, why)
	}
	for _, j := range out.Outbox {
		p.effect(j)
	}
	p.backup = p.backup || out.Backup
	if p.turned != nil {
		p.turned()
	}
}

var poisonAlarm = regexp.MustCompile(`khu cách ly|in quarantine`)

// effect keeps a row as the turn wrote it, without what differs by bookkeeping.
func (p *player) effect(j storage.Job) {
	o, err := handlers.ReadOutgoing(j)
	if err != nil {
		p.t.Fatal(err)
	}
	if p.poison && poisonAlarm.MatchString(o.Text) {
		return
	}
	raw, _ := json.Marshal(o)
	p.effects[o.Chat] = append(p.effects[o.Chat], string(raw))
}

// drain does what the edge would: sends every row, fetches and looks at files.
func (p *player) drain() {
	p.t.Helper()
	for range 1000 {
		if p.backup {
			p.backup = false
			p.apply(step{at: p.now, events: []handlers.Event{{At: p.now, Body: handlers.BackedUp{Stamp: "20210610-080000", Bytes: 1_300_000}}}})
		}
		var rows, downloads, work []storage.Job
		p.view(func(tx *storage.Tx) {
			for j := range storage.Outbox.All(tx) {
				rows = append(rows, j)
			}
			downloads = storage.Downloads.Due(tx, p.now, 100)
			downloads = slices.DeleteFunc(downloads, p.onItsWay)
			work = storage.Work.Due(tx, p.now, 100)
		})
		if len(rows)+len(downloads)+len(work) == 0 {
			return
		}
		for _, j := range rows {
			p.send(j)
		}
		for _, j := range downloads {
			p.fetch(j)
		}
		for _, j := range work {
			p.inspect(j)
		}
	}
	p.t.Fatal("the queues never drain")
}

// onItsWay: a file whose name begins with "cham-" takes a minute to fetch.
func (p *player) onItsWay(j storage.Job) bool {
	d, err := handlers.ReadDownload(j)
	return err == nil && strings.HasPrefix(d.FileID, "file-cham-") && p.now.Before(j.Due.Add(time.Minute))
}

func (p *player) fetch(j storage.Job) {
	d, err := handlers.ReadDownload(j)
	if err != nil {
		p.t.Fatal(err)
	}
	content := p.files[d.FileID]
	w := p.db.NewFile(p.now)
	if _, err := w.Write(content); err != nil {
		p.t.Fatal(err)
	}
	sha, size, err := w.Commit()
	if err != nil {
		p.t.Fatal(err)
	}
	e := handlers.Stored{Job: j.ID, SHA256: sha, Size: size}
	if size == 0 {
		e.Problem = "empty"
	}
	if strings.Contains(d.FileID, "khong-ve") {
		e = handlers.Stored{Job: j.ID, Problem: "gone"}
	}
	p.apply(step{at: p.now, events: []handlers.Event{{At: p.now, Body: e}}})
}

func (p *player) inspect(j storage.Job) {
	if _, ok := handlers.ReadPages(j); ok {
		p.bind(j)
		return
	}
	i, err := handlers.ReadInspection(j)
	if err != nil {
		p.t.Fatal(err)
	}
	r, err := p.db.OpenFile(i.SHA256)
	if err != nil {
		p.t.Fatal(err)
	}
	content, err := io.ReadAll(r)
	if err != nil {
		p.t.Fatal(err)
	}
	e := handlers.Inspect(j, bytes.NewReader(content), int64(len(content)))
	p.apply(step{at: p.now, events: []handlers.Event{{At: p.now, Body: e}}})
}

func (p *player) bind(j storage.Job) {
	w := p.db.NewFile(p.now)
	b, err := handlers.Bind(j, func(sha string) (io.ReadCloser, error) { return p.db.OpenFile(sha) }, w)
	if err == nil && b.Problem == "" {
		b.SHA256, b.Size, err = w.Commit()
	}
	if err = errors.Join(err, w.Abort()); err != nil {
		p.t.Fatal(err)
	}
	p.apply(step{at: p.now, events: []handlers.Event{{At: p.now, Body: b}}})
}

// send composes a row, shows it on the receiver's phone and retires it.
func (p *player) send(j storage.Job) {
	p.t.Helper()
	m, ok, err := handlers.Compose(p.db, j, p.now)
	if err != nil {
		p.t.Fatal(err)
	}
	if ok && m.Early {
		p.apply(step{at: p.now, events: []handlers.Event{{At: p.now, Body: handlers.Early{Payload: j.Payload}}}})
		ok = false
	}
	if ok && m.Make != nil {
		ok = p.made(j, &m)
	}
	message := 0
	if ok && !(p.poison && poisonAlarm.MatchString(m.Text)) { // message ids are part of event keys
		message = p.show(m)
	}
	err = p.db.Update(p.now, func(tx *storage.Tx) error {
		storage.Outbox.Remove(tx, j.ID)
		if message != 0 && m.Screen != 0 {
			storage.Screens.Put(tx, storage.K(m.Screen), storage.Sent{Chat: m.Chat, Message: message})
		}
		return nil
	})
	if err != nil {
		p.t.Fatal(err)
	}
}

func (p *player) at(chat int64) *phone {
	if p.phone[chat] == nil {
		p.phone[chat] = &phone{shown: map[uint64]int{}, last: 100}
	}
	return p.phone[chat]
}

// show puts a message on a phone and into the talk; it checks what Telegram
// would refuse.
func (p *player) show(m handlers.Message) int {
	p.t.Helper()
	ph := p.at(m.Chat)
	o := transcript.Output{To: p.alias(m.Chat)}
	o.Lines = strings.Split(p.masked(m.Text), "\n")
	message := ph.shown[m.Screen]
	switch m.Kind {
	case handlers.OutAnswer:
		if m.Text == "" {
			return 0
		}
		o.Kind = transcript.Toast
		if m.Alert {
			o.Kind = transcript.Alert
		}
		p.out = append(p.out, o)
		return 0
	case handlers.OutAction, handlers.OutMenu, handlers.OutPin:
		return 0
	case handlers.OutStrip:
		ph.drop(message)
		return 0
	case handlers.OutFile:
		o.Kind, o.File = transcript.File, m.Name
	case handlers.OutEdit:
		if message == 0 && m.Class == handlers.ClassPassing {
			return 0 // nothing to change
		}
		if o.Edit = message != 0; o.Edit {
			ph.drop(message)
		}
	}
	if n := len([]rune(plainText(m.Text))); n > 4096 || n == 0 && m.Kind != handlers.OutFile {
		p.t.Errorf("a message of %d characters to %s", n, o.To)
	}
	if !o.Edit {
		ph.last++
		message = ph.last
		if m.Screen != 0 {
			ph.shown[m.Screen] = message
		}
	}
	for _, row := range m.Keyboard {
		var labels []string
		for _, k := range row {
			if len(k.Data) > 64 || k.Label == "" {
				p.t.Errorf("button %q has data %q", k.Label, k.Data)
			}
			labels = append(labels, p.masked(k.Label))
			ph.buttons = append(ph.buttons, shownButton{message, k.Label, k.Data})
		}
		o.Buttons = append(o.Buttons, labels)
	}
	if m.Contact != "" {
		o.Keys = [][]string{{m.Contact}}
	}
	o.NoKeys = m.Clear
	p.out = append(p.out, o)
	return message
}

func (ph *phone) drop(message int) {
	kept := ph.buttons[:0]
	for _, b := range ph.buttons {
		if b.message != message {
			kept = append(kept, b)
		}
	}
	ph.buttons = kept
}

var tags = regexp.MustCompile(`<[^>]*>`)

func plainText(s string) string { return html.UnescapeString(tags.ReplaceAllString(s, "")) }

// A code is a word of the alphabet codes are made of, long enough not to be a
// word of a sentence; links carry the long form, typed codes the short.
var codeForm = regexp.MustCompile(`start(?:=[A-Za-z0-9_-]{20,}|group=[2-9A-HJ-NP-Z]{8})|<code>[2-9A-HJ-NP-Z]{8}</code>`)

// A receipt's code is known by the receipt's number: {receipt1}.
// Only input is written so, what is shown stays as it is.
var receiptForm = regexp.MustCompile(`(?s)<b>(\d+)/\d+</b>.*(?:Mã đối chiếu|Code): ([0-9a-f]{12})`)

// masked names every code {code1}, {code2} … in the order they appear.
func (p *player) masked(s string) string {
	s = p.maskedResults(s)
	if m := receiptForm.FindStringSubmatch(s); m != nil {
		p.receipts["{receipt"+m[1]+"}"] = m[2]
	}
	return codeForm.ReplaceAllStringFunc(s, func(m string) string {
		code := strings.TrimSuffix(m[strings.IndexAny(m, "=>")+1:], "</code>")
		name, ok := "", false
		for n, c := range p.codes {
			if c == code {
				name, ok = n, true
			}
		}
		if !ok {
			name = "{code" + strconv.Itoa(len(p.codes)+1) + "}"
			p.codes[name] = code
		}
		return strings.Replace(m, code, name, 1)
	})
}

func (p *player) alias(chat int64) string {
	for _, w := range p.talk.Persons {
		if w.ID == chat {
			return w.Alias
		}
	}
	return strconv.FormatInt(chat, 10)
}
