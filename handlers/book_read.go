package handlers

import (
	"io"
	"slices"
	"strings"

	"thidua/campaign"
	"thidua/handlers/document"
	"thidua/storage"
)

// A score sheet that comes back as a workbook is found by the sealed key in it,
// wherever it was dropped. It is then read outside any transaction against what
// was stored when the reading was asked for; what it would change waits in
// Workbooks until its sender decides. Nothing of it is applied before, and what
// changed meanwhile is looked up again when it is.

// Expected is what a workbook is compared with.
type Expected struct {
	Sheet  campaign.Sheet  `json:"sheet"`
	Author campaign.Author `json:"author"`
	Bloc   bool            `json:"bloc,omitempty"` // all units, each on a sheet of its own
	Units  []ExpectedUnit  `json:"units"`
	Lang   string          `json:"lang,omitempty"` // of what is recorded
}

// ExpectedUnit is one unit's part of it.
type ExpectedUnit struct {
	Key     document.SheetKey         `json:"key"`
	Entries map[string]campaign.Entry `json:"entries,omitempty"`
}

// SheetRead is what a workbook says about one unit.
type SheetRead struct {
	Unit     string
	Line     string // the sealed key it bears
	Changes  []campaign.Change
	Problems []document.SheetProblem
}

// read reads the workbook; it runs outside any transaction.
func (e Expected) read(job uint64, file io.ReadSeeker, size int64) Inspected {
	in := Inspected{Job: job, Type: document.XLSX}
	var want []document.ExpectedSheet
	for _, u := range e.Units {
		want = append(want, document.ExpectedSheet{Sheet: e.Sheet.For(u.Key.Unit), Key: u.Key, Entries: u.Entries, Ratio: e.ratio})
	}
	if !e.Bloc {
		changes, problems := document.ReadScoreSheet(file, size, want[0])
		in.Read = []SheetRead{{Unit: want[0].Key.Unit, Changes: changes, Problems: problems}}
		return in
	}
	results, problem := document.ReadBlocBook(file, size, want)
	in.Problem = problem
	for _, r := range results {
		in.Read = append(in.Read, SheetRead{r.Unit, r.Line, r.Changes, r.Problems})
	}
	return in
}

func (e Expected) ratio(c campaign.Criterion, v int64) string { return ratioWords(c, v, e.Lang) }

// isBook reports whether a draft holds a workbook on its way.
func isBook(requirement string) bool { return strings.HasPrefix(requirement, "~xl") }

// takeBook takes a file that is meant to be a score sheet.
func (t *Turn) takeBook(unit string, u Uploaded) bool {
	name := storage.WorkbookDraft(t.Actor.ID)
	if strings.HasSuffix(fold(u.Name), " xlsm") {
		t.Say(t.S(bookWords(document.Macro), short(campaign.CleanName(u.Name), listedName)))
		return false
	}
	if t.refused(unit, name, u) {
		return false
	}
	t.receive(unit, name, u, campaign.Attachment{})
	return true
}

// receive adds a file to a draft and asks for its bytes; a says what it is for.
func (t *Turn) receive(unit, requirement string, u Uploaded, a campaign.Attachment) campaign.Draft {
	d := t.draft(unit, requirement)
	a.ID = t.Code(10, "0123456789abcdefghjkmnpqrstvwxyz")
	a.Name, a.Size, a.FileID, a.By, a.At = t.fileName(u, d.Attachments), u.Size, u.FileID, t.Actor.ID, t.Event.At
	if u.Album != "" {
		a.Album, a.Message = u.Album, t.Event.Message
	}
	d.Attachments = inAlbum(d.Attachments, a)
	d = t.putDraft(d)
	t.Fetch(fileLane(unit, requirement), Download{FileID: u.FileID, Size: u.Size, Owner: Owner{
		Campaign: t.Plan.Campaign, Unit: unit, Requirement: requirement, Attachment: a.ID, Person: t.Actor.ID,
	}})
	return d
}

