package handlers

import (
	"strconv"

	"thidua/campaign"
	"thidua/storage"
)

// A page lists so many versions at most, and only so many that each of their
// files has its button: Telegram shows a hundred of them, a thumb reads forty.
const (
	shownVersions = 4
	versionRows   = 40
)

// versionsPage lists the versions of one requirement, newest first, and opens
// their files. args may name the page, counted from 0.
func (t *Turn) versionsPage(unit, requirement string, args []string) {
	r, ok := t.Plan.Requirement(requirement)
	if !ok {
		t.unitPage(unit)
		return
	}
	subs := storage.SubmissionsOf(t.Tx, t.Plan.Campaign, unit, requirement)
	if len(subs) == 0 {
		t.Show(t.S(noVersions, r.Title, t.unitName(unit)), Row(t.B("/trangthai "+unit, stepBack)))
		return
	}
	pages, page := versionPages(subs), 0
	if len(args) > 0 {
		page, _ = strconv.Atoi(args[0])
		page = min(max(page, 0), len(pages)-1)
	}
	official, _ := campaign.Official(subs)
	text := t.S(versionsHead, r.Title, t.unitName(unit))
	var rows [][]storage.Button
	for _, i := range pages[page] {
		s := subs[i]
		text += "\n\n" + t.versionLines(s, i == official)
		rows = append(rows, t.versionButtons(s)...)
		for n, a := range s.Attachments {
			action := "/tep " + unit + " " + requirement + " " + strconv.Itoa(s.Version) + " " + strconv.Itoa(n+1)
			rows = append(rows, Row(t.B(action, openFile, s.Version, short(a.Name, 40))))
		}
	}
	if newest := subs[len(subs)-1].Version; page == 0 && t.mayRun("/thamdinh") {
		rows = append(rows, Row(t.B("/thamdinh "+unit+" "+requirement+" "+strconv.Itoa(newest), reviewOpen, newest)))
	}
	t.Show(text, append(rows, t.olderRows("/trangthai "+unit+" "+requirement+" ", page, len(pages), unit)...)...)
}

// olderRows lead to newer and older versions, and back to the unit.
func (t *Turn) olderRows(command string, page, pages int, unit string) [][]storage.Button {
	var turn []storage.Button
	if page > 0 {
		turn = append(turn, t.B(command+strconv.Itoa(page-1), newerVersions))
	}
	if page < pages-1 {
		turn = append(turn, t.B(command+strconv.Itoa(page+1), olderVersions))
	}
	back := Row(t.B("/trangthai "+unit, stepBack))
	if turn == nil {
		return [][]storage.Button{back}
	}
	return [][]storage.Button{turn, back}
}

// versionPages parts versions into pages of their indices, newest first. One
// version is never parted: a hand-in has at most maxFiles files.
func versionPages(subs []campaign.Submission) [][]int {
	var pages [][]int
	rows := 0
	for i := len(subs) - 1; i >= 0; i-- {
		need := 1 + len(subs[i].Attachments)
		if n := len(pages); n == 0 || len(pages[n-1]) == shownVersions || rows+need > versionRows {
			pages, rows = append(pages, nil), 0
		}
		pages[len(pages)-1] = append(pages[len(pages)-1], i)
		rows += need
	}
	return pages
}

var (
	newerVersions = T("‹ Bản mới hơn", "‹ Newer versions")
	olderVersions = T("Bản cũ hơn ›", "Older versions ›")
)
