package handlers

import (
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// directoryTalk is /danhba: who speaks for each unit, the desk and the leaders
// (S15). Telephone numbers are masked for everybody; whoever needs one asks the
// desk. "/danhba thanh tra" searches, "/danhba 2" turns the page.
func directoryTalk() Conversation {
	return Conversation{
		Name: "directory", Commands: []string{"danhba", "directory"}, Aside: true,
		Help: T("Danh bạ đầu mối của Khối", "Who speaks for which unit"),
		Who: []campaign.RoleKind{
			campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader, campaign.Observer, campaign.Admin,
		},
		Start: startDirectory,
	}
}

func startDirectory(t *Turn, args []string) {
	if t.Plan == nil || !t.allowed(campaign.ActReadPlan, "") {
		t.notFor("danhba")
		return
	}
	if len(args) == 1 {
		if page, err := strconv.Atoi(args[0]); err == nil {
			t.directory(t.Plan.Members(), max(0, page-1), "")
			return
		}
	}
	words := strings.Join(args, " ")
	found := matching(t.Plan.Members(), words)
	if len(found) == 0 {
		t.Say(t.S(unitUnknown, echo(words)))
		return
	}
	t.directory(found, 0, words)
}

// directory is one page; the desk and the leaders stand on the first of the
// whole list.
func (t *Turn) directory(units []campaign.Unit, page int, searched string) {
	page = min(page, (len(units)-1)/unitPage)
	text := t.S(directoryHead, t.Plan.Bloc)
	if page == 0 && searched == "" {
		for _, kind := range []campaign.RoleKind{campaign.Secretary, campaign.Leader} {
			if people := storage.Desk(t.Tx, kind, t.year()); len(people) > 0 {
				text += "\n\n" + t.S(titleLine, roleNames[kind].In(t.Lang())) + t.inDirectory(people, kind, "")
			}
		}
	}
	for _, u := range units[page*unitPage : min(len(units), (page+1)*unitPage)] {
		text += "\n\n" + t.S(titleLine, u.Name)
		people := storage.PeopleWith(t.Tx, campaign.Contact, u.ID, t.year())
		if len(people) == 0 {
			text += "\n" + t.S(directoryNobody)
			continue
		}
		text += t.inDirectory(people, campaign.Contact, u.ID)
	}
	var row []storage.Button
	if searched == "" && page > 0 {
		row = append(row, t.B("/danhba "+strconv.Itoa(page), previousPage))
	}
	if searched == "" && (page+1)*unitPage < len(units) {
		row = append(row, t.B("/danhba "+strconv.Itoa(page+2), nextPage))
	}
	if row == nil {
		t.Say(text)
		return
	}
	t.Say(text, row)
}

// inDirectory names people with position, masked number, and what their place is.
func (t *Turn) inDirectory(people []storage.Person, kind campaign.RoleKind, unit string) string {
	text := ""
	for _, p := range people {
		line := t.S(plainLine, p.Name)
		for _, r := range t.current(p) {
			if r.Kind == kind && r.Unit == unit && r.Deputy {
				line = t.S(deputyRole, p.Name)
			}
		}
		for _, more := range []string{p.Position, maskPhone(p.Phone)} {
			if more != "" {
				line += ", " + t.S(plainLine, more)
			}
		}
		text += "\n– " + line
	}
	return text
}

var (
	directoryHead   = T("<b>Danh bạ đầu mối</b>\n%s", "<b>Directory</b>\n%s")
	directoryNobody = T("Chưa có cán bộ đầu mối.", "No focal point yet.")
)
