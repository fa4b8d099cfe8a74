//go:build linux

package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"thidua/bot/sandbox"
	"thidua/campaign"
	"thidua/storage"
)

var (
	killsFlag = flag.Int("kills", 20, "how often TestKills kills the program with SIGKILL")
	seedFlag  = flag.Uint64("kill-seed", 0, "seed of TestKills; 0 = another one each time")
)

// TestKills: ten people work with the bot at once while it is killed with
// SIGKILL at random moments and Telegram fails in every way it can. Nothing is
// lost, nothing is applied twice, no reply is missing.
func TestKills(t *testing.T) {
	seed := *seedFlag
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("-kill-seed=%d", seed)
	k := newSiege(t, seed)
	k.work()
	for range *killsFlag {
		k.kill()
	}
	k.rest()
	k.judge()
}

// siege is a world under kills and faults, and what its people remember.
type siege struct {
	*world
	t       *testing.T
	seed    uint64
	dice    *rand.Rand // of the killer
	workers []*worker
	over    chan struct{} // closed when the people finish what they are at
	done    sync.WaitGroup
	cuts    int // answers lost after Telegram had acted
}

// worker is a person at work and what it knows for certain.
type worker struct {
	*person
	k       *siege
	dice    *rand.Rand
	asked   int               // probes sent
	handed  map[string]int    // hand-ins with a receipt, by requirement
	numbers []int             // of those receipts
	papers  [][]byte          // every file sent
	points  map[string]string // last figure the bot said it took, by criterion
	invited int               // invitations asked for
	steps   int
}

func newSiege(t *testing.T, seed uint64) *siege {
	k := &siege{world: newWorld(t, [3]string{"bot", "poll_timeout", `"2s"`}), t: t, seed: seed, over: make(chan struct{})}
	k.dice = rand.New(rand.NewPCG(seed, 0))
	k.start()
	s := k.secretary()
	people := append(k.contacts(s, len(units)), s, k.person(leaderID), k.person(strangerID))
	k.person(leaderID).joins("/start " + s.invites("secretary", "")) // two at the desk
	for i, p := range people {
		if p.unit == "" {
			// The desk hears of every hand-in, and a chat takes a message a second: on a
			// slow machine what somebody asked for comes after a hundred others.
			p.patience *= 5
		}
		k.workers = append(k.workers, &worker{
			person: p, k: k, dice: rand.New(rand.NewPCG(seed, uint64(i)+1)),
			handed: map[string]int{}, points: map[string]string{},
		})
	}
	return k
}

// work lets the people and the faults loose.
func (k *siege) work() {
	for _, w := range k.workers {
		k.done.Go(w.work)
	}
	k.done.Go(k.faults)
}

// faults orders one fault after another.
func (k *siege) faults() {
	dice := rand.New(rand.NewPCG(k.seed, 99))
	for {
		select {
		case <-k.over:
			return
		case <-time.After(time.Duration(100+dice.IntN(300)) * time.Millisecond):
		}
		k.ClearFaults() // those that met no call must not pile up
		f := []sandbox.Fault{
			{Kind: sandbox.FaultTooMany, RetryAfter: 1},
			{Kind: sandbox.FaultServer},
			{Kind: sandbox.FaultGateway},
			{Kind: sandbox.FaultCut},
			{Kind: sandbox.FaultCut},
			{Kind: sandbox.FaultGarbage},
			{Kind: sandbox.FaultReset},
			{Kind: sandbox.FaultReset, Method: "getUpdates"},
			{Kind: sandbox.FaultServer, Method: "getUpdates"},
			{Kind: sandbox.FaultTruncated},
			{Kind: sandbox.FaultShort},
			{Kind: sandbox.FaultServer, Method: "getFile"},
			{Kind: sandbox.FaultTooMany, Method: "getFile", RetryAfter: 1},
			slowly("download", 1, 300*time.Millisecond),
			slowly("", 2, 100*time.Millisecond),
		}[dice.IntN(15)]
		if f.Kind == sandbox.FaultCut || f.Kind == sandbox.FaultGarbage {
			k.cuts++
		}
		k.Fault(f)
	}
}

// moment is one when the program may be killed: a request of a method has come
// or was answered. The zero moment comes by itself.
type moment struct {
	method   string
	answered bool
}

// committed is the moment when a batch is committed and the poll that would
// confirm it is kept waiting: the batch comes again after the kill.
var committed = moment{"getUpdates", false}

