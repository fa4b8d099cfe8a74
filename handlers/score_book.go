package handlers

import (
	"slices"
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/handlers/document"
	"thidua/storage"
)

// The unit's sheet as an Excel file: fetched, filled in offline, sent back; its
// differences are shown and written only when the person says so.

// showExcel says how the workbook goes there and back.
func (s *scoring) showExcel() {
	note := ""
	if d := s.draft(s.unit, storage.WorkbookDraft(s.Actor.ID)); len(d.Attachments) > 0 {
		note = s.S(bookOnItsWay, short(d.Attachments[0].Name, listedName))
	}
	var rows [][]storage.Button
	if w, ok := s.workbook(); ok {
		rows = append(rows, Row(s.B("book", bookOpenLabel, short(w.Name, 30))))
	}
	rows = append(rows, Row(s.B("fetch", bookFetchLabel)), Row(s.B("summary", backLabel)))
	s.Show(paragraphs(s.header(), s.S(bookHow), note), rows...)
}

func (s *scoring) pressExcel(action string) {
	switch action {
	case "fetch":
		s.Answer(bookComing.plain(s.Lang()), false)
		s.Hand("sheet", map[string]string{"unit": s.unit})
		s.showExcel()
	default:
		s.Go(action)
	}
}

// uploadExcel takes the workbook that comes back.
func (s *scoring) uploadExcel(u Uploaded) {
	if s.takeBook(s.unit, u) {
		s.Go("excel")
	}
}

// sayExcel takes nothing in words but a criterion's code.
func (s *scoring) sayExcel(text string) {
	if c, ok := criterionNamed(&s.Plan.Sheet, text); ok {
		s.goTo(c.ID)
		return
	}
	s.Say(s.S(awaitsExcel))
}

// uploadAnywhere takes a workbook where no criterion is on the screen.
func (s *scoring) uploadAnywhere(u Uploaded) {
	if document.Promises(u.Name) == document.XLSX || strings.HasSuffix(fold(u.Name), " xlsm") {
		s.uploadExcel(u)
		return
	}
	s.Say(s.S(openFirst))
}

// workbook is the actor's workbook about this unit that waits for a decision.
func (s *scoring) workbook() (storage.Workbook, bool) {
	w, ok := storage.Workbooks.Get(s.Tx, storage.K(s.Plan.Campaign, s.Actor.ID))
	if !ok || w.Author != campaign.SelfScore {
		return w, false
	}
	_, _, open := w.Of(s.unit)
	return w, open
}

// showBookDiff lists what a workbook would change, criterion by criterion.
func (s *scoring) showBookDiff() {
	w, ok := s.workbook()
	if !ok {
		s.Go("excel")
		return
	}
	u, i, _ := w.Of(s.unit)
	now, overtaken := campaign.Overtaken(u.Changes, s.sheet.Entries)
	note := ""
	if len(overtaken) > 0 {
		note = s.S(bookOvertaken, strings.Join(overtaken, ", "))
	}
	if len(now) != len(u.Changes) || len(overtaken) > 0 {
		u.Changes = now
		w.Units[i] = u
		storage.Workbooks.Put(s.Tx, storage.K(s.Plan.Campaign, s.Actor.ID), w)
	}
	s.Keep("rev", strconv.Itoa(s.sheet.Rev))
	page, _ := strconv.Atoi(s.Kept("page"))
	text, pages := s.bookText(w.Name, u, page, s.changeLine)
	rows := pageRow(page, pages)
	rows = append(rows, s.bookButtons(u)...)
	s.Show(paragraphs(s.header(), text, note), rows...)
}

// pageRow moves between pages where there are several.
func pageRow(page, pages int) [][]storage.Button {
	if pages < 2 {
		return nil
	}
	return [][]storage.Button{turnPages(min(max(page, 0), pages-1), pages)}
}

// bookText is a page of the differences and of what was not taken.
func (t *Turn) bookText(name string, u storage.WorkbookUnit, page int, line func(campaign.Change) string) (string, int) {
	var all []string
	for _, c := range u.Changes {
		all = append(all, line(c))
	}
	if len(u.Changes) == 0 {
		all = append(all, t.S(bookNoChanges))
	}
	if len(u.Problems) > 0 {
		all = append(all, "", t.S(bookProblems))
		for _, p := range u.Problems {
			all = append(all, "– "+t.bookProblem(u.Unit, p))
		}
	}
	const room = 2400 // with header and note still one message
	pages := paged(all, room)
	head := t.S(bookHead, short(name, listedName), t.unitName(u.Unit), HTML(counted(len(u.Changes), t.Lang(), bookNoun)))
	return lines(head, pages[min(max(page, 0), len(pages)-1)]), len(pages)
}

