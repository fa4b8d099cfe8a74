package document_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"thidua/handlers/document"
)

// part reads one entry of an office file.
func part(t testing.TB, file []byte, name string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// words is the text of a Word file, one line for every paragraph.
func words(t testing.TB, file []byte) string {
	t.Helper()
	var out strings.Builder
	d := xml.NewDecoder(bytes.NewReader(part(t, file, "word/document.xml")))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.CharData:
			out.Write(e)
		case xml.EndElement:
			if e.Name.Local == "p" {
				out.WriteByte('\n')
			}
		case xml.StartElement:
			if e.Name.Local == "br" {
				out.WriteByte('\n')
			}
		}
	}
}

// childOrder is the order of ECMA-376 for the elements we write.
var childOrder = map[string][]string{
	"pPr":     {"pStyle", "keepNext", "keepLines", "pBdr", "spacing", "ind", "jc", "outlineLvl", "rPr"},
	"rPr":     {"rFonts", "b", "bCs", "i", "iCs", "color", "sz", "szCs", "lang"},
	"tblPr":   {"tblW", "tblInd", "tblBorders", "tblLayout", "tblCellMar"},
	"tcPr":    {"tcW", "shd", "vAlign"},
	"trPr":    {"cantSplit", "tblHeader"},
	"tbl":     {"tblPr", "tblGrid", "tr"},
	"tr":      {"trPr", "tc"},
	"tc":      {"tcPr", "p"},
	"p":       {"pPr", "r"},
	"sectPr":  {"headerReference", "footerReference", "pgSz", "pgMar", "pgNumType", "titlePg"},
	"style":   {"name", "basedOn", "next", "uiPriority", "semiHidden", "unhideWhenUsed", "qFormat", "pPr", "rPr", "tblPr"},
	"tblGrid": {"gridCol"},
}

// checkOrder fails where the children of an element stand in an order that Word
// refuses, or are ones this list does not know.
func checkOrder(t *testing.T, name string, content []byte) {
	t.Helper()
	type open struct {
		name string
		at   int
	}
	var stack []open
	for d := xml.NewDecoder(bytes.NewReader(content)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			if n := len(stack); n > 0 {
				if order, ok := childOrder[stack[n-1].name]; ok {
					i := slices.Index(order, e.Name.Local)
					if i < stack[n-1].at {
						t.Fatalf("%s: %s in %s is out of order or unknown", name, e.Name.Local, stack[n-1].name)
					}
					stack[n-1].at = i
				}
			}
			stack = append(stack, open{name: e.Name.Local})
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		}
	}
}

func build(t testing.TB, file []byte, err error) []byte {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func wordFile(t testing.TB, r document.ReportPaper) []byte {
	t.Helper()
	file, err := document.ConsolidatedReport(r)
	return build(t, file, err)
}

func TestReportTellsEveryUnit(t *testing.T) {
	file := wordFile(t, report(7, midYear))
	for _, name := range []string{"word/document.xml", "word/styles.xml", "word/header.xml", "word/header_first.xml", "word/footer.xml"} {
		checkOrder(t, name, part(t, file, name))
	}
	if kind, problem := document.Sniff(bytes.NewReader(file), int64(len(file)), "bc.docx"); kind != document.DOCX || problem != "" {
		t.Errorf("our own paper is taken for %s, %s", kind, problem)
	}
	text := words(t, file)
	for _, want := range []string{
		"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n",
		"UBND TỈNH TUYÊN QUANG\nKHỐI THI ĐUA NỘI CHÍNH TỈNH TUYÊN QUANG\n", "Số:        /BC-KTĐNC\nDỰ THẢO\n",
		"Tuyên Quang, ngày 05 tháng 6 năm 2021\n", "BÁO CÁO\nKết quả phong trào thi đua 6 tháng đầu năm 2021\n",
		"Thực hiện Kế hoạch số 879/KH-KTĐNC ngày 25/02/2021, Khối", "(số liệu từ 01/12/2020 đến 31/5/2021) như sau:",
		"04/07 đơn vị gửi đúng hạn, 02 đơn vị gửi trễ, 01 đơn vị chưa gửi đủ.\n" +
			"Chưa gửi đủ: Bộ Chỉ huy Quân sự tỉnh.\n",
		"04\nCục Thi hành án dân sự tỉnh\n4\n13/6/2021\nĐúng hạn\n", "05\nBộ Chỉ huy Quân sự tỉnh\n\n\nChưa gửi\n",
		"07\nSở Tư pháp\n7\n16/6/2021\nTrễ 02 ngày\n", "IV. ĐIỂN HÌNH", "V. TỒN TẠI", "Phiên tòa rút kinh nghiệm trực tuyến",
		"của Khối thi đua Nội chính tỉnh Tuyên Quang./.\n",
		"Nơi nhận:\n- Ban Thi đua - Khen thưởng tỉnh (để báo cáo);\n", "- Lưu: VT, CTĐ và CTCT (Đ2).\n",
		"TRƯỞNG KHỐI THI ĐUA\nGIÁM ĐỐC CÔNG AN TỈNH\n\n\n\n\n\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the report lacks %q", want)
		}
	}
	if strings.Contains(text, "XẾP HẠNG") {
		t.Error("standings stand in a report before they are published")
	}
	if !strings.Contains(string(part(t, file, "word/footer.xml")), "số liệu tạm tính") {
		t.Error("the footer does not say that figures are provisional")
	}
}

