package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Limits of one request.
const (
	maxUpload = 50 << 20 // what a bot may send, cloud server
	maxForm   = 4 << 20
)

// request is a call's parameters.
type request struct {
	values map[string]string
	parts  map[string]part
}

// part is an uploaded file.
type part struct {
	name    string
	content []byte
}

// readRequest takes parameters from the query, a form, JSON or multipart.
func readRequest(w http.ResponseWriter, r *http.Request) (*request, *apiError) {
	q := &request{values: map[string]string{}}
	q.take(r.URL.Query())
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	limit := int64(maxForm)
	if kind == "multipart/form-data" {
		limit = maxUpload + maxForm
	}
	r.Body = http.MaxBytesReader(w, r.Body, limit)
	err := q.read(kind, r)
	var tooBig *http.MaxBytesError
	switch {
	case errors.As(err, &tooBig):
		return nil, &apiError{code: 413, text: "Request Entity Too Large"}
	case err != nil:
		return nil, bad("can't parse the request")
	}
	for _, v := range q.values {
		if !utf8.ValidString(v) {
			return nil, bad("strings must be encoded in UTF-8")
		}
	}
	return q, nil
}

func (q *request) read(kind string, r *http.Request) error {
	switch kind {
	case "application/json":
		var fields map[string]json.RawMessage
		if err := json.NewDecoder(r.Body).Decode(&fields); err != nil {
			return err
		}
		for k, v := range fields {
			var text string
			if json.Unmarshal(v, &text) != nil {
				text = string(v)
			}
			q.values[k] = text
		}
	case "multipart/form-data":
		return q.multipart(r)
	default:
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return err
		}
		form, err := url.ParseQuery(string(body))
		if err != nil {
			return err
		}
		q.take(form)
	}
	return nil
}

func (q *request) take(form url.Values) {
	for k, v := range form {
		if len(v) > 0 {
			q.values[k] = v[0]
		}
	}
}

func (q *request) multipart(r *http.Request) error {
	mr, err := r.MultipartReader()
	if err != nil {
		return err
	}
	q.parts = map[string]part{}
	for {
		p, err := mr.NextPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		content, err := io.ReadAll(p)
		if err != nil {
			return err
		}
		if p.FileName() == "" {
			q.values[p.FormName()] = string(content)
			continue
		}
		q.parts[p.FormName()] = part{p.FileName(), content}
	}
}

func (q *request) str(key string) string { return q.values[key] }

func (q *request) int64(key string) int64 {
	n, _ := strconv.ParseInt(q.values[key], 10, 64)
	return n
}

func (q *request) int(key string) int { return int(q.int64(key)) }

func (q *request) bool(key string) bool {
	switch strings.ToLower(q.values[key]) {
	case "true", "1", "yes", "t", "y":
		return true
	}
	return false
}

// digest is a short line for the log.
func (q *request) digest() string {
	var keys []string
	for k := range q.values {
		if k != "chat_id" {
			keys = append(keys, k)
		}
	}
	sort.Strings(keys)
	var b strings.Builder
	for _, k := range keys {
		fmt.Fprintf(&b, "%s=%s ", k, clip(q.values[k], 80))
	}
	for k, p := range q.parts {
		fmt.Fprintf(&b, "%s=@%s(%d) ", k, clip(p.name, 60), len(p.content))
	}
	return strings.TrimSpace(b.String())
}

// clip cuts a text to n runes at most.
func clip(s string, n int) string {
	s = strings.ReplaceAll(s, "\n", "⏎")
	for i := range s {
		if n--; n < 0 {
			return s[:i] + "…"
		}
	}
	return s
}
