package handlers

import (
	"thidua/campaign"
	"thidua/storage"
)

// resultsCard is the line of the home card about published results: the place
// of the own unit for its people, the number of the record for everybody else
// who may see it.
func (t *Turn) resultsCard() string {
	var out []string
	if _, published := storage.NewestPublication(t.Tx, t.Plan.Campaign); published {
		s := seen(t.Tx, t.Plan, t.Actor, t.Event.At)
		if s.sight == campaign.SightPublished {
			out = append(out, t.S(homeResults, s.year, s.record.Number(), stamp(s.at, t.Lang())))
			for _, l := range s.record.Lines {
				if s.mine(campaign.Scored{Standing: campaign.Standing{Unit: campaign.Unit{ID: l.Unit}}}) {
					out = append(out, t.S(homeLine, l.Name, HTML(lineWords(&l, t.Lang()))))
				}
			}
		}
		if s.reopened != nil {
			out = append(out, t.S(reopenedMark, stamp(t.local(s.reopened.At), t.Lang()), s.reopened.Reason))
		}
	}
	return lines(out...)
}

var homeResults = T("<b>Kết quả thi đua năm %d</b>: số %s, công bố lúc %s. Xem: /xephang", "<b>Results of %d</b>: No. %s, published %s. See: /standings")
