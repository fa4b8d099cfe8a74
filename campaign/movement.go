package campaign

import (
	"cmp"
	"slices"
	"strconv"
)

// Launch is a thematic movement begun in chat: who takes part and when, and what
// is to be handed in for it, if anything (S39).
type Launch struct {
	Movement    Movement     `json:"movement"`
	Requirement *Requirement `json:"requirement,omitempty"`
}

// Movement finds a movement by id.
func (p *Plan) Movement(id string) (Movement, bool) {
	for _, m := range p.Movements {
		if m.ID == id {
			return m, true
		}
	}
	return Movement{}, false
}

// TakesPart reports whether a unit takes part in the movement.
func (m Movement) TakesPart(unit string) bool {
	return len(m.Units) == 0 || slices.Contains(m.Units, unit)
}

// FreeID is the first of "cd1", "cd2" … that names no movement and no
// requirement of the plan.
func (p *Plan) FreeID() string {
	for n := 1; ; n++ {
		id := "cd" + strconv.Itoa(n)
		_, asMovement := p.Movement(id)
		_, asRequirement := p.Requirement(id)
		if !asMovement && !asRequirement {
			return id
		}
	}
}

// Begin adds a movement with its requirement to the plan; the plan given must be
// a copy nobody else reads. It changes nothing and is false where the plan has
// taken their ids for something else, or a unit named is gone.
func (p *Plan) Begin(l Launch) bool {
	_, taken := p.Movement(l.Movement.ID)
	if l.Requirement != nil && !taken {
		_, taken = p.Requirement(l.Requirement.ID)
	}
	for _, id := range l.Movement.Units {
		_, known := p.Unit(id)
		taken = taken || !known
	}
	if taken || cmp.Or(l.Movement.ID, l.Movement.Name) == "" {
		return false
	}
	p.Movements = append(p.Movements, l.Movement)
	if l.Requirement != nil {
		p.Requirements = append(p.Requirements, *l.Requirement)
	}
	return true
}
