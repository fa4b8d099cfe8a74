package sandbox

import "net/http"

// page serves the chat page.
func (s *Server) page() http.Handler {
	return http.NotFoundHandler()
}
