package campaign

import (
	"fmt"
	"time"
)

const (
	dayMinutes   = 24 * 60
	mostBefore   = 60             // days: a reminder earlier than that reminds of nothing
	mostOverdue  = 30             // overdue reminders per duty
	longestGrace = 24 * time.Hour // beyond a day a deadline is no deadline
	workFrom     = TimeOfDay(8 * 60)
	workTo       = TimeOfDay(17 * 60)
)

// rules checks the reminder ladder and the quiet hours (S65).
func (c *checker) rules() {
	r := c.plan.Rules
	for i, n := range r.Before {
		path := fmt.Sprintf("rules.before[%d]", i)
		c.want(n >= 0 && n <= mostBefore, path, "%d days before the last day; use 0 to %d", n, mostBefore)
		if i > 0 && n >= r.Before[i-1] {
			c.add(path, "%d does not come closer than %d before it; list the days falling, like 7, 3, 1, 0", n, r.Before[i-1])
		}
	}
	c.want(r.OverdueMax >= 0 && r.OverdueMax <= mostOverdue, "rules.overdue_max",
		"%d overdue reminders; use 0 to %d", r.OverdueMax, mostOverdue)
	c.want(r.OverdueEvery >= 0 && r.OverdueEvery <= mostBefore && (r.OverdueEvery > 0 || r.OverdueMax == 0), "rules.overdue_every",
		"%d days between overdue reminders; use 1 to %d, or overdue_max 0 for none", r.OverdueEvery, mostBefore)
	c.want(r.DeputyFrom >= 0 && r.DeputyFrom <= mostBefore, "rules.deputy_from",
		"%d days before the last day; use 0 to %d", r.DeputyFrom, mostBefore)
	c.want(r.HeadFrom >= 0 && r.HeadFrom <= mostOverdue, "rules.head_from",
		"overdue reminder %d; use 1 to %d, or 0 for never", r.HeadFrom, mostOverdue)
	c.grace("rules.press_grace", r.PressGrace)
	c.grace("rules.outage_grace", r.OutageGrace)
	c.quiet()
}

// rewards checks the quotas of proposals and what the targets are offered for.
func (c *checker) rewards() {
	a := c.plan.Awards
	c.want(a.Flag >= 0 && a.Flag <= len(c.plan.Units), "awards.flag", "%d flags for %d units; use 0 to %d", a.Flag, len(c.plan.Units), len(c.plan.Units))
	c.want(a.Certificate >= 0 && a.Certificate <= len(c.plan.Units), "awards.certificate", "%d certificates for %d units; use 0 to %d",
		a.Certificate, len(c.plan.Units), len(c.plan.Units))
	if id := c.plan.Targets.Criterion; id != "" {
		criterion, ok := c.plan.Sheet.Criterion(id)
		c.want(ok && criterion.Kind == KindPercentage, "targets.criterion", "%q is no percentage criterion of the sheet; name one, or leave it empty", id)
	}
}

// attendance checks what an absence is recorded on.
func (c *checker) attendance() {
	id := c.plan.Attendance.Criterion
	if id == "" {
		return
	}
	criterion, ok := c.plan.Sheet.Criterion(id)
	c.want(ok && criterion.Kind == KindDeduction && !criterion.ByClosing(), "attendance.criterion",
		"%q is no deduction the desk records; name one, or leave it empty", id)
}

// mostCrossDays is how long units may take at most to score each other's sheets.
const mostCrossDays = 30

// cross wants assignments in which no two units score each other, and a last
// day for them.
func (c *checker) cross() {
	r, units := c.plan.Cross, 0
	for _, u := range c.plan.Units {
		if u.Status != NonCompeting {
			units++
		}
	}
	c.want(r.Each >= 0 && r.Each <= MostCross(units), "cross.each",
		"%d units scored by each of %d; use 0 (no cross-scoring) to %d, so that no two units score each other", r.Each, units, MostCross(units))
	c.want(r.Each == 0 || r.Days >= 1 && r.Days <= mostCrossDays, "cross.days", "%d working days; use 1 to %d", r.Days, mostCrossDays)
	c.want(r.Use == "" || r.Use == CrossAverage || r.Use == CrossMedian, "cross.use", "%q is unknown; use %q or %q", r.Use, CrossAverage, CrossMedian)
}

