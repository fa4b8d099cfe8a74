package handlers

import (
	"slices"
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// auditTalk is /nhatky: who did what, when and why, as sentences, newest first.
// Every page is a command, so that its button works for ever: "/nhatky", the
// entries before one "/nhatky 120", of a unit "/nhatky 120 vks", of a kind of
// doing "/nhatky 0 - people".
func auditTalk() Conversation {
	return Conversation{
		Name: "audit", Commands: []string{"nhatky", "audit"},
		Help:  T("Ai đã làm gì, khi nào, vì sao", "Who did what, when and why"),
		Who:   []campaign.RoleKind{campaign.Secretary, campaign.Leader},
		Start: startAudit,
	}
}

// auditPage is how many entries a page shows, auditScan how many it looks at
// for them, so that a rare filter costs no more in an old bloc than in a new one.
const (
	auditPage = 8
	auditScan = 2000
)

// auditFilter is which entries are wanted; "" is all.
type auditFilter struct{ unit, group string }

func (f auditFilter) wants(e storage.Entry) bool {
	return (f.unit == "" || e.Unit == f.unit) && (f.group == "" || doingOf(e.Action).group == f.group)
}

// args is the filter as the end of a command.
func (f auditFilter) args() string {
	unit, group := f.unit, f.group
	if unit == "" {
		unit = "-"
	}
	if group == "" {
		group = "-"
	}
	return " " + unit + " " + group
}

func startAudit(t *Turn, args []string) {
	if t.Plan == nil || !t.allowed(campaign.ActAudit, "") {
		t.notFor("nhatky")
		return
	}
	first, rest := "0", []string(nil)
	if len(args) > 0 {
		first, rest = args[0], args[1:]
	}
	before, err := strconv.ParseUint(first, 10, 64)
	if err != nil && !slices.Contains([]string{".units", ".kinds", ".file"}, first) {
		rest, before, first = args, 0, "0" // "/nhatky vks"
	}
	f, ok := t.auditFilter(rest)
	switch {
	case !ok:
		t.Say(t.S(auditUsage))
	case first == ".units":
		t.auditUnits(f, rest)
	case first == ".kinds":
		t.auditKinds(f)
	case first == ".file":
		t.Say(t.S(auditComing))
		t.Hand("audit", map[string]string{"only": f.unit, "group": f.group})
	default:
		t.auditEntries(f, before)
	}
}

// auditFilter reads "vks people"; a dash or nothing is no filter.
func (t *Turn) auditFilter(args []string) (f auditFilter, ok bool) {
	if len(args) > 0 && args[0] != "-" {
		if _, known := t.Plan.Unit(args[0]); !known {
			return f, false
		}
		f.unit = args[0]
	}
	if len(args) > 1 && args[1] != "-" {
		if !slices.ContainsFunc(auditGroups, func(g auditGroup) bool { return g.id == args[1] }) {
			return f, false
		}
		f.group = args[1]
	}
	return f, true
}

// auditEntries shows a page of entries.
func (t *Turn) auditEntries(f auditFilter, before uint64) {
	b := auditBook{tx: t.Tx, plan: t.Plan, lang: t.Lang(), zone: t.Event.At.Location(), brief: true}
	found, next := auditFind(t.Tx, f, before, auditPage, auditScan)
	text := t.S(auditHead) + t.auditFilterWords(f)
	if len(found) == 0 {
		text += "\n\n" + t.S(auditNothing)
	}
	for _, e := range found {
		text += "\n\n" + b.sentence(e)
	}
	var nav []storage.Button
	if before > 0 {
		nav = append(nav, t.B("/nhatky 0"+f.args(), auditNewest))
	}
	if next > 1 {
		nav = append(nav, t.B("/nhatky "+strconv.FormatUint(next, 10)+f.args(), auditOlder))
	}
	rows := [][]storage.Button{
		Row(t.B("/nhatky .units"+f.args(), auditByUnit), t.B("/nhatky .kinds"+f.args(), auditByKind)),
		Row(t.B("/nhatky .file"+f.args(), auditAsFile)),
	}
	if nav != nil {
		rows = append([][]storage.Button{nav}, rows...)
	}
	if f != (auditFilter{}) {
		rows = append(rows, Row(t.B("/nhatky", auditAll)))
	}
	t.Show(text, rows...)
}

// auditFind collects at most limit wanted entries, newest first, from the one
// before Seq before, and looks at no more than most. next is where to go on; 1
// or 0 when nothing is older.
func auditFind(tx *storage.Tx, f auditFilter, before uint64, limit, most int) (found []storage.Entry, next uint64) {
	next = before
	for seen := 0; seen < most; {
		chunk := storage.AuditTrail(tx, min(200, most-seen), next)
		if len(chunk) == 0 {
			return found, 0
		}
		for _, e := range chunk {
			seen++
			next = e.Seq
			if f.wants(e) {
				if found = append(found, e); len(found) == limit {
					return found, next
				}
			}
		}
		if next <= 1 {
			return found, next
		}
	}
	return found, next
}

func (t *Turn) auditFilterWords(f auditFilter) string {
	var only []string
	if f.unit != "" {
		only = append(only, t.S(asIs, t.unitName(f.unit)))
	}
	for _, g := range auditGroups {
		if g.id == f.group && f.group != "" {
			only = append(only, t.S(g.name))
		}
	}
	if only == nil {
		return ""
	}
	return "\n" + t.S(auditOnly, HTML(strings.Join(only, "; ")))
}

// auditUnits lets a unit be chosen, a page at a time.
func (t *Turn) auditUnits(f auditFilter, args []string) {
	page := 0
	if len(args) > 2 {
		page = pageNumber(args[1:])
	}
	units := t.Plan.Units
	last := max(0, (len(units)-1)/unitPage)
	page = min(page, last)
	var rows [][]storage.Button
	for _, u := range units[page*unitPage : min(len(units), (page+1)*unitPage)] {
		rows = append(rows, Row(storage.Button{Label: u.Name, Action: "/nhatky 0" + auditFilter{u.ID, f.group}.args()}))
	}
	var nav []storage.Button
	if page > 0 {
		nav = append(nav, t.B("/nhatky .units"+f.args()+" "+strconv.Itoa(page-1), previousPage))
	}
	if page < last {
		nav = append(nav, t.B("/nhatky .units"+f.args()+" "+strconv.Itoa(page+1), nextPage))
	}
	if nav != nil {
		rows = append(rows, nav)
	}
	f.unit = ""
	t.Show(t.S(auditWhichUnit), append(rows, Row(t.B("/nhatky 0"+f.args(), auditAnyUnit)))...)
}

// auditKinds lets a kind of doing be chosen.
func (t *Turn) auditKinds(f auditFilter) {
	var rows [][]storage.Button
	for _, g := range auditGroups {
		rows = append(rows, Row(t.B("/nhatky 0"+auditFilter{f.unit, g.id}.args(), g.name)))
	}
	f.group = ""
	t.Show(t.S(auditWhichKind), append(rows, Row(t.B("/nhatky 0"+f.args(), auditAnyKind)))...)
}

var (
	auditUsage = T(
		"Chưa rõ đồng chí muốn lọc theo đơn vị nào. Mời đồng chí gõ mã đơn vị, ví dụ: <code>/nhatky vks</code>, hoặc bấm nút ở /nhatky.",
		"That is no unit or kind of action. Type a unit's id, for example <code>/audit vks</code>, or press a button of /audit.")
	auditHead      = T("<b>Nhật ký</b> (mới nhất trước)", "<b>Audit</b> (newest first)")
	auditOnly      = T("Chỉ: %s", "Only: %s")
	auditNothing   = T("Không có dòng nhật ký nào.", "There is no entry.")
	auditNewest    = T("« Mới nhất", "« Newest")
	auditOlder     = T("Cũ hơn ›", "Older ›")
	auditByUnit    = T("Lọc theo đơn vị", "By unit")
	auditByKind    = T("Lọc theo việc", "By action")
	auditAsFile    = T("Tải thành tệp", "As a file")
	auditAll       = T("Bỏ lọc", "Everything")
	auditWhichUnit = T("<b>Nhật ký</b>\nĐồng chí chọn đơn vị.", "<b>Audit</b>\nChoose a unit.")
	auditWhichKind = T("<b>Nhật ký</b>\nĐồng chí chọn loại việc.", "<b>Audit</b>\nChoose a kind of action.")
	auditAnyUnit   = T("Mọi đơn vị", "All units")
	auditAnyKind   = T("Mọi việc", "All actions")
	auditComing    = T("Đang lập tệp nhật ký.", "The audit is being put into a file.")
)
