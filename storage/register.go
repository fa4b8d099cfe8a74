package storage

import (
	"encoding/json"
	"fmt"
	"iter"
	"time"

	"thidua/campaign"
)

// RegisterEntry is one line of the register of what came in (sổ công văn
// đến): the number and the day a submission bears for ever (S3).
type RegisterEntry struct {
	Year        int           `json:"year"`
	Number      int           `json:"number"` // from 1 each calendar year
	Date        campaign.Date `json:"date"`   // ngày đến; its year is Year
	At          time.Time     `json:"at"`
	Campaign    string        `json:"campaign,omitempty"`
	Unit        string        `json:"unit,omitempty"`
	Requirement string        `json:"requirement,omitempty"`
	Version     int           `json:"version,omitempty"`
	By          string        `json:"by,omitempty"`     // pseudonym
	Digest      string        `json:"digest,omitempty"` // of what was handed in, see Digest
	Hash        string        `json:"hash"`             // over this entry and the one before it in the year
	// Jump is why the numbers before this line were left out; such a line is no
	// receipt.
	Jump string `json:"jump,omitempty"`
	// Corrects is the earlier line that this one corrects, see CorrectReceipt,
	// and Why what is corrected; of a hand-in both are empty.
	Corrects RegisterPlace `json:"corrects,omitzero"`
	Why      string        `json:"why,omitempty"`
}

// register is keyed by K(year, number).
var register = Table[RegisterEntry]{"register"}

// Register gives a submission the next number of the day's calendar year. It
// is gapless because the number lives and dies with the transaction. The
// caller copies year, number and date into the submission's Incoming.
func Register(tx *Tx, day campaign.Date, campaignID string, s campaign.Submission) RegisterEntry {
	_, last, _ := register.Last(tx, K(day.Year))
	e := RegisterEntry{
		Year: day.Year, Number: last.Number + 1, Date: day, At: s.At.UTC().Round(0),
		Campaign: campaignID, Unit: s.Unit, Requirement: s.Requirement, Version: s.Version,
		By: Pseudonym(tx, s.By), Digest: Digest(s),
	}
	if s.At.IsZero() {
		e.At = tx.now.UTC().Round(0)
	}
	return enter(tx, e, last.Hash)
}

func enter(tx *Tx, e RegisterEntry, before string) RegisterEntry {
	e.Hash = e.sum(before)
	register.Put(tx, K(e.Year, e.Number), e)
	return e
}

// RegisterEntries walks a year's lines in the order of their numbers.
func RegisterEntries(tx *Tx, year int) iter.Seq[RegisterEntry] {
	return func(yield func(RegisterEntry) bool) {
		for _, e := range register.Prefix(tx, K(year)) {
			if !yield(e) {
				return
			}
		}
	}
}

// FindReceipt reads the line of a number, a hand-in's or a correction's; false
// for a number never given.
func FindReceipt(tx *Tx, year, number int) (RegisterEntry, bool) {
	e, ok := register.Get(tx, K(year, number))
	return e, ok && e.Jump == ""
}

// JumpRegister leaves numbers out, so that none given after the backup was
// made is ever given to something else: each open year goes on at its last
// number + by. Open are the years from the newest with entries to the
// transaction's. Only restoring calls it; why is kept in the register.
func JumpRegister(tx *Tx, by int, why string) []RegisterEntry {
	_, newest, ok := register.Last(tx, nil)
	first, until := yearNow(tx), yearNow(tx)
	if ok {
		first, until = newest.Year, max(newest.Year, until)
	}
	var out []RegisterEntry
	for year := first; year <= until && tx.err == nil; year++ {
		_, last, _ := register.Last(tx, K(year))
		e := RegisterEntry{Year: year, Number: last.Number + by - 1, At: tx.now.UTC().Round(0), Jump: why}
		out = append(out, enter(tx, e, last.Hash))
	}
	return out
}

// yearNow is the calendar year in the plan's zone, where days are counted.
func yearNow(tx *Tx) int {
	if plan, ok := PlanInForce(tx); ok {
		if zone, err := time.LoadLocation(plan.Zone); err == nil {
			return tx.now.In(zone).Year()
		}
	}
	return tx.now.Year()
}

// VerifyRegister walks every year and names the first line that was changed,
// taken out, or no longer matches the submission it stands for.
func VerifyRegister(tx *Tx) error {
	var last RegisterEntry
	for _, e := range register.Prefix(tx, nil) {
		if e.Year != last.Year {
			last = RegisterEntry{Year: e.Year}
		}
		if e.Number <= last.Number || e.Jump == "" && e.Number != last.Number+1 {
			return fmt.Errorf("%w: register: number %d/%d is missing", ErrDamaged, last.Number+1, e.Year)
		}
		if e.Hash != e.sum(last.Hash) {
			return fmt.Errorf("%w: register: number %d/%d or the one before was changed", ErrDamaged, e.Number, e.Year)
		}
		if err := matches(tx, e); err != nil {
			return err
		}
		last = e
	}
	return tx.err
}

func matches(tx *Tx, e RegisterEntry) error {
	if e.Jump != "" {
		return nil
	}
	s, ok := Submissions.Get(tx, K(e.Campaign, e.Unit, e.Requirement, e.Version))
	switch {
	case tx.err != nil:
		return tx.err
	case !ok:
		return fmt.Errorf("%w: register: what number %d/%d stands for is missing", ErrDamaged, e.Number, e.Year)
	case Digest(s) != e.Digest:
		return fmt.Errorf("%w: register: what number %d/%d stands for was changed", ErrDamaged, e.Number, e.Year)
	}
	return nil
}

// Digest is the hex SHA-256 of what was handed in: unit, requirement,
// version, plan, instant, timing and each file's name, size and SHA-256 or link.
// Left out is what may rightly change or is given later: people's ids (they
// can be erased), Telegram's file ids, the register number itself, what the
// desk decides and notes afterwards.
func Digest(s campaign.Submission) string {
	s.By, s.As, s.Incoming = 0, "", campaign.Incoming{}
	s.Accepted, s.Forwarded, s.FileSymbol = false, "", ""
	if s.Approved != nil {
		s.Approved = &campaign.Approval{At: s.Approved.At.UTC(), Note: s.Approved.Note}
	}
	s.At = s.At.UTC()
	s.Timing.Deadline = s.Timing.Deadline.UTC()
	files := make([]campaign.Attachment, len(s.Attachments))
	for i, a := range s.Attachments {
		files[i] = campaign.Attachment{ID: a.ID, Name: a.Name, Size: a.Size, SHA256: a.SHA256, Link: a.Link, At: a.At.UTC()}
	}
	s.Attachments = files
	raw, err := json.Marshal(s)
	if err != nil {
		panic("storage: submission as JSON: " + err.Error())
	}
	return chain("submission 1", string(raw))
}

func (e RegisterEntry) sum(before string) string {
	if e.Corrects != (RegisterPlace{}) {
		return chain("register correction 1", e.Year, e.Number, e.Date.String(), e.At.UnixNano(), e.Campaign, e.Unit,
			e.Requirement, e.Version, e.By, e.Digest, e.Corrects.Year, e.Corrects.Number, e.Why, before)
	}
	return chain("register 1", e.Year, e.Number, e.Date.String(), e.At.UnixNano(), e.Campaign, e.Unit,
		e.Requirement, e.Version, e.By, e.Digest, e.Jump, before)
}
