package campaign

import "slices"

// Section is a part of the sheet: A, B, C; or a part of another section.
type Section struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	// Parent is the section this one is a part of, listed before it; "" for the
	// parts the total is the sum of.
	Parent string `json:"parent,omitempty"`
	Max    Points `json:"max"` // what its criteria and parts add up to
	// Cap is the most of it that counts; 0 = all.
	Cap Points `json:"cap,omitempty"`
}

// Worth is the most the section adds to what it is a part of.
func (s Section) Worth() Points {
	if s.Cap > 0 {
		return min(s.Cap, s.Max)
	}
	return s.Max
}

// Section finds a section by id.
func (s *Sheet) Section(id string) (Section, bool) {
	for _, sec := range s.Sections {
		if sec.ID == id {
			return sec, true
		}
	}
	return Section{}, false
}

// Parts are the sections of a section in the order of the paper; those of "" are
// the parts the total is the sum of.
func (s *Sheet) Parts(id string) []Section {
	var out []Section
	for _, sec := range s.Sections {
		if sec.Parent == id {
			out = append(out, sec)
		}
	}
	return out
}

// Nested is a section with how deep it lies, from 0.
type Nested struct {
	Section
	Depth int
}

// Tree lists all sections, each followed by its parts.
func (s *Sheet) Tree() []Nested { return s.Under("", 0) }

// Under lists the sections within a section, each followed by its parts.
func (s *Sheet) Under(id string, depth int) []Nested {
	var out []Nested
	for _, sec := range s.Parts(id) {
		out = append(append(out, Nested{sec, depth}), s.Under(sec.ID, depth+1)...)
	}
	return out
}

// Root is the part of the total a section lies in: itself or one above it.
func (s *Sheet) Root(id string) (Section, bool) {
	sec, ok := s.Section(id)
	for ok && sec.Parent != "" {
		sec, ok = s.Section(sec.Parent)
	}
	return sec, ok
}

// Capped reports whether a section, or one within it, has a cap.
func (s *Sheet) Capped(id string) bool {
	sec, _ := s.Section(id)
	return sec.Cap > 0 || slices.ContainsFunc(s.Parts(id), func(p Section) bool { return s.Capped(p.ID) })
}

// Uncut is what the criteria and parts of a section add up to before its cap.
func (s *Sheet) Uncut(t Tally, id string) Points {
	var sum Points
	for _, c := range s.Criteria {
		if c.Section == id {
			sum += t.Scores[c.ID]
		}
	}
	for _, part := range s.Parts(id) {
		sum += t.Sections[part.ID]
	}
	return sum
}

// close carries the sums of the sections up, each cut to its cap, parts before
// what they are a part of. lost is what does not apply, by section: it lowers
// what a section can reach only as far as its cap does not hide it.
func (t *Tally) close(s *Sheet, lost map[string]Points) {
	for i := len(s.Sections) - 1; i >= 0; i-- {
		sec := &s.Sections[i]
		gone := max(0, lost[sec.ID]-(sec.Max-sec.Worth()))
		t.Sections[sec.ID] = min(t.Sections[sec.ID], sec.Worth())
		t.Most[sec.ID] = sec.Worth() - gone
		if sec.Parent == "" {
			t.Base += t.Sections[sec.ID]
			t.NotApplied += gone
			continue
		}
		t.Sections[sec.Parent] += t.Sections[sec.ID]
		if gone > 0 {
			lost[sec.Parent] += gone
		}
	}
}
