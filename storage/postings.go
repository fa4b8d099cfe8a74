package storage

import (
	"cmp"
	"slices"

	"thidua/campaign"
)

// Postings is keyed by K(campaign, "sent", document, version) and, for what is
// being prepared, K(campaign, "draft", person).
var Postings = Table[campaign.Posting]{"postings"}

// PutPosting adds a version after the last one of its document, or writes one
// that has its number.
func PutPosting(tx *Tx, campaignID string, p campaign.Posting) campaign.Posting {
	if p.Version == 0 {
		_, last, _ := Postings.Last(tx, K(campaignID, "sent", p.Document))
		p.Version = last.Version + 1
	}
	Postings.Put(tx, K(campaignID, "sent", p.Document, p.Version), p)
	return p
}

// PostingsOf lists the versions of one document, oldest first.
func PostingsOf(tx *Tx, campaignID, document string) []campaign.Posting {
	return Postings.List(tx, K(campaignID, "sent", document))
}

// Posted lists the documents that have versions: those every bloc has first,
// then the others, newest first; each with its versions, oldest first.
func Posted(tx *Tx, campaignID string) [][]campaign.Posting {
	var out [][]campaign.Posting
	for _, p := range Postings.Prefix(tx, K(campaignID, "sent")) {
		if n := len(out); n > 0 && out[n-1][0].Document == p.Document {
			out[n-1] = append(out[n-1], p)
			continue
		}
		out = append(out, []campaign.Posting{p})
	}
	place := func(of []campaign.Posting) int {
		if n := campaign.OtherNumber(of[0].Document); n > 0 {
			return len(campaign.PostedKinds) + 1<<30 - n
		}
		return slices.Index(campaign.PostedKinds, of[0].Document)
	}
	slices.SortStableFunc(out, func(a, b []campaign.Posting) int { return cmp.Compare(place(a), place(b)) })
	return out
}

// PostPlanFile makes the file that the configuration names a version of the
// plan's paper, unless it is the one named last; an empty SHA-256 says that it
// names none, which withdraws all it named.
func PostPlanFile(tx *Tx, campaignID string, file campaign.Attachment) {
	var named *campaign.Posting
	for _, p := range PostingsOf(tx, campaignID, campaign.PostedPlan) {
		if !p.Config {
			continue
		}
		if named = &p; file.SHA256 == "" && p.Stands() {
			p.Withdrawn = tx.Now()
			PutPosting(tx, campaignID, p)
		}
	}
	switch {
	case file.SHA256 == "":
	case named == nil || named.File.SHA256 != file.SHA256 || !named.Stands() && named.WithdrawnBy == 0:
		PutPosting(tx, campaignID, campaign.Posting{Document: campaign.PostedPlan, File: file, Config: true, At: tx.Now()})
	}
}
