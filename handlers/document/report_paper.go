package document

import (
	"fmt"
	"strings"
	"time"

	"thidua/campaign"
)

// ReportPaper is what the head's consolidated report is made of (S69, S70). It
// holds only what the reader of it may see: standings stay nil until they are
// published.
type ReportPaper struct {
	Letterhead Letterhead
	Bloc       string // "Khối thi đua Nội chính tỉnh Tuyên Quang"
	// Subject completes "Kết quả …": "phong trào thi đua 6 tháng đầu năm 2021".
	Subject string
	Basis   campaign.Document // the plan the report answers; zero leaves it out
	Window  campaign.Span     // of the figures (S57, S60)
	// Requirements are the hand-ins told about, in order: one for the half
	// year, all of them for the year.
	Requirements []campaign.Requirement
	Units        []ReportUnit // the units that owe them, in plan order
	// KeyTasks is the bloc's indicator on its key tasks (S32); "" = left out.
	KeyTasks  string
	Exemplars []Exemplar
	Standings []campaign.Standing // published; nil = left out
	// StandingsNote stands in their place, in brackets; "" leaves the part out.
	StandingsNote string
	// Published names the record of publication, "Quyết định số …"; "" = none.
	Published  string
	Footer     string // what is provisional, and as of when
	Signature  Signature
	Recipients []campaign.Recipient
	Made       time.Time
}

// ReportUnit is a unit and how it stands to the report's requirements.
type ReportUnit struct {
	Name string
	// HandIns by requirement id; an absent one was not handed in.
	HandIns map[string]ReportHandIn
}

// ReportHandIn is the official version of a hand-in.
type ReportHandIn struct {
	Number   int           // số đến; 0 for a hand-in without files
	Date     campaign.Date // ngày đến
	LateDays int
	Grace    campaign.Grace
	Missing  []string // parts still lacking, in words; then it does not count
}

// Exemplar is a collective, a person or a way of working worth following (S14).
type Exemplar struct {
	Kind string // "Tập thể", "Cá nhân", "Mô hình"
	Name string
	Unit string
	Deed string
}

// ConsolidatedReport writes the draft of the head's report as a Word file. What
// only people can tell is left as a line in brackets under its heading (S12,
// S13).
func ConsolidatedReport(r ReportPaper) ([]byte, error) { return r.paper().DOCX() }

func (r ReportPaper) paper() Paper {
	p := Paper{
		Letterhead: r.Letterhead, Type: "BÁO CÁO", Title: "Kết quả " + r.Subject, Draft: true,
		Footer: r.Footer, Signature: r.Signature, Recipients: r.Recipients, Made: r.Made,
	}
	p.Blocks = append(p.Blocks, Body{Text: r.opening()})
	parts := []struct {
		title  string
		blocks []Block
	}{
		{"TÌNH HÌNH GỬI BÁO CÁO CỦA CÁC ĐƠN VỊ", r.handIns()},
		{"THI ĐUA GẮN VỚI NHIỆM VỤ PHÁT TRIỂN KINH TẾ - XÃ HỘI, BẢO ĐẢM QUỐC PHÒNG, AN NINH", r.keyTasks()},
		{"RÈN LUYỆN TƯ TƯỞNG CHÍNH TRỊ, ĐẠO ĐỨC, LỐI SỐNG, KỶ LUẬT VÀ NĂNG LỰC CÔNG TÁC", r.byHand()},
		{"ĐIỂN HÌNH TIÊN TIẾN; CÁCH LÀM MỚI, CÁCH LÀM HAY", r.exemplars()},
		{"KẾT QUẢ CHẤM ĐIỂM, XẾP HẠNG", r.standings()},
		{"TỒN TẠI, HẠN CHẾ; PHƯƠNG HƯỚNG, KIẾN NGHỊ", r.byHand()},
	}
	n := 0
	for _, part := range parts {
		if part.blocks == nil {
			continue
		}
		n++
		p.Blocks = append(p.Blocks, Heading{1, roman[n] + ". " + part.title})
		p.Blocks = append(p.Blocks, part.blocks...)
	}
	p.Blocks = append(p.Blocks, Body{Text: "Trên đây là báo cáo kết quả " + r.Subject + " của " + r.Bloc + "./."})
	return p
}

