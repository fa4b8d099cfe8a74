package handlers_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// TestOneMainContactAlways: whatever people join, hand over, accept, refuse,
// are revoked and erased, a unit with contacts has exactly one main contact
// after every event.
func TestOneMainContactAlways(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		d := newDesk(t)
		year := d.plan.Year
		d.update(func(tx *storage.Tx) {
			for _, id := range []int64{50, 51} {
				storage.PutPerson(tx, storage.Person{ID: id, Name: "Thường trực", Roles: []campaign.Role{{Kind: campaign.Secretary, Unit: "ca", Year: year}}})
			}
			for id := int64(1); id <= 2; id++ {
				storage.PutPerson(tx, storage.Person{ID: id, Name: fmt.Sprint("Người ", id), Consent: "1", Roles: []campaign.Role{
					{Kind: campaign.Contact, Unit: "vks", Year: year, Deputy: id > 1},
				}})
			}
		})
		for range rapid.IntRange(1, 12).Draw(r, "events") {
			d.happen(r)
			d.update(func(tx *storage.Tx) {
				mains, all := 0, storage.PeopleWith(tx, campaign.Contact, "vks", year)
				for _, p := range all {
					for _, role := range p.Roles {
						if role.Kind == campaign.Contact && role.Unit == "vks" && !role.Deputy {
							mains++
						}
					}
				}
				if len(all) > 0 && mains != 1 {
					r.Fatalf("%d contacts, %d of them main", len(all), mains)
				}
			})
		}
	})
}

// happen lets one thing happen to one of four people.
func (d *desk) happen(r *rapid.T) {
	id := int64(rapid.IntRange(1, 4).Draw(r, "who"))
	to := int64(rapid.IntRange(1, 4).Draw(r, "to"))
	switch rapid.SampledFrom([]string{"join", "hand over", "accept", "refuse", "revoke", "erase", "day"}).Draw(r, "what") {
	case "join":
		d.update(func(tx *storage.Tx) {
			if _, ok := storage.GetPerson(tx, id); !ok {
				storage.PutPerson(tx, storage.Person{ID: id, Name: fmt.Sprint("Người ", id), Consent: "1"})
			}
		})
		d.say(50, "/moi contact")
		for _, text := range d.say(50, "vien kiem sat") {
			if _, rest, ok := strings.Cut(text, "?start="); ok {
				d.say(id, "/start "+rest[:22])
			}
		}
	case "hand over":
		d.say(id, "/bangiao")
		d.say(id, fmt.Sprint("Người ", to))
		d.say(id, rapid.SampledFrom([]string{"Ngay khi nhận", "15/6"}).Draw(r, "day"))
		d.say(id, "Bàn giao")
	case "accept", "refuse":
		word := rapid.SampledFrom([]string{"nhan", "tuchoi"}).Draw(r, "answer")
		d.update(func(tx *storage.Tx) {
			for _, h := range storage.Handovers.Prefix(tx, nil) {
				id = h.IncomingBy
				to = int64(h.ID)
			}
		})
		if id != 0 {
			d.say(id, "/bangiao "+word+" "+strconv.FormatInt(to, 10))
		}
	case "revoke":
		d.say(50, "/moi thuhoi "+strconv.FormatInt(id, 10))
		d.say(50, "Thu hồi")
	case "erase":
		d.say(id, "/xoadulieu")
		d.say(id, "Xóa dữ liệu của tôi")
	case "day":
		d.at = d.at.AddDate(0, 0, 3)
		d.do(0, handlers.Woke{})
		d.do(0, handlers.Woke{})
	}
}