func TestYearReport(t *testing.T) {
	r := report(8, ownPlan, midYear, yearEnd)
	r.Standings, r.Published = published(), "Quyết định số 15/QĐ-KTĐNC"
	text := words(t, wordFile(t, r))
	for _, want := range []string{
		"1. Kế hoạch của đơn vị (không ấn định ngày): 07/08 đơn vị đã gửi.\n",
		"3. Báo cáo tổng kết thi đua năm 2021: 05/08 đơn vị gửi đúng hạn, 01 đơn vị gửi trễ, 02 đơn vị chưa gửi đủ.\nChưa gửi đủ: Bộ Chỉ huy Quân sự tỉnh; Thanh tra tỉnh.\n",
		"Số 6\n15/6/2021\nĐã gửi\n", "Số 46\n10/6/2021\nThiếu Bảng chấm điểm\n", "Đơn vị thành viên thứ 8 <&> tỉnh",
		"V. KẾT QUẢ CHẤM ĐIỂM, XẾP HẠNG\nKết quả công bố tại Quyết định số 15/QĐ-KTĐNC:\n", "1\nTòa án nhân dân tỉnh\n98,75\nĐồng hạng\n",
		"3\nViện kiểm sát nhân dân tỉnh\n96,50\nkhông xét Cờ\n", "\nBộ Chỉ huy Quân sự tỉnh\n\nKhông xếp hạng: chưa gửi đủ hồ sơ tổng kết\n",
		"Chưa xét: đang chờ kết luận thanh tra", "VI. TỒN TẠI",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the report lacks %q", want)
		}
	}
}

func TestWordFilesAreDeterministic(t *testing.T) {
	if !bytes.Equal(wordFile(t, report(9, midYear)), wordFile(t, report(9, midYear))) {
		t.Error("the same report twice gives other bytes")
	}
}

// TestPaperTakesAnyText: decomposed letters are joined, control characters and
// broken UTF-8 do not spoil the XML, and an empty paper is still a paper.
func TestPaperTakesAnyText(t *testing.T) {
	p := document.Paper{Blocks: []document.Block{
		document.Body{Text: "Tu\u031b\u0323 \x00\x0b\xff]]>&<w:p>\nhai"}, document.Heading{Level: 9, Text: "x"}, document.Grid{},
	}}
	file, err := p.DOCX()
	text := words(t, build(t, file, err))
	if !strings.Contains(text, "Tự \ufffd\ufffd\ufffd]]>&<w:p>\nhai\n") {
		t.Errorf("got %q", text)
	}
	if !strings.Contains(text, "Ngày …… tháng …… năm 20……") {
		t.Errorf("an open date is not left open: %q", text)
	}
}

