package document

import (
	"fmt"
	"testing"

	"thidua/campaign"
)

func sampleStandings(n int) StandingsCard {
	s := StandingsCard{
		Title: "Bảng xếp hạng thi đua năm 2021", Subtitle: "Khối thi đua các cơ quan Nội chính tỉnh Tuyên Quang",
		Stamp: Stamp{Text: "TẠM TÍNH · lúc 08h00 ngày 16/12/2021", Provisional: true},
		Parts: []StandingsPart{
			{"A: nhiệm vụ chính trị, chuyên môn (60)", campaign.Whole(60)},
			{"B: phong trào thi đua (20)", campaign.Whole(20)},
			{"C: tổ chức thi đua, khen thưởng (20)", campaign.Whole(20)},
		},
		UnrankedTitle: "Chưa xếp hạng",
		Footer:        []string{"Bằng điểm thì xét lần lượt: điểm phần A cao hơn, bị trừ ít hơn, nộp đủ sớm hơn; vẫn bằng thì đồng hạng.", "Theo điểm tự chấm, chưa thẩm định. Đã xếp 6/8 đơn vị."},
	}
	for i := range n {
		name := sampleUnits[i%len(sampleUnits)]
		if n > len(sampleUnits) {
			name = fmt.Sprintf("%s số %d", name, i+1)
		}
		a, b, c := campaign.Points(5975-i*59%3000), campaign.Points(2000-(i*175)%900), campaign.Points(1950-(i*i*25)%1100)
		r := StandingsRow{
			Place: fmt.Sprint(i + 1), Unit: name, Total: (a + b + c + 200).String(),
			Bars: []StandingsBar{{a, "A " + a.String()}, {b, "B " + b.String()}, {c, "C " + c.String()}},
		}
		if i%3 == 0 {
			r.Bonus = "thưởng +2"
		}
		if i%4 == 3 {
			r.Minus = "trừ 0,5"
		}
		switch i {
		case 2:
			r.Own = "đơn vị của đồng chí"
		case 3, 4:
			r.Place, r.Tied = "4", "đồng hạng"
			r.Note = "Bằng đơn vị trên ở mọi tiêu chí so sánh."
		case n - 2:
			r.Place, r.Note = "", "đã gửi Bảng chấm điểm, còn thiếu báo cáo (điều kiện G3)"
			s.Unranked = append(s.Unranked, r)
			continue
		case n - 1:
			s.Unranked = append(s.Unranked, StandingsRow{Unit: name, Note: "chưa nộp báo cáo và Bảng chấm điểm (điều kiện G3)"})
			continue
		}
		s.Rows = append(s.Rows, r)
	}
	return s
}

func longStandings() StandingsCard {
	s := sampleStandings(8)
	s.Rows[1].Unit, s.Rows[4].Unit = longUnit, longBoard().Rows[4].Unit
	s.Unranked[1].Note = longUnit
	s.Rows[5].Total = "1 000,75"
	s.Stamp = Stamp{Text: "KẾT QUẢ CHÍNH THỨC số 01/2021 · công bố ngày 30/12/2021"}
	s.Parts = append(s.Parts, StandingsPart{"D: khác (0,5)", 50}, StandingsPart{"E: năm (5)", 500}, StandingsPart{"F (5)", 500})
	for i := range s.Rows {
		s.Rows[i].Bars = append(s.Rows[i].Bars, StandingsBar{25, "D 0,25"}, StandingsBar{-5, "E −0,05"}, StandingsBar{900, "F 9"})
	}
	s.Unranked[0].Bars = nil
	return s
}

func BenchmarkStandingsPicture100(b *testing.B) {
	s := sampleStandings(100)
	b.ReportAllocs()
	pages := 0
	for b.Loop() {
		all, err := StandingsPicture(s)
		if err != nil {
			b.Fatal(err)
		}
		pages += len(all)
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(pages), "ms/page")
}
