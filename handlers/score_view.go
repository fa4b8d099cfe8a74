package handlers

import (
	"slices"
	"strconv"

	"thidua/campaign"
	"thidua/storage"
)

// pageLimit keeps a page of lines well under Telegram's 4,096 characters.
const pageLimit = 3200

// showSealed is the sheet as it was handed in: receipt and sums first, then
// every answer, a page at a time.
func (s *scoring) showSealed() {
	if !s.sheet.Sealed() {
		s.Go("summary")
		return
	}
	pages := append([]string{paragraphs(s.receipt(s.Turn, fingerprint(s.Plan.Campaign, &s.sheet)), s.sums(), s.resultPart())}, paged(s.answerLines(), pageLimit)...)
	page, _ := strconv.Atoi(s.Kept("page"))
	page = min(max(page, 0), len(pages)-1)
	var rows [][]storage.Button
	if page == 0 {
		rows = append(rows, Row(s.B("page 1", eachCriterion)))
		if n := len(s.sheet.Evidence); n > 0 {
			rows = append(rows, Row(s.B("proofs", proofsLabel, n)))
		}
	} else {
		rows = append(rows, turnPages(page, len(pages)))
	}
	if slices.Contains(s.due.MissingParts, campaign.PartFiles) {
		rows = append(rows, Row(s.B("/nop "+s.due.Requirement.ID, sendReport)))
	}
	rows = append(append(rows, s.resultRows()...), s.withdrawnRows()...)
	if s.mayWithdraw() {
		rows = append(rows, Row(s.B("withdraw", withdrawLabelSheet)))
	}
	s.Show(paragraphs(s.S(readOnly), pages[page]), rows...)
}

// turnPages moves one page back and forth, going round.
func turnPages(page, pages int) []storage.Button {
	return Row(
		storage.Button{Label: "‹", Action: "page " + strconv.Itoa((page-1+pages)%pages)},
		storage.Button{Label: strconv.Itoa(page+1) + "/" + strconv.Itoa(pages), Action: "page " + strconv.Itoa(page)},
		storage.Button{Label: "›", Action: "page " + strconv.Itoa((page+1)%pages)})
}

// answerLines is every criterion with its answer, under its heading, and what the
// desk asked about it.
func (s *scoring) answerLines() []string {
	var out []string
	title := ""
	asked := storage.QuestionsOf(s.Tx, s.Plan.Campaign, s.unit, finalRequirement(s.Plan))
	for _, c := range s.Plan.Sheet.Criteria {
		e, answered := s.sheet.Entries[c.ID]
		if !answered && c.Kind != campaign.KindAuto {
			continue
		}
		if t := s.groupTitle(c); t != title {
			title = t
			out = append(out, s.S(heading, HTML(title)))
		}
		if c.Kind == campaign.KindAuto {
			out = append(out, s.autoLine(c))
			continue
		}
		line := s.S(answerLine, c.ID, c.Title, s.declaredWords(c, e)) + s.proofCount(c.ID)
		out = append(out, lines(line, s.questionLines(askedAbout(asked, storage.Question{Criterion: c.ID}))))
	}
	return out
}

// paged joins lines to pages of at most limit characters.
func paged(all []string, limit int) []string {
	var pages []string
	page, length := "", 0
	for _, line := range all {
		n := len([]rune(line)) + 1
		if length > 0 && length+n > limit {
			pages = append(pages, page)
			page, length = "", 0
		}
		page, length = lines(page, line), length+n
	}
	return append(pages, page)
}

func sealedPress(t *Turn, action string) {
	if page, ok := pageOf(action); ok {
		t.Keep("page", page)
	}
	if action == "withdraw" {
		delete(t.State.Answers, "why")
		t.Go("withdraw")
		return
	}
	if action == "proofs" || action == "result" {
		t.Keep("page", "0")
		t.Go(action)
		return
	}
	t.Go("sealed")
}

func proofsPress(t *Turn, action string) {
	if page, ok := pageOf(action); ok {
		t.Keep("page", page)
		t.Go("proofs")
		return
	}
	t.Keep("page", "0")
	t.Go("sealed")
}

// pageOf reads the action of a button that opens a page.
func pageOf(action string) (string, bool) {
	const form = "page "
	if len(action) > len(form) && action[:len(form)] == form {
		return action[len(form):], true
	}
	return "", false
}

var (
	readOnly      = T("Bảng chấm điểm đã gửi: chỉ xem, không sửa được.", "The sheet has been sent: it can be read, not changed.")
	eachCriterion = T("Xem từng tiêu chí", "Every criterion")
	heading       = T("<b>%s</b>", "<b>%s</b>")
	answerLine    = T("%s. %s: %s", "%s. %s: %s")
)
