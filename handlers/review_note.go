package handlers

import (
	"unicode/utf8"

	"thidua/storage"
)

// maxDeskNote is the longest of the two optional fields, in characters.
const maxDeskNote = 100

// The two fields a register has and a plan leaves open (S4): who deals with a
// submission, and the symbol of the file it is kept in.

func showDeskNote(t *Turn) {
	s, _, ok := t.underReview()
	if !ok {
		t.lost()
		return
	}
	text, now := t.S(askForward), s.Forwarded
	if t.Kept("field") == "symbol" {
		text, now = t.S(askSymbol), s.FileSymbol
	}
	if now == "" {
		t.Show(text, Row(t.B("back", stepBack)))
		return
	}
	t.Show(text+"\n"+t.S(noteSoFar, now), Row(t.B("clear", clearNote)), Row(t.B("back", stepBack)))
}

func pressDeskNote(t *Turn, action string) {
	if action == "clear" {
		t.setDeskNote("")
		return
	}
	t.Go("item")
}

func saidDeskNote(t *Turn, text string) {
	text = oneLine(text)
	if n := utf8.RuneCountInString(text); n > maxDeskNote {
		t.Say(t.S(noteLong, maxDeskNote, n))
		return
	}
	t.setDeskNote(text)
}

func (t *Turn) setDeskNote(text string) {
	s, _, ok := t.underReview()
	if !ok {
		t.lost()
		return
	}
	action := "forward"
	if t.Kept("field") == "symbol" {
		action, s.FileSymbol = "file-symbol", text
	} else {
		s.Forwarded = text
	}
	storage.Submissions.Put(t.Tx, storage.K(t.Plan.Campaign, s.Unit, s.Requirement, s.Version), s)
	t.Note(action, s.Unit, versionName(s), text)
	t.Go("item")
}

var (
	askForward = T("<b>Chuyển xử lý</b>\nĐồng chí gõ tên bộ phận hoặc người xử lý, ví dụ: Phòng Công tác đảng (Đội 2).", "<b>Handled by</b>\nType the section or person, for example: Political Work Section (Team 2).")
	askSymbol  = T("<b>Ký hiệu hồ sơ</b>\nĐồng chí gõ số và ký hiệu hồ sơ, ví dụ: 12/HS-TĐ.", "<b>File symbol</b>\nType the number and symbol of the file, for example: 12/HS-TĐ.")
	noteSoFar  = T("Đang ghi: %s", "So far: %s")
	clearNote  = T("Xóa nội dung đang ghi", "Clear it")
	noteLong   = T("Nội dung dài nhất %d ký tự (đang có %d). Đề nghị đồng chí rút gọn.", "It has at most %d characters (there are %d). Please shorten it.")

	awaitsDeskNote = T("Đồng chí gõ nội dung cần ghi, ví dụ: 12/HS-TĐ; hoặc bấm “Quay lại”.", "Type what to note, for example: 12/HS-TĐ; or press “Back”.")
)
