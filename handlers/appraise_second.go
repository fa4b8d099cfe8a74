package handlers

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"thidua/campaign"
	"thidua/storage"
)

// Two appraisers of one unit: who comes second to a criterion agrees or says
// another figure with a reason; it is put beside the first and settled before
// the appraisal is sealed.

// secondTo reports whether the criterion was decided by somebody else who is
// still of the desk: then the actor's figure is a second opinion. What was
// decided by somebody who left is decided anew.
func (a *appraising) secondTo(id string) bool {
	e, decided := a.desk.Entries[id]
	if !decided || e.By == 0 || e.By == a.Actor.ID {
		return false
	}
	p, _ := storage.GetPerson(a.Tx, e.By)
	return campaign.May(p.Roles, campaign.ActAppraise, a.unit, a.year())
}

// writeSecond keeps the actor's figure beside the one decided.
func (a *appraising) writeSecond(c campaign.Criterion, e campaign.Entry) {
	if decided := a.desk.Entries[c.ID]; !campaign.AsDeclared(e, decided) && utf8.RuneCountInString(e.Reason) < campaign.ShortestReason {
		a.Keep("value", strconv.FormatInt(e.Value, 10)) // as the unit declared, but not as was decided: that needs a reason too
		a.Go("why")
		return
	}
	o, err := a.second(c, e)
	var mistake *campaign.Error
	switch {
	case errors.As(err, &mistake):
		a.Say(a.problem(c, "", err))
	case err != nil:
		a.past()
	case o.Agrees():
		a.Keep("done", a.S(secondAgreed, a.who(o.Against.By), c.ID))
		a.onwardFrom(c)
	default:
		a.Keep("done", a.S(secondKept, c.ID, a.entryWords(c, e), a.who(o.Against.By)))
		a.goItem(c.ID)
	}
}

// second stores the actor's opinion on a decided criterion in place of an older
// one and tells who decided. Errors are those of campaign.Second and
// storage.PutOpinion; nothing is stored then.
func (a *appraising) second(c campaign.Criterion, e campaign.Entry) (campaign.Opinion, error) {
	o, err := campaign.Second(&a.Plan.Sheet, &a.desk, len(storage.OpinionsOf(a.Tx, a.Plan.Campaign, a.unit))+1, c.ID, e)
	if err != nil {
		return o, err
	}
	for _, older := range a.differing(c.ID) {
		if older.Entry.By == a.Actor.ID {
			older.SettledAt, older.SettledBy = a.Event.At, a.Actor.ID
			if err := storage.PutOpinion(a.Tx, a.Plan, a.Actor.ID, older); err != nil {
				return o, err
			}
		}
	}
	if err := storage.PutOpinion(a.Tx, a.Plan, a.Actor.ID, o); err != nil {
		return o, err
	}
	a.Note("second-opinion", a.unit, c.ID, e.Reason)
	if !o.Agrees() {
		a.tellDiffers(c, o)
	}
	return o, nil
}

// past says that the sheet can no longer be appraised.
func (a *appraising) past() {
	a.Say(a.S(blocPast))
	a.Go("unit")
}

// tellDiffers tells who decided first that a colleague sees it otherwise.
func (a *appraising) tellDiffers(c campaign.Criterion, o campaign.Opinion) {
	p, ok := storage.GetPerson(a.Tx, o.Against.By)
	if !ok {
		return
	}
	reader := &Turn{Tx: a.Tx, Actor: p, Set: a.Set, Plan: a.Plan, Event: a.Event}
	a.Send(Outgoing{
		Kind: OutSay, Class: ClassReply, Chat: p.ID, Silent: a.Plan.Quiet(a.Event.At, false),
		Text:    reader.S(secondNews, a.who(o.Entry.By), c.ID, a.unitName(a.unit), reader.entryWords(c, o.Entry), reader.entryWords(c, o.Against), o.Entry.Reason),
		Buttons: [][]storage.Button{Row(reader.B("/thamdinhdiem "+a.unit+" "+c.ID, secondOpen, c.ID))},
	})
}

// differing are the open opinions on a criterion; with "" on all.
func (a *appraising) differing(id string) []campaign.Opinion {
	all := campaign.Differing(&a.desk, storage.OpinionsOf(a.Tx, a.Plan.Campaign, a.unit))
	return slices.DeleteFunc(all, func(o campaign.Opinion) bool { return id != "" && o.Criterion != id })
}

// differingIDs are the criteria two appraisers differ about, in sheet order.
func (a *appraising) differingIDs() []string {
	var out []string
	open := a.differing("")
	for _, c := range a.Plan.Sheet.Criteria {
		if slices.ContainsFunc(open, func(o campaign.Opinion) bool { return o.Criterion == c.ID }) {
			out = append(out, c.ID)
		}
	}
	return out
}

// secondLines are the opinions on a criterion, settled ones too.
func (a *appraising) secondLines(c campaign.Criterion) string {
	var out []string
	for _, o := range storage.OpinionsOf(a.Tx, a.Plan.Campaign, a.unit) {
		switch {
		case o.Criterion != c.ID:
		case o.Agrees():
			out = append(out, a.S(secondAgrees, a.who(o.Entry.By), a.entryWords(c, o.Against)))
		default:
			out = append(out, joined(" ", []string{
				a.S(secondSays, a.entryWords(c, o.Entry), a.who(o.Entry.By), o.Entry.Reason), a.settledWords(c, o),
			}))
		}
	}
	return lines(out...)
}

// settledWords is how a difference ended; "" while it is open.
func (a *appraising) settledWords(c campaign.Criterion, o campaign.Opinion) string {
	switch {
	case o.SettledAt.IsZero():
		return ""
	case o.Taken:
		return a.S(secondTaken, a.entryWords(c, o.Against), a.who(o.Against.By), a.who(o.SettledBy))
	case o.SettledBy == o.Entry.By:
		return a.S(secondDropped)
	}
	return a.S(secondLeft, a.entryWords(c, o.Against), a.who(o.SettledBy))
}

