package handlers

import (
	"slices"

	"thidua/campaign"
	"thidua/handlers/document"
	"thidua/storage"
)

// stored notes that a file's bytes are safe and has them looked at, or tells
// who sent it that they will not come.
func (t *Turn) stored(s Stored) {
	j, ok := storage.Downloads.Get(t.Tx, s.Job)
	if !ok {
		return
	}
	storage.Downloads.Remove(t.Tx, s.Job)
	dl, err := ReadDownload(j)
	if err != nil {
		return
	}
	d, i, ok := t.owned(dl.Owner)
	if !ok {
		return
	}
	if s.Problem != "" {
		t.dropFile(d, i, dl.Owner.Person, s.Problem)
		return
	}
	if _, gone := storage.PurgedFile(t.Tx, s.SHA256); gone { // sent once more
		t.outcome.Purge = append(t.outcome.Purge, s.SHA256)
		t.Note("refuse-secret", d.Unit, "", "")
		t.dropFile(d, i, dl.Owner.Person, "purged")
		return
	}
	for k, a := range d.Attachments {
		if k != i && a.SHA256 == s.SHA256 && isEvidence(d.Requirement) {
			t.mergeEvidence(d, i, k, dl.Owner.Person)
			return
		}
		if k != i && a.SHA256 == s.SHA256 {
			t.dropTwin(d, i, k, dl.Owner.Person)
			return
		}
	}
	a := &d.Attachments[i]
	a.SHA256, a.Size = s.SHA256, s.Size
	t.saveDraft(d)
	t.Work(j.Lane, Inspection{SHA256: s.SHA256, Name: a.Name, Owner: dl.Owner})
}

// dropTwin takes out a file the draft has already. In a confirmation the one
// that stays takes its place.
func (t *Turn) dropTwin(d campaign.Draft, i, stays int, person int64) {
	id, other := d.Attachments[i].ID, d.Attachments[stays].ID
	c := d.Confirmed
	if c != nil && slices.Contains(c.Files, id) {
		c.Files = slices.DeleteFunc(c.Files, func(f string) bool { return f == id })
		if !slices.Contains(c.Files, other) {
			c.Files = append(c.Files, other)
		}
	}
	t.dropFile(d, i, person, "twice")
	if d = t.draft(d.Unit, d.Requirement); c != nil && everyFileIn(d, *c) {
		t.For(c.By, func(u *Turn) { u.complete(d) })
	}
}

// owned finds the file a job was for; false when it was taken out meanwhile, or
// belongs to another campaign.
func (t *Turn) owned(o Owner) (campaign.Draft, int, bool) {
	if t.Plan == nil || o.Campaign != t.Plan.Campaign {
		return campaign.Draft{}, -1, false
	}
	if d, i, ok := t.draftWith(o.Unit, o.Attachment); ok {
		return d, i, true
	}
	// sent before its owner, who acts for several units, said for which
	p, _ := storage.GetPerson(t.Tx, o.Person)
	for _, r := range t.current(p) {
		if ofUnit(r.Kind) && r.Unit != o.Unit {
			if d, i, ok := t.draftWith(r.Unit, o.Attachment); ok {
				return d, i, true
			}
		}
	}
	return campaign.Draft{}, -1, false
}

// inspected notes what a file is. The last one of a confirmed draft completes
// the hand-in.
func (t *Turn) inspected(in Inspected) {
	j, ok := storage.Work.Get(t.Tx, in.Job)
	if !ok {
		return
	}
	storage.Work.Remove(t.Tx, in.Job)
	job, err := ReadInspection(j)
	if err != nil {
		return
	}
	if job.Book != nil {
		t.bookRead(job, in)
		return
	}
	d, i, ok := t.owned(job.Owner)
	if !ok {
		return
	}
	if in.Key != "" && !isAnswer(d.Requirement) && (d.Unit != "" || isBook(d.Requirement)) {
		t.bookCame(d, i, job, in)
		return
	}
	t.keepInspected(d, i, job, in)
}

