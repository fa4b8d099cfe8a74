package handlers

import (
	"thidua/campaign"
	"thidua/storage"
)

// keyTasks is the bloc-level indicator of S32 as it stands.
func keyTasks(tx *storage.Tx, plan *campaign.Plan) campaign.KeyTasks {
	var figures []campaign.Figures
	targets := map[string][]campaign.Target{}
	for _, u := range plan.Competing() {
		figures = append(figures, storage.FiguresOf(tx, plan.Campaign, u.ID))
		targets[u.ID] = storage.TargetsOf(tx, plan.Campaign, u.ID)
	}
	return campaign.CountKeyTasks(plan, figures, targets)
}

// keyTaskWords is the indicator in a sentence; "" while no unit has figures, or
// the plan names no criterion for it.
func keyTaskWords(tx *storage.Tx, plan *campaign.Plan, lang string) string {
	if plan.Targets.Criterion == "" {
		return ""
	}
	k := keyTasks(tx, plan)
	if k.Known == 0 {
		return ""
	}
	words := keyTaskLine.In(lang, k.Perfect, k.Units, percentWords(k.Share(), lang), percentWords(10000, lang))
	if left := k.Units - k.Known; left > 0 {
		words += keyTaskUnknown.In(lang, counted(left, lang, unitNoun))
	}
	return words + "."
}

var (
	keyTaskLine = T("Hoàn thành xuất sắc nhiệm vụ chính trị trọng tâm: %d/%d đơn vị (%s; mục tiêu %s)",
		"Key political tasks completed excellently: %d of %d units (%s; the aim is %s)")
	keyTaskUnknown = T(", %s chưa có số liệu", ", %s without figures")
)
