package campaign

import "time"

// MaxVoters is how many people a conference's vote counts at most.
const MaxVoters = 1000

// Ballot is what was counted for one unit.
type Ballot struct {
	For     int `json:"for"`
	Against int `json:"against"`
	Invalid int `json:"invalid,omitempty"`
}

// Cast is how many ballots were counted.
func (b Ballot) Cast() int { return b.For + b.Against + b.Invalid }

// Vote is the tally of a conference's vote as its minutes have it; the bot
// counts nothing itself (S50). A later entry replaces an earlier one and says
// why.
type Vote struct {
	Number  int               `json:"number"`  // entries from 1; 0 = being entered
	Minutes string            `json:"minutes"` // number of the minutes, "02/BB-KTĐNC"
	Day     Date              `json:"day"`     // of the conference
	Present int               `json:"present"` // people who voted, 1..MaxVoters
	Ballots map[string]Ballot `json:"ballots"` // by unit
	Reason  string            `json:"reason,omitempty"`
	By      int64             `json:"by"` // 0 = erased
	At      time.Time         `json:"at"`
}

// CheckBallot reports why a count cannot stand among so many voters, as
// *Error: Negative, or NotAddingUp with what was counted and who was present.
func CheckBallot(b Ballot, present int) error {
	switch {
	case b.For < 0 || b.Against < 0 || b.Invalid < 0:
		return Mistake(Negative)
	case b.For > present || b.Against > present || b.Invalid > present || b.Cast() != present:
		return Mistake(NotAddingUp, b.Cast(), present)
	}
	return nil
}

// Wanting are the units whose count is missing or does not add up.
func (v Vote) Wanting(units []Unit) []Unit {
	var out []Unit
	for _, u := range units {
		if b, ok := v.Ballots[u.ID]; !ok || CheckBallot(b, v.Present) != nil {
			out = append(out, u)
		}
	}
	return out
}