var moments = []moment{
	{},
	committed, committed, committed, committed,
	{"getUpdates", true},
	{"getUpdates", true},
	{"sendMessage", false},
	{"sendMessage", true},
	{"editMessageText", true},
	{"getFile", true},
	{"download", false},
	{"download", true},
}

// kill waits for a random moment of a random kind, kills the program and
// starts it again.
func (k *siege) kill() {
	m := moments[k.dice.IntN(len(moments))]
	skip, late := 1+k.dice.IntN(3), time.Duration(k.dice.IntN(4000))*time.Microsecond
	time.Sleep(time.Duration(k.dice.IntN(1200)) * time.Millisecond)
	came := make(chan struct{}, 1)
	var mu sync.Mutex
	watch := func(method string, answered bool) {
		mu.Lock()
		defer mu.Unlock()
		if (moment{method, answered}) != m {
			return
		}
		if skip--; skip < 0 {
			select {
			case came <- struct{}{}:
			default:
			}
		}
	}
	if m == committed {
		k.Fault(slowly("getUpdates", skip+1, 80*time.Millisecond))
	}
	k.watch.Store(&watch)
	select {
	case <-came:
		time.Sleep(late)
	case <-time.After(time.Second):
	}
	k.watch.Store(nil)
	p := k.run
	p.kill()
	p.dull = true
	k.start()
	if n := len(lines(p.out.String(), "quarantine")); n > 0 {
		k.t.Errorf("quarantine:\n%s", tail(p.out.String()))
	}
}

// rest lets the people finish and the bot drain.
func (k *siege) rest() {
	close(k.over)
	k.done.Wait()
	k.ClearFaults()
	for _, w := range k.workers {
		w.wait(func() bool { return len(w.unanswered()) == 0 })
	}
	for range 30 {
		k.quiet()
		k.run.stop()
		var left []string
		k.inspect(func(_ *storage.DB, tx *storage.Tx) { left = waiting(tx) })
		if len(left) == 0 {
			return
		}
		k.start()
	}
	k.inspect(func(_ *storage.DB, tx *storage.Tx) { k.t.Errorf("left in the queues: %q", waiting(tx)) })
}

// quiet waits until no message has been sent for a second.
func (k *siege) quiet() {
	last, since := -1, time.Now()
	eventually(k.t, time.Minute, "the bot comes to rest", func() bool {
		n := 0
		for _, c := range k.Log() {
			if c.Method != "getUpdates" {
				n = c.Seq
			}
		}
		if n != last {
			last, since = n, time.Now()
		}
		return time.Since(since) > time.Second
	})
}

// work is a person's day: one thing after another until the siege is over.
func (w *worker) work() {
	defer func() {
		if r := recover(); r != nil {
			w.tb.Errorf("%d: %v", w.id, r)
		}
	}()
	for {
		select {
		case <-w.k.over:
			return
		default:
		}
		if w.tb.Failed() {
			return
		}
		w.steps++
		w.one()
	}
}

func (w *worker) one() {
	if w.unit == "" && w.id != strangerID && w.dice.IntN(2) == 0 {
		// Each one is a new entry of the audit: a command handled twice would show.
		n := w.dice.IntN(3)
		for range n {
			w.w.Say(w.id, "/moi observer")
		}
		w.says("/moi observer").hears("THƯ MỜI")
		w.invited += n + 1
		return
	}
	if w.id == strangerID && w.asked+w.steps > 32 { // a stranger who goes on past 40 is rightly not answered
		<-w.k.over
		return
	}
	if w.unit == "" {
		w.probe(1 + w.dice.IntN(3))
		w.says("/lich").hears(`Lịch thi đua năm|chưa đăng ký`)
		return
	}
	switch n := w.dice.IntN(10); {
	case n < 4:
		w.report([]string{"soket", "kehoach"}[w.dice.IntN(2)])
	case n < 6:
		w.score([]string{"A2", "A5", "B1"}[w.dice.IntN(3)])
	case n < 7:
		w.says("/menu").hears("năm thi đua")
	case n < 8:
		w.says("/lich").hears("Lịch thi đua năm")
	case n < 9:
		w.oldButton()
	default:
		w.probe(1 + w.dice.IntN(4))
	}
}

