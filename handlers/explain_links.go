package handlers

import (
	"slices"
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
	c := x.criterion()
	for _, w := range words {
		d := x.draft(x.unit, campaign.ExplainDraft)
		if i := slices.IndexFunc(d.Attachments, func(a campaign.Attachment) bool { return a.Link != "" && a.Link == w }); i >= 0 {
			if !slices.Contains(d.Attachments[i].Criteria, c.ID) {
				d.Attachments[i].Criteria = append(d.Attachments[i].Criteria, c.ID)
				x.putDraft(d)
			}
			continue
		}
		link, why, args := x.link(w, d)
		if link == "" {
			x.Say(x.S(why, args...))
			continue
		}
		d.Attachments = append(d.Attachments, campaign.Attachment{
			ID: x.Code(10, "0123456789abcdefghjkmnpqrstvwxyz"), Name: linkName(link), Type: campaign.TypeLink, Link: link,
			By: x.Actor.ID, At: x.Event.At, Criteria: []string{c.ID},
		})
		x.putDraft(d)
	}
	x.Go("item")
}
