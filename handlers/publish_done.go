package handlers

import (
	"strconv"

	"thidua/campaign"
	"thidua/handlers/document"
	"thidua/storage"
)

// tellPublished sends everybody who may see published results the picture, in
// one fan-out of one transaction; of a correction also what has changed and why.
func (t *Turn) tellPublished(row, before storage.PublicationRow, corrected bool) int {
	args := map[string]string{"campaign": row.Campaign, "version": strconv.Itoa(row.Version)}
	if corrected {
		args["before"] = strconv.Itoa(before.Version)
	}
	people := t.entitled()
	for _, p := range people {
		t.Send(Outgoing{
			Kind: OutFile, Class: ClassFanout, Chat: p.ID, Make: &Made{Kind: "published", Args: args, Person: p.ID},
			Buttons: [][]storage.Button{{{Label: standingsButton.plain(t.LangOf(p)), Action: "/xephang"}}},
		})
	}
	return len(people)
}

// makePublished is the message of a publication: the picture of the record with
// the receiver's own unit marked, and under it number, instant, code and places.
func makePublished(v *View) (render, bool) {
	r, ok := v.ranking()
	if !ok || r.seen.provisional() {
		return nil, false
	}
	return r.picture(r.news(v.Args["before"])), true
}

// picture draws the published standings.
func (r *ranking) picture(caption string) render {
	card, name := r.card(), r.fileName("ket-qua", ".png")
	return func(opener) (Paper, error) {
		pages, err := document.StandingsPicture(card)
		if err != nil {
			return Paper{}, err
		}
		return Paper{Name: name, Type: "image/png", Content: pages[0], Pages: pages[1:], Caption: caption, Photo: true}, nil
	}
}

// newsLines is how many units a caption lists.
const newsLines = 8

// news is the text of a publication, or of the correction of an earlier version.
func (r *ranking) news(before string) string {
	lang := r.Lang()
	head := r.S(newsHead, r.seen.year)
	if before != "" {
		head = r.S(newsCorrected, r.seen.year)
	}
	text := lines(head, r.S(publishedAs, r.seen.record.Number(), stamp(r.seen.at, lang), recordCode(r.seen.row)))
	for _, s := range r.seen.lines {
		if r.seen.mine(s) {
			l, _ := r.seen.record.Line(s.Unit.ID)
			text = lines(text, r.S(newsOwn, s.Unit.Name, HTML(lineWords(&l, lang))))
		}
	}
	if version, err := strconv.Atoi(before); err == nil {
		return lines(text, r.S(extendWhyLine, r.seen.record.Reason), r.changedFrom(version), awardWords(r.seen.record, lang), r.S(regards))
	}
	for i, s := range r.seen.lines {
		if i == newsLines {
			text = lines(text, r.S(changesMore, counted(len(r.seen.lines)-newsLines, lang, otherUnit)))
			break
		}
		l, _ := r.seen.record.Line(s.Unit.ID)
		text = lines(text, r.S(previewLine, s.Unit.Name, HTML(lineWords(&l, lang))))
	}
	return lines(text, awardWords(r.seen.record, lang), r.S(regards))
}

// changedFrom says what differs from an earlier version of the record.
func (r *ranking) changedFrom(version int) string {
	row, ok := storage.Publications.Get(r.Tx, storage.K(r.seen.row.Campaign, version))
	if !ok {
		return ""
	}
	old, err := row.Record()
	if err != nil {
		r.Tx.Fail(err)
		return ""
	}
	return lines(r.S(newsChanges, campaign.PublicationNumber(row.Version, row.Year)), r.recordChanges(old, r.seen.record, r.Lang(), newsLines))
}

// tellGroupPublished says in the bloc's group what is published and shows the
// picture below it. The words go first and alone: a group may forbid pictures.
func (t *Turn) tellGroupPublished(row storage.PublicationRow) {
	_, text, ok := PublishedForGroup(t.Tx, t.Plan, t.Set, t.Set.language())
	if !ok {
		return
	}
	t.sayInGroup(text)
	if g, bound := storage.BoundGroup(t.Tx); bound && g.Lost.IsZero() {
		t.sendLoud([]Outgoing{{Kind: OutFile, Class: ClassFanout, Chat: g.Chat, Topic: g.Topic, Make: &Made{
			Kind: "published-group", Args: map[string]string{"campaign": row.Campaign, "version": strconv.Itoa(row.Version)},
		}}})
	}
}

// PublishedForGroup is what may be said of the standing record in a group: the
// card of the picture, nobody's unit marked, and its text. false while no result
// is published, or one is being corrected.
func PublishedForGroup(tx *storage.Tx, plan *campaign.Plan, set Settings, lang string) (card document.StandingsCard, text string, ok bool) {
	r, ok := groupRanking(tx, plan, set, lang)
	if !ok {
		return card, "", false
	}
	before := ""
	if r.seen.row.Version > 1 {
		before = strconv.Itoa(r.seen.row.Version - 1)
	}
	return r.card(), r.news(before), tx.Err() == nil
}

func groupRanking(tx *storage.Tx, plan *campaign.Plan, set Settings, lang string) (*ranking, bool) {
	if plan == nil || !storage.ResultsStand(tx, plan.Campaign) {
		return nil, false
	}
	row, _ := storage.NewestPublication(tx, plan.Campaign)
	at := row.At.In(plan.Location())
	t := &Turn{Tx: tx, Plan: plan, Set: set, Actor: storage.Person{Language: lang}, Event: Event{At: at}}
	return &ranking{t, results{plan: plan}.published(tx, storage.Person{}, row)}, true
}

// makeGroupPublished is the picture for the group, of the record it was sent for.
func makeGroupPublished(v *View) (render, bool) {
	r, ok := groupRanking(v.Tx, v.Plan, v.Set, v.Set.language())
	if !ok || r.seen.row.Campaign != v.Args["campaign"] || strconv.Itoa(r.seen.row.Version) != v.Args["version"] {
		return nil, false
	}
	caption := lines(r.S(newsHead, r.seen.year), r.S(publishedAs, r.seen.record.Number(), stamp(r.seen.at, r.Lang()), recordCode(r.seen.row)))
	return r.picture(caption), true
}

var (
	newsHead      = T("<b>Công bố kết quả thi đua năm %d</b>", "<b>The results of %d are published</b>")
	newsCorrected = T("<b>Công bố kết quả thi đua năm %d đã điều chỉnh</b>", "<b>The corrected results of %d are published</b>")
	newsOwn       = T("Đơn vị của đồng chí, %s: <b>%s</b>.", "Your unit, %s: <b>%s</b>.")
	newsChanges   = T("Thay đổi so với kết quả số %s:", "Changes from results No. %s:")
)
