package handlers

import (
	"thidua/campaign"
	"thidua/handlers/document"
	"thidua/storage"
)

// shownTwins is how many files handed in elsewhere too are named one by one.
const shownTwins = 3

// fileNotes says which files may not open, and which came in with another unit's, or with one
// of another year, byte by byte the same. It is for the desk alone: the same
// circular in two reports is no fault, and no unit learns what another sent.
func (t *Turn) fileNotes(s campaign.Submission, lang string) string {
	text, more := "", 0
	for _, a := range s.Attachments {
		switch a.Warning {
		case document.PDFLocked:
			text = lines(text, deskLocked.In(lang, short(a.Name, listedName)))
		case document.PDFCut:
			text = lines(text, deskCut.In(lang, short(a.Name, listedName)))
		}
		for _, p := range storage.PlacesOf(t.Tx, a.SHA256) {
			same := p.Campaign == t.Plan.Campaign
			if same && p.Unit == s.Unit {
				continue
			}
			if more++; more > shownTwins {
				continue
			}
			what := p.Requirement
			if r, ok := t.Plan.Requirement(p.Requirement); ok {
				what = r.Short
			}
			if p.Requirement == storage.EvidencePlace {
				text = lines(text, twinProof.In(lang, short(a.Name, listedName), t.unitName(p.Unit)))
				continue
			}
			at := placeWords(storage.RegisterPlace{Year: p.Incoming.Year, Number: p.Incoming.Number})
			text = lines(text, twinLine.In(lang, short(a.Name, listedName), t.unitName(p.Unit), what, at))
		}
	}
	if more > shownTwins {
		text = lines(text, twinsMore.In(lang, more-shownTwins))
	}
	return text
}

var (
	deskLocked = T("Lưu ý: tệp PDF “%s” có mật khẩu hoặc bị hạn chế; đơn vị đã được báo.", "Note: the PDF “%s” has a password or restrictions; the unit was told.")
	deskCut    = T("Lưu ý: tệp PDF “%s” có dấu hiệu bị thiếu phần cuối; đơn vị đã được báo.", "Note: the PDF “%s” seems to lack its end; the unit was told.")
	twinLine   = T("Lưu ý: tệp “%s” giống hệt tệp của %s (%s, số đến %s).", "Note: “%s” is the very file of %s (%s, No. %s).")
	twinProof  = T("Lưu ý: tệp “%s” giống hệt một minh chứng chấm điểm của %s.", "Note: “%s” is the very file of evidence for the score sheet of %s.")
	twinsMore  = T("Còn %d chỗ trùng khác.", "And in %d more places.")
)
