package document

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"thidua/campaign"
)

// The words of official papers. They are Vietnamese in every language of the
// chat, because the papers are signed and filed as they are.

// placeAndDate is the line "Tuyên Quang, ngày 05 tháng 02 năm 2021": days below
// ten and the months 1 and 2 have two digits (Decree 30/2020/NĐ-CP).
func placeAndDate(place string, d campaign.Date) string {
	words := "ngày …… tháng …… năm 20……"
	if !d.IsZero() {
		words = fmt.Sprintf("ngày %02d tháng %s năm %d", d.Day, monthWord(d.Month), d.Year)
	}
	if place == "" {
		return strings.ToUpper(words[:1]) + words[1:]
	}
	return place + ", " + words
}

func monthWord(m time.Month) string {
	if m <= time.February {
		return fmt.Sprintf("%02d", m)
	}
	return fmt.Sprintf("%d", m)
}

// dayWord is "05/02/2021", "14/6/2021"; "" for the zero day.
func dayWord(d campaign.Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%02d/%s/%d", d.Day, monthWord(d.Month), d.Year)
}

// stampWord is "09h15 ngày 10/6/2021" in the zone t carries.
func stampWord(t time.Time) string {
	return fmt.Sprintf("%02dh%02d ngày %s", t.Hour(), t.Minute(), dayWord(campaign.DateOf(t)))
}

// spanWord is "từ 01/12/2020 đến 31/5/2021"; "" for no span.
func spanWord(s campaign.Span) string {
	if s.IsZero() {
		return ""
	}
	return "từ " + dayWord(s.From) + " đến " + dayWord(s.To)
}

// lateWord is "Đúng hạn" or "Trễ 02 ngày"; late days are started calendar days.
func lateWord(days int) string {
	if days <= 0 {
		return "Đúng hạn"
	}
	return fmt.Sprintf("Trễ %02d ngày", days)
}

func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[n:]
}

// graceWord says why a confirmation after the deadline counts as on time.
func graceWord(g campaign.Grace) string {
	switch g {
	case campaign.GracePress:
		return "toàn bộ nội dung được gửi trước hạn, xác nhận ngay sau hạn"
	case campaign.GraceOutage:
		return "nội dung được gửi trước hạn, hệ thống không hoạt động vào thời điểm hết hạn"
	}
	return ""
}

// twoDecimals is "98,75", "91,00": figures below each other keep their places.
func twoDecimals(p campaign.Points) string {
	sign := ""
	if p < 0 {
		sign, p = "-", -p
	}
	return fmt.Sprintf("%s%d,%02d", sign, p/100, p%100)
}

// sizeWord is a file's size, "3,2 MB".
func sizeWord(n int64) string {
	switch {
	case n >= 1<<20:
		return campaign.Points((n*100+1<<19)>>20/10*10).String() + " MB"
	case n >= 1<<10:
		return fmt.Sprintf("%d KB", (n+512)>>10)
	}
	return fmt.Sprintf("%d byte", n)
}
