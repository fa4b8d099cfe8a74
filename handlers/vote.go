package handlers

import (
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// voteTalk is /bophieu: the secretary enters the tally of the conference's vote
// as the minutes have it, unit by unit, checked to add up. What has been entered
// is kept while the talk is left; a later entry replaces an earlier one and says
// why.
func voteTalk() Conversation {
	return Conversation{
		Name: "vote", Commands: []string{"bophieu", "vote"},
		Help:      T("Kết quả bỏ phiếu của hội nghị", "The conference's vote"),
		Who:       []campaign.RoleKind{campaign.Secretary, campaign.Leader},
		Cancelled: T("Số phiếu đã nhập vẫn được giữ.", "The figures entered are kept."),
		Start:     startVote,
		Steps: map[string]Step{
			"page":    {Show: showVote, Press: pressVote, Awaits: pressAbove},
			"minutes": {Show: showVoteMinutes, Press: pressVote, Said: saidVoteMinutes, Awaits: awaitsVoteMinutes},
			"day":     {Show: showVoteDay, Press: pressVote, Said: saidVoteDay, Awaits: awaitsVoteDay},
			"present": {Show: showVotePresent, Press: pressVote, Said: saidVotePresent, Awaits: awaitsVotePresent},
			"units":   {Show: showVoteUnits, Press: pressVote, Said: saidVoteUnit, Awaits: unitAwaited},
			"ballot":  {Show: showBallot, Press: pressVote, Said: saidBallot, Awaits: awaitsBallot},
			"why":     {Show: showVoteWhy, Press: pressVote, Said: saidVoteWhy, Awaits: awaitsVoteWhy},
			"sure":    {Show: showVoteSure, Press: pressVote, Awaits: awaitsExtendSure},
		},
	}
}

func startVote(t *Turn, _ []string) {
	if t.Plan == nil || !t.seesBoard() {
		t.notFor("bophieu")
		return
	}
	t.Begin("vote", "page", nil)
}

// voteUnits are the units a conference votes on: those that are considered.
func (t *Turn) voteUnits() []campaign.Unit {
	holds := storage.HoldsOf(t.Tx, t.Plan.Campaign)
	var out []campaign.Unit
	for _, u := range t.Plan.Competing() {
		if holds[u.ID].Kind == "" {
			out = append(out, u)
		}
	}
	return out
}

func showVote(t *Turn) {
	text := t.S(voteHead)
	entered, ok := storage.VoteOf(t.Tx, t.Plan.Campaign)
	if ok {
		text = paragraphs(text, t.voteWords(entered))
	} else {
		text += "\n" + t.S(voteNone)
	}
	var rows [][]storage.Button
	if t.allowed(campaign.ActVote, "") {
		label := voteEnter
		switch draft := storage.VoteDraft(t.Tx, t.Plan.Campaign); {
		case draft.Minutes != "":
			label = voteGoOn
		case ok:
			label = voteCorrect
		}
		rows = append(rows, Row(t.B("enter", label)))
	} else {
		text += "\n" + t.S(voteBySecretary)
	}
	t.Show(text, append(rows, Row(t.B("leave", leaveLabel)))...)
}

// voteWords is a tally, unit by unit in plan order.
func (t *Turn) voteWords(v campaign.Vote) string {
	out := []string{t.S(voteMinutesLine, v.Minutes, shortDay(v.Day, t.Lang()), v.Present)}
	for _, u := range t.Plan.Units {
		if b, ok := v.Ballots[u.ID]; ok {
			out = append(out, t.S(voteLine, u.Name, HTML(t.ballotWords(b))))
		}
	}
	switch {
	case v.Reason != "" && v.Number == 0:
		out = append(out, t.S(extendWhyLine, v.Reason))
	case v.Reason != "":
		out = append(out, t.S(voteReplaced, v.Number, v.Reason))
	}
	return strings.Join(out, "\n")
}

func (t *Turn) ballotWords(b campaign.Ballot) string {
	words := t.S(ballotForm, b.For, b.Cast(), b.Against)
	if b.Invalid > 0 {
		words += t.S(ballotInvalid, b.Invalid)
	}
	return words
}

// pressVote follows the buttons of every step; who may not enter is told so.
func pressVote(t *Turn, action string) {
	word, arg, _ := strings.Cut(action, " ")
	switch {
	case word == "leave":
		t.End()
		t.Close(t.S(voteLeft))
	case !t.allowed(campaign.ActVote, ""):
		t.lost()
	case word == "enter":
		t.voteNext()
	case word == "minutes" || word == "present" || word == "day" || word == "units" || word == "check":
		t.Go(strings.Replace(word, "check", "sure", 1))
	case word == "all":
		t.ballot(campaign.Ballot{For: storage.VoteDraft(t.Tx, t.Plan.Campaign).Present})
	case word == "yes":
		t.enterVote()
	default:
		t.ballotFor(t.unitPressed(word + " " + arg))
	}
}

// voteNext goes to the first figure that is missing.
func (t *Turn) voteNext() {
	v := storage.VoteDraft(t.Tx, t.Plan.Campaign)
	_, again := storage.VoteOf(t.Tx, t.Plan.Campaign)
	wanting := v.Wanting(t.voteUnits())
	switch {
	case v.Minutes == "":
		t.Go("minutes")
	case v.Day.IsZero():
		t.Go("day")
	case v.Present == 0:
		t.Go("present")
	case len(wanting) > 0 && t.State.Step == "ballot": // one after the other
		t.Keep("unit", wanting[0].ID)
		t.Go("ballot")
	case len(wanting) > 0:
		t.Go("units")
	case again && v.Reason == "":
		t.Go("why")
	default:
		t.Go("sure")
	}
}

// draftVote changes the draft and goes on.
func (t *Turn) draftVote(change func(*campaign.Vote)) {
	if !t.allowed(campaign.ActVote, "") {
		t.lost()
		return
	}
	v := storage.VoteDraft(t.Tx, t.Plan.Campaign)
	change(&v)
	v.By, v.At = t.Actor.ID, t.Event.At
	storage.PutVoteDraft(t.Tx, t.Plan.Campaign, v)
	t.voteNext()
}

func showVoteMinutes(t *Turn) { t.Show(t.S(voteAskMinutes), Row(t.B("leave", leaveLabel))) }

func saidVoteMinutes(t *Turn, text string) {
	number := tidy(text)
	if n := len([]rune(number)); n < 2 || n > 60 || !strings.ContainsAny(number, "0123456789") {
		t.Say(t.S(awaitsVoteMinutes))
		return
	}
	t.draftVote(func(v *campaign.Vote) { v.Minutes = number })
}

func showVoteDay(t *Turn) { t.Show(t.S(voteAskDay), Row(t.B("leave", leaveLabel))) }

func saidVoteDay(t *Turn, text string) {
	today := t.Plan.Day(t.Event.At)
	day, ok := readDay(text, today.AddDays(-300))
	switch {
	case !ok:
		t.Say(t.S(awaitsVoteDay))
	case day.After(today):
		t.Say(t.S(voteFuture, upperFirst(dayWords(day, t.Lang()))))
	case day.DaysUntil(today) > 400:
		t.Say(t.S(fixFar, dayWords(day, t.Lang())))
	default:
		t.draftVote(func(v *campaign.Vote) { v.Day = day })
	}
}

func showVotePresent(t *Turn) { t.Show(t.S(voteAskPresent), Row(t.B("leave", leaveLabel))) }

func saidVotePresent(t *Turn, text string) {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n < 1 || n > campaign.MaxVoters {
		t.Say(t.S(voteBadPresent, echo(text), campaign.MaxVoters))
		return
	}
	t.draftVote(func(v *campaign.Vote) { v.Present = n })
}

var (
	voteHead        = T("<b>Kết quả bỏ phiếu của hội nghị</b>", "<b>The conference's vote</b>")
	voteNone        = T("Chưa nhập kết quả bỏ phiếu.", "No vote has been entered.")
	voteBySecretary = T("Kết quả bỏ phiếu do thường trực khối nhập theo biên bản.", "The vote is entered by the secretary as the minutes have it.")
	voteEnter       = T("Nhập kết quả", "Enter the vote")
	voteGoOn        = T("Nhập tiếp", "Go on entering")
	voteCorrect     = T("Nhập lại", "Enter it anew")
	voteMinutesLine = T("Biên bản số %s ngày %s, %d người bỏ phiếu.", "Minutes No. %s of %s, %d voters.")
	voteLine        = T("– %s: %s", "– %s: %s")
	voteReplaced    = T("Bản nhập lần %d. Lý do nhập lại: %s", "Entry No. %d. Why it was entered anew: %s")
	ballotForm      = T("%d/%d phiếu đồng ý, %d không đồng ý", "%d of %d for, %d against")
	ballotInvalid   = T(", %d không hợp lệ", ", %d invalid")
	voteLeft        = T("Số phiếu đã nhập được giữ; nhập tiếp: /bophieu", "What was entered is kept; go on with /vote")
	voteAskMinutes  = T("Đồng chí gõ số biên bản của hội nghị, ví dụ: 02/BB-KTĐNC.", "Type the number of the conference's minutes, for example: 02/BB-KTĐNC.")
	voteAskDay      = T("Đồng chí gõ ngày của biên bản, ví dụ: 14/01/2022.", "Type the date of the minutes, for example: 14/01/2022.")
	voteAskPresent  = T("Đồng chí gõ số người bỏ phiếu, ví dụ: 21.", "Type how many people voted, for example: 21.")
	voteBadPresent  = T("“%s” không phải số người. Đề nghị đồng chí gõ số từ 1 đến %d, ví dụ: 21.", "“%s” is no number of people. Please type 1 to %d, for example: 21.")
	voteFuture      = T("%s chưa đến. Đề nghị đồng chí gõ ngày của biên bản, ví dụ: 14/01/2022.", "%s is still to come. Please type the date of the minutes, for example: 14/01/2022.")

	awaitsVoteMinutes = T("Đề nghị đồng chí gõ số biên bản, ví dụ: 02/BB-KTĐNC.", "Please type the number of the minutes, for example: 02/BB-KTĐNC.")
	awaitsVoteDay     = T("Đề nghị đồng chí gõ ngày của biên bản, ví dụ: 14/01/2022.", "Please type the date of the minutes, for example: 14/01/2022.")
	awaitsVotePresent = T("Đề nghị đồng chí gõ số người bỏ phiếu, ví dụ: 21.", "Please type how many people voted, for example: 21.")
)
