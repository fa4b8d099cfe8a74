package handlers

import (
	"strconv"

	"thidua/campaign"
	"thidua/storage"
)

// showTarget is one target with its history and what may be done.
func showTarget(t *Turn) {
	g, ok := t.target()
	if !ok || !t.allowed(campaign.ActSeeOwn, t.Kept("unit")) {
		t.lost()
		return
	}
	text := lines(t.S(targetsUnitHead, t.unitName(g.Unit)), t.targetLine(g))
	if g.Evidence != "" {
		text += "\n" + t.S(targetEvidenceLine, g.Evidence)
	}
	history := storage.TargetHistory(t.Tx, t.Plan.Campaign, g.Unit, g.Number)
	if len(history) == 1 { // what stands above is all there was
		history = nil
	}
	for _, old := range history[max(0, len(history)-shownRecords):] {
		by, known := storage.GetPerson(t.Tx, old.By)
		if !known {
			by.Name = nameless(campaign.Contact, t.Lang())
		}
		text += "\n" + t.S(targetVersion, stamp(t.local(old.At), t.Lang()), by.Name, HTML(t.targetLine(old)))
	}
	var rows [][]storage.Button
	if t.allowed(campaign.ActTarget, g.Unit) {
		rows = append(rows, Row(t.B("report", targetReportLabel)))
		if t.targetsOpen() {
			rows = append(rows, Row(t.B("edit", targetEditLabel), t.B("drop", targetDropLabel)))
		}
	}
	t.Show(text, append(rows, Row(t.B("unit", stepBack), t.B("leave", leaveLabel)))...)
}

func pressTarget(t *Turn, action string) {
	switch action {
	case "report":
		t.Go("actual")
	case "edit":
		t.Go("name")
	case "drop":
		t.Go("drop")
	case "unit":
		t.Go("unit")
	default:
		t.leaveTargets()
	}
}

// entryRows are the buttons of every question about a target: keep what stands,
// or leave.
func (t *Turn) entryRows(keep string) [][]storage.Button {
	var rows [][]storage.Button
	if t.Kept("number") != "" && keep != "" {
		rows = append(rows, Row(t.B(keep, targetKeep)))
	}
	return append(rows, Row(t.B("back", stepBack), t.B("leave", leaveLabel)))
}

// pressTargetEntry follows the buttons of the questions.
func pressTargetEntry(t *Turn, action string) {
	g, known := t.target()
	switch {
	case action == "back" && known:
		t.Go("one")
	case action == "back":
		t.Go("unit")
	case action == "keep-name" && known:
		t.Keep("name", g.Name)
		t.Go("figure")
	case action == "keep-figure" && known:
		t.Keep("figure", strconv.FormatInt(int64(g.Figure), 10))
		t.Keep("in", g.In)
		t.keepAtMost(g.AtMost)
		t.Go("key")
	case action == "turn":
		t.keepAtMost(t.Kept("atmost") == "")
		t.Go("key")
	case action == "key" || action == "plain":
		t.keepTarget(action == "key")
	case action == "none":
		t.reportTarget("")
	default:
		t.leaveTargets()
	}
}

func showTargetName(t *Turn) {
	text := t.S(targetAskName)
	if g, ok := t.target(); ok {
		text += "\n" + t.S(targetNow, g.Name)
	}
	t.Show(text, t.entryRows("keep-name")...)
}

func saidTargetName(t *Turn, text string) {
	name := tidy(text)
	if n := len([]rune(name)); n < 5 || n > 200 {
		t.Say(t.S(targetBadName, n))
		return
	}
	t.Keep("name", name)
	t.Go("figure")
}

func showTargetFigure(t *Turn) {
	text := t.S(targetAskFigure, t.Kept("name"), "95 %")
	if g, ok := t.target(); ok {
		text += "\n" + t.S(targetNow, t.aimWords(g))
	}
	t.Show(text, t.entryRows("keep-figure")...)
}

// mayChange reports whether the unit's targets may be changed now, or says why not.
func (t *Turn) mayChange() bool {
	switch unit := t.Kept("unit"); {
	case !t.allowed(campaign.ActTarget, unit):
		t.lost()
	case !t.targetsOpen():
		t.Say(t.S(targetsShut))
		t.State.Screen.Below = true
		t.Go("unit")
	default:
		return true
	}
	return false
}

// keepTarget stores a new target or a changed one; what was reported stays.
func (t *Turn) keepTarget(key bool) {
	if !t.mayChange() {
		return
	}
	g, known := t.target()
	if !known {
		if len(t.standingTargets(t.Kept("unit"))) >= campaign.MostTargets {
			t.Say(t.S(targetsFull, campaign.MostTargets))
			t.Go("unit")
			return
		}
		g = campaign.Target{Unit: t.Kept("unit")}
	}
	figure, _ := strconv.ParseInt(t.Kept("figure"), 10, 64)
	g.Name, g.Figure, g.In, g.Key, g.AtMost = t.Kept("name"), campaign.Points(figure), t.Kept("in"), key, t.Kept("atmost") != ""
	t.putTarget(g, "target")
	t.Keep("number", "")
	t.Go("unit")
}

// putTarget keeps a version of a target in the actor's name.
func (t *Turn) putTarget(g campaign.Target, deed string) {
	g.By, g.At = t.Actor.ID, t.Event.At
	g = storage.PutTarget(t.Tx, t.Plan.Campaign, g)
	number := strconv.Itoa(g.Number)
	switch deed {
	case "drop":
		t.Note("drop-target", g.Unit, number, g.Dropped)
	case "report":
		t.Note("report-target", g.Unit, number, g.Evidence)
	default:
		t.Note("target", g.Unit, number, g.Name)
	}
}

