package sandbox

import "encoding/json"

// sendMediaGroup sends 2 to 10 documents, or as many photographs.
func (s *Server) sendMediaGroup(q *request) (any, *apiError) {
	var items []struct {
		Type    string `json:"type"`
		Media   string `json:"media"`
		Caption string `json:"caption"`
		Mode    string `json:"parse_mode"`
	}
	if json.Unmarshal([]byte(q.str("media")), &items) != nil {
		return nil, bad("can't parse media JSON object")
	}
	if len(items) < 2 || len(items) > 10 {
		return nil, bad("there must be from 2 to 10 messages in an album")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.target(q, false)
	if err != nil {
		return nil, err
	}
	var ready []*message
	album := token(12)
	for _, it := range items {
		if it.Type != items[0].Type || it.Type != "document" && it.Type != "photo" {
			return nil, bad("documents can't be mixed with other media types")
		}
		m, err := words(it.Caption, it.Mode, maxCaption)
		if err != nil {
			return nil, err
		}
		f, err := s.fileOf(q, it.Type, it.Media)
		if err != nil {
			return nil, err
		}
		m.File, m.Photo, m.Album = f.ID, it.Type == "photo", album
		ready = append(ready, &m)
	}
	var out []any
	for _, m := range ready {
		w, err := s.post(c, m, markup{}, q)
		if err != nil {
			return nil, err
		}
		out = append(out, w)
	}
	return out, nil
}
