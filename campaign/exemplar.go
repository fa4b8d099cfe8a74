package campaign

import "time"

// ExemplarKind says what is put forward as an example (S14).
type ExemplarKind string

// The kinds of exemplars.
const (
	ExemplarCollective ExemplarKind = "collective" // tập thể
	ExemplarPerson     ExemplarKind = "person"     // cá nhân
	ExemplarMethod     ExemplarKind = "method"     // mô hình, cách làm mới
)

// ExemplarKinds are all of them, in the order lists show them.
var ExemplarKinds = []ExemplarKind{ExemplarCollective, ExemplarPerson, ExemplarMethod}

// Exemplar is a collective, a person or a way of working that a unit puts
// forward, at any time of the year (S14).
type Exemplar struct {
	Number int          `json:"number"` // from 1 in its unit; 0 while a draft
	Unit   string       `json:"unit"`
	Kind   ExemplarKind `json:"kind"`
	Name   string       `json:"name"`
	Deed   string       `json:"deed"`
	// Evidence are files and links, in the order they came.
	Evidence []Attachment `json:"evidence,omitempty"`
	By       int64        `json:"by"`
	At       time.Time    `json:"at"`
	// Praise is the number of the announcement that praised it to all; 0 = none.
	Praise      uint64    `json:"praise,omitempty"`
	Withdrawn   time.Time `json:"withdrawn,omitzero"`
	WithdrawnBy int64     `json:"withdrawn_by,omitempty"`
}

// Stands reports whether the unit still puts it forward; only then it counts.
func (e Exemplar) Stands() bool { return e.Number > 0 && e.Withdrawn.IsZero() }

// CountExemplars counts those that stand, by kind: the figure an appraiser sees
// beside the criterion on exemplars (C3).
func CountExemplars(list []Exemplar) (all int, byKind map[ExemplarKind]int) {
	byKind = map[ExemplarKind]int{}
	for _, e := range list {
		if e.Stands() {
			byKind[e.Kind]++
			all++
		}
	}
	return all, byKind
}
