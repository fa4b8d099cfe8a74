package document

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var sampleUnits = []string{
	"Công an tỉnh", "Tòa án nhân dân tỉnh", "Viện kiểm sát nhân dân tỉnh", "Cục Thi hành án dân sự tỉnh",
	"Bộ Chỉ huy Quân sự tỉnh", "Thanh tra tỉnh", "Sở Tư pháp", "Ban Nội chính Tỉnh ủy",
}

// longUnit is a name of 300 letters, as long as a name may be.
var longUnit = string([]rune(strings.Repeat("Trung tâm Trợ giúp pháp lý nhà nước, Ưu đãi người có công và Đẩy mạnh cải cách tư pháp ", 5))[:300])

func sampleBoard(n int) Board {
	b := Board{
		Title: "Tình hình nộp báo cáo", Subtitle: "Khối thi đua các cơ quan Nội chính tỉnh Tuyên Quang · đến 08h00 ngày 16/6/2021",
		Columns: []string{"Kế hoạch\n7/7", "Sơ kết\n5/7", "Chuyên đề\n2/7", "Tổng kết\n0/7", "Bảng chấm điểm\n0/7", "Sáng kiến\n1/7"},
		Legend: []BoardKey{
			{CellOnTime, "đã nộp đúng hạn"},
			{CellLate, "đã nộp trễ"},
			{CellOverdue, "quá hạn, chưa nộp"},
			{CellPartial, "còn thiếu một phần"},
			{CellDraft, "đang soạn"},
			{CellOpen, "chưa nộp"},
			{CellReturned, "trả lại bổ sung"},
			{CellClosed, "chưa mở"},
			{CellExempt, "không phải nộp"},
		},
		Footer: []string{"Số liệu do cán bộ đầu mối các đơn vị nộp; thường trực khối tiếp nhận."},
	}
	cells := []BoardCell{
		{CellOnTime, "đúng hạn"},
		{CellLate, "trễ 2 ngày"},
		{CellOverdue, "quá 3 ngày"},
		{CellPartial, "thiếu báo cáo"},
		{CellDraft, "nháp 9/22"},
		{CellOpen, "còn 5 ngày"},
		{CellReturned, "trả lại"},
		{CellClosed, "chưa mở"},
		{CellExempt, "miễn"},
	}
	for i := range n {
		name := sampleUnits[i%len(sampleUnits)]
		if n > len(sampleUnits) {
			name = fmt.Sprintf("%s số %d", name, i+1)
		}
		r := BoardUnit{Unit: name}
		for j := range b.Columns {
			r.Cells = append(r.Cells, cells[(i*i+3*j+i*j)%len(cells)])
		}
		b.Rows = append(b.Rows, r)
	}
	return b
}

// keepPictures keeps pictures where PICTURES points, for looking at.
func keepPictures(t testing.TB, name string, pages [][]byte) {
	t.Helper()
	dir := os.Getenv("PICTURES")
	if dir == "" {
		return
	}
	for i, p := range pages {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%s-%d.png", name, i+1)), p, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func longBoard() Board {
	b := sampleBoard(8)
	b.Rows[1].Unit, b.Rows[4].Unit = longUnit, strings.ReplaceAll(longUnit, " ", "")
	b.Title = longUnit
	return b
}

func BenchmarkBoardPicture100(b *testing.B) {
	board := sampleBoard(100)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := BoardPicture(board); err != nil {
			b.Fatal(err)
		}
	}
}
