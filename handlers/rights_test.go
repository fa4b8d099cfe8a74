package handlers_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/bot"
	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// mayStart is who may start what, written down a second time: a command that is
// not in it, or opens to others than it says, fails. Nil means everybody.
var mayStart = map[string][]campaign.RoleKind{
	"menu": nil, "hoso": nil, "dangky": nil, "huy": nil, "trogiup": nil, "nghiphep": {campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader},
	"nhaclai": {campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader},
	"bangiao": {campaign.Contact}, "dulieucuatoi": nil, "xoadulieu": nil, "thamdinhdiem": {campaign.Secretary, campaign.Leader}, "giaitrinh": {campaign.Contact, campaign.UnitHead},
	"nop":         {campaign.Contact, campaign.UnitHead},
	"bangchammoi": {campaign.Leader},
	"chamcheo":    {campaign.Contact, campaign.UnitHead},
	"bangkhoi":    {campaign.Secretary, campaign.Leader},
	"duyet":       {campaign.UnitHead},
	"bangrut":     {campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader},
	"cham":        {campaign.Contact, campaign.UnitHead},
	"lich":        {campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader, campaign.Observer},
	"danhan":      {campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader, campaign.Observer},
	"trangthai":   {campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader},
	"congbo":      {campaign.Secretary, campaign.Leader},
	"xephang":     {campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader, campaign.Observer, campaign.Admin},
	"tep":         {campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader},
	"vanban":      {campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader, campaign.Observer, campaign.Admin},
	"thamdinh":    {campaign.Secretary, campaign.Leader},
	"dabaocao":    {campaign.Secretary, campaign.Leader},
	"traloi":      {campaign.Contact, campaign.UnitHead},
	"dondoc":      {campaign.Secretary, campaign.Leader},
	"thongbao":    {campaign.Secretary, campaign.Leader},
	"phatdong":    {campaign.Secretary, campaign.Leader},
	"chotngay":    {campaign.Secretary, campaign.Leader},
	"nhom":        {campaign.Secretary, campaign.Leader},
	"ghinhan":     {campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader},
	"chotnop":     {campaign.Secretary, campaign.Leader},
	"bophieu":     {campaign.Secretary, campaign.Leader},
	"denghi":      {campaign.Secretary, campaign.Leader},
	"chitieu":     {campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader},
	"thamgia":     {campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader},
	"kiemtra":     {campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader},
	"tamdung":     {campaign.Secretary, campaign.Leader},
	"xinrut":      {campaign.Contact, campaign.UnitHead},
	"giahan":      {campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader},
	"moi":         {campaign.Secretary, campaign.Leader, campaign.Admin},
	"yeucau":      {campaign.Secretary, campaign.Leader},
	"baocao":      {campaign.Secretary, campaign.Leader, campaign.Observer},
	"nhatky":      {campaign.Secretary, campaign.Leader},
	"quantri":     {campaign.Admin},
	"phieu":       {campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader},
	"tracuu":      nil,
	"dinhchinh":   {campaign.Secretary, campaign.Leader},

	"danhba":     {campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader, campaign.Observer, campaign.Admin},
	"tieuhuy":    {campaign.Secretary, campaign.Leader, campaign.Admin},
	"dienhinh":   {campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader},
	"dangvanban": {campaign.Secretary, campaign.Leader},
}

// somebody is one row of the table of actors.
type somebody struct {
	name string
	id   int64
	role campaign.Role
}

func somebodies(year int) []somebody {
	return []somebody{
		{name: "stranger", id: 100},
		{"contact", 101, campaign.Role{Kind: campaign.Contact, Unit: "vks", Year: year}},
		{"unit head", 102, campaign.Role{Kind: campaign.UnitHead, Unit: "vks", Year: year}},
		{"secretary", 103, campaign.Role{Kind: campaign.Secretary, Unit: "ca", Year: year}},
		{"leader", 104, campaign.Role{Kind: campaign.Leader, Unit: "ca", Year: year}},
		{"observer", 105, campaign.Role{Kind: campaign.Observer, Year: year}},
		{"admin", 106, campaign.Role{Kind: campaign.Admin, Year: year - 3}},
		{"last year's contact", 107, campaign.Role{Kind: campaign.Contact, Unit: "vks", Year: year - 1}},
		{"last year's secretary", 108, campaign.Role{Kind: campaign.Secretary, Unit: "tand", Year: year - 1}},
	}
}

// desk is a database with the example plan and the people of the table.
type desk struct {
	t    *testing.T
	db   *storage.DB
	at   time.Time
	plan campaign.Plan
	n    int
}

