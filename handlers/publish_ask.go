package handlers

import (
	"errors"

	"thidua/campaign"
	"thidua/storage"
)

// showStart is the second tap of who asks: what would be published, and to how
// many.
func (p *publisher) showStart() {
	if !p.allowed(campaign.ActPublish, "") || !p.mayAsk() {
		p.Go("board")
		return
	}
	p.Show(paragraphs(p.S(startHead, p.Plan.Year), p.preview(), p.S(startMeans)),
		Row(p.B("ask", startPublishLabel)), Row(p.B("board", stepBack)))
}

// preview is the frozen result in short, and who would be told.
func (p *publisher) preview() string {
	record, err := p.now.Frozen.Record()
	if err != nil {
		p.Tx.Fail(err)
		return ""
	}
	out := []string{p.S(resultsPreview, substanceCode(p.now.Frozen.Substance))}
	for i := range record.Lines {
		l := &record.Lines[i]
		if i == mostPreview {
			out = append(out, p.S(changesMore, counted(len(record.Lines)-mostPreview, p.Lang(), otherUnit)))
			break
		}
		out = append(out, p.S(previewLine, l.Name, HTML(lineWords(l, p.Lang()))))
	}
	return lines(append(out, awardWords(record, p.Lang()), p.S(previewTo, HTML(counted(len(p.entitled()), p.Lang(), personNoun))))...)
}

// mostPreview is how many units a preview lists.
const mostPreview = 20

// entitled are all who see published results and can be reached.
func (t *Turn) entitled() []storage.Person {
	var out []storage.Person
	for _, p := range t.everyone() {
		if p.Unreached == "" && campaign.May(p.Roles, campaign.ActSeePublished, "", t.year()) {
			out = append(out, p)
		}
	}
	return out
}

func (p *publisher) pressStart(action string) {
	switch {
	case action != "ask":
		p.Go("board")
	case !p.allowed(campaign.ActPublish, "") || !p.mayAsk():
		p.again(publishChanged)
	default:
		p.ask(storage.PublishAsk{Kind: storage.AskPublish, Substance: p.now.Frozen.Substance})
	}
}

// ask keeps the first of the two taps and tells those who may give the second.
func (p *publisher) ask(a storage.PublishAsk) {
	a.By, a.At = p.Actor.ID, p.Event.At.UTC().Round(0)
	storage.AskSecond(p.Tx, p.Plan.Campaign, &a)
	p.Note("publish-asked", "", a.Kind, a.Reason)
	others := p.others()
	for _, other := range others {
		lang := p.LangOf(other)
		p.Tell(other, ClassReply, askedNews.In(lang, p.Actor.Name, askWords[a.Kind])+reasonTail(a.Reason, lang),
			Row(storage.Button{Label: secondLabel.plain(lang), Action: "/congbo xacnhan"}))
	}
	if len(others) == 0 {
		p.Say(p.S(nobodySecond))
		p.State.Screen.Below = true
	}
	p.Go("board")
}

// showSecond is what the second person reads before the word is given.
func (p *publisher) showSecond() {
	a := p.asked()
	switch {
	case a == nil:
		p.again(nothingAsked)
		return
	case p.mine():
		p.again(samePerson)
		return
	}
	text := paragraphs(p.S(askedBy, HTML(p.personName(a.By)), askWords[a.Kind], stamp(p.local(a.At), p.Lang())), "")
	yes := confirmPublishLabel
	if a.Kind == storage.AskReopen {
		yes = confirmReopenLabel
		text = paragraphs(text, lines(p.S(extendWhyLine, a.Reason), p.S(reopenMeans, campaign.PublicationNumber(p.row.Version, p.row.Year))))
	} else if p.now.Frozen != nil {
		text = paragraphs(text, p.preview(), p.S(publishMeans))
	}
	p.Show(text, Row(p.B("yes "+a.Kind, yes)), Row(p.B("no", declineLabel), p.B("board", stepBack)))
}

func (p *publisher) pressSecond(action string) {
	a := p.asked()
	switch {
	case action == "board":
		p.Go("board")
	case p.stands() && action == "yes "+storage.AskPublish:
		p.again(publishedAlready, campaign.PublicationNumber(p.row.Version, p.row.Year), HTML(p.personName(p.row.ConfirmedBy)))
	case a == nil:
		p.again(nothingAsked)
	case p.mine():
		p.again(samePerson)
	case action == "no":
		p.decline()
	case action == "yes "+storage.AskPublish && a.Kind == storage.AskPublish:
		p.confirmPublish()
	case action == "yes "+storage.AskReopen && a.Kind == storage.AskReopen:
		p.confirmReopen()
	default:
		p.again(publishChanged)
	}
}

// decline ends what was asked and tells who asked.
func (p *publisher) decline() {
	a := *p.asked()
	storage.AskSecond(p.Tx, p.Plan.Campaign, nil)
	p.Note("publish-declined", "", a.Kind, "")
	if who, ok := storage.GetPerson(p.Tx, a.By); ok {
		p.Tell(who, ClassReply, declinedNews.In(p.LangOf(who), p.Actor.Name, askWords[a.Kind]))
	}
	p.End()
	p.Close(p.S(declinedDone, askWords[a.Kind]))
}

