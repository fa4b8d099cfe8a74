package handlers

import (
	"errors"
	"strconv"
	"strings"
	"unicode"

	"thidua/campaign"
	"thidua/storage"
)

// showVoteUnits lists the units with what was counted for each.
func showVoteUnits(t *Turn) {
	v := storage.VoteDraft(t.Tx, t.Plan.Campaign)
	units := t.voteUnits()
	rows := t.unitRows(units, func(u campaign.Unit) string {
		if b, ok := v.Ballots[u.ID]; ok && campaign.CheckBallot(b, v.Present) == nil {
			return tickedUnit.plain(t.Lang(), u.Name)
		}
		return u.Name
	})
	text := t.S(voteMinutesLine, v.Minutes, shortDay(v.Day, t.Lang()), v.Present) + "\n" + t.S(voteChoose, len(units)-len(v.Wanting(units)), len(units))
	rows = append(rows, Row(t.B("minutes", voteMinutesLabel), t.B("day", voteDayLabel), t.B("present", votePresentLabel)))
	if len(v.Wanting(units)) == 0 {
		rows = append(rows, Row(t.B("enter", voteCheckLabel)))
	}
	t.Show(text, append(rows, Row(t.B("leave", leaveLabel)))...)
}

func saidVoteUnit(t *Turn, text string) { t.ballotFor(t.unitSearched(t.voteUnits(), text)) }

func (t *Turn) ballotFor(unit string, ok bool) {
	if ok {
		t.Keep("unit", unit)
		t.Keep("find", "")
		t.Go("ballot")
	}
}

func showBallot(t *Turn) {
	v := storage.VoteDraft(t.Tx, t.Plan.Campaign)
	text := t.S(ballotAsk, t.unitName(t.Kept("unit")), v.Present)
	if b, ok := v.Ballots[t.Kept("unit")]; ok {
		text += "\n" + t.S(ballotNow, HTML(t.ballotWords(b)))
	}
	t.Show(text, Row(t.B("all", ballotAll, v.Present)), Row(t.B("units", voteListLabel), t.B("leave", leaveLabel)))
}

// saidBallot reads "19 2", "19/2/0", "19 đồng ý, 2 không".
func saidBallot(t *Turn, text string) {
	var n []int
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsDigit(r) && r != '-' }) {
		i, err := strconv.Atoi(word)
		if err != nil {
			n = nil
			break
		}
		n = append(n, i)
	}
	if len(n) != 2 && len(n) != 3 {
		t.Say(t.S(awaitsBallot))
		return
	}
	b := campaign.Ballot{For: n[0], Against: n[1]}
	if len(n) == 3 {
		b.Invalid = n[2]
	}
	t.ballot(b)
}

// ballot keeps one unit's count, if it adds up, and goes on to the next.
func (t *Turn) ballot(b campaign.Ballot) {
	v, unit := storage.VoteDraft(t.Tx, t.Plan.Campaign), t.Kept("unit")
	if err := campaign.CheckBallot(b, v.Present); err != nil {
		if errors.Is(err, campaign.Mistake(campaign.Negative)) {
			t.Say(t.S(awaitsBallot))
			return
		}
		t.Say(t.S(ballotSum, b.Cast(), v.Present))
		return
	}
	t.draftVote(func(v *campaign.Vote) {
		if v.Ballots == nil {
			v.Ballots = map[string]campaign.Ballot{}
		}
		v.Ballots[unit] = b
	})
}

func showVoteWhy(t *Turn) {
	t.Show(t.S(voteAskWhy, campaign.HoldReasonMin), Row(t.B("units", voteListLabel), t.B("leave", leaveLabel)))
}

func saidVoteWhy(t *Turn, text string) {
	if why, ok := t.reasonSaid(text); ok {
		t.draftVote(func(v *campaign.Vote) { v.Reason = why })
	}
}

func showVoteSure(t *Turn) {
	v := storage.VoteDraft(t.Tx, t.Plan.Campaign)
	t.Show(paragraphs(t.S(voteSure), t.voteWords(v)), Row(t.B("yes", voteRecordLabel)), Row(t.B("units", voteListLabel), t.B("leave", leaveLabel)))
}

