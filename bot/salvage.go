package bot

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strconv"
)

// updateStart begins every update in a list. Inside a string its quotes would
// be escaped, so it stands nowhere else.
var updateStart = []byte(`{"update_id":`)

// salvage cuts a list of updates that is not JSON into its updates, so that
// one malformed update goes to quarantine and its neighbours are handled. ok
// is false unless the text is a whole answer of the Bot API: a page of a proxy
// or half an answer must not count as updates handled.
func salvage(body []byte) (raws []json.RawMessage, ok bool) {
	body = bytes.TrimSpace(body)
	if !bytes.HasPrefix(body, []byte(`{"ok":true`)) || !bytes.HasSuffix(body, []byte("]}")) {
		return nil, false
	}
	body = body[:len(body)-len("]}")]
	i := bytes.Index(body, updateStart)
	if i < 0 {
		return nil, false
	}
	for rest := body[i:]; len(rest) > 0; {
		end := bytes.Index(rest[1:], updateStart) + 1
		if end == 0 {
			end = len(rest)
		}
		one := bytes.TrimRight(rest[:end], ", \r\n\t")
		raws = append(raws, bytes.Clone(one))
		rest = rest[end:]
	}
	return raws, true
}

var idInText = regexp.MustCompile(`^\s*\{"update_id":\s*(\d{1,18})\b`)

// idOf reads the id out of an update that is not JSON; 0 when there is none.
func idOf(raw []byte) int64 {
	m := idInText.FindSubmatch(raw)
	if m == nil {
		return 0
	}
	id, _ := strconv.ParseInt(string(m[1]), 10, 64)
	return id
}
