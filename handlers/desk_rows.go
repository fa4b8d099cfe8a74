package handlers

import (
	"thidua/campaign"
	"thidua/storage"
)

// deskRows lead from a unit's page to what the desk keeps about it; the unit's
// own people find the way to records once there are any.
func (t *Turn) deskRows(unit string) [][]storage.Button {
	if t.seesBoard() {
		return [][]storage.Button{
			Row(t.B("/ghinhan "+unit, recordsOfUnit), t.B("/kiemtra "+unit, inspectionsOfUnit)),
			Row(t.B("/chitieu "+unit, targetsOfUnitLabel), t.B("/tamdung "+unit, holdsOfUnit)),
		}
	}
	if len(storage.RecordsOf(t.Tx, t.Plan.Campaign, unit)) == 0 {
		return nil
	}
	return [][]storage.Button{Row(t.B("/ghinhan "+unit, recordSee))}
}

// closeRows are the requirements that can be closed now, by the duties of all
// units.
func (t *Turn) closeRows(all map[string][]campaign.Duty) [][]storage.Button {
	var rows [][]storage.Button
	for _, r := range t.Plan.Requirements {
		var duties []campaign.Duty
		for _, of := range all {
			for _, d := range of {
				if d.Requirement.ID == r.ID {
					duties = append(duties, d)
				}
			}
		}
		_, dated := t.Plan.LastDay(r)
		closed := len(duties) == 0 || !duties[0].Closed.IsZero()
		if dated && !closed && len(campaign.NotYetClosable(duties, t.Event.At)) == 0 {
			rows = append(rows, Row(t.B("/chotnop "+r.ID, closeFromBoard, r.Short)))
		}
	}
	return rows
}

var (
	recordsOfUnit      = T("Ghi nhận", "Records")
	inspectionsOfUnit  = T("Kiểm tra", "Inspections")
	targetsOfUnitLabel = T("Chỉ tiêu", "Targets")
	holdsOfUnit        = T("Tạm dừng xét, xin rút", "Holds")
	closeFromBoard     = T("Chốt tiếp nhận: %s", "Close: %s")
)
