package handlers

import (
	"slices"
	"strconv"

	"thidua/campaign"
	"thidua/storage"
)

// statusTalk is /trangthai: a contact sees what the unit has sent and still
// owes, the desk the board of all units; from both a page of one unit and of
// one requirement can be opened. Every page is a command, so that its button
// works for ever: "/trangthai vks", "/trangthai vks soket".
func statusTalk() Conversation {
	return Conversation{
		Name: "status", Commands: []string{"trangthai", "status"},
		Help: T("Tình hình nộp báo cáo", "Who has sent what"),
		Who:  []campaign.RoleKind{campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader},
		Start: func(t *Turn, args []string) {
			if t.Plan == nil {
				t.Say(t.S(nothingAwaited))
				return
			}
			t.status(args)
		},
	}
}

// status finds the page asked for. Pages of the board begin with a dot, which
// no unit's id does.
func (t *Turn) status(args []string) {
	board := campaign.May(t.Actor.Roles, campaign.ActSeeBoard, "", t.year())
	mine, contact := t.myUnit()
	switch {
	case len(args) == 0 && contact && !board:
		t.unitPage(mine)
	case len(args) == 0:
		t.board(false, 0)
	case args[0] == ".owe" || args[0] == ".all":
		if !board {
			t.Say(t.S(notYourUnit))
			return
		}
		t.board(args[0] == ".owe", pageNumber(args))
	case !t.maySee(args[0]):
		t.Say(t.S(notYourUnit))
	case len(args) == 1:
		t.unitPage(args[0])
	default:
		t.versionsPage(args[0], args[1], args[2:])
	}
}

// maySee also refuses what is no unit, the way it refuses another's.
func (t *Turn) maySee(unit string) bool {
	_, known := t.Plan.Unit(unit)
	return known && t.Plan.MayRead(t.Actor.Roles, campaign.ActSeeOwn, unit)
}

func pageNumber(args []string) int {
	if len(args) < 2 {
		return 0
	}
	n, err := strconv.Atoi(args[1])
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// unitPage lists a unit's duties with their states.
func (t *Turn) unitPage(unit string) {
	duties := t.duties(unit)
	if len(duties) == 0 {
		t.Say(t.S(nothingToHandIn, t.unitName(unit)))
		return
	}
	text := t.S(statusHead, t.unitName(unit), stamp(t.Event.At, t.Lang()))
	if u, _ := t.Plan.Unit(unit); u.Gone {
		text += "\n" + t.S(endedStands, u.Name, HTML(endedWords(t.Plan, u, t.Lang())))
	}
	mine := t.handInUnits()
	var rows [][]storage.Button
	for _, d := range duties {
		text += "\n\n" + dutyLine(d, t.Event.At, t.Lang())
		var row []storage.Button
		if d.Number > 0 {
			row = append(row, t.B("/trangthai "+unit+" "+d.Requirement.ID, versionsLabel, d.Requirement.Short))
		}
		if slices.Contains(mine, unit) && d.OwesAnything() {
			row = append(row, slices.Concat(dutyButtons(t.Plan, d, t.Lang(), len(mine) > 1)...)...)
		}
		if len(row) > 0 {
			rows = append(rows, row)
		}
	}
	if line, more := t.resultLine(unit, resultStatus); line != "" {
		text += "\n\n" + line
		if len(more) > 0 && slices.Contains(mine, unit) {
			rows = append(rows, more)
		}
	}
	ended, more := t.endedLines(t.Plan.MergedInto(unit))
	text, rows = paragraphs(text, ended), append(rows, more...)
	rows = append(rows, t.deskRows(unit)...)
	if t.seesBoard() {
		rows = append(rows, Row(t.B("/trangthai .all", boardLabel)))
	}
	t.Show(text, rows...)
}

func (t *Turn) seesBoard() bool {
	return campaign.May(t.Actor.Roles, campaign.ActSeeBoard, "", t.year())
}

// versionLines is one version: number, date, how it stands, who, how many
// files.
func (t *Turn) versionLines(s campaign.Submission, official bool) string {
	lang := t.Lang()
	mark := HTML("")
	if official {
		mark = HTML(officialMark.In(lang))
	}
	by, known := storage.GetPerson(t.Tx, s.By)
	if !known {
		by.Name, known = nameless(s.As, lang), s.As != ""
	}
	text := t.S(versionLine, s.Version, mark, s.Incoming.Number, s.Incoming.Year, stamp(t.local(s.At), lang), t.timingWords(s))
	if r, ok := storage.Reviews.Get(t.Tx, storage.K(t.Plan.Campaign, s.Unit, s.Requirement, s.Version)); ok {
		text += "\n" + t.S(reviewState, HTML(upperFirst(stateWords(r, t.Event.At, lang))))
	}
	if known {
		text += "\n" + t.S(sentBy, by.Name)
	}
	if t.seesBoard() {
		text += t.deskNotes(s)
	}
	var size int64
	for _, a := range s.Attachments {
		size += a.Size
	}
	if e, ok := storage.FindReceipt(t.Tx, s.Incoming.Year, s.Incoming.Number); ok {
		text = lines(text, t.correctionLines(e))
	}
	if t.seesBoard() {
		text = lines(text, t.fileNotes(s, lang))
	}
	return text + "\n" + t.S(versionFiles, HTML(attached(s.Attachments, lang)), HTML(sizeWords(size, lang)))
}

// versionButtons are what can be done about one version's line of the register.
func (t *Turn) versionButtons(s campaign.Submission) [][]storage.Button {
	if !campaign.May(t.Actor.Roles, campaign.ActCorrect, s.Unit, t.year()) {
		return nil
	}
	at := placeWords(storage.RegisterPlace{Year: s.Incoming.Year, Number: s.Incoming.Number})
	return [][]storage.Button{Row(t.B("/dinhchinh "+at, correctNumber, at))}
}

// deskNotes are the two optional fields of the register (S4), for the desk.
func (t *Turn) deskNotes(s campaign.Submission) string {
	text := ""
	if s.Forwarded != "" {
		text += "\n" + t.S(forwardedTo, s.Forwarded)
	}
	if s.FileSymbol != "" {
		text += "\n" + t.S(keptUnder, s.FileSymbol)
	}
	return text
}

var (
	correctNumber = T("Đính chính số %s", "Correct No. %s")
	reviewOpen    = T("Xử lý bản %d", "Deal with version %d")
	reviewState   = T("%s.", "%s.")
	forwardedTo   = T("Chuyển xử lý: %s.", "Handled by: %s.")
	keptUnder     = T("Ký hiệu hồ sơ: %s.", "File symbol: %s.")
	statusHead    = T("<b>%s</b>\nTình hình nộp đến %s", "<b>%s</b>\nStatus as of %s")
	versionsLabel = T("Xem %s", "See %s")
	boardLabel    = T("Cả khối", "All units")
	versionsHead  = T("<b>%s</b>\n%s", "<b>%s</b>\n%s")
	noVersions    = T("<b>%s</b>\n%s chưa nộp nội dung này.", "<b>%s</b>\n%s has not handed it in.")
	versionLine   = T("<b>Bản lần %d</b>%s\nSố đến %d/%d, ngày đến %s, %s.", "<b>Version %d</b>%s\nNo. %d/%d, received %s, %s.")
	officialMark  = T(" (bản chính thức)", " (the official one)")
	versionFiles  = T("Gồm %s, %s.", "With %s, %s.")
	openFile      = T("Bản %d: %s", "Version %d: %s")
	notYourUnit   = T("Đồng chí chỉ xem được tình hình nộp của đơn vị mình: /trangthai", "You can see your own unit only: /status")
)