// keepInspected notes the type of a file, or drops it with the reason.
func (t *Turn) keepInspected(d campaign.Draft, i int, job Inspection, in Inspected) {
	if isBook(d.Requirement) && (in.Problem == "" || document.Warns(in.Problem)) {
		in.Problem = document.WrongType
		if in.Type == document.XLSX {
			in.Problem = document.SheetNotOurs
		}
	}
	if in.Problem != "" && !document.Warns(in.Problem) {
		t.dropFile(d, i, job.Owner.Person, in.Problem)
		return
	}
	a := &d.Attachments[i]
	old := a.Name
	a.Type = in.Type
	if in.Problem == document.PDFLocked || in.Problem == document.PDFCut {
		a.Warning = in.Problem // the desk is told too, when it is handed in
	}
	if in.Problem == document.Misnamed {
		a.Name = ""
		a.Name = freeName(d.Attachments, document.Named(old, in.Type))
	}
	name := a.Name
	t.saveDraft(d)
	if in.Problem != "" {
		t.For(job.Owner.Person, func(u *Turn) { u.Say(u.S(fileWarning(in.Problem), short(old, listedName), name)) })
	}
	if c := d.Confirmed; c != nil && everyFileIn(d, *c) {
		t.For(c.By, func(u *Turn) { u.complete(d) })
		return
	}
	t.refreshWatchers(d, 0)
}

// refreshWatchers renews the screens that show a draft, except one person's.
func (t *Turn) refreshWatchers(d campaign.Draft, except int64) {
	if d.Unit == "" {
		t.refreshWriter(d)
		return
	}
	for _, p := range t.colleagues(d.Unit) {
		if p.ID == except {
			continue
		}
		t.For(p.ID, func(u *Turn) {
			if u.shows(d) {
				if d.Requirement == u.Kept("req") {
					u.see(d)
				}
				u.refreshSubmit("")
			}
		})
	}
}

// shows reports whether the person's live screen shows the draft.
func (t *Turn) shows(d campaign.Draft) bool {
	if d.Requirement == campaign.ExplainDraft {
		return t.State.Conversation == "explain" && t.State.Step == "item" && t.Kept("unit") == d.Unit
	}
	if isEvidence(d.Requirement) {
		return t.State.Conversation == "score" && t.State.Step == "evidence" && t.Kept("unit") == d.Unit
	}
	if isAnswer(d.Requirement) {
		q, _, ok := t.answering()
		return ok && answerDraft(q.ID) == d.Requirement
	}
	if d.Requirement == exemplarDraft(t.Actor.ID) {
		return t.State.Conversation == "exemplar" && slices.Contains(exemplarWriting, t.State.Step)
	}
	if d.Requirement == loose(t.Actor.ID) {
		return t.State.Conversation == "submit" && (t.State.Step == "choose" || t.State.Step == "unit")
	}
	return t.watches(d.Unit, d.Requirement)
}

// dropFile takes an unusable file out of its draft and says which and why to
// who sent it. A confirmation that counted on it is withdrawn.
func (t *Turn) dropFile(d campaign.Draft, i int, person int64, problem string) {
	if isBook(d.Requirement) {
		t.refuseBook(d, i, person, problem)
		return
	}
	a := d.Attachments[i]
	d.Attachments = append(d.Attachments[:i:i], d.Attachments[i+1:]...)
	withdrawn := d.Confirmed
	if withdrawn != nil && !slices.Contains(withdrawn.Files, a.ID) {
		withdrawn = nil
	}
	if withdrawn != nil {
		d.Confirmed = nil
	}
	t.saveDraft(d)
	t.For(person, func(u *Turn) { u.tellDropped(d, a, problem, withdrawn != nil) })
	if withdrawn != nil && withdrawn.By != person {
		t.For(withdrawn.By, func(u *Turn) { u.tellDropped(d, a, problem, true) })
	}
	for _, p := range t.colleagues(d.Unit) {
		if p.ID != person && (withdrawn == nil || p.ID != withdrawn.By) {
			t.For(p.ID, func(u *Turn) {
				if u.shows(d) {
					u.seeDropped(d)
					u.refreshSubmit("")
				}
			})
		}
	}
}

