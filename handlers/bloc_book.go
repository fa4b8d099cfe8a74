package handlers

import (
	"slices"
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// blocBookTalk is /bangkhoi: the desk fetches one workbook with all units, fills
// in appraised answers and reasons offline and sends it back; what it would
// change is shown unit by unit, and written only for the units it confirms.
func blocBookTalk() Conversation {
	return Conversation{
		Name: "blocbook", Commands: []string{"bangkhoi", "blocsheet"},
		Help:  T("Thẩm định toàn khối bằng bảng Excel", "Appraise the whole bloc in an Excel file"),
		Who:   []campaign.RoleKind{campaign.Secretary, campaign.Leader},
		Start: startBlocBook,
		Steps: map[string]Step{
			"excel": {Show: showBlocBook, Press: pressBlocBook, Uploaded: uploadBlocBook, Awaits: awaitsExcel},
			"unit":  {Show: showBlocUnit, Press: pressBlocUnit, Uploaded: uploadBlocBook, Awaits: awaitsDecision},
		},
	}
}

func startBlocBook(t *Turn, _ []string) {
	if t.Plan == nil || len(t.appraisable()) == 0 {
		t.notFor("bangkhoi")
		return
	}
	t.Begin("blocbook", "excel", nil)
}

// appraisable are the competing units the actor may appraise, in plan order.
func (t *Turn) appraisable() []string {
	var out []string
	for _, u := range t.Plan.Competing() {
		if t.allowed(campaign.ActAppraise, u.ID) {
			out = append(out, u.ID)
		}
	}
	return out
}

// blocBook is the actor's workbook that waits for decisions.
func (t *Turn) blocBook() (storage.Workbook, bool) {
	w, ok := storage.Workbooks.Get(t.Tx, storage.K(t.Plan.Campaign, t.Actor.ID))
	return w, ok && w.Author == campaign.Appraisal
}

func showBlocBook(t *Turn) {
	text := t.S(blocHow)
	if d := t.draft("", storage.WorkbookDraft(t.Actor.ID)); len(d.Attachments) > 0 {
		text = paragraphs(text, t.S(bookOnItsWay, short(d.Attachments[0].Name, listedName)))
	}
	var rows [][]storage.Button
	if w, ok := t.blocBook(); ok {
		text = paragraphs(text, lines(t.S(blocRead, short(w.Name, listedName)), t.blocLines(w)))
		for _, u := range w.Units {
			if u.Done == "" && len(u.Changes)+len(u.Problems) > 0 {
				rows = append(rows, Row(storage.Button{Label: t.unitName(u.Unit), Action: "unit " + u.Unit}))
			}
		}
		rows = append(rows, Row(t.B("drop", bookLeave)))
	}
	t.Show(text, append([][]storage.Button{Row(t.B("fetch", bookFetchLabel))}, rows...)...)
}

// blocLines is one line a unit: how much is as declared, changed, not taken.
func (t *Turn) blocLines(w storage.Workbook) string {
	var out []string
	for _, u := range w.Units {
		declared, changed := t.split(u)
		switch {
		case u.Done != "":
			out = append(out, t.S(blocDone[u.Done], t.unitName(u.Unit)))
		case len(u.Changes)+len(u.Problems) == 0:
			out = append(out, t.S(blocSame, t.unitName(u.Unit)))
		default:
			out = append(out, t.S(blocLine, t.unitName(u.Unit), HTML(counted(len(declared), t.Lang(), criterionNoun)),
				HTML(counted(len(changed), t.Lang(), bookNoun)), HTML(counted(len(u.Problems), t.Lang(), noteNoun))))
		}
	}
	return lines(out...)
}

// split tells the changes that take over what the unit declared from the rest.
func (t *Turn) split(u storage.WorkbookUnit) (declared []string, changed []campaign.Change) {
	self := t.ownSheet(u.Unit)
	for _, c := range u.Changes {
		if !c.Erase && !c.Conflict && c.Blank && campaign.AsDeclared(c.New, self.Entries[c.Criterion]) {
			declared = append(declared, c.Criterion)
			continue
		}
		changed = append(changed, c)
	}
	return declared, changed
}

func pressBlocBook(t *Turn, action string) {
	unit, isUnit := strings.CutPrefix(action, "unit ")
	switch {
	case isUnit:
		t.Keep("unit", unit)
		t.Keep("page", "0")
		t.Go("unit")
		return
	case action == "fetch":
		if !t.anySealed() {
			t.Answer(blocNothing.plain(t.Lang()), true)
			break
		}
		t.Answer(bookComing.plain(t.Lang()), false)
		t.Note("report", "", "bloc", "")
		t.Hand("bloc", nil)
	case action == "drop":
		storage.Workbooks.Delete(t.Tx, storage.K(t.Plan.Campaign, t.Actor.ID))
		t.Answer(bookLeft.plain(t.Lang()), false)
	}
	t.Go("excel")
}

func (t *Turn) anySealed() bool {
	return slices.ContainsFunc(t.Plan.Competing(), func(u campaign.Unit) bool {
		sheet := t.ownSheet(u.ID)
		return sheet.Sealed()
	})
}

func uploadBlocBook(t *Turn, u Uploaded) {
	if t.takeBook("", u) {
		t.Go("excel")
	}
}

// blocUnit is the unit on the screen, compared with what is stored now.
func (t *Turn) blocUnit() (w storage.Workbook, i int, overtaken []string, ok bool) {
	if w, ok = t.blocBook(); !ok {
		return w, 0, nil, false
	}
	u, i, ok := w.Of(t.Kept("unit"))
	if !ok || !t.allowed(campaign.ActAppraise, u.Unit) {
		return w, i, nil, false
	}
	sheet := t.appraisal(u.Unit)
	u.Changes, overtaken = campaign.Overtaken(u.Changes, sheet.Entries)
	w.Units[i] = u
	storage.Workbooks.Put(t.Tx, storage.K(t.Plan.Campaign, t.Actor.ID), w)
	return w, i, overtaken, true
}

// appraisal reads the desk's sheet of a unit; an empty one before its first
// answer.
func (t *Turn) appraisal(unit string) campaign.ScoreSheet {
	sheet, ok := storage.Sheets.Get(t.Tx, storage.K(t.Plan.Campaign, unit, string(campaign.Appraisal)))
	if !ok {
		sheet = campaign.ScoreSheet{Unit: unit, Author: campaign.Appraisal, Version: t.Plan.Sheet.Version, Revision: t.Plan.Revision}
	}
	return sheet
}

func showBlocUnit(t *Turn) {
	w, i, overtaken, ok := t.blocUnit()
	if !ok {
		t.Go("excel")
		return
	}
	u := w.Units[i]
	sheet := t.appraisal(u.Unit)
	t.Keep("rev", strconv.Itoa(sheet.Rev))
	declared, changed := t.split(u)
	shown := u
	shown.Changes = changed
	page, _ := strconv.Atoi(t.Kept("page"))
	text, pages := t.bookText(w.Name, shown, page, func(c campaign.Change) string { return t.appraisedLine(u.Unit, c) })
	note := ""
	if len(overtaken) > 0 {
		note = t.S(bookOvertaken, strings.Join(overtaken, ", "))
	}
	rows := pageRow(page, pages)
	all, conflicts := len(u.Changes), campaign.Conflicts(u.Changes)
	if all > conflicts {
		rows = append(rows, Row(t.B("apply", blocApply, HTML(counted(all-conflicts, t.Lang(), criterionNoun)))))
	}
	if conflicts > 0 {
		rows = append(rows, Row(t.B("applyall", bookApplyAll, HTML(counted(all, t.Lang(), bookNoun)))))
	}
	rows = append(rows, Row(t.B("leave", blocLeave), t.B("excel", backLabel)))
	t.Show(paragraphs(text, t.listed(blocDeclared, declared), note), rows...)
}

// appraisedLine is one answer of the desk that is not simply the unit's own.
func (t *Turn) appraisedLine(unit string, c campaign.Change) string {
	k, ok := t.unitCriterion(unit, c.Criterion)
	if !ok {
		return ""
	}
	self := t.ownSheet(unit)
	words := t.answerWords(k, c.New, c.Erase)
	if !c.Blank {
		words = HTML(t.S(fromTo, t.answerWords(k, c.Old, false), words))
	}
	mark := ""
	if c.Conflict {
		mark = t.S(conflictMark)
	}
	mark += t.colleagueMark(unit, c)
	return t.S(appraised, c.Criterion, short(k.Title, 40), t.entryWords(k, self.Entries[c.Criterion]), words) + mark
}

func pressBlocUnit(t *Turn, action string) {
	if page, ok := pageOf(action); ok {
		t.Keep("page", page)
		t.Go("unit")
		return
	}
	seen := t.Kept("rev")
	w, i, overtaken, ok := t.blocUnit()
	if !ok || action == "excel" {
		t.Go("excel")
		return
	}
	if action == "leave" {
		t.closeBloc(w, i, "left")
		return
	}
	t.applyBloc(w, i, action == "applyall", len(overtaken) > 0 || seen != strconv.Itoa(t.appraisal(w.Units[i].Unit).Rev))
}

// applyBloc writes one unit's answers into the desk's draft, unless they changed
// since they were shown.
func (t *Turn) applyBloc(w storage.Workbook, i int, all, changed bool) {
	u := w.Units[i]
	sheet, self := t.appraisal(u.Unit), t.ownSheet(u.Unit)
	switch {
	case changed:
		t.Go("unit") // shown anew, with what changed
		return
	case !self.Sealed() || sheet.Sealed():
		t.Answer(blocPast.plain(t.Lang()), true)
		t.closeBloc(w, i, "left")
		return
	}
	a, ok := t.openAppraisal()
	if !ok {
		return
	}
	fine, _ := campaign.Unreasoned(u.Changes, self.Entries)
	own, others := a.divide(fine)
	applied, err := campaign.ApplyChanges(&t.Plan.Sheet, &sheet, own, all, campaign.Entry{By: t.Actor.ID, At: t.Event.At})
	if err != nil {
		t.Answer(blocPast.plain(t.Lang()), true)
		t.Go("unit")
		return
	}
	if err := storage.PutAppraisal(t.Tx, t.Plan, t.Actor.ID, sheet); err != nil {
		t.Answer(blocPast.plain(t.Lang()), true)
		t.closeBloc(w, i, "left")
		return
	}
	if said := a.opine(others, all); said != "" {
		t.Say(t.S(blocOpinions, t.unitName(u.Unit)) + "\n" + said)
		t.State.Screen.Below = true
	}
	t.Note("appraise-workbook", u.Unit, w.SHA256[:min(12, len(w.SHA256))], strings.Join(applied, ", "))
	t.Answer(toast(blocApplied.plain(t.Lang(), t.unitName(u.Unit), HTML(counted(len(applied), t.Lang(), criterionNoun)))), false)
	t.closeBloc(w, i, "applied")
}

// closeBloc ends a unit's part and goes on with the list.
func (t *Turn) closeBloc(w storage.Workbook, i int, how string) {
	w.Units[i].Done = how
	storage.Workbooks.Put(t.Tx, storage.K(t.Plan.Campaign, t.Actor.ID), w)
	if !slices.ContainsFunc(w.Units, func(u storage.WorkbookUnit) bool { return u.Done == "" && len(u.Changes)+len(u.Problems) > 0 }) {
		storage.Workbooks.Delete(t.Tx, storage.K(t.Plan.Campaign, t.Actor.ID))
		t.Say(t.S(blocOver, short(w.Name, listedName)) + "\n" + t.blocLines(w))
		t.State.Screen.Below = true
	}
	t.Go("excel")
}

var (
	blocHow       = T("<b>Thẩm định toàn khối bằng bảng Excel</b>\nĐồng chí tải bảng (trang so sánh và mỗi đơn vị một trang), điền mức thẩm định và lý do, lưu ở dạng .xlsx rồi gửi lại vào đây. Bot liệt kê từng đơn vị và chỉ ghi đơn vị nào đồng chí xác nhận. Đơn vị của đồng chí do người khác thẩm định.", "<b>Appraise the whole bloc in an Excel file</b>\nFetch the file (a page to compare, one page a unit), fill in appraised values and reasons, save it as .xlsx and send it back here. Every unit is listed and written only once you confirm it. Your own unit is appraised by others.")
	blocBookLabel = T("Thẩm định toàn khối bằng Excel", "Appraise the bloc in Excel")
	blocRead      = T("<b>Đã đọc “%s”, chưa ghi gì:</b>", "<b>“%s” has been read, nothing is written yet:</b>")
	blocLine      = T("– %s: %s như tự chấm, %s, %s", "– %s: %s as declared, %s, %s")
	noteNoun      = T("chỗ cần lưu ý", "thing to note|things to note")
	blocSame      = T("– %s: không có gì khác", "– %s: nothing differs")
	blocNothing   = T("Chưa có đơn vị nào gửi Bảng chấm điểm.", "No unit has sent its score sheet yet.")
	blocApply     = T("Ghi thẩm định %s", "Write the appraisal of %s")
	blocLeave     = T("Bỏ qua đơn vị này", "Skip this unit")
	blocPast      = T("Bảng của đơn vị đã được rút hoặc thẩm định xong, nên không ghi.", "The unit's sheet was taken back or its appraisal is finished; nothing is written.")
	blocApplied   = T("%s: đã ghi thẩm định %s.", "%s: appraisal of %s written.")
	blocOpinions  = T("<b>%s</b>", "<b>%s</b>")
	blocOver      = T("<b>Đã xong bảng “%s”</b>", "<b>“%s” is done</b>")
	appraised     = T("<b>%s</b> (%s): tự chấm %s; thẩm định %s", "<b>%s</b> (%s): self-scored %s; appraised %s")
	fromTo        = T("%s → %s", "%s → %s")
	blocDeclared  = T("Như đơn vị tự chấm: %s.", "As the unit declared: %s.")
)

var blocDone = map[string]Text{
	"applied": T("– %s: đã ghi", "– %s: written"),
	"left":    T("– %s: bỏ qua, không ghi", "– %s: skipped, nothing written"),
	"refused": T("– %s: đơn vị của đồng chí, không ghi", "– %s: your own unit, nothing written"),
}
