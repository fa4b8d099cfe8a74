package handlers

import (
	"slices"
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// postTalk is /dangvanban: the desk puts up a document or its new version, and
// everybody is told with a button that opens it; "rut plan 2" withdraws one.
func postTalk() Conversation {
	return Conversation{
		Name: "post", Commands: []string{"dangvanban", "post"},
		Help:      T("Đăng văn bản của Khối hoặc bản mới", "Post a document of the bloc or a new version"),
		Who:       []campaign.RoleKind{campaign.Secretary, campaign.Leader},
		Cancelled: T("Văn bản đang chuẩn bị vẫn được giữ.", "The document being prepared is kept."),
		Start:     startPost,
		Steps: map[string]Step{
			"what":  {Show: showPostWhat, Press: pressPostWhat, Said: saidPostTitle, Awaits: awaitsPostWhat},
			"file":  {Show: showPostFile, Press: pressPostFile, Uploaded: takePostFile, Awaits: awaitsPostFile},
			"note":  {Show: showPostNote, Press: pressPostNote, Said: saidPostNote, Uploaded: takePostFile, Awaits: awaitsPostNote},
			"check": {Show: showPostCheck, Press: pressPostCheck, Uploaded: takePostFile, Awaits: awaitsPostCheck},
			"away":  {Show: showPostAway, Press: pressPostAway, Said: saidPostAway, Awaits: awaitsExtendWhy},
		},
	}
}

const (
	postTitleLongest = 150
	postNoteLongest  = 500
)

func startPost(t *Turn, args []string) {
	if t.Plan == nil || !t.allowed(campaign.ActPost, "") {
		t.notFor("dangvanban")
		return
	}
	if len(args) == 3 && args[0] == "rut" {
		t.Begin("post", "away", map[string]string{"doc": args[1], "ver": args[2]})
		return
	}
	t.Begin("post", "", nil)
	t.Go(t.postStep())
}

// postStep is the first question the draft leaves open.
func (t *Turn) postStep() string {
	switch d := t.postDraft(); {
	case d.Document == "":
		return "what"
	case len(t.postFiles().Attachments) == 0:
		return "file"
	case d.Note == "" && len(t.postings(d.Document)) > 0:
		return "note"
	}
	return "check"
}

func (t *Turn) postDraft() campaign.Posting {
	d, _ := storage.Postings.Get(t.Tx, storage.K(t.Plan.Campaign, "draft", t.Actor.ID))
	return d
}

func (t *Turn) savePostDraft(d campaign.Posting) {
	d.At = t.Event.At
	storage.Postings.Put(t.Tx, storage.K(t.Plan.Campaign, "draft", t.Actor.ID), d)
}

// postFiles is the draft of files that holds the document being prepared.
func (t *Turn) postFiles() campaign.Draft {
	return t.draft("", "~vb"+strconv.FormatInt(t.Actor.ID, 10))
}

func showPostWhat(t *Turn) {
	var rows [][]storage.Button
	for _, kind := range campaign.PostedKinds {
		rows = append(rows, Row(t.B("doc "+kind, postedNames[kind])))
	}
	others := slices.DeleteFunc(storage.Posted(t.Tx, t.Plan.Campaign), func(l []campaign.Posting) bool { return campaign.OtherNumber(l[0].Document) == 0 })
	for _, list := range others[:min(len(others), postedPage)] {
		rows = append(rows, Row(storage.Button{Label: short(list[len(list)-1].Title, 40), Action: "doc " + list[0].Document}))
	}
	t.Show(t.S(postWhat), append(rows, Row(t.B("leave", leaveLabel)))...)
}

func pressPostWhat(t *Turn, action string) {
	document, ok := strings.CutPrefix(action, "doc ")
	if !ok {
		t.leavePost()
		return
	}
	d := t.postDraft()
	d.Document, d.Title = document, ""
	if list := t.postings(document); len(list) > 0 {
		d.Title = list[len(list)-1].Title
	}
	t.savePostDraft(d)
	t.Go(t.postStep())
}

// saidPostTitle begins a document besides those every bloc has.
func saidPostTitle(t *Turn, text string) {
	title, ok := t.postWords(text, 5, postTitleLongest)
	if !ok {
		return
	}
	d := t.postDraft()
	d.Document, d.Title = campaign.OtherPosted(t.nextOther()), title
	t.savePostDraft(d)
	t.Go(t.postStep())
}

func (t *Turn) nextOther() int {
	n := 0
	for _, list := range storage.Posted(t.Tx, t.Plan.Campaign) {
		n = max(n, campaign.OtherNumber(list[0].Document))
	}
	return n + 1
}

// postWords checks what was typed about a document, or says what is wrong.
func (t *Turn) postWords(text string, least, most int) (string, bool) {
	text = strings.Join(strings.Fields(text), " ")
	n := len([]rune(text))
	word, secret := campaign.SecretMark(text)
	switch {
	case secret:
		t.Say(t.S(announceSecret, word))
	case n < least || n > most:
		t.Say(t.S(postLength, least, most, n))
	default:
		return text, true
	}
	return "", false
}

func showPostFile(t *Turn) {
	t.Show(t.S(titleLine, t.postedName(t.postDraft()))+"\n"+t.S(postFile, HTML(sizeWords(t.Set.MaxFile, t.Lang())))+"\n"+t.S(noSecrets),
		Row(t.B("what", postOther)), Row(t.B("leave", leaveLabel)))
}

func pressPostFile(t *Turn, action string) {
	if action == "what" {
		t.Go("what")
		return
	}
	t.leavePost()
}

// takePostFile keeps the file; a second one takes the place of the first.
func takePostFile(t *Turn, u Uploaded) {
	d := t.postFiles()
	if t.refused("", d.Requirement, u) {
		return
	}
	for _, a := range d.Attachments {
		t.forget("", a.ID)
	}
	t.keepFile("", d.Requirement, u)
	t.Go(t.postStep())
}

func (t *Turn) postFileLine() string {
	files := t.postFiles().Attachments
	if len(files) == 0 {
		return ""
	}
	return fileLines(files, t.Lang())
}

func showPostNote(t *Turn) {
	d := t.postDraft()
	if len(t.postFiles().Attachments) == 0 {
		t.Go("file")
		return
	}
	t.Show(paragraphs(t.S(titleLine, t.postedName(d))+"\n"+t.postFileLine(), t.S(postNote, postNoteLongest)),
		Row(t.B("skip", postNoNote)), Row(t.B("leave", leaveLabel)))
}

func pressPostNote(t *Turn, action string) {
	if action == "skip" {
		t.Go("check")
		return
	}
	t.leavePost()
}

func saidPostNote(t *Turn, text string) {
	note, ok := t.postWords(text, 5, postNoteLongest)
	if !ok {
		return
	}
	d := t.postDraft()
	d.Note = note
	t.savePostDraft(d)
	t.Go("check")
}

func showPostCheck(t *Turn) {
	d := t.postDraft()
	if d.Document == "" || len(t.postFiles().Attachments) == 0 {
		t.Go(t.postStep())
		return
	}
	text := t.S(postCheck, t.postedName(d), len(t.postings(d.Document))+1) + "\n" + t.postFileLine()
	if d.Note != "" {
		text += "\n" + t.S(postedNote, d.Note)
	}
	text += "\n\n" + t.S(postTo, HTML(counted(len(t.postReaders()), t.Lang(), personNoun)))
	if t.Plan.Quiet(t.Event.At, false) {
		text += "\n" + t.quietNote()
	}
	t.Show(text, Row(t.B("send", postSend)), Row(t.B("what", postOther), t.B("note", postEditNote)),
		Row(t.B("drop", announceDrop), t.B("leave", leaveLabel)))
}

func pressPostCheck(t *Turn, action string) {
	switch {
	case !t.allowed(campaign.ActPost, ""):
		t.lost()
	case action == "what" || action == "note":
		t.Go(action)
	case action == "drop":
		for _, a := range t.postFiles().Attachments {
			t.forget("", a.ID)
		}
		storage.Postings.Delete(t.Tx, storage.K(t.Plan.Campaign, "draft", t.Actor.ID))
		t.End()
		t.Close(t.S(postDropped))
	case action == "send":
		t.post()
	default:
		t.leavePost()
	}
}

func (t *Turn) leavePost() {
	t.End()
	if t.State.Conversation == "" && t.postDraft().Document == "" {
		t.Close(t.S(postLeft))
		return
	}
	t.Close(t.S(postKept))
}

var (
	postWhat = T("<b>Đăng văn bản</b>\nĐồng chí bấm văn bản cần đăng hoặc cập nhật bản mới; nếu là văn bản khác, đồng chí gõ tên văn bản, ví dụ: Hướng dẫn số 05/HD-KTĐNC về chấm điểm.",
		"<b>Post a document</b>\nPress the document to post or renew; for another one, type its title, for example: Guide No. 05 on scoring.")
	postLength   = T("Nội dung này cần từ %d đến %d ký tự (đang có %d). Đề nghị đồng chí gõ lại.", "It takes %d to %d characters (there are %d). Please type it again.")
	postFile     = T("Đề nghị đồng chí gửi tệp văn bản (PDF, Word, Excel hoặc ảnh), không quá %s; tệp gửi sau thay tệp gửi trước.", "Please send the document as a file (PDF, Word, Excel or a picture), up to %s; a later file takes the place of an earlier one.")
	postNote     = T("Bản này có gì mới? Đồng chí gõ ngắn gọn (không quá %d ký tự), ví dụ: bổ sung Phụ lục 2; hoặc bấm “Không ghi”.", "What is new in this version? Type it in short (at most %d characters), for example: Annex 2 added; or press “No note”.")
	postNoNote   = T("Không ghi", "No note")
	postCheck    = T("<b>Xem lại trước khi đăng</b>\n%s – bản lần %d", "<b>Before it is posted</b>\n%s – version %d")
	postTo       = T("Mọi người trong Khối được báo, kèm nút mở văn bản: %s. Các bản trước vẫn xem được.", "Everybody in the bloc is told, with a button to open it: %s. Earlier versions stay readable.")
	postSend     = T("Đăng và thông báo", "Post and tell everybody")
	postOther    = T("Chọn văn bản khác", "Another document")
	postEditNote = T("Ghi nội dung mới", "Note what is new")
	postDropped  = T("Đã bỏ văn bản đang chuẩn bị.", "What was prepared is dropped.")
	postLeft     = T("Chưa đăng văn bản nào.", "Nothing was posted.")
	postKept     = T("Chưa đăng. Nội dung đang chuẩn bị được giữ; đồng chí bấm /dangvanban để làm tiếp.", "Nothing was posted. What you prepared is kept; go on with /post.")

	awaitsPostWhat  = T("Đồng chí bấm văn bản, hoặc gõ tên văn bản mới, ví dụ: Hướng dẫn chấm điểm năm 2021.", "Press a document, or type the title of a new one, for example: Guide to scoring 2021.")
	awaitsPostFile  = T("Đồng chí gửi tệp văn bản, ví dụ “quy-che.pdf”.", "Send the document as a file, for example “quy-che.pdf”.")
	awaitsPostNote  = T("Đồng chí gõ nội dung mới của văn bản, hoặc bấm “Không ghi”.", "Type what is new, or press “No note”.")
	awaitsPostCheck = T("Đồng chí bấm “Đăng và thông báo”, hoặc gửi tệp khác để thay.", "Press “Post and tell everybody”, or send another file instead.")
)
