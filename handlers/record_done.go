package handlers

import (
	"errors"
	"strconv"

	"thidua/campaign"
	"thidua/storage"
)

// newRecord is the record as the talk has it.
func (t *Turn) newRecord() campaign.DeskRecord {
	count, _ := strconv.ParseInt(t.Kept("count"), 10, 64)
	r := campaign.DeskRecord{
		Unit: t.Kept("unit"), Criterion: t.Kept("criterion"), Count: count,
		Reason: t.Kept("why"), By: t.Actor.ID, At: t.Event.At,
	}
	if n, err := strconv.Atoi(t.Kept("undo")); err == nil {
		r.Cancels, r.Count = n, 0
	}
	return r
}

// showRecordSure is the last look: what is entered, and what the criterion adds
// up to afterwards.
func showRecordSure(t *Turn) {
	r, c := t.newRecord(), t.recording()
	head := t.S(recordSureNew, c.ID, c.Title, t.unitName(r.Unit), HTML(timesWords(c, r.Count, t.Lang())))
	if r.Cancels > 0 {
		head = t.S(recordSureUndo, r.Cancels, c.ID, c.Title, t.unitName(r.Unit))
	}
	before := storage.RecordsOf(t.Tx, t.Plan.Campaign, r.Unit)
	r.Number = 1 << 30 // after all others
	after := campaign.RecordEntries(&t.Plan.Sheet, append(before, r))
	becomes := HTML(t.S(recordNothing))
	if e, ok := after[c.ID]; ok {
		becomes = t.entryWords(c, e)
	}
	text := lines(head, t.S(extendWhyLine, r.Reason), t.S(recordBecomes, c.ID, becomes))
	t.Show(text, Row(t.B("yes", holdYesLabel)), Row(t.B("back", stepBack), t.B("leave", leaveLabel)))
}

func pressRecordSure(t *Turn, action string) {
	switch action {
	case "yes":
		t.keepRecord(t.newRecord())
	case "back":
		t.Go("why")
	default:
		t.leaveRecord()
	}
}

// keepRecord stores a record, if storage takes it, and tells the unit.
func (t *Turn) keepRecord(r campaign.DeskRecord) {
	kept, err := storage.AddDeskRecord(t.Tx, t.Plan, r)
	if err != nil {
		t.Say(t.recordProblem(err))
		t.State.Screen.Below = true
		t.Go("unit")
		return
	}
	c := t.recording()
	if kept.Cancels > 0 {
		t.Note("unrecord", kept.Unit, strconv.Itoa(kept.Cancels)+" "+c.ID, kept.Reason)
	} else {
		t.Note("record", kept.Unit, c.ID, kept.Reason)
	}
	t.tellRecord(kept)
	t.End()
	t.Close(t.S(recordDone, kept.Number, t.unitName(kept.Unit), t.toldOrNot(kept.Unit)))
}

// recordProblem is the sentence for a record storage refuses.
func (t *Turn) recordProblem(err error) string {
	var m *campaign.Error
	if !errors.As(err, &m) {
		t.Tx.Fail(err)
		return ""
	}
	switch m.Kind {
	case campaign.NotAllowed:
		return t.S(recordOwnUnit)
	case campaign.AlreadyPublished:
		return t.S(recordLocked)
	case campaign.RecordGone:
		return t.S(recordAlready, m.Args...)
	default:
		return t.S(holdChanged)
	}
}

// tellRecord tells the unit's people of a record, with the way to explain.
func (t *Turn) tellRecord(r campaign.DeskRecord) {
	c, _ := t.Plan.Sheet.Criterion(r.Criterion)
	for _, p := range t.colleagues(r.Unit) {
		lang := t.LangOf(p)
		text := recordTold.In(lang, r.Number, t.unitName(r.Unit), c.ID, c.Title, HTML(timesWords(c, r.Count, lang)), r.Reason)
		if r.Cancels > 0 {
			text = recordUndone.In(lang, r.Cancels, t.unitName(r.Unit), c.ID, c.Title, r.Reason)
		}
		row := Row(storage.Button{Label: recordSee.plain(lang), Action: "/ghinhan " + r.Unit})
		if _, ok := byCommand("giaitrinh"); ok && r.Cancels == 0 {
			row = append(row, storage.Button{Label: recordExplain.plain(lang), Action: "/giaitrinh"})
		}
		t.tellLoud(p, text, row)
	}
}

var (
	recordSureNew  = T("<b>Ghi nhận %s. %s</b>\nĐơn vị: %s\nKết quả: %s", "<b>Record %s. %s</b>\nUnit: %s\nResult: %s")
	recordSureUndo = T("<b>Rút lại ghi nhận số %d (%s. %s)</b>\nĐơn vị: %s", "<b>Take back record No. %d (%s. %s)</b>\nUnit: %s")
	recordBecomes  = T("Sau đó %s là: %s.", "%s then stands at: %s.")
	recordNothing  = T("chưa có ghi nhận", "no record")
	recordDone     = T("Đã ghi nhận (số %d): %s. %s", "Recorded (No. %d): %s. %s")
	recordAlready  = T("Ghi nhận số %d đã được rút lại trước đó.", "Record No. %d was taken back before.")
	recordLocked   = T("Kết quả thi đua đã công bố nên không ghi nhận thêm và không rút lại được. Muốn thay đổi, lãnh đạo khối mở lại kết quả: /congbo", "The results are published, so nothing is recorded or taken back. To change something, a leader reopens them: /publish")
	recordTold     = T("<b>Ghi nhận của thường trực (số %d)</b>\n%s\n%s. %s\nKết quả: <b>%s</b>. Lý do: %s", "<b>A record of the desk (No. %d)</b>\n%s\n%s. %s\nResult: <b>%s</b>. Reason: %s")
	recordUndone   = T("<b>Thường trực đã rút lại ghi nhận số %d</b>\n%s\n%s. %s\nLý do: %s", "<b>The desk has taken back record No. %d</b>\n%s\n%s. %s\nReason: %s")
	recordSee      = T("Xem các ghi nhận", "See the records")
)
