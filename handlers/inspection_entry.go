package handlers

import (
	"strconv"

	"thidua/campaign"
	"thidua/storage"
)

func (t *Turn) inspectionRows() [][]storage.Button {
	return [][]storage.Button{Row(t.B("back", stepBack), t.B("leave", leaveLabel))}
}

// askInspection is the Show of a step that asks for a text.
func askInspection(question Text) func(*Turn) {
	return func(t *Turn) {
		t.Show(lines(t.S(inspectionUnitHead, t.unitName(t.Kept("unit"))), t.S(question)), t.inspectionRows()...)
	}
}

// inspectionText takes a text of an inspection, or says what is wrong with it.
func (t *Turn) inspectionText(text string) (string, bool) {
	words := tidy(text)
	if n := len([]rune(words)); n < inspectionMin || n > inspectionMax {
		t.Say(t.S(inspectionLength, n, inspectionMin, inspectionMax))
		return "", false
	}
	if word, ok := campaign.SecretMark(words); ok {
		t.Say(t.S(targetSecret, word))
		return "", false
	}
	return words, true
}

// saidInspection keeps a text and goes on.
func saidInspection(key, next string) func(*Turn, string) {
	return func(t *Turn, text string) {
		if words, ok := t.inspectionText(text); ok {
			t.Keep(key, words)
			t.Go(next)
		}
	}
}

func showInspectionDay(t *Turn) { askInspection(inspectionAskDay)(t) }

func saidInspectionDay(t *Turn, text string) {
	today := t.Plan.Day(t.Event.At)
	day, ok := readDay(text, today.AddDays(-300))
	switch {
	case !ok:
		t.Say(t.S(awaitsInspectionDay))
	case day.After(today) || day.DaysUntil(today) > 500:
		t.Say(t.S(inspectionNotDay, upperFirst(dayWords(day, t.Lang()))))
	default:
		t.Keep("day", day.String())
		t.Go("what")
	}
}

func showInspectionAdvice(t *Turn) {
	t.Show(t.S(inspectionAskAdvice), append([][]storage.Button{Row(t.B("none", inspectionNothing))}, t.inspectionRows()...)...)
}

func showInspectionDue(t *Turn) {
	t.Show(t.S(inspectionAskDue), append([][]storage.Button{Row(t.B("undated", inspectionUndated))}, t.inspectionRows()...)...)
}

func saidInspectionDue(t *Turn, text string) {
	today := t.Plan.Day(t.Event.At)
	day, ok := readDay(text, today)
	switch {
	case !ok:
		t.Say(t.S(awaitsInspectionDue))
	case day.Before(today):
		t.Say(t.S(extendPast, upperFirst(dayWords(day, t.Lang()))))
	default:
		t.Keep("due", day.String())
		t.Go("sure")
	}
}

// newInspection is the inspection as the talk has it.
func (t *Turn) newInspection() campaign.Inspection {
	day, _ := campaign.ParseDate(t.Kept("day"))
	due, _ := campaign.ParseDate(t.Kept("due"))
	return campaign.Inspection{
		Unit: t.Kept("unit"), Day: day, What: t.Kept("what"), Findings: t.Kept("findings"), Advice: t.Kept("advice"), Due: due,
		By: t.Actor.ID, At: t.Event.At,
	}
}

func showInspectionSure(t *Turn) {
	i := t.newInspection()
	text := lines(t.S(inspectionUnitHead, t.unitName(i.Unit)), t.S(inspectionSure, shortDay(i.Day, t.Lang()), i.What, i.Findings))
	if i.Advice != "" {
		text += "\n" + t.S(inspectionAdviceLine, i.Advice)
	}
	if !i.Due.IsZero() {
		text += "\n" + t.S(inspectionDueLine, dayWords(i.Due, t.Lang()))
	}
	t.Show(text, append([][]storage.Button{Row(t.B("yes", holdYesLabel))}, t.inspectionRows()...)...)
}

// keepInspection stores the inspection and tells the unit.
func (t *Turn) keepInspection() {
	i, err := storage.AddInspection(t.Tx, t.Plan.Campaign, t.year(), t.newInspection())
	if err != nil || !t.allowed(campaign.ActInspect, i.Unit) {
		t.lost()
		return
	}
	t.Note("inspect", i.Unit, strconv.Itoa(i.Number), i.What)
	for _, p := range t.colleagues(i.Unit) {
		lang := t.LangOf(p)
		t.tellLoud(p, lines(inspectionTold.In(lang, t.unitName(i.Unit)), t.inspectionWords(i, lang)),
			Row(storage.Button{Label: inspectionOpen.plain(lang), Action: "/kiemtra " + i.Unit}))
	}
	t.End()
	t.Close(t.S(inspectionKept, i.Number, t.unitName(i.Unit), t.toldOrNot(i.Unit)))
}

