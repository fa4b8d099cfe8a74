package handlers

import (
	"slices"
	"strconv"

	"thidua/campaign"
	"thidua/storage"
)

// openExtensions are the requests the actor may answer, oldest first.
func (t *Turn) openExtensions() []storage.ExtensionRequest {
	return slices.DeleteFunc(t.openExtensionsOf(""), func(r storage.ExtensionRequest) bool {
		return !t.allowed(campaign.ActExtend, r.Unit)
	})
}

// openExtensionsOf are the requests of a unit that wait, with "" of all.
func (t *Turn) openExtensionsOf(unit string) []storage.ExtensionRequest {
	var out []storage.ExtensionRequest
	for _, r := range storage.ExtensionRequests.Prefix(t.Tx, storage.K(t.Plan.Campaign)) {
		if r.Answered.IsZero() && (unit == "" || r.Unit == unit) {
			out = append(out, r)
		}
	}
	return out
}

func (t *Turn) extensionRequest(id string) (storage.ExtensionRequest, bool) {
	n, err := strconv.ParseUint(id, 10, 63)
	if err != nil {
		return storage.ExtensionRequest{}, false
	}
	return storage.ExtensionRequests.Get(t.Tx, storage.K(t.Plan.Campaign, n))
}

// openExtension is a request the actor may answer now.
func (t *Turn) openExtension(id string) (storage.ExtensionRequest, bool) {
	r, ok := t.extensionRequest(id)
	return r, ok && r.Answered.IsZero() && t.allowed(campaign.ActExtend, r.Unit)
}

func (t *Turn) putExtension(r storage.ExtensionRequest) {
	storage.ExtensionRequests.Put(t.Tx, storage.K(t.Plan.Campaign, r.ID), r)
}

// requestExtension puts the unit's wish before those who decide.
func (t *Turn) requestExtension(r campaign.Requirement, until campaign.Date) {
	unit := t.Kept("unit")
	if !t.allowed(campaign.ActSubmit, unit) {
		t.lost()
		return
	}
	q := storage.ExtensionRequest{
		ID: storage.ExtensionRequests.Next(t.Tx), Unit: unit, Requirement: r.ID, Until: until,
		Why: t.Kept("why"), By: t.Actor.ID, At: t.Event.At,
	}
	t.putExtension(q)
	t.Note("ask-extension", unit, r.ID+" "+until.String(), q.Why)
	asked := t.extensionDeciders(unit)
	for _, p := range asked {
		t.tellLoud(p, t.extensionAsked(q, t.LangOf(p)), t.extensionRows(q, t.LangOf(p))...)
	}
	t.End()
	if len(asked) == 0 {
		t.Close(t.S(extendNobody))
		return
	}
	t.Close(t.S(extendSent, r.Title, dayWords(until, t.Lang())))
}

// extensionDeciders are the secretaries who may answer for a unit; where there
// is none, as for the secretary's own unit, the leaders.
func (t *Turn) extensionDeciders(unit string) []storage.Person {
	for _, list := range [][]storage.Person{t.desk(), storage.Desk(t.Tx, campaign.Leader, t.year())} {
		list = slices.DeleteFunc(once(list), func(p storage.Person) bool {
			return !campaign.May(p.Roles, campaign.ActExtend, unit, t.year())
		})
		if len(list) > 0 {
			return list
		}
	}
	return nil
}

// extensionWords is a request in a line: who, what, until when, why.
func (t *Turn) extensionWords(q storage.ExtensionRequest, lang string) string {
	r, _ := t.Plan.Requirement(q.Requirement)
	return extendAsked.In(lang, t.unitName(q.Unit), t.whoIn(q.By, lang), r.Title, dayWords(q.Until, lang), q.Why)
}

// extensionAsked is the message to the desk: the request and what it would change.
func (t *Turn) extensionAsked(q storage.ExtensionRequest, lang string) string {
	r, _ := t.Plan.Requirement(q.Requirement)
	return extendAskHead.In(lang) + "\n" + t.extensionWords(q, lang) + "\n\n" + t.impact(q.Unit, r, q.Until, lang)
}

