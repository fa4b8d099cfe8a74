package handlers

import (
	"strings"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// documentsTalk is /vanban: the plan as a paper, who it went to, what it rests
// on, and the documents themselves in all their versions (S1-S3, S7, S8, S43,
// S44). "/vanban mo plan 2" opens one version, "/vanban ban plan" lists them.
func documentsTalk() Conversation {
	return Conversation{
		Name: "documents", Commands: []string{"vanban", "kehoach", "documents"}, Aside: true,
		Help: T("Kế hoạch, nơi nhận, căn cứ pháp lý", "The plan, its recipients and legal bases"),
		Who: []campaign.RoleKind{
			campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader, campaign.Observer, campaign.Admin,
		},
		Start: startDocuments,
	}
}

// documents says what is to say in as few messages as Telegram takes.
func (t *Turn) documents() {
	if t.Plan == nil {
		t.Say(t.S(nothingAwaited))
		return
	}
	for _, text := range inMessages([]string{t.planPaper(), t.recipients(), t.legalBases(), t.movements()}, messageLimit) {
		t.Say(text)
	}
	if p, ok := campaign.CurrentPosting(storage.PostingsOf(t.Tx, t.Plan.Campaign, campaign.PostedPlan)); ok {
		t.sendPosting(p)
	}
	t.listPosted(0)
}

func (t *Turn) planPaper() string {
	d, lang := t.Plan.Document, t.Lang()
	text := lines(t.S(paperHead, d.Number), t.S(asIs, d.Title), t.S(paperDate, d.Place, shortDay(d.Date, lang)))
	if d.Signer != "" {
		text += "\n" + t.S(paperSigner, d.Signer, d.SignerTitle)
	}
	text += "\n" + t.S(paperHeadUnit, t.unitName(t.Plan.Head), t.Plan.Year)
	if d.Incoming != "" {
		text += "\n" + t.S(paperIncoming, d.Incoming, shortDay(d.Arrived, lang))
	}
	return text
}

func (t *Turn) recipients() string {
	if len(t.Plan.Recipients) == 0 {
		return ""
	}
	text := t.S(recipientsHead)
	for _, r := range t.Plan.Recipients {
		purpose := r.Purpose
		if known, ok := purposes[purpose]; ok {
			purpose = known.In(t.Lang())
		}
		text += "\n" + t.S(recipientLine, r.Name, purpose)
	}
	return text
}

func (t *Turn) legalBases() string {
	if len(t.Plan.LegalBases) == 0 {
		return ""
	}
	text := t.S(basesHead)
	for _, b := range t.Plan.LegalBases {
		text += "\n" + t.S(debtorUnit, b.Name)
		if !b.Date.IsZero() {
			text += " (" + shortDay(b.Date, t.Lang()) + ")"
		}
		if status, ok := basisStatus[b.Status]; ok {
			text += ": " + t.S(status)
		}
		if b.Note != "" {
			text += ". " + t.S(asIs, b.Note)
		}
	}
	return text
}

func (t *Turn) movements() string {
	if len(t.Plan.Movements) == 0 {
		return ""
	}
	text := t.S(movementsHead)
	for _, m := range t.Plan.Movements {
		text += "\n" + t.S(debtorUnit, m.Name)
	}
	return text
}

// messageLimit leaves room below Telegram's 4096 characters.
const messageLimit = 3800

// inMessages puts blocks together, a blank line between them, into as few texts as
// stay below a limit of characters; a block longer than that is cut between
// its lines.
func inMessages(blocks []string, limit int) []string {
	var out []string
	text := ""
	add := func(block, gap string) {
		if text != "" && len([]rune(text))+len([]rune(block))+len(gap) > limit {
			out = append(out, text)
			text = ""
		}
		if text != "" {
			text += gap
		}
		text += block
	}
	for _, b := range blocks {
		if b == "" {
			continue
		}
		if len([]rune(b)) <= limit {
			add(b, "\n\n")
			continue
		}
		for i, line := range strings.Split(b, "\n") {
			gap := "\n"
			if i == 0 {
				gap = "\n\n"
			}
			add(line, gap)
		}
	}
	if text != "" {
		out = append(out, text)
	}
	return out
}

// StorePlanFile notes which stored file of a size in bytes is the plan's paper,
// and the name it is handed out under; an empty sha withdraws the one noted
// before. Whoever starts the bot stores the file that the config names and calls
// this after Adopt.
func StorePlanFile(db *storage.DB, now time.Time, sha, name string, size int64) error {
	return db.Update(now, func(tx *storage.Tx) error {
		if plan, ok := storage.PlanInForce(tx); ok {
			storage.PostPlanFile(tx, plan.Campaign, campaign.Attachment{SHA256: sha, Name: campaign.CleanName(name), Size: size, At: now})
		}
		return nil
	})
}

var purposes = map[string]Text{
	"báo cáo":   T("để báo cáo", "to report"),
	"thực hiện": T("để thực hiện", "to carry out"),
	"để biết":   T("để biết", "for information"),
	"lưu":       T("lưu", "for the files"),
}

var basisStatus = map[string]Text{
	"in-force":  T("còn hiệu lực", "in force"),
	"expired":   T("đã hết hiệu lực", "no longer in force"),
	"amended":   T("đã được sửa đổi, bổ sung", "amended"),
	"unchecked": T("chưa đối chiếu hiệu lực", "status not checked"),
}

var (
	paperHead      = T("<b>Kế hoạch số %s</b>", "<b>Plan No. %s</b>")
	paperDate      = T("%s, ngày %s", "%s, %s")
	paperSigner    = T("Người ký: %s, %s", "Signed by %s, %s")
	paperHeadUnit  = T("Trưởng khối: %s (năm %d)", "Head of the bloc: %s (%d)")
	paperIncoming  = T("Văn bản đến: số đến %s, ngày đến %s", "Registered as incoming No. %s on %s")
	recipientsHead = T("<b>Nơi nhận</b>", "<b>Recipients</b>")
	recipientLine  = T("– %s (%s)", "– %s (%s)")
	basesHead      = T("<b>Căn cứ pháp lý</b>", "<b>Legal bases</b>")
	movementsHead  = T("<b>Các phong trào thi đua</b>", "<b>Movements</b>")
)
