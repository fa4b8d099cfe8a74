package storage

// screensKept is how many of the newest screens are remembered: far more than
// people scroll back to.
const screensKept = 50_000

// SweepScreens forgets which messages showed old screens, at most limit at a
// time: those beyond the newest 50,000, except the live screen of a person who
// has long been silent. It returns how many it forgot.
func SweepScreens(tx *Tx, limit int) int { return sweepScreens(tx, screensKept, limit) }

func sweepScreens(tx *Tx, keep uint64, limit int) int {
	b := Screens.bucket(tx)
	if b == nil || b.Sequence() <= keep {
		return 0
	}
	oldest := K(b.Sequence() - keep)
	live := map[string]bool{}
	for _, s := range States.Prefix(tx, nil) {
		live[string(K(s.Screen.ID))] = true
	}
	var gone []Key
	c := b.Cursor()
	for k, _ := c.First(); k != nil && string(k) < string(oldest) && len(gone) < limit; k, _ = c.Next() {
		if !live[string(k)] {
			gone = append(gone, append(Key(nil), k...))
		}
	}
	for _, k := range gone {
		Screens.Delete(tx, k)
	}
	return len(gone)
}
