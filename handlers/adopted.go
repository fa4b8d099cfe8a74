package handlers

import (
	"strconv"

	"thidua/campaign"
	"thidua/storage"
)

// What a config adopted anew says otherwise than the one before is told to the
// desk and the leaders in words, once, whether the bot was started or told to
// read its config again.

// longestAdopted is how many differences one message lists.
const longestAdopted = 25

// tellAdopted tells the revision in force where nobody was told yet. A
// campaign's first plan is no difference.
func (t *Turn) tellAdopted() {
	if t.Plan == nil || t.Plan.Revision < 2 {
		return
	}
	key := storage.K(t.Plan.Campaign, "adopted", strconv.Itoa(t.Plan.Revision))
	if storage.Tolds.Has(t.Tx, key) {
		return
	}
	storage.Tolds.Put(t.Tx, key, storage.Told{At: t.Event.At})
	before, ok1 := storage.PlanRevision(t.Tx, t.Plan.Campaign, t.Plan.Revision-1)
	now, ok2 := storage.PlanRevision(t.Tx, t.Plan.Campaign, t.Plan.Revision)
	if !ok1 || !ok2 {
		return
	}
	differences := campaign.Differences(&before.Plan, &now.Plan)
	if len(differences) == 0 {
		return
	}
	t.boardLater("extend") // days on the group's board may have moved
	for _, p := range t.leadership() {
		lang := t.LangOf(p)
		text := adoptedHead.In(lang, t.Plan.Revision)
		for i, d := range differences {
			if i == longestAdopted {
				text += "\n" + adoptedMore.In(lang, len(differences)-i)
				break
			}
			text += "\n– " + t.differenceWords(d, lang)
		}
		t.tellLoud(p, text+t.sheetWaits(lang))
	}
}

// readAgain follows a config that was read while the bot ran: what changed is
// told to the desk and the leaders, what is wrong with it to the administrators.
func (t *Turn) readAgain(a Adopted) {
	if a.Problem == "" {
		t.tellAdopted()
		t.tellConflicts()
		return
	}
	for _, p := range t.admins() {
		t.Tell(p, ClassReply, adoptedNot.In(t.LangOf(p), cutPlain(a.Problem, 1000)))
	}
}

// differenceWords says one difference, with how many units it concerns where
// they still owe something.
func (t *Turn) differenceWords(d campaign.Difference, lang string) string {
	words := DifferenceWords(d, lang)
	if d.Kind != campaign.DiffDeadline {
		return words
	}
	r, _ := t.Plan.Requirement(d.Subject)
	owing := 0
	for _, u := range t.Plan.Owing(r) {
		for _, duty := range t.duties(u.ID) {
			if duty.Requirement.ID == d.Subject && duty.State != campaign.DutyHandedIn {
				owing++
			}
		}
	}
	if owing > 0 {
		words += adoptedOwing.In(lang, HTML(counted(owing, lang, unitNoun)))
	}
	return words
}

// DifferenceWords says one difference between two plans, HTML.
func DifferenceWords(d campaign.Difference, lang string) string {
	day := func(x campaign.Date) string {
		if x.IsZero() {
			return adoptedNone.plain(lang)
		}
		return shortDay(x, lang)
	}
	span := func(x campaign.Span) string {
		if x.IsZero() {
			return adoptedNone.plain(lang)
		}
		return spanWords(x, lang)
	}
	switch d.Kind {
	case campaign.DiffDeadline, campaign.DiffOpens, campaign.DiffConference:
		return differenceTexts[d.Kind].In(lang, d.Name, day(d.OldDay), day(d.NewDay))
	case campaign.DiffRequirement, campaign.DiffUnitEnds:
		return differenceTexts[d.Kind].In(lang, d.Name, day(d.NewDay))
	case campaign.DiffWindow, campaign.DiffPhase:
		return differenceTexts[d.Kind].In(lang, d.Name, span(d.OldSpan), span(d.NewSpan))
	case campaign.DiffUnitName, campaign.DiffSheet, campaign.DiffHead, campaign.DiffDeputy:
		return differenceTexts[d.Kind].In(lang, d.Old, d.New)
	case campaign.DiffCriterion:
		return differenceTexts[d.Kind].In(lang, d.Subject, d.Name)
	case campaign.DiffUnitStatus:
		if d.New == string(campaign.NonCompeting) {
			return adoptedLeaves.In(lang, d.Name)
		}
		return differenceTexts[d.Kind].In(lang, d.Name)
	case campaign.DiffRule:
		label, known := ruleNames[d.Subject]
		if !known {
			return ruleChanged.In(lang, d.Subject, d.Old, d.New)
		}
		return ruleChanged.In(lang, label, ruleWords(d.Old, lang), ruleWords(d.New, lang))
	case campaign.DiffHolidayNew:
		return differenceTexts[d.Kind].In(lang, d.Name, day(d.NewDay))
	case campaign.DiffHolidayGone:
		return differenceTexts[d.Kind].In(lang, d.Name, day(d.OldDay))
	case campaign.DiffOther:
		return differenceTexts[d.Kind].In(lang)
	}
	return differenceTexts[d.Kind].In(lang, d.Name)
}

