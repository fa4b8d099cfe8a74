package main

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"

	"thidua/bot/sandbox"
	"thidua/bot/sandbox/transcript"
)

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
