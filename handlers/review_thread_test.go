package handlers

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"thidua/campaign"
)

// TestThreadPages: whatever was asked and answered stands on some page, in order,
// and no page is more than a message and a keyboard take.
func TestThreadPages(t *testing.T) {
	var all []exchange
	for i := range 40 {
		text := fmt.Sprint(i, " ", strings.Repeat("ộ", []int{5, 1000, maxAnswer, 300}[i%4]))
		all = append(all, exchange{uint64(i), text, make([]campaign.Attachment, []int{0, 0, maxFiles, 3, 12}[i%5])})
	}
	next := 0
	for n, page := range threadPages(all) {
		size, files := 0, 0
		for _, e := range page {
			if e.text != all[next].text || len(e.files) != len(all[next].files) {
				t.Fatalf("page %d has exchange %d out of its turn", n, e.question)
			}
			next++
			size, files = size+utf8.RuneCountInString(e.text), files+len(e.files)
		}
		if size > threadPage || files > max(threadFiles, maxFiles) {
			t.Errorf("page %d: %d characters, %d files in %d exchanges", n, size, files, len(page))
		}
	}
	if next != len(all) {
		t.Errorf("%d of %d exchanges are shown", next, len(all))
	}
	if threadPages(nil) != nil {
		t.Error("a page of nothing")
	}
}
