package sandbox

import (
	"encoding/json"
	"fmt"
	"regexp"
	"unicode/utf8"
)

type command struct {
	Name string `json:"command"`
	Text string `json:"description"`
}

type scope struct {
	Type string `json:"type"`
	Chat any    `json:"chat_id"`
	User int64  `json:"user_id"`
}

var (
	commandName = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)
	twoLetters  = regexp.MustCompile(`^[a-z]{2}$`)
)

// scopeKey names the list a call is about.
func (s *Server) scopeKey(q *request) (string, *apiError) {
	sc := scope{Type: "default"}
	if raw := q.str("scope"); raw != "" && raw != "null" {
		if json.Unmarshal([]byte(raw), &sc) != nil {
			return "", bad("can't parse BotCommandScope JSON object")
		}
	}
	lang := q.str("language_code")
	if lang != "" && !twoLetters.MatchString(lang) {
		return "", bad("invalid language code specified")
	}
	switch sc.Type {
	case "default", "all_private_chats", "all_group_chats", "all_chat_administrators":
		return sc.Type + "//" + lang, nil
	case "chat", "chat_administrators", "chat_member":
		var id int64
		switch v := sc.Chat.(type) {
		case float64:
			id = int64(v)
		case string:
			_, _ = fmt.Sscan(v, &id)
		}
		if s.byID[id] == nil {
			return "", bad("chat not found")
		}
		return fmt.Sprintf("%s/%d.%d/%s", sc.Type, id, sc.User, lang), nil
	}
	return "", bad("unsupported type specified")
}

func (s *Server) setMyCommands(q *request) (any, *apiError) {
	var list []command
	if json.Unmarshal([]byte(q.str("commands")), &list) != nil {
		return nil, bad("can't parse commands JSON object")
	}
	if len(list) > 100 {
		return nil, bad("BOT_COMMANDS_TOO_MUCH")
	}
	for _, c := range list {
		if !commandName.MatchString(c.Name) {
			return nil, bad("BOT_COMMAND_INVALID")
		}
		if n := utf8.RuneCountInString(c.Text); n < 1 || n > 256 {
			return nil, bad("BOT_COMMAND_DESCRIPTION_INVALID")
		}
	}
	return s.changeCommands(q, list)
}

func (s *Server) deleteMyCommands(q *request) (any, *apiError) { return s.changeCommands(q, nil) }

func (s *Server) changeCommands(q *request, list []command) (any, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	key, err := s.scopeKey(q)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		delete(s.st.Commands, key)
	} else {
		s.st.Commands[key] = list
	}
	s.touch(event{Kind: "people"})
	return true, nil
}

func (s *Server) getMyCommands(q *request) (any, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	key, err := s.scopeKey(q)
	if err != nil {
		return nil, err
	}
	return append([]command{}, s.st.Commands[key]...), nil
}

// menu is the command list a person sees in a chat: the most specific scope
// that has one, in the phone's language before any; s.mu is held.
func (s *Server) menu(c *chat) []command {
	keys := []string{fmt.Sprintf("chat/%d.0", c.ID)}
	if c.ID < 0 {
		keys = append(keys, "all_group_chats/")
	} else {
		keys = append(keys, "all_private_chats/")
	}
	for _, key := range append(keys, "default/") {
		for _, lang := range []string{c.Who.Lang, ""} {
			if list := s.st.Commands[key+"/"+lang]; list != nil {
				return list
			}
		}
	}
	return nil
}

// Menu is the command menu of a chat, as "/name description" lines.
func (s *Server) Menu(chat int64) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	if c := s.byID[chat]; c != nil {
		for _, one := range s.menu(c) {
			out = append(out, "/"+one.Name+" "+one.Text)
		}
	}
	return out
}

func (s *Server) getChat(q *request) (any, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.byID[q.int64("chat_id")]
	if c == nil || !c.Started {
		return nil, bad("chat not found")
	}
	w := c.wire()
	if m := c.find(c.Pinned); m != nil {
		w.Pinned = s.wire(c, m)
	}
	return w, nil
}

func (s *Server) getChatMember(q *request) (any, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.target(q, true)
	if err != nil {
		return nil, err
	}
	id := q.int64("user_id")
	if id == s.o.BotID {
		return wireMember{"member", s.botUser(false)}, nil
	}
	if s.byID[id] == nil || id < 0 {
		return nil, bad("user not found")
	}
	if c.ID > 0 && c.ID != id {
		return nil, bad("member not found")
	}
	return wireMember{"member", s.user(id)}, nil
}

func (s *Server) getChatMemberCount(q *request) (any, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.target(q, true)
	if err != nil {
		return nil, err
	}
	if c.ID > 0 {
		return 2, nil
	}
	n := 1
	for _, one := range s.st.Chats {
		if one.ID > 0 {
			n++
		}
	}
	return n, nil
}

func (s *Server) leaveChat(q *request) (any, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.target(q, true)
	if err != nil {
		return nil, err
	}
	if c.ID > 0 {
		return nil, bad("chat member status can't be changed in private chats")
	}
	c.Member = false
	s.touch(event{Kind: "people"})
	return true, nil
}
