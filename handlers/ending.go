package handlers

import (
	"encoding/json"
	"slices"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// A unit that the plan lets end is closed on the morning after its last day, as
// the config says and without a question: the desk is told what was done. Of a
// dissolved unit the people lose their roles; the contacts of a merged one go on
// as deputies of the unit that continues it, with the files they had prepared.

// endingRow is the payload of its agenda row.
type endingRow struct {
	Campaign string `json:"ending"`
	Unit     string `json:"unit"`
}

func endingKey(campaignID, unit string) storage.Key { return storage.K(campaignID, "ended/"+unit) }

// layEndings makes the agenda hold the endings of the plan that are not done. A
// unit whose end was taken out of the plan may end anew later.
func layEndings(tx *storage.Tx, p *campaign.Plan) {
	for _, u := range p.Units {
		name := lane(p.Campaign, "ending/"+u.ID)
		for _, j := range storage.Agenda.ByLane(tx, name) {
			storage.Agenda.Remove(tx, j.ID)
		}
		key := endingKey(p.Campaign, u.ID)
		switch {
		case u.Until.IsZero():
			storage.Tolds.Delete(tx, key)
		case !storage.Tolds.Has(tx, key):
			raw, err := json.Marshal(endingRow{p.Campaign, u.ID})
			if err != nil {
				tx.Fail(err)
				return
			}
			storage.Agenda.Add(tx, storage.Job{Lane: name, Due: u.Until.AddDays(1).In(p.Location()), Payload: raw})
		}
	}
}

// wakeEnding closes a unit; false when the row is something else.
func (t *Turn) wakeEnding(j storage.Job) bool {
	var row endingRow
	if json.Unmarshal(j.Payload, &row) != nil || row.Campaign == "" {
		return false
	}
	u, ok := t.Plan.Unit(row.Unit)
	if !ok || row.Campaign != t.Plan.Campaign || !u.Gone || storage.Tolds.Has(t.Tx, endingKey(t.Plan.Campaign, u.ID)) {
		return true
	}
	storage.Tolds.Put(t.Tx, endingKey(t.Plan.Campaign, u.ID), storage.Told{At: t.Event.At})
	owed := t.lapsed(u)
	t.dropInvites(u.ID)
	var left, moved []string
	for _, p := range t.belonging(u.ID) {
		if t.endRoles(p, u) {
			moved = append(moved, p.Name)
		} else {
			left = append(left, p.Name)
		}
	}
	if u.Into != "" {
		t.inherit(u)
	}
	t.Note("unit-ended", u.ID, u.Into, "")
	for _, p := range t.leadership() {
		lang := t.LangOf(p)
		text := endedNews.In(lang, u.Name, HTML(endedWords(t.Plan, u, lang)))
		if len(moved) > 0 {
			text += "\n" + endedMovers.In(lang, strings.Join(moved, ", "))
		}
		if len(left) > 0 {
			text += "\n" + endedLeavers.In(lang, strings.Join(left, ", "))
		}
		if len(owed) > 0 {
			text += "\n" + endedOwed.In(lang, strings.Join(owed, "; "))
		}
		if len(owed) > 0 && u.Into != "" {
			text += "\n" + endedForBoth.In(lang, unitName(t.Plan, u.Into))
		}
		t.tellLoud(p, text, Row(storage.Button{Label: endedRecord.plain(lang), Action: "/trangthai " + u.ID}))
	}
	return true
}

// lapsed names what the unit still owed the day before it ended.
func (t *Turn) lapsed(u campaign.Unit) []string {
	before := *t.Plan
	before.Units = slices.Clone(before.Units)
	for i := range before.Units {
		before.Units[i].Gone = before.Units[i].Gone && before.Units[i].ID != u.ID
	}
	var out []string
	for _, d := range campaign.Duties(&before, u.ID, factsOf(t.Tx, &before, u.ID, t.Event.At)) {
		if d.OwesAnything() {
			out = append(out, d.Requirement.Short)
		}
	}
	return out
}

// dropInvites takes back the unit's invitations nobody has used.
func (t *Turn) dropInvites(unit string) {
	var hashes []string
	for key, inv := range storage.Invites.Prefix(t.Tx, nil) {
		if inv.Role.Unit == unit && inv.UsedBy == 0 && !inv.Revoked {
			hashes = append(hashes, strings.TrimSuffix(string(key), "\x00"))
		}
	}
	for _, h := range hashes {
		t.change(h, func(i *storage.Invite) { i.Revoked = true })
	}
}

// endRoles takes a person's roles of a unit that has ended; a contact of a
// merged one becomes a contact of the unit that goes on.
func (t *Turn) endRoles(p storage.Person, u campaign.Unit) (moved bool) {
	contact := false
	p.Roles = slices.DeleteFunc(slices.Clone(p.Roles), func(r campaign.Role) bool {
		gone := ofUnit(r.Kind) && r.Unit == u.ID && r.Year == t.year()
		if gone {
			contact = contact || r.Kind == campaign.Contact
			t.Note("revoke", u.ID, storage.Pseudonym(t.Tx, p.ID)+" "+string(r.Kind), "")
		}
		return gone
	})
	has := t.holds(p, campaign.Contact, u.Into)
	if len(t.current(p)) == 0 {
		p.Unroled = t.Event.At
	}
	p = t.setMenu(p)
	storage.PutPerson(t.Tx, p)
	lang := t.LangOf(p)
	text := endedForYou.In(lang, u.Name, HTML(endedWords(t.Plan, u, lang)))
	if contact && u.Into != "" && !has {
		p = t.grant(p, campaign.Role{Kind: campaign.Contact, Unit: u.Into, Year: t.year()}, "merged")
		text = endedMoved.In(lang, u.Name, HTML(endedWords(t.Plan, u, lang)), t.roleWords(p.Roles[len(p.Roles)-1], lang))
	}
	if p.Unreached == "" {
		t.tellLoud(p, text)
	}
	return contact && u.Into != ""
}

// inherit moves what a merged unit had prepared and not handed in into the
// drafts of the unit that goes on; a draft already confirmed hands itself in.
func (t *Turn) inherit(u campaign.Unit) {
	for _, r := range t.Plan.Requirements {
		from, to := t.draft(u.ID, r.ID), t.draft(u.Into, r.ID)
		if len(from.Attachments) == 0 || from.Confirmed != nil || to.Confirmed != nil || !r.OwedBy(u.Into) {
			continue
		}
		var rest []campaign.Attachment
		for _, a := range from.Attachments {
			if len(to.Attachments) >= maxFiles {
				rest = append(rest, a)
				continue
			}
			a.Name = freeName(to.Attachments, a.Name)
			to.Attachments = append(to.Attachments, a)
		}
		from.Attachments = rest
		t.putDraft(from)
		t.putDraft(to)
	}
}

// endedWords says how a unit ended: "đã nhập vào … sau ngày 30/6/2021".
func endedWords(p *campaign.Plan, u campaign.Unit, lang string) string {
	if u.Into != "" {
		return unitMerged.In(lang, unitName(p, u.Into), shortDay(u.Until, lang))
	}
	return unitDissolved.In(lang, shortDay(u.Until, lang))
}

// endedLines list units that have ended, for the board, with what opens their
// record.
func (t *Turn) endedLines(units []campaign.Unit) (text string, rows [][]storage.Button) {
	for i, u := range units {
		if i == 0 {
			text = t.S(endedHead)
		}
		text += "\n– " + t.S(endedLine, u.Name, HTML(endedWords(t.Plan, u, t.Lang())))
		rows = append(rows, Row(storage.Button{Label: u.Name, Action: "/trangthai " + u.ID}))
	}
	return text, rows
}

// namesThen names the unit of a hand-in as the plan named it when it came in,
// so that a paper of before a renaming stays what it was.
func namesThen(tx *storage.Tx, plan *campaign.Plan) func(campaign.Submission) string {
	revisions := map[int]campaign.Plan{}
	return func(s campaign.Submission) string {
		if s.Revision == 0 || s.Revision == plan.Revision {
			return unitName(plan, s.Unit)
		}
		then, read := revisions[s.Revision]
		if !read {
			row, _ := storage.PlanRevision(tx, plan.Campaign, s.Revision)
			then = row.Plan
			revisions[s.Revision] = then
		}
		if u, ok := then.Unit(s.Unit); ok {
			return u.Name
		}
		return unitName(plan, s.Unit)
	}
}

var (
	unitMerged    = T("đã nhập vào %s sau ngày %s", "was merged into %s after %s")
	unitDissolved = T("đã kết thúc hoạt động sau ngày %s", "was dissolved after %s")
	endedNews     = T("%s %s. Đơn vị không còn phải nộp nội dung nào; hồ sơ đã nộp vẫn được giữ.", "%s %s. It owes nothing any more; what it handed in is kept.")
	endedMovers   = T("Cán bộ đầu mối chuyển sang đơn vị tiếp nhận: %s.", "Focal points who move to the unit that takes over: %s.")
	endedLeavers  = T("Đã thôi vai trò: %s.", "No longer in their roles: %s.")
	endedOwed     = T("Nội dung chưa nộp, nay không yêu cầu nữa: %s.", "Not handed in and no longer asked for: %s.")
	endedForBoth  = T("%s báo cáo chung cho cả hai.", "%s reports for both.")
	endedForYou   = T("%s %s. Vai trò của đồng chí ở đơn vị này đã kết thúc. Trân trọng cảm ơn đồng chí đã phối hợp.", "%s %s. Your role there has ended. Thank you for your work.")
	endedMoved    = T("%s %s. Vai trò của đồng chí từ nay: %s. Tệp đã chuẩn bị được chuyển theo; hồ sơ đã nộp của đơn vị cũ vẫn xem được ở /trangthai.", "%s %s. Your role from now on: %s. The files you prepared go along; what the former unit handed in can be read in /status.")
	endedRecord   = T("Hồ sơ đã nộp", "What it handed in")
	endedStands   = T("%s %s.", "%s %s.")
	endedHead     = T("<b>Đơn vị đã kết thúc trong năm</b>", "<b>Units that ended within the year</b>")
	endedLine     = T("%s: %s", "%s: %s")
)
