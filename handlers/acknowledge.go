package handlers

import (
	"slices"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// acknowledgeTalk is the button under a launch: "received" (S5), and under an
// announcement, which is named by "tb/" and its number. With "ds" the desk reads
// who has and who has not.
func acknowledgeTalk() Conversation {
	return Conversation{
		Name: "acknowledge", Commands: []string{"danhan", "received"}, Aside: true, Who: everybody,
		Help:  T("Xác nhận đã nhận thông báo; thường trực xem ai đã nhận", "Confirm a notice; the desk sees who has"),
		Start: acknowledge,
	}
}

func acknowledge(t *Turn, args []string) {
	desk := campaign.May(t.Actor.Roles, campaign.ActSeeBoard, "", t.Plan.Year)
	switch {
	case len(args) > 0 && args[0] == "ds" && desk:
		t.acknowledged(strings.Join(args[1:], " "))
	case len(args) == 0 && desk:
		t.acknowledged("")
	case len(args) == 0:
		t.Say(t.S(nothingToAck))
	case strings.HasPrefix(args[0], announcedKey):
		t.acknowledgeAnnouncement(args[0])
	case !launched(t.Tx, t.Plan, args[0]):
		t.Say(t.S(nothingToAck))
	default:
		key := ackKey(t.Plan, args[0], t.Actor.ID)
		if !storage.Tolds.Has(t.Tx, key) {
			storage.Tolds.Put(t.Tx, key, storage.Told{At: t.Event.At})
			t.Note("acknowledge", unitOf(t.Actor), args[0], "")
		}
		if _, ok := t.Event.Body.(Pressed); ok {
			t.Answer(ackThanks.plain(t.Lang()), false)
			return
		}
		t.Say(t.S(ackThanks))
	}
}

func ackKey(p *campaign.Plan, notice string, person int64) storage.Key {
	return storage.K(p.Campaign, "ack", notice, person)
}

// launched reports whether the notice is a launch of the plan that went out; one
// already past when the plan was adopted did not.
func launched(tx *storage.Tx, p *campaign.Plan, key string) bool {
	told, ok := storage.Tolds.Get(tx, storage.K(p.Campaign, key))
	return ok && !told.Past && strings.HasPrefix(key, string(campaign.PhaseOpens)+"/")
}

// acknowledged lists the units that have and have not confirmed a launch; the
// latest one when none is named.
func (t *Turn) acknowledged(key string) {
	if a, ok := t.announcement(strings.TrimPrefix(key, announcedKey)); ok && strings.HasPrefix(key, announcedKey) {
		t.showAnnounced(a)
		return
	}
	for _, f := range slices.Backward(t.Plan.Phases) {
		if k := string(campaign.PhaseOpens) + "/" + f.ID; key == "" && launched(t.Tx, t.Plan, k) {
			key = k
		}
	}
	_, id, _ := strings.Cut(key, "/")
	f, ok := t.Plan.Phase(id)
	if !ok {
		t.Say(t.S(nothingToAck))
		return
	}
	var missing []string
	total := 0
	for _, u := range t.Plan.Members() {
		total++
		done := false
		for _, p := range storage.PeopleWith(t.Tx, campaign.Contact, u.ID, t.Plan.Year) {
			done = done || storage.Tolds.Has(t.Tx, ackKey(t.Plan, key, p.ID))
		}
		if !done {
			missing = append(missing, u.Name)
		}
	}
	text := t.S(ackCount, f.Name, total-len(missing), total)
	if len(missing) > 0 {
		text += "\n" + t.S(ackMissing)
	}
	for _, name := range missing {
		text += "\n– " + t.S(plainLine, name)
	}
	t.Say(text)
}

var (
	ackThanks    = T("Đã ghi nhận đồng chí đã nhận thông báo. Trân trọng cảm ơn.", "Noted that you have received the notice. Thank you.")
	nothingToAck = T("Hiện không có thông báo nào cần xác nhận.", "There is no notice to confirm.")
	ackCount     = T("<b>Phát động %s</b>: %d/%d đơn vị đã nhận.", "<b>Launch of %s</b>: %d of %d units have confirmed.")
	ackMissing   = T("Chưa xác nhận:", "Not yet confirmed:")
)
