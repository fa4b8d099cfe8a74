package storage

import (
	"strconv"

	"thidua/campaign"
)

// FilePlace is one hand-in a file came with.
type FilePlace struct {
	Campaign    string            `json:"campaign"`
	Unit        string            `json:"unit"`
	Requirement string            `json:"requirement"`
	Version     int               `json:"version"`
	Name        string            `json:"name"` // of the file there
	Incoming    campaign.Incoming `json:"incoming"`
}

// filePlaces is keyed by K(sha, campaign, unit, requirement, version): a file that
// was sent before, by whomever, is found without reading every submission.
var filePlaces = Table[FilePlace]{"file_places"}

// IndexFiles notes where the files of a submission came in.
func IndexFiles(tx *Tx, campaignID string, s campaign.Submission) {
	for _, a := range s.Attachments {
		if a.SHA256 == "" {
			continue
		}
		filePlaces.Put(tx, K(a.SHA256, campaignID, s.Unit, s.Requirement, s.Version), FilePlace{
			Campaign: campaignID, Unit: s.Unit, Requirement: s.Requirement, Version: s.Version,
			Name: a.Name, Incoming: s.Incoming,
		})
	}
}

// EvidencePlace is the requirement of a FilePlace that is evidence of a score
// sheet; it has no incoming number, its year is that of the sealing.
const EvidencePlace = "~mc"

// IndexEvidence notes where the evidence of a sealed sheet came in.
func IndexEvidence(tx *Tx, campaignID string, s campaign.ScoreSheet) {
	for _, a := range s.Evidence {
		if a.SHA256 != "" {
			filePlaces.Put(tx, K(a.SHA256, campaignID, s.Unit, EvidencePlace, s.Rev), FilePlace{
				Campaign: campaignID, Unit: s.Unit, Requirement: EvidencePlace, Name: a.Name,
				Incoming: campaign.Incoming{Year: s.SealedAt.Year()},
			})
		}
	}
}

// PlacesOf lists the hand-ins a file came with, by campaign, unit, requirement
// and version.
func PlacesOf(tx *Tx, sha string) []FilePlace {
	var out []FilePlace
	if sha == "" {
		return nil
	}
	for _, p := range filePlaces.Prefix(tx, K(sha)) {
		out = append(out, p)
	}
	return out
}

// filesIndexed is the version of the index; another one makes it anew.
const filesIndexed = 1

var keyFilesIndexed = K("files_indexed")

// EnsureFilesIndex indexes the hand-ins made before there was an index. It does
// nothing the second time.
func EnsureFilesIndex(tx *Tx) {
	if done, _ := metaText.Get(tx, keyFilesIndexed); done == strconv.Itoa(filesIndexed) {
		return
	}
	for _, c := range campaigns.Prefix(tx, nil) {
		for _, s := range Submissions.Prefix(tx, K(c.Campaign)) {
			IndexFiles(tx, c.Campaign, s)
		}
	}
	metaText.Put(tx, keyFilesIndexed, strconv.Itoa(filesIndexed))
}
