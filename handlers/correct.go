package handlers

import (
	"strings"
	"unicode/utf8"

	"thidua/campaign"
	"thidua/storage"
)

// correctTalk is /dinhchinh: the desk corrects a line of the register by a new
// one; the wrong line stays as it was (S3). It comes from a button with the
// number: "/dinhchinh 12/2021".
func correctTalk() Conversation {
	return Conversation{
		Name: "correct", Commands: []string{"dinhchinh", "correct"},
		Help:  T("Đính chính sổ công văn đến", "Correct the register"),
		Who:   []campaign.RoleKind{campaign.Secretary, campaign.Leader},
		Start: func(t *Turn, args []string) { t.correct(strings.Join(args, " ")) },
		Steps: map[string]Step{
			"number": {Show: showCorrectNumber, Press: pressCorrect, Said: func(t *Turn, text string) { t.correct(text) }, Awaits: correctAwaits},
			"why":    {Show: showCorrectWhy, Press: pressCorrect, Said: saidCorrectWhy, Awaits: correctWhyAwaits},
			"sure":   {Show: showCorrectSure, Press: pressCorrectSure, Awaits: correctSureAwaits},
		},
	}
}

// A correction says what is wrong and what is right; it fits one line of a
// message.
const (
	leastCorrection = 10
	mostCorrection  = 500
)

// correct begins with a line, or asks for its number.
func (t *Turn) correct(text string) {
	if t.Plan == nil {
		t.Say(t.S(nothingAwaited))
		return
	}
	of, rest, ok := t.asked(text)
	if strings.TrimSpace(text) == "" {
		t.Begin("correct", "number", nil)
		return
	}
	if !ok || rest != "" {
		t.Say(t.S(correctAwaits))
		return
	}
	if _, known := t.correctable(of); !known {
		t.Say(t.S(notCorrectable, placeWords(of)))
		return
	}
	t.Begin("correct", "why", map[string]string{"place": placeWords(of)})
}

// correctable finds a line the actor may correct: a hand-in of this campaign.
func (t *Turn) correctable(of storage.RegisterPlace) (storage.RegisterEntry, bool) {
	e, ok := storage.FindReceipt(t.Tx, of.Year, of.Number)
	ok = ok && e.Corrects == (storage.RegisterPlace{}) && e.Campaign == t.Plan.Campaign &&
		campaign.May(t.Actor.Roles, campaign.ActCorrect, e.Unit, t.year())
	return e, ok
}

// correcting is the line the talk is about, looked up anew.
func (t *Turn) correcting() (storage.RegisterEntry, storage.RegisterPlace, bool) {
	of, _, ok := t.asked(t.Kept("place"))
	if !ok || t.Plan == nil {
		return storage.RegisterEntry{}, of, false
	}
	e, ok := t.correctable(of)
	return e, of, ok
}

func showCorrectNumber(t *Turn) {
	t.Show(t.S(correctHead)+"\n"+t.S(correctAwaits), Row(t.B("leave", leaveLabel)))
}

func showCorrectWhy(t *Turn) {
	e, of, ok := t.correcting()
	if !ok {
		t.lost()
		return
	}
	t.Show(paragraphs(t.S(lineOf, of.Number, of.Year)+"\n"+t.lineWords(e), t.S(correctWhyAwaits)), Row(t.B("leave", leaveLabel)))
}

func saidCorrectWhy(t *Turn, text string) {
	why := strings.Join(strings.Fields(text), " ")
	switch n := utf8.RuneCountInString(why); {
	case n < leastCorrection:
		t.Say(t.S(correctTooShort, leastCorrection))
	case n > mostCorrection:
		t.Say(t.S(correctTooLong, mostCorrection, n))
	default:
		if word, found := campaign.SecretMark(why); found {
			t.Say(t.S(correctSecret, word))
			return
		}
		t.Keep("why", why)
		t.Go("sure")
	}
}

func showCorrectSure(t *Turn) {
	_, of, ok := t.correcting()
	if !ok {
		t.lost()
		return
	}
	t.Show(t.S(correctSure, placeWords(of), t.Kept("why")), Row(t.B("yes", correctYes)), Row(t.B("again", correctAgain), t.B("leave", leaveLabel)))
}

