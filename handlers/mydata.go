package handlers

import (
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// myDataTalk is /dulieucuatoi: what is kept about the person, why and how
// long; to be corrected in the talk, taken along as a file, or erased.
func myDataTalk() Conversation {
	return Conversation{
		Name: "mydata", Commands: []string{"dulieucuatoi", "mydata"},
		Help:  T("Dữ liệu cá nhân bot đang lưu về đồng chí: xem, sửa, tải về", "What is kept about you: see, correct, download"),
		Start: startMyData,
		Steps: map[string]Step{
			"card":     {Show: showMyData, Press: pressMyData, Awaits: myDataAwaited},
			"name":     {Show: showNewName, Press: backToMyData, Said: saidNewName, Awaits: nameAwaited},
			"position": {Show: showNewPosition, Press: backToMyData, Said: saidNewPosition, Awaits: positionAwaited},
			"phone":    {Show: showNewPhone, Press: pressNewPhone, Said: saidPhone, Shared: sharedNewPhone, Awaits: phoneAwaited},
		},
	}
}

func startMyData(t *Turn, args []string) {
	switch {
	case !t.Known:
		t.Say(t.S(nothingKept))
	case len(args) > 0 && args[0] == "dongy":
		t.agreeAnew()
	default:
		t.Begin("mydata", "card", nil)
	}
}

func showMyData(t *Turn) {
	var rows [][]storage.Button
	if t.consentLapsed() {
		rows = append(rows, Row(t.B("/dulieucuatoi dongy", agreeToNew)))
	}
	t.Show(t.myData(), append(rows,
		Row(t.B("name", correctName), t.B("position", correctPosition)),
		Row(t.B("phone", correctPhone), t.B("json", downloadJSON)),
		Row(t.B("/xoadulieu", eraseMe)), Row(t.B("close", closeLabel)))...)
}

// myData says what is kept, what for and how long, in words.
func (t *Turn) myData() string {
	p, lang, zone := t.Actor, t.Lang(), t.Event.At.Location()
	roles, phone := t.rolesWords(p, lang), p.Phone
	if roles == "" {
		roles = t.S(noneHeld)
	}
	if phone == "" {
		phone = t.S(noneKept)
	}
	handed, sealed, files := t.deeds()
	return paragraphs(
		lines(t.S(myDataCard, p.Name, p.Position, phone, roles, p.ID, stamp(p.JoinedAt.In(zone), lang), p.Consent, stamp(p.ConsentAt.In(zone), lang)), strings.TrimSpace(t.quietLine())),
		t.S(myDataDeeds, HTML(counted(handed, lang, versionNoun)), HTML(counted(sealed, lang, sheetNoun)), HTML(counted(files, lang, fileNoun))),
		t.S(myDataWhy), t.keptHowLong())
}

// keptHowLong says until when, with the copies that live on for a while.
func (t *Turn) keptHowLong() string {
	text := t.S(keptUntilAsked)
	if t.Set.RetainMonths > 0 {
		text = t.S(keptMonths, t.Set.RetainMonths)
	}
	return text + " " + t.copiesWords()
}

func (t *Turn) copiesWords() string {
	if t.Set.CopyDays > 0 {
		return t.S(copiesDays, t.Set.CopyDays)
	}
	return t.S(copiesNone)
}

// deeds counts, in the campaign in force, the versions the actor handed in, the
// sheets sealed, and the files that wait in drafts.
func (t *Turn) deeds() (handed, sealed, files int) {
	if t.Plan == nil {
		return 0, 0, 0
	}
	for _, unit := range t.ownUnits() {
		for _, s := range storage.Submissions.Prefix(t.Tx, storage.K(t.Plan.Campaign, unit)) {
			if s.By == t.Actor.ID {
				handed++
			}
		}
		for _, d := range storage.Drafts.Prefix(t.Tx, storage.K(t.Plan.Campaign, unit)) {
			for _, a := range d.Attachments {
				if a.By == t.Actor.ID {
					files++
				}
			}
		}
		if s, ok := storage.Sheets.Get(t.Tx, storage.K(t.Plan.Campaign, unit, string(campaign.SelfScore))); ok && s.SealedBy == t.Actor.ID {
			sealed++
		}
	}
	return handed, sealed, files
}

func pressMyData(t *Turn, action string) {
	switch action {
	case "name", "position", "phone":
		t.Go(action)
	case "json":
		t.Hand("mydata", nil)
		t.Note("export-own", "", "", "")
		t.State.Screen.Below = true
	default:
		t.End()
		t.Close(t.S(myDataClosed))
	}
}

func backToMyData(t *Turn, _ string) { t.Go("card") }

func showNewName(t *Turn) { t.Show(t.S(askName), Row(t.B("back", stepBack))) }

func saidNewName(t *Turn, text string) {
	name := tidy(text)
	if !goodWords(name, maxName) {
		t.Say(t.S(nameAwaited))
		return
	}
	t.Actor.Name = name
	t.corrected("name")
}

func showNewPosition(t *Turn) { t.Show(t.S(askNewPosition), Row(t.B("back", stepBack))) }

func saidNewPosition(t *Turn, text string) {
	position := tidy(text)
	if !goodWords(position, maxPosition) {
		t.Say(t.S(positionAwaited))
		return
	}
	t.Actor.Position = position
	t.corrected("position")
}

func showNewPhone(t *Turn) {
	rows := [][]storage.Button{Row(t.B("back", stepBack))}
	if t.Actor.Phone != "" && t.Set.AskPhone != "required" {
		rows = append(rows, Row(t.B("drop", dropPhone)))
	}
	t.ShowContact(t.S(askNewPhone), sharePhone.plain(t.Lang()), rows...)
}

func pressNewPhone(t *Turn, action string) {
	if action == "drop" && t.Set.AskPhone != "required" {
		t.Actor.Phone = ""
		t.CloseKeyboard(t.S(phoneDropped))
		t.corrected("phone")
		return
	}
	t.CloseKeyboard(t.S(keyboardClosed))
	t.Go("card")
}

func sharedNewPhone(t *Turn, s Shared) {
	switch {
	case s.Forwarded || s.User != t.Actor.ID:
		t.Say(t.S(phoneOfAnother))
	case phoneDigits(s.Phone) == "":
		t.Say(t.S(phoneAwaited))
	default:
		t.Actor.Phone = phoneDigits(s.Phone)
		t.CloseKeyboard(t.S(phoneKept, maskPhone(t.Actor.Phone)))
		t.corrected("phone")
	}
}

// corrected writes what the person mended and shows everything again.
func (t *Turn) corrected(what string) {
	storage.PutPerson(t.Tx, t.Actor)
	t.Note("own-data", "", storage.Pseudonym(t.Tx, t.Actor.ID), what)
	t.Go("card")
}

// consentLapsed reports whether the notice the actor agreed to is no longer the
// present one.
func (t *Turn) consentLapsed() bool {
	return t.Known && t.Actor.Consent != "" && t.Actor.Consent != t.Set.Consent && len(t.current(t.Actor)) > 0
}

// renewConsent puts a new version of the notice before the actor, once; what
// they came for goes on: no hand-in waits for it.
func (t *Turn) renewConsent() {
	if !t.consentLapsed() || t.Plan == nil {
		return
	}
	key := storage.K(t.Plan.Campaign, "consent", t.Set.Consent, t.Actor.ID)
	if storage.Tolds.Has(t.Tx, key) {
		return
	}
	storage.Tolds.Put(t.Tx, key, storage.Told{At: t.Event.At})
	t.Say(t.S(consentNew, t.Actor.Consent)+"\n\n"+t.consentText(""), Row(t.B("/dulieucuatoi dongy", agree)), Row(t.B("/xoadulieu", eraseMe)))
}

func (t *Turn) agreeAnew() {
	if t.Actor.Consent != t.Set.Consent {
		t.Actor.Consent, t.Actor.ConsentAt = t.Set.Consent, t.Event.At
		storage.PutPerson(t.Tx, t.Actor)
		t.Note("consent", "", storage.Pseudonym(t.Tx, t.Actor.ID), t.Actor.Consent)
	}
	t.Say(t.S(agreedAnew, t.Actor.Consent, stamp(t.Actor.ConsentAt.In(t.Event.At.Location()), t.Lang())))
}

// consentText is the notice on personal data in the actor's language.
func (t *Turn) consentText(role HTML) string {
	phone := Text{}
	switch t.Set.AskPhone {
	case "optional":
		phone = phoneOptional
	case "required":
		phone = phoneRequired
	}
	return strings.TrimSpace(t.S(consentNotice, role, t.Set.Consent, phone, t.Plan.Year))
}

var (
	nothingKept   = T("Bot không lưu dữ liệu cá nhân nào của đồng chí.", "Nothing about you is kept here.")
	myDataAwaited = T("Đề nghị đồng chí bấm hoặc gõ lại chữ trên một nút, ví dụ “Sửa chức vụ”.", "Please press a button or type its words, for example “Correct the position”.")
	myDataCard    = T(
		"<b>Dữ liệu cá nhân của đồng chí</b>\nHọ và tên: %s\nChức vụ: %s\nSố điện thoại: %s\nVai trò: %s\nMã tài khoản Telegram: %d\nTham gia: %s\nĐã đồng ý thông báo về dữ liệu cá nhân (phiên bản %s) lúc %s",
		"<b>Your personal data</b>\nFull name: %s\nPosition: %s\nPhone number: %s\nRole: %s\nTelegram account number: %d\nJoined: %s\nAgreed to the notice on personal data (version %s) on %s")
	myDataDeeds = T(
		"<b>Việc đồng chí đã làm trong năm</b>\nĐã nộp: %s; đã gửi: %s; trong bản nháp: %s. Nhật ký thao tác ghi dưới bí danh.",
		"<b>What you did this year</b>\nHanded in: %s; sent: %s; in drafts: %s. The audit knows you by a pseudonym.")
	myDataWhy = T(
		"<b>Để làm gì</b>\nLiên lạc, nhắc việc và ghi nhận ai đã nộp, ai đã chấm. Thường trực, lãnh đạo khối và cán bộ của đơn vị đồng chí thấy họ tên, chức vụ; số điện thoại hiện ba số cuối.",
		"<b>What for</b>\nTo reach and remind you, and to record who handed in and who scored. The desk, the leaders and your unit's people see name and position; of the phone number, the last three digits.")
	keptUntilAsked = T(
		"<b>Lưu bao lâu</b>\nTrong thời gian đồng chí giữ vai trò, sau đó đến khi đồng chí yêu cầu xóa.",
		"<b>How long</b>\nWhile you hold a role, and afterwards until you ask for erasure.")
	keptMonths = T(
		"<b>Lưu bao lâu</b>\nTrong thời gian đồng chí giữ vai trò và %d tháng sau đó, rồi tự xóa; đồng chí có thể yêu cầu xóa sớm hơn.",
		"<b>How long</b>\nWhile you hold a role and for %d months afterwards; then it is erased by itself. You may ask for it earlier.")
	copiesDays = T("Bản sao lưu cũ được thay dần, chậm nhất sau %d ngày.", "Older backups are replaced, after %d days at the latest.")
	copiesNone = T("Bản sao lưu do người vận hành bot giữ và xóa theo quy định của cơ quan.", "Backups are kept and removed by the operator under the rules of the office.")

	versionNoun     = T("bản", "version")
	sheetNoun       = T("bảng chấm điểm", "score sheet")
	correctName     = T("Sửa họ tên", "Correct the name")
	correctPosition = T("Sửa chức vụ", "Correct the position")
	correctPhone    = T("Sửa số điện thoại", "Change the phone number")
	downloadJSON    = T("Tải tệp JSON", "Download as JSON")
	eraseMe         = T("Xóa dữ liệu của tôi", "Erase my data")
	closeLabel      = T("Đóng", "Close")
	myDataClosed    = T("Đã đóng phần dữ liệu cá nhân. Khi cần, đồng chí bấm /dulieucuatoi.", "Closed. Come back with /mydata.")
	askNewPosition  = T("Chức vụ của đồng chí? Ví dụ: Phó Chánh Văn phòng.", "What is your position? For example: Deputy Chief of Office.")
	askNewPhone     = T("Đề nghị đồng chí bấm nút hiện ở phía dưới để chia sẻ số điện thoại mới của mình.", "Please press the key below to share your new phone number.")
	dropPhone       = T("Xóa số điện thoại", "Remove the number")
	phoneDropped    = T("Đã xóa số điện thoại.", "The phone number is removed.")
	consentNew      = T(
		"Thông báo về dữ liệu cá nhân đã được sửa đổi (đồng chí đã đồng ý phiên bản %s). Đề nghị đồng chí đọc và cho biết ý kiến; công việc đang làm không bị gián đoạn.",
		"The notice on personal data has changed (you agreed to version %s). Please read it and answer; what you are doing is not held up.")
	consentLapsed = T(
		"Thông báo về dữ liệu cá nhân có phiên bản mới, đề nghị đồng chí xem và đồng ý lại: /dulieucuatoi",
		"There is a new version of the notice on personal data, please see it and agree: /mydata")
	agreeToNew = T("Đồng ý thông báo mới", "Agree to the new notice")
	agreedAnew = T("Đã ghi nhận đồng chí đồng ý thông báo phiên bản %s lúc %s.", "Noted that you agreed to version %s on %s.")
)
