package handlers

import (
	"slices"

	"thidua/campaign"
	"thidua/handlers/document"
	"thidua/storage"
)

// fileFirst takes a file no question awaits: it is kept, and the person is
// asked what it is.
func (t *Turn) fileFirst(u Uploaded) {
	if t.Plan == nil {
		t.Say(t.S(nothingAwaited))
		return
	}
	unit, ok := t.myUnit()
	switch {
	case len(t.Actor.Roles) == 0:
		t.Say(t.S(joinFirst))
		return
	case !ok && len(t.appraisable()) > 0 && document.Promises(u.Name) == document.XLSX:
		t.Begin("blocbook", "excel", nil) // the desk's own files are workbooks
		uploadBlocBook(t, u)
		return
	case !ok && postTalk().may(t):
		t.Say(t.S(deskSends))
		return
	case !ok:
		t.Say(t.S(onlyContactsSend))
		return
	case len(t.filed(unit)) == 0:
		t.Say(t.S(nothingToHandIn, t.unitName(unit)))
		return
	}
	if t.refused(unit, loose(t.Actor.ID), u) {
		return
	}
	t.Begin("submit", "", nil)
	t.keepFile(unit, loose(t.Actor.ID), u)
	if len(t.handInUnits()) > 1 {
		t.Go("unit")
		return
	}
	t.Go("choose")
}

// takeFile takes a file at any step of the talk. It is kept at once; the
// screen's list grows in silence.
func takeFile(t *Turn, u Uploaded) {
	unit, ok := t.myUnit()
	if !ok {
		t.lost()
		return
	}
	requirement := t.Kept("req")
	if requirement == "" {
		requirement = loose(t.Actor.ID)
	}
	if t.refused(unit, requirement, u) {
		return
	}
	note := t.changed(t.draft(unit, requirement))
	t.keepFile(unit, requirement, u)
	if t.State.Step == "drop" {
		t.State.Step = "files"
	}
	t.refreshSubmit(note)
}

// refused tells what keeps a file from being fetched at all, and keeps nothing
// of it. Secret marks come first: such a file is not even measured.
func (t *Turn) refused(unit, requirement string, u Uploaded) bool {
	if t.secretAlbum(u.Album) {
		return true
	}
	if word, found := campaign.SecretMark(u.Name); found {
		t.refuseSecret(unit, requirement, u.Album, t.S(secretName, word))
		return true
	}
	if word, found := campaign.SecretMark(u.Caption); found {
		t.refuseSecret(unit, requirement, u.Album, t.S(secretCaption, word))
		return true
	}
	say := func(s Text, args ...any) bool {
		t.Say(t.S(s, args...))
		return true
	}
	name := short(campaign.CleanName(u.Name), listedName)
	switch {
	case u.Size > t.Set.MaxFile:
		return say(tooLarge, name, HTML(sizeWords(u.Size, t.Lang())), HTML(sizeWords(t.Set.MaxFile, t.Lang())))
	case document.Refused(campaign.CleanName(u.Name)):
		return say(wrongEnding, name)
	}
	if most, full := fullDraft(requirement); len(t.draft(unit, requirement).Attachments) >= most {
		return say(full, most)
	}
	return false
}

// keepFile adds a file to a draft the talk shows and asks for its bytes.
func (t *Turn) keepFile(unit, requirement string, u Uploaded) {
	t.see(t.receive(unit, requirement, u, campaign.Attachment{Item: t.item()}))
}

func fileLane(unit, requirement string) string { return unit + "/" + requirement }

// fileName is a safe name that no other file of the draft has. Photographs
// come without one and are numbered.
func (t *Turn) fileName(u Uploaded, list []campaign.Attachment) string {
	if u.Photo || u.Name == "" {
		return freeName(list, "anh-"+count2(len(list)+1)+".jpg")
	}
	return freeName(list, campaign.CleanName(u.Name))
}

