package storage

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"time"
)

// Entry is one line of the audit: who did what, when and why. The chain holds
// the person's pseudonym, never the id.
type Entry struct {
	Seq    uint64    `json:"seq"` // from 1, gapless
	At     time.Time `json:"at"`  // zero when noted = the transaction's time
	Actor  int64     `json:"-"`   // person id; 0 = the bot, or somebody erased
	Who    string    `json:"who,omitempty"`
	Unit   string    `json:"unit,omitempty"`
	Action string    `json:"action"`
	Object string    `json:"object,omitempty"` // a person here is a Pseudonym
	Why    string    `json:"why,omitempty"`
	Prev   string    `json:"prev"` // Hash of the entry before, "" for the first
	Hash   string    `json:"hash"` // hex SHA-256 over all the fields above
}

// auditHead is the end of the chain, kept apart so that a cut tail shows.
type auditHead struct {
	Seq  uint64 `json:"seq"`
	Hash string `json:"hash"`
}

// audit is keyed by K(seq).
var (
	audit     = Table[Entry]{"audit"}
	metaAudit = Table[auditHead]{"meta"}
)

// Note appends an entry to the audit; Seq, Who, Prev and Hash are filled in.
func Note(tx *Tx, e Entry) Entry {
	head, _ := metaAudit.Get(tx, keyAuditHead)
	e.Seq, e.Prev = head.Seq+1, head.Hash
	if e.At.IsZero() {
		e.At = tx.now
	}
	e.At = e.At.UTC().Round(0)
	if e.Actor != 0 {
		e.Who = Pseudonym(tx, e.Actor)
	}
	e.Hash = e.sum()
	audit.Put(tx, K(e.Seq), e)
	metaAudit.Put(tx, keyAuditHead, auditHead{e.Seq, e.Hash})
	return e
}

// AuditTrail lists at most limit entries, newest first, from the one before
// Seq before; before 0 begins at the end.
func AuditTrail(tx *Tx, limit int, before uint64) []Entry {
	head, _ := metaAudit.Get(tx, keyAuditHead)
	seq := head.Seq
	if before > 0 && before <= seq {
		seq = before - 1
	}
	var out []Entry
	for ; seq > 0 && len(out) < limit; seq-- {
		e, ok := audit.Get(tx, K(seq))
		if !ok {
			tx.Fail(fmt.Errorf("%w: audit entry %d is missing", ErrDamaged, seq))
			return out
		}
		e.Actor, _ = PersonBehind(tx, e.Who)
		out = append(out, e)
	}
	return out
}

// VerifyAudit walks the chain and names the first entry that was changed,
// moved or taken out.
func VerifyAudit(tx *Tx) error {
	var last auditHead
	for _, e := range audit.Prefix(tx, nil) {
		if e.Seq != last.Seq+1 {
			return fmt.Errorf("%w: audit entry %d is missing", ErrDamaged, last.Seq+1)
		}
		if e.Prev != last.Hash {
			return fmt.Errorf("%w: audit entry %d does not follow the one before", ErrDamaged, e.Seq)
		}
		if e.Hash != e.sum() {
			return fmt.Errorf("%w: audit entry %d was changed", ErrDamaged, e.Seq)
		}
		last = auditHead{e.Seq, e.Hash}
	}
	if tx.err != nil {
		return tx.err
	}
	if head, _ := metaAudit.Get(tx, keyAuditHead); head != last {
		return fmt.Errorf("%w: audit ends at entry %d, should end at %d", ErrDamaged, last.Seq, head.Seq)
	}
	return tx.err
}

func (e Entry) sum() string {
	return chain("audit 1", int64(e.Seq), e.At.UnixNano(), e.Who, e.Unit, e.Action, e.Object, e.Why, e.Prev)
}

// chain hashes fields so that no two lists of fields look alike: each string
// is preceded by its length.
func chain(fields ...any) string {
	h := sha256.New()
	var n [8]byte
	for _, f := range fields {
		switch v := f.(type) {
		case int64:
			binary.BigEndian.PutUint64(n[:], uint64(v))
			h.Write(n[:])
		case int:
			binary.BigEndian.PutUint64(n[:], uint64(v))
			h.Write(n[:])
		case string:
			binary.BigEndian.PutUint64(n[:], uint64(len(v)))
			h.Write(n[:])
			h.Write([]byte(v))
		default:
			panic(fmt.Sprintf("storage: cannot hash a %T", f))
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}
