package handlers

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// The two forms of an invitation. A link carries 22 characters of six bits,
// more than nobody can guess; a typed code has eight of an alphabet without
// look-alikes, so wrong ones are counted.
const (
	typedAlphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
	linkAlphabet  = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	typedLength   = 8
	linkLength    = 22

	guessWindow = time.Hour
	guessesEach = 5   // wrong codes of one person within the window
	guessesAll  = 100 // wrong codes of everybody together
	claimFor    = 7 * 24 * time.Hour
)

// codeOf reads what somebody gave as a code, however it was spaced or cased.
// ok is false for what cannot be a code at all, which is no guess.
func codeOf(text string) (code string, typed, ok bool) {
	text = strings.TrimSpace(text)
	if len(text) == linkLength && strings.Trim(text, linkAlphabet) == "" {
		return text, false, true
	}
	code = strings.ToUpper(strings.NewReplacer(" ", "", "-", "", ".", "").Replace(text))
	if len(code) != typedLength {
		return "", false, false
	}
	for _, r := range code {
		if (r < 'A' || r > 'Z') && (r < '0' || r > '9') {
			return "", false, false
		}
	}
	words := strings.Contains(text, " ") && !strings.ContainsAny(text, "0123456789") && text != strings.ToUpper(text)
	return code, !words, !words // "toi khong" is no code
}

// plainlyCode reports whether text can be meant as nothing but a code: capitals
// with a digit, as the letter shows it.
func plainlyCode(text string) bool {
	_, typed, ok := codeOf(text)
	return ok && typed && text == strings.ToUpper(text) && strings.ContainsAny(text, typedAlphabet[:8]) &&
		strings.ContainsAny(text, typedAlphabet[8:])
}

func hashOf(code string) string {
	sum := sha256.Sum256([]byte(code))
	return hex.EncodeToString(sum[:])
}

// newInvite stores an invitation and returns its two forms, which are kept
// nowhere.
func (t *Turn) newInvite(r campaign.Role) (link, typed string, inv storage.Invite) {
	link, typed = t.Code(linkLength, linkAlphabet), t.Code(typedLength, typedAlphabet)
	inv = storage.Invite{Role: r, By: t.Actor.ID, At: t.Event.At, Expires: t.Event.At.Add(t.Set.InviteFor)}
	inv.Twin = hashOf(link)
	storage.Invites.Put(t.Tx, storage.K(hashOf(typed)), inv)
	inv.Twin = hashOf(typed)
	storage.Invites.Put(t.Tx, storage.K(hashOf(link)), inv)
	return link, typed, inv
}

// Claim makes the code by which the operator lets in a first secretary, or a
// leader or an admin after a lock-out: eight characters to be typed to the bot,
// good once within seven days. It is shown here and kept nowhere.
func Claim(db *storage.DB, now time.Time, role campaign.RoleKind) (typed string, err error) {
	if role != campaign.Secretary && role != campaign.Leader && role != campaign.Admin {
		return "", fmt.Errorf("claim: a code is made for a secretary, leader or admin, not for %q", role)
	}
	err = db.Update(now, func(tx *storage.Tx) error {
		n := storage.Invites.Next(tx)
		t := Turn{Tx: tx, Event: Event{Key: fmt.Sprintf("claim%d", n), At: now}}
		typed = t.Code(typedLength, typedAlphabet)
		storage.Invites.Put(tx, storage.K(hashOf(typed)), storage.Invite{
			Role: campaign.Role{Kind: role}, At: now, Expires: now.Add(claimFor),
		})
		storage.Note(tx, storage.Entry{At: now, Action: "claim", Object: string(role)})
		return nil
	})
	return typed, err
}

// Claimed reports whether anybody is the secretary of the plan in force, so
// that a first start knows whether to print a claim code.
func Claimed(db *storage.DB, now time.Time) (claimed bool, err error) {
	err = db.View(now, func(tx *storage.Tx) error {
		plan, ok := storage.PlanInForce(tx)
		claimed = ok && len(storage.Desk(tx, campaign.Secretary, plan.Year)) > 0
		return nil
	})
	return claimed, err
}

// invitation finds an invitation that may still be redeemed.
func (t *Turn) invitation(hash string) (storage.Invite, bool) {
	inv, ok := storage.Invites.Get(t.Tx, storage.K(hash))
	return inv, ok && inv.UsedBy == 0 && !inv.Revoked && t.Event.At.Before(inv.Expires) && t.upheld(inv)
}

