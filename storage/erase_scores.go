package storage

import (
	"bytes"

	"thidua/campaign"
)

// scores takes the person out of what lies around a score sheet: a workbook not
// yet decided about goes, a sheet taken back stays with the role.
func (e *erasure) scores() {
	own := K(e.p.ID)
	e.rows("workbooks", func(k, raw []byte) []byte {
		if bytes.HasSuffix(k, own) {
			return nil
		}
		return raw
	})
	e.rows("drafts", func(k, raw []byte) []byte {
		if bytes.HasSuffix(k, K(WorkbookDraft(e.p.ID))) {
			return nil
		}
		return raw
	})
	e.rows("withdrawn_sheets", func(_, raw []byte) []byte {
		return rewrite(e, raw, func(w *campaign.Withdrawn) {
			e.zero(&w.By)
			e.sheet(&w.Sheet)
		})
	})
}

func (e *erasure) approval(a *campaign.Approval) {
	if a != nil {
		e.zero(&a.By)
	}
}

// around masks what a sheet holds besides its answers.
func (e *erasure) around(s *campaign.ScoreSheet) {
	e.approval(s.Approved)
	e.files(s.Evidence)
	if s.Pending != nil && s.Pending.By == e.p.ID {
		s.Pending = nil // nobody stands for it any more
	}
}