// extensionRows offers what is usual and what was asked for, and a refusal.
func (t *Turn) extensionRows(q storage.ExtensionRequest, lang string) [][]storage.Button {
	r, _ := t.Plan.Requirement(q.Requirement)
	last, _ := t.Plan.LastDayFor(r, q.Unit)
	from := t.countFrom(last)
	days := slices.Clone(extendDays)
	if n := from.DaysUntil(q.Until); n > 0 && !slices.Contains(days, n) {
		days = append(days, n)
	}
	slices.Sort(days)
	id := strconv.FormatUint(q.ID, 10)
	var all []storage.Button
	for _, n := range days {
		all = append(all, storage.Button{
			Label:  agreeLabel.plain(lang, HTML(counted(n, lang, dayNoun))),
			Action: "/giahan " + id + " " + strconv.Itoa(n),
		})
	}
	rows := slices.Collect(slices.Chunk(all, 2))
	return append(rows, Row(storage.Button{Label: refuseLabel.plain(lang), Action: "/giahan " + id + " tuchoi"}))
}

// answerExtension is the desk's first tap: a number of days, or a refusal; the
// second one confirms it or says why.
func (t *Turn) answerExtension(id, answer string) {
	q, ok := t.extensionRequest(id)
	if !ok {
		t.Say(t.S(extendUnknown))
		return
	}
	if !q.Answered.IsZero() {
		t.Say(t.extensionAnswered(q))
		return
	}
	if !t.allowed(campaign.ActExtend, q.Unit) {
		t.Say(t.S(extendOwnUnit))
		return
	}
	kept := map[string]string{"mode": extendAnswer, "id": id, "unit": q.Unit, "req": q.Requirement, "why": q.Why}
	if answer == "tuchoi" {
		t.Begin("extend", "refuse", kept)
		return
	}
	n, err := strconv.Atoi(answer)
	r, known := t.Plan.Requirement(q.Requirement)
	if err != nil || n < 1 || n > campaign.LongestExtension || !known {
		t.Say(t.S(extendRange, campaign.LongestExtension))
		return
	}
	last, _ := t.Plan.LastDayFor(r, q.Unit)
	kept["until"] = t.countFrom(last).AddDays(n).String()
	t.Begin("extend", "sure", kept)
}

// extensionAnswered says how a request was answered, and by whom.
func (t *Turn) extensionAnswered(q storage.ExtensionRequest) string {
	lang := t.Lang()
	by, _ := storage.GetPerson(t.Tx, q.AnsweredBy)
	at := stamp(t.local(q.Answered), lang)
	switch {
	case q.AnsweredBy == q.By:
		return t.S(wasWithdrawn, at)
	case q.Granted.IsZero():
		return t.S(wasRefused, by.Name, at, q.Answer)
	}
	text := t.S(wasGranted, by.Name, at, dayWords(q.Granted, lang))
	if !q.TakenBack.IsZero() {
		text += " " + t.S(wasTakenBack, stamp(t.local(q.TakenBack), lang), dayWords(q.TakenBackTo, lang))
	}
	return text
}

func showExtendRefuse(t *Turn) {
	q, ok := t.openExtension(t.Kept("id"))
	if !ok {
		t.End()
		t.Close(t.S(extendUnknown))
		return
	}
	t.Show(t.extensionWords(q, t.Lang())+"\n\n"+t.S(refuseWhy, extendReasonMin), t.reasonRows(refusalReasons)...)
}

func pressExtendRefuse(t *Turn, action string) {
	if why, ok := t.reasonPressed(refusalReasons, action); ok {
		t.refuseExtension(why)
		return
	}
	t.leaveExtend()
}

func saidExtendRefuse(t *Turn, text string) {
	if why, ok := t.reasonSaid(text); ok {
		t.refuseExtension(why)
	}
}