func showTargetDrop(t *Turn) {
	g, _ := t.target()
	t.Show(t.S(targetAskDrop, g.Name, campaign.HoldReasonMin), t.entryRows("")...)
}

func saidTargetDrop(t *Turn, text string) {
	why, ok := t.reasonSaid(text)
	if !ok || !t.mayChange() {
		return
	}
	if g, known := t.target(); known {
		g.Dropped = why
		t.putTarget(g, "drop")
	}
	t.Keep("number", "")
	t.Go("unit")
}

func showTargetActual(t *Turn) {
	g, _ := t.target()
	t.Show(t.S(targetAskActual, g.Name, t.aimWords(g)), t.entryRows("")...)
}

func saidTargetActual(t *Turn, text string) {
	figure, _, _, ok := targetFigure(text)
	if !ok {
		t.Say(t.S(awaitsTargetActual))
		return
	}
	t.Keep("actual", strconv.FormatInt(int64(figure), 10))
	t.Go("evidence")
}

func showTargetEvidence(t *Turn) {
	t.Show(t.S(targetAskEvidence), append([][]storage.Button{Row(t.B("none", targetNoEvidence))}, t.entryRows("")...)...)
}

func saidTargetEvidence(t *Turn, text string) {
	words := tidy(text)
	if n := len([]rune(words)); n < 5 || n > 1000 {
		t.Say(t.S(awaitsTargetEvidence))
		return
	}
	if word, ok := campaign.SecretMark(words); ok {
		t.Say(t.S(targetSecret, word))
		return
	}
	t.reportTarget(words)
}

// reportTarget keeps what was reached; reporting stays open when registering is
// closed.
func (t *Turn) reportTarget(evidence string) {
	g, ok := t.target()
	if !ok || !t.allowed(campaign.ActTarget, g.Unit) {
		t.lost()
		return
	}
	n, _ := strconv.ParseInt(t.Kept("actual"), 10, 64)
	actual := campaign.Points(n)
	g.Actual, g.Evidence = &actual, evidence
	t.putTarget(g, "report")
	t.Keep("number", "")
	t.Go("unit")
}

var (
	targetEvidenceLine = T("Minh chứng: %s", "Evidence: %s")
	targetVersion      = T("   %s, đồng chí %s: %s", "   %s, %s: %s")
	targetReportLabel  = T("Báo cáo kết quả", "Report the result")
	targetEditLabel    = T("Sửa", "Change")
	targetDropLabel    = T("Rút chỉ tiêu", "Take it back")
	targetKeep         = T("Giữ nguyên", "Leave as it is")
	targetNow          = T("Hiện nay: %s", "Now: %s")
	targetAskName      = T("Đồng chí gõ tên chỉ tiêu, ví dụ: Tỷ lệ giải quyết tố giác, tin báo về tội phạm.", "Type what the target is about, for example: Reports of crime dealt with.")
	targetBadName      = T("Tên chỉ tiêu có %d ký tự, cần từ 5 đến 200, ví dụ: Tỷ lệ giải quyết tố giác, tin báo về tội phạm.", "It has %d characters; 5 to 200 are taken, for example: Reports of crime dealt with.")
	targetAskDrop      = T("<b>Rút chỉ tiêu: %s</b>\nĐồng chí gõ lý do (ít nhất %d ký tự), ví dụ: Nhiệm vụ đã chuyển sang đơn vị khác.", "<b>Take back: %s</b>\nType the reason (at least %d characters), for example: The task went to another agency.")
	targetAskActual    = T("<b>%s</b> (chỉ tiêu %s)\nĐồng chí gõ kết quả thực hiện, ví dụ: 97,5.", "<b>%s</b> (target: %s)\nType what was reached, for example: 97.5.")
	targetAskEvidence  = T("Đồng chí ghi minh chứng (số văn bản hoặc đường dẫn), ví dụ: Báo cáo số 215/BC-VKS ngày 30/11/2021.", "Give the evidence (the number of a paper, or a link), for example: Report No. 215/BC-VKS of 30 November 2021.")
	targetNoEvidence   = T("Chưa có minh chứng", "No evidence yet")
	targetSecret       = T("Nội dung có dấu hiệu mật (“%s”). Bot không nhận; đề nghị đồng chí ghi lại, không nêu nội dung mật.", "It bears a mark of secrecy (“%s”) and is not taken. Please write it without anything secret.")
	targetsShut        = T("Đã hết thời gian đăng ký; chỉ tiêu không thay đổi được nữa, kết quả vẫn báo cáo được.", "Registering is over: targets can no longer be changed, results can still be reported.")
	targetsFull        = T("Mỗi đơn vị đăng ký đến %d chỉ tiêu.", "A unit registers at most %d targets.")

	awaitsTargetName     = T("Đề nghị đồng chí gõ tên chỉ tiêu, ví dụ: Tỷ lệ giải quyết tố giác, tin báo về tội phạm.", "Please type what the target is about, for example: Reports of crime dealt with.")
	awaitsTargetDrop     = T("Đề nghị đồng chí gõ lý do (ít nhất 10 ký tự), ví dụ: Nhiệm vụ đã chuyển sang đơn vị khác.", "Please type the reason (at least 10 characters), for example: The task went to another agency.")
	awaitsTargetActual   = T("Đề nghị đồng chí gõ kết quả bằng số, ví dụ: 97,5.", "Please type the result as a number, for example: 97.5.")
	awaitsTargetEvidence = T("Đề nghị đồng chí ghi minh chứng từ 5 đến 1000 ký tự, ví dụ: Báo cáo số 215/BC-VKS ngày 30/11/2021.", "Please give the evidence in 5 to 1000 characters, for example: Report No. 215/BC-VKS of 30 November 2021.")
)
