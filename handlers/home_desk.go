package handlers

import (
	"slices"

	"thidua/campaign"
	"thidua/storage"
)

// deskCard is the part of the home card for whoever runs the campaign: how many
// have handed in what, who waits to be let in, who cannot be reached.
type deskCard struct {
	text string
	// The buttons of its figures: of what has no date, of what has, and the rest.
	undated, dated, rest []storage.Button
}

func (t *Turn) deskCard() (c deskCard) {
	out := []string{t.S(deskHead)}
	var buttons []storage.Button
	done, owing := t.handedIn()
	for _, r := range t.Plan.Requirements {
		opens := t.Plan.Opens(r)
		if today := t.Plan.Day(t.Event.At); !opens.IsZero() && today.Before(opens) {
			out = append(out, t.S(homeLine, r.Short, dutyOpens.In(t.Lang(), shortDay(opens, t.Lang()))))
			continue
		}
		in := done[r.ID]
		all := len(t.Plan.Owing(r))
		out = append(out, t.S(homeLine, r.Short, t.boardWords(r, in, all)))
		b := t.B("/trangthai", boardButton, r.Short, in, all)
		if _, dated := t.Plan.LastDay(r); dated {
			c.dated = append(c.dated, b)
		} else {
			c.undated = append(c.undated, b)
		}
	}
	if owing > 0 {
		buttons = append(buttons, t.B("/dondoc", nudgeButton, owing))
	}
	if words := keyTaskWords(t.Tx, t.Plan, t.Lang()); words != "" {
		out = append(out, words)
	}
	for _, d := range t.headDuties() {
		if d.Open {
			out = append(out, t.S(homeLine, d.Requirement.Short, HTML(t.headWords(d))))
		}
	}
	if n := len(t.waiting()); n > 0 {
		out = append(out, t.S(waitsForDesk, counted(n, t.Lang(), waitingNoun)))
		buttons = append(buttons, t.B("/thamdinh", reviewButton, n))
	}
	if n := t.unappraised(); n > 0 {
		out = append(out, t.S(sheetsWaitLine, counted(n, t.Lang(), unitNoun)))
		buttons = append(buttons, t.B("/thamdinhdiem", sheetsWait, n))
	}
	if line, button := t.publishingCard(); button != nil {
		out, buttons = append(out, line), append(buttons, button...)
	}
	if n := len(t.openRequests()); n > 0 {
		out = append(out, t.S(requestsLine, counted(n, t.Lang(), personNoun)))
		buttons = append(buttons, t.B("/yeucau", requestsButton, n))
	}
	if n := len(t.openExtensions()); n > 0 {
		out = append(out, t.S(extensionsLine, counted(n, t.Lang(), requestNoun)))
		buttons = append(buttons, t.B("/giahan", extensionsButton, n))
	}
	if lost := t.unreached(); len(lost) > 0 {
		out = append(out, t.S(unreachedLine, counted(len(lost), t.Lang(), personNoun)))
		buttons = append(buttons, t.B("/moi lienlac", unreachedButton, len(lost)))
	}
	if empty := t.unitsWithout(campaign.Contact); len(empty) > 0 {
		out = append(out, t.S(emptyUnitsLine, counted(len(empty), t.Lang(), unitNoun)))
		buttons = append(buttons, t.B("/moi contact", inviteButton))
	}
	if due := slices.IndexFunc(t.headDuties(), campaign.Duty.Owes); due >= 0 {
		buttons = append(buttons, t.B("/dabaocao "+t.Plan.HeadDuties[due].ID, reportUpButton))
	}
	c.rest = slices.DeleteFunc(buttons, func(b storage.Button) bool { return !t.mayRun(b.Action) })
	c.text = lines(out...)
	return c
}

// homeButtons are those the home screen has room for: of what is handed in the
// newest two with a date.
func (t *Turn) homeButtons(c deskCard) []storage.Button {
	boards := c.dated[max(0, len(c.dated)-2):]
	if len(boards) == 0 {
		boards = []storage.Button{t.B("/trangthai", statusButton)}
	}
	return slices.Concat(boards, c.rest)
}

// handedIn counts, by requirement, the units that have handed it in, and the
// units that owe anything with a date.
func (t *Turn) handedIn() (in map[string]int, owing int) {
	in = map[string]int{}
	for _, u := range t.Plan.Competing() {
		owes := false
		for _, d := range t.duties(u.ID) {
			if d.State == campaign.DutyHandedIn {
				in[d.Requirement.ID]++
			}
			owes = owes || d.Owes() && !d.LastDay.IsZero()
		}
		if owes {
			owing++
		}
	}
	return in, owing
}

func (t *Turn) boardWords(r campaign.Requirement, in, all int) string {
	words := handedInCount.In(t.Lang(), in, all)
	if last, ok := t.Plan.LastDay(r); ok && in < all {
		today := t.Plan.Day(t.Event.At)
		words += "; " + untilWords(last, today.DaysUntil(last), t.Lang())
	}
	return words
}

