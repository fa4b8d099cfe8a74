package handlers

import (
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// Batch is what the edge hands in at once: one transaction.
type Batch struct {
	Events []Event
	// Watermark is the last update id of the batch, 0 when it brings none.
	Watermark int64
	// Also runs first in the same transaction: the sender's bookkeeping rides
	// along without a commit of its own.
	Also func(*storage.Tx)
}

// Outcome is what a committed batch asks of the world.
type Outcome struct {
	Outbox      []storage.Job // in the order to be sent within a lane
	Downloads   []storage.Job
	Work        []storage.Job
	Quarantined int
	// Backup asks for a backup now, Release for quarantined events to be
	// handled again.
	Backup  bool
	Release []uint64
	// Purge are files, by SHA-256, whose bytes are to leave the store at once.
	Purge []string
	// Erased says that somebody was erased: the list beside the backups has to
	// know.
	Erased bool
}

// Apply handles a batch in one transaction. When that fails for a reason of
// one event, each event is handled in its own, and one that fails alone goes
// to quarantine while its neighbours go on. An error means that nothing after
// the outcome happened: storage.IsFull tells a full disk, where the batch can
// be tried again; any other error must stop the process.
func Apply(db *storage.DB, now time.Time, b Batch) (Outcome, error) {
	out, err := try(db, now, b)
	if err == nil || hopeless(err) {
		return out, err
	}
	return oneByOne(db, now, b)
}

// hopeless errors are not the fault of an event.
func hopeless(err error) bool {
	return storage.IsFull(err) || errors.Is(err, storage.ErrCommit)
}

func oneByOne(db *storage.DB, now time.Time, b Batch) (Outcome, error) {
	var all Outcome
	if b.Also != nil {
		if _, err := try(db, now, Batch{Also: b.Also}); err != nil {
			return all, err
		}
	}
	for _, e := range b.Events {
		out, err := try(db, now, Batch{Events: []Event{e}})
		if err != nil && !hopeless(err) {
			out, err = quarantine(db, now, e, err)
		}
		all.add(out)
		if err != nil {
			return all, err
		}
	}
	_, err := try(db, now, Batch{Watermark: b.Watermark})
	return all, err
}

func (o *Outcome) add(p Outcome) {
	o.Outbox = append(o.Outbox, p.Outbox...)
	o.Purge = append(o.Purge, p.Purge...)
	o.Erased = o.Erased || p.Erased
	o.Downloads = append(o.Downloads, p.Downloads...)
	o.Work = append(o.Work, p.Work...)
	o.Quarantined += p.Quarantined
	o.Backup = o.Backup || p.Backup
	o.Release = append(o.Release, p.Release...)
}

// try runs the batch in one transaction and turns a panic into an error.
func try(db *storage.DB, now time.Time, b Batch) (out Outcome, err error) {
	err = db.Update(now, func(tx *storage.Tx) (err error) {
		out = Outcome{}
		defer func() {
			if r := recover(); r != nil {
				err = &panicked{value: r, stack: debug.Stack()}
			}
		}()
		if b.Also != nil {
			b.Also(tx)
		}
		for _, e := range b.Events {
			turn(tx, e, &out)
		}
		if b.Watermark != 0 {
			storage.SetWatermark(tx, b.Watermark)
		}
		return nil
	})
	if err != nil {
		return Outcome{}, err
	}
	return out, nil
}

// turn handles one event, once.
func turn(tx *storage.Tx, e Event, out *Outcome) {
	if e.Key != "" {
		if storage.Seen(tx, e.Key) {
			return
		}
		storage.MarkSeen(tx, e.Key)
	}
	t := begin(tx, e, out)
	t.dispatch()
	t.finish()
}

func begin(tx *storage.Tx, e Event, out *Outcome) *Turn {
	t := &Turn{Tx: tx, Event: e, outcome: out, Set: settings(tx)}
	if plan, ok := storage.PlanInForce(tx); ok {
		t.Event.At = e.At.In(plan.Location())
		plan = plan.On(campaign.DateOf(t.Event.At))
		t.Plan = &plan
	}
	t.load(e.From)
	return t
}

// panicked is a recovered panic with its stack.
type panicked struct {
	value any
	stack []byte
}

func (p *panicked) Error() string { return fmt.Sprint("panic: ", p.value) }

// quarantineKept is how many of the newest failures are kept, so that nobody
// fills the disk with messages made to fail.
const quarantineKept = 1000

// quarantine keeps an event that failed alone, tells its sender once and the
// administrators once.
func quarantine(db *storage.DB, now time.Time, e Event, cause error) (Outcome, error) {
	var out Outcome
	err := db.Update(now, func(tx *storage.Tx) error {
		out = Outcome{Quarantined: 1}
		if e.Key != "" {
			storage.MarkSeen(tx, e.Key)
		}
		q := storage.Quarantined{ID: storage.Quarantine.Next(tx), At: e.At, Raw: e.Raw, Why: cause.Error()}
		var p *panicked
		if errors.As(cause, &p) {
			q.Stack = string(p.stack)
		}
		storage.Quarantine.Put(tx, storage.K(q.ID), q)
		if q.ID > quarantineKept {
			storage.Quarantine.Delete(tx, storage.K(q.ID-quarantineKept))
		}
		t := begin(tx, e, &out)
		if t.Actor.ID != 0 && !e.Chat.Group {
			t.Say(t.S(apology, q.ID))
		}
		for _, admin := range t.admins() {
			t.Tell(admin, ClassReply, quarantineAlarm.In(t.LangOf(admin), q.ID))
		}
		t.finish()
		return nil
	})
	return out, err
}

var (
	apology = T(
		"Xin lỗi đồng chí, bot gặp lỗi khi xử lý tin nhắn vừa rồi (mã %d). Tin đã được giữ lại, quản trị viên đã được báo. Đề nghị đồng chí thử lại hoặc bấm /menu.",
		"Sorry, something failed while handling your last message (number %d). It is kept and the administrator has been told. Please try again or press /home.")
	quarantineAlarm = T(
		"Một tin đến không xử lý được, đã đưa vào khu cách ly (mã %d). Các tin khác vẫn được xử lý bình thường.",
		"One incoming update could not be handled and is in quarantine (number %d). Everything else goes on.")
)
