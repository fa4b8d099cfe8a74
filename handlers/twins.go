package handlers

import (
	"thidua/campaign"
	"thidua/storage"
)

// shownTwins is how many files handed in elsewhere too are named one by one.
const shownTwins = 3

// twins says which files of a hand-in came in with another unit's, or with one
// of another year, byte by byte the same. It is for the desk alone: the same
// circular in two reports is no fault, and no unit learns what another sent.
func (t *Turn) twins(s campaign.Submission, lang string) string {
	text, more := "", 0
	for _, a := range s.Attachments {
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
	twinLine  = T("Lưu ý: tệp “%s” giống hệt tệp của %s (%s, số đến %s).", "Note: “%s” is the very file of %s (%s, No. %s).")
	twinsMore = T("Còn %d chỗ trùng khác.", "And in %d more places.")
)
