package document

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"thidua/campaign"
)

// SheetKey names the score sheet a workbook was made for. It stands in the
// workbook with a code (HMAC-SHA-256 under a secret of the bot), so that a
// sheet of another unit or of an older plan is told apart for certain.
type SheetKey struct {
	Campaign string
	Unit     string
	Author   campaign.Author
	Plan     int    // revision of the plan
	Version  string // of the plan's score sheet
	Rev      int    // of the answers when the workbook was made
}

// String is the key without its code, one line.
func (k SheetKey) String() string {
	return strings.Join([]string{
		url.QueryEscape(k.Campaign), url.QueryEscape(k.Unit), url.QueryEscape(string(k.Author)),
		strconv.Itoa(k.Plan), url.QueryEscape(k.Version), strconv.Itoa(k.Rev),
	}, "|")
}

// sealed is the key with its code.
func (k SheetKey) sealed(secret []byte) string {
	mac := hmac.New(sha256.New, secret)
	_, _ = mac.Write([]byte("score sheet|" + k.String()))
	return k.String() + "|" + hex.EncodeToString(mac.Sum(nil)[:16])
}

// SheetKeyIn finds the sealed key in a workbook, "" where there is none or the
// file is none. It reads no further than the key.
func SheetKeyIn(r io.ReadSeeker, size int64) string {
	text, err := firstCell(r, size, place{keyRow, keyColumn})
	if err != nil || len(strings.Split(text, "|")) != 7 {
		return ""
	}
	return tidy(text)
}

// OpenSheetKey reads a sealed key; the problem is SheetNotOurs or SheetForged.
func OpenSheetKey(s string, secret []byte) (SheetKey, string) {
	k, ok := parseKey(s)
	switch {
	case !ok:
		return k, SheetNotOurs
	case !hmac.Equal([]byte(k.sealed(secret)), []byte(strings.TrimSpace(s))):
		return SheetKey{}, SheetForged
	}
	return k, ""
}

// parseKey reads a sealed key without looking at its code.
func parseKey(s string) (SheetKey, bool) {
	parts := strings.Split(strings.TrimSpace(s), "|")
	if len(parts) != 7 {
		return SheetKey{}, false
	}
	for i := range 5 {
		part, err := url.QueryUnescape(parts[i])
		if err != nil {
			return SheetKey{}, false
		}
		parts[i] = part
	}
	plan, planErr := strconv.Atoi(parts[3])
	rev, revErr := strconv.Atoi(parts[5])
	k := SheetKey{Campaign: parts[0], Unit: parts[1], Author: campaign.Author(parts[2]), Plan: plan, Version: parts[4], Rev: rev}
	return k, planErr == nil && revErr == nil
}

// answerMark tells two answers apart in a few letters; "" is no answer. The
// workbook holds the mark of what was answered when it was made, which shows
// later who changed what.
func answerMark(e campaign.Entry, answered bool) string {
	if !answered {
		return ""
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%d|%t|%s", e.Value, e.NotApplicable, tidy(e.Reason)))
	return hex.EncodeToString(sum[:6])
}

// tidy makes what people type comparable: composed letters, no blanks around,
// one kind of line end.
func tidy(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(norm.NFC.String(strings.ToValidUTF8(s, "\ufffd")), "\r\n", "\n"))
}
