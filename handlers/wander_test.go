package handlers_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"thidua/bot/sandbox/transcript"
	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

var wanderSeeds = flag.Int("wander", 1, "how many random walks TestWandering takes through each season")

var wanderSteps = flag.Int("wander-steps", 1200, "how many steps each of them has")

var wanderTell = flag.Bool("wander-tell", false, "write every random walk down")

// cast are the people of every role, in both languages, and one who is nobody yet.
const cast = `person hoa 1001 +84912000001 Lê Thị Hoa
person lan 1002 - Mai Lan
person nam 1003 - Nông Văn Nam
person jon 1004 - Jon Pham
person vinh 1005 - Đặng Vinh
person thu 2001 - Trần Thị Thu
person minh 2002 - Nguyễn Văn Minh
person binh 2004 - Hoàng Văn Bình
person son 3002 - Đỗ Sơn
person qt 4001 - Phạm Quản Trị
person la 5001 - Khách Lạ
set hoa contact:vks
set lan contact:vks:phó
set nam contact:tand
set jon contact:stp
set jon.lang en
set vinh unit_head:vks
set thu secretary:ca
set minh leader:ca
set binh leader:tand
set binh.lang en
set son observer
set qt admin
set sign_off soket
bot ThiDuaBot
`

const sealedSheets = `set ca.sheet max,A2=475@2021-12-08T09:00
set ca.report soket@2021-06-10T09:00,tongket@2021-12-08T10:00
set tand.sheet max,B1=475@2021-12-08T09:00
set tand.report soket@2021-06-10T09:00,tongket@2021-12-08T10:00
set vks.sheet max@2021-12-09T09:00
set vks.report soket@2021-06-10T09:00,tongket@2021-12-09T10:00
set stp.sheet max,A2=450@2021-12-09T09:00
set stp.report soket@2021-06-10T09:00,tongket@2021-12-09T10:00
set soket.closed 2021-06-20T09:00
`

const appraisedSheets = sealedSheets + `set ca.appraised A2=450@2021-12-20T09:00
set tand.appraised A1=9900@2021-12-20T09:00
set vks.appraised A2=400@2021-12-20T09:00
set stp.appraised @2021-12-20T09:00
`

// seasons are where the walks begin, so that none must find its way through a
// year before there is anything to appraise or publish.
var seasons = map[string]string{
	"winter":      "start 2020-12-28T08:00\n",
	"summer":      "start 2021-05-28T08:00\n",
	"december":    "start 2021-12-01T08:00\n",
	"appraisal":   sealedSheets + "start 2021-12-16T08:00\n",
	"publication": appraisedSheets + "start 2022-01-10T08:00\n",
}

// wanderTexts are what people may type anywhere: figures, days, codes, reasons.
var wanderTexts = []string{
	"8,5", "8.5", "97,5", "1", "2", "3", "12", "0", "120", "-1", "20/6", "20/6/2021", "31/12/2021", "10/1/2022", "từ 1/7 đến 5/7", "08:00", "21-06",
	"A1", "A2", "B1", "C1", "G1", "vks", "toa an", "sở tư pháp", "soket", "báo cáo tổng kết", "Lê Thị Hoa", "12/BC-VKS",
	"Số liệu chưa khớp với biên bản kiểm tra ngày 05/12", "Đã bổ sung đủ theo yêu cầu", "x", "không", "có", "15 phiếu", "7/8",
	"https://baotuyenquang.com.vn/bai-viet", "Chuyển đổi số trong công tác tiếp dân", "K7MP2QXD", "huỷ", "menu", "?", "<b>&", "🙂",
}

var wanderFiles = []string{"bao-cao.pdf", "bang-so-lieu.xlsx", "minh-chung.docx", "ky-1.jpg", "ky-2.jpg", "rong.pdf", "gia-tep.pdf", "qua-lon.pdf", "tin.voice", "khong-ve.pdf"}

// wanderer takes one random walk.
type wanderer struct {
	*player
	random *rand.Rand
	spoke  map[string]bool // who was spoken to in English before this step
	who    transcript.Person
	left   int // steps the same person goes on
	tried  map[string]int
}

func newWanderer(t *testing.T, season string, seed uint64) *wanderer {
	t.Helper()
	talk, err := transcript.Parse([]byte(cast + seasons[season] + "\nthu> /menu\n"))
	if err != nil {
		t.Fatal(err)
	}
	w := &wanderer{player: newPlayer(t, talk), random: rand.New(rand.NewPCG(seed, 2021)), tried: map[string]int{}}
	w.rand = rand.NewChaCha8([32]byte{byte(seed)}) // codes must differ over a long walk
	w.close()
	w.open()
	w.fillReports()
	return w
}