// standsFor reports whether who asked still may; a leader who left asks nothing.
func (p *publisher) standsFor(a *storage.PublishAsk) bool {
	who, ok := storage.GetPerson(p.Tx, a.By)
	return ok && campaign.May(who.Roles, campaign.ActPublish, "", p.year())
}

// confirmPublish is the second tap: everything is looked at once more, then the
// record is written and everybody told, in this one transaction.
func (p *publisher) confirmPublish() {
	switch {
	case !p.standsFor(p.asked()):
		p.again(askerGone)
		return
	case !campaign.Publishable(p.checked):
		p.again(notPublishable)
		return
	case !p.fresh():
		p.again(figuresMoved)
		return
	}
	before, corrected := p.row, p.out
	row, err := storage.Publish(p.Tx, p.Plan.Campaign, p.Actor.ID, p.Event.At)
	if !p.went(err) {
		return
	}
	p.Note("publish", "", campaign.PublicationNumber(row.Version, row.Year), "SHA-256 "+row.Hash)
	told := p.tellPublished(row, before, corrected)
	p.tellGroupPublished(row)
	p.End()
	p.Close(p.S(publishDone, campaign.PublicationNumber(row.Version, row.Year), stamp(p.Event.At, p.Lang()), recordCode(row), HTML(counted(told, p.Lang(), personNoun))))
}

// went says what kept a second tap from counting; true when nothing did.
func (p *publisher) went(err error) bool {
	switch {
	case err == nil:
		return true
	case errors.Is(err, campaign.Mistake(campaign.SamePerson)):
		p.again(samePerson)
	case errors.Is(err, campaign.Mistake(campaign.NothingAsked)), errors.Is(err, campaign.Mistake(campaign.AlreadyPublished)):
		p.again(nothingAsked)
	default:
		p.Tx.Fail(err)
	}
	return false
}

var (
	startHead      = T("<b>Đề nghị công bố kết quả năm %d</b>", "<b>Ask to publish the results of %d</b>")
	startMeans     = T("Một lãnh đạo khác hoặc thường trực khối xác nhận thì kết quả được công bố ngay cho tất cả mọi người và không sửa được nữa; sửa sau đó phải xem xét lại có lý do.", "Once another leader or the secretary confirms, everybody is told at that instant and the result cannot be changed; a later correction needs a reason and reopens it.")
	resultsPreview = T("Kết quả đã chốt, mã <code>%s</code>:", "The frozen results, code <code>%s</code>:")
	previewLine    = T("– %s: %s", "– %s: %s")
	previewTo      = T("Người nhận: %s.", "To be told: %s.")

	askedNews    = T("Đồng chí %s đề nghị %s; cần một người thứ hai xác nhận.", "%s asks %s; a second person must confirm.")
	nobodySecond = T("Chưa có người thứ hai để xác nhận: khối cần thêm một lãnh đạo hoặc thường trực trong bot. Mời bằng /moi.", "There is nobody to confirm: the bloc needs another leader or a secretary here. Invite one with /invite.")

	confirmPublishLabel = T("Xác nhận công bố", "Confirm: publish")
	confirmReopenLabel  = T("Xác nhận xem xét lại", "Confirm: reopen")
	declineLabel        = T("Không đồng ý", "Decline")
	publishMeans        = T("Bấm “Xác nhận công bố”: kết quả được gửi ngay cho tất cả mọi người và không sửa được nữa.", "“Confirm: publish” sends the results to everybody at once; they cannot be changed any more.")
	reopenMeans         = T("Kết quả số %s vẫn xem được cho đến khi công bố bản mới; mọi người được báo là đang xem xét lại, kèm lý do.", "Results No. %s can still be read until a new version is published; everybody is told that they are being reviewed, and why.")

	nothingAsked     = T("Hiện không có đề nghị nào chờ xác nhận.", "Nothing waits for a confirmation now.")
	samePerson       = T("Người đề nghị không tự xác nhận được; cần một lãnh đạo khác hoặc thường trực khối.", "Who asks cannot confirm; another leader or the secretary must.")
	publishedAlready = T("Kết quả số %s đã được công bố; người xác nhận: %s.", "Results No. %s are published already; confirmed by %s.")
	askerGone        = T("Người đề nghị không còn là lãnh đạo khối; đề nghị này không còn giá trị.", "Who asked is no leader any more; the request is void.")
	notPublishable   = T("Có điều kiện công bố không còn đạt; kết quả chưa được công bố.", "A condition for publishing no longer holds; nothing was published.")
	figuresMoved     = T("Điểm hoặc thứ hạng đã thay đổi từ khi chốt; kết quả chưa được công bố. Đề nghị lãnh đạo khối chốt lại.", "Points or places have changed since they were frozen; nothing was published. A leader must freeze them again.")
	declinedNews     = T("Đồng chí %s không đồng ý %s. Đề nghị đã dừng.", "%s declined the request %s. It has ended.")
	declinedDone     = T("Đã trả lời: không đồng ý %s. Người đề nghị được báo.", "Declined: the request %s. The person who asked is told.")
	publishDone      = T("<b>Đã công bố kết quả số %s</b> lúc %s.\nMã đối chiếu: <code>%s</code>. Đang gửi tới %s.", "<b>Results No. %s are published</b>, %s.\nCode: <code>%s</code>. They are on their way to %s.")
)
