package handlers

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"testing"
)

// TestNoticeEdition: who changes a word of the notice on personal data raises its
// edition and writes the new digest here; everybody is then asked anew.
func TestNoticeEdition(t *testing.T) {
	words := fmt.Sprint(consentNotice, phoneOptional, phoneRequired)
	sum := sha256.Sum256([]byte(words))
	const edition, digest = 1, "9705a386cfc6fda4"
	if got := hex.EncodeToString(sum[:8]); got != digest || noticeEdition != edition {
		t.Errorf("edition %d has the digest %s, want %d with %s: raise noticeEdition, then write both here", noticeEdition, got, edition, digest)
	}
}

func TestNoticeVersion(t *testing.T) {
	for _, c := range []struct {
		operators string
		edition   int
		want      string
	}{{"", 1, "1"}, {"3", 1, "3"}, {"3", 2, "3.2"}, {"", 4, "1.4"}} {
		if got := noticeVersion(c.operators, c.edition); got != c.want {
			t.Errorf("%q in edition %d is %q, want %q", c.operators, c.edition, got, c.want)
		}
	}
}
