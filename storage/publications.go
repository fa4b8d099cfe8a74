package storage

import (
	"encoding/json"
	"fmt"
	"time"

	"thidua/campaign"
)

// PublicationRow keeps one version of a campaign's published results for ever.
// What was published stands in Body, byte for byte as it was hashed; the people
// stand beside it, so that erasing one leaves the record as it is.
type PublicationRow struct {
	Campaign    string    `json:"campaign"`
	Year        int       `json:"year"`
	Version     int       `json:"version"`
	At          time.Time `json:"at"`
	Hash        string    `json:"hash"` // SHA-256 of Body
	Body        string    `json:"body"` // canonical bytes of a campaign.Publication
	StartedBy   int64     `json:"started_by"`
	ConfirmedBy int64     `json:"confirmed_by"` // 0 = erased, as above
}

// Record reads the body.
func (r PublicationRow) Record() (campaign.Publication, error) {
	var p campaign.Publication
	err := json.Unmarshal([]byte(r.Body), &p)
	return p, err
}

// Publishing is where a campaign's results stand between two versions.
type Publishing struct {
	// Frozen are the figures as they were locked, nil while they never were.
	Frozen *Frozen `json:"frozen,omitempty"`
	// Asked is what waits for the word of a second person, nil for nothing.
	Asked *PublishAsk `json:"asked,omitempty"`
	// Reopened is set from a reopening until the next version.
	Reopened *Reopening `json:"reopened,omitempty"`
}

// Frozen is a record as it would be published.
type Frozen struct {
	Body      string    `json:"body"`      // canonical bytes, without version and instant
	Substance string    `json:"substance"` // see campaign.Publication.Substance
	By        int64     `json:"by"`
	At        time.Time `json:"at"`
}

// Record reads the body.
func (f Frozen) Record() (campaign.Publication, error) {
	var p campaign.Publication
	err := json.Unmarshal([]byte(f.Body), &p)
	return p, err
}

// The kinds of what a second person confirms.
const (
	AskPublish = "publish"
	AskReopen  = "reopen"
)

// PublishAsk is the first of the two taps.
type PublishAsk struct {
	Kind string    `json:"kind"`
	By   int64     `json:"by"` // 0 = erased: nobody stands for it any more
	At   time.Time `json:"at"`
	// Substance is that of the figures asked about; of a reopening "".
	Substance string `json:"substance,omitempty"`
	Reason    string `json:"reason,omitempty"`
}

// Reopening is why a published result is being corrected.
type Reopening struct {
	Of          int       `json:"of"` // the version
	Reason      string    `json:"reason"`
	StartedBy   int64     `json:"started_by"`
	ConfirmedBy int64     `json:"confirmed_by"`
	At          time.Time `json:"at"`
}

// Publications is keyed by K(campaign, version); its rows are never changed.
var Publications = Table[PublicationRow]{"publications"}

// publishings is keyed by K(campaign).
var publishings = Table[Publishing]{"publishing"}

// PublishingOf reads where a campaign's results stand.
func PublishingOf(tx *Tx, campaignID string) Publishing {
	p, _ := publishings.Get(tx, K(campaignID))
	return p
}

// Freeze keeps a record as the figures that are to be published. What was asked
// about other figures is void.
func Freeze(tx *Tx, campaignID string, p campaign.Publication, by int64, at time.Time) {
	now := PublishingOf(tx, campaignID)
	now.Frozen = &Frozen{Body: string(p.Bytes()), Substance: p.Substance(), By: by, At: at.UTC().Round(0)}
	now.Asked = nil
	publishings.Put(tx, K(campaignID), now)
}

// AskSecond keeps what somebody begins and a second person must confirm; nil
// takes it back.
func AskSecond(tx *Tx, campaignID string, ask *PublishAsk) {
	now := PublishingOf(tx, campaignID)
	now.Asked = ask
	publishings.Put(tx, K(campaignID), now)
}

// NewestPublication is the version that stands; false before the first.
func NewestPublication(tx *Tx, campaignID string) (PublicationRow, bool) {
	_, row, ok := Publications.Last(tx, K(campaignID))
	return row, ok
}

