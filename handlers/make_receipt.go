package handlers

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/handlers/document"
	"thidua/storage"
)

// receiptPaperTalk is /phieu: the receipt of a number as a paper, Word or PDF,
// for whoever may see the hand-in (S3). Buttons say which: "/phieu 12/2021 pdf".
func receiptPaperTalk() Conversation {
	return Conversation{
		Name: "receipt", Commands: []string{"phieu", "receipt"}, Aside: true,
		Help:  T("Phiếu tiếp nhận bản Word, PDF", "A receipt as Word or PDF"),
		Who:   []campaign.RoleKind{campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader},
		Start: handReceipt,
	}
}

// receiptFormats are the kinds of the paper, the first one unless asked.
var receiptFormats = []string{"pdf", "docx"}

func handReceipt(t *Turn, args []string) {
	format := receiptFormats[0]
	if n := len(args); n > 0 && slices.Contains(receiptFormats, strings.ToLower(args[n-1])) {
		format, args = strings.ToLower(args[n-1]), args[:n-1]
	}
	of, rest, ok := t.asked(strings.Join(args, " "))
	if t.Plan == nil || !ok || rest != "" {
		t.Say(t.S(receiptAwaits))
		return
	}
	e, known := storage.FindReceipt(t.Tx, of.Year, of.Number)
	if !known || !t.seesLine(e) || e.Corrects != (storage.RegisterPlace{}) {
		t.Say(t.S(noSuchReceipt, placeWords(of)))
		return
	}
	t.Hand("receipt", map[string]string{
		"unit": e.Unit, "year": strconv.Itoa(of.Year), "number": strconv.Itoa(of.Number), "format": format,
	})
}

// receiptButtons offer the paper below a receipt.
func (t *Turn) receiptButtons(s campaign.Submission) []storage.Button {
	at := placeWords(storage.RegisterPlace{Year: s.Incoming.Year, Number: s.Incoming.Number})
	return Row(t.B("/phieu "+at+" pdf", receiptAsPDF), t.B("/phieu "+at+" docx", receiptAsWord))
}

// makeReceipt is the paper. It is an official one and speaks Vietnamese.
func makeReceipt(v *View) (render, bool) {
	year, _ := strconv.Atoi(v.Args["year"])
	number, _ := strconv.Atoi(v.Args["number"])
	e, ok := storage.FindReceipt(v.Tx, year, number)
	if !ok || e.Campaign != v.Plan.Campaign || e.Unit != v.Args["unit"] {
		return nil, false
	}
	s, ok := storage.Submissions.Get(v.Tx, storage.K(e.Campaign, e.Unit, e.Requirement, e.Version))
	if !ok {
		return nil, false
	}
	r, _ := v.Plan.Requirement(s.Requirement)
	p := document.ReceiptPaper{
		Letterhead: document.Letterhead{Body: v.Plan.Bloc, Number: fmt.Sprintf("Số đến: %d/%d", e.Number, e.Year), Place: v.Plan.Document.Place, Date: e.Date},
		Submission: s, Unit: namesThen(v.Tx, v.Plan)(s), Requirement: r, Zone: v.Now.Location(), By: handedInBy(v.Tx, s, "vi"),
		FileSymbol: s.FileSymbol, HandledBy: s.Forwarded, Approved: approvedWords(v.Tx, s.Approved, "vi"), Hash: receiptCode(e),
	}
	if !s.Timing.Deadline.IsZero() {
		p.LastDay = campaign.DateOf(s.Timing.Deadline.In(v.Now.Location()).Add(-1))
	}
	format := v.Args["format"]
	name := fmt.Sprintf("phieu-tiep-nhan-%d-%d.%s", e.Number, e.Year, format)
	caption := v.S(receiptCaption, e.Number, e.Year, receiptCode(e))
	return func(opener) (Paper, error) {
		if format == "docx" {
			raw, err := document.ReceiptDOCX(p)
			return Paper{Name: name, Type: docxType, Content: raw, Caption: caption}, err
		}
		raw, err := document.ReceiptPDF(p)
		return Paper{Name: name, Type: "application/pdf", Content: raw, Caption: caption}, err
	}, true
}

var (
	receiptAwaits  = T("Đồng chí gõ lệnh kèm số đến, ví dụ: /phieu 12/2021; thêm “docx” nếu cần bản Word.", "Please give the number, for example: /receipt 12/2021; add “docx” for a Word file.")
	noSuchReceipt  = T("Không có phiếu tiếp nhận số %s, hoặc đồng chí không được xem.", "There is no receipt No. %s, or you may not see it.")
	receiptAsPDF   = T("Phiếu PDF", "Receipt as PDF")
	receiptAsWord  = T("Phiếu Word", "Receipt as Word")
	receiptCaption = T("Phiếu tiếp nhận số %d/%d, mã đối chiếu %s.", "Receipt No. %d/%d, code %s.")
)