// enterVote makes the draft the tally of record and tells the leaders.
func (t *Turn) enterVote() {
	v := storage.VoteDraft(t.Tx, t.Plan.Campaign)
	units := t.voteUnits()
	if v.Minutes == "" || v.Day.IsZero() || v.Present == 0 || len(v.Wanting(units)) > 0 {
		t.voteNext()
		return
	}
	considered := map[string]campaign.Ballot{}
	for _, u := range units { // a unit put on hold meanwhile is not voted on
		considered[u.ID] = v.Ballots[u.ID]
	}
	v.Ballots, v.By, v.At = considered, t.Actor.ID, t.Event.At
	v = storage.EnterVote(t.Tx, t.Plan.Campaign, v)
	t.Note("vote", "", "", v.Minutes)
	for _, p := range once(storage.Desk(t.Tx, campaign.Leader, t.year())) {
		lang := t.LangOf(p)
		t.tellLoud(p, voteNews.In(lang, t.Actor.Name, v.Minutes, shortDay(v.Day, lang)),
			Row(storage.Button{Label: voteSee.plain(lang), Action: "/bophieu"}, storage.Button{Label: proposalsSee.plain(lang), Action: "/denghi"}))
	}
	t.End()
	t.Close(t.S(voteDone, v.Minutes))
}

var (
	voteChoose       = T("Đã nhập %d/%d đơn vị. Đồng chí chọn đơn vị.", "%d of %d units are entered. Choose a unit.")
	voteMinutesLabel = T("Sửa số biên bản", "Minutes")
	voteDayLabel     = T("Sửa ngày", "Date")
	votePresentLabel = T("Sửa số người", "Voters")
	voteCheckLabel   = T("Kiểm tra và ghi", "Check and record")
	voteListLabel    = T("Danh sách đơn vị", "All units")
	ballotAsk        = T("<b>%s</b> (%d người bỏ phiếu)\nĐồng chí gõ số phiếu đồng ý và không đồng ý, ví dụ: 19 2. Có phiếu không hợp lệ thì gõ thêm số thứ ba: 18 2 1.",
		"<b>%s</b> (%d voters)\nType the votes for and against, for example: 19 2. Invalid ones are a third number: 18 2 1.")
	ballotNow       = T("Đang ghi: %s.", "Now: %s.")
	ballotAll       = T("Tất cả đồng ý (%d)", "All for (%d)")
	ballotSum       = T("Cộng các phiếu được %d, nhưng có %d người bỏ phiếu. Đề nghị đồng chí gõ lại, ví dụ: 19 2.", "The votes add up to %d, but %d people voted. Please type them again, for example: 19 2.")
	voteAskWhy      = T("Kết quả trước đây được thay. Đồng chí gõ lý do (ít nhất %d ký tự), ví dụ: Kiểm phiếu lại theo biên bản bổ sung.", "The earlier tally is replaced. Type the reason (at least %d characters), for example: Counted again by a supplement to the minutes.")
	voteSure        = T("<b>Kiểm tra trước khi ghi</b>", "<b>Before it is recorded</b>")
	voteRecordLabel = T("Ghi kết quả", "Record the vote")
	voteNews        = T("Đồng chí %s đã ghi kết quả bỏ phiếu theo biên bản số %s ngày %s.", "%s has recorded the vote by minutes No. %s of %s.")
	voteSee         = T("Xem kết quả", "See the vote")
	voteDone        = T("Đã ghi kết quả bỏ phiếu theo biên bản số %s. Lãnh đạo khối được báo tin.", "The vote by minutes No. %s is recorded. The leaders are told.")
	awaitsBallot    = T("Đề nghị đồng chí gõ số phiếu đồng ý và không đồng ý, ví dụ: 19 2.", "Please type the votes for and against, for example: 19 2.")
	awaitsVoteWhy   = T("Đề nghị đồng chí gõ lý do (ít nhất 10 ký tự), ví dụ: Kiểm phiếu lại theo biên bản bổ sung.", "Please type the reason (at least 10 characters), for example: Counted again by a supplement to the minutes.")
)
