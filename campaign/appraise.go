package campaign

import (
	"slices"
	"time"
	"unicode/utf8"
)

// Appraise puts one decision of the desk into its draft of a unit's sheet: the
// unit's own answer accepted as declared, or another one with a reason of
// ShortestReason characters (S20). Errors are *Error: NotSealed while the unit
// has not sent its sheet; ReasonNeeded; AlreadySealed; OtherVersion; and those
// of CheckEntry. Then nothing was changed.
func Appraise(s *Sheet, self, desk *ScoreSheet, id string, e Entry) error {
	if self == nil || !self.Sealed() {
		return Mistake(NotSealed)
	}
	if desk.Version != "" && desk.Version != s.Version {
		return Mistake(OtherVersion, desk.Version, s.Version)
	}
	declared, answered := self.Entries[id]
	if (!answered || !AsDeclared(e, declared)) && utf8.RuneCountInString(e.Reason) < ShortestReason {
		return Mistake(ReasonNeeded, ShortestReason)
	}
	return Answer(s, desk, id, e)
}

// AcceptRest accepts every criterion the desk has not decided as the unit
// declared it and names them in the order of the sheet. What the unit left blank
// stays undecided. Errors as for Appraise.
func AcceptRest(s *Sheet, self, desk *ScoreSheet, by int64, at time.Time) ([]string, error) {
	var taken []string
	for _, id := range Undecided(s, desk) {
		declared, answered := self.Entries[id]
		if !answered {
			continue
		}
		if err := Appraise(s, self, desk, id, Accepted(declared, by, at)); err != nil {
			return taken, err
		}
		taken = append(taken, id)
	}
	return taken, nil
}

// Accepted is a unit's own answer as the desk takes it over.
func Accepted(declared Entry, by int64, at time.Time) Entry {
	return Entry{Value: declared.Value, NotApplicable: declared.NotApplicable, Reason: declared.Reason, By: by, At: at}
}

// Undecided lists the criteria the unit answers itself that the desk has not
// decided, in the order of the sheet.
func Undecided(s *Sheet, desk *ScoreSheet) []string {
	var out []string
	for _, c := range s.Typed() {
		if _, decided := desk.Entries[c.ID]; !decided {
			out = append(out, c.ID)
		}
	}
	return out
}

// Changed lists the criteria the desk decided otherwise than the unit declared,
// in the order of the sheet.
func Changed(s *Sheet, self, desk *ScoreSheet) []string {
	var out []string
	for _, c := range s.Criteria {
		e, decided := desk.Entries[c.ID]
		if decided && !AsDeclared(e, self.Entries[c.ID]) {
			out = append(out, c.ID)
		}
	}
	return out
}

// FlagKind says why an answer deserves a look before it is accepted.
type FlagKind string

// The kinds of flags, in the order of their weight.
const (
	FlagUnproven FlagKind = "unproven" // evidence is asked for and there is none
	FlagReused   FlagKind = "reused"   // a file that was sent elsewhere as well
	FlagNA       FlagKind = "na"       // said not to apply
	FlagJump     FlagKind = "jump"     // far above the year before
	FlagTop      FlagKind = "top"      // at the maximum, or failing nothing it could fail
)

// Flag is one answer that deserves a look.
type Flag struct {
	Criterion string
	Kind      FlagKind
}

// bigJump is a share of the maximum, in percent: a rise by more than it since
// the year before is flagged.
const bigJump = 20

// FlagFacts is what flags are judged by besides the sheet.
type FlagFacts struct {
	Past   map[string]Points // the year before, by criterion; nil = unknown
	Reused map[string]bool   // criteria with evidence that was sent elsewhere too
}

// Flags names the answers of a sealed sheet that deserve a look, the weightiest
// reason of each, in the order of the sheet.
func Flags(s *Sheet, self *ScoreSheet, f FlagFacts) []Flag {
	unproven := Unproven(s, self.Entries, self.Evidence)
	var out []Flag
	for _, c := range s.Typed() {
		e, answered := self.Entries[c.ID]
		if !answered {
			continue
		}
		was, known := f.Past[c.ID]
		kind := FlagKind("")
		switch score := ScoreOf(c, e); {
		case slices.Contains(unproven, c.ID):
			kind = FlagUnproven
		case f.Reused[c.ID]:
			kind = FlagReused
		case e.NotApplicable:
			kind = FlagNA
		case known && c.Max > 0 && c.Kind != KindDeduction && (score-was)*100 > c.Max*bigJump:
			kind = FlagJump
		case c.Section != "" && c.Kind != KindPass && c.Max > 0 && score == c.Max:
			kind = FlagTop
		}
		if kind != "" {
			out = append(out, Flag{c.ID, kind})
		}
	}
	return out
}
