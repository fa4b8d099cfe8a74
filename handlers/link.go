package handlers

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"thidua/campaign"
)

// Links as evidence (S48): an https address typed where files are awaited is
// kept beside them as typed. The bot never opens it; whoever reads the hand-in
// does, and the hand-in says that it is an address.

const longestLink = 500 // characters

// linkIn finds the addresses of a text; ok is false when it holds none.
func linkIn(text string) (words []string, ok bool) {
	for w := range strings.FieldsSeq(text) {
		low := strings.ToLower(w)
		if strings.Contains(low, "://") || strings.HasPrefix(low, "www.") {
			words = append(words, strings.TrimRight(w, ".,;)”\""))
		}
	}
	return words, len(words) > 0
}

// saidFiles takes an address typed instead of a file.
func saidFiles(t *Turn, text string) {
	words, ok := linkIn(text)
	if !ok {
		t.Say(t.S(awaitsFiles))
		return
	}
	t.takeLinks(words)
}

// takeLinks adds addresses to the draft the talk is about, each with its own
// sentence where it cannot be taken.
func (t *Turn) takeLinks(words []string) {
	_, d, ok := t.here()
	if !ok {
		t.lost()
		return
	}
	note, taken := t.changed(d), 0
	for _, w := range words {
		d = t.draft(d.Unit, d.Requirement)
		link, why, args := t.link(w, d)
		if link == "" {
			t.Say(t.S(why, args...))
			continue
		}
		a := t.linkAttachment(link)
		a.Item = t.item()
		d.Attachments = append(d.Attachments, a)
		t.see(t.putDraft(d))
		taken++
	}
	if taken > 0 {
		t.refreshSubmit(note)
	}
}

// tieLinks keeps addresses in a draft as evidence for a criterion; one that is
// there already serves this criterion too.
func (t *Turn) tieLinks(words []string, criterion string, draft func() campaign.Draft) {
	for _, w := range words {
		d := draft()
		i := slices.IndexFunc(d.Attachments, func(a campaign.Attachment) bool { return a.Link != "" && a.Link == w })
		if i < 0 {
			link, why, args := t.link(w, d)
			if link == "" {
				t.Say(t.S(why, args...))
				continue
			}
			i, d.Attachments = len(d.Attachments), append(d.Attachments, t.linkAttachment(link))
		}
		campaign.Tie(&t.Plan.Sheet, &d.Attachments[i], criterion, true)
		t.putDraft(d)
	}
}

// linkAttachment is an address the actor gives now.
func (t *Turn) linkAttachment(link string) campaign.Attachment {
	return campaign.Attachment{
		ID: t.Code(10, "0123456789abcdefghjkmnpqrstvwxyz"), Name: linkName(link), Type: campaign.TypeLink, Link: link,
		By: t.Actor.ID, At: t.Event.At,
	}
}

// link checks one address; an empty link comes with the sentence why not.
func (t *Turn) link(w string, d campaign.Draft) (link string, why Text, args []any) {
	if strings.HasPrefix(strings.ToLower(w), "www.") {
		w = "https://" + w
	}
	u, err := url.Parse(w)
	shown := short(w, listedName)
	switch word, secret := campaign.SecretMark(w); {
	case secret:
		t.Note("refuse-secret", d.Unit, "", "")
		return "", linkSecret, []any{word}
	case utf8.RuneCountInString(w) > longestLink:
		return "", linkLong, []any{longestLink}
	case err == nil && strings.EqualFold(u.Scheme, "http"):
		return "", linkPlain, []any{shown}
	case err != nil || !strings.EqualFold(u.Scheme, "https") || u.User != nil || !strings.Contains(strings.Trim(u.Hostname(), "."), "."):
		return "", linkWrong, []any{shown}
	case slices.ContainsFunc(d.Attachments, func(a campaign.Attachment) bool { return a.Link == w }):
		return "", linkTwice, []any{shown}
	case len(d.Attachments) >= maxFiles:
		return "", tooMany, []any{maxFiles}
	}
	return w, Text{}, nil
}

// linkName is an address as lists show it.
func linkName(link string) string {
	_, rest, _ := strings.Cut(link, "://")
	return strings.TrimSuffix(rest, "/")
}

// onlyLinks reports whether a draft holds addresses and no file at all.
func onlyLinks(list []campaign.Attachment) bool {
	return len(list) > 0 && !slices.ContainsFunc(list, func(a campaign.Attachment) bool { return a.Link == "" })
}

// attached counts what a hand-in consists of: "02 tệp", "01 tệp, 01 đường dẫn".
func attached(list []campaign.Attachment, lang string) string {
	links := 0
	for _, a := range list {
		if a.Link != "" {
			links++
		}
	}
	files := counted(len(list)-links, lang, fileNoun)
	switch links {
	case 0:
		return files
	case len(list):
		return counted(links, lang, linkNoun)
	}
	return files + ", " + counted(links, lang, linkNoun)
}

// receiptLine is one file or address of a hand-in, as the receipt has it.
func receiptLine(i int, a campaign.Attachment, lang string) string {
	if a.Link != "" {
		return receiptLink.In(lang, i+1, short(a.Name, listedName))
	}
	return receiptFile.In(lang, i+1, short(a.Name, listedName), HTML(sizeWords(a.Size, lang)), shortHash(a.SHA256))
}

var (
	linkNoun   = T("đường dẫn", "link")
	linkSecret = T("Đường dẫn có chữ “%s”, dấu hiệu của tài liệu mật. Bot không lưu; tài liệu mật không được gửi qua mạng.",
		"The link has “%s”, the mark of a secret document. It is not kept; secret documents must not be sent over a network.")
	linkLong  = T("Đường dẫn dài quá %d ký tự nên không lưu được. Đề nghị đồng chí gửi đường dẫn ngắn hơn, ví dụ: https://baotuyenquang.com.vn/bai-viet.", "The link has more than %d characters and is not kept. Please send a shorter one, for example: https://baotuyenquang.com.vn/bai-viet.")
	linkPlain = T("Đường dẫn “%s” không được bảo vệ (http). Bot chỉ nhận đường dẫn https, ví dụ: https://baotuyenquang.com.vn/bai-viet.",
		"“%s” is not protected (http). Only https links are taken, for example: https://baotuyenquang.com.vn/bai-viet.")
	linkWrong = T("“%s” không phải đường dẫn dùng được. Đồng chí gõ đầy đủ, ví dụ: https://baotuyenquang.com.vn/bai-viet.",
		"“%s” is no usable link. Please type it in full, for example: https://baotuyenquang.com.vn/bai-viet.")
	linkTwice   = T("Đường dẫn “%s” đã có trong bản nháp.", "“%s” is in the draft already.")
	linkNotFile = T("Bản nháp chỉ có đường dẫn minh chứng, chưa có tệp báo cáo nên chưa nộp được. Đề nghị đồng chí gửi tệp, ví dụ “bao-cao.pdf”.",
		"The draft has links only and no report. Please send a file, for example “bao-cao.pdf”.")
	linkOpened = T("%s – %s, bản lần %d, số đến %d/%d.\nĐường dẫn do đơn vị gửi; bot không mở và không kiểm tra nội dung:\n%s",
		"%s – %s, version %d, No. %d/%d.\nA link sent by the unit; the bot neither opens nor checks it:\n%s")
	receiptLink = T("%d. %s – đường dẫn", "%d. %s – link")
)
