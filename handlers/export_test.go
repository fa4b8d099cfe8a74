package handlers

import (
	"maps"
	"slices"
	"time"

	"thidua/campaign"
	"thidua/handlers/document"
	"thidua/storage"
)

// Routes is the table of commands, for the test of who may start what.
var Routes = routes

// Doings is every action the audit tells as a sentence.
var Doings = doings

// PaperKinds are the papers made at sending.
func PaperKinds() []string { return slices.Sorted(maps.Keys(makers())) }

// PartSizes counts the files of each ZIP.
func PartSizes(tx *storage.Tx, plan *campaign.Plan, until time.Time) (out []int) {
	parts, _ := partsOf(tx, plan, "", until)
	for _, p := range parts {
		out = append(out, len(p))
	}
	return out
}

// StandingsCardOf is what the picture of standings says to a person.
func StandingsCardOf(tx *storage.Tx, person int64, args map[string]string, now time.Time) (document.StandingsCard, bool) {
	v := viewFor(tx, person, args, now)
	r, ok := v.ranking()
	if !ok {
		return document.StandingsCard{}, false
	}
	return r.card(), true
}