// forget takes a file out of the draft that holds it and calls off its
// download. A confirmation that counted on it is withdrawn.
func (t *Turn) forget(unit, id string) {
	d, i, ok := t.draftWith(unit, id)
	if !ok {
		return
	}
	for _, lane := range []string{fileLane(unit, d.Requirement), fileLane(unit, loose(t.Actor.ID))} {
		for _, j := range storage.Downloads.ByLane(t.Tx, lane) {
			if dl, err := ReadDownload(j); err == nil && dl.Owner.Attachment == id {
				storage.Downloads.Remove(t.Tx, j.ID)
			}
		}
	}
	name := d.Attachments[i].Name
	d.Attachments = append(d.Attachments[:i:i], d.Attachments[i+1:]...)
	c := d.Confirmed
	if c == nil || !slices.Contains(c.Files, id) {
		t.putDraft(d)
		return
	}
	d.Confirmed = nil
	d = t.putDraft(d)
	t.Note("withdraw", unit, d.Requirement, "")
	if c.By != t.Actor.ID {
		t.For(c.By, func(u *Turn) {
			u.Say(u.S(takenOutBy, t.Actor.Name, short(name, listedName)) + "\n" + u.S(confirmationWithdrawn))
			if u.watches(unit, d.Requirement) {
				u.seeDropped(d)
				u.refreshSubmit("")
			}
		})
	}
}

var (
	onlyContactsSend = T("Bot chỉ nhận tệp báo cáo từ cán bộ đầu mối hoặc thủ trưởng của đơn vị; tệp này không được lưu.", "Files are taken only from a unit's focal point or head; this one is not kept.")
	deskSends        = T("Tệp này không được lưu vì chưa rõ dùng vào việc gì. Để đăng văn bản của Khối: /dangvanban; để gửi kèm thông báo: /thongbao; báo cáo của đơn vị do cán bộ đầu mối hoặc thủ trưởng đơn vị nộp.", "This file is not kept because it is not clear what it is for. To post a document of the bloc: /post; to send it with an announcement: /announce; a unit's reports are handed in by its focal point or head.")
	secretName       = T("Tên tệp có chữ “%s”, dấu hiệu của tài liệu mật. Bot không tải và không lưu tệp này; tài liệu mật không được gửi qua mạng. Nếu đó không phải dấu chỉ độ mật, đề nghị đồng chí đổi tên tệp rồi gửi lại.",
		"The file name has “%s”, the mark of a secret document. The file is neither fetched nor kept; secret documents must not be sent over a network. If it is no such mark, please rename the file and send it again.")
	secretCaption = T("Chú thích của tệp có chữ “%s”, dấu hiệu của tài liệu mật. Bot không tải và không lưu tệp này; tài liệu mật không được gửi qua mạng. Nếu đó không phải dấu chỉ độ mật, đề nghị đồng chí sửa chú thích rồi gửi lại.",
		"The caption has “%s”, the mark of a secret document. The file is neither fetched nor kept; secret documents must not be sent over a network. If it is no such mark, please change the caption and send the file again.")
	wholeAlbum = T("Các ảnh gửi cùng một lượt với ảnh này cũng không được lưu.", "The pictures sent together with it are not kept either.")
	tooLarge   = T("Tệp “%s” có dung lượng %s, vượt mức %s của một tệp nên bot không tải. Đề nghị đồng chí giảm dung lượng (ví dụ quét ở 150 dpi) hoặc chia thành nhiều tệp rồi gửi lại.",
		"“%s” has %s, above the %s of one file, and is not fetched. Please make it smaller (scan at 150 dpi, for example) or split it, and send it again.")
	wrongEnding = T("Bot không nhận tệp “%s”. Đề nghị đồng chí gửi PDF, Word (DOC, DOCX), Excel (XLS, XLSX) hoặc ảnh JPEG, PNG, ví dụ “bao-cao.pdf”.",
		"“%s” is of a kind not taken. Please send PDF, Word (DOC, DOCX), Excel (XLS, XLSX) or a JPEG or PNG picture, for example “bao-cao.pdf”.")
	takenOutBy = T("Đồng chí %s đã bỏ tệp “%s” khỏi bản nháp.", "%s took “%s” out of the draft.")
	tooMany    = T("Mỗi lần nộp có nhiều nhất %d tệp; tệp này chưa được nhận. Đề nghị đồng chí ghép các tệp hoặc bỏ bớt.", "One hand-in has at most %d files; this one is not taken. Please join files or take some out.")
)