// secondRows are the ways to settle what differs, or to agree.
func (a *appraising) secondRows(c campaign.Criterion) [][]storage.Button {
	decided, ok := a.desk.Entries[c.ID]
	if !ok || a.desk.Sealed() {
		return nil
	}
	var rows [][]storage.Button
	for _, o := range a.differing(c.ID) {
		n := strconv.Itoa(o.Number)
		if campaign.MaySettle(a.Actor.Roles, a.Actor.ID, o, a.year()) {
			rows = append(rows, Row(
				a.B("take "+n, secondTake, a.entryWords(c, o.Entry)), a.B("leave "+n, secondLeave, a.entryWords(c, decided))))
		} else {
			rows = append(rows, Row(a.B("leave "+n, secondDrop)))
		}
	}
	agreed := slices.ContainsFunc(storage.OpinionsOf(a.Tx, a.Plan.Campaign, a.unit), func(o campaign.Opinion) bool {
		return o.Criterion == c.ID && o.Entry.By == a.Actor.ID && o.Agrees() && campaign.AsDeclared(o.Against, decided)
	})
	if len(rows) == 0 && !agreed && a.secondTo(c.ID) {
		rows = append(rows, Row(a.B("agree", secondAgree, a.who(decided.By))))
	}
	return rows
}

// pressSecond carries out secondRows; false when the action is something else.
func (a *appraising) pressSecond(c campaign.Criterion, action string) bool {
	word, arg, _ := strings.Cut(action, " ")
	switch word {
	case "agree":
		if decided, ok := a.desk.Entries[c.ID]; ok && a.secondTo(c.ID) {
			a.write(c, campaign.Accepted(decided, a.Actor.ID, a.Event.At))
			return true
		}
		a.goItem(c.ID)
	case "take", "leave":
		a.settle(c, arg, word == "take")
	default:
		return false
	}
	return true
}

// settle ends a difference.
func (a *appraising) settle(c campaign.Criterion, number string, take bool) {
	open := a.differing(c.ID)
	i := slices.IndexFunc(open, func(o campaign.Opinion) bool { return strconv.Itoa(o.Number) == number })
	if i < 0 {
		a.goItem(c.ID) // settled meanwhile
		return
	}
	o, err := campaign.Settle(&a.Plan.Sheet, &a.sheet, &a.desk, open[i], take, a.Actor.ID, a.Event.At)
	if err != nil {
		a.Say(a.problem(c, "", err))
		return
	}
	if storage.PutOpinion(a.Tx, a.Plan, a.Actor.ID, o) != nil {
		a.past()
		return
	}
	if take && !a.put() {
		return
	}
	a.Note("settle-opinion", a.unit, c.ID, o.Entry.Reason)
	form := secondSettled
	if !take && o.Entry.By == a.Actor.ID {
		form = secondWithdrawn
	}
	a.Keep("done", a.S(form, c.ID, a.entryWords(c, a.desk.Entries[c.ID])))
	a.goItem(c.ID)
}

var (
	secondSays = T("Ý kiến thứ hai: <b>%s</b> (đồng chí %s). Lý do: %s", "Second opinion: <b>%s</b> (%s). Reason: %s")
	secondWhy  = T("Vì sao khác mức thẩm định của đồng chí %s? Bấm chọn hoặc gõ lý do (ít nhất %d ký tự).", "Why does it differ from the appraisal by %s? Press a reason or type one (at least %d characters).")

	secondLeft    = T("– giữ mức %s (đồng chí %s quyết định).", "– %s stayed (decided by %s).")
	secondDropped = T("– đã rút.", "– withdrawn.")

	secondTaken  = T("– đã lấy mức này thay cho %s của đồng chí %s (đồng chí %s quyết định).", "– taken instead of %s by %s (decided by %s).")
	secondAgrees = T("Đồng chí %s đồng ý mức %s.", "%s agrees with %s.")
	secondAgree  = T("Đồng ý với đồng chí %s", "Agree with %s")
	secondAgreed = T("Đã ghi đồng chí đồng ý với đồng chí %s về <b>%s</b>.", "Your agreement with %s on <b>%s</b> is noted.")
	secondKept   = T("Đã ghi ý kiến thứ hai về <b>%s</b>: %s. Mức của đồng chí %s giữ nguyên đến khi thống nhất.", "Your second opinion on <b>%s</b> is kept: %s. The figure of %s stands until it is settled.")
	secondNews   = T("Đồng chí %s có ý kiến khác về <b>%s</b> của %s: %s thay cho %s. Lý do: %s", "%s sees <b>%s</b> of %s otherwise: %s instead of %s. Reason: %s")
	secondOpen   = T("Mở %s", "Open %s")

	secondTake      = T("Lấy mức %s", "Take %s")
	secondLeave     = T("Giữ mức %s", "Keep %s")
	secondDrop      = T("Rút ý kiến thứ hai", "Withdraw the second opinion")
	secondWithdrawn = T("Đã rút ý kiến thứ hai về <b>%s</b>; mức thẩm định là %s.", "Your second opinion on <b>%s</b> is withdrawn; the appraisal is %s.")
	secondSettled   = T("Đã thống nhất <b>%s</b>: %s.", "<b>%s</b> is settled: %s.")
	secondDiffer    = T("⚑ Hai người thẩm định khác nhau: %s. Cần thống nhất trước khi chốt.", "⚑ Two appraisers differ: %s. To be settled before the sealing.")
	secondGo        = T("Xem chỗ khác nhau (%d)", "Where appraisers differ (%d)")
)
