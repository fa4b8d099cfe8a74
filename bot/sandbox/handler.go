package sandbox

import (
	"net"
	"net/http"
	"strings"
)

// contentPolicy lets the page load only what this server embeds.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; " +
	"connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'"

// Handler serves the Bot API below /bot… and /file/bot…, and the page.
func (s *Server) Handler() http.Handler {
	page := http.NewCrossOriginProtection().Handler(s.page())
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasPrefix(r.URL.Path, "/bot"):
			s.serveAPI(w, r)
		case strings.HasPrefix(r.URL.Path, "/file/bot"):
			s.serveFile(w, r)
		case !loopback(r.Host):
			http.Error(w, "this page answers to a loopback address only", http.StatusMisdirectedRequest)
		default:
			h := w.Header()
			h.Set("Content-Security-Policy", contentPolicy)
			h.Set("X-Content-Type-Options", "nosniff")
			h.Set("Referrer-Policy", "no-referrer")
			h.Set("Cross-Origin-Opener-Policy", "same-origin")
			h.Set("Cross-Origin-Resource-Policy", "same-origin")
			page.ServeHTTP(w, r)
		}
	})
}

// loopback says whether a Host header names this machine to itself: a name
// from elsewhere that resolves to 127.0.0.1 does not.
func loopback(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return ip != nil && ip.IsLoopback()
}
