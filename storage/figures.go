package storage

import "thidua/campaign"

// DeskRecords is keyed by K(campaign, unit, number).
var DeskRecords = Table[campaign.DeskRecord]{"desk_records"}

// FiguresOf reads everything kept about one unit's scores. Its cost does not
// grow with other units or years.
func FiguresOf(tx *Tx, campaignID, unit string) campaign.Figures {
	f := campaign.Figures{Unit: unit}
	for author, at := range map[campaign.Author]**campaign.ScoreSheet{
		campaign.SelfScore: &f.Self, campaign.Appraisal: &f.Appraisal, campaign.Final: &f.Final,
	} {
		if s, ok := Sheets.Get(tx, K(campaignID, unit, string(author))); ok {
			*at = &s
		}
	}
	for _, r := range DeskRecords.Prefix(tx, K(campaignID, unit)) {
		f.Records = append(f.Records, r)
	}
	return f
}
