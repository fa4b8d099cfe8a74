package campaign

import (
	"slices"
	"time"
)

// HoldKind is why a unit has no place although it may have figures.
type HoldKind string

// The kinds, the weightiest first.
const (
	HoldWithdrawn HoldKind = "withdrawn" // xin rút: the unit asked to be left out
	HoldSuspended HoldKind = "suspended" // tạm dừng xét: a leader set it, the score is kept
	HoldUnranked  HoldKind = "unranked"  // không xếp hạng: missing, marked before publication
)

// holdKinds are the kinds by weight: of several that stand the first is shown.
var holdKinds = []HoldKind{HoldWithdrawn, HoldSuspended, HoldUnranked}

// HoldAct is what one record does.
type HoldAct string

// The acts. A withdrawal is asked, signed by the unit's head where there is
// one, then set or refused by a leader; the other kinds are set at once.
const (
	HoldAsked   HoldAct = "asked"
	HoldSigned  HoldAct = "signed"
	HoldRefused HoldAct = "refused" // by a leader, the unit's head, or taken back by who asked
	HoldSet     HoldAct = "set"
	HoldLifted  HoldAct = "lifted"
)

// HoldReasonMin is how many characters the reason of a hold has at least
// (DOMAIN §3).
const HoldReasonMin = 10

// Hold is one deed about whether a unit is considered. Deeds are only ever
// added: a hold ends by a later deed that lifts it.
type Hold struct {
	Number int       `json:"number"` // from 1 for its unit
	Unit   string    `json:"unit"`
	Kind   HoldKind  `json:"kind"`
	Act    HoldAct   `json:"act"`
	Reason string    `json:"reason"`
	By     int64     `json:"by"` // 0 = erased
	At     time.Time `json:"at"`
	// Of is the number of the deed that began the matter; 0 = this one does.
	Of int `json:"of,omitempty"`
}

// HoldMatter is one hold from its beginning to where it stands.
type HoldMatter struct {
	First, Last Hold
	Signed      bool // the unit's head agreed to a withdrawal
}

// Stands reports whether the hold is in force.
func (m HoldMatter) Stands() bool { return m.Last.Act == HoldSet }

// Open reports whether a withdrawal waits for somebody's word.
func (m HoldMatter) Open() bool { return m.Last.Act == HoldAsked || m.Last.Act == HoldSigned }

// InForce is the hold as others read it: since when and by whom it stands, with
// the reason it began with.
func (m HoldMatter) InForce() Hold {
	h := m.Last
	h.Reason = m.First.Reason
	return h
}

// HoldMatters groups a unit's deeds, given oldest first, by the matter they
// belong to, oldest first. A deed on a matter that is over changes nothing.
func HoldMatters(deeds []Hold) []HoldMatter {
	var out []HoldMatter
	for _, h := range deeds {
		if h.Of == 0 {
			out = append(out, HoldMatter{First: h, Last: h})
			continue
		}
		i := slices.IndexFunc(out, func(m HoldMatter) bool { return m.First.Number == h.Of })
		if i < 0 || !follows(out[i].Last.Act, h.Act) {
			continue
		}
		out[i].Last = h
		out[i].Signed = out[i].Signed || h.Act == HoldSigned
	}
	return out
}

// follows reports whether an act may come after another in one matter.
func follows(last, next HoldAct) bool {
	switch last {
	case HoldAsked:
		return next == HoldSigned || next == HoldRefused || next == HoldSet
	case HoldSigned:
		return next == HoldRefused || next == HoldSet
	case HoldSet:
		return next == HoldLifted
	}
	return false
}

// StandingHold is the hold that counts among a unit's deeds: the weightiest
// kind that stands, its newest. A zero Kind means that none does.
func StandingHold(deeds []Hold) Hold {
	matters := HoldMatters(deeds)
	for _, kind := range holdKinds {
		for _, m := range slices.Backward(matters) {
			if m.First.Kind == kind && m.Stands() {
				return m.InForce()
			}
		}
	}
	return Hold{}
}

// OpenWithdrawal is the withdrawal that waits for the unit's head or a leader.
func OpenWithdrawal(deeds []Hold) (HoldMatter, bool) {
	for _, m := range slices.Backward(HoldMatters(deeds)) {
		if m.Open() {
			return m, true
		}
	}
	return HoldMatter{}, false
}
