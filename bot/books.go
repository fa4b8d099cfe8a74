package bot

import (
	"maps"
	"slices"
	"sync"
	"time"

	"thidua/storage"
)

// keepRecords is how long a sent message of record can still be asked for.
const keepRecords = 60 * 24 * time.Hour

// change is what the sender has learnt about one outbox row and not yet
// written. Writing it twice does no harm.
type change struct {
	over     bool   // take the row out …
	result   string // … and keep it a while under this result, unless ""
	leased   bool
	attempts int
	err      string
	due      time.Time // zero: as it was
}

func (c change) write(tx *storage.Tx, id uint64) {
	switch {
	case c.over && c.result != "":
		storage.Outbox.Retire(tx, id, c.result, tx.Now().Add(keepRecords))
	case c.over:
		storage.Outbox.Remove(tx, id)
	default:
		j, ok := storage.Outbox.Get(tx, id)
		if !ok {
			return
		}
		j.Leased, j.Attempts, j.LastError = c.leased, c.attempts, c.err
		if !c.due.IsZero() {
			j.Due = c.due
		}
		storage.Outbox.Put(tx, j)
	}
}

// books holds changes until a transaction takes them along: the next batch of
// updates, or one of their own a moment later. Until then it answers for what
// it holds.
type books struct {
	mu    sync.Mutex
	open  page
	taken page // being committed
	dirty chan struct{}
}

type page struct {
	rows    map[uint64]change
	screens map[uint64]storage.Sent
}

func newPage() page {
	return page{map[uint64]change{}, map[uint64]storage.Sent{}}
}

func (p page) empty() bool { return len(p.rows)+len(p.screens) == 0 }

func (p page) write(tx *storage.Tx) {
	for _, id := range slices.Sorted(maps.Keys(p.rows)) {
		p.rows[id].write(tx, id)
	}
	for _, id := range slices.Sorted(maps.Keys(p.screens)) {
		storage.Screens.Put(tx, storage.K(id), p.screens[id])
	}
}

func newBooks() *books {
	return &books{open: newPage(), taken: newPage(), dirty: make(chan struct{}, 1)}
}

// note remembers a change of a row.
func (b *books) note(id uint64, c change) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.open.rows[id] = c
	b.wake()
}

// shown remembers which message shows a screen.
func (b *books) shown(screen uint64, s storage.Sent) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.open.screens[screen] = s
	b.wake()
}

func (b *books) wake() {
	select {
	case b.dirty <- struct{}{}:
	default:
	}
}

// where is the message that shows a screen, as far as it is not yet written.
func (b *books) where(screen uint64) (storage.Sent, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if s, ok := b.open.screens[screen]; ok {
		return s, true
	}
	s, ok := b.taken.screens[screen]
	return s, ok
}

// over reports whether a row is done, as far as that is not yet written.
func (b *books) over(id uint64) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.open.rows[id].over || b.taken.rows[id].over
}

func (b *books) empty() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.open.empty() && b.taken.empty()
}

// take hands over everything for a transaction; settle or restore follows.
func (b *books) take() page {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.taken, b.open = b.open, newPage()
	return b.taken
}

// settle lets go of what was committed.
func (b *books) settle() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.taken = newPage()
}

// restore takes back what was not; anything newer stands.
func (b *books) restore() {
	b.mu.Lock()
	defer b.mu.Unlock()
	maps.Copy(b.taken.rows, b.open.rows)
	maps.Copy(b.taken.screens, b.open.screens)
	b.open, b.taken = b.taken, newPage()
}
