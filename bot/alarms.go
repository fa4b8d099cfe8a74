package bot

import (
	"context"
	"sync"
	"time"

	"thidua/bot/clock"
	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// Alarms are what the administrators must hear when nothing may be written:
// they go straight to Telegram, not through the outbox, and are lost with the
// process. Each kind is said at most once an hour.
const alarmEvery = time.Hour

// alarmRoomFor bounds what is waiting to be said.
const alarmRoomFor = 32

type alarms struct {
	bot   *Bot
	mu    sync.Mutex
	told  map[handlers.Text]time.Duration
	queue chan alarm
}

type alarm struct {
	text handlers.Text
	args []any
}

func newAlarms(b *Bot) *alarms {
	return &alarms{bot: b, told: map[handlers.Text]time.Duration{}, queue: make(chan alarm, alarmRoomFor)}
}

// alarm says something to the administrators, soon, without waiting for it.
func (b *Bot) alarm(text handlers.Text, args ...any) {
	a := b.alarms
	a.mu.Lock()
	defer a.mu.Unlock()
	now := clock.Elapsed()
	if last, ok := a.told[text]; ok && now-last < alarmEvery {
		return
	}
	a.told[text] = now
	if text == alarmRoom {
		delete(a.told, alarmFull) // the next time it is full is news
	}
	if text == alarmFull {
		delete(a.told, alarmRoom)
	}
	select {
	case a.queue <- alarm{text, args}:
	default:
	}
}

func (a *alarms) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case one := <-a.queue:
			for _, p := range a.readers() {
				a.say(ctx, p, one)
			}
		}
	}
}

// say tries a few times; who cannot be reached hears nothing.
func (a *alarms) say(ctx context.Context, p storage.Person, one alarm) {
	q := params{"chat_id": itoa(p.ID)}
	text(q, "text", one.text.In(p.Language, one.args...))
	for n := 1; n <= 5 && ctx.Err() == nil; n++ {
		v := judge(a.bot.client.request(ctx, "sendMessage", q, sendLimit))
		switch v.Meaning {
		case Offline, RetryAt:
			sleep(ctx, max(v.After, backoff(n, 0)))
		default:
			return
		}
	}
}

// readers are the administrators, else the desk.
func (a *alarms) readers() (out []storage.Person) {
	_ = a.bot.db.View(a.bot.clock.Now(), func(tx *storage.Tx) error {
		year := 0
		if plan, ok := storage.PlanInForce(tx); ok {
			year = plan.Year
		}
		if out = storage.Desk(tx, campaign.Admin, year); len(out) == 0 {
			out = storage.Desk(tx, campaign.Secretary, year)
		}
		return nil
	})
	for i := range out {
		if out[i].Language == "" {
			out[i].Language = a.bot.set.Language
		}
	}
	return out
}

var (
	alarmFull = handlers.T(
		"Ổ đĩa chứa dữ liệu của bot đã đầy. Bot tạm dừng nhận tin và sẽ tự chạy tiếp khi có chỗ trống; tin nhắn gửi đến vẫn được Telegram giữ trong 24 giờ.",
		"The disk that holds the bot's data is full. The bot has paused and goes on by itself once there is room; Telegram keeps incoming messages for 24 hours.")
	alarmRoom = handlers.T(
		"Ổ đĩa đã có chỗ trống, bot tiếp tục làm việc.",
		"There is room on the disk again and the bot goes on.")
	alarmConflict = handlers.T(
		"Có chương trình khác đang nhận tin bằng mã (token) của bot này. Đề nghị dừng chương trình đó, nếu không tin nhắn có thể bị thất lạc.",
		"Another program receives messages with this bot's token. Stop it, or messages may go astray.")
	alarmFlood = handlers.T(
		"Telegram yêu cầu bot ngừng gửi tới một cuộc trò chuyện trong %s. Các cuộc trò chuyện khác không bị ảnh hưởng.",
		"Telegram asks the bot to send nothing to one chat for %s. Other chats are not affected.")
	alarmMarkup = handlers.T(
		"Một tin nhắn (mã %d) bị Telegram từ chối định dạng, đã gửi lại dạng chữ thường. Đề nghị báo người bảo trì bot.",
		"Telegram refused the formatting of a message (number %d); it was sent as plain text. Please tell whoever maintains the bot.")
	alarmBackup = handlers.T(
		"Sao lưu dữ liệu không thành công: %s. Đề nghị kiểm tra thư mục sao lưu.",
		"The backup failed: %s. Please look at the backup directory.")
)
