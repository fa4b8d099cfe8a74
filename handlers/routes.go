package handlers

import "sync"

var (
	bookOnce sync.Once
	book     []Conversation
)

// routes is the one visible table of everything people can start, in the order
// /help lists it. A new conversation is one line here.
func routes() []Conversation {
	bookOnce.Do(func() {
		book = []Conversation{
			startTalk(),
			submitTalk(),
			scoreTalk(),
			withdrawnTalk(),
			blocBookTalk(),
			signOffTalk(),
			calendarTalk(),
			statusTalk(),
			standingsTalk(),
			publishTalk(),
			documentsTalk(),
			postTalk(),
			exemplarTalk(),
			directoryTalk(),
			reviewTalk(),
			appraiseTalk(),
			crossTalk(),
			explainTalk(),
			answerTalk(),
			reportUpTalk(),
			targetsTalk(),
			attendanceTalk(),
			inspectionTalk(),
			recordTalk(),
			closeTalk(),
			voteTalk(),
			proposalsTalk(),
			holdTalk(),
			snoozeTalk(),
			withdrawTalk(),
			nudgeTalk(),
			extendTalk(),
			announceTalk(),
			launchTalk(),
			fixDayTalk(),
			newSheetTalk(),
			groupTalk(),
			acknowledgeTalk(),
			inviteTalk(),
			requestTalk(),
			fileTalk(),
			receiptPaperTalk(),
			verifyTalk(),
			correctTalk(),
			reportTalk(),
			auditTalk(),
			purgeTalk(),
			adminTalk(),
			profileTalk(),
			leaveTalk(),
			handoverTalk(),
			myDataTalk(),
			eraseTalk(),
			joinTalk(),
			cancelTalk(),
			helpTalk(),
		}
	})
	return book
}
