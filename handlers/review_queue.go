package handlers

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// queueName names a version in lists a person keeps.
func queueName(r campaign.Review) string {
	return r.Unit + "/" + r.Requirement + "/" + strconv.Itoa(r.Version)
}

// waiting lists the versions that wait for the desk, the oldest first.
func (t *Turn) waiting() []campaign.Review { return t.reviewsIn(campaign.ReviewWaiting) }

func (t *Turn) reviewsIn(state campaign.ReviewState) []campaign.Review {
	var out []campaign.Review
	for _, r := range storage.Reviews.Prefix(t.Tx, storage.K(t.Plan.Campaign)) {
		if r.State == state {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b campaign.Review) int {
		return cmp.Or(a.Since.Compare(b.Since), cmp.Compare(queueName(a), queueName(b)))
	})
	return out
}

// queue is waiting in the actor's order: what was put off comes last.
func (t *Turn) queue() []campaign.Review {
	later := t.place().Later
	all := t.waiting()
	slices.SortStableFunc(all, func(a, b campaign.Review) int {
		return cmp.Compare(slices.Index(later, queueName(a)), slices.Index(later, queueName(b)))
	})
	return all
}

// queuePlace is the place of a version in the actor's queue, from 1, and its
// length; 0 for one that does not wait.
func (t *Turn) queuePlace(r campaign.Review) (n, of int) {
	q := t.queue()
	return 1 + slices.IndexFunc(q, func(o campaign.Review) bool { return queueName(o) == queueName(r) }), len(q)
}

// resumeReview is where the actor goes on: the version they stopped at, or the
// next one of the queue where that was decided meanwhile.
func (t *Turn) resumeReview() (campaign.Review, bool) {
	q := t.queue()
	if len(q) == 0 {
		return campaign.Review{}, false
	}
	p := t.place()
	at, known := storage.Reviews.Get(t.Tx, storage.K(t.Plan.Campaign, p.Unit, p.Requirement, p.Version))
	if !known {
		return q[0], true
	}
	s, _ := t.version(p.Unit, p.Requirement, p.Version)
	for _, r := range q {
		if queueName(r) == queueName(at) {
			return r, true
		}
	}
	for _, r := range q {
		if r.Since.After(s.At) && !slices.Contains(p.Later, queueName(r)) {
			return r, true
		}
	}
	return q[0], true
}

// nextReview shows the version after the present one, the first again after the
// last.
func (t *Turn) nextReview(note string) {
	q := t.queue()
	if len(q) == 0 {
		t.emptyQueue(note)
		return
	}
	next := q[0]
	version, _ := strconv.Atoi(t.Kept("ver"))
	here := campaign.Review{Unit: t.Kept("unit"), Requirement: t.Kept("req"), Version: version}
	i := slices.IndexFunc(q, func(r campaign.Review) bool { return queueName(r) == queueName(here) })
	switch later := slices.Contains(t.place().Later, queueName(here)); {
	case i >= 0 && i+1 < len(q) && !later:
		next = q[i+1]
	case i < 0:
		if r, ok := t.resumeReview(); ok {
			next = r
		}
	}
	t.goTo(next.Unit, next.Requirement, next.Version)
	t.State.Step = "item"
	t.showVersion(note)
}

// emptyQueue says that nothing waits, and lists what units still have to
// complete.
func (t *Turn) emptyQueue(note string) {
	t.End()
	text := paragraphs(note, t.S(nothingWaitsHere))
	var rows [][]storage.Button
	if out := t.reviewsIn(campaign.ReviewReturned); len(out) > 0 {
		text += "\n\n" + t.S(stillOut)
		for i, r := range out {
			if i == maxListed {
				text += "\n…"
				break
			}
			req, _ := t.Plan.Requirement(r.Requirement)
			text += "\n– " + t.S(outLine, t.unitName(r.Unit), req.Short, HTML(dueIn(r, t.Event.At, t.Lang())))
			rows = append(rows, Row(t.B("/thamdinh "+r.Unit+" "+r.Requirement+" "+strconv.Itoa(r.Version), openOne, t.unitName(r.Unit), req.Short)))
		}
	}
	t.Show(text, append(rows, t.sheetRows()...)...)
}

// sheetRows lead from the queue of hand-ins to the sheets that wait: both are
// the desk's one queue.
func (t *Turn) sheetRows() [][]storage.Button {
	if n := t.unappraised(); n > 0 {
		return [][]storage.Button{Row(t.B("/thamdinhdiem", sheetsWait, n))}
	}
	return nil
}

// maxListed is how many lines with a button each one screen lists.
const maxListed = 10

// stateWords is where a version stands, in words.
func stateWords(r campaign.Review, at time.Time, lang string) string {
	switch r.State {
	case campaign.ReviewAccepted:
		return wordAccepted.In(lang)
	case campaign.ReviewReturned:
		return wordReturned.In(lang, HTML(dueIn(r, at, lang)))
	case campaign.ReviewAnswered:
		return wordAnswered.In(lang, r.AnsweredBy)
	case campaign.ReviewReplaced:
		return wordReplaced.In(lang)
	}
	return wordWaiting.In(lang)
}

// dueIn is the date of a return and how far it is: "hạn 18/6/2021, còn 03
// ngày".
func dueIn(r campaign.Review, at time.Time, lang string) string {
	return returnDue.In(lang, shortDay(r.Due, lang), daysLeft(campaign.DateOf(at).DaysUntil(r.Due), lang))
}

// reviewWords is what a duty's line says about the desk; empty before the first
// hand-in.
func reviewWords(d campaign.Duty, at time.Time, lang string) string {
	switch {
	case d.Return != nil:
		return stateWords(*d.Return, at, lang)
	case d.Review != "":
		return stateWords(campaign.Review{State: d.Review}, at, lang)
	}
	return ""
}

var (
	nothingWaitsHere = T("Không có bản nộp nào chờ tiếp nhận.", "Nothing waits to be accepted.")
	sheetsWait       = T("Bảng chấm điểm chờ thẩm định (%d)", "Score sheets to appraise (%d)")
	stillOut         = T("Đang chờ đơn vị bổ sung:", "Returned and not yet answered:")
	outLine          = T("%s – %s, %s", "%s – %s, %s")
	openOne          = T("%s – %s", "%s – %s")
	wordWaiting      = T("chờ tiếp nhận", "waiting to be accepted")
	wordAccepted     = T("đã tiếp nhận", "accepted")
	wordReturned     = T("trả lại bổ sung (%s)", "returned for completion (%s)")
	wordAnswered     = T("đã trả lại; đơn vị đã bổ sung bằng bản lần %d", "returned; answered by version %d")
	wordReplaced     = T("đã có bản mới thay thế", "replaced by a newer version")
	returnDue        = T("hạn %s, %s", "due %s, %s")
)
