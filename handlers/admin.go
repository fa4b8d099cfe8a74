package handlers

import (
	"strconv"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// adminTalk is /quantri: how the program does, what it could not handle, whom
// it cannot reach, a backup now, the plan in force. It shows nothing of what
// units scored. Every page is a command, so that its button works for ever.
func adminTalk() Conversation {
	return Conversation{
		Name: "admin", Commands: []string{"quantri", "admin"},
		Help:  T("Tình trạng của bot, sao lưu, tin cách ly", "How the bot does, backups, quarantine"),
		Who:   []campaign.RoleKind{campaign.Admin},
		Start: startAdmin,
	}
}

func startAdmin(t *Turn, args []string) {
	if t.Plan == nil || !t.allowed(campaign.ActAdmin, "") {
		t.notFor("quantri")
		return
	}
	page, arg := "", uint64(0)
	if len(args) > 0 {
		page = args[0]
	}
	if len(args) > 1 {
		arg, _ = strconv.ParseUint(args[1], 10, 64)
	}
	switch page {
	case "saoluu":
		t.backupNow()
	case "cachly":
		t.quarantined(int(min(arg, 1000)))
	case "mo":
		t.quarantinedOne(arg)
	case "thulai":
		t.release(arg)
	case "bo", "bohan":
		t.dropQuarantined(arg, page == "bohan")
	case "lienlac":
		t.unreachable()
	case "kehoach":
		t.planHistory()
	default:
		t.health()
	}
}

// health is the first page.
func (t *Turn) health() {
	h := storage.GetHealth(t.Tx)
	text := lines(
		t.S(adminHead, stamp(t.Event.At, t.Lang())),
		t.running(h), t.queues(), t.backupWords(h), t.diskWords(h), t.planWords(),
	)
	quarantined, lost := t.countQuarantined(), len(t.unreached())
	text += "\n" + t.S(adminQuarantine, HTML(counted(quarantined, t.Lang(), updateNoun)))
	text += "\n" + t.S(unreachedLine, counted(lost, t.Lang(), personNoun))
	t.Show(text,
		Row(t.B("/quantri cachly", quarantineLabel, quarantined), t.B("/quantri lienlac", unreachedButton, lost)),
		Row(t.B("/quantri kehoach", planLabel), t.B("/quantri saoluu", backupLabel)),
		Row(t.B("/quantri", againLabel)))
}

func (t *Turn) running(h storage.Health) string {
	if h.Started.IsZero() {
		return ""
	}
	at := t.local(h.Started)
	days := campaign.DateOf(at).DaysUntil(campaign.DateOf(t.Event.At))
	if days <= 0 {
		return t.S(runsSinceToday, stamp(at, t.Lang()))
	}
	return t.S(runsSince, stamp(at, t.Lang()), HTML(counted(days, t.Lang(), dayNoun)))
}

// mostCounted bounds how many rows of a queue are counted, and waitsLong is
// from when on a row counts as waiting: before that it is on its way.
const (
	mostCounted = 10_000
	waitsLong   = time.Minute
)

// queues says what waits and since when, and when the timetable goes on.
func (t *Turn) queues() string {
	var oldest time.Time
	count := func(q storage.Queue) int {
		n, since := q.Overdue(t.Tx, t.Event.At.Add(-waitsLong), mostCounted)
		if !since.IsZero() && (oldest.IsZero() || since.Before(oldest)) {
			oldest = since
		}
		return n
	}
	text := t.S(queueWords, count(storage.Outbox), count(storage.Downloads), count(storage.Work))
	if !oldest.IsZero() {
		text += " " + t.S(queueOldest, stamp(t.local(oldest), t.Lang()))
	}
	if next, ok := storage.Agenda.Next(t.Tx); ok {
		text += "\n" + t.S(goesOnAt, stamp(t.local(next), t.Lang()))
	}
	return text
}

func (t *Turn) backupWords(h storage.Health) string {
	text := t.S(noBackup)
	if !h.BackupAt.IsZero() {
		text = t.S(lastBackup, stamp(t.local(h.BackupAt), t.Lang()), HTML(sizeWords(h.BackupBytes, t.Lang())))
	}
	if h.FailedAt.After(h.BackupAt) {
		text += " " + t.S(failedBackup, stamp(t.local(h.FailedAt), t.Lang()), short(h.FailedWhy, 200))
	}
	return text
}

func (t *Turn) diskWords(h storage.Health) string {
	if h.Measured.IsZero() {
		return ""
	}
	data := sizeWords(h.State+h.Files, t.Lang())
	if h.Total == 0 {
		return t.S(dataSize, HTML(data), stamp(t.local(h.Measured), t.Lang()))
	}
	return t.S(diskSize, HTML(sizeWords(h.Free, t.Lang())), HTML(sizeWords(h.Total, t.Lang())), HTML(data), stamp(t.local(h.Measured), t.Lang()))
}

// backupNow asks the edge for a backup and waits to tell of it. What is asked
// is stored too: a bot that is killed makes it when it runs again.
func (t *Turn) backupNow() {
	h := storage.GetHealth(t.Tx)
	h.Asked = t.Actor.ID
	storage.PutHealth(t.Tx, h)
	t.outcome.Backup = true
	t.Note("backup", "", "", "")
	t.Show(t.S(backupAsked), Row(t.B("/quantri", stepBack)))
}

// backedUp keeps how a backup went and tells whoever asked for it.
func (t *Turn) backedUp(b BackedUp) {
	h := storage.GetHealth(t.Tx)
	asked := h.Asked
	h.Asked = 0
	if b.Why != "" {
		h.FailedAt, h.FailedWhy = t.Event.At, b.Why
	} else {
		h.Backup, h.BackupAt, h.BackupBytes = b.Stamp, t.Event.At, b.Bytes
	}
	storage.PutHealth(t.Tx, h)
	p, ok := storage.GetPerson(t.Tx, asked)
	if !ok || asked == 0 {
		return
	}
	lang := t.LangOf(p)
	if b.Why != "" {
		t.Tell(p, ClassReply, backupFailed.In(lang, short(b.Why, 300)))
		return
	}
	t.Tell(p, ClassReply, backupMade.In(lang, stamp(t.Event.At, lang), b.Stamp, HTML(sizeWords(b.Bytes, lang))))
}

// measured keeps how the program stands.
func (t *Turn) measured(m Measured) {
	h := storage.GetHealth(t.Tx)
	h.Started, h.Measured = m.Since, t.Event.At
	h.Free, h.Total, h.State, h.Files = m.Free, m.Total, m.State, m.Files
	storage.PutHealth(t.Tx, h)
}

var (
	adminHead       = T("<b>Quản trị</b>, %s", "<b>Administration</b>, %s")
	runsSince       = T("Bot chạy liên tục từ %s (%s).", "Running since %s (%s).")
	runsSinceToday  = T("Bot chạy liên tục từ %s.", "Running since %s.")
	queueWords      = T("Chờ quá 01 phút: %d tin gửi đi, %d tệp tải về, %d tệp kiểm tra.", "Waiting over a minute: %d messages to send, %d files to fetch, %d files to look into.")
	queueOldest     = T("Lâu nhất từ %s.", "The oldest since %s.")
	goesOnAt        = T("Mốc nhắc việc tiếp theo: %s.", "Next in the timetable: %s.")
	noBackup        = T("Chưa có bản sao lưu nào.", "There is no backup yet.")
	lastBackup      = T("Sao lưu gần nhất: %s, %s.", "Last backup: %s, %s.")
	failedBackup    = T("Lần sao lưu lúc %s không thành công: %s.", "The one of %s failed: %s.")
	dataSize        = T("Dữ liệu của bot: %s (đo lúc %s).", "The bot's data: %s (measured %s).")
	diskSize        = T("Ổ đĩa: còn trống %s trong %s; dữ liệu của bot %s (đo lúc %s).", "Disk: %s free of %s; the bot's data %s (measured %s).")
	adminQuarantine = T("Tin cách ly: %s", "In quarantine: %s")
	updateNoun      = T("tin", "update")
	quarantineLabel = T("Tin cách ly (%d)", "Quarantine (%d)")
	planLabel       = T("Kế hoạch đang áp dụng", "Plan in force")
	backupLabel     = T("Sao lưu ngay", "Back up now")
	againLabel      = T("Xem lại", "Look again")
	backupAsked     = T("Đang sao lưu. Bot báo khi xong; trong lúc đó mọi việc vẫn diễn ra bình thường.", "A backup is being made. You will be told when it is done; everything else goes on meanwhile.")
	backupMade      = T("Đã sao lưu xong lúc %s: bản <code>%s</code>, %s, đã mở lại và kiểm tra.", "The backup was made on %s: <code>%s</code>, %s, opened and checked.")
	backupFailed    = T("Sao lưu không thành công: %s. Đề nghị đồng chí kiểm tra thư mục sao lưu và chỗ trống trên ổ đĩa.", "The backup failed: %s. Please look at the backup directory and the room on the disk.")
)
