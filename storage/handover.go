package storage

import (
	"time"

	"thidua/campaign"
)

// Handover is the passing on of the place of a unit's main contact. The one who
// goes asks, the one who comes accepts; on the day both change in one
// transaction.
type Handover struct {
	ID         uint64        `json:"id"`
	Unit       string        `json:"unit"`
	Year       int           `json:"year"`
	OutgoingBy int64         `json:"outgoing_by"`
	IncomingBy int64         `json:"incoming_by"` // 0 while a code waits to be redeemed
	Day        campaign.Date `json:"day"`         // the incoming one acts from this day
	Asked      time.Time     `json:"asked"`
	Accepted   time.Time     `json:"accepted,omitzero"`
}

// Handovers is keyed by K(id); one that is done, refused or called off is taken
// out, the audit keeps it.
var Handovers = Table[Handover]{"handovers"}
