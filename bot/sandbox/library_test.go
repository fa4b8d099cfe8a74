package sandbox

import (
	"strings"
	"testing"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// The bot's own library must read what this server writes.
func TestTheBotsLibrary(t *testing.T) {
	w := newWorld(t)
	bot, err := tgbotapi.NewBotAPIWithAPIEndpoint(testToken, w.url+"/bot%s/%s")
	if err != nil || bot.Self.UserName != "ThiDuaBot" {
		t.Fatal(err, bot)
	}
	w.Say(1001, "/start CODE")
	w.Upload(1001, "a.pdf", []byte("%PDF"), "c")
	jpg, _ := SampleFile("trang-ky.jpg")
	w.UploadPhoto(1001, jpg, "")
	w.Share(1001, 1001)
	m := tgbotapi.NewMessage(1001, "<b>x</b>")
	m.ParseMode = tgbotapi.ModeHTML
	m.ReplyMarkup = tgbotapi.NewInlineKeyboardMarkup(tgbotapi.NewInlineKeyboardRow(tgbotapi.NewInlineKeyboardButtonData("A", "1")))
	sent, err := bot.Send(m)
	if err != nil || sent.Text != "x" || sent.Entities[0].Type != "bold" {
		t.Fatal(err, sent)
	}
	_ = w.Press(1001, "A")
	w.Block(1001)
	list, err := bot.GetUpdates(tgbotapi.UpdateConfig{Timeout: 1})
	if err != nil || len(list) != 6 {
		t.Fatal(err, len(list))
	}
	if list[0].Message.CommandArguments() != "CODE" || list[1].Message.Document.FileName != "a.pdf" || list[2].Message.Photo[0].Width != 480 ||
		list[3].Message.Contact.UserID != 1001 || list[4].CallbackQuery.Message.MessageID != sent.MessageID || list[5].MyChatMember.NewChatMember.Status != "kicked" {
		t.Errorf("%+v", list)
	}
	if r, err := bot.Request(tgbotapi.NewCallback(list[4].CallbackQuery.ID, "ok")); err != nil || !r.Ok {
		t.Error(err)
	}
	w.Unblock(1001)
	doc := tgbotapi.NewDocument(1001, tgbotapi.FileReader{Name: "b.pdf", Reader: strings.NewReader("%PDF-b")})
	if d, err := bot.Send(doc); err != nil || d.Document.FileName != "b.pdf" || d.Document.FileSize != 6 {
		t.Error(err)
	}
	w.Fault(Fault{Kind: FaultTooMany, RetryAfter: 9})
	_, err = bot.Send(m)
	if e, ok := err.(*tgbotapi.Error); !ok || e.RetryAfter != 9 || e.Code != 429 {
		t.Errorf("%#v", err)
	}
	if _, err = bot.Request(tgbotapi.NewSetMyCommands(tgbotapi.BotCommand{Command: "nop", Description: "x"})); err != nil {
		t.Error(err)
	}
	if f, err := bot.GetFile(tgbotapi.FileConfig{FileID: list[1].Message.Document.FileID}); err != nil || w.download(f.FilePath) != "%PDF" {
		t.Error(err, f)
	}
}