var roman = []string{"", "I", "II", "III", "IV", "V", "VI"}

func (r ReportPaper) opening() string {
	text := r.Bloc + " báo cáo kết quả " + r.Subject
	if r.Basis.Number != "" {
		basis := "Thực hiện Kế hoạch số " + r.Basis.Number
		if !r.Basis.Date.IsZero() {
			basis += " ngày " + dayWord(r.Basis.Date)
		}
		text = basis + ", " + text
	}
	if !r.Window.IsZero() {
		text += " (số liệu " + spanWord(r.Window) + ")"
	}
	return text + " như sau:"
}

func (r ReportPaper) byHand() []Block {
	return []Block{Body{Text: "[Cơ quan soạn thảo bổ sung trên cơ sở báo cáo của các đơn vị.]", Italic: true}}
}

// keyTasks is the indicator, and room for the rest.
func (r ReportPaper) keyTasks() []Block {
	if r.KeyTasks == "" {
		return r.byHand()
	}
	return append([]Block{Body{Text: r.KeyTasks}}, r.byHand()...)
}

// handIns tells for each requirement how many came in time, late and not at
// all, who is missing, and then the whole table.
func (r ReportPaper) handIns() []Block {
	var out []Block
	for i, q := range r.Requirements {
		var late int
		var missing []string
		for _, u := range r.Units {
			h, ok := u.HandIns[q.ID]
			switch {
			case !ok || len(h.Missing) > 0:
				missing = append(missing, u.Name)
			case h.LateDays > 0:
				late++
			}
		}
		onTime := len(r.Units) - late - len(missing)
		text := fmt.Sprintf("%d. %s: %02d/%02d đơn vị gửi đúng hạn, %02d đơn vị gửi trễ, %02d đơn vị chưa gửi đủ.",
			i+1, q.Title, onTime, len(r.Units), late, len(missing))
		if !q.Due.Given() {
			text = fmt.Sprintf("%d. %s (không ấn định ngày): %02d/%02d đơn vị đã gửi.", i+1, q.Title, onTime+late, len(r.Units))
		}
		out = append(out, Body{Text: text})
		if len(missing) > 0 {
			out = append(out, Body{Text: "Chưa gửi đủ: " + strings.Join(missing, "; ") + "."})
		}
	}
	return append(out, r.table())
}

