package bot

import (
	"context"

	"thidua/handlers"
)

// follow is for a group that became a supergroup: its rows wait under the new
// id from now on. Rows on disk keep the old one; after a restart the first of
// them brings us here again.
func (s *deliverer) follow(ctx context.Context, l *lane, to int64) {
	from := l.key.chat
	s.bot.log.Info("group has a new id", "chat", from, "to", to)
	_ = s.bot.insist(ctx, handlers.Batch{Events: []handlers.Event{moved(from, to, s.bot.clock.Now())}})
	s.relane(from, to)
	s.unlock(l)
}

// relane moves what waits for a chat to its new id.
func (s *deliverer) relane(from, to int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if from == to || s.moved[to] != 0 {
		return
	}
	s.moved[from] = to
	for _, aside := range []bool{false, true} {
		old := s.lanes.byKey[laneKey{from, aside}]
		if old == nil {
			continue
		}
		key := laneKey{to, aside}
		next, ok := s.lanes.byKey[key]
		if !ok {
			next = &lane{key: key, pace: s.pace.lane(key)}
			s.lanes.byKey[key] = next
		}
		for _, r := range old.rows {
			next.rows = append(next.rows, r)
			r.lane = next
		}
		next.urgent += old.urgent
		old.rows, old.urgent = nil, 0
		s.lanes.join(next, s.now())
	}
	s.poke()
}
