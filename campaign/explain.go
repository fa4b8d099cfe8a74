package campaign

import (
	"slices"
	"time"
	"unicode/utf8"
)

// ExplainDraft names the unit's draft that holds the files of an explanation.
const ExplainDraft = "~gt"

// ExplainRules are the plan's rules of explanations (giải trình).
type ExplainRules struct {
	// Days is how many working days a unit has after it was told, for the
	// explanation and again for taking the answer to a leader; 0 stands for 3.
	Days int `json:"days,omitempty" toml:"days"`
	// NoEscalation ends the matter with the desk's answer.
	NoEscalation bool `json:"no_escalation,omitempty" toml:"no_escalation"`
}

// DefaultExplainDays is the usual window, in working days.
const DefaultExplainDays = 3

// Explanation is what a unit says to its appraisal, once, criterion by
// criterion, with the answers it gets. Both figures stay in the record.
type Explanation struct {
	Unit  string        `json:"unit"`
	Items []ExplainItem `json:"items,omitempty"` // in the order of the sheet
	By    int64         `json:"by"`              // who wrote last
	At    time.Time     `json:"at"`
	// SentAt is when it was sent; a draft until then.
	SentAt time.Time `json:"sent_at,omitzero"`
	SentBy int64     `json:"sent_by,omitempty"`
	// AnsweredAt is when the desk's answers were sealed.
	AnsweredAt time.Time `json:"answered_at,omitzero"`
	AnsweredBy int64     `json:"answered_by,omitempty"`
	// EscalatedAt is when the unit took what was not granted to a leader, with
	// Plea as its reason.
	EscalatedAt time.Time `json:"escalated_at,omitzero"`
	EscalatedBy int64     `json:"escalated_by,omitempty"`
	Plea        string    `json:"plea,omitempty"`
	// ClosedAt is when the last word was said: no figure moves any more.
	ClosedAt time.Time `json:"closed_at,omitzero"`
}

// ExplainItem is one criterion of an explanation.
type ExplainItem struct {
	Criterion string         `json:"criterion"`
	Text      string         `json:"text"`
	Files     []Attachment   `json:"files,omitempty"`
	Answer    *ExplainAnswer `json:"answer,omitempty"` // the desk's
	Last      *ExplainAnswer `json:"last,omitempty"`   // a leader's, after an escalation
}

// ExplainAnswer is the desk's word on one criterion: the figure that stands and
// why.
type ExplainAnswer struct {
	Entry  Entry     `json:"entry"`
	Reason string    `json:"reason"`
	By     int64     `json:"by"`
	At     time.Time `json:"at"`
}

// ExplainState is how far an explanation is.
type ExplainState string

// The states in order.
const (
	ExplainNone      ExplainState = ""          // not appraised yet
	ExplainOpen      ExplainState = "open"      // the unit may explain
	ExplainSent      ExplainState = "sent"      // the desk must answer
	ExplainAnswered  ExplainState = "answered"  // the unit may go to a leader
	ExplainEscalated ExplainState = "escalated" // a leader must answer
	ExplainOver      ExplainState = "over"      // time ran out, or the last word was said
)

// Explaining is the state of a unit's explanation at an instant and, where the
// unit may still act, the first instant at which it no longer may.
func (p *Plan) Explaining(f Figures, e Explanation, now time.Time) (ExplainState, time.Time) {
	if !sealed(f.Appraisal) {
		return ExplainNone, time.Time{}
	}
	switch {
	case !e.ClosedAt.IsZero() || sealed(f.Final):
		return ExplainOver, time.Time{}
	case !e.EscalatedAt.IsZero():
		return ExplainEscalated, time.Time{}
	case !e.AnsweredAt.IsZero():
		if until := p.ExplainUntil(e.AnsweredAt); !p.Explain.NoEscalation && now.Before(until) {
			return ExplainAnswered, until
		}
		return ExplainOver, time.Time{}
	case !e.SentAt.IsZero():
		return ExplainSent, time.Time{}
	}
	if until := p.ExplainUntil(f.Appraisal.SealedAt); now.Before(until) {
		return ExplainOpen, until
	}
	return ExplainOver, time.Time{}
}

// ExplainUntil is the first late instant of a window that began at an instant:
// the midnight after its last working day.
func (p *Plan) ExplainUntil(from time.Time) time.Time {
	days := p.Explain.Days
	if days <= 0 {
		days = DefaultExplainDays
	}
	return p.AddWorkingDays(p.Day(from), days).AddDays(1).In(p.Location())
}

