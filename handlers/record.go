package handlers

import (
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// recordTalk is /ghinhan: what the desk notes on criteria units never type –
// absences, false declarations, bonuses of the head, gates – with count and
// reason. The unit is told at once and reads its own records by the same
// command. A record is never changed; a wrong one is taken back by another.
func recordTalk() Conversation {
	return Conversation{
		Name: "record", Commands: []string{"ghinhan", "record"},
		Help:  T("Điểm thưởng, điểm trừ, điều kiện do thường trực ghi nhận", "Bonuses, deductions and conditions noted by the desk"),
		Who:   []campaign.RoleKind{campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader},
		Start: startRecord,
		Steps: map[string]Step{
			"units": {Show: showRecordUnits, Press: pressRecordUnits, Said: saidRecordUnits, Awaits: unitAwaited},
			"unit":  {Show: showRecordUnit, Press: pressRecordUnit, Said: saidRecordUnits, Awaits: awaitsHoldUnit},
			"which": {Show: showRecordWhich, Press: pressRecordWhich, Said: saidRecordWhich, Awaits: awaitsRecordWhich},
			"count": {Show: showRecordCount, Press: pressRecordCount, Said: saidRecordCount, Awaits: awaitsRecordCount},
			"undo":  {Show: showRecordUndo, Press: pressRecordUndo, Said: saidRecordUndo, Awaits: awaitsRecordUndo},
			"why":   {Show: showRecordWhy, Press: pressRecordWhy, Said: saidRecordWhy, Awaits: awaitsRecordWhy},
			"sure":  {Show: showRecordSure, Press: pressRecordSure, Awaits: awaitsExtendSure},
		},
	}
}

// startRecord opens the desk's list, one unit's page, or the own unit's.
func startRecord(t *Turn, args []string) {
	if t.Plan == nil {
		t.Say(t.S(noPlan))
		return
	}
	t.Begin("record", "", nil)
	switch {
	case len(args) > 0 && t.competes(args[0]) && t.allowed(campaign.ActSeeOwn, args[0]):
		t.Keep("unit", args[0])
		t.Go("unit")
	case t.seesBoard():
		t.Go("units")
	case len(t.ownCompeting()) == 1:
		t.Keep("unit", t.ownCompeting()[0].ID)
		t.Go("unit")
	case len(t.ownCompeting()) > 1:
		t.Go("units")
	default:
		t.End()
		t.Say(t.S(recordNoUnit))
	}
}

// recordUnits are the units whose records the actor may read.
func (t *Turn) recordUnits() []campaign.Unit {
	if t.seesBoard() {
		return t.Plan.Competing()
	}
	return t.ownCompeting()
}

func showRecordUnits(t *Turn) {
	rows := t.unitRows(t.recordUnits(), func(u campaign.Unit) string {
		if n := len(campaign.StandingRecords(storage.RecordsOf(t.Tx, t.Plan.Campaign, u.ID))); n > 0 {
			return recordUnitCount.plain(t.Lang(), u.Name, n)
		}
		return u.Name
	})
	t.Show(t.S(recordHead), append(rows, Row(t.B("leave", leaveLabel)))...)
}

func pressRecordUnits(t *Turn, action string) {
	if action == "leave" {
		t.leaveRecord()
		return
	}
	if unit, ok := t.unitPressed(action); ok {
		t.recordUnit(unit)
	}
}

func saidRecordUnits(t *Turn, text string) {
	if unit, ok := t.unitSearched(t.recordUnits(), text); ok {
		t.recordUnit(unit)
	}
}

func (t *Turn) recordUnit(unit string) {
	if !t.allowed(campaign.ActSeeOwn, unit) {
		t.lost()
		return
	}
	t.Keep("unit", unit)
	t.Keep("page", "")
	t.Go("unit")
}

func (t *Turn) leaveRecord() {
	t.End()
	t.Close(t.S(holdLeft))
}

// showRecordUnit is one unit's records and sums; who may enter some finds the
// buttons for it.
func showRecordUnit(t *Turn) {
	unit := t.Kept("unit")
	if !t.allowed(campaign.ActSeeOwn, unit) {
		t.lost()
		return
	}
	records := storage.RecordsOf(t.Tx, t.Plan.Campaign, unit)
	text := paragraphs(t.S(recordUnitHead, t.unitName(unit)), t.recordLines(records), t.recordSums(records))
	var rows [][]storage.Button
	switch {
	case t.allowed(campaign.ActRecord, unit):
		row := Row(t.B("new", recordNewLabel))
		if len(campaign.StandingRecords(records)) > 0 {
			row = append(row, t.B("undo", recordUndoLabel))
		}
		rows = append(rows, row)
	case t.seesBoard():
		text = paragraphs(text, t.S(recordOwnUnit))
	case len(records) > 0 && t.mayRun("/giaitrinh"):
		rows = append(rows, Row(t.B("/giaitrinh", recordExplain)))
	}
	t.Show(text, append(rows, Row(t.B("units", stepBack), t.B("leave", leaveLabel)))...)
}

// shownRecords is how many records one page lists, the newest.
const shownRecords = 10

// recordLines lists records, oldest first, the taken back ones marked.
func (t *Turn) recordLines(records []campaign.DeskRecord) string {
	back := map[int]campaign.DeskRecord{}
	for _, r := range records {
		back[r.Cancels] = r
	}
	var out []string
	for _, r := range records {
		if r.Cancels > 0 {
			continue
		}
		line := t.S(recordLine, r.Number, stamp(t.local(r.At), t.Lang()), HTML(t.recordWords(r, t.Lang())), r.Reason)
		if b, gone := back[r.Number]; gone {
			line += " " + t.S(recordGoneMark, stamp(t.local(b.At), t.Lang()), b.Reason)
		}
		out = append(out, line)
	}
	if out == nil {
		return t.S(recordNone)
	}
	if cut := len(out) - shownRecords; cut > 0 {
		out = append([]string{t.S(recordOlder, cut)}, out[cut:]...)
	}
	return strings.Join(out, "\n")
}

// recordWords is what was recorded: "E3, 02 lần", "G1, không đạt".
func (t *Turn) recordWords(r campaign.DeskRecord, lang string) string {
	c, _ := t.Plan.Sheet.Criterion(r.Criterion)
	return recordWhat.In(lang, r.Criterion, timesWords(c, r.Count, lang))
}

func timesWords(c campaign.Criterion, n int64, lang string) string {
	switch {
	case c.Kind.YesNo() && n == 0:
		return gateNoWords.In(lang)
	case c.Kind.YesNo():
		return gateYesWords.In(lang)
	}
	return counted(int(n), lang, timesNoun)
}

// recordSums adds the standing records up, criterion by criterion, with the caps.
func (t *Turn) recordSums(records []campaign.DeskRecord) string {
	sum := campaign.RecordEntries(&t.Plan.Sheet, records)
	var out []string
	var bonus, deduction campaign.Points
	for _, c := range t.Plan.Sheet.Criteria {
		e, ok := sum[c.ID]
		if !ok {
			continue
		}
		line := t.S(recordSum, c.ID, c.Title, t.entryWords(c, e))
		switch c.Kind {
		case campaign.KindBonus:
			bonus += campaign.ScoreOf(c, e)
		case campaign.KindDeduction:
			deduction += campaign.ScoreOf(c, e)
		}
		if c.Kind != campaign.KindGate {
			line += t.S(recordCap, pointsWords(c.Max, t.Lang()))
		}
		out = append(out, line)
	}
	if out == nil {
		return ""
	}
	s := t.Plan.Sheet
	if bonus > 0 {
		out = append(out, t.S(recordBonusCap, pointsWords(min(bonus, s.BonusCap), t.Lang()), pointsWords(s.BonusCap, t.Lang())))
	}
	if deduction > 0 {
		out = append(out, t.S(recordDeductionCap, pointsWords(min(deduction, s.DeductionCap), t.Lang()), pointsWords(s.DeductionCap, t.Lang())))
	}
	return lines(append([]string{t.S(recordSumHead)}, out...)...)
}

func pressRecordUnit(t *Turn, action string) {
	switch action {
	case "units":
		t.Go("units")
	case "new":
		t.Keep("undo", "")
		t.Go("which")
	case "undo":
		t.Go("undo")
	default:
		t.leaveRecord()
	}
}

var (
	recordHead         = T("<b>Ghi nhận của thường trực</b>\nĐồng chí chọn đơn vị.", "<b>Records of the desk</b>\nChoose a unit.")
	recordUnitCount    = T("%s (%d)", "%s (%d)")
	recordUnitHead     = T("<b>Ghi nhận của thường trực: %s</b>", "<b>Records of the desk: %s</b>")
	recordNone         = T("Chưa có ghi nhận nào.", "There is no record.")
	recordOlder        = T("… và %d ghi nhận cũ hơn.", "… and %d older records.")
	recordLine         = T("– Số %d, %s: <b>%s</b>. Lý do: %s", "– No. %d, %s: <b>%s</b>. Reason: %s")
	recordGoneMark     = T("(đã rút lại %s: %s)", "(taken back %s: %s)")
	recordWhat         = T("%s, %s", "%s, %s")
	recordSumHead      = T("Cộng theo tiêu chí:", "Added up:")
	recordSum          = T("– %s. %s: %s", "– %s. %s: %s")
	recordCap          = T(" (tối đa %s)", " (at most %s)")
	recordBonusCap     = T("Tổng điểm thưởng theo ghi nhận: %s (trần %s).", "Bonus by the records: %s (cap %s).")
	recordDeductionCap = T("Tổng điểm trừ theo ghi nhận: %s (trần %s).", "Deduction by the records: %s (cap %s).")
	recordOwnUnit      = T("Ghi nhận về đơn vị này do thường trực, lãnh đạo khối không thuộc đơn vị thực hiện.", "Records about this unit are entered by desk and leaders who are not of it.")
	recordNoUnit       = T("Đơn vị của đồng chí không thuộc diện chấm điểm.", "Your unit is not scored.")
	recordNewLabel     = T("Ghi nhận mới", "New record")
	recordUndoLabel    = T("Rút lại một ghi nhận", "Take one back")
	recordExplain      = T("Giải trình", "Explain")
)
