package storage

import "time"

// Morning is what somebody's last morning card told: figures by name, and those
// of the card before it. A name that is missing stands for 0.
type Morning struct {
	At     time.Time      `json:"at"`
	Before map[string]int `json:"before,omitempty"`
	Now    map[string]int `json:"now,omitempty"`
}

// Mornings is keyed by K(campaign, person).
var Mornings = Table[Morning]{"mornings"}
