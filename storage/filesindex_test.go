package storage

import (
	"testing"

	"thidua/campaign"
)

// Hand-ins from before the index are found too, each file at every place.
func TestFilesIndex(t *testing.T) {
	db := newDB(t)
	write(t, db, func(tx *Tx) {
		AdoptPlan(tx, campaign.Plan{Campaign: "c", Year: 2021}, "1")
		for unit, sha := range map[string]string{"vks": "aa", "stp": "aa", "tand": "ab"} {
			Submissions.Put(tx, K("c", unit, "soket", 1), campaign.Submission{
				Unit: unit, Requirement: "soket", Version: 1,
				Attachments: []campaign.Attachment{{Name: unit + ".pdf", SHA256: sha}, {Link: "https://a.vn"}},
			})
		}
		if got := PlacesOf(tx, "aa"); len(got) != 0 {
			t.Errorf("before: %+v", got)
		}
		EnsureFilesIndex(tx)
		EnsureFilesIndex(tx)
		got := PlacesOf(tx, "aa")
		if len(got) != 2 || got[0].Unit != "stp" || got[1].Name != "vks.pdf" || len(PlacesOf(tx, "a")) != 0 || PlacesOf(tx, "") != nil {
			t.Errorf("after: %+v", got)
		}
	})
}