func TestReceiptDOCX(t *testing.T) {
	file, err := document.ReceiptDOCX(receipt())
	file = build(t, file, err)
	checkOrder(t, "word/document.xml", part(t, file, "word/document.xml"))
	text := words(t, file)
	for _, want := range []string{
		"PHIẾU TIẾP NHẬN\n", "Số đến\n12/2021\n", "Ngày đến\n00h12 ngày 15/6/2021\n", "bản lần 2\n", "Hạn nộp\nHết ngày 14/6/2021\n",
		"Đúng hạn (toàn bộ nội dung được gửi trước hạn, xác nhận ngay sau hạn)", "01\nBáo cáo sơ kết 6 tháng đầu năm 2021 (ký số).pdf\n3,2 MB\n9f86d081\n",
		"Chuyển xử lý\nPhòng Công tác", "Mã đối chiếu\n2c26b46b68ff",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the receipt lacks %q", want)
		}
	}
}

// office runs LibreOffice over a file and returns the converted one.
func office(t *testing.T, file []byte, name, to string) []byte {
	t.Helper()
	soffice := needs(t, "soffice", "libreoffice-writer-nogui libreoffice-calc-nogui")
	dir := t.TempDir()
	in := filepath.Join(dir, name)
	if err := os.WriteFile(in, file, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(soffice, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"),
		"--headless", "--convert-to", to, "--outdir", dir, in).CombinedOutput()
	if err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	ending, _, _ := strings.Cut(to, ":")
	b, err := os.ReadFile(strings.TrimSuffix(in, filepath.Ext(in)) + "." + ending)
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return b
}

// needs finds a program or skips, saying what to install; CI must have it.
func needs(t *testing.T, program, debian string) string {
	t.Helper()
	at, err := exec.LookPath(program)
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("%s is missing: apt-get install %s", program, debian)
		}
		t.Skipf("%s is missing: apt-get install %s", program, debian)
	}
	return at
}

// needsTimes skips where no face has the widths of Times New Roman: lines would
// break elsewhere than on an office's machine.
func needsTimes(t *testing.T) {
	t.Helper()
	face, err := exec.Command(needs(t, "fc-match", "fontconfig"), "-f", "%{family}", "Times New Roman").Output()
	if err == nil && (strings.Contains(string(face), "Times") || strings.Contains(string(face), "Liberation Serif")) {
		return
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("%s stands for Times New Roman: apt-get install fonts-liberation", face)
	}
	t.Skipf("%s stands for Times New Roman: apt-get install fonts-liberation", face)
}

// pdfText is what a reader reads in a PDF; the layout is kept.
func pdfText(t *testing.T, file []byte) string {
	t.Helper()
	program := needs(t, "pdftotext", "poppler-utils")
	cmd := exec.Command(program, "-layout", "-", "-")
	cmd.Stdin = bytes.NewReader(file)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	return string(out)
}

// TestReportOpens: another program opens the paper; numbers stand on every page
// but the first.
func TestReportOpens(t *testing.T) {
	if testing.Short() {
		t.Skip("starts an office program")
	}
	needsTimes(t)
	pages := strings.Split(pdfText(t, office(t, wordFile(t, report(60, midYear)), "bc.docx", "pdf")), "\f")
	if len(pages) < 4 {
		t.Fatalf("%d pages", len(pages))
	}
	first := func(s string) string { s, _, _ = strings.Cut(strings.TrimSpace(s), "\n"); return strings.TrimSpace(s) }
	if got := first(pages[0]); !strings.Contains(got, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") {
		t.Errorf("page 1 begins with %q", got)
	}
	if got := first(pages[1]); got != "2" {
		t.Errorf("page 2 begins with %q", got)
	}
	if !strings.Contains(pages[1], "Ngày đến") {
		t.Error("the head of the table is not repeated")
	}
}

func BenchmarkConsolidatedReport(b *testing.B) {
	r := report(100, ownPlan, midYear, yearEnd)
	r.Standings = published()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := document.ConsolidatedReport(r); err != nil {
			b.Fatal(err)
		}
	}
}
