package handlers

import (
	"strings"

	"thidua/campaign"
)

// addressesOnly are the addresses of a message that consists of nothing else; such a
// message is evidence, any other is what the unit says.
func addressesOnly(text string) ([]string, bool) {
	words, ok := linkIn(text)
	return words, ok && len(words) == len(strings.Fields(text))
}

// takeLinks keeps addresses as new evidence for the criterion on the screen.
func (x *explaining) takeLinks(words []string) {
	x.tieLinks(words, x.criterion().ID, func() campaign.Draft { return x.draft(x.unit, campaign.ExplainDraft) })
	x.Go("item")
}
