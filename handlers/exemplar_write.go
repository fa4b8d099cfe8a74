package handlers

import (
	"slices"
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

const (
	exemplarNameLongest = 150
	exemplarDeedLeast   = 20
	exemplarDeedLongest = 1500
)

// exemplarDraft is what the actor has written and not sent.
func (t *Turn) exemplarDraft() campaign.Exemplar {
	e, _ := storage.Exemplars.Get(t.Tx, storage.K(t.Plan.Campaign, "draft", t.Actor.ID))
	return e
}

func (t *Turn) saveExemplarDraft(e campaign.Exemplar) {
	e.By, e.At = t.Actor.ID, t.Event.At
	storage.Exemplars.Put(t.Tx, storage.K(t.Plan.Campaign, "draft", t.Actor.ID), e)
}

// exemplarDraft names the draft of files that belongs to an exemplar; no
// requirement bears such a name.
func exemplarDraft(person int64) string { return "~dh" + strconv.FormatInt(person, 10) }

func (t *Turn) exemplarFiles() campaign.Draft {
	return t.draft(t.exemplarDraft().Unit, exemplarDraft(t.Actor.ID))
}

// writeExemplar goes to the first question the draft leaves open.
func (t *Turn) writeExemplar() {
	e, units := t.exemplarDraft(), t.exemplarUnits()
	if len(units) == 1 && e.Unit == "" {
		e.Unit = units[0]
		t.saveExemplarDraft(e)
	}
	t.Go(t.exemplarStep())
}

func (t *Turn) exemplarStep() string {
	switch e := t.exemplarDraft(); {
	case !t.allowed(campaign.ActPutForward, e.Unit):
		return "unit"
	case e.Kind == "":
		return "kind"
	case e.Name == "":
		return "name"
	case e.Deed == "":
		return "deed"
	case len(t.exemplarFiles().Attachments) == 0:
		return "evidence"
	}
	return "check"
}

func showExemplarUnit(t *Turn) {
	var rows [][]storage.Button
	for _, id := range t.exemplarUnits() {
		rows = append(rows, Row(storage.Button{Label: t.unitName(id), Action: "unit " + id}))
	}
	t.Show(t.S(exemplarForUnit), append(rows, Row(t.B("leave", leaveLabel)))...)
}

// pressExemplarUnit begins anew for another unit: files belong to the unit they
// were sent for.
func pressExemplarUnit(t *Turn, action string) {
	unit, ok := strings.CutPrefix(action, "unit ")
	if !ok {
		leaveExemplar(t, action)
		return
	}
	if !t.allowed(campaign.ActPutForward, unit) {
		t.lost()
		return
	}
	e := t.exemplarDraft()
	for _, a := range t.exemplarFiles().Attachments {
		t.forget(e.Unit, a.ID)
	}
	e.Unit = unit
	t.saveExemplarDraft(e)
	t.Go(t.exemplarStep())
}

func showExemplarKind(t *Turn) {
	var rows [][]storage.Button
	for _, k := range campaign.ExemplarKinds {
		rows = append(rows, Row(t.B(string(k), exemplarKinds[k])))
	}
	t.Show(paragraphs(t.S(exemplarWhat), t.exemplarFileLines()), append(rows, Row(t.B("leave", leaveLabel)))...)
}

func pressExemplarKind(t *Turn, action string) {
	if exemplarKinds[campaign.ExemplarKind(action)] == (Text{}) {
		leaveExemplar(t, action)
		return
	}
	e := t.exemplarDraft()
	e.Kind = campaign.ExemplarKind(action)
	t.saveExemplarDraft(e)
	t.Go(t.exemplarStep())
}

func showExemplarName(t *Turn) {
	t.Show(paragraphs(t.S(exemplarAskName[t.exemplarDraft().Kind]), t.exemplarFileLines()), Row(t.B("leave", leaveLabel)))
}

func saidExemplarName(t *Turn, text string) {
	name, ok := t.postWords(text, 3, exemplarNameLongest)
	if !ok {
		return
	}
	e := t.exemplarDraft()
	e.Name = name
	t.saveExemplarDraft(e)
	t.Go(t.exemplarStep())
}

func showExemplarDeed(t *Turn) {
	t.Show(paragraphs(t.S(exemplarAskDeed, t.exemplarDraft().Name, exemplarDeedLeast, exemplarDeedLongest), t.exemplarFileLines()), Row(t.B("leave", leaveLabel)))
}

func saidExemplarDeed(t *Turn, text string) {
	deed, ok := t.postWords(text, exemplarDeedLeast, exemplarDeedLongest)
	if !ok {
		return
	}
	e := t.exemplarDraft()
	e.Deed = deed
	t.saveExemplarDraft(e)
	t.Go(t.exemplarStep())
}

// takeExemplarFile keeps a file at any step of the writing.
func takeExemplarFile(t *Turn, u Uploaded) {
	e := t.exemplarDraft()
	if !t.allowed(campaign.ActPutForward, e.Unit) {
		t.lost()
		return
	}
	if t.refused(e.Unit, exemplarDraft(t.Actor.ID), u) {
		return
	}
	t.keepFile(e.Unit, exemplarDraft(t.Actor.ID), u)
	t.Go(t.State.Step)
}

func (t *Turn) exemplarFileLines() string {
	files := t.exemplarFiles().Attachments
	if len(files) == 0 {
		return ""
	}
	return t.S(exemplarHas, HTML(attached(files, t.Lang()))) + "\n" + fileLines(files, t.Lang())
}

func showExemplarEvidence(t *Turn) {
	row := Row(t.B("done", exemplarNoEvidence))
	if len(t.exemplarFiles().Attachments) > 0 {
		row = Row(t.B("done", doneLabel), t.B("clear", exemplarClear))
	}
	t.Show(paragraphs(t.S(exemplarAskEvidence, HTML(sizeWords(t.Set.MaxFile, t.Lang())))+"\n"+t.S(noSecrets), t.exemplarFileLines()), row, Row(t.B("leave", leaveLabel)))
}

func pressExemplarEvidence(t *Turn, action string) {
	switch action {
	case "done":
		t.Go("check")
	case "clear":
		for _, a := range t.exemplarFiles().Attachments {
			t.forget(t.exemplarDraft().Unit, a.ID)
		}
		t.Go("evidence")
	default:
		leaveExemplar(t, action)
	}
}

// saidExemplarEvidence takes addresses typed instead of files.
func saidExemplarEvidence(t *Turn, text string) {
	words, ok := linkIn(text)
	if !ok {
		t.Say(t.S(awaitsExemplarEvidence))
		return
	}
	for _, w := range words {
		d := t.exemplarFiles()
		link, why, args := t.link(w, d)
		if link == "" {
			t.Say(t.S(why, args...))
			continue
		}
		d.Attachments = append(d.Attachments, t.linkAttachment(link))
		t.putDraft(d)
	}
	t.Go(t.State.Step)
}

func showExemplarCheck(t *Turn) {
	e := t.exemplarDraft()
	if step := t.exemplarStep(); step != "check" && step != "evidence" {
		t.Go(step)
		return
	}
	t.Show(paragraphs(t.S(exemplarCheck, exemplarKinds[e.Kind], e.Name, t.unitName(e.Unit), e.Deed), t.exemplarFileLines()),
		Row(t.B("send", exemplarSend)),
		Row(t.B("kind", exemplarEditKind), t.B("name", exemplarEditName)), Row(t.B("deed", exemplarEditDeed), t.B("evidence", exemplarEvidence)),
		Row(t.B("drop", announceDrop), t.B("leave", leaveLabel)))
}

func pressExemplarCheck(t *Turn, action string) {
	e := t.exemplarDraft()
	switch {
	case !t.allowed(campaign.ActPutForward, e.Unit):
		t.lost()
	case slices.Contains(exemplarWriting, action):
		t.Go(action)
	case action == "drop":
		for _, a := range t.exemplarFiles().Attachments {
			t.forget(e.Unit, a.ID)
		}
		storage.Exemplars.Delete(t.Tx, storage.K(t.Plan.Campaign, "draft", t.Actor.ID))
		t.Go("list")
	case action == "send":
		t.putForward(e)
	default:
		leaveExemplar(t, action)
	}
}

// putForward numbers the exemplar and tells the desk.
func (t *Turn) putForward(e campaign.Exemplar) {
	files := t.exemplarFiles()
	if slices.ContainsFunc(files.Attachments, func(a campaign.Attachment) bool { return !ready(a) }) {
		t.Answer(stillFetching.plain(t.Lang()), true)
		t.Go("check")
		return
	}
	if e.Deed == "" {
		t.Go(t.exemplarStep())
		return
	}
	e.Evidence, e.By, e.At = files.Attachments, t.Actor.ID, t.Event.At
	files.Attachments = nil
	t.saveDraft(files)
	storage.Exemplars.Delete(t.Tx, storage.K(t.Plan.Campaign, "draft", t.Actor.ID))
	e = storage.PutExemplar(t.Tx, t.Plan.Campaign, e)
	t.Note("exemplar", e.Unit, strconv.Itoa(e.Number), e.Name)
	for _, p := range t.desk() {
		if p.ID == t.Actor.ID || p.Unreached != "" {
			continue
		}
		lang := t.LangOf(p)
		t.Send(Outgoing{
			Kind: OutSay, Class: ClassReply, Chat: p.ID, Silent: t.Plan.Quiet(t.Event.At, false),
			Text: exemplarNews.In(lang, t.unitName(e.Unit), exemplarKinds[e.Kind], e.Name),
			Buttons: [][]storage.Button{Row(storage.Button{
				Label: openLabel.plain(lang), Action: "/dienhinh " + e.Unit + " " + strconv.Itoa(e.Number),
			})},
		})
	}
	t.End()
	t.Close(t.S(exemplarSent, e.Number, e.Name))
}

var exemplarAskName = map[campaign.ExemplarKind]Text{
	campaign.ExemplarCollective: T("Tên tập thể? Ví dụ: Phòng Thanh tra, giải quyết khiếu nại, tố cáo 1.", "Which collective? For example: Phòng Thanh tra, giải quyết khiếu nại, tố cáo 1."),
	campaign.ExemplarPerson:     T("Họ tên, chức vụ, nơi công tác? Ví dụ: Nguyễn Văn An, kiểm sát viên, Phòng 2.", "Name, position and section? For example: Nguyễn Văn An, kiểm sát viên, Phòng 2."),
	campaign.ExemplarMethod:     T("Tên mô hình, cách làm? Ví dụ: Ngày thứ Bảy giải quyết thủ tục hành chính.", "Which method? For example: Ngày thứ Bảy giải quyết thủ tục hành chính."),
}

var (
	exemplarForUnit     = T("Đồng chí giới thiệu điển hình của đơn vị nào?", "For which unit?")
	exemplarWhat        = T("<b>Giới thiệu điển hình</b>\nĐiển hình là tập thể, cá nhân hay mô hình, cách làm mới?", "<b>Put an exemplar forward</b>\nIs it a collective, a person or a method?")
	exemplarAskDeed     = T("<b>%s</b>\nĐề nghị đồng chí nêu thành tích hoặc cách làm (từ %d đến %d ký tự), ví dụ: giải quyết trước hạn 320 hồ sơ trong 6 tháng, được Nhân dân ghi nhận.", "<b>%s</b>\nPlease describe the deed or the way of working (%d to %d characters), for example: 320 files dealt with before their date in six months.")
	exemplarAskEvidence = T("Đồng chí gửi minh chứng nếu có: tệp PDF, Word, Excel, ảnh (mỗi tệp không quá %s) hoặc gõ đường dẫn bài báo; gửi được nhiều.", "Send the evidence, if any: PDF, Word or Excel files or pictures (up to %s each), or type the link of an article; several are welcome.")
	exemplarHas         = T("Minh chứng, %s:", "Evidence, %s:")
	exemplarNoEvidence  = T("Không có minh chứng", "No evidence")
	exemplarClear       = T("Bỏ các minh chứng", "Take the evidence out")
	exemplarCheck       = T("<b>Xem lại trước khi gửi</b>\n%s: <b>%s</b>\nĐơn vị: %s\n\n%s", "<b>Before it is sent</b>\n%s: <b>%s</b>\nUnit: %s\n\n%s")
	exemplarSend        = T("Gửi thường trực khối", "Send to the desk")
	exemplarEditKind    = T("Sửa loại", "Change the kind")
	exemplarEditName    = T("Sửa tên", "Change the name")
	exemplarEditDeed    = T("Sửa thành tích", "Change the deed")
	exemplarEvidence    = T("Minh chứng", "Evidence")
	exemplarNews        = T("%s giới thiệu điển hình. %s: <b>%s</b>.", "%s puts an exemplar forward. %s: <b>%s</b>.")
	exemplarSent        = T("Đã gửi điển hình số %d: <b>%s</b>. Trân trọng cảm ơn đồng chí. Xem lại: /dienhinh", "Exemplar No. %d is sent: <b>%s</b>. Thank you. See it again: /exemplar")

	awaitsExemplarKind     = T("Đồng chí bấm “Tập thể”, “Cá nhân” hoặc “Mô hình, cách làm mới”.", "Press “Collective”, “Person” or “Method”.")
	awaitsExemplarName     = T("Đồng chí gõ tên điển hình, ví dụ: Nguyễn Văn An, kiểm sát viên, Phòng 2.", "Type the name, for example: Nguyễn Văn An, kiểm sát viên, Phòng 2.")
	awaitsExemplarDeed     = T("Đồng chí gõ thành tích, cách làm bằng chữ; minh chứng có thể gửi kèm.", "Type the deed in words; evidence can be sent as well.")
	awaitsExemplarEvidence = T("Đồng chí gửi tệp minh chứng, hoặc gõ đường dẫn, ví dụ: https://baotuyenquang.com.vn/bai-viet; xong thì bấm “Xong”.", "Send a file, or type a link, for example: https://baotuyenquang.com.vn/bai-viet; then press “Done”.")
	awaitsExemplarCheck    = T("Đồng chí bấm “Gửi thường trực khối”, hoặc bấm phần cần sửa.", "Press “Send to the desk”, or the part to change.")
)
