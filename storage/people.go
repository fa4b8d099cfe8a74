package storage

import (
	"time"

	"thidua/campaign"
)

// Person is somebody the bot knows. Rights come from Roles alone.
type Person struct {
	ID         int64           `json:"id"` // Telegram's user id
	Name       string          `json:"name"`
	Position   string          `json:"position,omitempty"`
	Phone      string          `json:"phone,omitempty"`
	Language   string          `json:"language,omitempty"` // "vi", "en", "" = the bloc's default
	Roles      []campaign.Role `json:"roles,omitempty"`
	Consent    string          `json:"consent,omitempty"` // version of the notice agreed to
	ConsentAt  time.Time       `json:"consent_at,omitzero"`
	JoinedAt   time.Time       `json:"joined_at,omitzero"`
	Unreached  string          `json:"unreached,omitempty"` // why messages no longer arrive; "" while they do
	UnreachAt  time.Time       `json:"unreach_at,omitzero"`
	LastSeenAt time.Time       `json:"last_seen_at,omitzero"`
	// Unroled is when the last role was taken away; zero while the person holds one.
	Unroled time.Time `json:"unroled,omitzero"`
	// Leave is when the person is away; zero for nobody away.
	Leave campaign.Span `json:"leave,omitzero"`
	// Quiet are quiet hours of the person's own, stricter than the plan's.
	Quiet campaign.QuietHours `json:"quiet,omitzero"`
	// Commands is the hash of the command menu last set for this person.
	Commands string `json:"commands,omitempty"`
}

// People is keyed by K(id).
var People = Table[Person]{"people"}

// GetPerson reads a person.
func GetPerson(tx *Tx, id int64) (Person, bool) { return People.Get(tx, K(id)) }

// PutPerson writes a person and keeps the index from roles to people in step.
func PutPerson(tx *Tx, p Person) {
	old, had := GetPerson(tx, p.ID)
	if had {
		for _, r := range old.Roles {
			members.Delete(tx, memberKey(r, p.ID))
		}
	}
	for _, r := range p.Roles {
		members.Put(tx, memberKey(r, p.ID), member{ID: p.ID})
	}
	People.Put(tx, K(p.ID), p)
}

// PeopleWith lists who holds a kind of role for a unit in a year, by id; for
// roles of the bloc the unit is "".
func PeopleWith(tx *Tx, kind campaign.RoleKind, unit string, year int) []Person {
	var ids []int64
	for _, m := range members.Prefix(tx, K(year, string(kind), unit)) {
		ids = append(ids, m.ID)
	}
	var out []Person
	for _, id := range ids {
		if p, ok := GetPerson(tx, id); ok {
			out = append(out, p)
		}
	}
	return out
}

// Desk lists the bloc's people of a kind whatever unit they come from.
func Desk(tx *Tx, kind campaign.RoleKind, year int) []Person {
	seen := map[int64]bool{}
	var out []Person
	for _, m := range members.Prefix(tx, K(year, string(kind))) {
		if seen[m.ID] {
			continue
		}
		seen[m.ID] = true
		if p, ok := GetPerson(tx, m.ID); ok {
			out = append(out, p)
		}
	}
	return out
}

type member struct {
	ID int64 `json:"id"`
}

// members maps K(year, kind, unit, person) to the person.
var members = Table[member]{"members"}

func memberKey(r campaign.Role, id int64) Key { return K(r.Year, string(r.Kind), r.Unit, id) }

// Invite is a code somebody may redeem once for a role. Only the hash of the
// code is stored, as the key.
type Invite struct {
	Role    campaign.Role `json:"role"`
	By      int64         `json:"by"` // 0 = printed to the operator's terminal
	At      time.Time     `json:"at"`
	Expires time.Time     `json:"expires"`
	UsedBy  int64         `json:"used_by,omitempty"`
	UsedAt  time.Time     `json:"used_at,omitzero"`
	Revoked bool          `json:"revoked,omitempty"`
	// Handover is the number of the handover that whoever redeems it accepts.
	Handover uint64 `json:"handover,omitempty"`
	// Twin is the hash of the same invitation's other form (link and typed
	// code redeem together).
	Twin string `json:"twin,omitempty"`
}

// Invites is keyed by K(hex SHA-256 of the code).
var Invites = Table[Invite]{"invites"}

// Request is somebody without a code waiting for the secretary's answer.
type Request struct {
	ID     uint64 `json:"id"`
	Person int64  `json:"person"`
	Unit   string `json:"unit"`
	// Role is what was asked for; "" means contact.
	Role     campaign.RoleKind `json:"role,omitempty"`
	At       time.Time         `json:"at"`
	Answered time.Time         `json:"answered,omitzero"`
	Accepted bool              `json:"accepted,omitempty"`
	By       int64             `json:"by,omitempty"`
}

// Requests is keyed by K(id).
var Requests = Table[Request]{"requests"}

// Guesses counts wrong codes of one person, or of all under id 0, in the hour
// that began at Since.
type Guesses struct {
	Since time.Time `json:"since"`
	Count int       `json:"count"`
}

// GuessesOf is keyed by K(person id); under the negative id it counts the
// person's requests to join of a day.
var GuessesOf = Table[Guesses]{"guesses"}

// Strangers is keyed by K(person id) and counts what somebody unknown sent
// lately; rows of the past are swept.
var Strangers = Table[Guesses]{"strangers"}

// SweepStrangers takes out at most limit windows that began before an instant.
func SweepStrangers(tx *Tx, before time.Time, limit int) {
	var past []Key
	for k, g := range Strangers.Prefix(tx, nil) {
		if len(past) == limit {
			break
		}
		if g.Since.Before(before) {
			past = append(past, k)
		}
	}
	for _, k := range past {
		Strangers.Delete(tx, k)
	}
}
