package handlers

import (
	"maps"
	"slices"
)

// Routes is the table of commands, for the test of who may start what.
var Routes = routes

// Doings is every action the audit tells as a sentence.
var Doings = doings

// PaperKinds are the papers made at sending.
func PaperKinds() []string { return slices.Sorted(maps.Keys(makers())) }
