package campaign

import (
	"slices"
	"time"
)

// Award is a form of reward the bloc proposes (S50).
type Award string

// The awards, the highest first; a unit gets one.
const (
	AwardFlag        Award = "flag"        // Cờ thi đua
	AwardCertificate Award = "certificate" // Bằng khen
)

// Awards is how many of each the bloc may propose.
type Awards struct {
	Flag        int `json:"flag"`
	Certificate int `json:"certificate"`
	// Vote says that the conference votes, so that results wait for its tally.
	Vote bool `json:"vote,omitempty"`
}

// quota is how many units one award is proposed for.
type quota struct {
	award Award
	n     int
}

// quotas lists the awards in the order they are given.
func (a Awards) quotas() []quota {
	return []quota{{AwardFlag, a.Flag}, {AwardCertificate, a.Certificate}}
}

// Decision is a leader's choice where equal units stand at the edge of a quota.
type Decision struct {
	Award  Award     `json:"award"`
	Among  []string  `json:"among"`  // the units it was between, by id
	Chosen []string  `json:"chosen"` // of them
	Reason string    `json:"reason"`
	By     int64     `json:"by"` // 0 = erased
	At     time.Time `json:"at"`
}

// Why a unit is proposed or not.
const (
	ProposedByPlace  = "place"  // its place lies within the quota
	ProposedByChoice = "choice" // chosen among equals by a leader
	PassedOver       = "passed" // equal at the edge, another was chosen
	BeyondQuota      = "beyond" // placed after the quota was filled
	BarredByGate     = "gate"   // a failed gate shuts it out
	AwaitsChoice     = "waits"  // nothing yet: equals at an edge wait for a choice
	WithoutPlace     = "none"   // not ranked
)

// Proposal is one unit's line: what it is proposed for, and why or why not.
type Proposal struct {
	Unit  string `json:"unit"`
	Place int    `json:"place"` // 0 = unranked
	Total Points `json:"total"`
	Award Award  `json:"award,omitempty"` // "" = none
	Why   string `json:"why"`
	// Gates are the failed gates that shut the unit out of an award it would
	// have been near enough for.
	Gates []string `json:"gates,omitempty"`
	// Reason is the leader's, where one chose.
	Reason string `json:"reason,omitempty"`
}

// Edge is a quota that equal units overrun: a leader chooses.
type Edge struct {
	Award Award
	Left  int      // places left, from 1
	Units []string // more than that, equal, in plan order
}

// ProposalSet is a leader's confirmed list of proposals, each with its reason.
type ProposalSet struct {
	Number    int        `json:"number"` // from 1 in its campaign; the newest counts
	Awards    Awards     `json:"awards"`
	Lines     []Proposal `json:"lines"` // every competing unit, in the order of the standings
	Decisions []Decision `json:"decisions,omitempty"`
	Vote      int        `json:"vote,omitempty"`   // number of the vote it saw; 0 = none
	Reason    string     `json:"reason,omitempty"` // why it replaces the one before
	By        int64      `json:"by"`               // 0 = erased
	At        time.Time  `json:"at"`
}

// Propose fills the plan's quotas from the standings, from the top down. A unit
// shut out of an award by a gate is passed over for it and may get the next;
// units without a place get nothing. Where equal units overrun a quota nobody
// is proposed by it until a decision among exactly those units says who; the
// first such edge is returned, and the award and all lower ones wait for it.
func Propose(p *Plan, standings []Standing, decisions []Decision) ([]Proposal, *Edge) {
	lines := make([]Proposal, len(standings))
	for i, s := range standings {
		lines[i] = Proposal{Unit: s.Unit.ID, Place: s.Place, Total: s.Tally.Total, Why: BeyondQuota}
		if s.Unranked != "" {
			lines[i].Why = WithoutPlace
		}
	}
	quotas := p.Awards.quotas()
	for k, q := range quotas {
		if edge := fill(p, standings, lines, q.award, q.n, decisions); edge != nil {
			await(p, standings, lines, quotas[k:])
			return lines, edge
		}
	}
	return lines, nil
}