// probe sends commands nobody else sends, so that each one's answer can be
// told from every other.
func (w *worker) probe(n int) {
	for range n {
		w.asked++
		w.w.Say(w.id, fmt.Sprintf("/p%d", w.asked))
	}
}

var probed = regexp.MustCompile(`Không có lệnh /p(\d+)\.`)

// answers counts the answers to each probe.
func (w *worker) answers() map[int]int {
	out := map[int]int{}
	for _, m := range w.w.Messages(w.id) {
		if f := probed.FindStringSubmatch(m.Plain); m.FromBot && f != nil {
			n, _ := strconv.Atoi(f[1])
			out[n]++
		}
	}
	return out
}

func (w *worker) unanswered() (out []int) {
	got := w.answers()
	for n := 1; n <= w.asked; n++ {
		if got[n] == 0 {
			out = append(out, n)
		}
	}
	return out
}

// report hands in a file nobody has sent before, sometimes confirming while
// the file is still on its way, sometimes with a double tap.
func (w *worker) report(requirement string) {
	name := fmt.Sprintf("t%d-%d.pdf", w.id, len(w.papers)+1)
	paper := pdf(name + strings.Repeat("\n%", w.dice.IntN(350_000)))
	w.papers = append(w.papers, paper)
	w.says("/nop " + requirement).hears("Đề nghị đồng chí gửi tệp")
	w.sends(name, paper)
	fetched := regexp.QuoteMeta(name) + ` – [\d,]+ (B|KB|MB)(\n|$)`
	if w.dice.IntN(2) == 0 {
		fetched = regexp.QuoteMeta(name)
	}
	w.hears(fetched)
	w.insists("Xong", "Kiểm tra trước khi nộp(.|\n)*"+regexp.QuoteMeta(name))
	m := w.insists("Xác nhận nộp", "PHIẾU TIẾP NHẬN(.|\n)*"+regexp.QuoteMeta(name))
	n, _ := strconv.Atoi(receiptNumber.FindStringSubmatch(m.Plain)[1])
	w.numbers = append(w.numbers, n)
	w.handed[requirement]++
}

// insists presses a button, at first perhaps twice, until what it is for
// comes. A screen that changed under the finger, because a file came in just
// then, is shown again; it is pressed again once the chat has come to rest.
func (w *worker) insists(label, want string) sandbox.Message {
	wanted := regexp.MustCompile(want)
	w.presses(label)
	if w.dice.IntN(3) == 0 {
		_ = w.w.Press(w.id, label)
	}
	for range 10 {
		if m := w.hears(want + `|\[` + label + `\]`); wanted.MatchString(face(m)) {
			return m
		}
		before := w.before
		w.rests(700 * time.Millisecond)
		if m, ok := w.came(before, wanted); ok {
			return m
		}
		w.presses(label)
	}
	return w.hears(want)
}

// score answers one criterion with another figure than before, and leaves the
// sheet: the next criterion is shown after an answer, and a button of a screen
// that lives would rightly answer it.
func (w *worker) score(criterion string) {
	figure := strings.Replace(strconv.FormatFloat(float64(1+w.dice.IntN(19))/4, 'g', -1, 64), ".", ",", 1)
	if figure == w.points[criterion] {
		figure = "5"
	}
	w.says("/cham " + criterion).hears(regexp.QuoteMeta(criterion) + `\. `)
	w.says(figure).hears(`Đã ghi ` + criterion + `: ` + figure + ` điểm`)
	w.points[criterion] = figure
	w.says("/menu").hears("năm thi đua")
}

// oldButton presses a button of any message of the bot in the chat, whatever
// it is good for by now, and then goes home.
func (w *worker) oldButton() {
	var with []sandbox.Message
	for _, m := range w.w.Messages(w.id) {
		if m.FromBot && len(m.Buttons) > 0 && !strings.Contains(face(m), "[Xác nhận nộp]") {
			with = append(with, m)
		}
	}
	if len(with) > 0 {
		m := with[w.dice.IntN(len(with))]
		row := w.dice.IntN(len(m.Buttons))
		if label := m.Buttons[row][0].Label; !strings.Contains(label, "Bỏ") && !strings.Contains(label, "Gửi") {
			_ = w.w.PressOn(w.id, w.id, m.ID, row, 0)
		}
	}
	w.says("/menu").hears("năm thi đua")
}

