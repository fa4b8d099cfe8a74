package sandbox

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
)

//go:embed page
var pageFiles embed.FS

// page serves the chat page, its files and what it asks for.
func (s *Server) page() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /", s.serveStatic)
	mux.HandleFunc("GET /sb/state", func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, s.viewState()) })
	mux.HandleFunc("GET /sb/chat", s.serveChat)
	mux.HandleFunc("GET /sb/events", s.serveEvents)
	mux.HandleFunc("GET /sb/file/{number}", s.serveUpload)
	mux.HandleFunc("GET /sb/transcript", s.serveTranscript)
	mux.HandleFunc("POST /sb/do", s.ordered(s.serveDo))
	mux.HandleFunc("POST /sb/upload", s.ordered(s.takeUpload))
	return mux
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_ = json.NewEncoder(w).Encode(v)
}

// serveStatic serves the embedded files; their tag is the hash of the content.
func (s *Server) serveStatic(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	if name == "" {
		name = "index.html"
	}
	b, err := pageFiles.ReadFile("page/" + name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	sum := sha256.Sum256(b)
	tag := `"` + hex.EncodeToString(sum[:8]) + `"`
	kind := mime.TypeByExtension(path.Ext(name))
	if path.Ext(name) == ".woff2" {
		kind = "font/woff2"
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("ETag", tag)
	w.Header().Set("Cache-Control", "no-cache")
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	_, _ = w.Write(b)
}

func (s *Server) serveChat(w http.ResponseWriter, r *http.Request) {
	id, _ := strconv.ParseInt(r.URL.Query().Get("id"), 10, 64)
	list := []*messageView{}
	s.mu.Lock()
	if c := s.byID[id]; c != nil {
		for _, m := range c.Messages[max(0, len(c.Messages)-shownMessages):] {
			if !m.Gone {
				list = append(list, s.viewMessage(c, m))
			}
		}
	}
	s.mu.Unlock()
	writeJSON(w, list)
}

// serveUpload gives a file back, always as something to save: what people
// send is never opened here. A picture element shows it all the same.
func (s *Server) serveUpload(w http.ResponseWriter, r *http.Request) {
	n, _ := strconv.Atoi(r.PathValue("number"))
	s.mu.Lock()
	f := s.byNumber[n]
	s.mu.Unlock()
	if f == nil {
		http.NotFound(w, r)
		return
	}
	b, err := s.bytesOf(f)
	if err != nil {
		http.Error(w, "the file is not there any more", http.StatusInternalServerError)
		return
	}
	kind := "application/octet-stream"
	if f.Photo {
		if sniffed := http.DetectContentType(b); strings.HasPrefix(sniffed, "image/") {
			kind = sniffed
		}
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(path.Base(f.Name)))
	w.Header().Set("Cache-Control", "private, max-age=3600")
	_, _ = w.Write(b)
}

func (s *Server) serveTranscript(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="talk-`+s.now().In(s.o.Zone).Format("2006-01-02")+`.txt"`)
	_, _ = w.Write(s.Transcript().Format())
}
