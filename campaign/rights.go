package campaign

// Action is something a person may or may not do.
type Action string

// The actions. Those on a unit are asked with that unit's id; the others with
// "".
const (
	ActSubmit       Action = "submit"        // prepare and hand in a unit's files
	ActScore        Action = "score"         // fill and seal a unit's own score sheet
	ActSeeOwn       Action = "see_own"       // a unit's duties, register lines and own figures
	ActOpenFile     Action = "open_file"     // read what a unit handed in
	ActSeeBoard     Action = "see_board"     // who has handed in what
	ActSeeStandings Action = "see_standings" // standings before they are published
	ActSeePublished Action = "see_published" // standings once published
	ActReadPlan     Action = "read_plan"     // plan, calendar, criteria
	ActNudge        Action = "nudge"         // urge those who still owe something
	ActInvite       Action = "invite"        // make an invitation
	ActApproveJoin  Action = "approve_join"  // let in who came without an invitation
	ActRevoke       Action = "revoke"        // take a role away
	ActAccept       Action = "accept"        // take a hand-in as complete
	ActReturn       Action = "return"        // send a hand-in back for correction
	ActAsk          Action = "ask"           // ask a unit about what it handed in
	ActReportUp     Action = "report_up"     // the head's own duty towards the Board (S70)
	ActAppraise     Action = "appraise"      // score a unit's sheet for the desk
	ActCross        Action = "cross"         // score other units' sheets for the own unit, where the plan says so
	ActSettle       Action = "settle"        // the last word after an escalated explanation
	ActPublish      Action = "publish"       // freeze results, ask to publish or to reopen them
	ActConfirm      Action = "confirm"       // be the second person for publishing or reopening
	ActSeeDetail    Action = "see_detail"    // all units' figures by criterion once published
	ActCorrect      Action = "correct"       // correct a line of the register by a new one
	ActReport       Action = "report"        // the desk's papers: reports, register, files, board
	ActAudit        Action = "audit"         // who did what, when and why
	ActExtend       Action = "extend"        // give a unit, or with "" all, a later date
	ActAnnounce     Action = "announce"      // write to the bloc, and see who has read it
	ActPost         Action = "post"          // put up a new version of the bloc's documents
	ActPutForward   Action = "put_forward"   // put a unit's exemplar forward, take it back
	ActPraise       Action = "praise"        // see all exemplars, praise one to all
	ActPurge        Action = "purge"         // destroy a file that may not be kept
	ActLaunch       Action = "launch"        // begin a movement in mid-year, fix a conference's day
	ActNewSheet     Action = "new-sheet"     // put a score sheet that changed after scoring began in force
	ActRecord       Action = "record"        // enter a bonus, deduction or gate of a unit, or take one back
	ActClose        Action = "close"         // end the waiting for a requirement
	ActVote         Action = "vote"          // enter the tally of the conference's vote
	ActPropose      Action = "propose"       // confirm the proposals, choose among equals
	ActTarget       Action = "target"        // register a unit's targets and report on them
	ActInspect      Action = "inspect"       // note an inspection of a unit, and who took part in what
	ActHold         Action = "hold"          // suspend a unit, or end a hold
	ActUnrank       Action = "unrank"        // mark a missing unit before publication
	ActLetGo        Action = "let_go"        // agree to a unit's withdrawal
	ActWithdraw     Action = "withdraw"      // ask that the unit be left out
	ActAdmin        Action = "admin"         // alarms, quarantine, backups of the program
)

// reach says whose affairs a role may act on.
type reach int

const (
	nowhere    reach = iota
	ownUnit          // the unit the role is bound to
	otherUnits       // any unit but that one: nobody judges the own unit
	otherOrAll       // the bloc as a whole, and any unit but that one
	everywhere       // the bloc and all its units
)

