package handlers

import (
	"regexp"
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// verifyTalk is /tracuu: whoever holds a receipt learns whether its number and
// code are ours (S3). The unit and the desk are also told what it is; anybody
// else only right or wrong, the same for a number never given, so that nothing
// is learned by asking around.
func verifyTalk() Conversation {
	return Conversation{
		Name: "verify", Commands: []string{"tracuu", "verify"},
		Help:  T("Tra cứu phiếu tiếp nhận, kết quả đã công bố", "Check a receipt or published results"),
		Start: func(t *Turn, args []string) { t.verify(strings.Join(args, " ")) },
		Steps: map[string]Step{
			"number": {Show: showVerify, Press: pressVerify, Said: saidVerify, Awaits: verifyAwaits},
			"code":   {Show: showVerifyCode, Press: pressVerify, Said: saidVerify, Awaits: verifyCodeAwaits},
		},
	}
}

// A receipt's code is the beginning of its line's hash; people may type less of
// it, or the code of one of its files.
const (
	receiptCodeLetters = 12
	leastCodeLetters   = 8
)

// receiptCode is what a receipt shows to be checked by.
func receiptCode(e storage.RegisterEntry) string {
	return e.Hash[:min(receiptCodeLetters, len(e.Hash))]
}

var (
	typedPlace = regexp.MustCompile(`^(?:(?:số đến|số|no\.?)\s*)?(\d{1,7})(?:\s*/\s*(\d{4}))?(?:\s|$)`)
	typedCode  = regexp.MustCompile(`^[0-9a-f]{8,64}$`)
)

// asked reads "12/2021 ac1a5f4e" or a part of it. The year left out is that of
// the event. ok is false when the text begins with no number.
func (t *Turn) asked(text string) (of storage.RegisterPlace, code string, ok bool) {
	text = strings.ToLower(strings.TrimSpace(text))
	m := typedPlace.FindStringSubmatch(text)
	if m == nil {
		return of, "", false
	}
	of.Number, _ = strconv.Atoi(m[1])
	if of.Year, _ = strconv.Atoi(m[2]); m[2] == "" {
		of.Year = t.Event.At.Year()
	}
	return of, strings.Join(strings.Fields(strings.ReplaceAll(text[len(m[0]):], "-", "")), ""), true
}

// verify answers, or asks for what is not there yet.
func (t *Turn) verify(text string) {
	if t.Plan == nil {
		t.Say(t.S(nothingAwaited))
		return
	}
	if t.verifyResults(text) {
		return
	}
	of, code, ok := t.asked(text)
	switch {
	case strings.TrimSpace(text) == "":
		t.Begin("verify", "number", nil)
	case !ok:
		t.Say(t.S(verifyAwaits))
	case code != "" && !typedCode.MatchString(code):
		t.Say(t.S(verifyCodeAwaits))
	case code == "":
		e, known := storage.FindReceipt(t.Tx, of.Year, of.Number)
		if known && t.seesLine(e) {
			t.End()
			t.Say(paragraphs(t.S(lineOf, of.Number, of.Year), t.lineWords(e)), t.lineButtons(e)...)
			return
		}
		t.Begin("verify", "code", map[string]string{"place": placeWords(of)})
	default:
		t.End()
		t.verdict(of, code)
	}
}

func placeWords(p storage.RegisterPlace) string {
	return strconv.Itoa(p.Number) + "/" + strconv.Itoa(p.Year)
}

// verdict says whether number and code belong together.
func (t *Turn) verdict(of storage.RegisterPlace, code string) {
	e, known := storage.FindReceipt(t.Tx, of.Year, of.Number)
	s, _ := t.submissionOf(e)
	file, right := matching8(e, s, code)
	if !known || !right {
		t.Say(t.S(verifiedWrong, of.Number, of.Year, code))
		return
	}
	if !t.seesLine(e) {
		text := t.S(verifiedRight, of.Number, of.Year, code)
		if list := storage.CorrectionsOf(t.Tx, of); len(list) > 0 {
			text += "\n" + t.S(verifiedCorrected)
		}
		t.Say(text)
		return
	}
	head := t.S(verifiedRight, of.Number, of.Year, code)
	if file != "" {
		head = t.S(verifiedFile, code, short(file, listedName), of.Number, of.Year)
	}
	t.Say(paragraphs(head, t.lineWords(e)), t.lineButtons(e)...)
}

// matching8 reports whether a code belongs to a line of the register, and the
// name of the file where it is a file's.
func matching8(e storage.RegisterEntry, s campaign.Submission, code string) (file string, ok bool) {
	if e.Hash == "" || len(code) < leastCodeLetters {
		return "", false
	}
	if strings.HasPrefix(e.Hash, code) {
		return "", true
	}
	for _, a := range s.Attachments {
		if a.SHA256 != "" && strings.HasPrefix(a.SHA256, code) {
			return a.Name, true
		}
	}
	return "", false
}

// submissionOf reads what a line of the register stands for.
func (t *Turn) submissionOf(e storage.RegisterEntry) (campaign.Submission, bool) {
	if e.Campaign == "" {
		return campaign.Submission{}, false
	}
	return storage.Submissions.Get(t.Tx, storage.K(e.Campaign, e.Unit, e.Requirement, e.Version))
}

// seesLine reports whether the actor may read what a line is about: the unit's
// own people and the desk, in the year in force.
func (t *Turn) seesLine(e storage.RegisterEntry) bool {
	return e.Campaign == t.Plan.Campaign && t.maySee(e.Unit)
}

// lineWords tells what a line is about and which lines correct it.
func (t *Turn) lineWords(e storage.RegisterEntry) string {
	lang := t.Lang()
	s, _ := t.submissionOf(e)
	r, _ := t.Plan.Requirement(e.Requirement)
	text := t.S(lineAbout, namesThen(t.Tx, t.Plan)(s), r.Title, e.Version)
	if e.Corrects != (storage.RegisterPlace{}) {
		return lines(t.S(lineCorrects, placeWords(e.Corrects), stamp(t.local(e.At), lang)), text, t.S(lineWhy, e.Why))
	}
	text = lines(text, t.S(lineReceived, stamp(t.local(s.At), lang), HTML(timingIn(s, lang))))
	if !s.Timing.Deadline.IsZero() {
		text = lines(text, t.S(lineDue, deadlineWords(t.local(s.Timing.Deadline), lang)))
	}
	subs := storage.SubmissionsOf(t.Tx, e.Campaign, e.Unit, e.Requirement)
	if i, ok := campaign.Official(subs); ok && subs[i].Version == e.Version {
		text = lines(text, t.S(lineOfficial))
	} else if ok {
		text = lines(text, t.S(lineReplaced, subs[i].Version, placeWords(storage.RegisterPlace{Year: subs[i].Incoming.Year, Number: subs[i].Incoming.Number})))
	}
	text = lines(text, t.S(summaryFiles, HTML(attached(s.Attachments, lang))))
	for i, a := range s.Attachments {
		text = lines(text, receiptLine(i, a, lang))
	}
	text = lines(text, t.S(lineCode, receiptCode(e)))
	return lines(text, t.correctionLines(e))
}

// correctionLines names the corrections of a line, oldest first.
func (t *Turn) correctionLines(e storage.RegisterEntry) string {
	text := ""
	for _, c := range storage.CorrectionsOf(t.Tx, storage.RegisterPlace{Year: e.Year, Number: e.Number}) {
		text = lines(text, t.S(lineCorrected, placeWords(storage.RegisterPlace{Year: c.Year, Number: c.Number}), shortDay(c.Date, t.Lang()), c.Why))
	}
	return text
}

// lineButtons open the thing itself.
func (t *Turn) lineButtons(e storage.RegisterEntry) [][]storage.Button {
	rows := [][]storage.Button{Row(t.B("/trangthai "+e.Unit+" "+e.Requirement, openLabel))}
	if campaign.May(t.Actor.Roles, campaign.ActCorrect, e.Unit, t.year()) && e.Corrects == (storage.RegisterPlace{}) {
		rows = append(rows, Row(t.B("/dinhchinh "+placeWords(storage.RegisterPlace{Year: e.Year, Number: e.Number}), correctLabel)))
	}
	return rows
}

func showVerify(t *Turn) {
	t.Show(t.S(verifyHead)+"\n"+t.S(verifyAwaits), Row(t.B("leave", leaveLabel)))
}

func showVerifyCode(t *Turn) {
	head := t.S(verifyCodeHead, t.Kept("place"))
	if typedPublication.MatchString(t.Kept("place")) {
		head = t.S(verifyResultsHead, t.Kept("place"))
	}
	t.Show(head+"\n"+t.S(verifyCodeAwaits), Row(t.B("leave", leaveLabel)))
}

func pressVerify(t *Turn, _ string) {
	t.End()
	t.Close(t.S(verifyLeft))
}

// saidVerify takes the code asked for, or another number altogether.
func saidVerify(t *Turn, text string) {
	code := strings.ReplaceAll(strings.Join(strings.Fields(strings.ToLower(text)), ""), "-", "")
	if t.State.Step == "code" && typedCode.MatchString(code) {
		text = t.Kept("place") + " " + code
	} else if _, _, another := t.asked(text); t.State.Step == "code" && !another && !typedPublication.MatchString(text) {
		t.Say(t.S(verifyCodeAwaits))
		return
	}
	t.verify(text)
}

var (
	verifyHead   = T("<b>Tra cứu phiếu tiếp nhận, kết quả đã công bố</b>", "<b>Check a receipt or published results</b>")
	verifyAwaits = T("Đồng chí gõ số đến và mã đối chiếu ghi trên phiếu, ví dụ: 12/2021 c441ebd27391; với kết quả đã công bố: KQ01/2021 c441ebd27391.",
		"Please type the number and the code on the receipt, for example: 12/2021 c441ebd27391; for published results: KQ01/2021 c441ebd27391.")
	verifyCodeHead    = T("Số đến %s.", "Number %s.")
	verifyResultsHead = T("Kết quả số %s.", "Results No. %s.")
	verifyCodeAwaits  = T("Đồng chí gõ mã đối chiếu hoặc mã của một tệp, ít nhất 08 ký tự gồm chữ số và các chữ từ a đến f, ví dụ: c441ebd27391.",
		"Please type the code, or that of one of the files, at least 8 characters, digits and letters from a to f, for example: c441ebd27391.")
	verifyLeft        = T("Đã thôi tra cứu. Khi cần, đồng chí bấm /tracuu.", "You left the check. Come back with /verify.")
	verifiedRight     = T("<b>Đúng.</b> Phiếu tiếp nhận số %d/%d mang mã %s do bot này cấp.", "<b>Right.</b> Receipt No. %d/%d with the code %s was given by this bot.")
	verifiedCorrected = T("Phiếu này về sau đã được thường trực khối đính chính.", "The desk corrected this receipt later.")
	verifiedFile      = T("<b>Đúng.</b> Mã %s là của tệp “%s” đã nộp theo số đến %d/%d.", "<b>Right.</b> The code %s is that of “%s”, handed in under No. %d/%d.")
	verifiedWrong     = T("<b>Không đúng.</b> Bot này không cấp phiếu tiếp nhận số %d/%d nào mang mã %s. Đề nghị đồng chí kiểm tra lại từng ký tự.",
		"<b>Wrong.</b> This bot gave no receipt No. %d/%d with the code %s. Please check every character.")
	lineOf        = T("<b>Số đến %d/%d</b>", "<b>No. %d/%d</b>")
	lineAbout     = T("Đơn vị: %s\nNội dung: <b>%s</b>, bản lần %d", "Unit: %s\nContent: <b>%s</b>, version %d")
	lineReceived  = T("Ngày đến: %s, %s.", "Received: %s, %s.")
	lineDue       = T("Hạn nộp: %s.", "Due by %s.")
	lineOfficial  = T("Đây là bản chính thức.", "This is the official version.")
	lineReplaced  = T("Bản chính thức là bản lần %d (số đến %s).", "The official version is version %d (No. %s).")
	lineCode      = T("Mã đối chiếu: %s", "Code: %s")
	lineCorrects  = T("Dòng này đính chính số đến %s, ghi lúc %s.", "This line corrects No. %s, entered %s.")
	lineWhy       = T("Nội dung đính chính: %s", "Correction: %s")
	lineCorrected = T("<b>Đã đính chính</b> tại số %s ngày %s: %s", "<b>Corrected</b> by No. %s on %s: %s")
)
