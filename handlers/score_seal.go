package handlers

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// showConfirm asks once more before the sheet becomes unchangeable.
func (s *scoring) showConfirm() {
	if !s.maySend() {
		s.Go("summary")
		return
	}
	s.Keep("rev", strconv.Itoa(s.sheet.Rev))
	timing := ""
	if s.due.Requirement.ID != "" && !s.due.Deadline.IsZero() {
		timing = s.S(sendsNow, lateWords(s.judge(true).LateDays, s.Lang()), s.deadline())
	}
	tally, mark := s.asIfSent(), ""
	if tally.Provisional {
		mark = s.S(provisionalMark)
	}
	s.Show(paragraphs(
		s.S(confirmTitle, s.unitName(s.unit)), lines(s.S(totalSum, s.points(tally.Total))+mark, timing, s.gateLine()), s.checkLines(), lines(s.headLine(), s.S(confirmText))),
		Row(s.B("summary", backLabel)), Row(s.B("seal", sealLabel)))
}

// asIfSent is the sheet added up as a press now would seal it, which within the
// grace after a deadline is more than a plain look at the clock gives.
func (s *scoring) asIfSent() campaign.Tally {
	sheet, facts := s.sheet, s.facts
	sheet.SealedAt, sheet.Timing = s.Event.At, s.judge(true)
	facts.Sheet = &sheet
	return campaign.Add(&s.Plan.Sheet, sheet.Entries, timeliness(campaign.Duties(s.Plan, s.unit, facts)))
}

func (s *scoring) pressConfirm(action string) {
	if action == "seal" {
		s.seal()
		return
	}
	s.Go("summary")
}

// seal hands the sheet in: it becomes read-only, the sender gets a receipt, the
// unit's other people and the desk are told.
func (s *scoring) seal() {
	if s.Kept("rev") != strconv.Itoa(s.sheet.Rev) {
		s.object(s.S(changedSince))
		s.Go("summary")
		return
	}
	if !s.maySend() {
		s.Go("summary")
		return
	}
	switch s.signOff(s.due.Requirement, s.unit, s.Actor.ID) {
	case campaign.SignOffHead:
		s.askHeadsForSheet()
	case campaign.SignOffNobody:
		s.Go("nohead")
	default:
		s.sealBy(s.confirmation(""))
	}
}

// confirmation is the actor's word as it is given now.
func (s *scoring) confirmation(note string) campaign.Confirmation {
	_, pressed := s.Event.Body.(Pressed)
	return campaign.Confirmation{By: s.Actor.ID, At: s.Event.At, Pressed: pressed, Note: note}
}

// sealBy seals in the name of who confirmed; the actor gives the last word.
func (s *scoring) sealBy(c campaign.Confirmation) {
	if !s.unlocked() {
		return
	}
	_, pressed := s.Event.Body.(Pressed)
	timing, approved := s.judgeWord(pressed, c.At), s.ownApproval(s.unit, c)
	if c.By != s.Actor.ID {
		approved = &campaign.Approval{By: s.Actor.ID, At: s.Event.At}
	}
	campaign.Enclose(&s.sheet, s.evidence().Attachments)
	if err := campaign.Seal(&s.Plan.Sheet, &s.sheet, c.By, s.Event.At); err != nil {
		s.Say(s.problem(s.criterion(), "", err))
		s.Go("summary")
		return
	}
	s.sheet.Timing, s.sheet.Revision, s.sheet.Approved = timing, s.Plan.Revision, approved
	s.save()
	storage.IndexEvidence(s.Tx, s.Plan.Campaign, s.sheet)
	mark := fingerprint(s.Plan.Campaign, &s.sheet)
	s.Note("sheet-sealed", s.unit, "sheet "+s.sheet.Version+" "+mark, "total "+s.tally.Total.String())
	s.For(c.By, func(u *Turn) {
		u.Send(Outgoing{
			Kind: OutSay, Class: ClassRecord, Chat: u.Actor.ID,
			Text: s.receipt(u, mark), Buttons: s.receiptButtonsFor(u),
		})
	})
	s.tellSealed(c.By)
	s.settleReminders(s.unit)
	s.crossBegins(s.unit)
	live := s.live
	s.End()
	if live {
		s.Close(s.S(sentScreen))
	}
}