// rights is the whole table; what is not in it is refused.
var rights = map[Action]map[RoleKind]reach{
	ActSubmit:       {Contact: ownUnit, UnitHead: ownUnit},
	ActScore:        {Contact: ownUnit, UnitHead: ownUnit},
	ActSeeOwn:       {Contact: ownUnit, UnitHead: ownUnit, Secretary: everywhere, Leader: everywhere},
	ActOpenFile:     {Contact: ownUnit, UnitHead: ownUnit, Secretary: everywhere, Leader: everywhere},
	ActSeeBoard:     {Secretary: everywhere, Leader: everywhere},
	ActSeeStandings: {Secretary: everywhere, Leader: everywhere},
	ActSeePublished: {Contact: everywhere, UnitHead: everywhere, Secretary: everywhere, Leader: everywhere, Observer: everywhere},
	ActReadPlan: {
		Contact: everywhere, UnitHead: everywhere, Secretary: everywhere,
		Leader: everywhere, Observer: everywhere, Admin: everywhere,
	},
	ActNudge:       {Secretary: everywhere, Leader: everywhere},
	ActInvite:      {Secretary: everywhere, Leader: everywhere, Admin: everywhere},
	ActApproveJoin: {Secretary: everywhere, Leader: everywhere},
	ActRevoke:      {Secretary: everywhere, Leader: everywhere, Admin: everywhere},
	ActReturn:      {Secretary: everywhere, Leader: everywhere},
	ActCross:       {Contact: ownUnit, UnitHead: ownUnit},
	ActAppraise:    {Secretary: otherUnits, Leader: otherUnits},
	ActSettle:      {Leader: otherUnits},
	ActPublish:     {Leader: everywhere},
	ActConfirm:     {Secretary: everywhere, Leader: everywhere},
	ActSeeDetail:   {Secretary: everywhere, Leader: everywhere, Observer: everywhere},
	ActCorrect:     {Secretary: everywhere, Leader: everywhere},
	ActReport:      {Secretary: everywhere, Leader: everywhere},
	ActAudit:       {Secretary: everywhere, Leader: everywhere},
	ActExtend:      {Secretary: otherOrAll, Leader: everywhere},
	ActAnnounce:    {Secretary: everywhere, Leader: everywhere},
	ActPost:        {Secretary: everywhere, Leader: everywhere},
	ActPutForward:  {Contact: ownUnit, UnitHead: ownUnit},
	ActPraise:      {Secretary: everywhere, Leader: everywhere},
	ActPurge:       {Secretary: everywhere, Leader: everywhere, Admin: everywhere},
	ActLaunch:      {Secretary: everywhere, Leader: everywhere},
	ActNewSheet:    {Leader: everywhere},
	ActRecord:      {Secretary: otherUnits, Leader: otherUnits},
	ActClose:       {Secretary: everywhere, Leader: everywhere},
	ActVote:        {Secretary: everywhere},
	ActPropose:     {Leader: everywhere},
	ActTarget:      {Contact: ownUnit, UnitHead: ownUnit},
	ActInspect:     {Secretary: otherOrAll, Leader: otherOrAll},
	ActHold:        {Leader: otherUnits},
	ActUnrank:      {Secretary: everywhere, Leader: everywhere},
	ActLetGo:       {Leader: everywhere},
	ActWithdraw:    {Contact: ownUnit, UnitHead: ownUnit},
	ActAdmin:       {Admin: everywhere},

	// The desk takes in what its own unit hands in as well: only scores are
	// never judged by the own side.
	ActAccept:   {Secretary: everywhere, Leader: everywhere},
	ActAsk:      {Secretary: everywhere, Leader: everywhere},
	ActReportUp: {Secretary: everywhere, Leader: everywhere},
}

// May reports whether one of the roles allows the action on a unit ("" for the
// bloc as a whole) in a year. A role counts only in its own year, so that last
// year's head keeps last year's affairs and no others (S7); the admin runs the
// program, which knows no years. Everything not expressly allowed is refused,
// and no role of the program lets anybody see a score.
func May(roles []Role, a Action, unit string, year int) bool {
	for _, r := range roles {
		if r.Year != year && r.Kind != Admin {
			continue
		}
		switch rights[a][r.Kind] {
		case everywhere:
			return true
		case ownUnit:
			if unit != "" && r.Unit == unit {
				return true
			}
		case otherOrAll:
			if unit == "" || !Belongs(roles, unit, year) {
				return true
			}
		case otherUnits:
			if unit != "" && r.Unit != unit && !Belongs(roles, unit, year) {
				return true
			}
		}
	}
	return false
}

// Belongs reports whether any role of the year ties the person to the unit, so
// that a leader who is also a contact does not judge the own unit by the back
// door.
func Belongs(roles []Role, unit string, year int) bool {
	for _, r := range roles {
		if r.Unit == unit && r.Year == year {
			return true
		}
	}
	return false
}
