package storage

// PlanPaper is the plan as a paper, stored like an upload (S1).
type PlanPaper struct {
	SHA256 string `json:"sha256"`
	Name   string `json:"name"` // the name it is handed out under
}

var (
	metaPlanPaper = Table[PlanPaper]{"meta"}
	keyPlanPaper  = K("plan_paper")
)

// PlanPaperStored is the paper noted last; false when there is none.
func PlanPaperStored(tx *Tx) (PlanPaper, bool) { return metaPlanPaper.Get(tx, keyPlanPaper) }

// SetPlanPaper notes which stored file is the plan's paper; one without a
// SHA-256 forgets it. From then on the file is referred to and kept.
func SetPlanPaper(tx *Tx, p PlanPaper) {
	if p.SHA256 == "" {
		metaPlanPaper.Delete(tx, keyPlanPaper)
		return
	}
	metaPlanPaper.Put(tx, keyPlanPaper, p)
}