// await says of who has no award yet that it waits where one that is still open may
// come to it, also when it was shut out of, or passed over for, another; and that
// it is shut out where none may.
func await(p *Plan, standings []Standing, lines []Proposal, open []quota) {
	for i, s := range standings {
		if lines[i].Award != "" || s.Unranked != "" {
			continue
		}
		var failed []string
		waits := slices.ContainsFunc(open, func(q quota) bool {
			if q.n <= 0 {
				return false
			}
			failed = barring(p, s, q.award)
			return len(failed) == 0
		})
		if waits {
			lines[i].Why = AwaitsChoice
		} else {
			lines[i].Why, lines[i].Gates = BarredByGate, failed
		}
	}
}

// fill gives one award, group of equal units after group.
func fill(p *Plan, standings []Standing, lines []Proposal, award Award, left int, decisions []Decision) *Edge {
	for i := 0; i < len(standings) && left > 0; {
		group := groupAt(standings, i)
		i += len(group)
		var eligible []int
		for _, at := range group {
			switch failed := barring(p, standings[at], award); {
			case standings[at].Unranked != "" || lines[at].Award != "":
			case len(failed) > 0:
				lines[at].Why, lines[at].Gates = BarredByGate, failed
			default:
				eligible = append(eligible, at)
			}
		}
		if len(eligible) <= left {
			for _, at := range eligible {
				lines[at].Award, lines[at].Why, lines[at].Reason = award, ProposedByPlace, ""
			}
			left -= len(eligible)
			continue
		}
		edge := &Edge{Award: award, Left: left}
		for _, at := range eligible {
			edge.Units = append(edge.Units, lines[at].Unit)
		}
		d, ok := decided(*edge, decisions)
		if !ok {
			return edge
		}
		for _, at := range eligible {
			lines[at].Reason, lines[at].Why = d.Reason, PassedOver
			if slices.Contains(d.Chosen, lines[at].Unit) {
				lines[at].Award, lines[at].Why = award, ProposedByChoice
			}
		}
		left = 0
	}
	return nil
}

// groupAt are the indexes of the units that share the place of standings[i];
// none for a unit without one.
func groupAt(standings []Standing, i int) []int {
	out := []int{i}
	for j := i + 1; j < len(standings) && standings[i].Place > 0 && standings[j].Place == standings[i].Place; j++ {
		out = append(out, j)
	}
	return out
}

// barring are the failed gates that shut a unit out of an award.
func barring(p *Plan, s Standing, award Award) []string {
	bar := BarFlag
	if award == AwardCertificate {
		bar = BarCertificate
	}
	var out []string
	for _, id := range s.Tally.Failed {
		if gate, _ := p.Sheet.Criterion(id); slices.Contains(gate.Bars, bar) {
			out = append(out, id)
		}
	}
	return out
}

// decided is the newest decision that answers exactly this edge.
func decided(e Edge, decisions []Decision) (Decision, bool) {
	for _, d := range slices.Backward(decisions) {
		if CheckDecision(e, d) == nil {
			return d, true
		}
	}
	return Decision{}, false
}

// CheckDecision reports why a decision does not settle an edge, as *Error:
// OtherEdge where the units or the award are others, NotAddingUp with how many
// were chosen and how many places are left.
func CheckDecision(e Edge, d Decision) error {
	if d.Award != e.Award || !slices.Equal(d.Among, e.Units) {
		return Mistake(OtherEdge)
	}
	chosen := map[string]bool{}
	for _, u := range d.Chosen {
		if !slices.Contains(e.Units, u) {
			return Mistake(OtherEdge)
		}
		chosen[u] = true
	}
	if len(chosen) != e.Left || len(d.Chosen) != e.Left {
		return Mistake(NotAddingUp, len(d.Chosen), e.Left)
	}
	return nil
}
