package handlers

import (
	"strconv"

	"thidua/campaign"
	"thidua/storage"
)

// quarantinePage is how many events in quarantine a page lists.
const quarantinePage = 6

func (t *Turn) countQuarantined() int {
	n := 0
	for range storage.Quarantine.Prefix(t.Tx, nil) {
		if n++; n >= mostCounted {
			break
		}
	}
	return n
}

// quarantined lists what failed alone, oldest first. What people wrote is not
// shown: it is not the administrator's to read.
func (t *Turn) quarantined(page int) {
	all := storage.Quarantine.List(t.Tx, nil)
	if len(all) == 0 {
		t.Show(t.S(nothingQuarantined), Row(t.B("/quantri", stepBack)))
		return
	}
	last := (len(all) - 1) / quarantinePage
	page = min(page, last)
	text := t.S(quarantineHead, HTML(counted(len(all), t.Lang(), updateNoun)))
	var rows [][]storage.Button
	for _, q := range all[page*quarantinePage : min(len(all), (page+1)*quarantinePage)] {
		text += "\n\n" + t.quarantinedWords(q)
		rows = append(rows, Row(t.B("/quantri mo "+strconv.FormatUint(q.ID, 10), openQuarantined, q.ID)))
	}
	var nav []storage.Button
	if page > 0 {
		nav = append(nav, t.B("/quantri cachly "+strconv.Itoa(page-1), previousPage))
	}
	if page < last {
		nav = append(nav, t.B("/quantri cachly "+strconv.Itoa(page+1), nextPage))
	}
	if nav != nil {
		rows = append(rows, nav)
	}
	t.Show(text, append(rows, Row(t.B("/quantri", stepBack)))...)
}

func (t *Turn) quarantinedWords(q storage.Quarantined) string {
	return t.S(quarantineLine, q.ID, stamp(t.local(q.At), t.Lang()), short(q.Why, 300))
}

// quarantinedOne offers what can be done with one event: anything but an
// update of Telegram's cannot be handled again.
func (t *Turn) quarantinedOne(id uint64) {
	q, ok := storage.Quarantine.Get(t.Tx, storage.K(id))
	if !ok {
		t.notQuarantined(id)
		return
	}
	number, text := strconv.FormatUint(id, 10), t.quarantinedWords(q)
	rows := [][]storage.Button{Row(t.B("/quantri thulai "+number, releaseLabel))}
	if len(q.Raw) == 0 {
		text, rows = text+"\n\n"+t.S(cannotRelease), nil
	} else {
		text += "\n\n" + t.S(releaseMeans)
	}
	rows = append(rows, Row(t.B("/quantri cachly", stepBack)), Row(t.B("/quantri bo "+number, dropUpdate)))
	t.Show(text, rows...)
}

func (t *Turn) notQuarantined(id uint64) {
	t.Show(t.S(noSuchQuarantined, id), Row(t.B("/quantri cachly", stepBack)))
}

// release lets the edge hand an event in again. The row goes when it does; an
// event that fails again comes back under a new number.
func (t *Turn) release(id uint64) {
	q, ok := storage.Quarantine.Get(t.Tx, storage.K(id))
	switch {
	case !ok:
		t.notQuarantined(id)
		return
	case len(q.Raw) == 0:
		t.quarantinedOne(id)
		return
	}
	t.outcome.Release = append(t.outcome.Release, id)
	t.Note("release", "", strconv.FormatUint(id, 10), "")
	t.Show(t.S(released, id), Row(t.B("/quantri cachly", stepBack)))
}

// dropQuarantined asks, then lets an event go for good.
func (t *Turn) dropQuarantined(id uint64, sure bool) {
	q, ok := storage.Quarantine.Get(t.Tx, storage.K(id))
	if !ok {
		t.notQuarantined(id)
		return
	}
	if !sure {
		number := strconv.FormatUint(id, 10)
		t.Show(t.quarantinedWords(q)+"\n\n"+t.S(dropMeans), Row(t.B("/quantri mo "+number, keepLabel)), Row(t.B("/quantri bohan "+number, dropSure)))
		return
	}
	storage.Quarantine.Delete(t.Tx, storage.K(id))
	t.Note("drop", "", strconv.FormatUint(id, 10), "")
	t.Show(t.S(dropped, id), Row(t.B("/quantri cachly", stepBack)))
}

// unreachable lists whom no message reaches, why and since when.
func (t *Turn) unreachable() {
	var rows []string
	for _, p := range t.unreached() {
		why := p.Unreached
		if known, ok := auditReasons[why]; ok {
			why = known.In(t.Lang())
		}
		rows = append(rows, t.S(unreachedRow, p.Name, t.rolesWords(p, t.Lang()), HTML(why), shortDay(campaign.DateOf(t.local(p.UnreachAt)), t.Lang())))
	}
	if rows == nil {
		t.Show(t.S(nobodyUnreached), Row(t.B("/quantri", stepBack)))
		return
	}
	t.Show(t.S(unreachedHead)+"\n"+t.cutRows(rows), Row(t.B("/quantri", stepBack)))
}

