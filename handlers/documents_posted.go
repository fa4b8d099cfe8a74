package handlers

import (
	"strconv"

	"thidua/campaign"
	"thidua/storage"
)

// postedPage is how many documents, or versions of one, a message offers.
const postedPage = 8

func startDocuments(t *Turn, args []string) {
	if len(args) == 0 || t.Plan == nil {
		t.documents()
		return
	}
	number := func(i int) int {
		if len(args) <= i {
			return 0
		}
		n, _ := strconv.Atoi(args[i])
		return max(0, n)
	}
	switch {
	case args[0] == "mo" && len(args) > 1:
		t.openPosting(args[1], number(2))
	case args[0] == "ban" && len(args) > 1:
		t.listVersions(args[1], number(2))
	case args[0] == "ds":
		t.listPosted(number(1))
	default:
		t.documents()
	}
}

// postings lists the versions of a document; ids come from buttons and from
// people, so nothing but a document's name is looked up.
func (t *Turn) postings(document string) []campaign.Posting {
	if postedNames[document] == (Text{}) && campaign.OtherNumber(document) == 0 {
		return nil
	}
	return storage.PostingsOf(t.Tx, t.Plan.Campaign, document)
}

// openPosting sends a version, or the present one where none is named.
func (t *Turn) openPosting(document string, version int) {
	list := t.postings(document)
	p, ok := campaign.CurrentPosting(list)
	if version > 0 {
		if ok = version <= len(list); ok {
			p = list[version-1]
		}
	}
	if !ok {
		t.Say(t.S(noSuchPosting), Row(t.B("/vanban", allDocuments)))
		return
	}
	t.sendPosting(p)
}

// sendPosting sends one version as a file.
func (t *Turn) sendPosting(p campaign.Posting) {
	text := t.S(titleLine, t.postedName(p)) + "\n" + t.versionWords(p)
	rows := [][]storage.Button(nil)
	if p.Version > 1 {
		rows = append(rows, Row(t.B("/vanban ban "+p.Document, versionsButton, p.Version)))
	}
	if p.Stands() && !p.Config && t.allowed(campaign.ActPost, "") {
		rows = append(rows, Row(t.B("/dangvanban rut "+p.Document+" "+strconv.Itoa(p.Version), postAway)))
	}
	t.Send(Outgoing{
		Kind: OutFile, Class: ClassReply, Chat: t.Event.Chat.ID, File: p.File.SHA256, Name: campaign.CleanName(p.File.Name),
		Text: text, Buttons: rows,
	})
}

// versionWords tells of one version: number, day, who, what is new.
func (t *Turn) versionWords(p campaign.Posting) string {
	lang := t.Lang()
	by := HTML(byConfig.In(lang))
	if !p.Config {
		by = HTML(plainLine.In(lang, t.who(p.By)))
	}
	text := t.S(postedVersion, p.Version, stamp(t.local(p.At), lang), by)
	if p.Note != "" {
		text += "\n" + t.S(postedNote, p.Note)
	}
	if !p.Stands() {
		text += "\n" + t.S(postedGone, stamp(t.local(p.Withdrawn), lang)) + reasonTail(p.Why, lang)
	}
	return text
}

// listPosted offers the documents; nothing is said to whoever can neither read
// nor add one.
func (t *Turn) listPosted(page int) {
	all := storage.Posted(t.Tx, t.Plan.Campaign)
	desk := t.allowed(campaign.ActPost, "")
	if len(all) == 0 && !desk {
		return
	}
	text := t.S(postedHead)
	if len(all) == 0 {
		text += "\n" + t.S(nothingPosted)
	}
	page = min(page, max(0, len(all)-1)/postedPage)
	var rows [][]storage.Button
	for _, list := range all[page*postedPage : min(len(all), (page+1)*postedPage)] {
		last := list[len(list)-1]
		p, ok := campaign.CurrentPosting(list)
		if !ok {
			text += "\n" + t.S(postedLineGone, t.postedName(last))
			continue
		}
		text += "\n" + t.S(postedLine, t.postedName(p), p.Version, shortDay(campaign.DateOf(t.local(p.At)), t.Lang()))
		rows = append(rows, Row(t.B("/vanban mo "+p.Document, openPosted, short(t.postedName(p), 40))))
	}
	rows = append(rows, t.pageCommands("/vanban ds ", page, len(all))...)
	if desk {
		rows = append(rows, Row(t.B("/dangvanban", postLabel)))
	}
	t.Say(text, rows...)
}

