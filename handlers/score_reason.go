package handlers

import (
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// showReason asks why a criterion does not apply to the unit.
func (s *scoring) showReason() {
	c := s.criterion()
	s.Show(paragraphs(
		s.header(), s.S(criterionTitle, c.ID, c.Title),
		s.S(reasonAsked, pointsWords(c.Max, s.Lang()), pointsWords(s.Plan.Sheet.Total, s.Lang()), shortestReason, longestReason)),
		Row(s.B("back", backLabel)))
}

func (s *scoring) pressReason(string) { s.goTo(s.criterion().ID) }

// sayReason takes the reason; a wrong one stays in the chat to be copied.
func (s *scoring) sayReason(text string) {
	c := s.criterion()
	reason := strings.Join(strings.Fields(text), " ")
	switch n := len([]rune(reason)); {
	case n == 0:
		s.Say(s.S(emptyReason))
	case n < shortestReason:
		s.Say(s.S(shortReason, n, shortestReason))
	case n > longestReason:
		s.Say(s.S(longReason, n, longestReason))
	default:
		s.answer(c, &campaign.Entry{NotApplicable: true, Reason: reason, By: s.Actor.ID, At: s.Event.At})
	}
}

// showConflict sets both answers side by side: what the other contact entered
// meanwhile and what the actor wanted.
func (s *scoring) showConflict() {
	c := s.criterion()
	s.Keep("seen", s.stamp(c.ID))
	theirs, answered := s.sheet.Entries[c.ID]
	what := HTML(s.S(madeBlank, c.ID))
	if answered {
		at := theirs.At.In(s.Plan.Location())
		what = HTML(s.S(changedTo, s.who(theirs.By), c.ID, s.entryWords(c, theirs), clockWords(at)))
	}
	mine := s.blankWords(c, decodeEntry(s.Kept("mine")))
	s.Show(paragraphs(
		s.header(), s.S(criterionTitle, c.ID, c.Title),
		lines(string(what), s.S(youWanted, mine)), s.S(whichStands)),
		Row(s.B("keep", keepTheirs)), Row(s.B("mine", keepMine)))
}

// blankWords is an answer or the word for none.
func (s *scoring) blankWords(c campaign.Criterion, e *campaign.Entry) HTML {
	if e == nil {
		return HTML(s.S(leftBlank))
	}
	return s.entryWords(c, *e)
}

func (s *scoring) pressConflict(action string) {
	c, mine := s.criterion(), decodeEntry(s.Kept("mine"))
	if action == "mine" {
		if mine != nil {
			mine.At = s.Event.At
		}
		delete(s.State.Answers, "mine")
		s.answer(c, mine)
		return
	}
	delete(s.State.Answers, "mine")
	s.Answer(s.S(keptToast, c.ID), false)
	s.onward(c)
}

// gapButtons open criteria, four a row, at most limit of them.
func (s *scoring) gapButtons(ids []string, limit int) [][]storage.Button {
	var rows [][]storage.Button
	for i, id := range ids[:min(len(ids), limit)] {
		if i%4 == 0 {
			rows = append(rows, nil)
		}
		label := "○ " + id
		if _, ok := s.sheet.Entries[id]; ok {
			label = "✓ " + id
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], storage.Button{Label: label, Action: "at " + id})
	}
	return rows
}

var (
	reasonAsked = T(
		"Không áp dụng: %s điểm của tiêu chí được bỏ khỏi điểm chuẩn, điểm còn lại quy đổi về thang %s; lãnh đạo khối sẽ xem xét lý do.\nMời đồng chí nhập lý do (từ %d đến %d ký tự), ví dụ: Đơn vị không được giao nhiệm vụ cải cách tư pháp.",
		"Does not apply: its %s points leave the standard score and the rest is scaled to %s; the bloc's leaders will look at the reason.\nPlease type the reason (%d to %d characters), for example: The unit has no duties in judicial reform.")
	emptyReason = T("Tin nhắn trống. Mời đồng chí nhập lý do bằng chữ, ví dụ: Đơn vị không có nhiệm vụ này.", "The message is empty. Please type the reason, for example: The unit does not have this duty.")
	shortReason = T("Lý do mới có %d ký tự, cần ít nhất %d ký tự, ví dụ: Đơn vị không có nhiệm vụ này.", "The reason has %d characters, at least %d are needed, for example: The unit does not have this duty.")
	longReason  = T("Lý do dài %d ký tự, bot nhận đến %d ký tự; đề nghị đồng chí chép lại tin trên và rút gọn.", "The reason has %d characters, at most %d are taken; please copy your message above and shorten it.")
	madeBlank   = T("Trong lúc đồng chí xem, một cán bộ khác của đơn vị đã xóa câu trả lời của tiêu chí %s.", "While you were looking, another focal point of your unit cleared criterion %s.")
	changedTo   = T("Trong lúc đồng chí xem, đồng chí %s đã trả lời tiêu chí %s: <b>%s</b> (lúc %s).", "While you were looking, %s answered criterion %s: <b>%s</b> (at %s).")
	youWanted   = T("Đồng chí vừa chọn: <b>%s</b>.", "You have just chosen: <b>%s</b>.")
	whichStands = T("Đồng chí lấy câu trả lời nào?", "Which answer should stand?")
	keptToast   = T("%s: giữ câu trả lời đã có.", "%s: left as it is.")
	keepTheirs  = T("Giữ câu trả lời đã có", "Keep what is there")
	keepMine    = T("Lấy câu trả lời của tôi", "Take my answer")
	leftBlank   = T("để trống", "no answer")
	backLabel   = T("Quay lại", "Back")
)
