// Package transcript is the text form of a talk with the bot: what people did,
// where the clock went and what the bot answered. Tests of conversations read
// and rewrite it, the sandbox writes it when a talk is saved.
//
// In charge of: the grammar, the model and its canonical layout. What flows
// through: bytes in, a Talk out, and back. It must never interpret a talk:
// placeholders such as {code1}, HTML and file names pass untouched; a player
// gives them meaning. Rejected: YAML or JSON, in which a talk of forty lines
// cannot be read as a talk, and a diff of one word shows three lines of quotes.
//
// # Example
//
//	# A contact hands in a report.
//	person hoa 1001 +84912000001 Lê Thị Hoa
//	group khoi -1001 Khối thi đua
//	set lang vi
//	start 2021-05-31T07:00
//	bot ThiDuaBot
//
//	hoa> /nop
//	bot -> hoa:
//	    <b>Chọn việc</b>
//
//	    Gửi tệp cũng được.
//	    [Báo cáo sơ kết] [Kế hoạch]
//	    [Hủy]
//
//	hoa* Báo cáo sơ kết
//	bot ~> hoa:
//	    Gửi tệp.
//	bot ! hoa: Đã chọn
//
//	== 2021-06-01 08:00
//
//	hoa^ bao-cao.pdf | bản ký
//	bot -> hoa: file bien-nhan.pdf
//	    Số đến {no1}
//
//	-- rows --
//	anything, kept as it is
//
// # Grammar
//
// A talk is a header, turns, and sections. A line that starts with # is a
// comment, kept with the item it precedes (or with the header). Blank lines
// between items carry no meaning.
//
//	person ALIAS ID PHONE NAME    phone "-" when unknown
//	group ALIAS ID NAME
//	set KEY VALUE                 free settings for the player
//	start DATE                    2006-01-02T15:04[:05], local time of the plan
//	bot NAME                      the bot's user name
//
//	WHO> text                     says (more lines indented by four spaces)
//	WHO* label                    presses the newest button with this label
//	WHO^ file [| caption]         sends a file
//	WHO^^ file [| caption]        sends a picture as a photograph
//	WHO@ own|ALIAS                shares the own contact, or another person's
//	WHO~ text                     edits the own last message
//	WHO! block|unblock            blocks or unblocks the bot
//
//	== DATE                       the clock walks to this instant
//	wait SPAN                     the clock walks on by 3h, 90m, 2d
//	outage SPAN                   the same as a jump, with the bot cut off
//
//	bot -> CHAT:                  a message; the lines indented below
//	bot -> CHAT: file NAME        a document; its caption indented below
//	bot -> CHAT: photo NAME       a picture; its caption indented below
//	bot ~> CHAT:                  an edit in place (also with file, photo)
//	bot ! CHAT: text              the short answer to a press
//	bot !! CHAT: text             the same as an alert
//
//	-- NAME --                    a section: every line up to the next marker
//
// WHO is an alias, or alias/group for what somebody does in a group.
//
// The indented block below an output holds the text, then rows of inline
// buttons "[A] [B]", then rows of a reply keyboard "= [A] [B]" ("= -" takes the
// keyboard away). A text line that would be read as such a row, or that starts
// with a backslash, is written with a backslash before it; inside a label a
// backslash goes before "]", "\" and, for a line break, "n". Captions escape
// "|" and file names " |" in the same way.
package transcript
