package handlers

import (
	"slices"
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// unitPage is how many units one screen offers; longer lists have pages and are
// searched by typing a part of the name, with or without marks.
const unitPage = 8

// unitRows are the buttons of a page of units, "unit <id>" each, with the arrows
// "page <n>" below. The page shown is the kept answer "page", the search "find".
func (t *Turn) unitRows(units []campaign.Unit, label func(campaign.Unit) string) [][]storage.Button {
	units = matching(units, t.Kept("find"))
	page, last := t.page(len(units), unitPage)
	var rows [][]storage.Button
	for _, u := range units[page*unitPage : min(len(units), (page+1)*unitPage)] {
		rows = append(rows, Row(storage.Button{Label: label(u), Action: "unit " + u.ID}))
	}
	if arrows := t.arrows(page, last); arrows != nil {
		rows = append(rows, arrows)
	}
	if t.Kept("find") != "" {
		rows = append(rows, Row(t.B("all", wholeList)))
	}
	return rows
}

// page is the page of a list the person has turned to and the last one, from 0.
func (t *Turn) page(items, each int) (page, last int) {
	page, _ = strconv.Atoi(t.Kept("page"))
	last = max(0, (items-1)/each)
	return min(max(page, 0), last), last
}

// arrows turn the pages of a list.
func (t *Turn) arrows(page, last int) []storage.Button {
	var out []storage.Button
	if page > 0 {
		out = append(out, t.B("page "+strconv.Itoa(page-1), previousPage))
	}
	if page < last {
		out = append(out, t.B("page "+strconv.Itoa(page+1), nextPage))
	}
	return out
}

// unitPressed follows the buttons of unitRows: the unit chosen, or the list
// turned and shown again by the step's Show.
func (t *Turn) unitPressed(action string) (unit string, ok bool) {
	word, arg, _ := strings.Cut(action, " ")
	switch word {
	case "unit":
		_, ok := t.Plan.Unit(arg)
		return arg, ok
	case "page":
		t.Keep("page", arg)
		t.Go(t.State.Step)
	case "all":
		t.Keep("find", "")
		t.Keep("page", "")
		t.Go(t.State.Step)
	}
	return "", false
}

// unitSearched takes typed words as a search: one match is chosen, several are
// shown, none is said.
func (t *Turn) unitSearched(units []campaign.Unit, text string) (unit string, ok bool) {
	found := matching(units, text)
	switch len(found) {
	case 0:
		t.Say(t.S(unitUnknown, echo(text)))
	case 1:
		return found[0].ID, true
	default:
		t.Keep("find", text)
		t.Keep("page", "")
		t.Go(t.State.Step)
	}
	return "", false
}

// matching are the units whose name holds what was typed, folded.
func matching(units []campaign.Unit, text string) []campaign.Unit {
	want := fold(text)
	if want == "" {
		return units
	}
	var out []campaign.Unit
	for _, u := range units {
		if strings.Contains(fold(u.Name), want) || u.ID == want {
			out = append(out, u)
		}
	}
	return out
}

// plainName labels a unit by its name alone.
func plainName(u campaign.Unit) string { return u.Name }

var (
	previousPage = T("‹ Trang trước", "‹ Previous")
	nextPage     = T("Trang sau ›", "Next ›")
	wholeList    = T("Xem cả danh sách", "Show the whole list")
	unitUnknown  = T(
		"Không có đơn vị nào trong khối có tên chứa “%s”. Đề nghị đồng chí bấm chọn, hoặc gõ một phần tên, ví dụ: thanh tra.",
		"No unit of the bloc has a name with “%s”. Please press one, or type a part of its name, for example: thanh tra.")
)

// toggled adds a unit to those chosen, or takes it out.
func toggled(chosen []string, unit string) []string {
	if i := slices.Index(chosen, unit); i >= 0 {
		return slices.Delete(slices.Clone(chosen), i, i+1)
	}
	return append(slices.Clone(chosen), unit)
}