// Item finds a criterion of the explanation.
func (e *Explanation) Item(id string) (*ExplainItem, bool) {
	for i := range e.Items {
		if e.Items[i].Criterion == id {
			return &e.Items[i], true
		}
	}
	return nil, false
}

// Explain writes what a unit says to one criterion into its draft; an empty text
// takes the criterion out. Errors are *Error: AlreadySealed once it was sent;
// UnknownCriterion; ReasonNeeded for a text shorter than ShortestReason.
func Explain(s *Sheet, e *Explanation, id, text string) error {
	c, ok := s.Criterion(id)
	switch {
	case !e.SentAt.IsZero():
		return Mistake(AlreadySealed, e.SentAt)
	case !ok || c.Kind == KindAuto:
		return Mistake(UnknownCriterion, id)
	case text == "":
		e.Items = slices.DeleteFunc(e.Items, func(i ExplainItem) bool { return i.Criterion == id })
		return nil
	case utf8.RuneCountInString(text) < ShortestReason:
		return Mistake(ReasonNeeded, ShortestReason)
	}
	if item, ok := e.Item(id); ok {
		item.Text = text
		return nil
	}
	e.Items = append(e.Items, ExplainItem{Criterion: id, Text: text})
	slices.SortStableFunc(e.Items, func(a, b ExplainItem) int { return s.place(a.Criterion) - s.place(b.Criterion) })
	return nil
}

func (s *Sheet) place(id string) int {
	return slices.IndexFunc(s.Criteria, func(c Criterion) bool { return c.ID == id })
}

// SameAnswers reports whether two states of an explanation hold the same
// answers.
func (e Explanation) SameAnswers(o Explanation) bool {
	return slices.EqualFunc(e.Items, o.Items, func(a, b ExplainItem) bool {
		return a.Criterion == b.Criterion && a.Text == b.Text && sameAnswer(a.Answer, b.Answer) && sameAnswer(a.Last, b.Last)
	})
}

func sameAnswer(a, b *ExplainAnswer) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Reason == b.Reason && AsDeclared(a.Entry, b.Entry) && a.Entry.At.Equal(b.Entry.At) && a.By == b.By
}

// Unanswered lists the criteria that still wait for an answer: the desk's, or
// after an escalation a leader's on what was not granted.
func (e *Explanation) Unanswered() []string {
	var out []string
	for _, i := range e.Items {
		if i.Answer == nil || !e.EscalatedAt.IsZero() && i.Last == nil && i.Denied() {
			out = append(out, i.Criterion)
		}
	}
	return out
}

// Denied reports whether the desk answered that its figure stays.
func (i ExplainItem) Denied() bool { return i.Answer != nil && i.Answer.Entry.At.IsZero() }

// Stands is the answer that counts: the leader's, else the desk's; nil before.
func (i ExplainItem) Stands() *ExplainAnswer {
	if i.Last != nil {
		return i.Last
	}
	return i.Answer
}

// Reply puts an answer to one criterion: nil leaves the figure as appraised,
// another entry takes its place. last is a leader's word after an escalation.
// Errors are *Error: UnknownCriterion for one that was not explained, or not
// escalated; ReasonNeeded; and those of CheckEntry.
func Reply(s *Sheet, e *Explanation, id string, entry *Entry, a ExplainAnswer, last bool) error {
	item, ok := e.Item(id)
	c, known := s.Criterion(id)
	if !ok || !known || last && (e.EscalatedAt.IsZero() || !item.Denied()) {
		return Mistake(UnknownCriterion, id)
	}
	if utf8.RuneCountInString(a.Reason) < ShortestReason {
		return Mistake(ReasonNeeded, ShortestReason)
	}
	a.Entry = Entry{}
	if entry != nil {
		if err := CheckEntry(c, *entry); err != nil {
			return err
		}
		a.Entry = *entry
		a.Entry.Reason, a.Entry.By, a.Entry.At = a.Reason, a.By, a.At
	}
	if last {
		item.Last = &a
	} else {
		item.Answer = &a
	}
	return nil
}

// FinalOf is the desk's second word: the criteria whose figure an answer
// changed. It is not sealed.
func FinalOf(s *Sheet, appraisal *ScoreSheet, e Explanation) ScoreSheet {
	out := ScoreSheet{
		Unit: appraisal.Unit, Author: Final, Version: s.Version, Revision: appraisal.Revision, Entries: map[string]Entry{},
	}
	for _, i := range e.Items {
		if a := i.Stands(); a != nil && !a.Entry.At.IsZero() {
			out.Entries[i.Criterion] = a.Entry
		}
	}
	return out
}