// refuseBook tells who sent a workbook why it cannot be read; nothing was
// changed by it.
func (t *Turn) refuseBook(d campaign.Draft, i int, person int64, problem string) {
	name := d.Attachments[i].Name
	d.Attachments = append(d.Attachments[:i:i], d.Attachments[i+1:]...)
	t.saveDraft(d)
	t.For(person, func(u *Turn) {
		u.Say(u.S(bookWords(problem), short(name, listedName)))
		u.bookAgain()
	})
}

// bookAgain shows the screen that awaits workbooks as it is now.
func (t *Turn) bookAgain() {
	if awaitsBook(t.State) {
		t.State.Screen.Below = true
		t.Go(t.State.Step)
	}
}

func awaitsBook(s storage.State) bool {
	return s.Conversation == "score" && s.Step == "excel" || s.Conversation == "blocbook" && s.Step == "excel"
}

// bookCame takes a workbook of ours out of the draft it lay in and has it read.
func (t *Turn) bookCame(d campaign.Draft, i int, job Inspection, in Inspected) {
	name, person := d.Attachments[i].Name, job.Owner.Person
	key, problem := document.OpenSheetKey(in.Key, storage.Secret(t.Tx))
	if problem != "" && !isBook(d.Requirement) {
		in.Key = "" // looks like ours and is not: a file as any other
		t.keepInspected(d, i, job, in)
		return
	}
	if problem == "" {
		t.For(person, func(u *Turn) { problem = u.startReading(key, job) })
	}
	switch {
	case isBook(d.Requirement) && problem != "":
		t.refuseBook(d, i, person, problem)
	case isBook(d.Requirement):
		d.Attachments = append(d.Attachments[:i:i], d.Attachments[i+1:]...)
		t.saveDraft(d)
	case d.Requirement == loose(person) && len(d.Attachments) == 1: // it came alone: its question is answered
		d.Attachments = nil
		t.saveDraft(d)
		t.For(person, func(u *Turn) {
			u.Say(u.S(fileProblem(readAsSheet), short(name, listedName)))
			if u.State.Conversation == "submit" && u.Kept("req") == "" {
				u.End()
			}
			if problem != "" {
				u.Say(u.S(bookWords(problem), short(name, listedName)))
			}
		})
	default:
		t.dropFile(d, i, person, readAsSheet)
		if problem != "" {
			t.For(person, func(u *Turn) { u.Say(u.S(bookWords(problem), short(name, listedName))) })
		}
	}
}

// startReading checks whose sheet it is and asks for the reading, or names the
// problem of the whole file.
func (t *Turn) startReading(key document.SheetKey, job Inspection) (problem string) {
	want := Expected{Sheet: t.Plan.Sheet, Author: key.Author, Lang: t.Set.language()}
	switch {
	case key.Campaign != t.Plan.Campaign:
		return document.SheetOtherCampaign
	case key.Author == campaign.Appraisal:
		want.Bloc = true
		want.Units, problem = t.expectBloc(key)
	default:
		want.Units, problem = t.expectOwn(key)
	}
	if problem != "" {
		return problem
	}
	job.Book = &want
	t.Work(fileLane(key.Unit, storage.WorkbookDraft(t.Actor.ID)), job)
	return ""
}

// expectOwn is what the unit's own workbook is compared with.
func (t *Turn) expectOwn(key document.SheetKey) ([]ExpectedUnit, string) {
	if !slices.Contains(t.scoredUnits(), key.Unit) {
		return nil, document.SheetWrongUnit
	}
	sheet := t.ownSheet(key.Unit)
	switch {
	case sheet.Sealed():
		return nil, bookSealed
	case key.Plan != t.Plan.Revision || key.Version != t.Plan.Sheet.Version:
		return nil, document.SheetOldPlan
	}
	return []ExpectedUnit{{Key: keyOfSheet(t.Plan, key.Unit, campaign.SelfScore, sheet.Rev), Entries: sheet.Entries}}, ""
}

// ownSheet reads a unit's own sheet; an empty one before the first answer.
func (t *Turn) ownSheet(unit string) campaign.ScoreSheet {
	sheet, ok := storage.Sheets.Get(t.Tx, sheetKey(t.Plan, unit))
	if !ok {
		sheet = campaign.ScoreSheet{Unit: unit, Author: campaign.SelfScore, Version: t.Plan.Sheet.Version, Revision: t.Plan.Revision}
	}
	return sheet
}

