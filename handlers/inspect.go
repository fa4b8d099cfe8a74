package handlers

import (
	"encoding/json"
	"io"

	"thidua/handlers/document"
	"thidua/storage"
)

// Download is the payload of a row in Downloads: which file to fetch and for
// what. The edge reads FileID and Size; Owner is ours.
type Download struct {
	FileID string `json:"file_id"`
	Size   int64  `json:"size"`
	Owner  Owner  `json:"owner"`
}

// Inspection is the payload of a row in Work: which stored file to look at.
type Inspection struct {
	SHA256 string `json:"sha256"`
	Name   string `json:"name"`
	Owner  Owner  `json:"owner"`
	// Book asks to read a score sheet that came back; nil = only to look at it.
	Book *Expected `json:"book,omitempty"`
}

// Owner says whose file it is: an attachment of a unit's draft.
type Owner struct {
	Campaign    string `json:"campaign"`
	Unit        string `json:"unit"`
	Requirement string `json:"requirement"`
	Attachment  string `json:"attachment"`
	Person      int64  `json:"person"`
}

// ReadDownload decodes the payload of a download.
func ReadDownload(j storage.Job) (d Download, err error) {
	err = json.Unmarshal(j.Payload, &d)
	return d, err
}

// ReadInspection decodes the payload of a work row.
func ReadInspection(j storage.Job) (i Inspection, err error) {
	err = json.Unmarshal(j.Payload, &i)
	return i, err
}

// Inspect looks at a stored file outside any transaction and answers with the
// event to apply: the type found in its bytes, and what is wrong with it; or what
// a score sheet that came back says.
func Inspect(j storage.Job, file io.ReadSeeker, size int64) Inspected {
	i, err := ReadInspection(j)
	if err != nil {
		return Inspected{Job: j.ID, Problem: document.Damaged}
	}
	if i.Book != nil {
		return i.Book.read(j.ID, file, size)
	}
	kind, problem := document.Sniff(file, size, i.Name)
	in := Inspected{Job: j.ID, Type: kind, Problem: problem}
	if kind == document.XLSX && (problem == "" || document.Warns(problem)) {
		in.Key = document.SheetKeyIn(file, size)
	}
	return in
}
