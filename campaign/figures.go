package campaign

import (
	"maps"
	"slices"
	"time"
)

// DeskRecord is one deed of the desk on a criterion units never type: an
// absence, a misconduct, a bonus, a gate. Records are only ever added; one that
// was wrong is taken back by a later record that names it.
type DeskRecord struct {
	Number    int    `json:"number"` // from 1 in its campaign
	Unit      string `json:"unit"`
	Criterion string `json:"criterion"`
	// Count is the times of a deduction, bonus or count, from 1; of a gate or pass
	// 1 (held) or 0 (failed).
	Count  int64     `json:"count"`
	Reason string    `json:"reason"`
	By     int64     `json:"by"` // 0 = erased
	At     time.Time `json:"at"`
	// Cancels is the number of the record this one takes back; 0 = none.
	Cancels int `json:"cancels,omitempty"`
}

// Stage is how far a unit's scores have come. Each stage has its own total and
// none is overwritten by the next (S20).
type Stage string

// The stages in order.
const (
	StageNone      Stage = ""          // no sealed self-score
	StageSelf      Stage = "self"      // as the unit scored itself
	StageAppraised Stage = "appraised" // as the desk appraised it
	StageFinal     Stage = "final"     // after the explanation
)

// Figures are everything kept about one unit's scores; sheets are nil before
// their first answer and count once they are sealed.
type Figures struct {
	Unit      string
	Self      *ScoreSheet
	Appraisal *ScoreSheet
	// Final holds only the criteria decided anew after an explanation.
	Final   *ScoreSheet
	Records []DeskRecord // oldest first
}

// Stage is the last one reached.
func (f Figures) Stage() Stage {
	switch {
	case sealed(f.Final) && sealed(f.Appraisal):
		return StageFinal
	case sealed(f.Appraisal):
		return StageAppraised
	case sealed(f.Self):
		return StageSelf
	}
	return StageNone
}

func sealed(s *ScoreSheet) bool { return s != nil && s.Sealed() }

// Entries are the answers that count at a stage. The unit's own stage holds what
// the unit answered and nothing of the desk; the others hold the desk's answers
// and, for criteria units never type, the sum of its records. Nil where the
// stage is not reached.
func (f Figures) Entries(s *Sheet, stage Stage) map[string]Entry {
	switch stage {
	case StageSelf:
		if sealed(f.Self) {
			return f.Self.Entries
		}
		return nil
	case StageAppraised, StageFinal:
		if !sealed(f.Appraisal) || stage == StageFinal && !sealed(f.Final) {
			return nil
		}
	default:
		return nil
	}
	out := maps.Clone(f.Appraisal.Entries)
	if out == nil {
		out = map[string]Entry{}
	}
	if stage == StageFinal {
		maps.Copy(out, f.Final.Entries)
	}
	maps.Copy(out, f.recorded(s))
	return out
}

// InForce are the entries of the last stage reached.
func (f Figures) InForce(s *Sheet) map[string]Entry { return f.Entries(s, f.Stage()) }

// recorded sums the records that stand, by criterion. Of a gate or a
// pass the latest record counts.
func (f Figures) recorded(s *Sheet) map[string]Entry {
	out := map[string]Entry{}
	for _, r := range StandingRecords(f.Records) {
		c, ok := s.Criterion(r.Criterion)
		if !ok {
			continue
		}
		e := out[c.ID]
		if c.Kind.YesNo() {
			e.Value = r.Count
		} else {
			e.Value = min(e.Value+r.Count, MaxCount)
		}
		e.By, e.At, e.Reason = r.By, r.At, r.Reason
		out[c.ID] = e
	}
	return out
}

// OnRecord reports whether a record about a criterion stands: then its figure is
// what the records come to, and no answer beside them counts.
func OnRecord(records []DeskRecord, criterion string) bool {
	return slices.ContainsFunc(StandingRecords(records), func(r DeskRecord) bool { return r.Criterion == criterion })
}

// StandingRecords are those that no later record takes back, oldest first; the
// records that take back are not among them.
func StandingRecords(records []DeskRecord) []DeskRecord {
	gone := map[int]bool{}
	for _, r := range records {
		if r.Cancels > 0 {
			gone[r.Cancels], gone[r.Number] = true, true
		}
	}
	var out []DeskRecord
	for _, r := range records {
		if !gone[r.Number] {
			out = append(out, r)
		}
	}
	return out
}