func pressCorrect(t *Turn, _ string) {
	t.End()
	t.Close(t.S(correctLeft))
}

func pressCorrectSure(t *Turn, action string) {
	switch action {
	case "yes":
		t.enterCorrection()
	case "again":
		t.Go("why")
	default:
		pressCorrect(t, action)
	}
}

// enterCorrection writes the new line and tells the unit.
func (t *Turn) enterCorrection() {
	e, of, ok := t.correcting()
	if !ok {
		t.lost()
		return
	}
	why := t.Kept("why")
	c, ok := storage.CorrectReceipt(t.Tx, t.Plan.Day(t.Event.At), t.Event.At, of, t.Actor.ID, why)
	if !ok {
		t.lost()
		return
	}
	at := placeWords(storage.RegisterPlace{Year: c.Year, Number: c.Number})
	t.Note("correct", e.Unit, placeWords(of)+", "+at, why)
	for _, p := range t.colleagues(e.Unit) {
		if p.ID != t.Actor.ID {
			r, _ := t.Plan.Requirement(e.Requirement)
			t.Tell(p, ClassReply, correctTold.In(t.LangOf(p), placeWords(of), r.Title, e.Version, why, at),
				Row(storage.Button{Label: openLabel.plain(t.LangOf(p)), Action: "/trangthai " + e.Unit + " " + e.Requirement}))
		}
	}
	t.End()
	t.Close(t.S(correctDone, placeWords(of), at))
}

var (
	correctLabel  = T("Đính chính", "Correct")
	correctHead   = T("<b>Đính chính sổ công văn đến</b>", "<b>Correct the register</b>")
	correctAwaits = T("Đồng chí gõ số đến của dòng cần đính chính, ví dụ: 12/2021.", "Please type the number of the line to correct, for example: 12/2021.")

	correctWhyAwaits = T("Dòng đã ghi được giữ nguyên; đính chính là một dòng mới. Đồng chí gõ nội dung đính chính, ví dụ: “Nội dung nộp là Kế hoạch, không phải Báo cáo sơ kết”.",
		"The line stays as it is; the correction is a new line. Please type the correction, for example: “What was handed in is the plan, not the six-month report”.")
	correctSureAwaits = T("Đồng chí bấm “Ghi đính chính”, hoặc “Viết lại”.", "Press “Enter the correction” or “Write it anew”.")
	notCorrectable    = T("Trong sổ năm nay không có dòng nộp báo cáo số %s để đính chính. Đồng chí xem lại số trên phiếu, ví dụ: 12/2021.",
		"This year's register has no hand-in with No. %s to correct. Please see the number on the receipt, for example: 12/2021.")
	correctTooShort = T("Nội dung đính chính cần ít nhất %d ký tự, nêu rõ điểm sai và điểm đúng.", "The correction needs at least %d characters: what is wrong and what is right.")
	correctTooLong  = T("Nội dung đính chính dài nhất %d ký tự; đồng chí vừa gõ %d ký tự.", "A correction has at most %d characters; you typed %d.")
	correctSecret   = T("Nội dung có chữ “%s”, dấu hiệu của thông tin mật; bot không ghi. Đề nghị đồng chí viết lại.", "The text has “%s”, a mark of secrets; it is not entered. Please write it anew.")
	correctSure     = T("Ghi dòng đính chính cho số đến <b>%s</b>?\nNội dung: %s\n\nDòng này không sửa, không xóa được; đơn vị được báo ngay.",
		"Enter this correction of No. <b>%s</b>?\nCorrection: %s\n\nThe line can neither be changed nor removed; the unit is told at once.")
	correctYes   = T("Ghi đính chính", "Enter the correction")
	correctAgain = T("Viết lại", "Write it anew")
	correctLeft  = T("Đã thôi; sổ không thay đổi.", "Left; the register is unchanged.")
	correctTold  = T("Thường trực khối đã đính chính số đến %s (<b>%s</b>, bản lần %d): %s\nGhi tại số %s của sổ công văn đến.",
		"The desk corrected No. %s (<b>%s</b>, version %d): %s\nEntered under No. %s of the register.")
	correctDone = T("Đã đính chính số đến %s bằng dòng số %s. Đơn vị đã được báo.", "No. %s is corrected by line No. %s. The unit is told.")
)