// ResultsStand reports whether results are published and not reopened: while
// they do, nothing may be scored.
func ResultsStand(tx *Tx, campaignID string) bool {
	_, published := NewestPublication(tx, campaignID)
	return published && PublishingOf(tx, campaignID).Reopened == nil
}

// Publish makes the frozen record that was asked about the next version. It
// refuses, as *campaign.Error, SamePerson when by is who asked; NothingAsked
// when nothing is asked, or of other figures; AlreadyPublished while a version
// stands. In all of these nothing is written.
func Publish(tx *Tx, campaignID string, by int64, at time.Time) (PublicationRow, error) {
	now := PublishingOf(tx, campaignID)
	last, published := NewestPublication(tx, campaignID)
	if published && now.Reopened == nil {
		return last, campaign.Mistake(campaign.AlreadyPublished, last.Version)
	}
	if err := now.second(AskPublish, by); err != nil {
		return PublicationRow{}, err
	}
	if now.Frozen == nil || now.Frozen.Substance != now.Asked.Substance {
		return PublicationRow{}, campaign.Mistake(campaign.NothingAsked)
	}
	p, err := now.Frozen.Record()
	if err != nil {
		return PublicationRow{}, fmt.Errorf("storage: frozen results: %w", err)
	}
	p.Version, p.At, p.Previous = last.Version+1, at.UTC().Round(0), last.Hash
	if now.Reopened != nil {
		p.Reason = now.Reopened.Reason
	}
	body := p.Bytes()
	row := PublicationRow{
		Campaign: campaignID, Year: p.Year, Version: p.Version, At: p.At, Hash: campaign.Fingerprint(body), Body: string(body),
		StartedBy: now.Asked.By, ConfirmedBy: by,
	}
	Publications.Put(tx, K(campaignID, row.Version), row)
	publishings.Delete(tx, K(campaignID))
	return row, nil
}

// Reopen lets a published result be corrected. It refuses, as *campaign.Error,
// SamePerson and NothingAsked as Publish does.
func Reopen(tx *Tx, campaignID string, by int64, at time.Time) (Reopening, error) {
	now := PublishingOf(tx, campaignID)
	last, published := NewestPublication(tx, campaignID)
	if err := now.second(AskReopen, by); err != nil {
		return Reopening{}, err
	}
	if !published || now.Reopened != nil {
		return Reopening{}, campaign.Mistake(campaign.NothingAsked)
	}
	r := Reopening{Of: last.Version, Reason: now.Asked.Reason, StartedBy: now.Asked.By, ConfirmedBy: by, At: at.UTC().Round(0)}
	publishings.Put(tx, K(campaignID), Publishing{Reopened: &r})
	return r, nil
}

// second reports whether somebody may be the second person for a kind.
func (p Publishing) second(kind string, by int64) error {
	switch {
	case p.Asked == nil || p.Asked.Kind != kind || p.Asked.By == 0 || by == 0:
		return campaign.Mistake(campaign.NothingAsked)
	case p.Asked.By == by:
		return campaign.Mistake(campaign.SamePerson)
	}
	return nil
}

// VerifyPublications names the first record that was changed, taken out or put
// in: each body must have its hash, and name the one before it.
func VerifyPublications(tx *Tx) error {
	if tx.err == nil && tx.b.Bucket([]byte(Publications.Name)) == nil {
		return nil // an older program's data, not yet opened by this one
	}
	var last PublicationRow
	for _, row := range Publications.Prefix(tx, nil) {
		if row.Campaign != last.Campaign {
			last = PublicationRow{Campaign: row.Campaign}
		}
		p, err := row.Record()
		switch {
		case err != nil || campaign.Fingerprint([]byte(row.Body)) != row.Hash:
			return fmt.Errorf("%w: published results %s, version %d, are not what was published", ErrDamaged, row.Campaign, row.Version)
		case row.Version != last.Version+1 || p.Version != row.Version || p.Previous != last.Hash || p.Campaign != row.Campaign || p.Year != row.Year || !p.At.Equal(row.At):
			return fmt.Errorf("%w: published results %s, version %d, do not follow those before", ErrDamaged, row.Campaign, row.Version)
		}
		last = row
	}
	return tx.err
}
