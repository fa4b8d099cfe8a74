package handlers

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// maxFiles is the most files of one hand-in: their list still fits a message.
const maxFiles = 30

// myUnit is the unit the actor prepares files for now: the one the talk is
// about, else the first; false for whoever is no unit's contact or head.
func (t *Turn) myUnit() (string, bool) {
	units := t.handInUnits()
	if named := t.Kept("unit"); t.State.Conversation == "submit" && slices.Contains(units, named) {
		return named, true
	}
	if len(units) == 0 {
		return "", false
	}
	return units[0], true
}

// handInUnits are the units the actor prepares files for this year, each once.
func (t *Turn) handInUnits() []string {
	var out []string
	for _, r := range t.Actor.Roles {
		if r.Unit != "" && !slices.Contains(out, r.Unit) &&
			campaign.May([]campaign.Role{r}, campaign.ActSubmit, r.Unit, t.year()) {
			out = append(out, r.Unit)
		}
	}
	return out
}

// loose names the draft that keeps a person's files until they say what the
// files are. No requirement's id begins with "~".
func loose(person int64) string { return "~" + strconv.FormatInt(person, 10) }

func (t *Turn) draftKey(unit, requirement string) storage.Key {
	return storage.K(t.Plan.Campaign, unit, requirement)
}

// draft reads a unit's draft; an empty one where nothing is prepared.
func (t *Turn) draft(unit, requirement string) campaign.Draft {
	d, ok := storage.Drafts.Get(t.Tx, t.draftKey(unit, requirement))
	if !ok {
		d = campaign.Draft{Unit: unit, Requirement: requirement}
	}
	return d
}

// putDraft writes what a person changed: a new revision in the actor's name. An
// empty one stays, so that its revisions never start again.
func (t *Turn) putDraft(d campaign.Draft) campaign.Draft {
	d.Rev++
	d.UpdatedBy, d.UpdatedAt = t.Actor.ID, t.Event.At
	t.saveDraft(d)
	return d
}

// saveDraft writes what became of the files by themselves.
func (t *Turn) saveDraft(d campaign.Draft) {
	key := t.draftKey(d.Unit, d.Requirement)
	if strings.HasPrefix(d.Requirement, "~") && len(d.Attachments) == 0 {
		storage.Drafts.Delete(t.Tx, key)
		return
	}
	storage.Drafts.Put(t.Tx, key, d)
}

// draftWith finds the unit's draft that holds a file now: files move when their
// owner says what they are.
func (t *Turn) draftWith(unit, attachment string) (campaign.Draft, int, bool) {
	for _, d := range storage.Drafts.Prefix(t.Tx, storage.K(t.Plan.Campaign, unit)) {
		if i := fileIndex(d.Attachments, attachment); i >= 0 {
			return d, i, true
		}
	}
	return campaign.Draft{}, -1, false
}

func fileIndex(list []campaign.Attachment, id string) int {
	return slices.IndexFunc(list, func(a campaign.Attachment) bool { return a.ID == id })
}

// adopt moves the actor's loose files into the draft of a requirement.
func (t *Turn) adopt(unit, requirement string) {
	from := t.draft(unit, loose(t.Actor.ID))
	if len(from.Attachments) == 0 {
		return
	}
	to := t.draft(unit, requirement)
	t.Keep("left", strconv.Itoa(max(0, len(to.Attachments)+len(from.Attachments)-maxFiles)))
	for _, a := range from.Attachments {
		if len(to.Attachments) < maxFiles {
			a.Name = freeName(to.Attachments, a.Name)
			to.Attachments = append(to.Attachments, a)
		}
	}
	from.Attachments = nil
	t.putDraft(from)
	t.see(t.putDraft(to))
}

// see remembers which revision of the draft the person has before them.
func (t *Turn) see(d campaign.Draft) {
	t.Keep("rev", strconv.Itoa(d.Rev))
	var ids []string
	for _, a := range d.Attachments {
		ids = append(ids, a.ID)
	}
	t.Keep("seen", strings.Join(ids, " "))
}

// changed says what somebody else did to the draft since the person saw it;
// empty when nothing.
func (t *Turn) changed(d campaign.Draft) string {
	rev, known := t.State.Answers["rev"]
	if !known || rev == strconv.Itoa(d.Rev) || d.UpdatedBy == t.Actor.ID {
		return ""
	}
	seen := strings.Fields(t.Kept("seen"))
	var added []string
	gone := len(seen)
	for _, a := range d.Attachments {
		if slices.Contains(seen, a.ID) {
			gone--
			continue
		}
		added = append(added, short(a.Name, listedName))
	}
	note := t.S(changedBy, t.who(d.UpdatedBy), clockWords(d.UpdatedAt.In(t.Event.At.Location())))
	if len(added) > 0 {
		note += " " + t.S(changedAdded, strings.Join(added, ", "))
	}
	if gone > 0 {
		note += " " + t.S(changedGone, HTML(counted(gone, t.Lang(), fileNoun)))
	}
	return note
}

// freeName tells two files of one name apart: "bc.pdf", "bc (2).pdf".
func freeName(list []campaign.Attachment, name string) string {
	taken := func(n string) bool {
		return slices.ContainsFunc(list, func(a campaign.Attachment) bool { return strings.EqualFold(a.Name, n) })
	}
	stem, ending := name, ""
	if i := strings.LastIndexByte(name, '.'); i > 0 {
		stem, ending = name[:i], name[i:]
	}
	free := name
	for n := 2; taken(free); n++ {
		free = stem + " (" + strconv.Itoa(n) + ")" + ending
	}
	return free
}

const listedName = 60 // characters of a name in a list

// short cuts a file's name for a list and keeps its ending.
func short(name string, n int) string {
	r := []rune(name)
	if len(r) <= n {
		return name
	}
	ending := []rune(path.Ext(name))
	if len(ending) > n/2 {
		ending = nil
	}
	return string(r[:n-1-len(ending)]) + "…" + string(ending)
}

// ready reports whether a file is stored and looked at.
func ready(a campaign.Attachment) bool { return a.Stored() && a.Type != "" }

// fileLines lists files with their sizes; what is still on its way says so.
func fileLines(list []campaign.Attachment, lang string) string {
	var out []string
	for i, a := range list {
		line := fileLine.In(lang, i+1, short(a.Name, listedName))
		if a.Size > 0 {
			line += " – " + sizeWords(a.Size, lang)
		}
		if a.Link != "" {
			line += " – " + linkNoun.In(lang)
		}
		if !ready(a) {
			line += " " + onItsWay.In(lang)
		}
		out = append(out, line)
	}
	return lines(out...)
}

var (
	changedBy    = T("Bản nháp vừa được đồng chí %s thay đổi lúc %s.", "The draft was changed by %s at %s.")
	changedAdded = T("Thêm: %s.", "Added: %s.")
	changedGone  = T("Bỏ %s.", "Taken out: %s.")
	fileNoun     = T("tệp", "file")
	fileLine     = T("%d. %s", "%d. %s")
	onItsWay     = T("(đang tải về)", "(being fetched)")
)
