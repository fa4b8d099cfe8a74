package handlers

import (
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/handlers/document"
	"thidua/storage"
)

// praise tells the whole bloc of an exemplar: an announcement nobody has to
// acknowledge, written in each reader's language when it is sent.
func (t *Turn) praise(e campaign.Exemplar) {
	switch {
	case !t.allowed(campaign.ActPraise, ""):
		t.lost()
		return
	case !e.Stands() || t.praised(e): // taken back or praised meanwhile
		t.Go("one")
		return
	}
	a := storage.Announcement{
		By: t.Actor.ID, Text: e.Name, Audience: storage.Audience{Kind: toAll}, Praises: e.Unit + "/" + strconv.Itoa(e.Number),
	}
	people, _ := t.receivers(a)
	if len(people) == 0 {
		t.Answer(announceNobody.plain(t.Lang()), true)
		return
	}
	a = t.sendAnnouncement(a, people)
	e.Praise = a.Number
	storage.PutExemplar(t.Tx, t.Plan.Campaign, e)
	t.Note("praise", e.Unit, strconv.Itoa(e.Number), e.Name)
	t.Go("one")
}

// praiseText is the praise as a receiver reads it; false when the unit has
// taken the exemplar back before it was sent.
func (v *View) praiseText(a storage.Announcement) (string, bool) {
	unit, number, _ := strings.Cut(a.Praises, "/")
	n, err := strconv.Atoi(number)
	e, ok := storage.Exemplars.Get(v.Tx, storage.K(v.Plan.Campaign, "sent", unit, n))
	if err != nil || !ok || !e.Stands() {
		return "", false
	}
	by, _ := storage.GetPerson(v.Tx, a.By)
	return v.S(praiseText, a.Number, exemplarKinds[e.Kind], e.Name, unitName(v.Plan, e.Unit), e.Deed, by.Name), true
}

// reportExemplars are those the consolidated report tells of: put forward until
// the hand-in it is about was due, or all where that has no date.
func (v *View) reportExemplars(r campaign.Requirement) []document.Exemplar {
	last, dated := v.Plan.LastDay(r)
	var out []document.Exemplar
	for _, u := range v.Plan.Units {
		for _, e := range storage.ExemplarsOf(v.Tx, v.Plan.Campaign, u.ID) {
			if e.Stands() && (!dated || !last.Before(v.Plan.Day(e.At))) {
				out = append(out, document.Exemplar{Kind: exemplarKinds[e.Kind].In("vi"), Name: e.Name, Unit: u.Name, Deed: e.Deed})
			}
		}
	}
	return out
}

var praiseText = T(
	"<b>Thông báo số %d: Biểu dương điển hình</b>\nThường trực khối trân trọng biểu dương và đề nghị cán bộ, chiến sĩ, công chức, viên chức, người lao động các đơn vị học tập, nhân rộng:\n\n%s: <b>%s</b> (%s)\n%s\n\nNgười gửi: đồng chí %s.",
	"<b>Announcement No. %d: an example to follow</b>\nThe standing desk commends, and asks everybody in the units to learn from and follow:\n\n%s: <b>%s</b> (%s)\n%s\n\nFrom: %s.")
