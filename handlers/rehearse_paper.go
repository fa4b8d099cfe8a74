package handlers

import (
	"fmt"
	"hash/fnv"
	"strings"
	"time"

	"thidua/campaign"
	"thidua/handlers/document"
)

// Scene is one message of a rehearsal, with everybody who gets the same words at
// the same instant.
type Scene struct {
	At   time.Time
	Text string   // without markup
	To   []string // whom, in words
}

// RehearsalBook is the year as a workbook: a line for every message, and the
// warnings.
func RehearsalBook(plan *campaign.Plan, scenes []Scene, warnings []string, lang string) ([]byte, error) {
	paper := document.RehearsalPaper{
		Title: rehearsalTitle.plain(lang, plan.Year, plan.Bloc), Sheets: [2]string{rehearsalSheet.plain(lang), warningsSheet.plain(lang)},
		Zone: plan.Location(), Warnings: warnings, NoWarning: noWarning.plain(lang),
	}
	for i, t := range rehearsalHeads {
		paper.Heads[i] = t.plain(lang)
	}
	for _, s := range scenes {
		paper.Lines = append(paper.Lines, document.RehearsalLine{
			At: s.At, Weekday: weekday(s.At.Weekday(), lang), To: strings.Join(s.To, "; "), Count: len(s.To), Text: s.Text,
		})
	}
	if len(scenes) > 0 {
		paper.Made = scenes[0].At
	}
	return document.RehearsalBook(paper)
}

// RehearsalCalendar is the year as a calendar: an entry for every message.
func RehearsalCalendar(plan *campaign.Plan, scenes []Scene, lang string) ([]byte, error) {
	f := document.CalendarFile{
		Product: "-//thidua//" + plan.Symbol + "//" + strings.ToUpper(lang), Zone: plan.Location(),
		Name: rehearsalTitle.plain(lang, plan.Year, plan.Bloc),
	}
	for i, s := range scenes {
		h := fnv.New32a()
		_, _ = h.Write([]byte(s.Text)) // a hash takes everything
		first, _, _ := strings.Cut(s.Text, "\n")
		f.Events = append(f.Events, document.CalendarEvent{
			UID:     fmt.Sprintf("%s-%d-%08x.rehearsal@%s", s.At.UTC().Format("20060102T150405"), i, h.Sum32(), plan.Campaign),
			Changed: scenes[0].At, Summary: cutPlain(first, longestSummary), Start: s.At, End: s.At.Add(15 * time.Minute),
			Description: strings.Join(s.To, "; ") + "\n\n" + s.Text,
		})
	}
	return document.Calendar(f)
}

// longestSummary is how many letters of a message name its entry.
const longestSummary = 100

var rehearsalHeads = [...]Text{
	T("Thời điểm", "When"),
	T("Thứ", "Weekday"),
	T("Người nhận", "To"),
	T("Số người", "People"),
	T("Nội dung", "Message"),
}

var (
	rehearsalTitle = T("Diễn tập thông báo năm %d – %s", "Rehearsal of %d – %s")
	rehearsalSheet = T("Thông báo", "Messages")
	warningsSheet  = T("Lưu ý", "Warnings")
	noWarning      = T("Không có lưu ý nào.", "No warnings.")
)