func (c *checker) grace(path string, d time.Duration) {
	c.want(d >= 0 && d <= longestGrace, path, "%s of grace; use 0 to %s", d, longestGrace)
}

// quiet wants hours that leave the daily round and some of the working day free;
// a round inside them would always come late.
func (c *checker) quiet() {
	r := c.plan.Rules
	good := c.timeOfDay("rules.at", r.At)
	good = c.timeOfDay("rules.morning", r.Morning) && good
	good = c.timeOfDay("rules.quiet_from", r.QuietFrom) && good
	good = c.timeOfDay("rules.quiet_to", r.QuietTo) && good
	good = c.timeOfDay("rules.last_day_quiet", r.LastDayQuiet) && good
	if !good {
		return
	}
	from, to := r.QuietFrom, r.QuietTo
	in := func(t TimeOfDay) bool {
		if from <= to {
			return from <= t && t < to
		}
		return t >= from || t < to
	}
	c.want(from != to, "rules.quiet_to", "quiet hours begin and end at %s; leave an hour between, or nobody knows whether they last all day", to)
	c.want(!in(r.At), "rules.at", "%s lies in the quiet hours %s to %s; choose an hour outside them", r.At, from, to)
	c.want(r.Morning < 12*60, "rules.morning", "%s is no morning; choose an hour before 12:00, or 00:00 for no card", r.Morning)
	loud := false
	for t := workFrom; t < workTo && !loud; t++ {
		loud = !in(t)
	}
	c.want(loud, "rules.quiet_from", "quiet from %s to %s covers the whole working day %s to %s; leave some of it free", from, to, workFrom, workTo)
	if r.LastDayQuiet != 0 && from > to && r.LastDayQuiet < from {
		c.add("rules.last_day_quiet", "%s is earlier than on other days (%s); on the last day people are told longer, not shorter", r.LastDayQuiet, from)
	}
	c.rest(in)
}

// longestRest is the longest rest within a day, in minutes.
const longestRest = 4 * 60

// rest wants a rest by day, outside the quiet hours and without the hours at which
// the bot speaks by itself.
func (c *checker) rest(quiet func(TimeOfDay) bool) {
	r := c.plan.Rules
	if r.BreakFrom == r.BreakTo {
		return
	}
	if !c.timeOfDay("rules.break_from", r.BreakFrom) || !c.timeOfDay("rules.break_to", r.BreakTo) {
		return
	}
	length := r.BreakTo - r.BreakFrom
	c.want(length > 0 && length <= longestRest, "rules.break_to", "a rest from %s to %s; it ends after it begins and lasts 4 hours at most", r.BreakFrom, r.BreakTo)
	c.want(!quiet(r.BreakFrom) && !quiet(r.BreakTo-1), "rules.break_from", "a rest from %s to %s meets the quiet hours %s to %s; keep them apart", r.BreakFrom, r.BreakTo, r.QuietFrom, r.QuietTo)
	c.want(!r.rests(r.At), "rules.at", "%s lies in the rest %s to %s; choose an hour outside it", r.At, r.BreakFrom, r.BreakTo)
}

func (c *checker) timeOfDay(path string, t TimeOfDay) bool {
	ok := t >= 0 && t < dayMinutes
	c.want(ok, path, "%d minutes after midnight is no time of day; use 0 to %d", int(t), dayMinutes-1)
	return ok
}

// String is the time as a clock shows it, "08:00".
func (t TimeOfDay) String() string { return fmt.Sprintf("%02d:%02d", int(t)/60, int(t)%60) }
