package document

import (
	"fmt"
	"strings"
	"time"

	"thidua/campaign"
)

// ReceiptPaper is one line of the register as a paper for the sender (S3): the
// number the hand-in got, when, what it holds and how it stands to its date.
// Empty strings leave their line out.
type ReceiptPaper struct {
	Letterhead  Letterhead
	Submission  campaign.Submission
	Unit        string // the unit's name in the year
	Requirement campaign.Requirement
	LastDay     campaign.Date // last on-time day; zero = no date
	Zone        *time.Location
	By          string   // who handed in, with the position; "" once erased
	Approved    string   // the unit's leader who approved it (S45)
	FileSymbol  string   // "ký hiệu hồ sơ" (S4)
	HandledBy   string   // "chuyển xử lý" (S4)
	Missing     []string // parts the requirement still lacks, in words
	Hash        string   // hex; what /tracuu compares
	Signature   Signature
}

const receiptType = "PHIẾU TIẾP NHẬN"

// ReceiptDOCX writes the receipt as a Word file. It never fails for what the
// fields hold; an error is a damaged build.
func ReceiptDOCX(r ReceiptPaper) ([]byte, error) { return r.paper().DOCX() }

func (r ReceiptPaper) paper() Paper {
	grid := Grid{Columns: []Column{{Width: 30}, {Width: 70}}}
	for _, l := range r.lines() {
		grid.Rows = append(grid.Rows, []string{l.label, l.value})
	}
	files := Grid{Columns: []Column{
		{"TT", 8, AlignCenter}, {"Tên tệp", 54, AlignLeft}, {"Dung lượng", 18, AlignRight}, {"Mã kiểm tra", 20, AlignCenter},
	}}
	for i, a := range r.Submission.Attachments {
		files.Rows = append(files.Rows, []string{fmt.Sprintf("%02d", i+1), a.Name, sizeWord(a.Size), short8(a.SHA256)})
	}
	p := Paper{
		Letterhead: r.Letterhead, Type: receiptType, Title: r.Requirement.Title,
		Blocks: []Block{grid}, Signature: r.Signature, Made: r.Submission.At,
	}
	if len(files.Rows) > 0 {
		p.Blocks = append(p.Blocks, Heading{2, "Tệp đã tiếp nhận"}, files)
	}
	if r.Hash != "" {
		p.Blocks = append(p.Blocks, Body{Text: receiptCheck, Italic: true})
	}
	return p
}

const receiptCheck = "Phiếu này đối chiếu được bằng lệnh /tracuu, kèm số đến và mã đối chiếu."

// line is one label and its value on a receipt.
type line struct{ label, value string }

// lines are the facts of the receipt in the order of the paper, for Word and
// PDF alike.
func (r ReceiptPaper) lines() []line {
	s := r.Submission
	var out []line
	add := func(label, value string) {
		if value != "" {
			out = append(out, line{label, value})
		}
	}
	add("Số đến", fmt.Sprintf("%d/%d", s.Incoming.Number, s.Incoming.Year))
	add("Ngày đến", stampWord(r.local(s.At)))
	add("Đơn vị nộp", r.Unit)
	add("Nội dung", fmt.Sprintf("%s, bản lần %d", r.Requirement.Title, s.Version))
	add("Số liệu", spanWord(r.Requirement.Window))
	add("Hạn nộp", r.dueWord())
	add("Kết quả", r.resultWord())
	add("Còn thiếu", strings.Join(r.Missing, "; "))
	add("Ký hiệu hồ sơ", r.FileSymbol)
	add("Chuyển xử lý", r.HandledBy)
	add("Người nộp", r.By)
	add("Lãnh đạo duyệt", r.Approved)
	add("Mã đối chiếu", r.Hash)
	return out
}

func (r ReceiptPaper) local(t time.Time) time.Time {
	if r.Zone == nil {
		return t
	}
	return t.In(r.Zone)
}

func (r ReceiptPaper) dueWord() string {
	if r.LastDay.IsZero() {
		return "Không ấn định ngày"
	}
	return "Hết ngày " + dayWord(r.LastDay)
}

func (r ReceiptPaper) resultWord() string {
	s := r.Submission
	words := lateWord(s.Timing.LateDays)
	if s.Timing.Deadline.IsZero() {
		words = "Đã tiếp nhận"
	}
	if why := graceWord(s.Timing.Grace); why != "" {
		words += " (" + why + ")"
	}
	if s.Supplement && !s.Accepted {
		words += "; lưu là bản bổ sung"
	}
	return words
}

// short8 is enough of a hash to compare by eye.
func short8(sha string) string { return sha[:min(8, len(sha))] }
