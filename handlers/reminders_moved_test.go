package handlers_test

import (
	"encoding/json"
	"fmt"
	"slices"

	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// The part of the random summers in which last days are moved.

func (s *summer) extend(unit string, days int) {
	if _, in := s.handed[unit]; in {
		return
	}
	r, _ := s.plan.Requirement("soket")
	common, _ := s.plan.LastDay(r)
	e := campaign.Extension{Unit: unit, Requirement: "soket", Days: days, Until: common.AddDays(days)}
	s.update(func(tx *storage.Tx) { storage.AmendPlan(tx, e, 2001, s.now, "vì số liệu") })
	s.adoptSummer("drawn")
	s.moved = append(s.moved, extended{at: s.now, unit: unit, last: e.Until, days: days})
}

// postpone moves the date in the config and has the running bot read it, twice.
func (s *summer) postpone(days int) {
	i := slices.IndexFunc(s.plan.Requirements, func(r campaign.Requirement) bool { return r.ID == "soket" })
	s.plan.Requirements = slices.Clone(s.plan.Requirements)
	s.plan.Requirements[i].Due.Date = s.plan.Requirements[i].Due.Date.AddDays(days)
	for range 2 {
		s.adoptSummer("postponed")
		s.event(handlers.Adopted{})
	}
	last, _ := s.plan.LastDay(s.plan.Requirements[i])
	s.moved = append(s.moved, extended{at: s.now, last: last})
}

// takeBack has the desk take a unit's extension back, to a day drawn; what came
// of it is read from the store.
func (s *summer) takeBack(unit string) {
	u, _ := s.plan.Unit(unit)
	day := campaign.DateOf(s.now).AddDays(s.int("back to", 0, 9))
	for i, text := range []string{"/giahan", "Rút gia hạn đã cho", u.Name + " – Báo cáo sơ kết", "Hội nghị họp sớm hơn", day.String(), "Rút gia hạn"} {
		s.says(fmt.Sprint("back ", unit, i, s.now), 2001, text)
	}
	var all []storage.Amendment
	s.view(func(tx *storage.Tx) { all = storage.Amendments(tx, s.plan.Campaign) })
	var w campaign.Withdrawal
	if n := len(all) - 1; n < 0 || all[n].Kind != storage.AmendWithdrawal || json.Unmarshal(all[n].Payload, &w) != nil || w.Unit != unit {
		return // it was over, or there was no such day
	}
	if !w.Until.After(campaign.DateOf(s.now)) {
		s.r.Fatalf("%s had its extension taken back at %v to %v", unit, s.now, w.Until)
	}
	s.moved = append(s.moved, extended{at: s.now, unit: unit, last: w.Until, days: w.Days, back: true})
	for i := range s.snoozed {
		if z := &s.snoozed[i]; slices.Contains(summerUnits[unit], z.chat) && z.holds(s.now) {
			z.to = s.now
		}
	}
}

// says has somebody type something.
func (s *summer) says(key string, chat int64, text string) {
	_, err := handlers.Apply(s.db, s.now, handlers.Batch{Events: []handlers.Event{{
		Key: key, At: s.now, From: handlers.Sender{ID: chat}, Chat: handlers.Chat{ID: chat}, Body: handlers.Said{Text: text},
	}}})
	if err != nil {
		s.t.Fatal(err)
	}
}
