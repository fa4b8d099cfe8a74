package handlers

import (
	"slices"

	"thidua/campaign"
	"thidua/storage"
)

// Pictures sent together come as single messages, in any order, mixed with
// another album's and with whatever else the sender does meanwhile.

// inAlbum adds a file to a list: behind those of its album that were sent before
// it, else at the end.
func inAlbum(list []campaign.Attachment, a campaign.Attachment) []campaign.Attachment {
	at := len(list)
	if a.Album != "" {
		if i := slices.IndexFunc(list, func(b campaign.Attachment) bool { return b.Album == a.Album && b.Message > a.Message }); i >= 0 {
			at = i
		}
	}
	return slices.Insert(slices.Clone(list), at, a)
}

// secretAlbumKey remembers an album by whoever sent it; the talk may be left
// before its last part comes.
func (t *Turn) secretAlbumKey(album string) storage.Key {
	return storage.K(t.Plan.Campaign, "secret-album "+album, t.Actor.ID)
}

// secretAlbum reports whether a part of an album was refused as secret.
func (t *Turn) secretAlbum(album string) bool {
	return album != "" && t.Plan != nil && storage.Tolds.Has(t.Tx, t.secretAlbumKey(album))
}

// refuseSecret says so and records the act without its content. What came with
// it in the same album before the marked one is dropped, wherever it was put, and
// what comes after it is not taken.
func (t *Turn) refuseSecret(unit, requirement, album, text string) {
	t.Note("refuse-secret", unit, "", "")
	if album == "" || t.Plan == nil {
		t.Say(text)
		return
	}
	t.Say(text + "\n" + t.S(wholeAlbum))
	storage.Tolds.Put(t.Tx, t.secretAlbumKey(album), storage.Told{At: t.Event.At})
	parts := t.partsOf(unit, album)
	for _, id := range parts {
		t.forget(unit, id)
	}
	switch {
	case len(parts) == 0:
	case isEvidence(requirement):
		t.refreshEvidence()
	default:
		t.see(t.draft(unit, requirement))
		t.refreshSubmit("")
	}
}

// partsOf are the actor's files of an album in the unit's drafts.
func (t *Turn) partsOf(unit, album string) []string {
	var out []string
	for _, d := range storage.Drafts.Prefix(t.Tx, storage.K(t.Plan.Campaign, unit)) {
		for _, a := range d.Attachments {
			if a.Album == album && a.By == t.Actor.ID {
				out = append(out, a.ID)
			}
		}
	}
	return out
}
