package document

import (
	"slices"
	"testing"
)

// TestReportTellsTheKeyTasks: the indicator of the bloc opens the part on its
// tasks, and nothing stands in its place where there is none.
func TestReportTellsTheKeyTasks(t *testing.T) {
	r := ReportPaper{KeyTasks: "Hoàn thành xuất sắc nhiệm vụ: 1/7 đơn vị."}
	told := func(r ReportPaper) bool {
		return slices.ContainsFunc(r.paper().Blocks, func(b Block) bool { return b == Body{Text: "Hoàn thành xuất sắc nhiệm vụ: 1/7 đơn vị."} })
	}
	if !told(r) {
		t.Error("the indicator is not in the report")
	}
	if r.KeyTasks = ""; told(r) || len(r.keyTasks()) != 1 {
		t.Error("a report without figures tells an indicator")
	}
}
