package handlers

import (
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// showBoard is where the results stand: the checks first, then what is frozen
// and what has changed since, then what is asked, each with its button.
func (p *publisher) showBoard() {
	if p.stands() {
		p.showPublished()
		return
	}
	head := p.S(publishHead, p.Plan.Year, stamp(p.Event.At, p.Lang()))
	if p.now.Reopened != nil {
		head = lines(head, p.S(beingCorrected, campaign.PublicationNumber(p.now.Reopened.Of, p.Plan.Year), p.now.Reopened.Reason))
	}
	text := paragraphs(head, p.checkLines(), p.awardLine(), p.frozenLines(), p.askedLines())
	p.Show(text, append(p.boardButtons(), Row(p.B("/xephang", standingsButton), p.B("leave", leaveLabel)))...)
}

func (p *publisher) boardButtons() [][]storage.Button {
	var rows [][]storage.Button
	leader := p.allowed(campaign.ActPublish, "")
	for _, c := range p.checked {
		if command, ok := checkCommands[c.Check]; ok && !c.OK && p.mayRun(command.action) {
			rows = append(rows, Row(p.B(command.action, command.label)))
		}
	}
	switch {
	case p.mine():
		rows = append(rows, Row(p.B("back off", backOffLabel)))
	case p.asked() != nil:
		rows = append(rows, Row(p.B("second", secondLabel)))
	case leader && p.mayAsk():
		rows = append(rows, Row(p.B("start", startPublishLabel)))
	}
	switch {
	case !leader:
	case p.now.Frozen == nil:
		rows = append(rows, Row(p.B("freeze", freezeLabel)))
	case !p.fresh():
		rows = append(rows, Row(p.B("freeze", freezeAgainLabel)))
	}
	return rows
}

// mostNames is how much of a list of names a line shows, in letters.
const mostNames = 400

// checkLines says of every check whether it holds, and what is missing.
func (p *publisher) checkLines() string {
	out := []string{p.S(checksHead)}
	for _, c := range p.checked {
		line := p.S(checkHolds, checkWords[c.Check])
		if !c.OK {
			line = p.S(checkFails, checkWords[c.Check])
			var names []string
			for _, id := range c.Requirements {
				names = append(names, requirementShort(p.Plan, id))
			}
			for _, id := range c.Units {
				names = append(names, p.unitName(id))
			}
			if names != nil {
				line += p.S(checkNames, gist(strings.Join(names, "; "), mostNames))
			}
			if !c.Until.IsZero() {
				line += p.S(checkUntil, deadlineWords(p.local(c.Until), p.Lang()))
			}
		}
		out = append(out, line)
	}
	return lines(out...)
}

func requirementShort(plan *campaign.Plan, id string) string {
	if r, ok := plan.Requirement(id); ok {
		return r.Short
	}
	return id
}

// frozenLines tells when the figures were frozen and what has changed since.
func (p *publisher) frozenLines() string {
	f := p.now.Frozen
	if f == nil {
		return lines(p.S(freezeHead), p.S(notFrozen))
	}
	text := lines(p.S(freezeHead), p.S(frozenAt, stamp(p.local(f.At), p.Lang()), HTML(p.personName(f.By)), substanceCode(f.Substance)))
	if p.fresh() {
		return lines(text, p.S(nothingSince))
	}
	was, err := f.Record()
	if err != nil {
		p.Tx.Fail(err)
		return text
	}
	return lines(text, p.S(movedSince), p.recordChanges(was, p.live, p.Lang(), 12))
}

// recordChanges says unit by unit what differs between two records, at most so
// many lines.
func (t *Turn) recordChanges(was, is campaign.Publication, lang string, most int) string {
	changes := campaign.LineChanges(was, is)
	var out []string
	for i, c := range changes {
		if i == most {
			out = append(out, changesMore.In(lang, counted(len(changes)-most, lang, otherUnit)))
			break
		}
		was, now := lineWords(c.Was, lang), lineWords(c.Is, lang)
		if was == now {
			out = append(out, changeInside.In(lang, c.Name, HTML(now)))
			continue
		}
		out = append(out, changeLine.In(lang, c.Name, HTML(was), HTML(now)))
	}
	if out == nil {
		return changesOther.In(lang)
	}
	return lines(out...)
}

// lineWords is a line of a record in short: "hạng 2, 98,5 điểm".
func lineWords(l *campaign.PublishedLine, lang string) string {
	switch {
	case l == nil:
		return lineAbsent.In(lang)
	case l.Place == 0:
		return noPlace.In(lang)
	}
	return placeShort.In(lang, l.Place, pointsWords(l.Total, lang))
}

// askedLines tells what waits for a second person.
func (p *publisher) askedLines() string {
	a := p.asked()
	if a == nil {
		return ""
	}
	text := p.S(askedBy, HTML(p.personName(a.By)), askWords[a.Kind], stamp(p.local(a.At), p.Lang()))
	if a.Reason != "" {
		text = lines(text, p.S(extendWhyLine, a.Reason))
	}
	if p.mine() {
		return lines(text, p.S(waitsForOther))
	}
	return lines(text, p.S(waitsForYou))
}

// personName is somebody's name, or that they were erased.
func (t *Turn) personName(id int64) string {
	if person, ok := storage.GetPerson(t.Tx, id); ok && id != 0 {
		return t.S(plainLine, person.Name)
	}
	return t.S(erasedPerson)
}

// showPublished is the board while a published result stands.
func (p *publisher) showPublished() {
	at := stamp(p.local(p.row.At), p.Lang())
	text := lines(p.S(publishedHead, p.Plan.Year),
		p.S(publishedAs, campaign.PublicationNumber(p.row.Version, p.row.Year), at, recordCode(p.row)),
		p.S(publishedBy, HTML(p.personName(p.row.StartedBy)), HTML(p.personName(p.row.ConfirmedBy))))
	var rows [][]storage.Button
	switch {
	case p.mine():
		rows = append(rows, Row(p.B("back off", backOffLabel)))
	case p.asked() != nil:
		rows = append(rows, Row(p.B("second", secondLabel)))
	case p.allowed(campaign.ActPublish, ""):
		rows = append(rows, Row(p.B("reopen", reopenLabel)))
	}
	p.Show(paragraphs(text, p.askedLines()), append(rows, Row(p.B("/xephang", standingsButton), p.B("leave", leaveLabel)))...)
}

// checkCommands lead to where a check is put right.
var checkCommands = map[campaign.PublishCheck]struct {
	action string
	label  Text
}{
	campaign.CheckClosed:      {"/chotnop", T("Chốt tiếp nhận", "Close requirements")},
	campaign.CheckReturns:     {"/thamdinh", T("Bản trả lại bổ sung", "Returns")},
	campaign.CheckAppraised:   {"/thamdinhdiem", T("Thẩm định điểm", "Appraise scores")},
	campaign.CheckCompared:    {"/thamdinhdiem", T("Thẩm định đơn vị được so sánh", "Appraise what is compared")},
	campaign.CheckAnswered:    {"/thamdinhdiem", T("Trả lời giải trình", "Answer explanations")},
	campaign.CheckMissing:     {"/tamdung", T("Đánh dấu không xếp hạng", "Mark as not ranked")},
	campaign.CheckMarked:      {"/tamdung", T("Cho xét lại đơn vị đã nộp đủ", "Consider who is complete again")},
	campaign.CheckVote:        {"/bophieu", T("Nhập kết quả bỏ phiếu", "Enter the vote")},
	campaign.CheckWithdrawals: {"/tamdung", T("Trả lời xin rút", "Answer withdrawals")},
}

// checkWords name the checks by what holds when they do.
var checkWords = map[campaign.PublishCheck]Text{
	campaign.CheckClosed:      T("Đã chốt tiếp nhận các nội dung phải nộp", "Every requirement is closed"),
	campaign.CheckReturns:     T("Không còn bản trả lại bổ sung trong hạn", "No return is open"),
	campaign.CheckAppraised:   T("Các đơn vị được xếp hạng đã được thẩm định", "Every ranked unit has been appraised"),
	campaign.CheckCompared:    T("Số liệu dùng để so sánh giữa các đơn vị đã được thẩm định", "What the units are compared with has been appraised"),
	campaign.CheckExplained:   T("Đã hết thời gian giải trình", "No time for explanations is left"),
	campaign.CheckAnswered:    T("Không còn giải trình chờ trả lời", "No explanation waits for its answer"),
	campaign.CheckMissing:     T("Đơn vị thiếu hồ sơ tổng kết đã ghi “không xếp hạng” kèm lý do", "Each unit without a final hand-in is marked as not ranked, with a reason"),
	campaign.CheckMarked:      T("Đơn vị đã ghi “không xếp hạng” đến nay vẫn thiếu hồ sơ tổng kết", "Each unit marked as not ranked still lacks its final hand-in"),
	campaign.CheckWithdrawals: T("Không còn đề nghị xin rút chờ trả lời", "No withdrawal waits for an answer"),
	campaign.CheckVote:        T("Đã nhập kết quả bỏ phiếu của hội nghị", "The conference's vote is entered"),
	campaign.CheckLoud:        T("Ngoài giờ yên tĩnh, để mọi người nhận tin cùng lúc", "Outside the quiet hours, so that all are told at once"),
}

var (
	publishHead  = T("<b>Công bố kết quả thi đua năm %d</b>\nTình hình lúc %s", "<b>Publish the results of %d</b>\nAs of %s")
	checksHead   = T("<b>Kiểm tra trước khi công bố</b>", "<b>Before results are published</b>")
	checkHolds   = T("– %s: đạt ✓", "– %s: yes ✓")
	checkFails   = T("– %s: <b>chưa</b>", "– %s: <b>not yet</b>")
	checkNames   = T(" (%s)", " (%s)")
	checkUntil   = T(", đến %s", ", until %s")
	freezeHead   = T("<b>Chốt kết quả</b>", "<b>Frozen figures</b>")
	notFrozen    = T("Chưa chốt. Chốt xong mới đề nghị công bố được.", "Not frozen yet. Figures are frozen before they are published.")
	frozenAt     = T("Chốt lúc %s, người chốt: %s, mã <code>%s</code>.", "Frozen on %s by %s, code <code>%s</code>.")
	nothingSince = T("Từ đó chưa có thay đổi.", "Nothing has changed since.")
	movedSince   = T("Từ đó đã thay đổi, cần chốt lại:", "Since then this has changed; freeze them again:")
	changeLine   = T("– %s: %s → %s", "– %s: %s → %s")
	changeInside = T("– %s: %s, thay đổi ở điểm thành phần", "– %s: %s, its parts have changed")
	changesMore  = T("– và %s", "– and %s")
	otherUnit    = T("đơn vị khác", "other unit")
	changesOther = T("– thứ hạng và điểm không đổi; thay đổi ở kế hoạch hoặc Bảng chấm điểm", "– places and points are the same; the plan or the score sheet has changed")
	lineAbsent   = T("không có", "absent")
	askedBy      = T("<b>Đồng chí %s đề nghị %s</b> lúc %s.", "<b>%s asks %s</b>, %s.")

	waitsForOther = T("Chờ một lãnh đạo khác hoặc thường trực khối xác nhận; người đề nghị không tự xác nhận được.", "Another leader or the secretary must confirm; who asks cannot confirm.")
	waitsForYou   = T("Chờ đồng chí hoặc một người khác xác nhận.", "You or somebody else must confirm.")

	publishedHead = T("<b>Kết quả thi đua năm %d đã công bố</b>", "<b>The results of %d are published</b>")
	publishedBy   = T("Người đề nghị: %s. Người xác nhận: %s.", "Asked for by %s, confirmed by %s.")

	backOffLabel      = T("Rút đề nghị", "Take it back")
	secondLabel       = T("Xem để xác nhận", "Look and confirm")
	startPublishLabel = T("Đề nghị công bố", "Ask to publish")
	freezeLabel       = T("Chốt kết quả", "Freeze the figures")
	freezeAgainLabel  = T("Chốt lại", "Freeze them again")
	reopenLabel       = T("Xem xét lại kết quả", "Reopen the results")
)