// everyone is whoever holds a role now, by id, each once.
func (t *Turn) everyone() []storage.Person {
	seen := map[int64]storage.Person{}
	for _, kind := range allRoles {
		for _, p := range storage.Desk(t.Tx, kind, t.year()) {
			seen[p.ID] = p
		}
	}
	out := make([]storage.Person, 0, len(seen))
	for _, p := range seen {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b storage.Person) int { return int(min(1, max(-1, a.ID-b.ID))) })
	return out
}

// unreached are the people messages no longer reach.
func (t *Turn) unreached() []storage.Person {
	return slices.DeleteFunc(t.everyone(), func(p storage.Person) bool { return p.Unreached == "" })
}

// unitsWithout are the units that have nobody of a kind.
func (t *Turn) unitsWithout(kind campaign.RoleKind) []campaign.Unit {
	var out []campaign.Unit
	for _, u := range t.Plan.Members() {
		if len(storage.PeopleWith(t.Tx, kind, u.ID, t.year())) == 0 {
			out = append(out, u)
		}
	}
	return out
}

var (
	homeHead       = T("<b>%s</b>\n%s, năm thi đua %d", "<b>%s</b>\n%s, emulation year %d")
	phaseRunning   = T("%s (%s): %s.", "%s (%s): %s.")
	phaseNext      = T("%s bắt đầu từ %s.", "%s begins on %s.")
	phasesOver     = T("Các đợt thi đua trong năm đã kết thúc.", "The phases of the year are over.")
	unitHead       = T("<b>%s</b>", "<b>%s</b>")
	ownDutiesHead  = T("<b>Việc của đơn vị</b>", "<b>What your unit has to do</b>")
	owesNothing    = T("Đơn vị không thuộc diện chấm điểm, xếp hạng nên không phải nộp báo cáo.", "The unit is not scored or ranked and has nothing to hand in.")
	homeLine       = T("– %s: %s", "– %s: %s")
	dutyDone       = T("đã nộp", "handed in")
	dutyNumbered   = T("đã nộp, số đến %d", "handed in, No. %d")
	dutyOpens      = T("nộp từ ngày %s", "to be handed in from %s")
	dutyUndated    = T("không quy định hạn", "no deadline")
	dutyUntil      = T("ngày cuối: %s, %s", "last day: %s, %s")
	dutyLastToday  = T("ngày cuối là hôm nay, %s", "the last day is today, %s")
	dutyNothing    = T("chưa nộp", "not handed in")
	dutyDraft      = T("chưa nộp, đang chuẩn bị (%s)", "not handed in, in preparation (%s)")
	dutyLacksSheet = T("đã nộp báo cáo, thiếu bảng chấm điểm (%d/%d tiêu chí)", "report handed in, score sheet missing (%d/%d criteria)")
	dutyLacksFiles = T("đã gửi bảng chấm điểm, thiếu báo cáo", "score sheet sent, report missing")
	unitNoun       = T("đơn vị", "unit")

	sheetProgress   = T("bảng chấm điểm %d/%d", "score sheet %d/%d")
	handInButton    = T("Nộp %s", "Hand in: %s")
	sheetButton     = T("Chấm điểm", "Score sheet")
	deskHead        = T("<b>Tình hình nộp của các đơn vị</b>", "<b>What the units have handed in</b>")
	handedInCount   = T("%d/%d đơn vị đã nộp", "%d/%d units")
	waitsForDesk    = T("Chờ tôi tiếp nhận: %s", "Waiting for me: %s")
	waitingNoun     = T("bản", "version")
	reviewButton    = T("Chờ tôi (%d)", "Waiting for me (%d)")
	sheetsWaitLine  = T("Bảng chấm điểm chờ thẩm định: %s", "Score sheets to appraise: %s")
	requestsLine    = T("Chờ duyệt tham gia: %s", "Waiting to be let in: %s")
	unreachedLine   = T("Không liên lạc được: %s", "Cannot be reached: %s")
	emptyUnitsLine  = T("Chưa có cán bộ đầu mối: %s", "Without a focal point: %s")
	boardButton     = T("%s: %d/%d", "%s: %d/%d")
	nudgeButton     = T("Đôn đốc (%d)", "Nudge (%d)")
	requestsButton  = T("Duyệt tham gia (%d)", "Requests (%d)")
	unreachedButton = T("Mất liên lạc (%d)", "Out of reach (%d)")
	inviteButton    = T("Mời đầu mối", "Invite focal points")
	statusButton    = T("Trạng thái", "Status")
	standingsButton = T("Xếp hạng", "Standings")
	calendarButton  = T("Lịch", "Calendar")
	documentsButton = T("Văn bản", "Documents")
	profileButton   = T("Hồ sơ", "Profile")
)
