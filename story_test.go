//go:build linux

package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// What a chat of the sandbox's page shows, oldest first.
func shownTo(t *testing.T, page string, person int64) []string {
	t.Helper()
	res, err := http.Get(fmt.Sprint(page, "sb/chat?id=", person))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var list []struct{ Text string }
	if err := json.NewDecoder(res.Body).Decode(&list); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, m := range list {
		out = append(out, m.Text)
	}
	return out
}

// wholeStory is how the opening ends: storyContact has a receipt.
const (
	storyContact   = 1001
	wholeStory     = "PHIẾU TIẾP NHẬN"
	wholeStoryInEn = "RECEIPT"
)

// TestStoryInEnglish (issue05): the opening is told in the language of the sandbox,
// to its end.
func TestStoryInEnglish(t *testing.T) {
	t.Parallel()
	play := launch(t, nil, "sandbox", "-addr", "127.0.0.1:0", "-lang", "en")
	play.prints("Sandbox ready", time.Minute)
	chat := strings.Join(shownTo(t, pageAddress.FindString(play.out.String()), storyContact), "\n---\n")
	if strings.Count(chat, wholeStoryInEn) != 1 || strings.Contains(chat, "đồng chí") {
		t.Errorf("the English opening is\n%s", chat)
	}
}

// TestStoryIsNotDisturbed (issue05): who is quicker than the opening is heard
// after it, in order, and the opening goes as it should.
func TestStoryIsNotDisturbed(t *testing.T) {
	t.Parallel()
	play := launch(t, nil, "sandbox", "-addr", "127.0.0.1:0", "-data", filepath.Join(t.TempDir(), "data"))
	play.prints("Sandbox: open", time.Minute)
	page := pageAddress.FindString(play.out.String())
	done := make(chan error, 3)
	for _, order := range []string{
		fmt.Sprintf(`{"do":"walk","hours":2,"person":%d}`, storyContact), fmt.Sprintf(`{"do":"say","person":%d,"text":"/nop soket"}`, storyContact),
		fmt.Sprintf(`{"do":"say","person":%d,"text":"/huy"}`, storyContact),
	} {
		go func() {
			res, err := http.Post(page+"sb/do", "application/json", strings.NewReader(order))
			if err == nil {
				err = res.Body.Close()
			}
			done <- err
		}()
		time.Sleep(20 * time.Millisecond) // their order counts
	}
	play.prints("Sandbox ready", time.Minute)
	for range 3 {
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
	chat := shownTo(t, page, storyContact)
	index := func(word string) int {
		for i, text := range chat {
			if strings.Contains(text, word) {
				return i
			}
		}
		return -1
	}
	receipt, first, second := index(wholeStory), index("/nop soket"), index("/huy")
	if receipt < 0 || first < receipt || second < first {
		t.Errorf("receipt at %d, what was said early at %d and %d:\n%s", receipt, first, second, strings.Join(chat, "\n---\n"))
	}
}

// TestStoryIsToldAnew (issue05): a sandbox killed in the middle of its opening
// begins with the whole of it the next time; one killed later goes on.
func TestStoryIsToldAnew(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "data")
	begin := func() (*process, string) {
		play := launch(t, nil, "sandbox", "-addr", "127.0.0.1:0", "-data", data)
		play.prints("Sandbox: open", time.Minute)
		return play, pageAddress.FindString(play.out.String())
	}
	play, page := begin()
	for end := time.Now().Add(time.Minute); len(shownTo(t, page, storyContact)) == 0 && time.Now().Before(end); {
		time.Sleep(5 * time.Millisecond) // until the contact has said the first word
	}
	play.kill()
	for round := range 2 {
		play, page = begin()
		play.prints("Sandbox ready", time.Minute)
		chat := strings.Join(shownTo(t, page, storyContact), "\n---\n")
		if n := strings.Count(chat, wholeStory); n != 1 || strings.Contains(play.out.String(), "Nobody has joined") {
			t.Errorf("start %d after the kill: %d receipts in\n%s", round+1, n, chat)
		}
		play.kill()
	}
}
