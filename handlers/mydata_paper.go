package handlers

import (
	"encoding/json"
	"slices"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// ownData is everything kept about one person, as the file they take along.
// Field names are English: the file is for machines.
type ownData struct {
	Written     time.Time        `json:"written"`
	Person      storage.Person   `json:"person"`
	Pseudonym   string           `json:"pseudonym"` // in the audit and the register
	Talk        storage.State    `json:"talk"`
	Submissions []ownSubmission  `json:"submissions"`
	Sealed      []ownSealed      `json:"sealed_sheets"`
	Answers     int              `json:"score_answers"` // in all sheets
	Drafts      []ownDraft       `json:"draft_files"`
	Invitations []storage.Invite `json:"invitations"` // made or used
	Deeds       []ownDeed        `json:"deeds"`
	Audit       []storage.Entry  `json:"audit"`
}

type ownSubmission struct {
	Unit        string    `json:"unit"`
	Requirement string    `json:"requirement"`
	Version     int       `json:"version"`
	Number      int       `json:"number"`
	Year        int       `json:"year"`
	At          time.Time `json:"at"`
	Files       []string  `json:"files"`
}

type ownSealed struct {
	Unit    string    `json:"unit"`
	Version string    `json:"version"`
	At      time.Time `json:"at"`
}

type ownDraft struct {
	Unit        string `json:"unit"`
	Requirement string `json:"requirement"`
	Name        string `json:"name"`
}

// auditStretch is how much of the audit is read at once.
const auditStretch = 500

// makeMyData reads all of the receiver's own data; it is asked for rarely.
func makeMyData(v *View) (render, bool) {
	d := ownData{Written: v.Now, Person: v.Person, Pseudonym: storage.Pseudonym(v.Tx, v.Person.ID)}
	d.Person.Commands = ""
	d.Talk, _ = storage.States.Get(v.Tx, storage.K(v.Person.ID))
	d.record(v.Tx)
	d.deeds(v.Tx)
	for _, i := range storage.Invites.Prefix(v.Tx, nil) {
		if i.By == v.Person.ID || i.UsedBy == v.Person.ID {
			i.Twin = ""
			d.Invitations = append(d.Invitations, i)
		}
	}
	for before := uint64(0); ; {
		page := storage.AuditTrail(v.Tx, auditStretch, before)
		for _, e := range page {
			if e.Actor == v.Person.ID {
				d.Audit = append(d.Audit, e)
			}
		}
		if len(page) < auditStretch {
			break
		}
		before = page[len(page)-1].Seq
	}
	lang := v.Lang
	return func(opener) (Paper, error) {
		raw, err := json.MarshalIndent(d, "", "  ")
		return Paper{
			Name: myDataFile.In(lang), Type: "application/json", Content: append(raw, '\n'), Caption: myDataCaption.In(lang),
		}, err
	}, true
}

// record lists what of the contest's record bears the person.
func (d *ownData) record(tx *storage.Tx) {
	for _, s := range storage.Submissions.Prefix(tx, nil) {
		if s.By != d.Person.ID {
			continue
		}
		d.Submissions = append(d.Submissions, ownSubmission{
			Unit: s.Unit, Requirement: s.Requirement, Version: s.Version,
			Number: s.Incoming.Number, Year: s.Incoming.Year, At: s.At, Files: names(s.Attachments),
		})
	}
	for _, s := range storage.Sheets.Prefix(tx, nil) {
		if s.SealedBy == d.Person.ID {
			d.Sealed = append(d.Sealed, ownSealed{Unit: s.Unit, Version: s.Version, At: s.SealedAt})
		}
		for _, e := range s.Entries {
			if e.By == d.Person.ID {
				d.Answers++
			}
		}
	}
	for _, draft := range storage.Drafts.Prefix(tx, nil) {
		for _, a := range draft.Attachments {
			if a.By == d.Person.ID {
				d.Drafts = append(d.Drafts, ownDraft{draft.Unit, draft.Requirement, a.Name})
			}
		}
	}
}

func names(list []campaign.Attachment) []string {
	var out []string
	for _, a := range list {
		out = append(out, a.Name)
	}
	return slices.Clip(out)
}

var (
	myDataFile    = T("du-lieu-ca-nhan.json", "personal-data.json")
	myDataCaption = T("Toàn bộ dữ liệu cá nhân bot đang lưu về đồng chí.", "Everything kept about you.")
)
