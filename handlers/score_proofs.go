package handlers

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// Opening the evidence of a sheet: "/tep vks mc 4kz…" is one of its files. The
// unit opens its own at any time, the desk once the sheet is sealed.

const proofsPage = 6

// showProofs lists the evidence of a sealed sheet, a button for each.
func (s *scoring) showProofs() {
	list := s.proofs()
	pages := max(1, (len(list)+proofsPage-1)/proofsPage)
	page, _ := strconv.Atoi(s.Kept("page"))
	page = min(max(page, 0), pages-1)
	here := list[page*proofsPage : min(len(list), (page+1)*proofsPage)]
	var text []string
	var rows [][]storage.Button
	for i, a := range here {
		text = append(text, proofLine.In(s.Lang(), page*proofsPage+i+1, strings.Join(a.Criteria, ", "), short(a.Name, listedName)))
		rows = append(rows, Row(s.B(proofCommand(s.unit, a), openProof, page*proofsPage+i+1, short(a.Name, 30))))
	}
	rows = append(append(rows, pageRow(page, pages)...), Row(s.B("sealed", backLabel)))
	s.Show(paragraphs(s.S(proofsTitle, s.unitName(s.unit), HTML(attached(list, s.Lang()))), lines(text...)), rows...)
}

// proofCommand opens one piece of evidence; it works for ever.
func proofCommand(unit string, a campaign.Attachment) string {
	return "/tep " + unit + " mc " + a.ID
}

// sendProof sends a piece of evidence of a unit's sheet.
func (t *Turn) sendProof(unit, id string) {
	a, ok := t.findProof(unit, id)
	if !ok {
		t.Say(t.S(noSuchFile))
		return
	}
	words := strings.Join(a.Criteria, ", ")
	if a.Link != "" {
		t.Say(t.S(proofLink, t.unitName(unit), words, a.Link))
	} else {
		t.Send(Outgoing{
			Kind: OutFile, Class: ClassReply, Chat: t.Event.Chat.ID, File: a.SHA256, Name: campaign.CleanName(a.Name),
			Text: t.S(proofCaption, t.unitName(unit), words),
		})
	}
	if !slices.Contains(t.handInUnits(), unit) {
		t.Note("open-file", unit, fmt.Sprintf("minhchung, %s", a.ID), "")
	}
}

func (t *Turn) findProof(unit, id string) (campaign.Attachment, bool) {
	if t.Plan == nil || !campaign.May(t.Actor.Roles, campaign.ActOpenFile, unit, t.year()) && !t.crosses(unit) {
		return campaign.Attachment{}, false
	}
	if _, known := t.Plan.Unit(unit); !known {
		return campaign.Attachment{}, false
	}
	sheet := t.ownSheet(unit)
	list := sheet.Evidence
	if !campaign.May(t.Actor.Roles, campaign.ActOpenFile, unit, t.year()) {
		i := fileIndex(list, id) // who scores the sheet sees what it holds now, and nothing before
		if i < 0 || !sheet.Sealed() || !ready(list[i]) {
			return campaign.Attachment{}, false
		}
		return list[i], true
	}
	for _, w := range storage.WithdrawnOf(t.Tx, t.Plan.Campaign, unit) {
		list = append(slices.Clone(list), w.Sheet.Evidence...)
	}
	list = append(slices.Clone(list), t.proofsExplained(unit)...)
	if slices.Contains(t.scoredUnits(), unit) {
		list = append(slices.Clone(list), t.draft(unit, campaign.EvidenceDraft).Attachments...)
	}
	i := fileIndex(list, id)
	if i < 0 || !ready(list[i]) {
		return campaign.Attachment{}, false
	}
	return list[i], true
}

var (
	proofsLabel  = T("Minh chứng (%d)", "Evidence (%d)")
	proofsTitle  = T("<b>Minh chứng Bảng chấm điểm của %s</b>: %s", "<b>Evidence of the score sheet of %s</b>: %s")
	proofLine    = T("%d. %s – %s", "%d. %s – %s")
	openProof    = T("Mở %d. %s", "Open %d. %s")
	proofLink    = T("%s – minh chứng %s.\nĐường dẫn do đơn vị gửi; bot không mở và không kiểm tra nội dung:\n%s", "%s – evidence for %s.\nA link sent by the unit; the bot neither opens nor checks it:\n%s")
	proofCaption = T("%s – minh chứng %s", "%s – evidence for %s")
)
