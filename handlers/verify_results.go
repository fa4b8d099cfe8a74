package handlers

import (
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// verifyResults checks the number and the code of published results the way a
// receipt's are checked: whoever may see results of this bloc learns what it is,
// anybody else only right or wrong, the same for a number never given. False
// when the text names no results.
func (t *Turn) verifyResults(text string) bool {
	m := typedPublication.FindStringSubmatch(text)
	if m == nil {
		return false
	}
	version, _ := strconv.Atoi(m[1])
	year, _ := strconv.Atoi(m[2])
	number := campaign.PublicationNumber(version, year)
	rest := typedPublication.ReplaceAllString(text, "")
	code := strings.ReplaceAll(strings.Join(strings.Fields(strings.ToLower(rest)), ""), "-", "")
	row, known := publicationNumbered(t.Tx, text)
	sees := known && t.allowed(campaign.ActSeePublished, "")
	switch {
	case code == "" && sees:
		t.End()
		t.Say(t.resultsWords(row), t.resultsButton(row))
	case code == "":
		t.Begin("verify", "code", map[string]string{"place": number})
	case !typedCode.MatchString(code):
		t.Say(t.S(verifyCodeAwaits))
	case !known || !strings.HasPrefix(row.Hash, code):
		t.End()
		t.Say(t.S(resultsWrong, number, code))
	case sees:
		t.End()
		t.Say(paragraphs(t.S(resultsRight, number, code), t.resultsWords(row)), t.resultsButton(row))
	default:
		t.End()
		t.Say(lines(t.S(resultsRight, number, code), t.replacedBy(row)))
	}
	return true
}

// resultsWords tells which results a number stands for.
func (t *Turn) resultsWords(row storage.PublicationRow) string {
	record, err := row.Record()
	if err != nil {
		t.Tx.Fail(err)
		return ""
	}
	text := lines(t.S(resultsAbout, record.Number(), record.Year, record.Bloc),
		t.S(resultsAt, stamp(row.At.In(t.Plan.Location()), t.Lang()), record.Revision), t.S(resultsHash, row.Hash))
	if record.Minutes != "" {
		text = lines(text, t.S(resultsMinutes, record.Minutes))
	}
	if record.Reason != "" {
		text = lines(text, t.S(correctedFor, record.Reason))
	}
	return lines(text, t.replacedBy(row))
}

// replacedBy names the later version of results, where there is one.
func (t *Turn) replacedBy(row storage.PublicationRow) string {
	newest, ok := storage.NewestPublication(t.Tx, row.Campaign)
	if !ok || newest.Version == row.Version {
		return ""
	}
	return t.S(resultsReplaced, campaign.PublicationNumber(newest.Version, newest.Year))
}

func (t *Turn) resultsButton(row storage.PublicationRow) []storage.Button {
	return Row(t.B("/xephang "+campaign.PublicationNumber(row.Version, row.Year), openLabel))
}

var (
	resultsRight = T("<b>Đúng.</b> Kết quả số %s mang mã %s do bot này công bố.", "<b>Right.</b> Results No. %s with the code %s were published by this bot.")
	resultsWrong = T("<b>Không đúng.</b> Bot này không công bố kết quả số %s nào mang mã %s. Đề nghị đồng chí kiểm tra lại từng ký tự.",
		"<b>Wrong.</b> This bot published no results No. %s with the code %s. Please check every character.")
	resultsAbout    = T("<b>Kết quả số %s</b>\nNội dung: Kết quả thi đua năm %d, %s", "<b>Results No. %s</b>\nContent: the results of %d, %s")
	resultsAt       = T("Công bố lúc %s, theo kế hoạch bản %d.", "Published %s, under revision %d of the plan.")
	resultsHash     = T("SHA-256: <code>%s</code>", "SHA-256: <code>%s</code>")
	resultsMinutes  = T("Biên bản bỏ phiếu của hội nghị: số %s.", "Minutes of the conference's vote: No. %s.")
	resultsReplaced = T("Bản này đã được thay bằng kết quả số %s.", "They have been replaced by results No. %s.")
)
