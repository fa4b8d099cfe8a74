package handlers

import (
	"slices"
	"strconv"

	"thidua/campaign"
	"thidua/storage"
)

// postReaders are those who are told of a document: everybody who takes part
// and can be reached, except who posts it.
func (t *Turn) postReaders() []storage.Person {
	return slices.DeleteFunc(t.everyone(), func(p storage.Person) bool {
		return p.ID == t.Actor.ID || p.Unreached != "" || !t.isFor(p, storage.Audience{Kind: toAll})
	})
}

// post makes the draft a version and tells everybody.
func (t *Turn) post() {
	d, files := t.postDraft(), t.postFiles()
	switch {
	case d.Document == "" || len(files.Attachments) == 0:
		t.Go(t.postStep())
		return
	case !ready(files.Attachments[0]):
		t.Answer(stillFetching.plain(t.Lang()), true)
		t.Go("check")
		return
	}
	if campaign.OtherNumber(d.Document) > 0 && len(t.postings(d.Document)) > 0 && t.postings(d.Document)[0].Title != d.Title {
		d.Document = campaign.OtherPosted(t.nextOther()) // somebody began another document meanwhile
	}
	d.File, d.By, d.At = files.Attachments[0], t.Actor.ID, t.Event.At
	d.Told = t.Plan.NextLoud(t.Event.At, false)
	files.Attachments = nil
	t.saveDraft(files)
	storage.Postings.Delete(t.Tx, storage.K(t.Plan.Campaign, "draft", t.Actor.ID))
	d = storage.PutPosting(t.Tx, t.Plan.Campaign, d)
	t.Note("post", "", d.Document+"/"+strconv.Itoa(d.Version), d.Note)
	told, later := t.tellPosting(d)
	t.End()
	text := t.S(postDone, t.postedName(d), d.Version, HTML(counted(told, t.Lang(), personNoun)))
	if later {
		text += "\n" + t.quietNote()
	}
	t.Close(text)
}

// tellPosting tells everybody of a version as it stands when it is sent.
func (t *Turn) tellPosting(p campaign.Posting) (told int, later bool) {
	var rows []Outgoing
	for _, r := range t.postReaders() {
		rows = append(rows, Outgoing{
			Kind: OutSay, Class: ClassFanout, Chat: r.ID,
			Lazy: &Lazy{Name: "posting", Person: r.ID, Args: map[string]string{
				"doc": p.Document, "ver": strconv.Itoa(p.Version), "gone": map[bool]string{true: "", false: "1"}[p.Stands()],
			}},
		})
	}
	return len(rows), t.sendLoud(rows).After(t.Event.At)
}

// composePosting is what a receiver reads: a version that stands, or that one
// they were told of was withdrawn.
func composePosting(v *View) (Composed, bool) {
	version, err := strconv.Atoi(v.Args["ver"])
	list := storage.PostingsOf(v.Tx, v.Plan.Campaign, v.Args["doc"])
	if err != nil || version < 1 || version > len(list) || !v.takesPart() {
		return Composed{}, false
	}
	p := list[version-1]
	if p.Stands() == (v.Args["gone"] != "") {
		return Composed{}, false // withdrawn before it was told
	}
	open := storage.Button{Label: openLabel.plain(v.Lang), Action: "/vanban mo " + p.Document}
	if !p.Stands() {
		text := v.S(postTakenBack, postedName(p, v.Lang), version) + reasonTail(p.Why, v.Lang)
		if _, ok := campaign.CurrentPosting(list); !ok {
			return Composed{Text: text}, true
		}
		return Composed{Text: text + "\n" + v.S(postInUse), Buttons: [][]storage.Button{Row(open)}}, true
	}
	head := postNew
	if version > 1 {
		head = postRenewed
	}
	by, _ := storage.GetPerson(v.Tx, p.By)
	text := v.S(head, postedName(p, v.Lang), version, by.Name)
	if p.Note != "" {
		text += "\n" + v.S(postedNote, p.Note)
	}
	open.Action += " " + strconv.Itoa(version)
	return Composed{Text: text, Buttons: [][]storage.Button{Row(open)}}, true
}

// postingAway is the version a withdrawal is about.
func (t *Turn) postingAway() (campaign.Posting, bool) {
	version, _ := strconv.Atoi(t.Kept("ver"))
	list := t.postings(t.Kept("doc"))
	if !t.allowed(campaign.ActPost, "") || version < 1 || version > len(list) || !list[version-1].Stands() || list[version-1].Config {
		t.End()
		t.Close(t.S(noSuchPosting))
		return campaign.Posting{}, false
	}
	return list[version-1], true
}

func showPostAway(t *Turn) {
	if p, ok := t.postingAway(); ok {
		t.Show(t.S(postAwayWhy, t.postedName(p), p.Version, extendReasonMin), Row(t.B("leave", leaveLabel)))
	}
}

func pressPostAway(t *Turn, _ string) {
	t.End()
	t.Close(t.S(postStays))
}

func saidPostAway(t *Turn, text string) {
	p, ok := t.postingAway()
	if !ok {
		return
	}
	why, ok := t.reasonSaid(text)
	if !ok {
		return
	}
	p.Withdrawn, p.WithdrawnBy, p.Why = t.Event.At, t.Actor.ID, why
	storage.PutPosting(t.Tx, t.Plan.Campaign, p)
	t.Note("withdraw-post", "", p.Document+"/"+strconv.Itoa(p.Version), why)
	told := 0
	if !p.Told.After(t.Event.At) { // else nobody has heard of it
		told, _ = t.tellPosting(p)
	}
	t.End()
	t.Close(t.S(postAwayDone, t.postedName(p), p.Version, HTML(counted(told, t.Lang(), personNoun))))
}

var (
	postNew       = T("<b>Văn bản mới của Khối</b>\n%s, bản lần %d. Người đăng: đồng chí %s.", "<b>A new document of the bloc</b>\n%s, version %d. Posted by %s.")
	postRenewed   = T("<b>Văn bản của Khối có bản mới</b>\n%s, bản lần %d, thay bản trước. Người đăng: đồng chí %s.", "<b>A document of the bloc has a new version</b>\n%s, version %d, in place of the one before. Posted by %s.")
	postTakenBack = T("<b>Rút văn bản</b>\n%s, bản lần %d đã được rút.", "<b>A document was withdrawn</b>\n%s, version %d.")
	postInUse     = T("Đề nghị đồng chí dùng bản trước đó.", "Please use the version before it.")
	postDone      = T("Đã đăng <b>%s</b>, bản lần %d; đã báo %s. Xem các văn bản: /vanban", "<b>%s</b>, version %d, is posted; %s told. See the documents: /documents")
	postAwayWhy   = T("Rút <b>%s</b>, bản lần %d? Mọi người được báo; bản này vẫn có trong danh sách, ghi là đã rút.\nĐồng chí gõ lý do (ít nhất %d ký tự).",
		"Withdraw <b>%s</b>, version %d? Everybody is told; it stays in the list, marked as withdrawn.\nType the reason (at least %d characters).")
	postStays    = T("Văn bản giữ nguyên.", "Nothing was withdrawn.")
	postAwayDone = T("Đã rút <b>%s</b>, bản lần %d; đã báo %s.", "<b>%s</b>, version %d, is withdrawn; %s told.")
)
