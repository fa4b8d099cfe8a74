package sandbox

// maxEvents is how far back a page that reconnects can catch up.
const maxEvents = 4096

// event is one change, as the page hears of it. What it is about is looked up
// when it is written, so a page always gets the newest state.
type event struct {
	Seq      int    `json:"-"`
	Kind     string `json:"kind"`
	Chat     int64  `json:"chat,omitempty"`
	ID       int    `json:"id,omitempty"`
	Text     string `json:"text,omitempty"`
	Who      int64  `json:"who,omitempty"`
	Alert    bool   `json:"alert,omitempty"`
	Callback string `json:"callback,omitempty"`
}

// hub is the ring of events and those who listen; guarded by Server.mu.
type hub struct {
	epoch string
	seq   int
	ring  [maxEvents]event
	ears  map[chan struct{}]struct{}
}

// add numbers an event and rings; an event without a kind is no news.
func (h *hub) add(e event) {
	if e.Kind == "" {
		return
	}
	h.seq++
	e.Seq = h.seq
	h.ring[h.seq%maxEvents] = e
	for ear := range h.ears {
		select {
		case ear <- struct{}{}:
		default:
		}
	}
}

// after gives the events with a higher number; false when some are lost.
func (h *hub) after(seq int) ([]event, bool) {
	if seq > h.seq || seq < h.seq-maxEvents+1 {
		return nil, false
	}
	var out []event
	for n := seq + 1; n <= h.seq; n++ {
		out = append(out, h.ring[n%maxEvents])
	}
	return out, true
}

func (h *hub) listen() chan struct{} {
	ear := make(chan struct{}, 1)
	if h.ears == nil {
		h.ears = map[chan struct{}]struct{}{}
	}
	h.ears[ear] = struct{}{}
	return ear
}
