package handlers

import (
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"thidua/campaign"
	"thidua/handlers/document"
	"thidua/storage"
)

// Photographs of signed pages become one PDF: the person puts the pictures of a
// draft in order, the edge writes the PDF outside any transaction, and the PDF
// takes the pictures' place. They stay with it until the hand-in.

// Pages is the payload of a row in Work that makes one PDF of stored pictures.
// Its field tells it from an Inspection.
type Pages struct {
	Owner Owner     `json:"owner"` // without an attachment: of the whole draft
	Made  time.Time `json:"made"`
	Pages []Picture `json:"pages"`
}

// Picture is one page of it.
type Picture struct {
	Attachment string `json:"attachment"`
	Name       string `json:"name"`
	SHA256     string `json:"sha256"`
}

// ReadPages decodes a work row; false for one that is no such job.
func ReadPages(j storage.Job) (Pages, bool) {
	var p Pages
	err := json.Unmarshal(j.Payload, &p)
	return p, err == nil && len(p.Pages) > 0
}

// Bind writes the PDF of a job, outside any transaction. The answer lacks the
// hash and size of what was written, which only the writer knows. An error is
// the writer's or the store's; a picture that cannot be a page is a Problem.
func Bind(j storage.Job, open func(sha string) (io.ReadCloser, error), w io.Writer) (Bound, error) {
	job, ok := ReadPages(j)
	if !ok {
		return Bound{Job: j.ID, Problem: document.Damaged}, nil
	}
	var photos []document.Photo
	for _, p := range job.Pages {
		photos = append(photos, document.Photo{Name: p.Name, Open: func() (io.ReadCloser, error) { return open(p.SHA256) }})
	}
	warnings, err := document.PhotosPDF(w, photos, job.Made)
	var refused *document.PhotoError
	if errors.As(err, &refused) {
		return Bound{Job: j.ID, Problem: refused.Problem, Page: refused.Page}, nil
	}
	b := Bound{Job: j.ID}
	for _, warned := range warnings {
		if warned.Kind == document.PhotoSmall {
			b.Small = append(b.Small, warned.Page)
		} else {
			b.Cut = append(b.Cut, warned.Page)
		}
	}
	return b, err
}

// pictures are the files of a draft that can become pages.
func pictures(list []campaign.Attachment) []campaign.Attachment {
	var out []campaign.Attachment
	for _, a := range list {
		if ready(a) && (a.Type == "image/jpeg" || a.Type == "image/png") {
			out = append(out, a)
		}
	}
	return out
}

// pagesButtons offer to bind a draft's pictures, or to take a bound PDF apart.
func (t *Turn) pagesButtons(d campaign.Draft) [][]storage.Button {
	var row []storage.Button
	if d.Confirmed == nil && len(pictures(d.Attachments)) > 1 {
		row = append(row, t.B("pages", pagesLabel))
	}
	if d.Confirmed == nil && slices.ContainsFunc(d.Attachments, func(a campaign.Attachment) bool { return len(a.Pages) > 0 }) {
		row = append(row, t.B("unbind", unbindLabel))
	}
	if row == nil {
		return nil
	}
	return [][]storage.Button{row}
}

// pressPagesButton handles those buttons; false for any other.
func (t *Turn) pressPagesButton(d campaign.Draft, action string) bool {
	switch action {
	case "pages":
		t.Keep("back", t.State.Step)
		t.Go("pages")
	case "unbind":
		t.unbind(d)
		t.showSubmit("")
	default:
		return false
	}
	return true
}

// pageOrder is the pictures in the order the person gave them; new ones last.
func (t *Turn) pageOrder(d campaign.Draft) []campaign.Attachment {
	all := pictures(d.Attachments)
	var out []campaign.Attachment
	for id := range strings.FieldsSeq(t.Kept("order")) {
		if i := fileIndex(all, id); i >= 0 {
			out = append(out, all[i])
		}
	}
	for _, a := range all {
		if fileIndex(out, a.ID) < 0 {
			out = append(out, a)
		}
	}
	return out
}

func (t *Turn) keepOrder(list []campaign.Attachment) {
	var ids []string
	for _, a := range list {
		ids = append(ids, a.ID)
	}
	t.Keep("order", strings.Join(ids, " "))
}

