package document_test

import (
	"fmt"
	"time"

	"thidua/campaign"
	"thidua/handlers/document"
)

var hanoi = func() *time.Location {
	l, err := time.LoadLocation("Asia/Ho_Chi_Minh")
	if err != nil {
		panic(err)
	}
	return l
}()

func day(y int, m time.Month, d int) campaign.Date { return campaign.Date{Year: y, Month: m, Day: d} }

var (
	midYear = campaign.Requirement{
		ID: "soket", Title: "Báo cáo sơ kết thi đua 6 tháng đầu năm 2021", Short: "Báo cáo sơ kết",
		Parts: []campaign.Part{campaign.PartFiles}, Window: campaign.Span{From: day(2020, 12, 1), To: day(2021, 5, 31)},
		Due: campaign.Due{Date: day(2021, 6, 15), Strict: true},
	}
	yearEnd = campaign.Requirement{
		ID: "tongket", Title: "Báo cáo tổng kết thi đua năm 2021", Short: "Báo cáo tổng kết",
		Parts: []campaign.Part{campaign.PartFiles, campaign.PartSheet}, Window: campaign.Span{From: day(2020, 12, 1), To: day(2021, 11, 30)},
		Due: campaign.Due{Date: day(2021, 12, 15), Strict: true},
	}
	ownPlan = campaign.Requirement{ID: "kehoach", Title: "Kế hoạch của đơn vị", Short: "Kế hoạch", Parts: []campaign.Part{campaign.PartFiles}}
)

var members = []string{
	"Công an tỉnh", "Tòa án nhân dân tỉnh", "Viện kiểm sát nhân dân tỉnh", "Cục Thi hành án dân sự tỉnh",
	"Bộ Chỉ huy Quân sự tỉnh", "Thanh tra tỉnh", "Sở Tư pháp",
}

func unitName(i int) string {
	if i < len(members) {
		return members[i]
	}
	return fmt.Sprintf("Đơn vị thành viên thứ %d <&> tỉnh", i+1)
}

func letterhead() document.Letterhead {
	return document.Letterhead{
		Parent: "UBND tỉnh Tuyên Quang", Body: "Khối thi đua Nội chính tỉnh Tuyên Quang",
		Number: "Số:        /BC-KTĐNC", Place: "Tuyên Quang", Date: day(2021, 6, 5),
	}
}

// report is a head's report over n units: most on time, some late, some missing.
func report(n int, requirements ...campaign.Requirement) document.ReportPaper {
	r := document.ReportPaper{
		Letterhead: letterhead(), Bloc: "Khối thi đua Nội chính tỉnh Tuyên Quang",
		Subject: "phong trào thi đua 6 tháng đầu năm 2021",
		Basis:   campaign.Document{Number: "879/KH-KTĐNC", Date: day(2021, 2, 25)},
		Window:  midYear.Window, Requirements: requirements,
		Exemplars: []document.Exemplar{
			{Kind: "Tập thể", Name: "Đội Cảnh sát quản lý hành chính", Unit: "Công an tỉnh", Deed: "Cấp căn cước lưu động tại nhà cho 1.250 người già yếu, khuyết tật ở vùng sâu."},
			{Kind: "Mô hình", Name: "Phiên tòa rút kinh nghiệm trực tuyến", Unit: "Tòa án nhân dân tỉnh", Deed: "12 phiên, kết nối đến 7 huyện, thành phố."},
		},
		Signature: document.Signature{Titles: []string{"Trưởng Khối thi đua", "Giám đốc Công an tỉnh"}},
		Recipients: []campaign.Recipient{
			{Name: "Ban Thi đua - Khen thưởng tỉnh", Purpose: "báo cáo"},
			{Name: "Các cơ quan trong Khối thi đua", Purpose: "thực hiện"},
			{Name: "VT, CTĐ và CTCT (Đ2)", Purpose: "lưu"},
		},
		Footer: "Dự thảo do bot lập lúc 09h15 ngày 05/6/2021, số liệu tạm tính.",
		Made:   time.Date(2021, 6, 5, 9, 15, 0, 0, hanoi),
	}
	for i := range n {
		u := document.ReportUnit{Name: unitName(i), HandIns: map[string]document.ReportHandIn{}}
		for k, q := range requirements {
			switch {
			case i%7 == 4:
			case i%7 == 5 && q.Has(campaign.PartSheet):
				u.HandIns[q.ID] = document.ReportHandIn{Number: 20*k + i + 1, Date: day(2021, 6, 10), Missing: []string{"Bảng chấm điểm"}}
			default:
				u.HandIns[q.ID] = document.ReportHandIn{Number: 20*k + i + 1, Date: day(2021, 6, 10+i%7), LateDays: max(0, i%7-4)}
			}
		}
		r.Units = append(r.Units, u)
	}
	return r
}

func published() []campaign.Standing {
	line := func(place int, name string, total campaign.Points) campaign.Standing {
		return campaign.Standing{Place: place, Unit: campaign.Unit{Name: name}, Tally: campaign.Tally{Total: total}}
	}
	out := []campaign.Standing{line(1, members[0], 9875), line(1, members[1], 9875), line(3, members[2], 9650), line(0, members[4], 0), line(0, members[5], 9100)}
	out[0].Tied, out[1].Tied, out[1].Rule = true, true, campaign.TieEqual
	out[2].BarredFlag = true
	out[3].Unranked = campaign.UnrankedNoFinal
	out[4].Unranked, out[4].Hold = campaign.UnrankedHold, campaign.Hold{Kind: campaign.HoldSuspended, Reason: "đang chờ kết luận thanh tra"}
	return out
}

func receipt() document.ReceiptPaper {
	return document.ReceiptPaper{
		Letterhead: document.Letterhead{Body: "Khối thi đua Nội chính tỉnh Tuyên Quang", Number: "Số đến: 12/2021", Place: "Tuyên Quang", Date: day(2021, 6, 10)},
		Submission: campaign.Submission{
			Version: 2, At: time.Date(2021, 6, 15, 0, 12, 0, 0, hanoi).UTC(), Incoming: campaign.Incoming{Year: 2021, Number: 12, Date: day(2021, 6, 15)},
			Timing: campaign.Timing{Deadline: time.Date(2021, 6, 15, 0, 0, 0, 0, hanoi), Grace: campaign.GracePress},
			Attachments: []campaign.Attachment{
				{Name: "Báo cáo sơ kết 6 tháng đầu năm 2021 (ký số).pdf", Size: 3_355_443, SHA256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"},
				{Name: "Phụ lục số liệu.xlsx", Size: 48_213, SHA256: "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"},
			},
		},
		Unit: members[1], Requirement: midYear, LastDay: day(2021, 6, 14), Zone: hanoi,
		By: "Nguyễn Thị Hiền, Chánh Văn phòng", FileSymbol: "TĐ-06", HandledBy: "Phòng Công tác đảng và công tác chính trị",
		Hash: "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
	}
}
