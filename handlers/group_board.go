package handlers

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// The board pinned in the group counts hand-ins and names nobody. It is edited
// in place, at most once a minute, after anything it counts has changed, and on
// every morning on which its days say something else.

// boardPause gathers what happens within it into one edit of the board.
const boardPause = time.Minute

// boardActions are the entries of the audit after which the board may say
// something else.
var boardActions = []string{"hand-in", "sheet-sealed", "extend", "extension-back", "launch", "accept", "close", "hold", "withdraw"}

// boardRow is the payload of the agenda row that refreshes the board.
type boardRow struct {
	Board int64 `json:"group_board"` // the chat
}

// newBoard sends the board as a new message and pins it; the group's row is
// written.
func (t *Turn) newBoard(g storage.Group) {
	g.Board, g.Rev, g.Unpinned = storage.Screens.Next(t.Tx), 1, false
	g.Shown = t.boardPrint()
	storage.Groups.Put(t.Tx, storage.K(g.Chat), g)
	t.Send(Outgoing{Kind: OutSay, Class: ClassReply, Chat: g.Chat, Topic: g.Topic, Screen: g.Board, Rev: g.Rev, Silent: true, Lazy: &Lazy{Name: "group-board"}})
	t.Send(Outgoing{Kind: OutPin, Class: ClassReply, Chat: g.Chat, Screen: g.Board})
	t.boardTomorrow(g)
}

// boardLater has the board looked at soon, once for all that happens meanwhile.
func (t *Turn) boardLater(action string) {
	if t.Plan == nil || !slices.Contains(boardActions, action) {
		return
	}
	if g, ok := storage.BoundGroup(t.Tx); ok && g.Lost.IsZero() {
		t.boardAt(g, t.Event.At.Add(boardPause))
	}
}

// boardAt puts the next look at the board into the agenda, unless one stands
// there already that comes as early.
func (t *Turn) boardAt(g storage.Group, at time.Time) {
	key := "group-board/" + strconv.FormatInt(g.Chat, 10)
	for _, j := range storage.Agenda.ByLane(t.Tx, key) {
		if !j.Due.After(at) {
			return
		}
		storage.Agenda.Remove(t.Tx, j.ID)
	}
	raw, err := json.Marshal(boardRow{g.Chat})
	if err != nil {
		t.Tx.Fail(err)
		return
	}
	storage.Agenda.Add(t.Tx, storage.Job{Lane: key, Due: at, Payload: raw})
}

// nextBoard is the next morning on which the board says something else by
// itself: each while something is open whose last day comes nearer, else the
// day something opens or a phase begins or has ended; false when none comes.
func (t *Turn) nextBoard() (time.Time, bool) {
	p, today := t.Plan, t.Plan.Day(t.Event.At)
	var next campaign.Date
	on := func(d campaign.Date) {
		if d.After(today) && (next.IsZero() || d.Before(next)) {
			next = d
		}
	}
	for _, f := range p.Phases {
		on(f.Span.From)
		on(f.Span.To.AddDays(1))
	}
	for _, r := range p.Requirements {
		opens := p.Opens(r)
		on(opens)
		if last, dated := p.LastDay(r); dated && !today.Before(opens) && !today.After(last) {
			on(today.AddDays(1))
		}
	}
	return next.In(p.Location()).Add(time.Duration(p.Rules.At) * time.Minute), !next.IsZero()
}

// boardTomorrow puts the next look by the calendar into the agenda.
func (t *Turn) boardTomorrow(g storage.Group) {
	if at, ok := t.nextBoard(); ok {
		t.boardAt(g, at)
	}
}

// wakeBoard edits the board where it says something else by now; true when the
// row was one of the board's.
func (t *Turn) wakeBoard(j storage.Job) bool {
	var row boardRow
	if json.Unmarshal(j.Payload, &row) != nil || row.Board == 0 {
		return false
	}
	g, ok := storage.BoundGroup(t.Tx)
	if !ok || g.Chat != row.Board || !g.Lost.IsZero() || g.Board == 0 {
		return true
	}
	if now := t.boardPrint(); now != g.Shown {
		g.Shown = now
		g.Rev++
		storage.Groups.Put(t.Tx, storage.K(g.Chat), g)
		t.Send(Outgoing{Kind: OutEdit, Class: ClassReply, Chat: g.Chat, Topic: g.Topic, Screen: g.Board, Rev: g.Rev, Lazy: &Lazy{Name: "group-board"}})
	}
	t.boardTomorrow(g)
	return true
}

// boardPrint names what the board says, its time left out.
func (t *Turn) boardPrint() string {
	v := View{Tx: t.Tx, Plan: t.Plan, Set: t.Set, Now: t.Event.At.In(t.Plan.Location()), Lang: t.Set.language()}
	sum := sha256.Sum256([]byte(v.groupBoard()))
	return hex.EncodeToString(sum[:8])
}

