package storage

import (
	"encoding/hex"
	"fmt"
	"io"
	"time"
)

// The rows of bucket meta, each under its name.
var (
	metaInt      = Table[int64]{"meta"}
	metaTime     = Table[time.Time]{"meta"}
	metaText     = Table[string]{"meta"}
	metaIdentity = Table[Identity]{"meta"}

	keyWatermark = K("watermark")
	keyIdentity  = K("identity")
	keyAlive     = K("alive")
	keySecret    = K("secret")
	keyPair      = K("pair")
	keySchema    = K("schema")
	keyInForce   = K("in_force")
	keyAuditHead = K("audit_head")
)

// Watermark is the id of the last update handled; 0 before the first. It may
// go down, because Telegram's ids restart after a silent week.
func Watermark(tx *Tx) int64 {
	n, _ := metaInt.Get(tx, keyWatermark)
	return n
}

// SetWatermark notes the id of the last update handled.
func SetWatermark(tx *Tx, id int64) { metaInt.Put(tx, keyWatermark, id) }

// Identity is the bot these data belong to: file ids, chats and update ids
// mean nothing to another bot.
type Identity struct {
	BotID    int64  `json:"bot_id"`
	Username string `json:"username"` // without the @
}

// BotIdentity is the bot that used these data last; false before the first run.
func BotIdentity(tx *Tx) (Identity, bool) { return metaIdentity.Get(tx, keyIdentity) }

// SetBotIdentity notes which bot uses these data.
func SetBotIdentity(tx *Tx, id Identity) { metaIdentity.Put(tx, keyIdentity, id) }

// Alive is the last instant at which the bot is known to have polled; zero
// before the first. What lies between it and the next start was an outage.
func Alive(tx *Tx) time.Time {
	t, _ := metaTime.Get(tx, keyAlive)
	return t
}

// SetAlive notes that the bot polls.
func SetAlive(tx *Tx, at time.Time) { metaTime.Put(tx, keyAlive, at) }

// Secret is 32 random bytes made with the database, for codes and keys that
// nobody outside may guess. It never leaves the data directory and its backups.
func Secret(tx *Tx) []byte {
	text, ok := metaText.Get(tx, keySecret)
	if tx.err != nil {
		return nil
	}
	raw, err := hex.DecodeString(text)
	if !ok || err != nil || len(raw) != secretSize {
		tx.Fail(fmt.Errorf("storage: the database's secret is missing or damaged"))
		return nil
	}
	return raw
}

const secretSize = 32

// randomHex reads n bytes from the source given in Options.
func randomHex(source io.Reader, n int) (string, error) {
	raw := make([]byte, n)
	if _, err := io.ReadFull(source, raw); err != nil {
		return "", fmt.Errorf("storage: randomness: %w", err)
	}
	return hex.EncodeToString(raw), nil
}
