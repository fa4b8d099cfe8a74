package handlers

import (
	"time"

	"thidua/storage"
)

// A stranger is answered strangerMost times within strangerWindow, then told
// once to come back later and not answered until the window is over: a script
// must neither fill the outbox nor take the sends others wait for. Joining takes
// a dozen messages.
const (
	strangerMost   = 40
	strangerWindow = 10 * time.Minute
)

// flooded counts what a stranger sends; true when it is to be left unanswered.
func (t *Turn) flooded() bool {
	key := storage.K(t.Actor.ID)
	g, ok := storage.Strangers.Get(t.Tx, key)
	if !ok || !t.Event.At.Before(g.Since.Add(strangerWindow)) {
		storage.SweepStrangers(t.Tx, t.Event.At.Add(-strangerWindow), strangersSwept)
		g = storage.Guesses{Since: t.Event.At}
	}
	if g.Count > strangerMost {
		t.silent = true
		return true
	}
	g.Count++
	storage.Strangers.Put(t.Tx, key, g)
	if g.Count > strangerMost {
		t.Say(t.S(strangerPause, clockWords(t.local(g.Since.Add(strangerWindow)))))
		return true
	}
	return false
}

// strangersSwept bounds how many past windows one message clears away.
const strangersSwept = 20

var strangerPause = T(
	"Bot đã nhận quá nhiều tin từ đồng chí trong ít phút nên tạm dừng trả lời đến %s. Sau đó mời đồng chí bấm /start.",
	"Too many messages came from you within minutes; you are not answered until %s. Please press /start after that.")