// judge compares what the people know with what lies in the data.
func (k *siege) judge() {
	k.sound()
	k.inspect(func(db *storage.DB, tx *storage.Tx) {
		if q := quarantined(tx); len(q) > 0 {
			k.t.Errorf("in quarantine: %q", q)
		}
		total, steps, probes, files := 0, 0, 0, 0
		for _, w := range k.workers {
			w.judge(db, tx)
			total += len(w.numbers)
			steps += w.steps
			probes += w.asked
			files += len(w.papers)
		}
		k.register(tx, total)
		k.invitations(tx)
		k.t.Logf("%d kills, %d things done, %d hand-ins, %d files, %d probes, %d repeated messages, %d lost answers",
			*killsFlag, steps, total, files, probes, k.repeats(), k.cuts)
	})
	if most := *killsFlag*len(k.workers) + k.cuts; k.repeats() > most {
		k.t.Errorf("%d messages came twice, more than the %d that kills and lost answers explain", k.repeats(), most)
	}
}

func (w *worker) judge(db *storage.DB, tx *storage.Tx) {
	if lost := w.unanswered(); len(lost) > 0 {
		w.tb.Errorf("%d: no answer to %v", w.id, lost)
	}
	for _, paper := range w.papers {
		wantFile(w.tb, db, paper)
	}
	var numbers []int
	for _, requirement := range []string{"soket", "kehoach"} {
		versions := storage.SubmissionsOf(tx, "thu", w.unit, requirement)
		if w.unit != "" && len(versions) != w.handed[requirement] {
			w.tb.Errorf("%s has %d versions of %s and %d receipts", w.unit, len(versions), requirement, w.handed[requirement])
		}
		for _, v := range versions {
			numbers = append(numbers, v.Incoming.Number)
		}
	}
	slices.Sort(numbers)
	slices.Sort(w.numbers)
	if w.unit != "" && !slices.Equal(numbers, w.numbers) {
		w.tb.Errorf("%s: receipts say %v, the data %v", w.unit, w.numbers, numbers)
	}
	sheet, _ := storage.Sheets.Get(tx, storage.K("thu", w.unit, string(campaign.SelfScore)))
	// After an answer the next blank criterion is shown: a figure taken twice
	// would stand there too.
	if len(sheet.Entries) != len(w.points) {
		w.tb.Errorf("%s: %d criteria have an answer, %d were given", w.unit, len(sheet.Entries), len(w.points))
	}
	for criterion, figure := range w.points {
		want, err := campaign.ParsePoints(figure, 25, 500)
		if got := sheet.Entries[criterion]; err != nil || got.Value != int64(want) {
			w.tb.Errorf("%s: %s is %+v, the bot said %s", w.unit, criterion, got, figure)
		}
	}
}

// invitations checks that the audit names as many as were asked for.
func (k *siege) invitations(tx *storage.Tx) {
	made, asked := 0, 0
	for _, e := range storage.AuditTrail(tx, 1_000_000, 0) {
		if e.Action == "invite" && e.Object == string(campaign.Observer) {
			made++
		}
	}
	for _, w := range k.workers {
		asked += w.invited
	}
	if made != asked {
		k.t.Errorf("%d invitations in the audit, %d were asked for", made, asked)
	}
}

// register checks that the numbers run from 1 without a gap or a jump.
func (k *siege) register(tx *storage.Tx, total int) {
	n := 0
	for e := range storage.RegisterEntries(tx, time.Now().In(hanoi).Year()) {
		if n++; e.Number != n || e.Jump != "" {
			k.t.Errorf("line %d of the register: %+v", n, e)
		}
	}
	if n != total {
		k.t.Errorf("%d lines in the register and %d receipts", n, total)
	}
	for what, err := range map[string]error{"audit": storage.VerifyAudit(tx), "register": storage.VerifyRegister(tx)} {
		if err != nil {
			k.t.Errorf("%s: %v", what, err)
		}
	}
}

// repeats counts what came more than once: answers to probes, and receipts,
// which their number tells.
func (k *siege) repeats() int {
	n := 0
	for _, w := range k.workers {
		for _, times := range w.answers() {
			n += times - 1
		}
		seen := map[string]bool{}
		for _, m := range k.Messages(w.id) {
			if !m.FromBot || !strings.HasPrefix(m.Plain, "PHIẾU TIẾP NHẬN") {
				continue
			}
			if f := receiptNumber.FindString(m.Plain); seen[f] {
				n++
			} else {
				seen[f] = true
			}
		}
	}
	return n
}
