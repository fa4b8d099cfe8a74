package campaign

import "slices"

// EvidenceDraft names the unit's draft that holds the evidence of its score
// sheet; no requirement's id begins with "~".
const EvidenceDraft = "~mc"

// EvidenceFor are the files and links tied to a criterion, in their order.
func EvidenceFor(list []Attachment, criterion string) []Attachment {
	var out []Attachment
	for _, a := range list {
		if slices.Contains(a.Criteria, criterion) {
			out = append(out, a)
		}
	}
	return out
}

// Tie makes a file evidence for a criterion too, or with on false no longer.
// The criteria keep the order of the sheet.
func Tie(s *Sheet, a *Attachment, criterion string, on bool) {
	var out []string
	for _, c := range s.Criteria {
		if c.ID == criterion && on || c.ID != criterion && slices.Contains(a.Criteria, c.ID) {
			out = append(out, c.ID)
		}
	}
	a.Criteria = out
}

// NeedsEvidence reports whether an answer claims something that must be shown:
// what does not apply, and a zero, claim nothing; a gate claims when it says yes.
func NeedsEvidence(c Criterion, e Entry) bool {
	return c.Evidence && !e.NotApplicable && e.Value > 0
}

// Unproven lists the answered criteria whose evidence is missing, in the order
// of the sheet. It is no obstacle to sealing: the desk may ask for it later.
func Unproven(s *Sheet, entries map[string]Entry, evidence []Attachment) []string {
	var out []string
	for _, c := range s.Typed() {
		if e, ok := entries[c.ID]; ok && NeedsEvidence(c, e) && len(EvidenceFor(evidence, c.ID)) == 0 {
			out = append(out, c.ID)
		}
	}
	return out
}

// Enclose puts the evidence into a sheet about to be sealed: what is tied to no
// answer stays out. Entries name the files by SHA-256.
func Enclose(sheet *ScoreSheet, evidence []Attachment) {
	sheet.Evidence = nil
	for _, a := range evidence {
		a.Criteria = slices.DeleteFunc(slices.Clone(a.Criteria), func(id string) bool {
			_, answered := sheet.Entries[id]
			return !answered
		})
		if len(a.Criteria) > 0 && a.Stored() {
			sheet.Evidence = append(sheet.Evidence, a)
		}
	}
	for id, e := range sheet.Entries {
		e.Evidence = nil
		for _, a := range EvidenceFor(sheet.Evidence, id) {
			if a.SHA256 != "" {
				e.Evidence = append(e.Evidence, a.SHA256)
			}
		}
		sheet.Entries[id] = e
	}
}
