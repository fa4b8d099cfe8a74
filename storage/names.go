package storage

// Pseudonyms stand for people in the audit chain and the register, which
// nobody may rewrite. Erasing a person erases the two rows here and leaves
// both valid.

// pseudonyms is keyed by K("of", person id), owners by K("is", pseudonym).
var (
	pseudonyms = Table[string]{"names"}
	owners     = Table[int64]{"names"}
)

const pseudonymSize = 8 // random bytes

// Pseudonym is the random name of a person in records that stay for ever; one
// is made at first use, which needs a writing transaction. Id 0, the bot
// itself or its operator, has the empty pseudonym. Use it for people in
// Entry.Object as well.
func Pseudonym(tx *Tx, id int64) string {
	if id == 0 || tx.err != nil {
		return ""
	}
	if name, ok := pseudonyms.Get(tx, K("of", id)); ok {
		return name
	}
	if !tx.Writable() || tx.err != nil {
		return ""
	}
	name, err := randomHex(tx.db.rand, pseudonymSize)
	if err != nil {
		tx.Fail(err)
		return ""
	}
	name = "p-" + name
	pseudonyms.Put(tx, K("of", id), name)
	owners.Put(tx, K("is", name), id)
	return name
}

// PersonBehind is whom a pseudonym stands for; false once the person was erased.
func PersonBehind(tx *Tx, pseudonym string) (int64, bool) {
	if pseudonym == "" {
		return 0, false
	}
	return owners.Get(tx, K("is", pseudonym))
}

// ErasePseudonym cuts the tie between a person and the records that stay. The
// person gets a new pseudonym if seen again.
func ErasePseudonym(tx *Tx, id int64) {
	if name, ok := pseudonyms.Get(tx, K("of", id)); ok {
		owners.Delete(tx, K("is", name))
		pseudonyms.Delete(tx, K("of", id))
	}
}
