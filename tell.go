package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"thidua/bot/clock"
	"thidua/bot/sandbox"
	"thidua/bot/sandbox/transcript"
	"thidua/storage"
)

// tellingMark stands beside the impersonated Telegram while the story is told. A
// sandbox that is killed meanwhile has half a story, and nothing of anybody's:
// what people do waits until it is over.
const tellingMark = "telling"

func (g *game) markFile() string { return filepath.Join(g.dir, telegramSide, tellingMark) }

// begin sets the clock and reports whether a story is to be told: there is
// nothing to go on with and it is wanted.
func (g *game) begin(empty bool) (tells bool, err error) {
	if err := g.clear(); err != nil {
		return false, err
	}
	g.clock = clock.NewMovable(g.start)
	if _, err := os.Stat(filepath.Join(g.dir, "state.db")); err == nil || empty {
		return false, nil
	}
	g.clock = clock.NewMovable(g.start.Add(-storyLead))
	if err := os.MkdirAll(filepath.Dir(g.markFile()), 0o700); err != nil {
		return false, err
	}
	return true, os.WriteFile(g.markFile(), nil, 0o600)
}

// clear takes away a story that was left in the middle, so that it is told anew.
func (g *game) clear() error {
	if _, err := os.Stat(g.markFile()); err != nil {
		return nil
	}
	db, err := open(g.dir) // another sandbox may be telling it just now
	if errors.Is(err, storage.ErrInUse) {
		return err
	}
	if err == nil { // what is wrong with it otherwise goes away with it
		_ = db.Close()
	}
	for _, name := range []string{"state.db", "files.db"} {
		if gone := os.Remove(filepath.Join(g.dir, name)); gone != nil && !errors.Is(gone, fs.ErrNotExist) {
			return gone
		}
	}
	return os.RemoveAll(filepath.Dir(g.markFile()))
}

// told takes the mark away once all of the story is kept.
func (g *game) told(ctx context.Context) error {
	if ctx.Err() != nil {
		return nil // told by half
	}
	if err := g.server.Save(); err != nil {
		return err
	}
	return os.Remove(g.markFile())
}

// tell plays the story through the impersonated Telegram: what its people say,
// press and send goes the way of every other message. The bot's answers are
// not compared here; they only bring the codes later lines use.
func (g *game) tell(ctx context.Context) error {
	codes := map[string]string{"{claim}": g.code}
	for _, item := range g.talk.Items {
		switch it := item.(type) {
		case transcript.Move:
			if err := g.server.Walk(ctx, g.clock.Now().Add(it.For)); err != nil {
				return err
			}
		case transcript.Input:
			if err := g.act(it, codes); err != nil {
				return fmt.Errorf("%s %s%s: %w", it.Who, it.Text, it.File, err)
			}
		}
		if err := g.settle(ctx); err != nil {
			return err
		}
		g.learn(codes)
	}
	return g.server.Walk(ctx, g.start)
}

func (g *game) act(in transcript.Input, codes map[string]string) error {
	who, ok := g.talk.Person(in.Who)
	if !ok {
		return fmt.Errorf("the story knows no %q", in.Who)
	}
	text := in.Text
	for name, code := range codes {
		text = strings.ReplaceAll(text, name, code)
	}
	switch in.Kind {
	case transcript.Say:
		g.server.Say(who.ID, text)
	case transcript.Press:
		return g.server.Press(who.ID, text)
	case transcript.Upload:
		content, ok := sandbox.SampleFile(in.File)
		if !ok {
			return fmt.Errorf("there is no sample file %q", in.File)
		}
		g.server.Upload(who.ID, in.File, content, in.Caption)
	case transcript.Share:
		g.server.Share(who.ID, who.ID)
	default:
		return fmt.Errorf("the story cannot do that")
	}
	return nil
}

// settle waits until the bot has taken what was said and answered it.
func (g *game) settle(ctx context.Context) error {
	ctx, stop := context.WithTimeout(ctx, 20*time.Second)
	defer stop()
	return g.server.Wait(ctx, func() bool { return g.server.Pending() == 0 && g.bot.Idle() })
}

var typedCode = regexp.MustCompile(`<code>([2-9A-HJ-NP-Z]{8})</code>`)

// learn names the typed codes the bot has shown {code1}, {code2} … in order.
func (g *game) learn(codes map[string]string) {
	for _, p := range g.talk.Persons {
		for _, m := range g.server.Messages(p.ID) {
			for _, found := range typedCode.FindAllStringSubmatch(m.Text, -1) {
				known := false
				for _, c := range codes {
					known = known || c == found[1]
				}
				if !known {
					codes[fmt.Sprintf("{code%d}", len(codes))] = found[1]
				}
			}
		}
	}
}
