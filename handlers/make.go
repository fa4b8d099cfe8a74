package handlers

import (
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// Made names a paper that is made when it is sent and stored nowhere: what it
// says is true at that moment, and only who may still read it gets it.
type Made struct {
	Kind   string            `json:"kind"` // a name of makers
	Args   map[string]string `json:"args,omitempty"`
	Person int64             `json:"person"` // the receiver, whose rights count
}

// Paper is a made document ready to be sent.
type Paper struct {
	Name    string // of the file
	Type    string // its media type
	Content []byte // nil when it could not be made; the caption then says so
	Caption string // HTML
	// Photo is a PNG to be shown as a picture; any other is sent as a file.
	Photo bool
	// Pages are further PNG pages of a picture, shown together with Content.
	Pages [][]byte
}

// opener opens a stored file by its SHA-256, outside any transaction.
type opener func(sha string) (io.ReadCloser, error)

// render makes a paper out of values read before. It runs outside any
// transaction, so it may be slow and may read stored files.
type render func(open opener) (Paper, error)

// maker makes one kind of paper.
type maker struct {
	// may is what the receiver must be allowed, on the unit named by the
	// argument "unit" or on the bloc. The zero action is allowed to nobody.
	may campaign.Action
	// own lets everybody have the paper who is somebody to the bot: it is about
	// the receiver alone.
	own bool
	// group is for a paper everybody of the bloc's group may see; its row names no
	// person. Where it cannot be made, nothing is posted.
	group bool
	// photo says that it is a picture.
	photo bool
	// read takes what the paper needs out of the database; false when it no
	// longer makes sense.
	read func(*View) (render, bool)
}

// makers are the papers made at sending, by kind.
func makers() map[string]maker {
	return map[string]maker{
		"invite":    {may: campaign.ActInvite, read: makeInviteQR},
		"mydata":    {own: true, read: makeMyData},
		"audit":     {may: campaign.ActAudit, read: makeAudit},
		"board":     {may: campaign.ActSeeBoard, photo: true, read: makeBoard},
		"register":  {may: campaign.ActReport, read: makeRegister},
		"draft":     {may: campaign.ActSeeDetail, read: makeDraft}, // and see there
		"files":     {may: campaign.ActReport, read: makeFiles},
		"standings": {may: campaign.ActSeePublished, photo: true, read: makeStandings},

		"published-group": {group: true, photo: true, read: makeGroupPublished},

		"published":      {may: campaign.ActSeePublished, photo: true, read: makePublished},
		"standings-book": {may: campaign.ActSeeDetail, read: makeStandingsBook},
		"receipt":        {may: campaign.ActSeeOwn, read: makeReceipt},
		"calendar":       {may: campaign.ActReadPlan, read: makeCalendar},
		"month":          {may: campaign.ActReadPlan, photo: true, read: makeMonth},
		"bloc":           {may: campaign.ActSeeStandings, read: makeBloc},
		"sheet":          {may: campaign.ActScore, read: makeSheet},
	}
}

// Make makes the paper of an outbox row whose Make is set, just before it is
// sent. ok is false when the row is to be retired unsent: it expired, nobody
// makes such papers, the receiver may not read it (any more), or it makes no
// sense (any more). With an error the paper has a caption only, which tells the
// receiver that the paper could not be made; it is to be sent as a message. In a
// group nobody asked for it, and it has none.
func Make(db *storage.DB, row storage.Job, now time.Time) (p Paper, ok bool, err error) {
	o, err := ReadOutgoing(row)
	if err != nil || o.Make == nil || expired(row, now) {
		return p, false, err
	}
	var do render
	lang, group := "", false
	err = db.View(now, func(tx *storage.Tx) error {
		v := viewFor(tx, o.Make.Person, o.Make.Args, now)
		lang = v.Lang
		m, known := makers()[o.Make.Kind]
		group = m.group
		if known && v.Plan != nil && group == (o.Make.Person == 0) && v.mayHave(m) {
			do, ok = m.read(&v)
		}
		return nil
	})
	if err != nil || !ok {
		return p, false, err
	}
	p, err = rendered(do, func(sha string) (io.ReadCloser, error) { return db.OpenFile(sha) })
	if err == nil && len(p.Content) == 0 {
		err = errors.New("nothing came of it")
	}
	if err != nil {
		sorry := Paper{Caption: notMade.In(lang)}
		if group {
			sorry = Paper{}
		}
		return sorry, true, fmt.Errorf("making %s: %w", o.Make.Kind, err)
	}
	p.Name = campaign.CleanName(p.Name)
	p.Caption = fit(p.Caption, longestCaption)
	return p, true, nil
}

// rendered keeps a panic of one paper from stopping whoever sends it.
func rendered(do render, open opener) (p Paper, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errors.Join(&panicked{value: r, stack: debug.Stack()})
		}
	}()
	return do(open)
}

// mayHave asks for the receiver's right as it is now.
func (v *View) mayHave(m maker) bool {
	switch {
	case m.own:
		return v.Known
	case m.group:
		return true // what it shows is asked where it is read
	}
	return v.may(m.may, v.Args["unit"]) || m.may == campaign.ActSeeOwn && v.Plan.MayRead(v.Person.Roles, m.may, v.Args["unit"])
}

func (v *View) may(a campaign.Action, unit string) bool {
	return campaign.May(v.Person.Roles, a, unit, v.Plan.Year)
}

// Hand sends the actor a paper that is made when it is sent; meanwhile the chat
// shows that a file is on its way.
func (t *Turn) Hand(kind string, args map[string]string) {
	action := "upload_document"
	if makers()[kind].photo {
		action = "upload_photo"
	}
	if !t.handed { // once for several papers
		t.Send(Outgoing{Kind: OutAction, Class: ClassPassing, Chat: t.Event.Chat.ID, Text: action})
		t.handed = true
	}
	t.Send(Outgoing{
		Kind: OutFile, Class: ClassReply, Chat: t.Event.Chat.ID, Make: &Made{Kind: kind, Args: args, Person: t.Actor.ID},
	})
}

var notMade = T(
	"Xin lỗi đồng chí, bot không lập được tệp vừa yêu cầu. Đề nghị đồng chí thử lại sau hoặc báo quản trị viên.",
	"Sorry, the file you asked for could not be made. Please try again later or tell the administrator.")
