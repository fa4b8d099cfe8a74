package handlers_test

import (
	"testing"
	"time"

	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// TestRetentionErasesOnTheDay: who has held no role for the term is erased at
// the daily look, not a day earlier; the dry run says the same and erases
// nobody.
func TestRetentionErasesOnTheDay(t *testing.T) {
	d := newDesk(t)
	year := d.plan.Year
	set := handlers.Settings{Language: "vi", RetainMonths: 6}
	if _, _, err := handlers.Adopt(d.db, d.at, d.plan, "example", set); err != nil {
		t.Fatal(err)
	}
	zone := d.plan.Location()
	d.update(func(tx *storage.Tx) {
		old := campaign.Role{Kind: campaign.Contact, Unit: "vks", Year: year - 1}
		storage.PutPerson(tx, storage.Person{ID: 1, Name: "Năm trước", Roles: []campaign.Role{old}})
		storage.PutPerson(tx, storage.Person{ID: 2, Name: "Cả hai", Roles: []campaign.Role{old, {Kind: campaign.Contact, Unit: "vks", Year: year}}})
		storage.PutPerson(tx, storage.Person{ID: 3, Name: "Vừa thôi", Unroled: d.at})
		storage.PutPerson(tx, storage.Person{ID: 4, Name: "Quản trị", Roles: []campaign.Role{{Kind: campaign.Admin, Year: year - 3}}})
	})
	list, err := handlers.Retention(d.db, d.at, 6)
	if err != nil || len(list) != 2 || list[0].Person.ID != 1 || !list[0].Erased.Equal(time.Date(year, 7, 1, 0, 0, 0, 0, zone)) {
		t.Fatalf("the dry run lists %+v %v", list, err)
	}
	look := func(at time.Time) (ids []int64) {
		d.at = at
		for range 3 {
			d.do(0, handlers.Woke{})
		}
		d.update(func(tx *storage.Tx) {
			for _, p := range storage.People.Prefix(tx, nil) {
				ids = append(ids, p.ID)
			}
			if n := len(storage.Agenda.ByLane(tx, "retention daily")); n != 1 {
				t.Errorf("%d rows look daily, want one", n)
			}
		})
		return ids
	}
	if got := look(time.Date(year, 6, 30, 9, 0, 0, 0, zone)); len(got) != 4 {
		t.Error("a day before the term there are", got)
	}
	if got := look(time.Date(year, 7, 1, 9, 0, 0, 0, zone)); len(got) != 3 || got[0] != 2 {
		t.Error("on the day of the term there are", got)
	}
	if got := look(time.Date(year, 12, 10, 9, 0, 0, 0, zone)); len(got) != 2 {
		t.Error("half a year after the second left there are", got)
	}
}

// TestErasingKeepsOneMainContact: the deputy moves up when the main contact is
// erased, and a second secretary may go where the last may not.
func TestErasingKeepsOneMainContact(t *testing.T) {
	d := newDesk(t)
	year := d.plan.Year
	d.update(func(tx *storage.Tx) {
		for id, r := range map[int64]campaign.Role{
			1: {Kind: campaign.Contact, Unit: "vks", Year: year}, 2: {Kind: campaign.Contact, Unit: "vks", Year: year, Deputy: true},
			3: {Kind: campaign.Secretary, Unit: "ca", Year: year}, 4: {Kind: campaign.Secretary, Unit: "ca", Year: year},
		} {
			storage.PutPerson(tx, storage.Person{ID: id, Name: "Ai đó", Roles: []campaign.Role{r}})
		}
	})
	for _, id := range []int64{1, 3} {
		d.say(id, "/xoadulieu")
		d.say(id, "Xóa dữ liệu của tôi")
	}
	d.say(4, "/xoadulieu")
	d.say(4, "Xóa dữ liệu của tôi")
	d.update(func(tx *storage.Tx) {
		var ids []int64
		for _, p := range storage.People.Prefix(tx, nil) {
			ids = append(ids, p.ID)
		}
		if len(ids) != 2 || ids[0] != 2 || ids[1] != 4 {
			t.Error("left are", ids)
		}
		if p, _ := storage.GetPerson(tx, 2); p.Roles[0].Deputy {
			t.Error("the unit has no main contact")
		}
	})
}
