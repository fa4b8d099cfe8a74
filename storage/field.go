package storage

import "thidua/campaign"

// FieldOf is what relative criteria of a plan compare with, from the figures of
// all units. Without such a criterion it reads nothing.
func FieldOf(tx *Tx, plan *campaign.Plan) campaign.Field {
	if !plan.Sheet.Relative() {
		return campaign.Field{}
	}
	holds := HoldsOf(tx, plan.Campaign)
	var units []campaign.Entrant
	for _, u := range plan.Competing() {
		units = append(units, campaign.Entrant{Figures: FiguresOf(tx, plan.Campaign, u.ID), Apart: campaign.Apart(u, holds[u.ID])})
	}
	return campaign.FieldOf(&plan.Sheet, units)
}
