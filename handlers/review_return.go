package handlers

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"thidua/campaign"
	"thidua/storage"
)

// Limits of what a return says, in characters and counts.
const (
	minReason  = 10
	maxReason  = 500
	minMissing = 3
	maxMissing = 150
	maxItems   = 8
	// farthestReturn is how many days a unit may be given.
	farthestReturn = 60
)

// beginReturn goes on with the return that was being written for this version,
// or begins one.
func (t *Turn) beginReturn(s campaign.Submission) {
	if open, ok := campaign.OpenReturn(t.reviews(s)); ok {
		t.showVersion(t.S(returnedBefore, open.Version, shortDay(open.Due, t.Lang())))
		return
	}
	p := t.place()
	if p.BackFor != queueName(t.review(s)) {
		p.BackFor, p.Back = queueName(t.review(s)), campaign.SentBack{}
		t.putPlace(p)
	}
	t.Go("reason")
}

// back is the return being written, and the version it is about.
func (t *Turn) back() (campaign.Submission, campaign.SentBack, bool) {
	s, r, ok := t.underReview()
	p := t.place()
	return s, p.Back, ok && p.BackFor == queueName(r)
}

func (t *Turn) putBack(b campaign.SentBack) {
	p := t.place()
	p.Back = b
	t.putPlace(p)
}

// reasons are the ones used most; any other is typed.
var reasons = []Text{
	T("Thiếu chữ ký hoặc con dấu", "Signature or seal is missing"),
	T("Thiếu phụ lục, biểu số liệu", "Annexes or tables of figures are missing"),
	T("Sai kỳ số liệu báo cáo", "The figures are of another period"),
	T("Tệp mờ, không đọc được", "The file cannot be read clearly"),
	T("Thiếu nội dung theo yêu cầu", "Parts of the content are missing"),
}

func showReason(t *Turn) { t.showStep("") }

// showStep shows a step of the return with a note above it.
func (t *Turn) showStep(note string) {
	s, b, ok := t.back()
	if !ok {
		t.lost()
		return
	}
	var text string
	var rows [][]storage.Button
	switch t.State.Step {
	case "reason":
		text, rows = t.reasonScreen(b)
	case "items":
		text, rows = t.itemsScreen(s, b)
	case "due":
		text, rows = t.dueScreen(b)
	default:
		text, rows = t.returnScreen(s, b)
	}
	t.Show(paragraphs(note, text), rows...)
}

func (t *Turn) reasonScreen(b campaign.SentBack) (string, [][]storage.Button) {
	text := t.S(askReason, minReason)
	rows := make([][]storage.Button, 0, len(reasons)+2)
	for i, r := range reasons {
		rows = append(rows, Row(t.B("reason "+strconv.Itoa(i), r)))
	}
	if b.Reason != "" {
		text += "\n\n" + t.S(reasonSoFar, b.Reason)
		rows = append(rows, Row(t.B("keep", keepReason)))
	}
	return text, append(rows, Row(t.B("back", stepBack)))
}

func pressReason(t *Turn, action string) {
	_, b, ok := t.back()
	if !ok {
		t.lost()
		return
	}
	n, isReason := strings.CutPrefix(action, "reason ")
	switch i, err := strconv.Atoi(n); {
	case isReason && err == nil && i >= 0 && i < len(reasons):
		b.Reason = reasons[i].plain(t.Set.language()) // read by the unit
		t.putBack(b)
		t.Go("items")
	case action == "keep" && b.Reason != "":
		t.Go("items")
	default:
		t.Go("item")
	}
}

func saidReason(t *Turn, text string) {
	_, b, ok := t.back()
	if !ok {
		t.lost()
		return
	}
	text = oneLine(text)
	switch n := utf8.RuneCountInString(text); {
	case n < minReason:
		t.Say(t.S(reasonShort, minReason, n))
	case n > maxReason:
		t.Say(t.S(reasonLong, maxReason, n))
	default:
		b.Reason = text
		t.putBack(b)
		t.Go("items")
	}
}

// oneLine is text without line breaks and doubled blanks.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func showItems(t *Turn) { t.showStep("") }

// itemsScreen: which files are concerned and what is missing.
func (t *Turn) itemsScreen(s campaign.Submission, b campaign.SentBack) (string, [][]storage.Button) {
	text := t.S(askItems, b.Reason)
	if len(b.Items) > 0 {
		text += "\n" + t.S(itemsHead) + itemLines(b.Items, t.Lang())
	}
	var rows [][]storage.Button
	for _, a := range s.Attachments {
		label := itemOff
		if itemIndex(b.Items, a.ID) >= 0 {
			label = itemOn
		}
		rows = append(rows, Row(t.B("file "+a.ID, label, short(a.Name, 40))))
	}
	if n := len(b.Items); n > 0 && b.Items[n-1].Attachment == "" {
		rows = append(rows, Row(t.B("undo", undoItem)))
	}
	return text, append(rows, Row(t.B("done", goOn)), Row(t.B("back", stepBack)))
}

func itemIndex(items []campaign.ReviewItem, attachment string) int {
	return slices.IndexFunc(items, func(i campaign.ReviewItem) bool { return i.Attachment == attachment })
}

// itemLines numbers the items of a return, each on a line of its own.
func itemLines(items []campaign.ReviewItem, lang string) string {
	text := ""
	for i, item := range items {
		form := itemMissing
		if item.Attachment != "" {
			form = itemAnew
		}
		text += "\n" + form.In(lang, i+1, short(item.Text, maxMissing))
	}
	return text
}

func pressItems(t *Turn, action string) {
	s, b, ok := t.back()
	if !ok {
		t.lost()
		return
	}
	if id, isFile := strings.CutPrefix(action, "file "); isFile {
		t.toggleItem(s, b, id)
		return
	}
	switch action {
	case "undo":
		if n := len(b.Items); n > 0 && b.Items[n-1].Attachment == "" {
			b.Items = b.Items[:n-1]
			t.putBack(b)
		}
		t.Go("items")
	case "done":
		t.Go("due")
	default:
		t.Go("reason")
	}
}

func (t *Turn) toggleItem(s campaign.Submission, b campaign.SentBack, id string) {
	i := fileIndex(s.Attachments, id)
	switch k := itemIndex(b.Items, id); {
	case i < 0:
	case k >= 0:
		b.Items = slices.Delete(slices.Clone(b.Items), k, k+1)
	case len(b.Items) >= maxItems:
		t.Answer(itemsFull.plain(t.Lang(), maxItems), true)
	default:
		b.Items = append(slices.Clone(b.Items), campaign.ReviewItem{Attachment: id, Text: s.Attachments[i].Name})
	}
	t.putBack(b)
	t.Go("items")
}

func saidItem(t *Turn, text string) {
	_, b, ok := t.back()
	if !ok {
		t.lost()
		return
	}
	text = oneLine(text)
	switch n := utf8.RuneCountInString(text); {
	case n < minMissing:
		t.Say(t.S(itemShort))
	case n > maxMissing:
		t.Say(t.S(itemLong, maxMissing, n))
	case len(b.Items) >= maxItems:
		t.Say(t.S(itemsFull, maxItems))
	default:
		b.Items = append(slices.Clone(b.Items), campaign.ReviewItem{Text: text})
		t.putBack(b)
		t.Go("items")
	}
}
