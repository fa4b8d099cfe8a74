package handlers

import (
	"strings"

	"thidua/campaign"
	"thidua/handlers/document"
	"thidua/storage"
)

// lettersAtOnce is how many units' invitations one message holds.
const lettersAtOnce = 15

// inviteEmpty makes an invitation for every unit that still has nobody and
// puts them into one message, one block a unit; a large bloc gets several.
func (t *Turn) inviteEmpty() {
	empty := t.unitsWithout(campaign.Contact)
	if !t.allowed(campaign.ActInvite, "") || len(empty) == 0 {
		t.Say(t.S(nobodyMissing))
		return
	}
	bot, _ := storage.BotIdentity(t.Tx)
	var blocks []string
	until := ""
	for _, u := range empty {
		link, typed, inv := t.newInvite(campaign.Role{Kind: campaign.Contact, Unit: u.ID, Year: t.year()})
		t.Note("invite", u.ID, string(campaign.Contact), "")
		until = stamp(inv.Expires.In(t.Event.At.Location()), t.Lang())
		way := ""
		if bot.Username != "" {
			way = inviteLink(bot.Username, link) + "\n"
		}
		blocks = append(blocks, t.S(unitLetter, u.Name, HTML(way), HTML(typed)))
	}
	for i := 0; i < len(blocks); i += lettersAtOnce {
		t.Say(t.S(unitLetters, until) + "\n\n" + strings.Join(blocks[i:min(len(blocks), i+lettersAtOnce)], "\n\n"))
	}
}

// letterQR sends the link of an invitation as a picture to be scanned, for the
// paper version of the letter.
func (t *Turn) letterQR(r campaign.Role, link string) {
	bot, _ := storage.BotIdentity(t.Tx)
	if bot.Username == "" {
		return
	}
	t.Send(Outgoing{Kind: OutFile, Class: ClassReply, Chat: t.Event.Chat.ID, Make: &Made{Kind: "invite", Person: t.Actor.ID, Args: map[string]string{
		"link": inviteLink(bot.Username, link), "role": t.roleWords(r, t.Lang()),
	}}})
}

func makeInviteQR(v *View) (render, bool) {
	link, caption, name := v.Args["link"], v.S(qrCaption, v.Args["role"]), v.S(qrName)
	return func(opener) (Paper, error) {
		content, err := document.QR(link)
		return Paper{Name: name, Type: "image/png", Content: content, Caption: caption, Photo: true}, err
	}, link != ""
}

var (
	inviteAllEmpty = T("Thư mời cho mọi đơn vị chưa có ai", "Invitations for all units with nobody")
	nobodyMissing  = T("Đơn vị nào cũng đã có cán bộ đầu mối.", "Every unit has a focal point.")
	unitLetters    = T(
		"<b>Thư mời làm cán bộ đầu mối</b>\nMỗi đường dẫn hoặc mã dùng được một lần, đến %s. Đề nghị đồng chí chuyển đúng phần của từng đơn vị.",
		"<b>Invitations for focal points</b>\nEach link or code works once, until %s. Please pass each unit its own part.")
	unitLetter = T("<b>%s</b>\n%sMã: <code>%s</code>", "<b>%s</b>\n%sCode: <code>%s</code>")
	qrCaption  = T("Mã QR của thư mời: %s. Quét bằng điện thoại để mở bot.", "QR code of the invitation: %s. Scan it with a phone to open the bot.")
	qrName     = T("thu-moi-qr.png", "invitation-qr.png")
)
