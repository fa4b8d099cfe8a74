package handlers

import (
	"encoding/json"
	"strconv"

	"thidua/campaign"
	"thidua/storage"
)

// tellConflicts tells the desk and the leaders once, after a config was adopted,
// what was changed in chat and no longer fits it.
func (t *Turn) tellConflicts() {
	if t.Plan == nil {
		return
	}
	for _, a := range storage.AmendmentsInConflict(t.Tx) {
		key := storage.K(t.Plan.Campaign, "conflict", strconv.Itoa(t.Plan.Revision), strconv.Itoa(a.Number))
		if storage.Tolds.Has(t.Tx, key) {
			continue
		}
		storage.Tolds.Put(t.Tx, key, storage.Told{At: t.Event.At})
		for _, p := range t.leadership() {
			lang := t.LangOf(p)
			t.tellLoud(p, conflictNews.In(lang, HTML(t.amendmentWords(a, lang)), stamp(t.local(a.At), lang)))
		}
	}
}

// amendmentWords says what an amendment changed.
func (t *Turn) amendmentWords(a storage.Amendment, lang string) string {
	switch a.Kind {
	case storage.AmendConference:
		var f storage.FixedConference
		if json.Unmarshal(a.Payload, &f) == nil {
			name := f.Conference
			if c, ok := t.Plan.Conference(f.Conference); ok {
				name = c.Title
			}
			return conflictConference.In(lang, name, shortDay(f.Day, lang))
		}
	case storage.AmendExtension:
		var e campaign.Extension
		if json.Unmarshal(a.Payload, &e) == nil {
			name := e.Requirement
			if r, ok := t.Plan.Requirement(e.Requirement); ok {
				name = r.Title
			}
			return conflictExtension.In(lang, name, t.forWhom(e.Unit, lang), shortDay(e.Until, lang))
		}
	case storage.AmendMovement:
		var l campaign.Launch
		if json.Unmarshal(a.Payload, &l) == nil {
			return conflictMovement.In(lang, l.Movement.Name)
		}
	}
	return strconv.Itoa(a.Number)
}

var (
	conflictNews = T("Kế hoạch vừa được cập nhật và không còn khớp với một thay đổi đã làm trên bot: %s (lúc %s). Đề nghị đồng chí kiểm tra.",
		"The plan was updated and no longer agrees with a change made here: %s (%s). Please check.")
	conflictConference = T("chốt ngày %s: %s", "the day of %s: %s")
	conflictExtension  = T("gia hạn %s cho %s đến %s", "more time for %s, %s, until %s")
	conflictMovement   = T("phong trào “%s”", "the movement “%s”")
)
