package campaign

// How far somebody may put a reminder off.
const (
	// MostSnooze is the furthest day, before a last day, in days.
	MostSnooze = 14
	// MostSnoozeLate is the furthest day while everything owed is late.
	MostSnoozeLate = 7
)

// SnoozeLatest is the furthest day a reminder may be put off to when what it
// reminds of ends on these last days: no last day goes by in silence. It is false
// on a last day itself, which nobody puts off.
func SnoozeLatest(today Date, lasts []Date) (Date, bool) {
	latest, ahead := today.AddDays(MostSnooze), false
	for _, last := range lasts {
		if last.Before(today) {
			continue
		}
		ahead = true
		if last.Before(latest) {
			latest = last
		}
	}
	if !ahead {
		latest = today.AddDays(MostSnoozeLate)
	}
	return latest, today.Before(latest)
}

// LadderLength is how many days the ladder spans, from its first step to its
// last.
func (p *Plan) LadderLength() int {
	n := 0
	for _, before := range p.Rules.Before {
		n = max(n, before)
	}
	return n + p.Rules.OverdueEvery*p.Rules.OverdueMax
}
