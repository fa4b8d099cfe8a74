package handlers

import (
	"thidua/campaign"
	"thidua/storage"
)

// A published result is never changed: a leader reopens it with a reason, a
// second person confirms, everybody is told, and what is published afterwards is
// the next version.

func (p *publisher) mayReopen() bool {
	return p.allowed(campaign.ActPublish, "") && p.stands() && p.asked() == nil
}

func (p *publisher) showReopenWhy() {
	if !p.mayReopen() {
		p.Go("board")
		return
	}
	p.Show(p.S(reopenAskWhy, campaign.PublicationNumber(p.row.Version, p.row.Year), extendReasonMin), Row(p.B("board", stepBack)))
}

func (p *publisher) saidReopenWhy(text string) {
	if !p.mayReopen() {
		p.again(publishChanged)
		return
	}
	if why, ok := p.reasonSaid(text); ok {
		p.Keep("why", why)
		p.Go("reopen")
	}
}

func (p *publisher) showReopen() {
	number := campaign.PublicationNumber(p.row.Version, p.row.Year)
	if !p.mayReopen() {
		p.Go("board")
		return
	}
	p.Show(paragraphs(p.S(reopenHead, number), lines(p.S(extendWhyLine, p.Kept("why")), p.S(reopenMeans, number))),
		Row(p.B("ask", askReopenLabel)), Row(p.B("board", stepBack)))
}

func (p *publisher) pressReopen(action string) {
	switch {
	case action != "ask":
		p.Go("board")
	case !p.mayReopen() || p.Kept("why") == "":
		p.again(publishChanged)
	default:
		p.ask(storage.PublishAsk{Kind: storage.AskReopen, Reason: p.Kept("why")})
	}
}

// confirmReopen is the second tap of a reopening.
func (p *publisher) confirmReopen() {
	if !p.standsFor(p.asked()) {
		p.again(askerGone)
		return
	}
	r, err := storage.Reopen(p.Tx, p.Plan.Campaign, p.Actor.ID, p.Event.At)
	if !p.went(err) {
		return
	}
	number := campaign.PublicationNumber(r.Of, p.Plan.Year)
	p.Note("reopen", "", number, r.Reason)
	var rows []Outgoing
	for _, other := range p.entitled() {
		lang := p.LangOf(other)
		rows = append(rows, Outgoing{
			Kind: OutSay, Class: ClassFanout, Chat: other.ID, Text: reopenedNews.In(lang, number, r.Reason),
			Buttons: [][]storage.Button{{{Label: standingsButton.plain(lang), Action: "/xephang"}}},
		})
	}
	p.sendLoud(rows)
	p.End()
	p.Close(p.S(reopenDone, number))
}

var (
	reopenAskWhy = T("<b>Xem xét lại kết quả số %s</b>\nĐồng chí gõ lý do (ít nhất %d ký tự), ví dụ: Cộng nhầm điểm tiêu chí A4 của Sở Tư pháp.",
		"<b>Reopen results No. %s</b>\nType the reason (at least %d characters), for example: A4 of Sở Tư pháp was added up wrongly.")
	awaitsReopenWhy = T("Đề nghị đồng chí gõ lý do (ít nhất 10 ký tự), ví dụ: Cộng nhầm điểm tiêu chí A4 của Sở Tư pháp.", "Please type the reason (at least 10 characters), for example: A4 of Sở Tư pháp was added up wrongly.")
	reopenHead      = T("<b>Đề nghị xem xét lại kết quả số %s</b>", "<b>Ask to reopen results No. %s</b>")
	askReopenLabel  = T("Đề nghị xem xét lại", "Ask to reopen")
	reopenedNews    = T("<b>Kết quả số %s đang được xem xét lại</b>\nLý do: %s\nKết quả đã công bố vẫn xem được; bản điều chỉnh sẽ được công bố tới đồng chí kèm các thay đổi.",
		"<b>Results No. %s are being reviewed</b>\nReason: %s\nWhat was published can still be read; you will be told the corrected version and its changes.")
	reopenDone = T("Kết quả số %s đã mở để xem xét lại; mọi người được báo. Sửa xong, lãnh đạo khối chốt lại và công bố bản mới tại /congbo.",
		"Results No. %s are reopened and everybody is told. Once corrected, a leader freezes the figures and publishes the next version with /publish.")
)