// tellDropped says the sentence and shows the draft as it is now.
func (t *Turn) tellDropped(d campaign.Draft, a campaign.Attachment, problem string, withdrawn bool) {
	text := t.S(fileProblem(problem), short(a.Name, listedName))
	if withdrawn {
		text += "\n" + t.S(confirmationWithdrawn)
	}
	t.Say(text)
	if !t.shows(d) {
		return
	}
	if isEvidence(d.Requirement) {
		t.State.Screen.Below = true
		t.Go("evidence")
		return
	}
	t.seeDropped(d)
	t.State.Screen.Below = true
	t.showSubmit("")
}

func (t *Turn) seeDropped(d campaign.Draft) {
	if t.State.Conversation == "score" {
		return
	}
	t.see(d)
	if t.State.Conversation != "submit" {
		return
	}
	if t.State.Step == "wait" && d.Confirmed == nil || t.State.Step != "choose" && t.State.Step != "unit" && len(d.Attachments) == 0 {
		t.State.Step = "files"
	}
}

// fileProblem is the sentence of a problem that keeps a file out.
func fileProblem(problem string) Text {
	if s, ok := fileProblems[problem]; ok {
		return s
	}
	return fileProblems[document.WrongType]
}

func fileWarning(problem string) Text {
	switch problem {
	case document.PDFLocked:
		return pdfLocked
	case document.PDFCut:
		return pdfCut
	}
	return renamed
}

