package handlers

import (
	"thidua/campaign"
	"thidua/storage"
)

// Between the freeze and the publication the figures are looked at in other
// places than /congbo; whoever may confirm them reads there how they stand.

// resultsOnTheWay reports whether something is frozen, asked or reopened and not
// yet published, for somebody who may confirm it.
func (t *Turn) resultsOnTheWay() (now storage.Publishing, ok bool) {
	if !t.allowed(campaign.ActConfirm, "") {
		return now, false
	}
	now = storage.PublishingOf(t.Tx, t.Plan.Campaign)
	_, out := storage.NewestPublication(t.Tx, t.Plan.Campaign)
	asked := now.Asked != nil && now.Asked.By != 0
	return now, asked || now.Reopened != nil || now.Frozen != nil && !out
}

// frozenNote stands under the title of provisional standings.
func (r *ranking) frozenNote() string {
	if _, ok := r.resultsOnTheWay(); !ok || !r.seen.provisional() {
		return ""
	}
	p, text := r.publisher(), ""
	if f := p.now.Frozen; f != nil {
		text = p.S(frozenAt, stamp(p.local(f.At), p.Lang()), HTML(p.personName(f.By)), substanceCode(f.Substance))
		since := movedShort
		if p.fresh() {
			since = nothingSince
		}
		text += " " + p.S(since)
	}
	return lines(text, p.askedLines())
}

// publishingCard is the line of the home card, if one is needed, and the way to
// where it is decided.
func (t *Turn) publishingCard() (string, []storage.Button) {
	now, ok := t.resultsOnTheWay()
	if !ok {
		return "", nil
	}
	p := &publisher{Turn: t, now: now}
	button := []storage.Button{t.B("/congbo", cardPublish)}
	switch a := p.asked(); {
	case a != nil && p.mine():
		return t.S(cardAskedMine, askWords[a.Kind]), button
	case a != nil:
		return t.S(cardAsked, HTML(t.personName(a.By)), askWords[a.Kind]), button
	case now.Frozen == nil: // reopened, which the card says for everybody
		return "", button
	}
	return t.S(cardFrozen, stamp(p.local(now.Frozen.At), t.Lang())), button
}

var (
	movedShort    = T("Điểm hoặc thứ hạng đã thay đổi từ khi chốt; chi tiết: /congbo", "Points or places have changed since; see /publish")
	cardAsked     = T("– Đồng chí %s đề nghị %s; chờ người thứ hai xác nhận", "– %s asks %s; a second person has still to confirm")
	cardAskedMine = T("– Đồng chí đã đề nghị %s; chờ người thứ hai xác nhận", "– You asked %s; a second person has still to confirm")
	cardPublish   = T("Công bố kết quả", "Publication")
	cardFrozen    = T("– Kết quả đã chốt lúc %s, chưa đề nghị công bố", "– The results were frozen on %s; their publication has not been asked for")
)
