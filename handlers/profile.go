package handlers

import (
	"slices"

	"thidua/storage"
)

// profileTalk is /hoso: me, my roles, my language and what is kept about me. It
// answers with a message of its own, so a talk that waits goes on.
func profileTalk() Conversation {
	return Conversation{
		Name: "profile", Commands: []string{"hoso", "profile"}, Aside: true,
		Help:  T("Hồ sơ của đồng chí: đơn vị, vai trò, ngôn ngữ", "Your profile: unit, roles, language"),
		Start: startProfile,
	}
}

func startProfile(t *Turn, args []string) {
	switch {
	case !t.Known:
		t.Say(t.S(joinFirst))
	case len(args) > 0 && slices.Contains([]string{"vi", "en"}, args[0]):
		t.speak(args[0])
	case len(args) > 0 && slices.Contains([]string{"yentinh", "quiet"}, args[0]):
		t.quietHours(args[1:])
	default:
		rows := [][]storage.Button{Row(t.otherLanguage(), t.B("/dulieucuatoi", ownDataLabel))}
		if t.mayRun("/nghiphep") {
			rows = append(rows, Row(t.B("/nghiphep", leaveButton)))
		}
		if t.mayRun("/bangiao") {
			rows[len(rows)-1] = append(rows[len(rows)-1], t.B("/bangiao", handoverButton))
		}
		if t.Plan != nil {
			rows = append(rows, Row(t.B("/hoso yentinh", quietButton)))
		}
		t.Say(t.profile(), rows...)
	}
}

// speak changes the actor's language, the command menu, and the screen they
// stand at.
func (t *Turn) speak(lang string) {
	if t.Actor.Language == lang {
		t.Say(t.S(spoken), Row(t.otherLanguage()))
		return
	}
	t.Actor.Language = lang
	t.Actor = t.setMenu(t.Actor)
	storage.PutPerson(t.Tx, t.Actor)
	t.Note("language", "", lang, "")
	t.Say(t.S(spoken), Row(t.otherLanguage()))
	t.reopen()
}

func (t *Turn) otherLanguage() storage.Button {
	if t.Lang() == "en" {
		return t.B("/hoso vi", inVietnamese)
	}
	return t.B("/hoso en", inEnglish)
}

func (t *Turn) profile() string {
	p := t.Actor
	roles, phone := t.rolesWords(p, t.Lang()), p.Phone
	if roles == "" {
		roles = t.S(noneHeld)
	}
	if phone == "" {
		phone = t.S(noneKept)
	}
	zone := t.Event.At.Location()
	return paragraphs(
		lines(t.S(profileCard, p.Name, p.Position, roles, phone, spokenName), t.leaveLine(p, t.Lang()), t.quietLine()),
		t.S(profileKept, stamp(p.JoinedAt.In(zone), t.Lang()), p.Consent, stamp(p.ConsentAt.In(zone), t.Lang()), p.ID))
}

var (
	profileCard = T("<b>%s</b>\nChức vụ: %s\nVai trò: %s\nSố điện thoại: %s\nNgôn ngữ: %s",
		"<b>%s</b>\nPosition: %s\nRole: %s\nPhone number: %s\nLanguage: %s")
	profileKept = T(
		"Tham gia: %s\nĐã đồng ý thông báo về dữ liệu cá nhân (phiên bản %s) lúc %s\nMã tài khoản Telegram: %d\n\n"+
			"Ngoài những mục trên, bot lưu các báo cáo, bảng điểm đồng chí đã nộp và nhật ký thao tác. Để sửa, tải về: /dulieucuatoi; để xóa: /xoadulieu.",
		"Joined: %s\nAgreed to the notice on personal data (version %s) on %s\nTelegram account number: %d\n\n"+
			"Apart from this, the bot keeps the reports and scores you handed in and the audit of what was done. To correct or download it: /mydata; to erase it: /erase.")
	ownDataLabel = T("Dữ liệu cá nhân", "Personal data")
	noneHeld     = T("chưa có", "none")
	noneKept     = T("không lưu", "not kept")
	spokenName   = T("Tiếng Việt", "English")
	spoken       = T("Bot dùng tiếng Việt với đồng chí.", "The bot speaks English with you.")
)