// judge says how a sealing at this moment stands to the deadline; the content is
// as old as its newest answer.
func (s *scoring) judge(pressed bool) campaign.Timing { return s.judgeWord(pressed, time.Time{}) }

// judgeWord is judge for the word of a head on what a contact confirmed before.
func (s *scoring) judgeWord(pressed bool, confirmed time.Time) campaign.Timing {
	if s.due.Requirement.ID == "" {
		return campaign.Timing{}
	}
	h := s.handInAt(s.due.Deadline, nil, campaign.Confirmation{At: s.Event.At, Pressed: pressed})
	for _, a := range s.proofs() {
		if a.At.After(h.ContentAt) {
			h.ContentAt = a.At
		}
	}
	for _, e := range s.sheet.Entries {
		if e.At.After(h.ContentAt) {
			h.ContentAt = e.At
		}
	}
	if confirmed.After(h.ContentAt) && confirmed.Before(s.Event.At) {
		h.ContentAt = confirmed
	}
	return s.Plan.JudgeAt(s.due.Deadline, h)
}

func (s *scoring) deadline() string { return deadlineWords(s.due.Deadline, s.Lang()) }

// receipt is the message of record in the language of the reader.
func (s *scoring) receipt(reader *Turn, mark string) string {
	lang := reader.Lang()
	at := s.sheet.SealedAt.In(s.Plan.Location())
	when := reader.S(receivedAt, stamp(at, lang))
	if s.due.Requirement.ID != "" && !s.sheet.Timing.Deadline.IsZero() {
		when = reader.S(receivedTiming, stamp(at, lang), lateWords(s.sheet.Timing.LateDays, lang), deadlineWords(s.sheet.Timing.Deadline, lang))
	}
	grace := ""
	if g, ok := graceWords[s.sheet.Timing.Grace]; ok {
		grace = reader.S(g)
	}
	provisional := ""
	if s.tally.Provisional {
		provisional = reader.S(provisionalMark)
	}
	return lines(
		reader.S(receiptTitle, s.Plan.Year),
		reader.S(receiptUnit, s.unitName(s.unit)),
		reader.S(receiptBy, s.who(s.sheet.SealedBy)),
		signedLine(s.Tx, s.sheet.Approved, lang),
		when, grace,
		reader.S(totalSum, pointsWords(s.tally.Total, lang))+provisional,
		reader.S(receiptMark, s.sheet.Version, mark),
		s.completeness(reader))
}

// completeness says what the hand-in the sheet belongs to still lacks.
func (s *scoring) completeness(reader *Turn) string {
	d := s.due
	switch {
	case d.Requirement.ID == "" || len(d.Requirement.Parts) < 2:
		return ""
	case d.State == campaign.DutyHandedIn:
		return reader.S(allIn, d.Requirement.Short, lateWords(d.LateDays, reader.Lang()))
	case s.Event.At.Before(d.Deadline):
		return reader.S(reportMissingBy, d.Requirement.Short, deadlineWords(d.Deadline, reader.Lang()))
	default:
		return reader.S(reportMissing, d.Requirement.Short)
	}
}

func (s *scoring) receiptButtonsFor(u *Turn) [][]storage.Button {
	rows := [][]storage.Button{Row(u.B("/cham "+s.unit, viewSent))}
	if slices.Contains(s.due.MissingParts, campaign.PartFiles) {
		rows = append([][]storage.Button{Row(u.B("/nop "+s.due.Requirement.ID, sendReport))}, rows...)
	}
	return rows
}

// tellSealed tells the desk and the unit's other people, each once; by has the
// receipt.
func (s *scoring) tellSealed(by int64) {
	contacts := storage.PeopleWith(s.Tx, campaign.Contact, s.unit, s.year())
	heads := storage.PeopleWith(s.Tx, campaign.UnitHead, s.unit, s.year())
	told := map[int64]bool{by: true}
	for i, p := range slices.Concat(contacts, heads, s.desk()) {
		if told[p.ID] {
			continue
		}
		told[p.ID] = true
		button := storage.Button{Action: "/xephang", Label: openStandings.plain(s.LangOf(p))}
		if i < len(contacts)+len(heads) {
			button = storage.Button{Action: "/cham " + s.unit, Label: viewSent.plain(s.LangOf(p))}
		}
		reader := &Turn{Actor: p, Set: s.Set, Plan: s.Plan, Event: s.Event}
		lang, provisional := reader.Lang(), ""
		if s.tally.Provisional {
			provisional = reader.S(provisionalMark)
		}
		s.Tell(p, ClassReply, lines(
			reader.S(sealedNews, s.unitName(s.unit), stamp(s.sheet.SealedAt.In(s.Plan.Location()), lang), lateWords(s.sheet.Timing.LateDays, lang), s.who(s.sheet.SealedBy), pointsWords(s.tally.Total, lang))+provisional,
			s.completeness(reader)), Row(button))
	}
}

