package storage

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"thidua/campaign"
)

// AmendmentKind says what an amendment changes.
type AmendmentKind string

// The kinds of amendments.
const (
	// AmendConference fixes the day of a conference known by its month so far;
	// payload FixedConference.
	AmendConference AmendmentKind = "conference"
	// AmendExtension gives a later day for one requirement to a unit or to
	// all; payload campaign.Extension.
	AmendExtension AmendmentKind = "extension"
	// AmendWithdrawal takes extensions given before it back; payload
	// campaign.Withdrawal.
	AmendWithdrawal AmendmentKind = "withdrawal"
	// AmendMovement begins a thematic movement; payload campaign.Launch.
	AmendMovement AmendmentKind = "movement"
	// AmendSheet puts the score sheet that waited in force; payload NewSheet.
	AmendSheet AmendmentKind = "sheet"
)

// Amendment is a change of the plan made in chat. It outlives new revisions of
// the config and is never changed, only followed by another.
type Amendment struct {
	Number  int             `json:"number"` // from 1 in its campaign
	Kind    AmendmentKind   `json:"kind"`
	Payload json.RawMessage `json:"payload"`
	By      int64           `json:"by"`
	At      time.Time       `json:"at"`
	Why     string          `json:"why,omitempty"`
}

// FixedConference is the payload of AmendConference.
type FixedConference struct {
	Conference string        `json:"conference"` // its id in the plan
	Day        campaign.Date `json:"day"`
}

// amendments is keyed by K(campaign, number).
var amendments = Table[Amendment]{"amendments"}

// AmendPlan adds an amendment to the campaign in force. The payload is one of
// the types named at the kinds; anything else fails the transaction.
func AmendPlan(tx *Tx, payload any, by int64, at time.Time, why string) Amendment {
	now, ok := metaInForce.Get(tx, keyInForce)
	if !ok {
		tx.Fail(fmt.Errorf("storage: no plan in force to amend"))
		return Amendment{}
	}
	a := Amendment{Number: now.Amendments + 1, By: by, At: at, Why: why}
	if !a.holds(tx, payload) {
		return a
	}
	if a.Kind == AmendSheet {
		heldSheets.Delete(tx, K(now.Campaign))
	}
	amendments.Put(tx, K(now.Campaign, a.Number), a)
	known, _ := campaigns.Get(tx, K(now.Campaign))
	known.Amendments = a.Number
	putInForce(tx, known)
	return a
}

// holds writes the payload with its kind; what is none fails the transaction.
func (a *Amendment) holds(tx *Tx, payload any) bool {
	switch payload.(type) {
	case FixedConference:
		a.Kind = AmendConference
	case campaign.Extension:
		a.Kind = AmendExtension
	case campaign.Withdrawal:
		a.Kind = AmendWithdrawal
	case campaign.Launch:
		a.Kind = AmendMovement
	case NewSheet:
		a.Kind = AmendSheet
	default:
		tx.Fail(fmt.Errorf("storage: no amendment is a %T", payload))
		return false
	}
	raw, err := json.Marshal(payload)
	if err != nil {
		tx.Fail(fmt.Errorf("storage: amendment: %w", err))
	}
	a.Payload = raw
	return err == nil
}

// PlanWithout is the plan in force as it would be with an extension taken back,
// without its score sheet's changes. False without a plan.
func PlanWithout(tx *Tx, w campaign.Withdrawal) (campaign.Plan, bool) {
	now, _ := metaInForce.Get(tx, keyInForce)
	row, ok := plans.Get(tx, K(now.Campaign, now.Revision))
	var a Amendment
	if !ok || !a.holds(tx, w) {
		return campaign.Plan{}, false
	}
	plan, _ := Amend(row.Plan, append(Amendments(tx, now.Campaign), a))
	return plan, true
}

// Amendments lists a campaign's amendments in the order they were made.
func Amendments(tx *Tx, campaignID string) []Amendment {
	return amendments.List(tx, K(campaignID))
}

// Amend applies amendments in order to a copy of the plan; the plan given is
// not changed. Conflicts are those that no longer fit: what they name is gone
// from the plan, or the plan itself now fixes another day.
func Amend(plan campaign.Plan, list []Amendment) (amended campaign.Plan, conflicts []Amendment) {
	fixedByPlan := map[string]campaign.Date{}
	for _, c := range plan.Conferences {
		fixedByPlan[c.ID] = c.Fixed
	}
	plan.Conferences = slices.Clone(plan.Conferences)
	plan.Requirements = slices.Clone(plan.Requirements)
	plan.Extensions = slices.Clone(plan.Extensions)
	plan.Movements = slices.Clone(plan.Movements)
	for i, a := range list {
		if !amend(&plan, a, list[i+1:], fixedByPlan) {
			conflicts = append(conflicts, a)
		}
	}
	return plan, conflicts
}

// amend applies one amendment; after are those that follow it, which may take it
// back.
func amend(plan *campaign.Plan, a Amendment, after []Amendment, fixedByPlan map[string]campaign.Date) bool {
	switch a.Kind {
	case AmendConference:
		var f FixedConference
		if json.Unmarshal(a.Payload, &f) != nil {
			return false
		}
		i := slices.IndexFunc(plan.Conferences, func(c campaign.Conference) bool { return c.ID == f.Conference })
		if i < 0 {
			return false
		}
		plan.Conferences[i].Fixed = f.Day
		own := fixedByPlan[f.Conference]
		return own.IsZero() || own == f.Day
	case AmendExtension:
		var e campaign.Extension
		return json.Unmarshal(a.Payload, &e) == nil && plan.Extend(whatIsLeft(e, after))
	case AmendWithdrawal: // what it takes back is applied without it; a requirement that is gone is told there
		return true
	case AmendMovement:
		var l campaign.Launch
		return json.Unmarshal(a.Payload, &l) == nil && plan.Begin(l)
	case AmendSheet: // the plan of the config has it already
		return true
	}
	return false
}

// whatIsLeft is an extension less what later amendments take back of it.
func whatIsLeft(e campaign.Extension, after []Amendment) campaign.Extension {
	for _, a := range after {
		var w campaign.Withdrawal
		if a.Kind == AmendWithdrawal && json.Unmarshal(a.Payload, &w) == nil {
			e = e.Less(w)
		}
	}
	return e
}