var fileProblems = map[string]Text{
	"too-big":        T("Tệp “%s” quá lớn nên không tải về được và đã bỏ khỏi bản nháp. Đề nghị đồng chí giảm dung lượng hoặc chia nhỏ rồi gửi lại.", "“%s” is too large to be fetched and was taken out of the draft. Please make it smaller or split it, and send it again."),
	"gone":           T("Không tải được tệp “%s” từ Telegram; tệp đã bỏ khỏi bản nháp. Đề nghị đồng chí gửi lại tệp đó.", "“%s” could not be fetched from Telegram and was taken out of the draft. Please send it again."),
	readAsSheet:      T("Tệp “%s” là Bảng chấm điểm do bot lập nên được đọc như bảng chấm điểm, không đưa vào phần tệp nộp.", "“%s” is a score sheet made by the bot: it is read as one and not kept among the files."),
	"purged":         T("Tệp “%s” đã được tiêu hủy trước đây theo quy định về bảo vệ bí mật nhà nước nên không nhận lại; đã bỏ khỏi bản nháp.", "“%s” was destroyed before under the rules on state secrets, is not taken again and was taken out of the draft."),
	"twice":          T("Tệp “%s” trùng hoàn toàn với một tệp đã có trong bản nháp nên chỉ giữ một bản.", "“%s” is the same as a file the draft has already; one is kept."),
	document.Empty:   T("Tệp “%s” rỗng, không có nội dung, đã bỏ khỏi bản nháp. Đề nghị đồng chí kiểm tra và gửi lại.", "“%s” is empty and was taken out of the draft. Please check it and send it again."),
	document.Damaged: T("Tệp “%s” bị hỏng, không mở được, đã bỏ khỏi bản nháp. Đề nghị đồng chí mở thử trên máy, lưu lại rồi gửi lại.", "“%s” is damaged and was taken out of the draft. Please open it, save it anew and send it again."),
	"unreadable":     T("Bot không đọc được tệp “%s”; tệp đã bỏ khỏi bản nháp. Đề nghị đồng chí lưu lại tệp (tốt nhất là PDF) rồi gửi lại.", "“%s” could not be read and was taken out of the draft. Please save it anew, best as PDF, and send it again."),
	document.WrongType: T("Nội dung tệp “%s” không phải PDF, Word, Excel hay ảnh JPEG, PNG; tệp đã bỏ khỏi bản nháp. Đề nghị đồng chí gửi đúng loại, ví dụ “bao-cao.pdf”.",
		"The content of “%s” is no PDF, Word, Excel, JPEG or PNG; it was taken out of the draft. Please send one of these, for example “bao-cao.pdf”."),
	document.Executable: T("Tệp “%s” là chương trình hoặc có chương trình bên trong, không phải văn bản; tệp đã bỏ khỏi bản nháp. Đề nghị đồng chí gửi văn bản, ví dụ “bao-cao.pdf”.",
		"“%s” is a program or holds one, it is no document; it was taken out of the draft. Please send a document, for example “bao-cao.pdf”."),
	document.PictureFormat: T("Ảnh “%s” không phải JPEG hay PNG (có thể là HEIC, WEBP) nên đã bỏ khỏi bản nháp. Đề nghị đồng chí gửi bằng mục Ảnh của Telegram, hoặc lưu thành JPEG rồi gửi lại.",
		"“%s” is a picture other than JPEG or PNG (HEIC or WEBP, perhaps) and was taken out of the draft. Please send it as a photo in Telegram, or save it as JPEG and send it again."),
	document.Macro: T("Tệp “%s” có chứa macro nên không nhận, đã bỏ khỏi bản nháp. Đề nghị đồng chí lưu dạng không có macro (DOCX, XLSX) hoặc PDF rồi gửi lại.",
		"“%s” holds macros, is not taken and was taken out of the draft. Please save it without macros (DOCX, XLSX) or as PDF and send it again."),
	document.Encrypted: T("Tệp “%s” đặt mật khẩu nên thường trực không mở được; tệp đã bỏ khỏi bản nháp. Đề nghị đồng chí gỡ mật khẩu rồi gửi lại.",
		"“%s” is locked with a password and could not be read; it was taken out of the draft. Please remove the password and send it again."),
	document.Bomb: T("Tệp “%s” có cấu trúc nén bất thường nên không nhận, đã bỏ khỏi bản nháp. Đề nghị đồng chí lưu lại bằng Word, Excel hoặc PDF rồi gửi lại.",
		"“%s” is packed in an unusual way, is not taken and was taken out of the draft. Please save it anew from Word or Excel, or as PDF, and send it again."),
}

var (
	pdfLocked = T("Lưu ý: tệp PDF “%s” có mật khẩu hoặc bị hạn chế. Tệp vẫn được nhận; nếu phải nhập mật khẩu mới mở được, đề nghị đồng chí thay bằng bản không khóa (“%s”).",
		"Note: the PDF “%s” has a password or restrictions. It is taken; if it does not open without a password, please replace it by one that does (“%s”).")
	pdfCut = T("Lưu ý: tệp PDF “%s” có dấu hiệu bị thiếu phần cuối. Tệp vẫn được nhận; đề nghị đồng chí mở thử, nếu hỏng thì gửi lại “%s”.",
		"Note: the PDF “%s” seems to lack its end. It is taken; please open it, and if it is damaged, send “%s” again.")
	renamed = T("Lưu ý: đuôi tên tệp “%s” không đúng với nội dung, bot lưu với tên “%s”.",
		"Note: the ending of “%s” does not match its content; it is kept as “%s”.")
	confirmationWithdrawn = T("Vì vậy xác nhận nộp trước đó không còn hiệu lực: <b>báo cáo chưa được nộp</b>. Đề nghị đồng chí bổ sung tệp rồi xác nhận lại.",
		"The confirmation given before is therefore withdrawn: <b>nothing is handed in yet</b>. Please complete the files and confirm again.")
)
