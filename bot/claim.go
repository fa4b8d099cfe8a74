package bot

import (
	"thidua/campaign"
	"thidua/handlers"
)

// FirstCode makes a code for the first secretary while nobody is one; "" once
// somebody is. It is for the operator's terminal and is logged nowhere.
func (b *Bot) FirstCode() (string, error) {
	now := b.clock.Now()
	claimed, err := handlers.Claimed(b.db, now)
	if err != nil || claimed {
		return "", err
	}
	b.commit.Lock()
	defer b.commit.Unlock()
	return handlers.Claim(b.db, now, campaign.Secretary)
}
