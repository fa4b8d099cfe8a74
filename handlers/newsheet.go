package handlers

import (
	"slices"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// newSheetTalk is /bangchammoi: a leader puts a score sheet in force that the
// config brought after scoring had begun. Which sheets it concerns, and how, is
// shown first; until then everybody goes on with the sheet they began.
func newSheetTalk() Conversation {
	return Conversation{
		Name: "newsheet", Commands: []string{"bangchammoi", "newsheet"},
		Help:  T("Áp dụng Bảng chấm điểm mới", "Put a new score sheet in force"),
		Who:   []campaign.RoleKind{campaign.Leader},
		Start: func(t *Turn, _ []string) { t.startNewSheet() },
		Steps: map[string]Step{
			"sure": {Show: showNewSheet, Press: pressNewSheet, Awaits: awaitsExtendSure},
		},
	}
}

func (t *Turn) startNewSheet() {
	if t.Plan == nil || !t.allowed(campaign.ActNewSheet, "") {
		t.notFor("bangchammoi")
		return
	}
	_, held, ok := storage.SheetWaiting(t.Tx, t.Plan.Campaign)
	switch {
	case !ok:
		t.Say(t.S(noNewSheet, t.Plan.Sheet.Version))
	case storage.ResultsStand(t.Tx, t.Plan.Campaign):
		t.Say(t.S(newSheetTooLate))
	default:
		t.Begin("newsheet", "sure", map[string]string{"since": held.Since.Format(timeKept)})
	}
}

// timeKept tells one waiting sheet from the next.
const timeKept = "2006-01-02T15:04:05.999999999"

// sheetEffects are the sheets a change concerns, in the order of the plan's
// units: what the units wrote, then the desk.
func (t *Turn) sheetEffects(after *campaign.Sheet) []campaign.SheetEffect {
	var out []campaign.SheetEffect
	started := storage.StartedSheets(t.Tx, t.Plan.Campaign)
	for _, u := range t.Plan.Units {
		for _, author := range []campaign.Author{campaign.SelfScore, campaign.Appraisal, campaign.Final} {
			i := slices.IndexFunc(started, func(s campaign.ScoreSheet) bool { return s.Unit == u.ID && s.Author == author })
			if i < 0 {
				continue
			}
			if e := campaign.EffectOfSheet(started[i], &t.Plan.Sheet, after); e.Concerned() {
				out = append(out, e)
			}
		}
	}
	return out
}

func showNewSheet(t *Turn) {
	after, held, ok := storage.SheetWaiting(t.Tx, t.Plan.Campaign)
	if !ok {
		t.lost()
		return
	}
	text := t.S(newSheetHead, after.Version, t.Plan.Sheet.Version, stamp(t.local(held.Since), t.Lang()))
	next := *t.Plan
	next.Sheet = after
	for _, d := range campaign.Differences(t.Plan, &next) {
		text += "\n– " + DifferenceWords(d, t.Lang())
	}
	effects := t.sheetEffects(&after)
	if len(effects) == 0 {
		text += "\n\n" + t.S(newSheetNone)
	} else {
		text += "\n\n" + t.S(newSheetWhose)
	}
	for _, e := range effects {
		text += "\n– " + t.unitName(e.Unit) + ", " + effectWords(e, t.Lang())
	}
	t.Show(text+"\n\n"+t.S(newSheetMeans), Row(t.B("yes", newSheetYes)), Row(t.B("leave", newSheetNo)))
}

// effectWords say what a new sheet means for one sheet, HTML.
func effectWords(e campaign.SheetEffect, lang string) string {
	words := effectSheet[e.Author].plain(lang)
	if e.Author == campaign.SelfScore && !e.Sealed {
		words = effectDraft.plain(lang)
	}
	for _, part := range []struct {
		text Text
		ids  []string
	}{
		{effectRefused, e.Refused}, {effectChanged, e.Changed}, {effectGone, e.Gone}, {effectNew, e.New},
	} {
		if len(part.ids) > 0 {
			words += "; " + part.text.In(lang, strings.Join(part.ids, ", "))
		}
	}
	return words
}

func pressNewSheet(t *Turn, action string) {
	after, held, ok := storage.SheetWaiting(t.Tx, t.Plan.Campaign)
	switch {
	case action != "yes":
		t.End()
		t.Close(t.S(newSheetLeft))
	case !t.allowed(campaign.ActNewSheet, ""):
		t.lost()
	case storage.ResultsStand(t.Tx, t.Plan.Campaign):
		t.End()
		t.Close(t.S(newSheetTooLate))
	case !ok || held.Since.Format(timeKept) != t.Kept("since"):
		t.End()
		t.Close(t.S(newSheetOther))
	default:
		effects := t.sheetEffects(&after)
		t.amend(storage.NewSheet{Revision: t.Plan.Revision, Version: after.Version}, "")
		t.Note("new-sheet", "", after.Version, "")
		t.tellNewSheet(effects)
		t.End()
		t.Close(t.S(newSheetDone, after.Version))
	}
}

// tellNewSheet tells the desk and the leaders, and the people of every unit
// whose own answers are concerned.
func (t *Turn) tellNewSheet(effects []campaign.SheetEffect) {
	version := t.Plan.Sheet.Version
	for _, p := range t.leadership() {
		if p.ID != t.Actor.ID {
			t.tellLoud(p, newSheetNews.In(t.LangOf(p), t.Actor.Name, version))
		}
	}
	for _, e := range effects {
		if e.Author != campaign.SelfScore {
			continue
		}
		t.tellUnit(e.Unit, func(lang string) (string, [][]storage.Button) {
			text := newSheetUnit.In(lang, version, upperFirst(effectWords(e, lang)))
			if e.Sealed {
				text += "\n" + newSheetSealed.In(lang)
			} else {
				text += "\n" + newSheetDraft.In(lang)
			}
			return text, [][]storage.Button{Row(storage.Button{Label: newSheetLook.plain(lang), Action: "/cham"})}
		})
	}
}

// sheetWaits is the line of a message on a new plan whose score sheet waits.
func (t *Turn) sheetWaits(lang string) string {
	after, _, ok := storage.SheetWaiting(t.Tx, t.Plan.Campaign)
	if !ok {
		return ""
	}
	return "\n\n" + newSheetWaits.In(lang, HTML(counted(len(storage.StartedSheets(t.Tx, t.Plan.Campaign)), lang, startedNoun)),
		t.Plan.Sheet.Version, HTML(counted(len(t.sheetEffects(&after)), lang, startedNoun)))
}

var effectSheet = map[campaign.Author]Text{
	campaign.SelfScore: T("bảng tự chấm đã gửi", "its self-score, sent"),
	campaign.Appraisal: T("bảng thẩm định", "its appraisal"),
	campaign.Final:     T("kết quả sau giải trình", "its result after the explanation"),
}

var (
	effectDraft   = T("bảng tự chấm đang soạn", "its self-score, being filled")
	effectRefused = T("không còn nhận trả lời ở tiêu chí %s", "the answer of %s cannot stand any more")
	effectChanged = T("tính khác ở tiêu chí %s", "%s counts otherwise")
	effectGone    = T("không còn tiêu chí %s", "%s is no longer asked")
	effectNew     = T("phải trả lời thêm tiêu chí %s", "%s is to be answered as well")
	startedNoun   = T("bảng", "sheet")
	noNewSheet    = T("Không có Bảng chấm điểm nào chờ áp dụng. Đang áp dụng bản %s.", "No score sheet waits. Version %s is in force.")
	newSheetHead  = T("<b>Bảng chấm điểm bản %s</b> chờ áp dụng thay bản %s, từ %s. Thay đổi:", "<b>Score sheet, version %s</b>, waits to follow version %s, since %s. What changes:")
	newSheetWhose = T("Các bảng đã có trả lời chịu ảnh hưởng:", "Sheets already begun that it concerns:")
	newSheetNone  = T("Không bảng nào đã có trả lời chịu ảnh hưởng.", "No sheet already begun is concerned.")
	newSheetMeans = T("Khi áp dụng, các trả lời đã có giữ nguyên và được tính theo bản mới; đơn vị có tên trên được báo ngay. Việc áp dụng không hoàn lại được, trừ khi tệp cấu hình trở lại bản cũ.",
		"Once in force, answers already given stay and are counted by the new version; the units named are told at once. This cannot be taken back, unless the config goes back to the old version.")
	newSheetYes     = T("Áp dụng bản mới", "Put it in force")
	newSheetNo      = T("Chưa áp dụng", "Not now")
	newSheetLeft    = T("Bảng chấm điểm đang áp dụng không thay đổi. Khi cần, mời đồng chí mở /bangchammoi.", "The score sheet in force stays. It can be changed with /newsheet.")
	newSheetOther   = T("Bảng chấm điểm chờ áp dụng đã thay đổi. Mời đồng chí xem lại: /bangchammoi", "What waits has changed meanwhile. Please look again: /newsheet")
	newSheetTooLate = T("Kết quả thi đua đã công bố nên Bảng chấm điểm không thay đổi nữa.", "Results are published, so the score sheet does not change any more.")
	newSheetDone    = T("Đã áp dụng Bảng chấm điểm bản %s.", "Version %s of the score sheet is in force.")
	newSheetNews    = T("Đồng chí %s đã áp dụng Bảng chấm điểm bản %s.", "%s has put version %s of the score sheet in force.")
	newSheetUnit    = T("Bảng chấm điểm bản <b>%s</b> đã được áp dụng. %s.", "Version <b>%s</b> of the score sheet is in force. %s.")
	newSheetSealed  = T("Các trả lời đã gửi giữ nguyên, tính theo bản mới. Nếu cần sửa, đề nghị đồng chí rút bảng ở /cham rồi gửi lại.",
		"What was sent stays and is counted by the new version. To change it, please take the sheet back with /score and send it again.")
	newSheetDraft = T("Các trả lời đã ghi giữ nguyên; đề nghị đồng chí xem lại ở /cham trước khi gửi.", "What was written stays; please look at it with /score before sending.")
	newSheetLook  = T("Xem Bảng chấm điểm", "See the score sheet")
	newSheetWaits = T("Bảng chấm điểm mới <b>chưa</b> áp dụng vì %s đã có trả lời; mọi người tiếp tục dùng bản %s. Lãnh đạo khối xem %s chịu ảnh hưởng và quyết định tại /bangchammoi.",
		"The new score sheet is <b>not</b> in force yet, because %s have been begun; everybody goes on with version %s. A leader sees %s concerned and decides with /newsheet.")
)
