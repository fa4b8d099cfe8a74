package handlers

import (
	"slices"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// The kinds of audiences.
const (
	toAll      = "all"
	toContacts = "contacts"
	toHeads    = "heads"
	toLeaders  = "leaders"
	toOwing    = "owing"
	toUnits    = "units"
)

var audienceNames = map[string]Text{
	toAll:      T("Tất cả", "Everybody"),
	toContacts: T("Cán bộ đầu mối", "Focal points"),
	toHeads:    T("Thủ trưởng đơn vị", "Unit heads"),
	toLeaders:  T("Lãnh đạo khối", "Bloc leaders"),
	toOwing:    T("Đơn vị chưa nộp…", "Units that owe…"),
	toUnits:    T("Chọn đơn vị…", "Choose units…"),
}

func showAnnounceWhom(t *Turn) {
	var rows [][]storage.Button
	for pair := range slices.Chunk([]string{toAll, toContacts, toHeads, toLeaders, toOwing, toUnits}, 2) {
		var row []storage.Button
		for _, kind := range pair {
			row = append(row, t.B(kind, audienceNames[kind]))
		}
		rows = append(rows, row)
	}
	t.Show(t.S(announceWhom)+t.announceFileLines(), append(rows, Row(t.B("leave", leaveLabel)))...)
}

func pressAnnounceWhom(t *Turn, action string) {
	switch action {
	case toAll, toContacts, toHeads, toLeaders:
		t.audienceIs(storage.Audience{Kind: action})
	case toOwing:
		if len(t.owedAnywhere()) == 0 {
			t.Answer(nobodyOwes.plain(t.Lang()), true)
			return
		}
		t.Go("duty")
	case toUnits:
		t.Keep("units", "")
		t.Go("members")
	default:
		t.leaveAnnounce()
	}
}

func (t *Turn) audienceIs(to storage.Audience) {
	d := t.announceDraft()
	d.Audience = to
	t.saveAnnounceDraft(d)
	t.Go("look")
}

func showAnnounceDuty(t *Turn) {
	var rows [][]storage.Button
	text := t.S(announceOwing)
	for _, r := range t.owedAnywhere() {
		text += "\n" + t.S(owedLine, r.Short, len(t.debtors(r.ID)), len(t.Plan.Owing(r)))
		rows = append(rows, Row(storage.Button{Label: r.Short, Action: "req " + r.ID}))
	}
	t.Show(text, append(rows, Row(t.B("back", backLabel)))...)
}

func pressAnnounceDuty(t *Turn, action string) {
	if id, ok := strings.CutPrefix(action, "req "); ok {
		t.audienceIs(storage.Audience{Kind: toOwing, Requirement: id})
		return
	}
	t.Go("whom")
}

// showAnnounceUnits offers the units to be ticked.
func showAnnounceUnits(t *Turn) {
	chosen := strings.Fields(t.Kept("units"))
	rows := t.unitRows(t.Plan.Members(), func(u campaign.Unit) string {
		if slices.Contains(chosen, u.ID) {
			return tickedUnit.plain(t.Lang(), u.Name)
		}
		return u.Name
	})
	if len(chosen) > 0 {
		rows = append(rows, Row(t.B("done", unitsChosen, len(chosen))))
	}
	t.Show(t.S(announceUnits), append(rows, Row(t.B("back", backLabel)))...)
}

func pressAnnounceUnits(t *Turn, action string) {
	chosen := strings.Fields(t.Kept("units"))
	switch {
	case action == "back":
		t.Go("whom")
	case action == "done" && len(chosen) > 0:
		t.audienceIs(storage.Audience{Kind: toUnits, Units: chosen})
	default:
		t.tick(t.unitPressed(action))
	}
}

func saidAnnounceUnits(t *Turn, text string) { t.tick(t.unitSearched(t.Plan.Members(), text)) }

func (t *Turn) tick(unit string, ok bool) {
	if !ok {
		return
	}
	t.Keep("units", strings.Join(toggled(strings.Fields(t.Kept("units")), unit), " "))
	t.Keep("find", "")
	t.Go(t.State.Step)
}

// receivers are the people an announcement is for, except its author: those
// messages reach, and those none does.
func (t *Turn) receivers(a storage.Announcement) (reached, lost []storage.Person) {
	for _, p := range t.everyone() {
		switch {
		case p.ID == a.By || !t.isFor(p, a.Audience):
		case p.Unreached != "":
			lost = append(lost, p)
		default:
			reached = append(reached, p)
		}
	}
	return reached, lost
}

// isFor reports whether a person belongs to an audience now.
func (t *Turn) isFor(p storage.Person, to storage.Audience) bool {
	for _, r := range t.current(p) {
		ok := false
		switch to.Kind {
		case toAll:
			ok = slices.Contains(everybody, r.Kind)
		case toContacts:
			ok = r.Kind == campaign.Contact
		case toHeads:
			ok = r.Kind == campaign.UnitHead
		case toLeaders:
			ok = r.Kind == campaign.Leader
		case toUnits:
			ok = ofUnit(r.Kind) && slices.Contains(to.Units, r.Unit)
		case toOwing:
			if ofUnit(r.Kind) {
				d, has := t.dutyOf(r.Unit, to.Requirement)
				ok = has && d.Owes()
			}
		}
		if ok {
			return true
		}
	}
	return false
}

// audienceWords names an audience.
func (t *Turn) audienceWords(to storage.Audience, lang string) string {
	switch to.Kind {
	case toOwing:
		r, _ := t.Plan.Requirement(to.Requirement)
		return toOwingWords.In(lang, r.Short)
	case toUnits:
		var names []string
		for _, id := range to.Units {
			names = append(names, t.unitName(id))
		}
		return asIs.In(lang, strings.Join(names, "; "))
	}
	return audienceNames[to.Kind].In(lang)
}

var (
	announceWhom  = T("Thông báo gửi đến ai?", "Whom is it for?")
	announceOwing = T("Gửi đến các đơn vị chưa nộp nội dung nào?", "To the units that owe what?")
	announceUnits = T("Đồng chí bấm các đơn vị nhận, hoặc gõ một phần tên; xong thì bấm “Tiếp tục”.", "Press the units, or type a part of a name; then press “Go on”.")
	tickedUnit    = T("✓ %s", "✓ %s")
	unitsChosen   = T("Tiếp tục (%d)", "Go on (%d)")
	toOwingWords  = T("các đơn vị chưa nộp %s", "units that owe %s")
)