// table is units × hand-ins: three columns for a single hand-in, one for each
// where there are several.
func (r ReportPaper) table() Grid {
	g := Grid{Columns: []Column{{"TT", 8, AlignCenter}, {"Đơn vị", 44, AlignLeft}}}
	single := len(r.Requirements) == 1
	if single {
		g.Columns = append(g.Columns, Column{"Số đến", 14, AlignCenter}, Column{"Ngày đến", 18, AlignCenter}, Column{"Kết quả", 26, AlignLeft})
	} else {
		for _, q := range r.Requirements {
			g.Columns = append(g.Columns, Column{q.Short, 24, AlignCenter})
		}
	}
	for i, u := range r.Units {
		row := []string{fmt.Sprintf("%02d", i+1), u.Name}
		for _, q := range r.Requirements {
			h, ok := u.HandIns[q.ID]
			result := handInWord(h, ok, q.Due.Given())
			switch {
			case single:
				row = append(row, numberWord(h.Number), dayWord(h.Date), result)
			case h.Number > 0:
				row = append(row, fmt.Sprintf("Số %d\n%s\n%s", h.Number, dayWord(h.Date), result))
			default:
				row = append(row, result)
			}
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

func numberWord(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

func handInWord(h ReportHandIn, ok, dated bool) string {
	switch {
	case !ok:
		return "Chưa gửi"
	case len(h.Missing) > 0:
		return "Thiếu " + strings.Join(h.Missing, ", ")
	case !dated:
		return "Đã gửi"
	}
	return lateWord(h.LateDays)
}

func (r ReportPaper) exemplars() []Block {
	if len(r.Exemplars) == 0 {
		return []Block{Body{Text: "[Chưa có đơn vị giới thiệu điển hình; cơ quan soạn thảo bổ sung.]", Italic: true}}
	}
	g := Grid{Columns: []Column{
		{"TT", 8, AlignCenter}, {"Loại", 14, AlignCenter}, {"Điển hình", 26, AlignLeft}, {"Đơn vị", 24, AlignLeft}, {"Thành tích, cách làm", 42, AlignLeft},
	}}
	for i, e := range r.Exemplars {
		g.Rows = append(g.Rows, []string{fmt.Sprintf("%02d", i+1), e.Kind, e.Name, e.Unit, e.Deed})
	}
	return []Block{Body{Text: fmt.Sprintf("Các đơn vị đã giới thiệu %02d điển hình:", len(r.Exemplars))}, g}
}

func (r ReportPaper) standings() []Block {
	switch {
	case r.Standings == nil && r.StandingsNote != "":
		return []Block{Body{Text: r.StandingsNote, Italic: true}}
	case r.Standings == nil:
		return nil
	}
	text := "Kết quả đã công bố:"
	if r.Published != "" {
		text = "Kết quả công bố tại " + r.Published + ":"
	}
	g := Grid{Columns: []Column{{"Hạng", 10, AlignCenter}, {"Đơn vị", 48, AlignLeft}, {"Tổng điểm", 16, AlignRight}, {"Ghi chú", 40, AlignLeft}}}
	for _, s := range r.Standings {
		total := twoDecimals(s.Tally.Total)
		if s.Unranked == campaign.UnrankedNoFinal || s.Place == 0 && s.Tally.Total == 0 {
			total = ""
		}
		g.Rows = append(g.Rows, []string{numberWord(s.Place), s.Unit.Name, total, standingNote(s)})
	}
	return []Block{Body{Text: text}, g}
}

// standingNote says what a place alone does not: ties, the rule that decided,
// why there is no place, what a failed gate shuts out.
func standingNote(s campaign.Standing) string {
	var out []string
	switch s.Unranked {
	case campaign.UnrankedNoFinal:
		out = append(out, "Không xếp hạng: chưa gửi đủ hồ sơ tổng kết")
	case campaign.UnrankedHold:
		out = append(out, "Chưa xét: "+s.Hold.Reason)
	case campaign.UnrankedWithdrawn:
		out = append(out, "Xin rút: "+s.Hold.Reason)
	case campaign.UnrankedMarked:
		out = append(out, "Không xếp hạng: "+s.Hold.Reason)
	case campaign.UnrankedEnded:
		out = append(out, "Không xếp hạng: kết thúc hoạt động từ sau ngày "+dayWord(s.Unit.Until))
	case campaign.UnrankedGate:
		out = append(out, "Không xếp hạng: không đạt điều kiện")
	}
	switch {
	case s.Tied:
		out = append(out, "Đồng hạng")
	case s.Rule == campaign.TieFirstSection:
		out = append(out, "Xếp sau vì điểm phần thứ nhất thấp hơn")
	case s.Rule == campaign.TieDeductions:
		out = append(out, "Xếp sau vì điểm trừ nhiều hơn")
	case s.Rule == campaign.TieEarlier:
		out = append(out, "Xếp sau vì hoàn thành muộn hơn")
	}
	switch {
	case s.BarredFlag && s.BarredCertificate:
		out = append(out, "không xét Cờ, Bằng khen")
	case s.BarredFlag:
		out = append(out, "không xét Cờ")
	case s.BarredCertificate:
		out = append(out, "không xét Bằng khen")
	}
	return strings.Join(out, "; ")
}
