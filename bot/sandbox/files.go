package sandbox

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	_ "image/jpeg" // to read the size of photographs
	_ "image/png"  // the same
	"mime"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Limits of files and links, cloud server.
const (
	maxDownload = 20 << 20
	maxPhoto    = 10 << 20
	linkLife    = time.Hour
)

// file is one stored file; one upload is one file, as one id each time.
type file struct {
	ID, Unique, Name, MIME string
	Size, Width, Height    int
	Number                 int
	Photo                  bool
	Linked                 time.Time // when getFile was last asked
	content                []byte    // kept in memory without a Dir
}

// path is the file's path at /file/bot<token>/.
func (f *file) path() string {
	kind := "documents"
	if f.Photo {
		kind = "photos"
	}
	ext := strings.ToLower(filepath.Ext(f.Name))
	if len(ext) > 8 || strings.Trim(ext, ".abcdefghijklmnopqrstuvwxyz0123456789") != "" {
		ext = ""
	}
	return fmt.Sprintf("%s/file_%d%s", kind, f.Number, ext)
}

func (f *file) wire() wireFile {
	return wireFile{ID: f.ID, Unique: f.Unique, Name: f.Name, MIME: f.MIME, Size: f.Size}
}

// sizes are the sizes of a photograph; only the largest is kept here.
func (f *file) sizes() []wireFile {
	return []wireFile{{ID: f.ID, Unique: f.Unique, Size: f.Size, Width: f.Width, Height: f.Height}}
}

// store keeps new bytes; s.mu is held.
func (s *Server) store(name string, content []byte, photo bool) (*file, error) {
	s.st.LastFile++
	sum := sha256.Sum256(content)
	f := &file{Name: name, Size: len(content), Number: s.st.LastFile, Photo: photo, Unique: "AQAD" + hex.EncodeToString(sum[:6])}
	f.ID = fmt.Sprintf("BQACAgUAAx%sF%d", token(20), f.Number)
	if f.MIME = mime.TypeByExtension(strings.ToLower(filepath.Ext(name))); f.MIME == "" {
		f.MIME = "application/octet-stream"
	}
	f.MIME, _, _ = strings.Cut(f.MIME, ";")
	if photo {
		if c, _, err := image.DecodeConfig(bytes.NewReader(content)); err == nil {
			f.Width, f.Height = c.Width, c.Height
		}
	}
	if s.o.Dir == "" {
		f.content = content
	} else if err := writeFile(s.filePath(f), content); err != nil {
		return nil, err
	}
	s.st.Files = append(s.st.Files, f)
	s.files[f.ID], s.paths[f.path()], s.byNumber[f.Number] = f, f, f
	return f, nil
}

func (s *Server) filePath(f *file) string {
	return filepath.Join(s.o.Dir, "files", fmt.Sprintf("%06d", f.Number))
}

// bytesOf reads a file back.
func (s *Server) bytesOf(f *file) ([]byte, error) {
	if f.content != nil || s.o.Dir == "" {
		return f.content, nil
	}
	return os.ReadFile(s.filePath(f))
}

// fileOf takes the file of a call: a part of the request, an attached part,
// or a known id; s.mu is held.
func (s *Server) fileOf(q *request, field, given string) (*file, *apiError) {
	p, ok := q.parts[field]
	if name, attached := strings.CutPrefix(given, "attach://"); attached {
		if p, ok = q.parts[name]; !ok {
			return nil, bad("can't find the file attached as " + name)
		}
	}
	photo := field == "photo"
	if ok {
		if err := checkUpload(p, photo); err != nil {
			return nil, err
		}
		f, err := s.store(p.name, p.content, photo)
		if err != nil {
			return nil, &apiError{code: 500, text: "Internal Server Error: " + err.Error()}
		}
		return f, nil
	}
	switch f := s.files[given]; {
	case given == "":
		return nil, bad("there is no " + field + " in the request")
	case strings.HasPrefix(given, "http://"), strings.HasPrefix(given, "https://"):
		return nil, bad("failed to get HTTP URL content")
	case f == nil:
		return nil, bad("wrong file identifier/HTTP URL specified")
	case photo && !f.Photo:
		return nil, bad("can't use file of type Document as Photo")
	case !photo && f.Photo:
		return nil, bad("can't use file of type Photo as Document")
	default:
		return f, nil
	}
}

func checkUpload(p part, photo bool) *apiError {
	switch {
	case len(p.content) == 0:
		return bad("file must be non-empty")
	case !photo:
		return nil
	case len(p.content) > maxPhoto:
		return bad(fmt.Sprintf("file of size %d bytes is too big for a photo; the maximum size is %d bytes", len(p.content), maxPhoto))
	}
	c, _, err := image.DecodeConfig(bytes.NewReader(p.content))
	if err != nil {
		return bad("IMAGE_PROCESS_FAILED")
	}
	if w, h := c.Width, c.Height; w+h > 10000 || w > 20*h || h > 20*w {
		return bad("PHOTO_INVALID_DIMENSIONS")
	}
	return nil
}

func (s *Server) getFile(q *request) (any, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.files[q.str("file_id")]
	switch {
	case f == nil:
		return nil, bad("invalid file_id")
	case f.Size > maxDownload:
		return nil, bad("file is too big")
	}
	f.Linked = s.now()
	w := f.wire()
	w.Name, w.MIME, w.Path = "", "", f.path()
	return w, nil
}

// serveFile answers /file/bot<token>/<path>.
func (s *Server) serveFile(w http.ResponseWriter, r *http.Request) {
	from := time.Now()
	if s.cutOff(w) {
		return
	}
	given, path, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/file/bot"), "/")
	call := Call{At: s.now(), Method: "download", Digest: path}
	fault := s.takeFault("download", 0)
	if fault.before(s, w, r, &call, from) {
		return
	}
	s.mu.Lock()
	f := s.paths[path]
	open := f != nil && given == s.o.Token && s.now().Sub(f.Linked) < linkLife
	s.mu.Unlock()
	if !open {
		s.finish(w, &call, refuse(&apiError{code: 404, text: "Not Found"}), from)
		return
	}
	content, err := s.bytesOf(f)
	if err != nil {
		s.finish(w, &call, refuse(&apiError{code: 500, text: "Internal Server Error"}), from)
		return
	}
	if fault.download(s, w, content, &call, from) {
		return
	}
	call.Code, call.Answer = http.StatusOK, fmt.Sprintf("%d bytes", len(content))
	s.log(&call, from)
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Length", fmt.Sprint(len(content)))
	_, _ = w.Write(content)
}
