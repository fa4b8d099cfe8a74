package handlers

import (
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// targetsTalk is /chitieu: a unit registers its targets of the year, changes
// them while registering is open, and reports what was reached (S21, S47); the
// desk sees how far every unit is and closes the registering.
func targetsTalk() Conversation {
	return Conversation{
		Name: "targets", Commands: []string{"chitieu", "targets"},
		Help:  T("Đăng ký chỉ tiêu, báo cáo kết quả thực hiện", "Register targets, report what was reached"),
		Who:   []campaign.RoleKind{campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader},
		Start: startTargets,
		Steps: map[string]Step{
			"units":    {Show: showTargetUnits, Press: pressTargetUnits, Said: saidTargetUnits, Awaits: unitAwaited},
			"unit":     {Show: showTargets, Press: pressTargets, Said: saidTargets, Awaits: awaitsTargets},
			"one":      {Show: showTarget, Press: pressTarget, Awaits: pressAbove},
			"name":     {Show: showTargetName, Press: pressTargetEntry, Said: saidTargetName, Awaits: awaitsTargetName},
			"figure":   {Show: showTargetFigure, Press: pressTargetEntry, Said: saidTargetFigure, Awaits: awaitsTargetFigure},
			"key":      {Show: showTargetKey, Press: pressTargetEntry, Awaits: awaitsTargetKey},
			"drop":     {Show: showTargetDrop, Press: pressTargetEntry, Said: saidTargetDrop, Awaits: awaitsTargetDrop},
			"actual":   {Show: showTargetActual, Press: pressTargetEntry, Said: saidTargetActual, Awaits: awaitsTargetActual},
			"evidence": {Show: showTargetEvidence, Press: pressTargetEntry, Said: saidTargetEvidence, Awaits: awaitsTargetEvidence},
		},
	}
}

func startTargets(t *Turn, args []string) {
	if t.Plan == nil {
		t.Say(t.S(noPlan))
		return
	}
	t.Begin("targets", "", nil)
	own := t.ownCompeting()
	switch {
	case len(args) > 0 && t.competes(args[0]) && t.allowed(campaign.ActSeeOwn, args[0]):
		t.targetUnit(args[0])
	case !t.seesBoard() && len(own) == 1:
		t.targetUnit(own[0].ID)
	case t.seesBoard() || len(own) > 1:
		t.Go("units")
	default:
		t.End()
		t.Say(t.S(recordNoUnit))
	}
}

func (t *Turn) targetUnit(unit string) {
	if !t.allowed(campaign.ActSeeOwn, unit) {
		t.lost()
		return
	}
	t.Keep("unit", unit)
	t.Keep("page", "")
	t.Keep("find", "")
	t.Go("unit")
}

// targetsOpen reports whether targets may still be registered and changed.
func (t *Turn) targetsOpen() bool {
	_, closed := storage.TargetsClosed(t.Tx, t.Plan.Campaign)
	until := t.Plan.Targets.Until
	return !closed && (until.IsZero() || !t.Plan.Day(t.Event.At).After(until))
}

func (t *Turn) targets(unit string) []campaign.Target {
	return storage.TargetsOf(t.Tx, t.Plan.Campaign, unit)
}

func showTargetUnits(t *Turn) {
	text := t.S(targetsHead) + "\n" + t.targetWindow()
	var rows [][]storage.Button
	units := matching(t.recordUnits(), t.Kept("find"))
	page, _ := t.page(len(units), unitPage)
	for _, u := range units[page*unitPage : min(len(units), (page+1)*unitPage)] {
		text += "\n– " + t.S(targetsOfUnit, u.Name, HTML(t.targetCountWords(campaign.CountTargets(t.targets(u.ID)), t.Lang())))
	}
	rows = append(rows, t.unitRows(t.recordUnits(), plainName)...)
	if t.allowed(campaign.ActClose, "") {
		label, action := targetsCloseLabel, "close"
		if _, closed := storage.TargetsClosed(t.Tx, t.Plan.Campaign); closed {
			label, action = targetsReopenLabel, "reopen"
		}
		rows = append(rows, Row(t.B(action, label)))
	}
	t.Show(text, append(rows, Row(t.B("leave", leaveLabel)))...)
}

// targetWindow says how long targets may be registered.
func (t *Turn) targetWindow() string {
	closing, closed := storage.TargetsClosed(t.Tx, t.Plan.Campaign)
	until := t.Plan.Targets.Until
	switch {
	case closed:
		return t.S(targetsClosed, stamp(t.local(closing.At), t.Lang()))
	case !until.IsZero() && !t.targetsOpen():
		return t.S(targetsOver, dayWords(until, t.Lang()))
	case !until.IsZero():
		return t.S(targetsUntil, dayWords(until, t.Lang()))
	}
	return t.S(targetsOpenLine)
}

// targetCountWords is "05 chỉ tiêu (02 trọng tâm), đạt 3, chưa báo cáo 1".
func (t *Turn) targetCountWords(n campaign.TargetCount, lang string) string {
	if n.All == 0 {
		return targetsNone.In(lang)
	}
	words := targetsCount.In(lang, HTML(counted(n.All, lang, targetNoun)), n.Key, n.Reached)
	if left := n.All - n.Reported; left > 0 {
		words += targetsUnreported.In(lang, left)
	}
	if share, ok := n.Share(); ok {
		words += targetsShare.In(lang, percentWords(share, lang))
	}
	return words
}

func pressTargetUnits(t *Turn, action string) {
	switch {
	case action == "leave":
		t.leaveTargets()
	case action == "close" || action == "reopen":
		if !t.allowed(campaign.ActClose, "") {
			t.lost()
			return
		}
		storage.CloseTargets(t.Tx, t.Plan.Campaign, action == "close", t.Actor.ID, t.Event.At)
		if action == "close" {
			t.Note("close-targets", "", "", "")
		} else {
			t.Note("reopen-targets", "", "", "")
		}
		t.Go("units")
	default:
		if unit, ok := t.unitPressed(action); ok {
			t.targetUnit(unit)
		}
	}
}

func saidTargetUnits(t *Turn, text string) {
	if unit, ok := t.unitSearched(t.recordUnits(), text); ok {
		t.targetUnit(unit)
	}
}

func (t *Turn) leaveTargets() {
	t.End()
	t.Close(t.S(targetsLeft))
}

// showTargets is a unit's list, with a button for each.
func showTargets(t *Turn) {
	unit := t.Kept("unit")
	if !t.allowed(campaign.ActSeeOwn, unit) {
		t.lost()
		return
	}
	standing := t.standingTargets(unit)
	page, last := t.page(len(standing), recordPage)
	text := []string{t.S(targetsUnitHead, t.unitName(unit)), t.targetWindow(), upperFirst(t.targetCountWords(campaign.CountTargets(standing), t.Lang()))}
	var rows [][]storage.Button
	for _, g := range standing[page*recordPage : min(len(standing), (page+1)*recordPage)] {
		text = append(text, "– "+t.targetLine(g))
		rows = append(rows, Row(t.B("target "+strconv.Itoa(g.Number), targetButton, g.Number, gist(g.Name, 45))))
	}
	if arrows := t.arrows(page, last); arrows != nil {
		rows = append(rows, arrows)
	}
	if t.allowed(campaign.ActTarget, unit) && t.targetsOpen() && len(standing) < campaign.MostTargets {
		rows = append(rows, Row(t.B("new", targetNewLabel)))
	}
	back := Row(t.B("leave", leaveLabel))
	if len(t.recordUnits()) > 1 {
		back = Row(t.B("units", stepBack), t.B("leave", leaveLabel))
	}
	t.Show(strings.Join(text, "\n"), append(rows, back)...)
}

// standingTargets are those a unit has not taken back.
func (t *Turn) standingTargets(unit string) []campaign.Target {
	var out []campaign.Target
	for _, g := range t.targets(unit) {
		if g.Dropped == "" {
			out = append(out, g)
		}
	}
	return out
}

// targetLine is one target: what, how much, and what was reached.
func (t *Turn) targetLine(g campaign.Target) string {
	lang := t.Lang()
	key := ""
	if g.Key {
		key = t.S(targetKeyMark)
	}
	state := t.S(targetUnreported)
	if g.Actual != nil {
		state = t.S(targetMissed, pointsWords(*g.Actual, lang), g.In)
		if g.Reached() {
			state = t.S(targetReached, pointsWords(*g.Actual, lang), g.In)
		}
	}
	return t.S(targetForm, g.Number, g.Name, t.aimWords(g), HTML(key), HTML(state))
}

func pressTargets(t *Turn, action string) {
	word, arg, _ := strings.Cut(action, " ")
	switch word {
	case "target":
		t.openTarget(arg)
	case "page":
		t.Keep("page", arg)
		t.Go("unit")
	case "new":
		t.Keep("number", "")
		t.Go("name")
	case "units":
		t.Keep("page", "")
		t.Go("units")
	default:
		t.leaveTargets()
	}
}

func saidTargets(t *Turn, text string) { t.openTarget(strings.Trim(text, " .")) }

func (t *Turn) openTarget(number string) {
	t.Keep("number", number)
	if g, ok := t.target(); ok && g.Dropped == "" {
		t.Go("one")
		return
	}
	t.Say(t.S(awaitsTargets))
}

// target is the target of the talk as it is now.
func (t *Turn) target() (campaign.Target, bool) {
	for _, g := range t.targets(t.Kept("unit")) {
		if strconv.Itoa(g.Number) == t.Kept("number") {
			return g, true
		}
	}
	return campaign.Target{}, false
}

// offered is the share of the unit's targets reached, for the criterion the plan
// names; it is offered as an answer and never entered by itself.
func (s *scoring) offered(c campaign.Criterion) (int64, bool) {
	if c.ID != s.Plan.Targets.Criterion || c.Kind != campaign.KindPercentage {
		return 0, false
	}
	return campaign.CountTargets(s.targets(s.unit)).Share()
}

var (
	byTargets = T("Theo chỉ tiêu đăng ký: %s", "By the registered targets: %s")

	targetsHead        = T("<b>Chỉ tiêu đăng ký của các đơn vị</b>", "<b>Targets of the units</b>")
	targetsUnitHead    = T("<b>Chỉ tiêu đăng ký: %s</b>", "<b>Targets: %s</b>")
	targetsOpenLine    = T("Đang nhận đăng ký cho đến khi thường trực chốt.", "Registering is open until the desk closes it.")
	targetsUntil       = T("Nhận đăng ký đến hết %s.", "Registering is open until the end of %s.")
	targetsOver        = T("Đã hết thời gian đăng ký (%s).", "The time for registering is over (%s).")
	targetsClosed      = T("Thường trực đã chốt đăng ký lúc %s.", "The desk closed the registering on %s.")
	targetsOfUnit      = T("%s: %s", "%s: %s")
	targetsNone        = T("chưa có chỉ tiêu nào", "no targets yet")
	targetsCount       = T("%s (trọng tâm %d), đạt %d", "%s (key: %d), %d reached")
	targetsUnreported  = T(", chưa báo cáo %d", ", %d not reported")
	targetsShare       = T(", tỷ lệ đạt %s", ", share reached %s")
	targetNoun         = T("chỉ tiêu", "target")
	targetsCloseLabel  = T("Chốt đăng ký chỉ tiêu", "Close the registering")
	targetsReopenLabel = T("Mở lại đăng ký chỉ tiêu", "Open it again")
	targetsLeft        = T("Các chỉ tiêu đã lưu được giữ nguyên: /chitieu", "The targets are kept: /targets")
	targetButton       = T("%d. %s", "%d. %s")
	targetNewLabel     = T("Đăng ký chỉ tiêu mới", "Register a new target")
	targetForm         = T("%d. %s: %s%s; %s", "%d. %s: %s%s; %s")
	targetKeyMark      = T(" (trọng tâm)", " (key task)")
	targetUnreported   = T("chưa báo cáo kết quả", "not reported")
	targetReached      = T("thực hiện %s %s, <b>đạt</b>", "%s %s, <b>reached</b>")
	targetMissed       = T("thực hiện %s %s, chưa đạt", "%s %s, not reached")
	awaitsTargets      = T("Đề nghị đồng chí bấm một chỉ tiêu, hoặc gõ số của chỉ tiêu trong danh sách, ví dụ: 1.", "Please press a target, or type the number of one in the list, for example: 1.")
)
