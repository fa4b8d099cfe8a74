package handlers

import (
	"bytes"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"thidua/campaign"
	"thidua/handlers/document"
	"thidua/storage"
)

const (
	// bundleMost is how many bytes of files go into one ZIP, below the 50 MB a
	// bot may send.
	bundleMost = 48_000_000
	// zipMost is the size no ZIP may pass, its lists included.
	zipMost = 49_500_000
	// partsMost is how many ZIPs are sent at one word; beyond it one hand-in at
	// a time is to be chosen.
	partsMost = 20
)

// bundled is one file for the ZIPs.
type bundled struct {
	campaign.Attachment
	name string
}

// partsOf lays all files handed in until an instant out over ZIPs, in the order
// of their numbers. Versions are only ever added, so asked again the same
// instant gives the same parts. left are files too large for any ZIP.
func partsOf(tx *storage.Tx, plan *campaign.Plan, requirement string, until time.Time) (parts [][]bundled, left int) {
	var size int64
	then := namesThen(tx, plan)
	for _, s := range handInsOf(tx, plan) {
		if s.At.After(until) || requirement != "" && s.Requirement != requirement {
			continue
		}
		for i, a := range s.Attachments {
			switch {
			case a.SHA256 == "" || isPurged(tx, a.SHA256):
				continue
			case a.Size > bundleMost:
				left++
				continue
			case parts == nil || size+a.Size > bundleMost || len(parts[len(parts)-1]) >= bundleFiles:
				parts, size = append(parts, nil), 0
			}
			size += a.Size
			name := document.BundleName(s.Incoming.Number, then(s), s.Version, i+1, len(s.Attachments), a.Name)
			parts[len(parts)-1] = append(parts[len(parts)-1], bundled{a, name})
		}
	}
	return parts, left
}

func isPurged(tx *storage.Tx, sha string) bool {
	_, gone := storage.PurgedFile(tx, sha)
	return gone
}

// bundleFiles bounds the files of one ZIP, so that its lists stay small.
const bundleFiles = 2000

// allFiles is "/baocao tep", or "/baocao tep soket" for one requirement.
func (t *Turn) allFiles(args []string) {
	requirement := ""
	if len(args) > 0 {
		r, ok := t.Plan.Requirement(args[0])
		if !ok {
			t.Say(t.S(reportUsage))
			return
		}
		requirement = r.ID
	}
	parts, left := partsOf(t.Tx, t.Plan, requirement, t.Event.At)
	text, lang := "", t.Lang()
	if left > 0 {
		text = t.S(filesTooLarge, HTML(counted(left, lang, fileNoun)))
	}
	switch {
	case len(parts) == 0:
		t.Say(lines(t.S(noFilesYet), text))
		return
	case len(parts) > partsMost && requirement == "":
		t.chooseFiles(len(parts))
		return
	}
	n, size := 0, int64(0)
	for _, p := range parts {
		for _, f := range p {
			n, size = n+1, size+f.Size
		}
	}
	t.Say(lines(t.S(filesComing, HTML(counted(n, lang, fileNoun)), HTML(sizeWords(size, lang)), HTML(counted(len(parts), lang, zipNoun))), text))
	t.Note("report", "", strings.TrimSpace("files "+requirement), "")
	for i := range parts {
		t.Hand("files", map[string]string{
			"requirement": requirement, "part": strconv.Itoa(i + 1), "until": t.Event.At.UTC().Format(time.RFC3339Nano),
		})
	}
}

// chooseFiles offers one requirement at a time.
func (t *Turn) chooseFiles(parts int) {
	var rows [][]storage.Button
	for _, r := range t.Plan.Requirements {
		rows = append(rows, Row(storage.Button{Label: r.Short, Action: "/baocao tep " + r.ID}))
	}
	t.Show(t.S(filesChoose, parts), append(rows, Row(t.B("/baocao", stepBack)))...)
}

// makeFiles is one ZIP of what was handed in, with the list of its hashes.
func makeFiles(v *View) (render, bool) {
	until, err := time.Parse(time.RFC3339Nano, v.Args["until"])
	n, err2 := strconv.Atoi(v.Args["part"])
	if err != nil || err2 != nil {
		return nil, false
	}
	parts, _ := partsOf(v.Tx, v.Plan, v.Args["requirement"], until)
	if n < 1 || n > len(parts) {
		return nil, false
	}
	part := parts[n-1]
	name := "tep-da-nop-" + strconv.Itoa(v.Plan.Year)
	if len(parts) > 1 {
		name += "-phan-" + strconv.Itoa(n)
	}
	caption := filesCaption.In(v.Lang, n, len(parts), HTML(counted(len(part), v.Lang, fileNoun)), stamp(until.In(v.Now.Location()), v.Lang))
	return func(open opener) (Paper, error) {
		var files []document.BundleFile
		room := int64(0)
		for _, f := range part {
			room += f.Size
			files = append(files, document.BundleFile{
				Name: f.name, Size: f.Size, SHA256: f.SHA256, Open: func() (io.ReadCloser, error) { return open(f.SHA256) },
			})
		}
		var out bytes.Buffer
		out.Grow(int(min(zipMost, room+room/50+1<<16)))
		_, err := document.Bundle(slices.Values(files), zipMost, func(int) (io.Writer, error) { return &out, nil })
		return Paper{Name: name + ".zip", Type: "application/zip", Content: out.Bytes(), Caption: caption}, err
	}, true
}

var (
	zipNoun       = T("tệp ZIP", "ZIP file")
	noFilesYet    = T("Chưa có tệp nào được nộp.", "No file has been handed in.")
	filesComing   = T("Đang đóng gói %s, %s, thành %s.", "Packing %s, %s, into %s.")
	filesChoose   = T("Các tệp đã nộp cần %d tệp ZIP. Đồng chí chọn từng nội dung để tải.", "All files would take %d ZIP files. Choose one hand-in at a time.")
	filesTooLarge = T("%s quá lớn để đóng gói; mời đồng chí mở từng tệp ở /trangthai.", "%s too large to be packed; open them one by one in /status.")
	filesCaption  = T("Tệp đã nộp, phần %d/%d: %s, nộp đến %s. Danh sách mã SHA-256 kèm trong tệp ZIP.",
		"Files handed in, part %d of %d: %s, as of %s. The list of SHA-256 sums is in the ZIP.")
)
