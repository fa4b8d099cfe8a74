package document

import (
	"fmt"
	"strings"
	"time"

	"thidua/campaign"
)

// RegisterPaper is the register of a year and how every unit stands to every
// requirement (S3, S67, S69).
type RegisterPaper struct {
	Bloc         string
	Year         int
	Zone         *time.Location
	Lines        []RegisterLine // by number
	Requirements []campaign.Requirement
	Board        []BoardRow
	// Note stands below the titles: as of when, what is provisional.
	Note string
	Made time.Time
}

// RegisterLine is one line of the register.
type RegisterLine struct {
	Submission  campaign.Submission
	Unit        string
	Requirement string
	By          string
	Approved    string // the unit's leader who approved it (S45)
	FileSymbol  string // "ký hiệu hồ sơ" (S4)
	HandledBy   string // "chuyển xử lý" (S4)
	State       string // "Đã tiếp nhận", "Trả lại bổ sung", in words
}

// BoardRow is a unit and its duties; a requirement without a duty is not owed.
type BoardRow struct {
	Unit   string
	Duties []campaign.Duty
}

// Names of the sheets.
const (
	registerSheet = "Sổ đến"
	boardSheet    = "Tình hình"
)

// RegisterBook writes the register and the board as a workbook. What people
// typed is text in every cell and never a formula.
func RegisterBook(r RegisterPaper) ([]byte, error) {
	b := newBook(fmt.Sprintf("Sổ đến năm %d", r.Year), r.Made, registerSheet, boardSheet)
	r.register(b)
	r.board(b)
	return b.bytes()
}

func (r RegisterPaper) register(b *book) {
	titles := []string{"Số đến", "Ngày đến", "Đơn vị", "Nội dung", "Bản", "Kết quả", "Trạng thái", "Số tệp", "Tên tệp", "Ký hiệu hồ sơ", "Chuyển xử lý", "Người nộp", "Lãnh đạo duyệt", "Mã kiểm tra"}
	s := b.sheet(registerSheet, pageLook{landscape: true, freezeRows: 3, widths: []float64{7, 16, 20, 26, 6, 11, 13, 6, 28, 11, 14, 16, 16, 11}})
	s.wide(len(titles), look{bold: true, size: 14}, fmt.Sprintf("SỔ ĐẾN NĂM %d – %s", r.Year, r.Bloc))
	s.wide(len(titles), look{italic: true}, r.Note)
	s.add(b.head(titles...)...)
	wrap, center := look{border: true, wrap: true}, look{border: true, align: AlignCenter}
	for _, l := range r.Lines {
		sub := l.Submission
		var names, sums []string
		for _, a := range sub.Attachments {
			names, sums = append(names, a.Name), append(sums, short8(a.SHA256))
		}
		result := wrap
		words := lateWord(sub.Timing.LateDays)
		if sub.Timing.Deadline.IsZero() {
			words = ""
		}
		if sub.Timing.LateDays > 0 {
			result.fill = fillWarn
		}
		s.add(b.count(center, sub.Incoming.Number), b.wall(center, sub.At, r.Zone), b.text(wrap, l.Unit), b.text(wrap, l.Requirement),
			b.count(center, sub.Version), b.text(result, words), b.text(wrap, l.State), b.count(center, len(sub.Attachments)),
			b.text(wrap, strings.Join(names, "\n")), b.text(wrap, l.FileSymbol), b.text(wrap, l.HandledBy), b.text(wrap, l.By), b.text(wrap, l.Approved), b.text(wrap, strings.Join(sums, "\n")))
	}
	s.flush()
}

func (r RegisterPaper) board(b *book) {
	widths, titles := []float64{6, 34}, []string{"TT", "Đơn vị"}
	for _, q := range r.Requirements {
		widths, titles = append(widths, 28), append(titles, q.Short)
	}
	s := b.sheet(boardSheet, pageLook{landscape: true, freezeRows: 3, freezeCols: 2, widths: widths})
	s.wide(len(titles), look{bold: true, size: 14}, fmt.Sprintf("TÌNH HÌNH GỬI BÁO CÁO NĂM %d – %s", r.Year, r.Bloc))
	s.wide(len(titles), look{italic: true}, r.Note)
	s.add(b.head(titles...)...)
	for i, row := range r.Board {
		cells := []any{b.count(look{border: true, align: AlignCenter}, i+1), b.text(look{border: true, wrap: true}, row.Unit)}
		for _, q := range r.Requirements {
			words, fill := "", ""
			for _, d := range row.Duties {
				if d.Requirement.ID == q.ID {
					words, fill = dutyWord(d)
				}
			}
			cells = append(cells, b.text(look{border: true, wrap: true, fill: fill}, words))
		}
		s.add(cells...)
	}
	s.flush()
}

// dutyWord says a duty's state in words; the colour only repeats it.
func dutyWord(d campaign.Duty) (words, fill string) {
	switch d.State {
	case campaign.DutyHandedIn:
		words, fill = "Đã nộp", fillGood
		if d.Number > 0 {
			words += fmt.Sprintf(", số đến %d", d.Number)
		}
		if !d.LastDay.IsZero() {
			words += ", " + lowerFirst(lateWord(d.LateDays))
		}
		if d.LateDays > 0 {
			fill = fillWarn
		}
		return words, fill
	case campaign.DutyPartial:
		words, fill = "Thiếu "+partWord(d.MissingParts), fillWarn
	case campaign.DutyDraft:
		words = "Đang soạn, chưa nộp"
	default:
		words = "Chưa nộp"
	}
	switch {
	case d.Overdue():
		return words + fmt.Sprintf(", quá hạn %02d ngày", d.LateDays), fillBad
	case !d.Open:
		return "Chưa mở", ""
	}
	return words, fill
}

func partWord(parts []campaign.Part) string {
	var out []string
	for _, p := range parts {
		if p == campaign.PartSheet {
			out = append(out, "Bảng chấm điểm")
			continue
		}
		out = append(out, "báo cáo")
	}
	return strings.Join(out, ", ")
}