// saidInspectionAnswer is the unit's word that something was put right.
func saidInspectionAnswer(t *Turn, text string) {
	words, ok := t.inspectionText(text)
	if !ok {
		return
	}
	unit := t.Kept("unit")
	number, _ := strconv.Atoi(t.Kept("number"))
	if !t.allowed(campaign.ActScore, unit) {
		t.lost()
		return
	}
	i, ok := storage.AnswerInspection(t.Tx, t.Plan.Campaign, unit, number, words, t.Actor.ID, t.Event.At)
	if !ok {
		t.Say(t.S(inspectionAnswered))
		t.Go("unit")
		return
	}
	t.Note("put-right", unit, strconv.Itoa(number), words)
	for _, p := range t.leadership() {
		lang := t.LangOf(p)
		t.tellLoud(p, lines(inspectionNews.In(lang, t.unitName(unit)), t.inspectionWords(i, lang)))
	}
	t.Go("unit")
}

var (
	inspectionAskDay      = T("Đồng chí gõ ngày kiểm tra, ví dụ: 20/9/2021.", "Type the day of the inspection, for example: 20/9/2021.")
	inspectionAskWhat     = T("Đồng chí gõ nội dung kiểm tra, ví dụ: Việc tổ chức phong trào thi đua 9 tháng.", "Type what was inspected, for example: How the movement was organised in nine months.")
	inspectionAskFindings = T("Đồng chí gõ kết quả kiểm tra, ví dụ: Đã phát động đến toàn đơn vị; chưa có kế hoạch nhân rộng điển hình.", "Type what was found, for example: Launched in the whole unit; no plan to multiply exemplars.")
	inspectionAskAdvice   = T("Đồng chí gõ kiến nghị khắc phục, ví dụ: Bổ sung kế hoạch nhân rộng điển hình.", "Type what is to be put right, for example: Make a plan to multiply exemplars.")
	inspectionAskDue      = T("Đồng chí gõ hạn khắc phục, ví dụ: 15/10/2021.", "Type by when, for example: 15/10/2021.")
	inspectionAskAnswer   = T("Đồng chí gõ kết quả khắc phục, ví dụ: Đã ban hành kế hoạch số 45/KH-VKS ngày 10/10/2021.", "Type what was done, for example: Plan No. 45/KH-VKS of 10 October 2021 was issued.")
	inspectionNothing     = T("Không có kiến nghị", "Nothing to put right")
	inspectionUndated     = T("Không đặt hạn", "No date")
	inspectionNotDay      = T("%s không phải ngày kiểm tra trong năm. Đề nghị đồng chí gõ một ngày đã qua, ví dụ: 20/9/2021.", "%s is no day of an inspection of this year. Please type a day that is over, for example: 20/9/2021.")
	inspectionLength      = T("Nội dung có %d ký tự, cần từ %d đến %d ký tự; đề nghị đồng chí gõ lại.", "It has %d characters; %d to %d are taken. Please type it again.")
	inspectionSure        = T("Ngày %s: %s\nKết quả: %s", "%s: %s\nFindings: %s")
	inspectionTold        = T("<b>Kết quả kiểm tra, giám sát: %s</b>", "<b>An inspection: %s</b>")
	inspectionOpen        = T("Xem, báo cáo khắc phục", "See and answer")
	inspectionKept        = T("Đã ghi cuộc kiểm tra số %d: %s. %s", "Inspection No. %d is noted: %s. %s")
	inspectionNews        = T("<b>%s báo cáo khắc phục sau kiểm tra</b>", "<b>%s has put something right</b>")
	inspectionAnswered    = T("Cuộc kiểm tra này không còn chờ báo cáo khắc phục.", "Nothing is waiting for an answer there.")

	awaitsInspectionDay = T("Đề nghị đồng chí gõ ngày kiểm tra, ví dụ: 20/9/2021.", "Please type the day of the inspection, for example: 20/9/2021.")
	awaitsInspectionDue = T("Đề nghị đồng chí gõ hạn khắc phục, ví dụ: 15/10/2021.", "Please type by when it is to be put right, for example: 15/10/2021.")
)
