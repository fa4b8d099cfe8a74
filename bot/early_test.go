package bot

import (
	"testing"
	"testing/synctest"
	"time"

	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// TestNothingRingsInTheNight: a notice that could not be sent by day, because
// the network was down, does not ring when it comes back at night; what somebody
// waits for in the same chat goes at once, and the notice in the morning.
func TestNothingRingsInTheNight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t)
		r := newRig(t, tg)
		plan := r.opts.Config.Plan
		time.Sleep(14 * time.Hour) // 21:00 of the plan, whose quiet hours begin at 20:00
		if !plan.Quiet(time.Now(), false) {
			t.Fatalf("%v is no quiet hour", time.Now().In(plan.Location()))
		}
		err := r.db.Update(time.Now(), func(tx *storage.Tx) error {
			storage.PutPerson(tx, storage.Person{ID: 7, Name: "Hoa", Roles: []campaign.Role{{Kind: campaign.Contact, Unit: "vks", Year: plan.Year}}})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		f := plan.Phases[0]
		r.emit(handlers.Outgoing{
			Kind: handlers.OutSay, Class: handlers.ClassFanout, Chat: 7,
			Lazy: &handlers.Lazy{Name: "notice", Person: 7, Args: map[string]string{
				"key": "phase-open/" + f.ID, "kind": string(campaign.PhaseOpens), "subject": f.ID, "day": f.Span.From.String(),
			}},
		}, say(7, "a reply"))
		time.Sleep(time.Hour)
		if got := tg.texts(7); len(got) != 1 || got[0] != "a reply" {
			t.Fatalf("in the night: %q", got)
		}
		time.Sleep(10 * time.Hour)
		if got := tg.texts(7); len(got) != 2 {
			t.Errorf("by the morning: %q", got)
		}
	})
}