// upheld reports whether an invitation is of this year, and whoever made it may
// still invite: a role that is taken away leaves no way back in. The operator's
// claim, which nobody made, is of any year.
func (t *Turn) upheld(inv storage.Invite) bool {
	if inv.By == 0 {
		return true
	}
	by, ok := storage.GetPerson(t.Tx, inv.By)
	if !ok || inv.Role.Year != t.year() {
		return false
	}
	if inv.Handover != 0 { // a contact's letter, good while the place is theirs to give
		return storage.Handovers.Has(t.Tx, storage.K(inv.Handover)) && t.holds(by, campaign.Contact, inv.Role.Unit)
	}
	return campaign.May(by.Roles, campaign.ActInvite, "", t.year())
}

// change rewrites both forms of an invitation.
func (t *Turn) change(hash string, fn func(*storage.Invite)) {
	for _, h := range []string{hash, t.twin(hash)} {
		if inv, ok := storage.Invites.Get(t.Tx, storage.K(h)); ok && h != "" {
			fn(&inv)
			storage.Invites.Put(t.Tx, storage.K(h), inv)
		}
	}
}

func (t *Turn) twin(hash string) string {
	inv, _ := storage.Invites.Get(t.Tx, storage.K(hash))
	return inv.Twin
}

// takeCode handles what somebody gave as a code. Unknown, used, expired and
// revoked ones get the same words, so that guessing teaches nothing.
func (t *Turn) takeCode(text string) {
	code, typed, ok := codeOf(text)
	if typed && t.guessedOut() {
		return
	}
	inv, good := t.invitation(hashOf(code))
	switch {
	case ok && good:
		t.accept(hashOf(code), inv)
	case ok && t.Known && inv.UsedBy == t.Actor.ID:
		t.home() // the same link opened again
	default:
		if typed {
			t.guessed()
		}
		t.Say(t.S(wrongCode))
		if t.State.Conversation == "" {
			t.home()
		}
	}
}

// guessedOut tells whoever guessed too often, or everybody while all together
// did, to come back later; the right code is not taken either.
func (t *Turn) guessedOut() bool {
	for _, id := range []int64{t.Actor.ID, 0} {
		limit := guessesEach
		if id == 0 {
			limit = guessesAll
		}
		if g, _ := t.guesses(id); g.Count >= limit {
			t.Say(t.S(tooManyCodes, clockWords(g.Since.Add(guessWindow).In(t.Event.At.Location()))))
			return true
		}
	}
	return false
}

// guesses is the running window of one person, or of all under id 0.
func (t *Turn) guesses(id int64) (g storage.Guesses, running bool) {
	g, ok := storage.GuessesOf.Get(t.Tx, storage.K(id))
	if !ok || !t.Event.At.Before(g.Since.Add(guessWindow)) {
		return storage.Guesses{Since: t.Event.At}, false
	}
	return g, true
}

func (t *Turn) guessed() {
	for _, id := range []int64{t.Actor.ID, 0} {
		g, _ := t.guesses(id)
		g.Count++
		storage.GuessesOf.Put(t.Tx, storage.K(id), g)
		if id == 0 && g.Count == guessesAll {
			t.Note("guessing", "", "", "")
			for _, p := range t.desk() {
				t.Tell(p, ClassReply, guessAlarm.In(t.LangOf(p), guessesAll, clockWords(g.Since.Add(guessWindow).In(t.Event.At.Location()))))
			}
		}
	}
}

var (
	wrongCode = T(
		"Mã mời không đúng hoặc không còn hiệu lực. Đề nghị đồng chí kiểm tra lại, hoặc liên hệ thường trực khối để nhận mã mới.",
		"The code is wrong or no longer valid. Please check it, or ask the standing desk for a new one.")
	tooManyCodes = T(
		"Đã có quá nhiều lần nhập sai mã. Đề nghị đồng chí thử lại sau %s, hoặc mở đường dẫn trong thư mời.",
		"Too many wrong codes. Please try again after %s, or open the link in the invitation.")
	guessAlarm = T(
		"Cảnh báo: đã có %d lần nhập sai mã mời trong một giờ. Bot tạm ngừng nhận mã gõ tay đến %s; đường dẫn trong thư mời vẫn dùng được.",
		"Warning: %d wrong invitation codes within an hour. Typed codes are not taken until %s; links still work.")
)
