package campaign

// The mistakes the rules of the contest can find. Each line says when it
// happens and what Args hold, in order; handlers keep one sentence per kind and
// language. Points among the arguments print themselves with a decimal comma.
const (
	// NotANumber: the text is no number. No arguments.
	NotANumber ErrorKind = "not-a-number"
	// Negative: a number below zero. No arguments.
	Negative ErrorKind = "negative"
	// AboveMax: a number above what is allowed. Args: the maximum (Points for
	// points and percentages, int64 for counts).
	AboveMax ErrorKind = "above-max"
	// NotAStep: finer than the criterion is scored. Args: the step (Points).
	NotAStep ErrorKind = "not-a-step"
	// NotWhole: a count with a fraction. No arguments.
	NotWhole ErrorKind = "not-whole"
	// NotYesNo: a gate answered with neither yes nor no. No arguments.
	NotYesNo ErrorKind = "not-yes-no"
	// MustApply: "does not apply" where the plan does not offer it. Args:
	// criterion id.
	MustApply ErrorKind = "must-apply"
	// NotTyped: an answer to a criterion that is computed from hand-in times.
	// Args: criterion id.
	NotTyped ErrorKind = "not-typed"
	// DeskScores: a unit's answer to a criterion only the desk scores. Args:
	// criterion id.
	DeskScores ErrorKind = "desk-scores"
	// UnknownCriterion: an answer to a criterion the sheet does not have. Args:
	// criterion id.
	UnknownCriterion ErrorKind = "unknown-criterion"
	// BlankCriteria: sealing a sheet with unanswered criteria. Args: their ids
	// (string), in the order of the sheet.
	BlankCriteria ErrorKind = "blank-criteria"
	// AlreadySealed: a change to a sealed sheet. Args: when it was sealed
	// (time.Time).
	AlreadySealed ErrorKind = "already-sealed"
	// OtherVersion: answers meant for another version of the score sheet. Args:
	// the version of the answers, the version of the plan (both string).
	OtherVersion ErrorKind = "other-version"
	// NotOpen: a hand-in before its opening day. Args: that day (Date).
	NotOpen ErrorKind = "not-open"
	// NothingAttached: a hand-in without a single usable file. No arguments.
	NothingAttached ErrorKind = "nothing-attached"
	// StillFetching: a hand-in while files are on their way. Args: how many (int).
	StillFetching ErrorKind = "still-fetching"
	// ChangedMeanwhile: a write made against an older revision of a draft or
	// sheet. Args: the revision now (int).
	ChangedMeanwhile ErrorKind = "changed-meanwhile"
	// UnknownUnit: no unit of that id in the plan. Args: the id (string).
	UnknownUnit ErrorKind = "unknown-unit"
	// UnknownRequirement: no requirement of that id. Args: the id (string).
	UnknownRequirement ErrorKind = "unknown-requirement"
	// NotReviewable: the desk's decision on a version that is past it. Args: its
	// state (ReviewState), "" where there is no such version.
	NotReviewable ErrorKind = "not-reviewable"
	// AlreadyReturned: a second return while the unit still owes the answer to
	// one. Args: the version that is out (int).
	AlreadyReturned ErrorKind = "already-returned"
	// RecordGone: taking back a record that does not stand (any more). Args: its
	// number (int).
	RecordGone ErrorKind = "record-gone"
	// SamePerson: publishing or reopening confirmed by who asked for it. No
	// arguments.
	SamePerson ErrorKind = "same-person"
	// NothingAsked: a confirmation of what is not asked (any more), or of other
	// figures than were asked about. No arguments.
	NothingAsked ErrorKind = "nothing-asked"
	// AlreadyPublished: publishing while a published result stands. Args: its
	// version (int).
	AlreadyPublished ErrorKind = "already-published"
	// NotSealed: a withdrawal of a sheet that was not handed in. No arguments.
	NotSealed ErrorKind = "not-sealed"
	// ReasonNeeded: a decision of the desk that differs from what the unit declared
	// and says not why. Args: the least number of characters (int).
	ReasonNeeded ErrorKind = "reason-needed"
	// NotDecided: a second opinion on what nobody decided. Args: the criterion's id.
	NotDecided ErrorKind = "not-decided"
	// NotSettled: sealing an appraisal about which two appraisers differ. Args:
	// the ids of the criteria (string).
	NotSettled ErrorKind = "not-settled"
	// StillExplaining: correcting a figure of a reopened result while the unit may
	// still explain its appraisal, or waits for an answer. No arguments.
	StillExplaining ErrorKind = "still-explaining"
	// AppraisalBegan: a withdrawal after the desk began. No arguments.
	AppraisalBegan ErrorKind = "appraisal-began"
	// NotAddingUp: parts that do not make the whole. Args: their sum, the whole
	// (both int).
	NotAddingUp ErrorKind = "not-adding-up"
	// OtherEdge: a choice among units that do not stand at the edge of the quota
	// (any more). No arguments.
	OtherEdge ErrorKind = "other-edge"
	// NotAllowed: the roles held do not include the act. Args: the Action.
	NotAllowed ErrorKind = "not-allowed"
)