var differenceTexts = map[campaign.DifferenceKind]Text{
	campaign.DiffDeadline:       T("Hạn nộp %s: ngày cuối %s → <b>%s</b>", "%s: last day %s → <b>%s</b>"),
	campaign.DiffOpens:          T("%s nhận từ: %s → <b>%s</b>", "%s opens: %s → <b>%s</b>"),
	campaign.DiffWindow:         T("Kỳ số liệu của %s: %s → <b>%s</b>", "Figures of %s: %s → <b>%s</b>"),
	campaign.DiffParts:          T("%s: nội dung phải nộp, đơn vị phải nộp hoặc quy định nộp thay đổi", "%s: what is handed in, by whom or how has changed"),
	campaign.DiffRequirement:    T("Nội dung phải nộp mới: %s, ngày cuối <b>%s</b>", "New: %s, last day <b>%s</b>"),
	campaign.DiffDropped:        T("Không còn phải nộp: %s", "No longer asked for: %s"),
	campaign.DiffPhase:          T("%s: %s → <b>%s</b>", "%s: %s → <b>%s</b>"),
	campaign.DiffConference:     T("%s, ngày tổ chức: %s → <b>%s</b>", "%s, its day: %s → <b>%s</b>"),
	campaign.DiffConferenceGone: T("Không còn trong kế hoạch: %s", "No longer planned: %s"),
	campaign.DiffUnitNew:        T("Đơn vị mới: %s", "A new unit: %s"),
	campaign.DiffUnitGone:       T("Không còn trong khối: %s", "No longer in the bloc: %s"),
	campaign.DiffUnitName:       T("Đơn vị đổi tên: %s → <b>%s</b>", "A unit is renamed: %s → <b>%s</b>"),
	campaign.DiffUnitStatus:     T("%s tham gia chấm điểm, xếp hạng", "%s is scored and ranked"),
	campaign.DiffUnitEnds:       T("%s kết thúc hoạt động sau ngày <b>%s</b>", "%s ends after <b>%s</b>"),
	campaign.DiffHead:           T("Trưởng khối: %s → <b>%s</b>", "Head of the bloc: %s → <b>%s</b>"),
	campaign.DiffDeputy:         T("Phó khối: %s → <b>%s</b>", "Deputy head: %s → <b>%s</b>"),
	campaign.DiffCriterion:      T("Tiêu chí %s thay đổi: %s", "Criterion %s has changed: %s"),
	campaign.DiffSheet:          T("Bảng chấm điểm: phiên bản %s → <b>%s</b>", "Score sheet: version %s → <b>%s</b>"),
	campaign.DiffHolidayNew:     T("Ngày nghỉ mới: %s, <b>%s</b>", "A new day off: %s, <b>%s</b>"),
	campaign.DiffHolidayGone:    T("Không còn là ngày nghỉ: %s, %s", "No longer a day off: %s, %s"),
	campaign.DiffOther:          T("Thông tin khác của kế hoạch (văn bản, nơi nhận, căn cứ, ngày truyền thống) thay đổi", "Other parts of the plan (document, recipients, legal bases, traditional days) have changed"),
}

var (
	adoptedHead   = T("<b>Kế hoạch đã được cập nhật</b> (bản thứ %d). Thay đổi:", "<b>The plan was updated</b> (revision %d). What changed:")
	adoptedNot    = T("Tệp cấu hình vừa đọc lại có lỗi nên kế hoạch đang áp dụng giữ nguyên: %s", "The config that was read again has mistakes, so the plan in force stays: %s")
	adoptedMore   = T("… và %d thay đổi khác.", "… and %d more.")
	adoptedOwing  = T("; %s chưa nộp", "; %s still to hand it in")
	adoptedNone   = T("không có", "none")
	adoptedLeaves = T("%s không còn chấm điểm, xếp hạng", "%s is no longer scored and ranked")
)