func (t *Turn) refuseExtension(why string) {
	q, ok := t.openExtension(t.Kept("id"))
	if !ok {
		t.End()
		t.Close(t.S(extendUnknown))
		return
	}
	q.Answered, q.AnsweredBy, q.Answer = t.Event.At, t.Actor.ID, why
	t.putExtension(q)
	t.Note("refuse-extension", q.Unit, q.Requirement, why)
	r, _ := t.Plan.Requirement(q.Requirement)
	last, _ := t.Plan.LastDayFor(r, q.Unit)
	for _, p := range t.colleagues(q.Unit) {
		lang := t.LangOf(p)
		t.tellLoud(p, extendRefused.In(lang, r.Title, why, dayWords(last, lang)))
	}
	t.End()
	t.Close(t.S(refusedDone, t.unitName(q.Unit), r.Title, why))
}

// withdrawExtension takes a request of the actor's unit back.
func (t *Turn) withdrawExtension(id string) {
	q, ok := t.extensionRequest(id)
	if !ok || !q.Answered.IsZero() || !t.allowed(campaign.ActSubmit, q.Unit) {
		t.Say(t.S(extendUnknown))
		return
	}
	q.Answered, q.AnsweredBy = t.Event.At, q.By
	t.putExtension(q)
	t.Note("withdraw-extension", q.Unit, q.Requirement, "")
	t.Say(t.S(extendWithdrawn))
}

var (
	extendAskHead = T("<b>Đề nghị gia hạn</b>", "<b>Request for more time</b>")
	extendAsked   = T("%s (đồng chí %s) đề nghị gia hạn <b>%s</b> đến hết %s. Lý do: %s",
		"%s (%s) asks for more time for <b>%s</b>, until the end of %s. Reason: %s")
	agreeLabel  = T("Đồng ý %s", "Agree to %s")
	refuseLabel = T("Từ chối", "Refuse")
	refuseWhy   = T("Đồng chí chọn lý do từ chối, hoặc gõ lý do khác (ít nhất %d ký tự).", "Choose the reason for the refusal, or type another one (at least %d characters).")
	extendSent  = T("Đã gửi đề nghị gia hạn <b>%s</b> đến hết %s. Bot sẽ báo ngay khi có trả lời; trước đó hạn nộp chưa thay đổi.",
		"The request for <b>%s</b> until the end of %s is sent. You will be told as soon as it is answered; until then the date stays.")
	extendNobody = T("Đề nghị được giữ lại nhưng khối chưa có ai trên bot trả lời được; đề nghị đồng chí liên hệ trực tiếp với thường trực khối. Hạn nộp chưa thay đổi.",
		"The request is kept, but nobody here can answer it yet; please contact the standing desk directly. The date stays.")
	extendUnknown   = T("Đề nghị gia hạn này không còn chờ trả lời.", "This request is no longer waiting.")
	extendOwnUnit   = T("Đề nghị của chính đơn vị đồng chí do lãnh đạo khối trả lời.", "A request of your own unit is answered by the bloc's leaders.")
	wasGranted      = T("Đồng chí %s đã đồng ý lúc %s: gia hạn đến hết %s.", "%s agreed on %s: until the end of %s.")
	wasRefused      = T("Đồng chí %s đã từ chối lúc %s. Lý do: %s", "%s refused on %s. Reason: %s")
	wasTakenBack    = T("Lúc %s gia hạn đã được rút, nay đến hết %s.", "It was taken back on %s, now until the end of %s.")
	wasWithdrawn    = T("Đơn vị đã rút đề nghị này lúc %s.", "The unit withdrew this request on %s.")
	extendRefused   = T("Đề nghị gia hạn <b>%s</b> không được chấp thuận. Lý do: %s\nNgày cuối vẫn là %s.", "The request for more time for <b>%s</b> was refused. Reason: %s\nThe last day stays %s.")
	refusedDone     = T("Đã từ chối đề nghị gia hạn của %s (%s). Lý do: %s", "The request of %s (%s) is refused. Reason: %s")
	extendWithdrawn = T("Đã rút đề nghị gia hạn; hạn nộp không thay đổi.", "The request is withdrawn; the date stays.")
)
