package bot

import (
	"context"

	"thidua/handlers"
	"thidua/storage"
)

// leaseMore leases the next handful of fan-out rows in a commit of its own
// while few are ready; s.mu is held.
func (s *deliverer) leaseMore(ctx context.Context) {
	enough := len(s.lanes.lines[inBulk]) >= leaseAhead/2 && !s.lanes.waits(inLeaseUp)
	if s.leasing || s.stopped || enough {
		return
	}
	var batch []*lane
	for len(batch) < leaseAhead {
		l := s.lanes.next(inLeaseUp)
		if l == nil && len(batch)+len(s.lanes.lines[inBulk]) < leaseAhead {
			l = s.lanes.next(inLease)
		}
		if l == nil {
			break
		}
		l.busy = true
		batch = append(batch, l)
	}
	if len(batch) == 0 {
		return
	}
	rows := make([]*row, len(batch))
	for i, l := range batch {
		rows[i] = l.rows[0]
	}
	s.leasing = true
	s.sends.Go(func() { s.lease(ctx, batch, rows) })
}

// lease writes down that the first rows of some lanes may be under way.
func (s *deliverer) lease(ctx context.Context, batch []*lane, rows []*row) {
	err := s.bot.insist(ctx, handlers.Batch{Also: func(tx *storage.Tx) {
		for _, r := range rows {
			j, ok := storage.Outbox.Get(tx, r.id)
			if ok {
				j.Leased = true
				if parked(j) {
					j.LastError = ""
				}
				storage.Outbox.Put(tx, j)
			}
		}
	}})
	s.mu.Lock()
	defer s.mu.Unlock()
	s.leasing = false
	for i, l := range batch {
		l.busy = false
		rows[i].leased = err == nil
		if err == nil {
			s.lanes.join(l, s.now())
		}
	}
	s.poke()
}
