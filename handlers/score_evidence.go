package handlers

import (
	"slices"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// Evidence of the score sheet: files and links lie in one draft of the unit, each
// tied to the criteria it backs, through the same downloads, looks inside and
// refusals as the files of a hand-in. Sealing encloses them in the sheet.

const (
	maxEvidence   = 200 // files and links of a unit's sheet
	shownEvidence = 8   // buttons of files already sent
)

func isEvidence(requirement string) bool { return requirement == campaign.EvidenceDraft }

// evidence is the unit's draft of evidence.
func (s *scoring) evidence() campaign.Draft { return s.draft(s.unit, campaign.EvidenceDraft) }

func (s *scoring) showEvidence() {
	html, rows := s.evidenceScreen()
	s.Show(html, rows...)
}

// evidenceScreen lists what backs the criterion and what could.
func (s *scoring) evidenceScreen() (string, [][]storage.Button) {
	c := s.criterion()
	all := s.evidence().Attachments
	mine := campaign.EvidenceFor(all, c.ID)
	list := s.S(noEvidenceYet)
	var rows [][]storage.Button
	if len(mine) > 0 {
		list = s.S(evidenceHead, HTML(attached(mine, s.Lang()))) + "\n" + fileLines(mine, s.Lang())
		for i, a := range mine[:min(len(mine), shownEvidence)] {
			rows = append(rows, Row(s.B("untie "+a.ID, untieLabel, i+1, short(a.Name, 30))))
		}
	}
	shown := 0
	for _, a := range slices.Backward(all) {
		if !slices.Contains(a.Criteria, c.ID) && shown < shownEvidence {
			rows = append(rows, Row(s.B("tie "+a.ID, tieLabel, short(a.Name, 30), strings.Join(a.Criteria, ", "))))
			shown++
		}
	}
	text := paragraphs(s.header(), lines(s.S(criterionTitle, c.ID, c.Title), s.evidenceWords(c)), list,
		lines(s.S(evidenceHow, HTML(sizeWords(s.Set.MaxFile, s.Lang()))), s.S(noSecrets)))
	return text, append(rows, Row(s.B("back", backToCriterion, c.ID)))
}

func (s *scoring) pressEvidence(action string) {
	what, id, _ := strings.Cut(action, " ")
	c := s.criterion()
	switch what {
	case "tie":
		s.tie(id, c.ID, true)
	case "untie":
		s.tie(id, c.ID, false)
	default:
		s.goTo(c.ID)
		return
	}
	s.Go("evidence")
}

// tie binds a file of the draft to a criterion or frees it; one that backs
// nothing any more is let go.
func (s *scoring) tie(id, criterion string, on bool) {
	d := s.evidence()
	i := fileIndex(d.Attachments, id)
	if i < 0 {
		return
	}
	name := d.Attachments[i].Name
	campaign.Tie(&s.Plan.Sheet, &d.Attachments[i], criterion, on)
	if len(d.Attachments[i].Criteria) == 0 {
		s.forget(s.unit, id)
	} else {
		s.putDraft(d)
	}
	s.evidenceChanged()
	done := untiedToast
	if on {
		done = tiedToast
	}
	s.Answer(toast(done.plain(s.Lang(), short(name, 40), criterion)), false)
}

// evidenceChanged ends a confirmation that waits for the head: what would be
// approved is no longer what was confirmed.
func (s *scoring) evidenceChanged() {
	if s.sheet.Pending != nil {
		s.sheet.Pending = nil
		s.save()
	}
}

// uploadEvidence takes a file for the criterion on the screen.
func (s *scoring) uploadEvidence(u Uploaded) {
	if s.refused(s.unit, campaign.EvidenceDraft, u) {
		return
	}
	s.receive(s.unit, campaign.EvidenceDraft, u, campaign.Attachment{Criteria: []string{s.criterion().ID}})
	s.evidenceChanged()
	if s.State.Step == "evidence" {
		s.refreshEvidence()
		return
	}
	s.Go("evidence")
}

// sayEvidence takes links; other words cannot be evidence.
func (s *scoring) sayEvidence(text string) {
	if c, ok := criterionNamed(&s.Plan.Sheet, text); ok {
		s.goTo(c.ID)
		return
	}
	words, ok := linkIn(text)
	if !ok {
		s.Say(s.S(awaitsEvidence))
		return
	}
	s.takeProofLinks(words)
}

func (s *scoring) takeProofLinks(words []string) {
	s.tieLinks(words, s.criterion().ID, s.evidence)
	s.evidenceChanged()
	s.Go("evidence")
}

// refreshEvidence renews the screen of somebody who looks at it.
func (t *Turn) refreshEvidence() {
	if t.State.Conversation != "score" {
		return
	}
	s, ok := t.openSheet()
	if !ok || s.sheet.Sealed() {
		return
	}
	if t.State.Step == "evidence" {
		html, rows := s.evidenceScreen()
		t.Refresh(html, rows...)
	}
}

// mergeEvidence lets one file serve what its twin was sent for.
func (t *Turn) mergeEvidence(d campaign.Draft, i, stays int, person int64) {
	twin := d.Attachments[i]
	for _, id := range twin.Criteria {
		campaign.Tie(&t.Plan.Sheet, &d.Attachments[stays], id, true)
	}
	kept := d.Attachments[stays]
	d.Attachments = append(d.Attachments[:i:i], d.Attachments[i+1:]...)
	t.saveDraft(d)
	t.For(person, func(u *Turn) {
		u.Say(u.S(sameEvidence, short(twin.Name, listedName), short(kept.Name, listedName), strings.Join(kept.Criteria, ", ")))
	})
	t.refreshWatchers(d, 0)
}

// fullDraft is how many files a draft takes, and the sentence when it has them.
func fullDraft(requirement string) (int, Text) {
	if isEvidence(requirement) {
		return maxEvidence, tooMuchEvidence
	}
	return maxFiles, tooMany
}

// proofCount is "· 02 tệp" behind what a criterion asks for.
func (s *scoring) proofCount(id string) string {
	list := campaign.EvidenceFor(s.proofs(), id)
	if len(list) == 0 {
		return ""
	}
	return s.S(proofsSoFar, HTML(attached(list, s.Lang())))
}

// proofs is the evidence of the sheet: enclosed once sealed, of the draft before.
func (s *scoring) proofs() []campaign.Attachment {
	if s.sheet.Sealed() {
		return s.sheet.Evidence
	}
	return s.evidence().Attachments
}

var (
	evidenceLabel   = T("📎 Minh chứng (%d)", "📎 Evidence (%d)")
	proofsSoFar     = T("; đã có %s", "; so far %s")
	noEvidenceYet   = T("Chưa có minh chứng cho tiêu chí này.", "No evidence for this criterion yet.")
	evidenceHead    = T("Minh chứng đã có – %s:", "Evidence so far – %s:")
	evidenceHow     = T("Đề nghị đồng chí gửi tệp (PDF, Word, Excel, ảnh; mỗi tệp không quá %s) hoặc gõ đường dẫn https. Một tệp dùng được cho nhiều tiêu chí: bấm “Dùng lại”.", "Send files (PDF, Word, Excel, pictures; up to %s each) or type an https link. One file may serve several criteria: press “Use also”.")
	untieLabel      = T("Bỏ %d. %s", "Take off %d. %s")
	tieLabel        = T("Dùng lại: %s (%s)", "Use also: %s (%s)")
	backToCriterion = T("Về tiêu chí %s", "Back to %s")
	untiedToast     = T("Đã bỏ “%s” khỏi %s.", "“%s” is off %s.")
	tiedToast       = T("“%s” là minh chứng cho %s.", "“%s” is evidence for %s.")
	sameEvidence    = T("Tệp “%s” trùng hoàn toàn với “%s” đã gửi; bot giữ một bản, dùng cho %s.", "“%s” is the same as “%s” sent before; one is kept and serves %s.")
	tooMuchEvidence = T("Minh chứng của Bảng chấm điểm có nhiều nhất %d tệp; tệp này chưa được nhận. Đề nghị đồng chí ghép hoặc bỏ bớt.", "A score sheet has at most %d files of evidence; this one is not taken. Please join files or take some off.")
	awaitsEvidence  = T("Ở bước này bot chờ tệp hoặc đường dẫn minh chứng, ví dụ: https://baotuyenquang.com.vn/bai-viet. Xong rồi, đồng chí bấm “Về tiêu chí”.", "A file or a link as evidence is awaited here, for example: https://baotuyenquang.com.vn/bai-viet. When done, press “Back”.")
	openFirst       = T("Tệp này chưa được nhận vì chưa rõ dùng cho tiêu chí nào. Đề nghị đồng chí mở tiêu chí (nhập mã, ví dụ A2) rồi gửi tệp minh chứng.", "This file is not taken because it is not clear which criterion it is for. Please open the criterion (type its code, for example A2) and send the evidence there.")
)