// listVersions offers the versions of one document, the newest first.
func (t *Turn) listVersions(document string, page int) {
	list := t.postings(document)
	if len(list) == 0 {
		t.Say(t.S(noSuchPosting), Row(t.B("/vanban", allDocuments)))
		return
	}
	text := t.S(titleLine, t.postedName(list[len(list)-1]))
	page = min(page, (len(list)-1)/postedPage)
	end := len(list) - page*postedPage
	var row []storage.Button
	var rows [][]storage.Button
	for i := end - 1; i >= max(0, end-postedPage); i-- {
		text += "\n– " + t.versionWords(list[i])
		row = append(row, t.B("/vanban mo "+document+" "+strconv.Itoa(i+1), openVersion, i+1))
		if len(row) == 2 {
			rows, row = append(rows, row), nil
		}
	}
	if row != nil {
		rows = append(rows, row)
	}
	t.Say(text, append(rows, t.pageCommands("/vanban ban "+document+" ", page, len(list))...)...)
}

// pageCommands turn the pages of a list under a message of its own.
func (t *Turn) pageCommands(command string, page, items int) [][]storage.Button {
	var row []storage.Button
	if page > 0 {
		row = append(row, t.B(command+strconv.Itoa(page-1), previousPage))
	}
	if (page+1)*postedPage < items {
		row = append(row, t.B(command+strconv.Itoa(page+1), nextPage))
	}
	if row == nil {
		return nil
	}
	return [][]storage.Button{row}
}

func (t *Turn) postedName(p campaign.Posting) string { return postedName(p, t.Lang()) }

func postedName(p campaign.Posting, lang string) string {
	if name, ok := postedNames[p.Document]; ok {
		return name.plain(lang)
	}
	return p.Title
}

// posted names a document of the audit; HTML.
func (b auditBook) posted(document string) (string, bool) {
	if name, ok := postedNames[document]; ok {
		return name.In(b.lang), true
	}
	if campaign.OtherNumber(document) == 0 {
		return "", false
	}
	list := storage.PostingsOf(b.tx, b.plan.Campaign, document)
	if len(list) == 0 {
		return "", false
	}
	return plainLine.In(b.lang, list[len(list)-1].Title), true
}

var postedNames = map[string]Text{
	campaign.PostedPlan:       T("Kế hoạch", "Plan"),
	campaign.PostedRegulation: T("Quy chế hoạt động", "Operating regulation"),
	campaign.PostedSheet:      T("Bảng chấm điểm", "Score sheet"),
}

var (
	postedHead     = T("<b>Văn bản của Khối</b>", "<b>Documents of the bloc</b>")
	nothingPosted  = T("Chưa có văn bản nào được đăng.", "No document has been posted.")
	postedLine     = T("– %s: bản lần %d, đăng ngày %s", "– %s: version %d, posted on %s")
	postedLineGone = T("– %s: các bản đã được rút", "– %s: withdrawn")
	postedVersion  = T("Bản lần %d, đăng lúc %s, %s.", "Version %d, posted on %s, %s.")
	postedNote     = T("Nội dung mới: %s", "What is new: %s")
	postedGone     = T("Đã rút lúc %s.", "Withdrawn on %s.")
	byConfig       = T("theo cấu hình của Khối", "from the bloc's configuration")
	openPosted     = T("Mở: %s", "Open: %s")
	openVersion    = T("Mở bản %d", "Open version %d")
	versionsButton = T("Các bản (%d)", "Versions (%d)")
	allDocuments   = T("Xem các văn bản", "See the documents")
	postLabel      = T("Đăng văn bản, bản mới", "Post a document or version")
	postAway       = T("Rút bản này", "Withdraw this version")
	noSuchPosting  = T("Không có văn bản hoặc bản này.", "There is no such document or version.")
)
