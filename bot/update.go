package bot

import "encoding/json"

// The parts of Telegram's objects that count here, decoded from the raw JSON:
// the library's own types know nothing newer than 2021.

type update struct {
	ID       int64          `json:"update_id"`
	Message  *message       `json:"message"`
	Edited   *message       `json:"edited_message"`
	Callback *callbackQuery `json:"callback_query"`
	Member   *memberUpdate  `json:"my_chat_member"`
}

type user struct {
	ID        int64  `json:"id"`
	IsBot     bool   `json:"is_bot"`
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name"`
	Username  string `json:"username"`
	Language  string `json:"language_code"`
}

type chat struct {
	ID    int64  `json:"id"`
	Type  string `json:"type"`
	Title string `json:"title"`
}

type message struct {
	ID         int             `json:"message_id"`
	Thread     int             `json:"message_thread_id"`
	IsTopic    bool            `json:"is_topic_message"`
	From       *user           `json:"from"`
	SenderChat json.RawMessage `json:"sender_chat"`
	ViaBot     json.RawMessage `json:"via_bot"`
	Chat       *chat           `json:"chat"`
	Date       int64           `json:"date"`
	EditDate   int64           `json:"edit_date"`

	ForwardOrigin json.RawMessage `json:"forward_origin"`
	ForwardDate   int64           `json:"forward_date"`

	Text    string `json:"text"`
	Caption string `json:"caption"`
	Album   string `json:"media_group_id"`

	Document *fileInfo  `json:"document"`
	Photo    []fileInfo `json:"photo"`
	Contact  *contact   `json:"contact"`

	MigrateTo   int64 `json:"migrate_to_chat_id"`
	MigrateFrom int64 `json:"migrate_from_chat_id"`

	// Kinds no conversation takes; only their presence counts.
	Voice     json.RawMessage `json:"voice"`
	Audio     json.RawMessage `json:"audio"`
	Video     json.RawMessage `json:"video"`
	VideoNote json.RawMessage `json:"video_note"`
	Animation json.RawMessage `json:"animation"`
	Sticker   json.RawMessage `json:"sticker"`
	Location  json.RawMessage `json:"location"`
	Venue     json.RawMessage `json:"venue"`
	Poll      json.RawMessage `json:"poll"`
	Dice      json.RawMessage `json:"dice"`
	Story     json.RawMessage `json:"story"`
	PaidMedia json.RawMessage `json:"paid_media"`
	Checklist json.RawMessage `json:"checklist"`
	Game      json.RawMessage `json:"game"`
}

type fileInfo struct {
	FileID string `json:"file_id"`
	Name   string `json:"file_name"`
	Type   string `json:"mime_type"`
	Size   int64  `json:"file_size"`
	Width  int64  `json:"width"`
	Height int64  `json:"height"`
}

type contact struct {
	Phone string `json:"phone_number"`
	User  int64  `json:"user_id"`
}

type callbackQuery struct {
	ID      string   `json:"id"`
	From    *user    `json:"from"`
	Message *message `json:"message"`
	Inline  string   `json:"inline_message_id"`
	Data    string   `json:"data"`
}

type memberUpdate struct {
	Chat *chat `json:"chat"`
	From *user `json:"from"`
	Date int64 `json:"date"`
	New  struct {
		Status string `json:"status"`
	} `json:"new_chat_member"`
}
