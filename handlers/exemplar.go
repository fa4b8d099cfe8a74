package handlers

import (
	"slices"
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// exemplarTalk is /dienhinh: a unit puts forward a collective, a person or a way
// of working, at any time (S14); the desk reads them one by one and praises one
// to all by one tap. "/dienhinh vks 2" opens one.
func exemplarTalk() Conversation {
	return Conversation{
		Name: "exemplar", Commands: []string{"dienhinh", "exemplar"},
		Help:      T("Giới thiệu điển hình, mô hình mới", "Put forward an exemplary collective, person or method"),
		Who:       []campaign.RoleKind{campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader},
		Cancelled: T("Điển hình đang soạn vẫn được giữ.", "The exemplar being written is kept."),
		Start:     startExemplar,
		Steps: map[string]Step{
			"list":     {Show: showExemplars, Press: pressExemplars, Awaits: awaitsExemplars},
			"one":      {Show: showExemplar, Press: pressExemplar, Awaits: pressAbove},
			"away":     {Show: showExemplarAway, Press: pressExemplarAway, Awaits: pressAbove},
			"unit":     {Show: showExemplarUnit, Press: pressExemplarUnit, Awaits: unitAwaited},
			"kind":     {Show: showExemplarKind, Press: pressExemplarKind, Uploaded: takeExemplarFile, Awaits: awaitsExemplarKind},
			"name":     {Show: showExemplarName, Press: leaveExemplar, Said: saidExemplarName, Uploaded: takeExemplarFile, Awaits: awaitsExemplarName},
			"deed":     {Show: showExemplarDeed, Press: leaveExemplar, Said: saidExemplarDeed, Uploaded: takeExemplarFile, Awaits: awaitsExemplarDeed},
			"evidence": {Show: showExemplarEvidence, Press: pressExemplarEvidence, Said: saidExemplarEvidence, Uploaded: takeExemplarFile, Awaits: awaitsExemplarEvidence},
			"check":    {Show: showExemplarCheck, Press: pressExemplarCheck, Said: saidExemplarEvidence, Uploaded: takeExemplarFile, Awaits: awaitsExemplarCheck},
		},
	}
}

// exemplarWriting are the steps that show what is being written.
var exemplarWriting = []string{"kind", "name", "deed", "evidence", "check"}

func startExemplar(t *Turn, args []string) {
	if t.Plan == nil || len(t.exemplarUnits()) == 0 && !t.allowed(campaign.ActPraise, "") {
		t.notFor("dienhinh")
		return
	}
	if len(args) == 2 {
		t.Begin("exemplar", "one", map[string]string{"unit": args[0], "n": args[1]})
		return
	}
	t.Begin("exemplar", "list", nil)
}

// exemplarUnits are the units the actor puts exemplars forward for.
func (t *Turn) exemplarUnits() []string {
	return slices.DeleteFunc(t.handInUnits(), func(u string) bool { return !t.allowed(campaign.ActPutForward, u) })
}

// exemplars are those the actor may read: the desk all that stand, the others
// their own unit's; the newest first.
func (t *Turn) exemplars() []campaign.Exemplar {
	if t.allowed(campaign.ActPraise, "") {
		return storage.AllExemplars(t.Tx, t.Plan.Campaign)
	}
	var out []campaign.Exemplar
	for _, unit := range t.exemplarUnits() {
		out = append(out, storage.ExemplarsOf(t.Tx, t.Plan.Campaign, unit)...)
	}
	slices.SortStableFunc(out, func(a, b campaign.Exemplar) int { return b.At.Compare(a.At) })
	return out
}

func showExemplars(t *Turn) {
	list, lang := t.exemplars(), t.Lang()
	text := t.S(exemplarsHead)
	if len(list) == 0 {
		text += "\n" + t.S(noExemplars)
	}
	page, last := t.page(len(list), postedPage)
	var rows [][]storage.Button
	for _, e := range list[page*postedPage : min(len(list), (page+1)*postedPage)] {
		text += "\n– " + t.S(exemplarLine, shortDay(campaign.DateOf(t.local(e.At)), lang), exemplarKinds[e.Kind], e.Name, t.unitName(e.Unit)) + t.exemplarMark(e)
		rows = append(rows, Row(storage.Button{
			Label: exemplarOpen.plain(lang, e.Number, short(e.Name, 30), short(t.unitName(e.Unit), 30)), Action: "open " + e.Unit + " " + strconv.Itoa(e.Number),
		}))
	}
	if arrows := t.arrows(page, last); arrows != nil {
		rows = append(rows, arrows)
	}
	if len(t.exemplarUnits()) > 0 {
		label := exemplarNew
		if t.exemplarDraft().Kind != "" || len(t.exemplarFiles().Attachments) > 0 {
			label = exemplarGoOn
		}
		rows = append(rows, Row(t.B("new", label)))
	}
	t.Show(text, append(rows, Row(t.B("leave", leaveLabel)))...)
}

// exemplarMark says what became of an exemplar; "" while it waits.
func (t *Turn) exemplarMark(e campaign.Exemplar) string {
	switch {
	case !e.Withdrawn.IsZero():
		return " (" + t.S(exemplarWithdrawn) + ")"
	case t.praised(e):
		return " (" + t.S(exemplarPraised) + ")"
	}
	return ""
}

// praised reports whether an exemplar's praise was sent and stands.
func (t *Turn) praised(e campaign.Exemplar) bool {
	a, ok := t.announcement(strconv.FormatUint(e.Praise, 10))
	return ok && e.Praise > 0 && a.Withdrawn.IsZero()
}

func pressExemplars(t *Turn, action string) {
	word, rest, _ := strings.Cut(action, " ")
	switch unit, n, _ := strings.Cut(rest, " "); word {
	case "open":
		t.Keep("unit", unit)
		t.Keep("n", n)
		t.Go("one")
	case "page":
		t.Keep("page", rest)
		t.Go("list")
	case "new":
		t.writeExemplar()
	default:
		leaveExemplar(t, action)
	}
}

// exemplar is the one the talk is about, as far as the actor may read it.
func (t *Turn) exemplar() (campaign.Exemplar, bool) {
	unit := t.Kept("unit")
	n, err := strconv.Atoi(t.Kept("n"))
	if _, known := t.Plan.Unit(unit); !known || err != nil {
		return campaign.Exemplar{}, false
	}
	e, ok := storage.Exemplars.Get(t.Tx, storage.K(t.Plan.Campaign, "sent", unit, n))
	return e, ok && (t.allowed(campaign.ActPraise, "") || t.allowed(campaign.ActPutForward, unit))
}

func showExemplar(t *Turn) {
	e, ok := t.exemplar()
	if !ok {
		t.End()
		t.Say(t.S(noSuchExemplar))
		return
	}
	text := t.S(exemplarPage, e.Number, t.unitName(e.Unit), exemplarKinds[e.Kind], e.Name, e.Deed) + "\n\n" +
		t.S(exemplarBy, t.who(e.By), stamp(t.local(e.At), t.Lang()))
	if mark := t.exemplarMark(e); mark != "" {
		text += "\n" + upperFirst(strings.Trim(mark, " ()")) + "."
	}
	var rows [][]storage.Button
	for i, a := range e.Evidence {
		rows = append(rows, Row(t.B("file "+strconv.Itoa(i), exemplarFile, i+1, short(a.Name, 40))))
	}
	if e.Stands() && t.allowed(campaign.ActPraise, "") && !t.praised(e) {
		rows = append(rows, Row(t.B("praise", exemplarPraise)))
	}
	list := t.exemplars()
	var move []storage.Button
	if i := slices.IndexFunc(list, func(o campaign.Exemplar) bool { return o.Unit == e.Unit && o.Number == e.Number }); i >= 0 {
		if i > 0 {
			move = append(move, t.B("open "+list[i-1].Unit+" "+strconv.Itoa(list[i-1].Number), exemplarBefore))
		}
		if i < len(list)-1 {
			move = append(move, t.B("open "+list[i+1].Unit+" "+strconv.Itoa(list[i+1].Number), exemplarAfter))
		}
	}
	if move != nil {
		rows = append(rows, move)
	}
	rows = append(rows, Row(t.B("list", exemplarList), t.B("leave", leaveLabel)))
	if e.Stands() && t.allowed(campaign.ActPutForward, e.Unit) && !t.praised(e) {
		rows = append(rows, Row(t.B("away", exemplarTakeBack)))
	}
	t.Show(text, rows...)
}

func pressExemplar(t *Turn, action string) {
	e, ok := t.exemplar()
	word, arg, _ := strings.Cut(action, " ")
	switch {
	case !ok:
		t.lost()
	case word == "open":
		pressExemplars(t, action)
	case word == "file":
		if i, err := strconv.Atoi(arg); err == nil && i < len(e.Evidence) {
			t.sendEvidence(e, e.Evidence[i])
		}
	case word == "praise":
		t.praise(e)
	case word == "away" || word == "list":
		t.Go(word)
	default:
		leaveExemplar(t, action)
	}
}

// sendEvidence brings one file or address; that somebody outside the unit read
// it is noted.
func (t *Turn) sendEvidence(e campaign.Exemplar, a campaign.Attachment) {
	if a.Link != "" {
		t.Say(t.S(exemplarLink, e.Number, t.unitName(e.Unit), a.Link))
	} else {
		t.Send(Outgoing{
			Kind: OutFile, Class: ClassReply, Chat: t.Event.Chat.ID, File: a.SHA256, Name: campaign.CleanName(a.Name),
			Text: t.S(exemplarFileOf, e.Number, t.unitName(e.Unit)),
		})
	}
	if !slices.Contains(t.handInUnits(), e.Unit) {
		t.Note("open-file", e.Unit, "exemplar/"+strconv.Itoa(e.Number)+", "+a.ID, "")
	}
}

func showExemplarAway(t *Turn) {
	e, ok := t.exemplar()
	if !ok {
		t.lost()
		return
	}
	t.Show(t.S(exemplarAwaySure, e.Number, e.Name), Row(t.B("no", backLabel)), Row(t.B("yes", exemplarTakeBack)))
}

func pressExemplarAway(t *Turn, action string) {
	e, ok := t.exemplar()
	switch {
	case !ok || !t.allowed(campaign.ActPutForward, e.Unit):
		t.lost()
		return
	case action == "yes" && e.Stands() && !t.praised(e):
		e.Withdrawn, e.WithdrawnBy = t.Event.At, t.Actor.ID
		storage.PutExemplar(t.Tx, t.Plan.Campaign, e)
		t.Note("withdraw-exemplar", e.Unit, strconv.Itoa(e.Number), e.Name)
	}
	t.Go("one")
}

func leaveExemplar(t *Turn, _ string) {
	kept := t.exemplarDraft().Kind != "" || len(t.exemplarFiles().Attachments) > 0
	t.End()
	if kept {
		t.Close(t.S(exemplarKept))
		return
	}
	t.Close(t.S(exemplarLeft))
}

var exemplarKinds = map[campaign.ExemplarKind]Text{
	campaign.ExemplarCollective: T("Tập thể", "Collective"),
	campaign.ExemplarPerson:     T("Cá nhân", "Person"),
	campaign.ExemplarMethod:     T("Mô hình, cách làm mới", "Method"),
}

var (
	exemplarsHead     = T("<b>Điển hình tiên tiến; mô hình, cách làm mới</b>", "<b>Exemplary collectives, people and methods</b>")
	noExemplars       = T("Chưa có điển hình nào được giới thiệu.", "None has been put forward yet.")
	exemplarLine      = T("%s – %s: %s, %s", "%s – %s: %s, %s")
	exemplarOpen      = T("Số %d: %s (%s)", "No. %d: %s (%s)")
	exemplarNew       = T("Giới thiệu điển hình", "Put one forward")
	exemplarGoOn      = T("Làm tiếp điển hình đang soạn", "Go on with the one being written")
	exemplarWithdrawn = T("đơn vị đã rút", "withdrawn by the unit")
	exemplarPraised   = T("đã biểu dương toàn Khối", "commended to the whole bloc")
	exemplarPage      = T("<b>Điển hình số %d của %s</b>\n%s: <b>%s</b>\n\n%s", "<b>Exemplar No. %d of %s</b>\n%s: <b>%s</b>\n\n%s")
	exemplarBy        = T("Người giới thiệu: %s, %s.", "Put forward by %s, %s.")
	exemplarFile      = T("Minh chứng %d: %s", "Evidence %d: %s")
	exemplarPraise    = T("Biểu dương toàn Khối", "Commend to the whole bloc")
	exemplarBefore    = T("‹ Trước", "‹ Previous")
	exemplarAfter     = T("Tiếp ›", "Next ›")
	exemplarList      = T("Danh sách", "The list")
	exemplarTakeBack  = T("Rút điển hình này", "Withdraw it")
	exemplarAwaySure  = T("Rút điển hình số %d “%s”? Điển hình đã rút không tính vào tiêu chí và không vào báo cáo.", "Withdraw exemplar No. %d “%s”? It then counts for no criterion and is not in the report.")
	exemplarLink      = T("Minh chứng điển hình số %d của %s. Đường dẫn do đơn vị gửi; bot không mở và không kiểm tra nội dung:\n%s", "Evidence of exemplar No. %d of %s. A link sent by the unit; the bot neither opens nor checks it:\n%s")
	exemplarFileOf    = T("Minh chứng điển hình số %d của %s.", "Evidence of exemplar No. %d of %s.")
	noSuchExemplar    = T("Không có điển hình này, hoặc đồng chí không được xem. Xem danh sách: /dienhinh", "There is no such exemplar, or you may not see it. See the list: /exemplar")
	exemplarLeft      = T("Đã rời phần điển hình.", "You left the exemplars.")
	exemplarKept      = T("Điển hình đang soạn được giữ; đồng chí bấm /dienhinh để làm tiếp.", "What you wrote is kept; go on with /exemplar.")
	awaitsExemplars   = T("Đồng chí bấm một điển hình, hoặc “Giới thiệu điển hình”.", "Press an exemplar, or “Put one forward”.")
)
