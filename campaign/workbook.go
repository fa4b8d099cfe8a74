package campaign

import "maps"

// Change is one answer of a workbook that differs from what the workbook was
// made with.
type Change struct {
	Criterion string `json:"criterion"`
	Old       Entry  `json:"old"`             // what is stored now; zero when Blank
	Blank     bool   `json:"blank,omitempty"` // nothing is stored now
	New       Entry  `json:"new"`             // Value, NotApplicable and Reason only
	Erase     bool   `json:"erase,omitempty"` // the workbook's cell was emptied
	// Conflict: what is stored now is neither what the workbook was made with
	// nor what it says; somebody else changed it meanwhile.
	Conflict bool `json:"conflict,omitempty"`
}

// SameAnswer reports whether two entries say the same, whoever said it.
func SameAnswer(a, b Entry) bool {
	return a.Value == b.Value && a.NotApplicable == b.NotApplicable && a.Reason == b.Reason
}

// Overtaken compares changes with what is stored now. It returns the changes
// that are still to be made, with what they would replace as it is now, and the
// ids of those somebody overtook since the workbook was read.
func Overtaken(changes []Change, entries map[string]Entry) (now []Change, ids []string) {
	for _, c := range changes {
		e, has := entries[c.Criterion]
		switch {
		case c.Erase && !has, !c.Erase && has && SameAnswer(e, c.New):
			continue // so it is already
		case has == c.Blank || has && !SameAnswer(e, c.Old):
			c.Old, c.Blank, c.Conflict = e, !has, true
			ids = append(ids, c.Criterion)
		}
		now = append(now, c)
	}
	return now, ids
}

// ApplyChanges puts the changes of a workbook into a draft sheet, those in
// conflict only with all set. Each entry bears who sent the workbook. Errors are
// those of Answer and Erase, for the first change that cannot stand; the sheet
// is then as it was.
func ApplyChanges(s *Sheet, sheet *ScoreSheet, changes []Change, all bool, by Entry) (applied []string, err error) {
	next := *sheet
	next.Entries = maps.Clone(sheet.Entries)
	for _, c := range changes {
		if c.Conflict && !all {
			continue
		}
		if c.Erase {
			err = Erase(s, &next, c.Criterion)
		} else {
			e := c.New
			e.By, e.At = by.By, by.At
			err = Answer(s, &next, c.Criterion, e)
		}
		if err != nil {
			return nil, err
		}
		applied = append(applied, c.Criterion)
	}
	*sheet = next
	return applied, nil
}

// Conflicts counts the changes that would overwrite somebody else's answer.
func Conflicts(changes []Change) int {
	n := 0
	for _, c := range changes {
		if c.Conflict {
			n++
		}
	}
	return n
}