func showPages(t *Turn) { t.showSubmit("") }

func (t *Turn) pagesScreen(note string) (string, [][]storage.Button) {
	_, d, _ := t.here()
	list := t.pageOrder(d)
	var rows [][]storage.Button
	for i := range list {
		n := strconv.Itoa(i + 1)
		var row []storage.Button
		if i > 0 {
			row = append(row, t.B("up "+n, pageUp, i+1))
		}
		if i < len(list)-1 {
			row = append(row, t.B("down "+n, pageDown, i+1))
		}
		rows = append(rows, append(row, t.B("out "+n, pageOut, i+1)))
	}
	if len(list) > 1 {
		rows = append(rows, Row(t.B("bind", bindLabel, HTML(counted(len(list), t.Lang(), pageNoun)))))
	}
	text := t.S(pagesHead) + "\n" + fileLines(list, t.Lang()) + after(note)
	return text, append(rows, Row(t.B("back", stepBack)))
}

func pressPages(t *Turn, action string) {
	_, d, ok := t.here()
	if !ok {
		t.lost()
		return
	}
	list := t.pageOrder(d)
	word, arg, _ := strings.Cut(action, " ")
	n, _ := strconv.Atoi(arg)
	i := n - 1
	back := t.Kept("back")
	if back != "summary" {
		back = "files"
	}
	switch {
	case word == "up" && i > 0 && i < len(list):
		list[i-1], list[i] = list[i], list[i-1]
		t.keepOrder(list)
	case word == "down" && i >= 0 && i < len(list)-1:
		list[i+1], list[i] = list[i], list[i+1]
		t.keepOrder(list)
	case word == "out" && i >= 0 && i < len(list):
		t.forget(d.Unit, list[i].ID)
		t.see(t.draft(d.Unit, d.Requirement))
		t.Answer(fileDropped.plain(t.Lang(), short(list[i].Name, 40)), false)
		if len(list) <= 2 {
			t.Go(back)
			return
		}
	case word == "bind" && len(list) > 1:
		t.bind(d, list)
		t.State.Step = back
		t.showSubmit(t.S(bindingNow, HTML(counted(len(list), t.Lang(), pageNoun))))
		return
	case word == "back":
		t.Go(back)
		return
	}
	t.showSubmit("")
}

// bind asks for the PDF.
func (t *Turn) bind(d campaign.Draft, list []campaign.Attachment) {
	job := Pages{Made: t.Event.At, Owner: Owner{
		Campaign: t.Plan.Campaign, Unit: d.Unit, Requirement: d.Requirement, Person: t.Actor.ID,
	}}
	for _, a := range list {
		job.Pages = append(job.Pages, Picture{Attachment: a.ID, Name: a.Name, SHA256: a.SHA256})
	}
	t.Work(fileLane(d.Unit, d.Requirement), job)
}

var (
	pagesLabel  = T("Ghép ảnh thành PDF", "Make one PDF of the pictures")
	unbindLabel = T("Tách lại thành ảnh", "Back to single pictures")
	pagesHead   = T("<b>Ghép ảnh thành một tệp PDF</b>\nMỗi ảnh là một trang, theo thứ tự dưới đây. Đồng chí chuyển trang lên, xuống hoặc bỏ trang, rồi bấm “Ghép”.",
		"<b>One PDF of the pictures</b>\nEach picture is a page, in this order. Move pages up and down or take them out, then press “Bind”.")
	pageUp      = T("Trang %d lên", "Page %d up")
	pageDown    = T("Trang %d xuống", "Page %d down")
	pageOut     = T("Bỏ trang %d", "Take out page %d")
	pageNoun    = T("trang", "page")
	bindLabel   = T("Ghép %s", "Bind %s")
	bindingNow  = T("Đang ghép %s thành một tệp PDF; danh sách tệp tự thay đổi khi xong.", "Binding %s into one PDF; the list of files changes when it is done.")
	awaitsPages = T("Đồng chí bấm “Trang 1 xuống”, “Bỏ trang 1”… để sắp xếp, rồi bấm “Ghép”; hoặc “Quay lại”.", "Press “Page 1 down”, “Take out page 1” and so on, then “Bind”; or “Back”.")
)