// fillReports puts a real file behind the reports that were handed in before.
func (w *wanderer) fillReports() {
	file := w.db.NewFile(w.now)
	if _, err := file.Write(sample("bao-cao.pdf")); err != nil {
		w.t.Fatal(err)
	}
	sha, size, err := file.Commit()
	if err != nil {
		w.t.Fatal(err)
	}
	err = w.db.Update(w.now, func(tx *storage.Tx) error {
		for k, s := range storage.Submissions.Prefix(tx, nil) {
			for i := range s.Attachments {
				s.Attachments[i].SHA256, s.Attachments[i].Size = sha, size
			}
			storage.Submissions.Put(tx, k, s)
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// TestWandering lets people of every role press, type, send and wait at random.
// Wherever they come: nothing fails, every input is answered, each in their own
// language, in what Telegram takes; and played again with every event delivered
// twice, with the database reopened before each, or in batches, all goes the same.
func TestWandering(t *testing.T) {
	for season := range seasons {
		for n := range *wanderSeeds {
			t.Run(fmt.Sprint(season, n), func(t *testing.T) {
				t.Parallel()
				seed := uint64(n + 1)
				w := newWanderer(t, season, seed)
				defer w.close()
				for range *wanderSteps {
					w.step()
					if t.Failed() {
						w.tell(14)
						return
					}
				}
				if *wanderTell {
					w.tell(1000000)
				}
				for name, change := range map[string]func(*player){"twice": func(p *player) { p.twice = true }, "reopened": func(p *player) { p.reopen = true }} {
					t.Run(name, func(t *testing.T) { w.again(t, season, seed, change) })
				}
			})
		}
	}
}

// again plays what was recorded another way.
func (w *wanderer) again(t *testing.T, season string, seed uint64, change func(*player)) {
	p := newWanderer(t, season, seed)
	defer func() { p.close() }()
	change(p.player)
	p.files = nil
	for _, s := range w.log[1:] {
		p.now = s.at
		p.apply(s)
		p.retireAll()
	}
	sameTalk(t, w.player, p.player)
}

func (w *wanderer) step() {
	people := w.talk.Persons
	begins := w.left == 0
	if w.left--; begins || w.left < 0 {
		w.who, w.left = people[w.random.IntN(len(people))], 3+w.random.IntN(12)
	}
	who, from := w.who, len(w.out)
	w.spoke = map[string]bool{}
	for _, p := range people {
		w.spoke[p.Alias] = w.english(p.Alias)
	}
	in := transcript.Input{Who: who.Alias}
	var body handlers.Body
	switch n := w.random.IntN(100); {
	case begins && n < 20:
		w.wait()
		w.look(from)
		return
	case begins, n < 3:
		in.Kind, in.Text = transcript.Say, "/"+w.command(who)
	case n < 65:
		label, data, ok := w.button(who.ID)
		if !ok {
			return
		}
		in.Kind, in.Text, body = transcript.Press, label, handlers.Pressed{Data: data}
	case n < 92:
		in.Kind, in.Text = transcript.Say, oneOf(w.random, wanderTexts)
	case n < 99:
		in.Kind, in.File = transcript.Upload, oneOf(w.random, wanderFiles)
	default:
		in.Kind, in.Of = transcript.Share, "own"
	}
	w.out = append(w.out, in)
	w.send1(in, body)
	if !w.answered(from+1, who.Alias) {
		w.t.Errorf("%s is not answered", who.Alias)
	}
	w.look(from)
	w.now = w.now.Add(time.Duration(1+w.random.IntN(90)) * time.Second)
}

// send1 delivers an input; a press by the button's data, since labels repeat.
func (w *wanderer) send1(in transcript.Input, body handlers.Body) {
	if press, ok := body.(handlers.Pressed); ok {
		in.Text = "raw:" + press.Data
	}
	w.apply(step{at: w.now, events: []handlers.Event{w.event(in)}, input: true})
	w.drain()
}

// wait lets time go by, most often to the next thing on the timetable.
func (w *wanderer) wait() {
	d := []time.Duration{time.Hour, 5 * time.Hour, 26 * time.Hour, 3 * 24 * time.Hour, 8 * 24 * time.Hour}[w.random.IntN(5)]
	m := transcript.Move{For: d, Outage: w.random.IntN(8) == 0}
	w.out = append(w.out, m)
	w.move(m)
}

// button is one somebody sees: of the newest message as a rule, now and then of
// an old one.
func (w *wanderer) button(chat int64) (label, data string, ok bool) {
	list := slices.DeleteFunc(slices.Clone(w.at(chat).buttons), func(b shownButton) bool {
		final := b.label == "Xóa dữ liệu của tôi" || b.label == "Erase my data"
		// Languages stay, so that look knows them, and few leave for good.
		return b.label == "English" || b.label == "Tiếng Việt" || final && w.random.IntN(10) > 0
	})
	if len(list) == 0 {
		return "", "", false
	}
	if newest := list[len(list)-1].message; w.random.IntN(10) > 0 {
		list = slices.DeleteFunc(slices.Clone(list), func(b shownButton) bool { return b.message != newest })
	}
	b := list[w.random.IntN(len(list))]
	if w.random.IntN(4) > 0 { // go where nobody has been
		for _, other := range list {
			if w.tried[kindOf(other.label)] < w.tried[kindOf(b.label)] {
				b = other
			}
		}
	}
	w.tried[kindOf(b.label)]++
	return b.label, b.data, true
}

// kindOf is a label without its figures: buttons of one kind.
func kindOf(label string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, label)
}

// command is one that is meant for somebody, now and then any.
func (w *wanderer) command(of transcript.Person) string {
	routes := handlers.Routes()
	var kind campaign.RoleKind
	w.view(func(tx *storage.Tx) {
		if row, ok := storage.GetPerson(tx, of.ID); ok && len(row.Roles) > 0 {
			kind = row.Roles[0].Kind
		}
	})
	for {
		c := routes[w.random.IntN(len(routes))].Commands
		allowed, known := mayStart[c[0]]
		meant := known && (allowed == nil || slices.Contains(allowed, kind))
		if (meant || w.random.IntN(20) == 0) && !slices.Contains(c, "ngonngu") {
			return c[w.random.IntN(len(c))]
		}
	}
}
