package handlers

import (
	"html"
	"strconv"
	"strings"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// auditBook puts entries of the audit into words.
type auditBook struct {
	tx   *storage.Tx
	plan *campaign.Plan
	lang string
	zone *time.Location
	// brief cuts long reasons, so that a page fits a message.
	brief bool
}

// sentence is one entry: when, who, what, for which unit, why; HTML.
func (b auditBook) sentence(e storage.Entry) string {
	d := doingOf(e.Action)
	what := d.text.In(b.lang)
	if d.object {
		if b.onSelf(e) && d.self != (Text{}) {
			d.text = d.self
		}
		what = d.text.In(b.lang, HTML(b.object(e)))
	}
	if e.Unit != "" {
		what += " (" + html.EscapeString(unitName(b.plan, e.Unit)) + ")"
	}
	line := auditLine.In(b.lang, stamp(e.At.In(b.zone), b.lang), HTML(b.who(e)), HTML(what))
	if why := b.why(e); why != "" {
		line += " " + auditWhy.In(b.lang, strings.TrimSuffix(why, "."))
	}
	return line
}

// who names the actor. Whoever was erased stays as the part they played.
func (b auditBook) who(e storage.Entry) string {
	switch p, known := storage.GetPerson(b.tx, e.Actor); {
	case e.Who == "" && e.Action == "claim":
		return theOperator.In(b.lang)
	case e.Who == "":
		return theBot.In(b.lang)
	case e.Actor == 0 || !known:
		return b.erased(e.Unit)
	default:
		return html.EscapeString(p.Name)
	}
}

func (b auditBook) erased(unit string) string {
	if unit == "" {
		return erasedPerson.In(b.lang)
	}
	return erasedOfUnit.In(b.lang, unitName(b.plan, unit))
}

// onSelf reports whether the actor is the person it was done to.
func (b auditBook) onSelf(e storage.Entry) bool {
	whom, _, _ := strings.Cut(e.Object, " ")
	return e.Who != "" && whom == e.Who
}

// object puts what an action was done to into words, word by word.
func (b auditBook) object(e storage.Entry) string {
	words := strings.Fields(e.Object)
	if _, known := doings[e.Action]; !known {
		words = append([]string{e.Action}, words...)
	}
	if e.Action == "open-file" && len(words) > 1 {
		words = words[:1] // the file's own id says nothing to people
	}
	out := make([]string, 0, len(words))
	if b.onSelf(e) {
		words = words[1:]
	}
	for _, w := range words {
		out = append(out, b.word(strings.TrimSuffix(w, ","), e.Unit))
	}
	return strings.Join(out, ", ")
}

func (b auditBook) word(w, unit string) string {
	if strings.HasPrefix(w, "p-") {
		if id, ok := storage.PersonBehind(b.tx, w); ok {
			if p, known := storage.GetPerson(b.tx, id); known {
				return html.EscapeString(p.Name)
			}
		}
		return b.erased(unit)
	}
	if name, ok := roleNames[campaign.RoleKind(w)]; ok {
		return name.In(b.lang)
	}
	if lang, ok := auditLanguages[w]; ok {
		return lang.In(b.lang)
	}
	if c, ok := b.plan.Conference(w); ok {
		return html.EscapeString(c.Title)
	}
	if day, err := campaign.ParseDate(w); err == nil {
		return shortDay(day, b.lang)
	}
	if typedPublication.MatchString(w) {
		return w
	}
	if asked, ok := askWords[w]; ok {
		return asked.In(b.lang)
	}
	if paper, ok := auditPapers[w]; ok {
		return paper.In(b.lang)
	}
	if name, ok := awardNames[campaign.Award(w)]; ok {
		return name.In(b.lang)
	}
	if r, ok := b.plan.HeadDuty(w); ok {
		return html.EscapeString(r.Short)
	}
	first, second, two := strings.Cut(w, "/")
	if name, ok := b.posted(first); ok {
		return name + ", " + auditVersion.In(b.lang, second)
	}
	if r, ok := b.plan.Requirement(first); ok {
		if two {
			return html.EscapeString(r.Short) + ", " + auditVersion.In(b.lang, second)
		}
		return html.EscapeString(r.Short)
	}
	if year, err := strconv.Atoi(second); two && err == nil && year > 1900 {
		return auditNumber.In(b.lang, w)
	}
	return html.EscapeString(w)
}

// why is the reason in words, where the entry holds one.
func (b auditBook) why(e storage.Entry) string {
	if e.Action == "consent" {
		return auditNotice.In(b.lang, e.Why)
	}
	if t, ok := auditReasons[e.Why]; ok {
		return t.In(b.lang)
	}
	if total, ok := strings.CutPrefix(e.Why, "total "); ok && e.Action == "sheet-sealed" {
		return auditTotal.In(b.lang, decimal(total, b.lang))
	}
	if b.brief {
		return short(e.Why, 160)
	}
	return e.Why
}

// makeAudit is the audit as a text file, as far as it was asked for.
func makeAudit(v *View) (render, bool) {
	f := auditFilter{v.Args["only"], v.Args["group"]}
	found, _ := auditFind(v.Tx, f, 0, auditFileEntries, auditFileScan)
	b := auditBook{tx: v.Tx, plan: v.Plan, lang: v.Lang, zone: v.Now.Location()}
	text := lines(v.S(auditFileHead, v.Plan.Bloc, stamp(v.Now, v.Lang)), "")
	for _, e := range found {
		text += "\n" + strconv.FormatUint(e.Seq, 10) + ". " + b.sentence(e) + "\n"
	}
	name := auditFileName.In(v.Lang)
	caption := v.S(auditCaption, HTML(counted(len(found), v.Lang, entryNoun)), stamp(v.Now, v.Lang))
	return func(opener) (Paper, error) {
		plain := html.UnescapeString(untagged.Replace(text))
		return Paper{Name: name, Type: "text/plain; charset=utf-8", Content: []byte("\uFEFF" + plain), Caption: caption}, nil
	}, true
}

// A file holds at most auditFileEntries entries, found among auditFileScan.
const (
	auditFileEntries = 20_000
	auditFileScan    = 200_000
)

var untagged = strings.NewReplacer("<b>", "", "</b>", "")

var auditReasons = map[string]Text{
	"blocked":     T("người nhận đã chặn bot", "the bot was blocked"),
	"deactivated": T("tài khoản Telegram đã bị xóa", "the Telegram account was deleted"),
	"not-started": T("người nhận chưa bấm bắt đầu với bot", "the bot was never started"),
	"invite":      T("theo mã mời", "by an invitation"),
	"chat-gone":   T("cuộc trò chuyện không còn", "the chat is gone"),
}

var auditPapers = map[string]Text{
	"standings": T("bảng điểm, xếp hạng", "the scores and standings"),
	"register":  T("sổ đến và tình hình nộp", "the register and the state of the hand-ins"),
	"draft":     T("dự thảo báo cáo tổng hợp", "the draft of the consolidated report"),
	"bangrut":   T("Bảng chấm điểm đã rút", "the score sheet taken back"),
	"sheet":     T("Bảng chấm điểm", "the score sheet"),
	"bloc":      T("bảng thẩm định toàn khối", "the appraisal of the whole bloc"),
	"minhchung": T("minh chứng chấm điểm", "evidence of the score sheet"),
	"files":     T("tất cả tệp đã nộp", "all files handed in"),
}

var auditLanguages = map[string]Text{"vi": T("tiếng Việt", "Vietnamese"), "en": T("tiếng Anh", "English")}

var (
	auditLine     = T("<b>%s</b>: %s %s.", "<b>%s</b>: %s %s.")
	auditWhy      = T("Lý do, ghi chú: %s.", "Reason or note: %s.")
	auditVersion  = T("bản lần %s", "version %s")
	auditNumber   = T("số đến %s", "No. %s")
	auditNotice   = T("thông báo bản %s", "version %s of the notice")
	auditTotal    = T("tổng điểm tự chấm %s", "self-scored total %s")
	theBot        = T("Bot", "The bot")
	theOperator   = T("Người vận hành bot", "The operator")
	erasedPerson  = T("Một người đã xóa dữ liệu cá nhân", "Somebody whose data were erased")
	erasedOfUnit  = T("Cán bộ của %s (đã xóa dữ liệu cá nhân)", "Somebody of %s (data erased)")
	entryNoun     = T("dòng", "entry|entries")
	auditFileName = T("nhat-ky.txt", "audit.txt")
	auditFileHead = T("NHẬT KÝ – %s\nLập lúc %s, mới nhất trước", "AUDIT – %s\nMade on %s, newest first")
	auditCaption  = T("Nhật ký, %s, lập lúc %s.", "Audit, %s, made on %s.")
)
