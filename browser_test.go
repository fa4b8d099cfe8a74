//go:build linux

package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// browser is a headless Chromium with one page open. Whatever the page writes
// to its console as an error, throws or fails to load fails the test.
type browser struct {
	t   *testing.T
	ctx context.Context

	mu         sync.Mutex
	complaints []string
}

func newBrowser(t *testing.T, url string) *browser {
	t.Helper()
	path := needs(t, "Chromium", "apt-get install chromium", "chromium", "chromium-browser", "google-chrome")
	options := []chromedp.ExecAllocatorOption{chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()), chromedp.WindowSize(1280, 800)}
	for _, flag := range []string{
		"headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run",
		"disable-background-networking", "disable-component-update", "disable-sync", "hide-scrollbars",
	} {
		options = append(options, chromedp.Flag(flag, true))
	}
	ctx, cancel := context.WithTimeout(t.Context(), 4*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	b := &browser{t: t, ctx: ctx}
	messages := chromedp.Console(ctx)
	go func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			if m.Type == chromedp.ConsoleError || m.Type == chromedp.ConsoleException {
				b.mu.Lock()
				b.complaints = append(b.complaints, fmt.Sprintf("%s (%s:%d)", m, m.URL, m.Line+1))
				b.mu.Unlock()
			}
		}
	}()
	b.do("opening the page", chromedp.EmulateViewport(1280, 800), chromedp.Navigate(url))
	b.until("the list of people", `document.querySelectorAll("[data-person]").length > 0`, 20*time.Second)
	return b
}

// content fails the test for everything the page complained of.
func (b *browser) content() {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, c := range b.complaints {
		b.t.Error("in the page: ", c)
	}
}

func (b *browser) do(what string, actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.fatal(what, err)
	}
}

func (b *browser) fatal(what string, err error) {
	b.t.Helper()
	b.content()
	b.t.Fatalf("%s: %v\nthe chat ends with:\n%s", what, err, b.last(3))
}

// until waits for a JavaScript expression to be true. It asks from outside:
// what waits inside the page needs rights its content policy does not give.
func (b *browser) until(what, expression string, within time.Duration) {
	b.t.Helper()
	for end := time.Now().Add(within); ; {
		ok, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](expression))
		switch {
		case err != nil:
			b.fatal(what, err)
		case ok:
			return
		case time.Now().After(end):
			b.fatal(what, fmt.Errorf("not within %v", within))
		}
		time.Sleep(30 * time.Millisecond)
	}
}

// opens opens the chat of a person.
func (b *browser) opens(person int64) {
	b.t.Helper()
	at := fmt.Sprintf(`[data-person="%d"]`, person)
	b.do("opening a chat", chromedp.Click(chromedp.CSS(at)))
	b.until("the chat opens", fmt.Sprintf(
		`document.querySelector('%s').getAttribute("aria-current") === "true" && document.activeElement?.id === "text"`, at), 10*time.Second)
}

// says types into the composer and sends.
func (b *browser) says(text string) {
	b.t.Helper()
	b.do("typing "+text, chromedp.SendKeys(chromedp.ID("text"), text), chromedp.Click(chromedp.ID("send")))
	b.until("the composer is empty", `document.querySelector("#text").value === ""`, 10*time.Second)
}

// presses presses the newest button, under a message or below the composer,
// that begins with a label, once there is one.
func (b *browser) presses(label string) {
	b.t.Helper()
	find := fmt.Sprintf(`[...document.querySelectorAll("[data-button], [data-key-label]")].filter(
		(e) => (e.dataset.button ?? e.dataset.keyLabel).startsWith(%s)).at(-1)`, strconv.Quote(label))
	b.until("the button "+label, find+" !== undefined", 20*time.Second)
	b.do("pressing "+label, chromedp.Evaluate[chromedp.Void](find+".click()"))
}

// hears waits until one of the newest messages of the bot has words in it.
func (b *browser) hears(words string) {
	b.t.Helper()
	b.until("the words "+words, fmt.Sprintf(
		`[...document.querySelectorAll('[data-from="bot"]')].slice(-4).some((m) => m.innerText.includes(%s))`, strconv.Quote(words)), 30*time.Second)
}

// sends attaches a file the way the file dialog does.
func (b *browser) sends(path string) {
	b.t.Helper()
	b.do("attaching a file", chromedp.SetUploadFiles(chromedp.ID("file"), []string{path}))
}

// walks presses a button of the clock and waits until the clock has arrived.
func (b *browser) walks(button string, within time.Duration) {
	b.t.Helper()
	const resting = `document.querySelector("#app").dataset.walking === ""`
	b.until("the clock rests", resting, within)
	from, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`document.querySelector("#now").dateTime.slice(0, 13)`))
	if err != nil {
		b.fatal("reading the clock", err)
	}
	b.do("the clock: "+button, chromedp.Click(chromedp.CSS(`[data-testid="`+button+`"]`)))
	b.until("the clock arrives", fmt.Sprintf(`document.querySelector("#now").dateTime.slice(0, 13) !== %q && %s`, from, resting), within)
}

// last is what the newest messages say.
func (b *browser) last(n int) string {
	list, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]string](fmt.Sprintf(
		`[...document.querySelectorAll("[data-message]")].slice(-%d).map((m) => m.innerText)`, n)))
	if err != nil {
		return err.Error()
	}
	return strings.Join(list, "\n---\n")
}