// fingerprint is the first twelve hex digits of the SHA-256 of what a sheet
// answers, so that two copies can be compared by eye. People and times are left
// out: the same answers have the same mark.
func fingerprint(campaignID string, sheet *campaign.ScoreSheet) string {
	h := sha256.New()
	fmt.Fprintf(h, "score sheet 1\n%q %q %q %q\n", campaignID, sheet.Unit, sheet.Author, sheet.Version)
	for _, id := range slices.Sorted(maps.Keys(sheet.Entries)) {
		e := sheet.Entries[id]
		fmt.Fprintf(h, "%q %d %t %q\n", id, e.Value, e.NotApplicable, e.Reason)
	}
	return hex.EncodeToString(h.Sum(nil))[:12]
}

var graceWords = map[campaign.Grace]Text{
	campaign.GracePress: T("Nút gửi được bấm ngay sau hạn nhưng mọi câu trả lời đã có trước hạn, nên tính là đúng hạn.",
		"The button was pressed just after the deadline but all answers were there before it, so it counts as on time."),
	campaign.GraceOutage: T("Bot mất kết nối vào lúc hết hạn và mọi câu trả lời đã có trước hạn, nên tính là đúng hạn.",
		"The bot was cut off at the deadline and all answers were there before it, so it counts as on time."),
}

var (
	confirmTitle = T("<b>Gửi Bảng chấm điểm của %s?</b>", "<b>Send the score sheet of %s?</b>")
	sendsNow     = T("Gửi bây giờ: %s (hạn %s)", "Sent now: %s (due %s)")
	confirmText  = T("Sau khi gửi, đơn vị chỉ xem được, không sửa được; muốn sửa phải rút lại trước khi thường trực bắt đầu thẩm định.", "Once sent, the sheet can be read but no longer changed; it can be taken back until the desk begins to appraise it.")
	sealLabel    = T("Xác nhận gửi", "Confirm and send")
	changedSince = T("Bảng chấm điểm vừa được một cán bộ khác của đơn vị thay đổi; đề nghị đồng chí xem lại tổng hợp rồi gửi.",
		"Another focal point of your unit has just changed the sheet; please look at the summary again before sending.")
	sentScreen      = T("Đã gửi Bảng chấm điểm.", "The score sheet has been sent.")
	receiptTitle    = T("<b>Đã tiếp nhận Bảng tự chấm điểm thi đua năm %d</b>", "<b>Self-score sheet %d received</b>")
	receiptUnit     = T("Đơn vị: %s", "Unit: %s")
	receiptBy       = T("Người gửi: đồng chí %s", "Sent by: %s")
	receivedAt      = T("Thời điểm: %s", "Received: %s")
	receivedTiming  = T("Thời điểm: %s, %s (hạn %s)", "Received: %s, %s (due %s)")
	receiptMark     = T("Phiên bản bảng: %s. Mã đối chiếu: <code>%s</code>", "Sheet version: %s. Fingerprint: <code>%s</code>")
	allIn           = T("%s: đã nộp đủ báo cáo và Bảng chấm điểm, %s.", "%s: report and score sheet are both in, %s.")
	reportMissingBy = T("%s: còn thiếu báo cáo, hạn %s.", "%s: the report is still missing, due %s.")
	reportMissing   = T("%s: còn thiếu báo cáo, đã quá hạn.", "%s: the report is still missing and overdue.")
	viewSent        = T("Xem bảng đã gửi", "See what was sent")
	openStandings   = T("Xếp hạng tạm tính", "Provisional standings")
	sendReport      = T("Nộp báo cáo", "Hand in the report")
	sealedNews      = T("%s đã gửi Bảng chấm điểm lúc %s, %s (người gửi: đồng chí %s). Tổng điểm tự chấm: %s",
		"%s handed in its score sheet on %s, %s (sent by %s). Self-score total: %s")
)
