package handlers

import (
	"slices"

	"thidua/campaign"
	"thidua/storage"
)

// fellBack follows a clock that ran ahead and was set right, as after a start
// with a wrong date: what was told for days that are still to come is to be told
// on them. Today's stays told, so that nobody is reminded twice in a day. What the
// days ahead changed in the data (a window that ended, an erasure) stays.
func (t *Turn) fellBack(f FellBack) {
	if t.Plan == nil {
		return
	}
	today := t.Plan.Day(t.Event.At)
	again := 0
	for _, n := range campaign.Notices(t.Plan) {
		key := storage.K(t.Plan.Campaign, n.Key)
		told, ok := storage.Tolds.Get(t.Tx, key)
		if ok && told.At.After(t.Event.At) && t.Plan.Day(n.At).After(today) {
			storage.Tolds.Delete(t.Tx, key)
			again++
		}
	}
	again += t.forgetReminded(today)
	t.layAnew()
	if again == 0 {
		return
	}
	for _, p := range t.leadership() {
		lang := t.LangOf(p)
		t.tellLoud(p, clockBack.In(lang, stamp(t.local(f.From), lang), stamp(t.local(f.To), lang)))
	}
}

// layAnew lays out everything that lays itself out again when it comes due, or
// that has come due for days ahead.
func (t *Turn) layAnew() {
	layOut(t.Tx, t.Plan, t.Event.At)
	layMorning(t.Tx, t.Plan, t.Event.At)
	for _, j := range storage.Agenda.ByLane(t.Tx, retentionLane) {
		storage.Agenda.Remove(t.Tx, j.ID)
	}
	layRetention(t.Tx, t.Plan, t.Set, t.Event.At)
	if g, ok := storage.BoundGroup(t.Tx); ok && g.Lost.IsZero() {
		t.boardTomorrow(g)
	}
	for _, u := range t.Plan.Competing() {
		for _, d := range t.duties(u.ID) {
			if d.Return != nil {
				t.remindReturn(*d.Return)
			}
		}
		for _, d := range crossDutiesOf(t.Tx, t.Plan, u.ID) {
			for _, day := range t.Plan.CrossReminders(d.LastDay) {
				t.roundOn(day)
			}
		}
	}
}

// forgetReminded takes back that people were reminded on days after today.
func (t *Turn) forgetReminded(today campaign.Date) int {
	var keys []storage.Key
	from := storage.K(t.Plan.Campaign, "reminded", today.AddDays(1).String())
	for k := range storage.Tolds.Prefix(t.Tx, storage.K(t.Plan.Campaign, "reminded")) {
		if slices.Compare(k, from) >= 0 {
			keys = append(keys, k)
		}
	}
	for _, k := range keys {
		storage.Tolds.Delete(t.Tx, k)
	}
	return len(keys)
}

var clockBack = T(
	"<b>Đồng hồ của máy chạy bot vừa được chỉnh lùi</b>\nTừ %s về %s. Lịch nhắc đã được lập lại theo giờ đúng; tin gửi trong lúc đồng hồ chạy trước có thể sai ngày và sẽ được gửi lại đúng ngày. Đề nghị đồng chí báo người vận hành kiểm tra đồng hồ của máy.",
	"<b>The clock of the bot's machine was set back</b>\nFrom %s to %s. The timetable follows the right time again; what was sent while the clock was ahead may name wrong days and comes again on the right ones. Please have the operator check the machine's clock.")
