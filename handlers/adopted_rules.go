package handlers

// The rules of the plan by their names in the config, for telling what changed.

// ruleWords is a value of a rule; numbers and hours say themselves.
func ruleWords(value, lang string) string {
	switch value {
	case "true":
		return ruleOn.plain(lang)
	case "false":
		return ruleOff.plain(lang)
	case "":
		return adoptedNone.plain(lang)
	}
	return value
}

var (
	ruleChanged = T("%s: %s → <b>%s</b>", "%s: %s → <b>%s</b>")
	ruleOn      = T("có", "yes")
	ruleOff     = T("không", "no")
)

var ruleNames = map[string]Text{
	"before":                T("Nhắc trước hạn, số ngày", "Reminders before the last day, in days"),
	"overdue_every":         T("Quá hạn nhắc lại sau mỗi, ngày", "Days between overdue reminders"),
	"overdue_max":           T("Số lần nhắc quá hạn nhiều nhất", "Overdue reminders at most"),
	"deputy_from":           T("Đầu mối phó được nhắc từ khi còn, ngày", "The deputy focal point is reminded from, days before"),
	"head_from":             T("Thủ trưởng đơn vị được báo từ lần nhắc quá hạn thứ", "The head hears from overdue reminder number"),
	"extend_after_outage":   T("Tự gia hạn khi bot gián đoạn qua hạn", "Extends by itself after an outage over a deadline"),
	"at":                    T("Giờ nhắc hằng ngày", "Hour of the daily reminders"),
	"morning":               T("Giờ báo buổi sáng", "Hour of the morning card"),
	"quiet_from":            T("Giờ yên tĩnh từ", "Quiet hours from"),
	"quiet_to":              T("Giờ yên tĩnh đến", "Quiet hours until"),
	"break_from":            T("Nghỉ trưa từ", "Midday rest from"),
	"break_to":              T("Nghỉ trưa đến", "Midday rest until"),
	"last_day_quiet":        T("Giờ yên tĩnh ngày cuối từ", "Quiet hours of the last day from"),
	"press_grace":           T("Bấm nộp trễ còn tính đúng hạn trong", "A late press still counts within"),
	"outage_grace":          T("Sau gián đoạn còn tính đúng hạn trong", "After an outage still on time within"),
	"explain.days":          T("Thời hạn giải trình, ngày làm việc", "Days to explain, working days"),
	"explain.no_escalation": T("Không đề nghị lãnh đạo xem lại", "Without escalation to a leader"),
}