func composeGroupBoard(v *View) (Composed, bool) {
	return Composed{Text: lines(v.groupBoard(), v.S(groupStamp, stamp(v.Now, v.Lang)))}, true
}

// groupBoard counts, for every requirement with a date or begun, how many units
// have handed it in.
func (v *View) groupBoard() string {
	today := v.Plan.Day(v.Now)
	out := []string{v.S(groupBoardHead, v.Plan.Bloc, v.Plan.Year)}
	if f, ok := v.Plan.PhaseAt(today); ok {
		out = append(out, v.S(groupPhase, f.Name, spanWords(f.Span, v.Lang)))
	}
	done, all := map[string]int{}, map[string]int{}
	for _, u := range v.Plan.Competing() {
		for _, d := range v.dutiesOf(u.ID) {
			all[d.Requirement.ID]++
			if d.State == campaign.DutyHandedIn {
				done[d.Requirement.ID]++
			}
		}
	}
	for _, r := range v.Plan.Requirements {
		out = append(out, "– "+v.S(groupCounted, r.Short, done[r.ID], all[r.ID])+v.groupWhen(r, today))
	}
	return lines(out...)
}

func (v *View) groupWhen(r campaign.Requirement, today campaign.Date) string {
	last, dated := v.Plan.LastDay(r)
	opens := v.Plan.Opens(r)
	switch {
	case !opens.IsZero() && today.Before(opens):
		return "; " + dutyOpens.In(v.Lang, shortDay(opens, v.Lang))
	case !dated:
		return ""
	case today.After(last):
		return "; " + v.S(groupOver, shortDay(last, v.Lang))
	}
	return "; " + untilWords(last, today.DaysUntil(last), v.Lang)
}

// groupKinds are the notices a group hears: those about everybody.
var groupKinds = []campaign.NoticeKind{
	campaign.PhaseOpens, campaign.PhaseCloses, campaign.RequirementOpens, campaign.OccasionDay, campaign.TraditionalDay,
	campaign.MovementCloses, campaign.ConferenceDay,
}

// tellGroup says a notice in the bloc's group as well.
func (t *Turn) tellGroup(n campaign.Notice) {
	g, ok := storage.BoundGroup(t.Tx)
	if !ok || !g.Lost.IsZero() || !slices.Contains(groupKinds, n.Kind) {
		return
	}
	t.Send(Outgoing{
		Kind: OutSay, Class: ClassFanout, Chat: g.Chat, Topic: g.Topic, Expires: n.ExpiresAt,
		Lazy: &Lazy{Name: "group-notice", Args: noticeArgs(n)},
	})
}

// sayInGroup says something about everybody in the bloc's group, after the
// quiet hours.
func (t *Turn) sayInGroup(html string) {
	if g, ok := storage.BoundGroup(t.Tx); ok && g.Lost.IsZero() {
		t.sendLoud([]Outgoing{{Kind: OutSay, Class: ClassFanout, Chat: g.Chat, Topic: g.Topic, Text: html}})
	}
}

// composeGroupNotice is a notice without buttons, and without what each unit
// owes.
func composeGroupNotice(v *View) (Composed, bool) {
	n, ok := noticeOf(v.Args)
	if !ok {
		return Composed{}, false
	}
	var c Composed
	switch n.Kind {
	case campaign.RequirementOpens:
		r, known := v.Plan.Requirement(n.Subject)
		c.Text, ok = v.S(opensText, r.Title, planDueWords(v.Plan, r, v.Lang)), known
	case campaign.MovementCloses:
		m, known := v.Plan.Movement(n.Subject)
		c.Text, ok = v.S(movementCloses, m.Name, dayWords(m.Span.To, v.Lang), ""), known
	default:
		c, ok = v.noticeText(n)
	}
	id, _ := storage.BotIdentity(v.Tx)
	c.Buttons = nil
	c.Text += "\n\n" + v.S(groupPrivate, HTML("https://t.me/"+id.Username+"?start=menu"))
	return c, ok
}

var (
	groupBoardHead = T("<b>Tiến độ thi đua: %s, năm %d</b>", "<b>Progress: %s, %d</b>")
	groupPhase     = T("%s (%s)", "%s (%s)")
	groupCounted   = T("%s: đã nộp %d/%d đơn vị", "%s: %d of %d units have handed it in")
	groupOver      = T("đã hết hạn ngày %s", "the last day was %s")
	groupStamp     = T("Cập nhật lúc %s.", "As of %s.")
	groupPrivate   = T("Xem việc của đơn vị trong cuộc trò chuyện riêng: %s", "See what your unit has to do in the private chat: %s")
)