// planWords names the plan in force.
func (t *Turn) planWords() string {
	text := t.S(planInForce, t.Plan.Campaign, t.Plan.Revision)
	if n := len(storage.Amendments(t.Tx, t.Plan.Campaign)); n > 0 {
		text += " " + t.S(planAmended, HTML(counted(n, t.Lang(), changeNoun)))
	}
	return text
}

// shownRevisions is how many revisions and changes the history lists.
const shownRevisions = 10

// planHistory tells when which revision came into force, and what was changed
// in chat since.
func (t *Turn) planHistory() {
	text := t.planWords()
	for rev := t.Plan.Revision; rev > max(0, t.Plan.Revision-shownRevisions); rev-- {
		row, ok := storage.PlanRevision(t.Tx, t.Plan.Campaign, rev)
		if !ok {
			continue
		}
		text += "\n" + t.S(revisionRow, rev, stamp(t.local(row.At), t.Lang()), len(row.Plan.Units), len(row.Plan.Requirements), len(row.Plan.Sheet.Criteria))
	}
	all := storage.Amendments(t.Tx, t.Plan.Campaign)
	if len(all) > 0 {
		text += "\n\n" + t.S(changesHead)
	}
	for _, a := range all[max(0, len(all)-shownRevisions):] {
		kind := string(a.Kind)
		if known, ok := amendmentWords[a.Kind]; ok {
			kind = known.In(t.Lang())
		}
		text += "\n" + t.S(changeRow, stamp(t.local(a.At), t.Lang()), kind, short(a.Why, 120))
	}
	for _, c := range storage.Campaigns(t.Tx) {
		if c.Campaign != t.Plan.Campaign {
			text += "\n" + t.S(otherCampaign, c.Campaign, c.Year, c.Revision)
		}
	}
	t.Show(text, Row(t.B("/quantri", stepBack)))
}

var amendmentWords = map[storage.AmendmentKind]Text{
	storage.AmendConference: T("ấn định ngày hội nghị", "the day of a conference fixed"),
	storage.AmendExtension:  T("gia hạn", "an extension"),
	storage.AmendWithdrawal: T("rút gia hạn", "an extension taken back"),
	storage.AmendMovement:   T("phát động phong trào", "a movement launched"),
	storage.AmendSheet:      T("áp dụng Bảng chấm điểm mới", "a new score sheet put in force"),
}

var (
	nothingQuarantined = T("Không có tin nào trong khu cách ly.", "Nothing is in quarantine.")
	quarantineHead     = T("<b>Tin cách ly</b>: %s bot không xử lý được, cũ nhất trước. Nội dung người dùng viết không hiển thị ở đây.",
		"<b>Quarantine</b>: %s the bot could not handle, oldest first. What people wrote is not shown here.")
	quarantineLine  = T("<b>Số %d</b>, %s\n<code>%s</code>", "<b>No. %d</b>, %s\n<code>%s</code>")
	openQuarantined = T("Mở số %d", "Open No. %d")
	cannotRelease   = T("Đây là việc nội bộ của bot, không thể xử lý lại.", "This is no message of Telegram's and cannot be handled again.")
	releaseMeans    = T("Xử lý lại sau khi đã cập nhật chương trình; thời điểm được tính là lúc người dùng gửi.", "Handle it again once the program is mended; what counts is when it was sent.")
	releaseLabel    = T("Xử lý lại", "Handle again")
	dropUpdate      = T("Bỏ tin này…", "Drop it…")
	keepLabel       = T("Giữ lại", "Keep it")
	dropSure        = T("Bỏ hẳn", "Drop it for good")
	dropMeans       = T("Bỏ hẳn tin này? Nội dung người dùng đã gửi trong tin sẽ mất.", "Drop this update for good? What was sent in it is lost.")
	dropped         = T("Đã bỏ tin cách ly số %d.", "No. %d is dropped.")
	released        = T("Đang xử lý lại tin số %d. Nếu vẫn lỗi, tin trở lại khu cách ly với số mới và quản trị viên được báo.",
		"No. %d is being handled again. If it fails again it comes back under a new number and you are told.")
	noSuchQuarantined = T("Không còn tin số %d trong khu cách ly.", "No. %d is not in quarantine any more.")
	nobodyUnreached   = T("Bot liên lạc được với tất cả mọi người.", "Everybody can be reached.")
	unreachedHead     = T("<b>Không liên lạc được</b>", "<b>Out of reach</b>")
	unreachedRow      = T("– %s (%s): %s, từ %s", "– %s (%s): %s, since %s")
	planInForce       = T("Kế hoạch đang áp dụng: <code>%s</code>, bản %d.", "Plan in force: <code>%s</code>, revision %d.")
	planAmended       = T("Đã điều chỉnh %s qua bot.", "With %s made in chat.")
	changeNoun        = T("lần", "change")
	revisionRow       = T("– Bản %d, áp dụng từ %s: %d đơn vị, %d nội dung phải nộp, %d tiêu chí", "– Revision %d, in force from %s: %d units, %d hand-ins, %d criteria")
	changesHead       = T("Điều chỉnh qua bot:", "Changes made in chat:")
	changeRow         = T("– %s: %s. %s", "– %s: %s. %s")
	otherCampaign     = T("– Trước đây: <code>%s</code>, năm %d, bản %d", "– Before: <code>%s</code>, %d, revision %d")
)