// changeLine is one difference: what stands now, and what the workbook says.
func (s *scoring) changeLine(c campaign.Change) string {
	k, ok := s.Plan.Sheet.Criterion(c.Criterion)
	if !ok {
		return ""
	}
	mark := ""
	if c.Conflict {
		mark = s.S(conflictMark)
	}
	return s.S(changedLine, c.Criterion, short(k.Title, 40), s.answerWords(k, c.Old, c.Blank), s.answerWords(k, c.New, c.Erase)) + mark
}

// answerWords is an answer with the reason that stands beside it, or the word
// for none.
func (t *Turn) answerWords(k campaign.Criterion, e campaign.Entry, blank bool) HTML {
	switch {
	case blank:
		return HTML(t.S(leftBlank))
	case e.Reason != "" && !e.NotApplicable:
		return HTML(t.S(withReason, t.entryWords(k, e), e.Reason))
	}
	return t.entryWords(k, e)
}

func (s *scoring) bookButtons(u storage.WorkbookUnit) [][]storage.Button {
	var rows [][]storage.Button
	all, conflicts := len(u.Changes), campaign.Conflicts(u.Changes)
	switch {
	case all == 0:
	case conflicts == 0:
		rows = append(rows, Row(s.B("apply", bookApply, HTML(counted(all, s.Lang(), bookNoun)))))
	default:
		if all > conflicts {
			rows = append(rows, Row(s.B("apply", bookApplyRest, HTML(counted(all-conflicts, s.Lang(), bookNoun)))))
		}
		rows = append(rows, Row(s.B("applyall", bookApplyAll, HTML(counted(all, s.Lang(), bookNoun)))))
	}
	return append(rows, Row(s.B("leave", bookLeave)), Row(s.B("excel", backLabel)))
}

func (s *scoring) pressBook(action string) {
	if page, ok := pageOf(action); ok {
		s.Keep("page", page)
		s.Go("book")
		return
	}
	w, ok := s.workbook()
	if !ok {
		s.Go("excel")
		return
	}
	switch action {
	case "apply", "applyall":
		s.applyBook(w, action == "applyall")
	case "leave":
		s.closeBook(w, "left")
		s.Answer(bookLeft.plain(s.Lang()), false)
		s.Go("summary")
	default:
		s.Go("excel")
	}
}

// applyBook writes the differences into the draft, unless somebody changed it
// since they were shown.
func (s *scoring) applyBook(w storage.Workbook, all bool) {
	u, _, _ := w.Of(s.unit)
	if _, overtaken := campaign.Overtaken(u.Changes, s.sheet.Entries); s.Kept("rev") != strconv.Itoa(s.sheet.Rev) && len(overtaken) > 0 {
		s.Go("book") // shown anew, with what changed
		return
	}
	sheet := s.sheet
	applied, err := campaign.ApplyChanges(&s.Plan.Sheet, &sheet, u.Changes, all, campaign.Entry{By: s.Actor.ID, At: s.Event.At})
	if err != nil {
		s.Say(s.problem(s.criterion(), "", err))
		s.Go("excel")
		return
	}
	s.sheet = sheet
	s.save()
	s.closeBook(w, "applied")
	s.Note("sheet-workbook", s.unit, w.SHA256[:min(12, len(w.SHA256))], strings.Join(applied, ", "))
	s.Keep("done", s.S(bookDone, HTML(counted(len(applied), s.Lang(), bookNoun))))
	delete(s.State.Answers, "page")
	s.Go("summary")
}

func (s *scoring) closeBook(w storage.Workbook, how string) {
	_, i, _ := w.Of(s.unit)
	w.Units[i].Done = how
	if slices.ContainsFunc(w.Units, func(u storage.WorkbookUnit) bool { return u.Done == "" }) {
		storage.Workbooks.Put(s.Tx, storage.K(s.Plan.Campaign, s.Actor.ID), w)
		return
	}
	storage.Workbooks.Delete(s.Tx, storage.K(s.Plan.Campaign, s.Actor.ID))
}