func newDesk(t *testing.T) *desk { return newDeskOf(t, "../config.example.toml") }

func newDeskOf(t *testing.T, config string) *desk {
	t.Helper()
	cfg, problems, err := bot.Load(config)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	db, err := storage.Open(t.TempDir(), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	d := &desk{t: t, db: db, plan: cfg.Plan, at: time.Date(2021, 6, 10, 9, 0, 0, 0, cfg.Plan.Location())}
	if _, _, err := handlers.Adopt(db, d.at, cfg.Plan, "example", handlers.Settings{Language: "vi"}); err != nil {
		t.Fatal(err)
	}
	d.do(0, handlers.Connected{ID: 42, Username: "ThiDuaBot"})
	return d
}

func (d *desk) update(fn func(tx *storage.Tx)) {
	d.t.Helper()
	if err := d.db.Update(d.at, func(tx *storage.Tx) error { fn(tx); return nil }); err != nil {
		d.t.Fatal(err)
	}
}

// do lets a person say or press something and returns what they are sent.
func (d *desk) do(id int64, body handlers.Body) (texts []string) {
	d.t.Helper()
	d.n++
	out, err := handlers.Apply(d.db, d.at, handlers.Batch{Events: []handlers.Event{{
		Key: fmt.Sprint("e", d.n), At: d.at, From: handlers.Sender{ID: id, Name: "Nguyễn Văn An"},
		Chat: handlers.Chat{ID: id}, Body: body,
	}}})
	if err != nil || out.Quarantined > 0 {
		d.t.Fatal(body, err, out.Quarantined)
	}
	for _, j := range out.Outbox {
		o, err := handlers.ReadOutgoing(j)
		if err != nil {
			d.t.Fatal(err)
		}
		if o.Chat == id && o.Text != "" {
			texts = append(texts, o.Text)
		}
	}
	return texts
}

func (d *desk) say(id int64, text string) []string { return d.do(id, handlers.Said{Text: text}) }

// contest is every row of the contest, as text; states and outbox are not of it.
func (d *desk) contest() map[string][]string {
	out := map[string][]string{}
	err := d.db.View(d.at, func(tx *storage.Tx) error {
		for _, name := range []string{"people", "members", "invites", "requests", "drafts", "submissions", "register", "sheets", "told", "audit", "amendments", "extensions", "announcements", "announced", "postings", "exemplars"} {
			for k, v := range (storage.Table[json.RawMessage]{Name: name}).Prefix(tx, nil) {
				out[name] = append(out[name], fmt.Sprintf("%x %s", []byte(k), v))
			}
		}
		return nil
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return out
}

// furnish puts in the people, an open request, an invitation, and another
// unit's draft: something to be touched.
func (d *desk) furnish() {
	d.update(func(tx *storage.Tx) {
		for _, s := range somebodies(d.plan.Year) {
			if s.id == 100 {
				continue
			}
			storage.PutPerson(tx, storage.Person{ID: s.id, Name: s.name, Consent: "1", ConsentAt: d.at, JoinedAt: d.at, Roles: []campaign.Role{s.role}})
		}
		storage.PutPerson(tx, storage.Person{ID: 200, Name: "waiting", Consent: "1"})
		id := storage.Requests.Next(tx)
		storage.Requests.Put(tx, storage.K(id), storage.Request{ID: id, Person: 200, Unit: "ttr", Role: campaign.Contact, At: d.at})
		storage.ExtensionRequests.Put(tx, storage.K(d.plan.Campaign, uint64(1)), storage.ExtensionRequest{ID: 1, Unit: "tand", Requirement: "soket", By: 300, At: d.at})
		storage.Drafts.Put(tx, storage.K(d.plan.Campaign, "tand", "soket"), campaign.Draft{Unit: "tand", Requirement: "soket", Rev: 1})
	})
}

// TestWhoMayStartWhat: every route for every role. What is refused changes no
// row of the contest and says so in one message.
func TestWhoMayStartWhat(t *testing.T) {
	d := newDesk(t)
	d.furnish()
	refusals := []string{"không dành cho vai trò", "chưa đăng ký"}
	for _, c := range handlers.Routes() {
		d.at = d.at.Add(time.Minute) // a stranger who asks too fast is not answered
		kinds, declared := mayStart[c.Commands[0]]
		if !declared {
			t.Errorf("/%s stands in no table of rights", c.Commands[0])
			continue
		}
		for _, s := range somebodies(d.plan.Year) {
			counts := s.role.Year == d.plan.Year || s.role.Kind == campaign.Admin
			allowed := kinds == nil || counts && slices.Contains(kinds, s.role.Kind)
			for _, command := range c.Commands {
				before := d.contest()
				texts := d.say(s.id, "/"+command)
				refused := len(texts) == 1 && (strings.Contains(texts[0], refusals[0]) || strings.Contains(texts[0], refusals[1]))
				if allowed && kinds != nil && refused {
					t.Errorf("%s may not /%s", s.name, command)
				}
				if allowed {
					continue
				}
				if !refused {
					t.Errorf("%s may /%s: %q", s.name, command, texts)
				}
				if diff := cmp.Diff(before, d.contest()); diff != "" {
					t.Errorf("%s changed something by /%s:\n%s", s.name, command, diff)
				}
			}
		}
	}
}

// TestForgedCommands: buttons are only commands; pressed by somebody they were
// not made for they change nothing.
func TestForgedCommands(t *testing.T) {
	d := newDesk(t)
	d.furnish()
	for _, data := range []string{
		"/moi thuhoi 101", "/moi contact", "/moi bo 0123456789abcdef", "/moi lienlac", "/moi admin",
		"/yeucau 1 dongy", "/yeucau 1 tuchoi", "/yeucau 999 dongy", "/yeucau", "/dondoc", "/dangky rut",
		"/giahan 1 3", "/giahan 1 tuchoi", "/giahan rut 1", "/giahan giandoan soket 2021-12-31", "/giahan giandoan",
		"/thongbao", "/thongbao nhac 1", "/thongbao thuhoi 1", "/thongbao sua 1", "/danhan tb/1", "/danhan ds tb/1", "/danhan tb/x",
		"/tep tand soket 1 x", "/trangthai tand", "s1.1.0", "s1.1", "", "role leader", "yes", "\x00", strings.Repeat("x", 200),
		"/thamdinh", "/thamdinh tand soket 1", "/thamdinh tand soket 1 hoi", "/traloi 1", "/traloi 99", "/dabaocao", "/dabaocao btdkt-soket",
		"/chamcheo tand ca", "/chamcheo tand vks", "/chamcheo vks vks", "/tieuhuy 1/2021 1", "/tieuhuy 7f3a91bc",
		"/dienhinh tand 1", "/dienhinh", "/dienhinh x 1 2",
		"/bangchammoi", "/dangvanban", "/dangvanban rut plan 1", "/vanban mo plan 1", "/vanban mo x\x00 1", "/vanban ban plan -3",
	} {
		d.at = d.at.Add(time.Minute)
		for _, s := range somebodies(d.plan.Year) {
			if slices.Contains([]string{"secretary", "leader", "admin"}, s.name) {
				continue
			}
			before := d.contest()
			d.do(s.id, handlers.Pressed{Query: "q", Data: data})
			after := d.contest()
			for _, name := range []string{"people", "audit", "told"} { // the menu of a first home card
				delete(before, name)
				delete(after, name)
			}
			if diff := cmp.Diff(before, after); diff != "" {
				t.Errorf("%s changed something by %q:\n%s", s.name, data, diff)
			}
		}
	}
	d.update(func(tx *storage.Tx) {
		for _, s := range somebodies(d.plan.Year) {
			p, ok := storage.GetPerson(tx, s.id)
			if ok && (len(p.Roles) != 1 || p.Roles[0] != s.role) {
				t.Errorf("%s has roles %v", s.name, p.Roles)
			}
		}
	})
	// an admin runs the program and answers no request
	before := d.contest()
	d.do(106, handlers.Pressed{Query: "q", Data: "/yeucau 1 dongy"})
	if diff := cmp.Diff(before["requests"], d.contest()["requests"]); diff != "" {
		t.Error("the admin answered a request:", diff)
	}
}

// TestDefaultMenu is set when the bot first connects, and not again.
func TestDefaultMenu(t *testing.T) {
	d := newDesk(t)
	menus := func() (n int) {
		err := d.db.View(d.at, func(tx *storage.Tx) error {
			for j := range storage.Outbox.All(tx) {
				o, err := handlers.ReadOutgoing(j)
				if err != nil {
					return err
				}
				if o.Kind == handlers.OutMenu {
					n++
					if o.Chat != 0 || len(o.Menu) != 3 || o.Menu["en"][0].Command != "home" || o.Menu[""][0].Command != "menu" {
						t.Errorf("%+v", o)
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := menus(); n != 1 {
		t.Errorf("%d menus", n)
	}
	d.do(0, handlers.Connected{ID: 42, Username: "ThiDuaBot"})
	if n := menus(); n != 1 {
		t.Errorf("%d menus after connecting again", n)
	}
	d.do(0, handlers.Connected{ID: 43, Username: "OtherBot"})
	if n := menus(); n != 2 {
		t.Errorf("%d menus after another bot", n)
	}
}
