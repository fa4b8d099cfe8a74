package handlers

import (
	"thidua/campaign"
	"thidua/storage"
)

// owing is everything a person is reminded of on some days.
type owing struct {
	due   []campaign.Duty      // of the own units, as a contact
	back  []campaign.Duty      // returned for completion
	up    []campaign.Duty      // the head's duties towards the Board
	late  []campaign.Duty      // of the own unit, as its head
	cross []campaign.CrossDuty // other units' sheets to be scored
	asked []storage.Question   // of the desk, without an answer
}

func (v *View) owing(days []campaign.Date) owing {
	duties := v.duties()
	return owing{
		due: dueOn(v.Plan, duties, days), back: returnsOn(duties, days), up: v.headDue(days), late: v.escalated(days), cross: v.crossDue(days),
		asked: v.questionsDue(days),
	}
}

func (o owing) nothing() bool {
	return len(o.due)+len(o.back)+len(o.up)+len(o.late)+len(o.cross)+len(o.asked) == 0
}
