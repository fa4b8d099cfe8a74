package handlers

// What the administrators hear when nothing can be written, or about the edge
// itself. The edge says these straight to Telegram; every other sentence goes
// through the outbox.
var (
	AlarmFull = T(
		"Ổ đĩa chứa dữ liệu của bot đã đầy. Bot tạm dừng nhận tin và sẽ tự chạy tiếp khi có chỗ trống; tin nhắn gửi đến vẫn được Telegram giữ trong 24 giờ.",
		"The disk that holds the bot's data is full. The bot has paused and goes on by itself once there is room; Telegram keeps incoming messages for 24 hours.")
	AlarmRoom = T(
		"Ổ đĩa đã có chỗ trống, bot tiếp tục làm việc.",
		"There is room on the disk again and the bot goes on.")
	AlarmConflict = T(
		"Có chương trình khác đang nhận tin bằng mã (token) của bot này. Đề nghị dừng chương trình đó, nếu không tin nhắn có thể bị thất lạc.",
		"Another program receives messages with this bot's token. Stop it, or messages may go astray.")
	AlarmFlood = T(
		"Telegram yêu cầu bot ngừng gửi tới một cuộc trò chuyện trong %s. Các cuộc trò chuyện khác không bị ảnh hưởng.",
		"Telegram asks the bot to send nothing to one chat for %s. Other chats are not affected.")
	AlarmMarkup = T(
		"Một tin nhắn (mã %d) bị Telegram từ chối định dạng, đã gửi lại dạng chữ thường. Đề nghị báo người bảo trì bot.",
		"Telegram refused the formatting of a message (number %d); it was sent as plain text. Please tell whoever maintains the bot.")
	AlarmBackup = T(
		"Sao lưu dữ liệu không thành công: %s. Đề nghị kiểm tra thư mục sao lưu.",
		"The backup failed: %s. Please look at the backup directory.")
)