// bookProblem is the sentence for one thing of a unit's workbook that was not taken.
func (t *Turn) bookProblem(unit string, p storage.WorkbookProblem) string {
	where := p.Cell
	switch {
	case p.Cell == "":
		where = p.Criterion
	case p.Criterion != "":
		where = t.S(bookCell, p.Criterion, p.Cell)
	}
	if p.Kind == document.SheetBadValue {
		if c, ok := t.unitCriterion(unit, p.Criterion); ok {
			s := &scoring{Turn: t, Plan: t.Plan}
			if _, problem := s.read(c, p.Text); problem != "" {
				return t.S(bookBadValue, where, HTML(problem))
			}
		}
	}
	if form, ok := cellProblems[p.Kind]; ok {
		return t.S(form, where, p.Text)
	}
	return t.S(bookWords(p.Kind), where)
}

var (
	bookHow = T("Bảng chấm điểm dạng Excel: đồng chí tải về, điền khi không có mạng (máy tính hoặc điện thoại), lưu ở dạng .xlsx rồi gửi lại vào đây. Bot liệt kê từng chỗ thay đổi và chỉ ghi khi đồng chí xác nhận.",
		"The score sheet as an Excel file: fetch it, fill it in offline, save it as .xlsx and send it back here. Every change is listed and written only once you confirm.")
	bookFetchLabel = T("Tải bảng Excel", "Get the Excel file")
	bookOpenLabel  = T("Xem thay đổi trong “%s”", "Changes of “%s”")
	bookComing     = T("Đang lập bảng Excel…", "Making the Excel file…")
	bookOnItsWay   = T("Đang tải và đọc “%s”…", "Fetching and reading “%s”…")
	bookNothing    = T("Bảng “%s” không có gì khác với bản đang lưu; không có gì để ghi.", "“%s” differs in nothing from what is stored; there is nothing to write.")
	bookReady      = T("Đã đọc xong bảng “%s”. Chưa ghi gì; mời đồng chí xem các thay đổi.", "“%s” has been read. Nothing is written yet; please look at the changes.")
	bookHead       = T("<b>Bảng Excel “%s” của %s: %s</b>", "<b>Excel file “%s” of %s: %s</b>")
	bookNoun       = T("thay đổi", "change")
	changedLine    = T("<b>%s</b> (%s): %s → %s", "<b>%s</b> (%s): %s → %s")
	conflictMark   = T(" ⚠️ nội dung này vừa được người khác sửa", " ⚠️ somebody else changed this meanwhile")
	withReason     = T("%s (%s)", "%s (%s)")
	bookNoChanges  = T("Không có thay đổi nào ghi được.", "No change that can be written.")
	bookProblems   = T("Những chỗ cần lưu ý:", "Please note:")
	bookOvertaken  = T("Trong lúc đồng chí xem, nội dung %s đã được sửa; danh sách trên là theo bản mới nhất.", "While you were looking, %s was changed; the list above is against the newest.")
	bookApply      = T("Ghi %s", "Write %s")
	bookApplyRest  = T("Ghi %s, giữ chỗ người khác sửa", "Write %s, keep what others changed")
	bookApplyAll   = T("Ghi cả %s, kể cả chỗ người khác sửa", "Write all %s, over what others changed")
	bookLeave      = T("Bỏ, không ghi", "Write nothing")
	bookLeft       = T("Đã bỏ bảng Excel, không ghi gì.", "The Excel file is dropped, nothing was written.")
	bookDone       = T("Đã ghi %s từ bảng Excel.", "Written from the Excel file: %s.")
	bookCell       = T("%s (ô %s)", "%s (cell %s)")
	bookBadValue   = T("%s: không lấy. %s", "%s: not taken. %s")
	awaitsExcel    = T("Ở bước này bot chờ bảng Excel đã điền (.xlsx). Đồng chí gửi tệp, hoặc bấm “Tải bảng Excel”.", "The filled Excel file (.xlsx) is awaited here. Send it, or press “Get the Excel file”.")
	awaitsDecision = T("Đề nghị đồng chí bấm “Ghi …” hoặc “Bỏ, không ghi”.", "Please press “Write …” or “Write nothing”.")
)
