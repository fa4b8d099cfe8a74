package handlers

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"thidua/campaign"
	"thidua/handlers/document"
	"thidua/storage"
)

// bound puts a PDF in the place of the pictures it was made of.
func (t *Turn) bound(b Bound) {
	j, ok := storage.Work.Get(t.Tx, b.Job)
	if !ok {
		return
	}
	storage.Work.Remove(t.Tx, b.Job)
	job, ok := ReadPages(j)
	if !ok || t.Plan == nil || job.Owner.Campaign != t.Plan.Campaign {
		return
	}
	d := t.draft(job.Owner.Unit, job.Owner.Requirement)
	at := -1
	var pages []campaign.Attachment
	for _, p := range job.Pages {
		if i := fileIndex(d.Attachments, p.Attachment); i >= 0 {
			pages = append(pages, d.Attachments[i])
			if at < 0 || i < at {
				at = i
			}
		}
	}
	switch {
	case len(pages) == 0: // handed in or taken out meanwhile
		return
	case len(pages) != len(job.Pages):
		t.For(job.Owner.Person, func(u *Turn) { u.Say(u.S(pagesChanged)) })
		return
	case b.Problem != "":
		t.For(job.Owner.Person, func(u *Turn) { u.sayNotBound(b, job) })
		return
	}
	d = t.replacePages(d, at, pages, b)
	t.saveDraft(d)
	t.For(job.Owner.Person, func(u *Turn) { u.Say(u.boundWords(b, d.Attachments[at].Name, len(pages))) })
	if c := d.Confirmed; c != nil && everyFileIn(d, *c) {
		t.For(c.By, func(u *Turn) { u.complete(d) })
		return
	}
	for _, p := range t.colleagues(d.Unit) {
		t.For(p.ID, func(u *Turn) {
			switch {
			case !u.shows(d):
			case p.ID == job.Owner.Person: // below the sentence just said
				u.see(d)
				u.State.Screen.Below = true
				u.showSubmit("")
			default:
				u.see(d)
				u.refreshSubmit("")
			}
		})
	}
}

// replacePages makes the new file: it counts from when its last page was sent,
// and stands in for the pictures in a confirmation too.
func (t *Turn) replacePages(d campaign.Draft, at int, pages []campaign.Attachment, b Bound) campaign.Draft {
	made := campaign.Attachment{
		ID: t.Code(10, "0123456789abcdefghjkmnpqrstvwxyz"), Size: b.Size, Type: "application/pdf", SHA256: b.SHA256,
		By: pages[0].By, At: latest(pages), Item: pages[0].Item, Pages: pages,
	}
	isPage := func(a campaign.Attachment) bool { return fileIndex(pages, a.ID) >= 0 }
	d.Attachments = slices.Insert(slices.Clone(d.Attachments), at, made)
	d.Attachments = slices.DeleteFunc(d.Attachments, isPage)
	made.Name = freeName(d.Attachments, "trang-da-ghep.pdf")
	d.Attachments[at] = made
	if c := d.Confirmed; c != nil {
		n := len(c.Files)
		files := slices.DeleteFunc(slices.Clone(c.Files), func(id string) bool { return fileIndex(pages, id) >= 0 })
		if len(files) < n {
			files = append(files, made.ID)
		}
		d.Confirmed = &campaign.Confirmation{By: c.By, At: c.At, Pressed: c.Pressed, Files: files, Asked: c.Asked, Note: c.Note}
	}
	return d
}

func latest(list []campaign.Attachment) time.Time {
	last := list[0].At
	for _, a := range list {
		if a.At.After(last) {
			last = a.At
		}
	}
	return last
}

// unbind puts the pictures back in the place of every bound PDF.
func (t *Turn) unbind(d campaign.Draft) {
	var list []campaign.Attachment
	for _, a := range d.Attachments {
		if len(a.Pages) == 0 {
			list = append(list, a)
			continue
		}
		for _, p := range a.Pages {
			p.Name = freeName(list, p.Name)
			list = append(list, p)
		}
	}
	d.Attachments = list
	t.see(t.putDraft(d))
}

// handedInFiles are a draft's files as they are handed in: a bound PDF goes
// without the pictures it was made of.
func handedInFiles(list []campaign.Attachment) []campaign.Attachment {
	for i := range list {
		list[i].Pages = nil
	}
	return list
}

// boundWords say what was made and which pages to look at again.
func (t *Turn) boundWords(b Bound, name string, pages int) string {
	text := t.S(boundDone, HTML(counted(pages, t.Lang(), pageNoun)), name, HTML(sizeWords(b.Size, t.Lang())))
	if len(b.Small) > 0 {
		text = lines(text, t.S(boundSmall, pageNumbers(b.Small)))
	}
	if len(b.Cut) > 0 {
		text = lines(text, t.S(boundCut, pageNumbers(b.Cut)))
	}
	return text
}

func pageNumbers(list []int) string {
	var out []string
	for _, n := range list {
		out = append(out, strconv.Itoa(n))
	}
	return strings.Join(out, ", ")
}

func (t *Turn) sayNotBound(b Bound, job Pages) {
	if b.Page < 1 || b.Page > len(job.Pages) {
		t.Say(t.S(notBound))
		return
	}
	name := short(job.Pages[b.Page-1].Name, listedName)
	switch b.Problem {
	case document.Bomb:
		t.Say(t.S(pageTooLarge, b.Page, name))
	default:
		t.Say(t.S(pageDamaged, b.Page, name))
	}
}

var (
	boundDone = T("Đã ghép %s thành tệp “%s” (%s). Ảnh gốc được giữ đến khi nộp.", "Bound %s into “%s” (%s). The pictures are kept until the hand-in.")

	boundSmall   = T("Lưu ý: trang %s có ít điểm ảnh, in ra có thể khó đọc. Đề nghị đồng chí chụp lại gần hơn, hoặc gửi ảnh dưới dạng Tệp.", "Note: page %s has few dots and may be hard to read on paper. Please take it again from nearer, or send the picture as a File.")
	boundCut     = T("Lưu ý: ảnh của trang %s bị thiếu phần cuối. Đề nghị đồng chí xem lại và chụp lại nếu cần.", "Note: the picture of page %s lacks its end. Please look at it and take it again if needed.")
	pagesChanged = T("Ảnh trong bản nháp vừa thay đổi nên chưa ghép. Đề nghị đồng chí bấm “Ghép ảnh thành PDF” lần nữa.", "The pictures of the draft have changed, so nothing was bound. Please press “Make one PDF of the pictures” again.")
	notBound     = T("Chưa ghép được ảnh; bản nháp giữ nguyên. Đề nghị đồng chí thử lại, hoặc nộp từng ảnh.", "The pictures could not be bound; the draft is unchanged. Please try again, or hand in single pictures.")
	pageTooLarge = T("Ảnh trang %d (“%s”) có số điểm ảnh quá lớn nên chưa ghép; bản nháp giữ nguyên. Đề nghị đồng chí chụp lại, hoặc gửi bằng mục Ảnh của Telegram.", "The picture of page %d (“%s”) has too many dots; nothing was bound. Please take it again, or send it as a photo in Telegram.")
	pageDamaged  = T("Ảnh trang %d (“%s”) bị hỏng nên chưa ghép; bản nháp giữ nguyên. Đề nghị đồng chí bỏ ảnh này và chụp lại.", "The picture of page %d (“%s”) is damaged; nothing was bound. Please take it out and take it again.")
)
