package document_test

import (
	"fmt"
	"testing"

	"thidua/handlers/document"
)

// TestTablesKeepTheirHead: the head of every table stays when one scrolls and
// stands again on every page that is printed, in every workbook.
func TestTablesKeepTheirHead(t *testing.T) {
	build := build2(t)
	for book, c := range map[string]struct {
		file []byte
		head map[string]int // rows
	}{
		"register":  {build(document.RegisterBook(register())), map[string]int{"Sổ đến": 3, "Tình hình": 3}},
		"standings": {build(document.StandingsBook(document.StandingsPaper{Sheet: scoreSheet(), Standings: standings(scoreSheet(), 7), Made: made})), map[string]int{"Xếp hạng": 3, "Chi tiết": 3}},
		"sheet":     {build(document.ScoreSheetBook(scorePaper())), map[string]int{"Bảng chấm điểm": 3}},
		"bloc":      {build(document.BlocBook(blocPaper())), map[string]int{"Toàn khối": 4, "tand": 3, "stp": 3}},
	} {
		f, printed := openBook(t, c.file), map[string]string{}
		for _, d := range f.GetDefinedName() {
			printed[d.Scope] = d.RefersTo
		}
		for name, rows := range c.head {
			panes, err := f.GetPanes(name)
			if err != nil || !panes.Freeze || panes.YSplit != rows {
				t.Errorf("%s, %s: frozen %v at %d, want %d (%v)", book, name, panes.Freeze, panes.YSplit, rows, err)
			}
			if want := fmt.Sprintf("'%s'!$1:$%d", name, rows); printed[name] != want {
				t.Errorf("%s, %s: printed titles %q, want %q", book, name, printed[name], want)
			}
		}
	}
}