func keyOfSheet(p *campaign.Plan, unit string, author campaign.Author, rev int) document.SheetKey {
	return document.SheetKey{Campaign: p.Campaign, Unit: unit, Author: author, Plan: p.Revision, Version: p.Sheet.Version, Rev: rev}
}

// readAsSheet: a workbook of ours among the files of a hand-in.
const readAsSheet = "score-sheet"

// bookSealed: the unit's sheet was handed in after the workbook was made.
const bookSealed = "book-sealed"

// bookRead keeps what a workbook says and shows it to who sent it.
func (t *Turn) bookRead(job Inspection, in Inspected) {
	if t.Plan == nil || job.Owner.Campaign != t.Plan.Campaign {
		return
	}
	t.For(job.Owner.Person, func(u *Turn) {
		name := short(job.Name, listedName)
		if problem := wholeProblem(in); problem != "" {
			u.Say(u.S(bookWords(problem), name))
			u.bookAgain()
			return
		}
		w := storage.Workbook{Name: job.Name, SHA256: job.SHA256, By: u.Actor.ID, At: u.Event.At, Author: job.Book.Author}
		for _, r := range in.Read {
			unit := u.unitOfBook(r, job.Book.Bloc)
			if job.Book.Bloc {
				unit = u.judgeBloc(unit)
			}
			w.Units = append(w.Units, unit)
		}
		u.showBook(w)
	})
}

// wholeProblem is what keeps the whole workbook from being read.
func wholeProblem(in Inspected) string {
	if in.Problem != "" {
		return in.Problem
	}
	if len(in.Read) == 1 && in.Read[0].Line == "" && len(in.Read[0].Changes) == 0 && len(in.Read[0].Problems) == 1 {
		if p := in.Read[0].Problems[0]; p.Criterion == "" && !p.Warns() && p.Kind != document.SheetStrayCell {
			return p.Kind
		}
	}
	return ""
}

// unitOfBook is one unit's part as it is stored. The key of each sheet of the
// bloc's workbook is checked here, where the secret is.
func (t *Turn) unitOfBook(r SheetRead, bloc bool) storage.WorkbookUnit {
	out := storage.WorkbookUnit{Unit: r.Unit, Changes: r.Changes}
	if bloc {
		if _, problem := document.OpenSheetKey(r.Line, storage.Secret(t.Tx)); problem != "" {
			return storage.WorkbookUnit{Unit: r.Unit, Problems: []storage.WorkbookProblem{{Kind: problem, Cell: r.Unit}}}
		}
	}
	for _, p := range r.Problems {
		out.Problems = append(out.Problems, storage.WorkbookProblem{
			Kind: p.Kind, Cell: p.Cell, Criterion: p.Criterion, Text: p.Text, Warns: p.Warns(),
		})
	}
	return out
}

// showBook keeps a workbook and opens its differences; somebody busy with
// another thing gets a message with a button instead.
func (t *Turn) showBook(w storage.Workbook) {
	if !w.Says() {
		t.Say(t.S(bookNothing, short(w.Name, listedName)))
		t.bookAgain()
		return
	}
	storage.Workbooks.Put(t.Tx, storage.K(t.Plan.Campaign, t.Actor.ID), w)
	open := openBookOf(w)
	if t.State.Conversation == "" || t.State.Conversation == "submit" && t.State.Step == "choose" || awaitsBook(t.State) || t.State.Step == "book" {
		t.State.Screen.Below = true
		command, args, _ := parseCommand(open)
		t.command(command, args)
		return
	}
	t.Say(t.S(bookReady, short(w.Name, listedName)), Row(t.B(open, openLabel)))
}

// openBookOf is the command that opens the differences.
func openBookOf(w storage.Workbook) string {
	if w.Author == campaign.Appraisal {
		return "/bangkhoi"
	}
	return "/cham " + w.Units[0].Unit + " tep"
}
