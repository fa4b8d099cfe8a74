package handlers

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"sync"

	"thidua/campaign"
	"thidua/storage"
)

// maxMenu is how many commands a person's menu shows; the rest stands in /help.
const maxMenu = 12

// menus is what each role sees first, by the first command of a conversation.
// Commands of conversations that do not exist are left out.
var menus = map[campaign.RoleKind][]string{
	campaign.Contact: {
		"menu", "nop", "cham", "lich", "trangthai", "xephang", "giaitrinh", "dienhinh", "vanban", "hoso", "trogiup", "huy",
	},
	campaign.UnitHead: {"menu", "duyet", "cham", "nop", "lich", "trangthai", "xephang", "vanban", "hoso", "trogiup", "huy"},
	campaign.Secretary: {
		"menu", "trangthai", "thamdinh", "dondoc", "thongbao", "moi", "lich", "xephang", "baocao", "giahan", "trogiup", "huy",
	},
	campaign.Leader: {
		"menu", "trangthai", "xephang", "thamdinh", "dondoc", "thongbao", "congbo", "lich", "baocao", "vanban", "trogiup", "huy",
	},
	campaign.Observer: {"menu", "xephang", "baocao", "lich", "vanban", "hoso", "trogiup", "huy"},
	campaign.Admin:    {"menu", "quantri", "moi", "hoso", "trogiup", "huy"},
}

// deskFirst is the order in which the menus of somebody with several roles are
// joined.
var deskFirst = []campaign.RoleKind{
	campaign.Secretary, campaign.Leader, campaign.Contact, campaign.UnitHead, campaign.Observer, campaign.Admin,
}

// menuOf is a person's command menu in one language: the first commands of each
// role, at most twelve, leaving and help always among them.
func (t *Turn) menuOf(p storage.Person, lang string) []Menued {
	var names []string
	for _, kind := range deskFirst {
		if !t.holds(p, kind, "") {
			continue
		}
		for _, name := range menus[kind] {
			if _, ok := byCommand(name); ok && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	if len(names) > maxMenu {
		last := []string{"trogiup", "huy"}
		names = slices.DeleteFunc(names, func(n string) bool { return slices.Contains(last, n) })
		names = append(names[:maxMenu-len(last)], last...)
	}
	out := make([]Menued, 0, len(names))
	for _, name := range names {
		c, _ := byCommand(name)
		out = append(out, Menued{Command: c.command(lang), Help: c.Help.plain(lang)})
	}
	return out
}

// command is the name shown in a language: the first is Vietnamese, the last
// English.
func (c Conversation) command(lang string) string {
	if lang == "en" {
		return c.Commands[len(c.Commands)-1]
	}
	return c.Commands[0]
}

// setMenu asks for the menu of a person where it differs from the one set last
// and returns the person to be stored. A language somebody chose rules
// whatever their app speaks; else the app chooses between both. Without a role
// the menu is empty, which takes it away.
func (t *Turn) setMenu(p storage.Person) storage.Person {
	hash := t.menuHash(p)
	if hash == p.Commands {
		return p
	}
	p.Commands = hash
	all := map[string][]Menued{"": t.menuOf(p, t.LangOf(p)), "vi": t.menuOf(p, "vi"), "en": t.menuOf(p, "en")}
	if p.Language != "" {
		all["vi"], all["en"] = all[""], all[""]
	}
	t.Send(Outgoing{Kind: OutMenu, Class: ClassReply, Chat: p.ID, Menu: all})
	return p
}

// strangersMenu is what somebody without a role finds behind the menu key.
var strangersMenu = []string{"menu", "dangky", "trogiup", "huy"}

// defaultMenu sets everybody's default menu where it is not the one set last
// for this bot.
func (t *Turn) defaultMenu(bot int64) {
	key, mark := storage.K("default_menu"), fmt.Sprintf("%d %x %s", bot, bookPrint(), t.Set.language())
	if set, _ := metaText.Get(t.Tx, key); set == mark {
		return
	}
	metaText.Put(t.Tx, key, mark)
	all := map[string][]Menued{}
	for lang, in := range map[string]string{"": t.Set.language(), "vi": "vi", "en": "en"} {
		for _, name := range strangersMenu {
			if c, ok := byCommand(name); ok {
				all[lang] = append(all[lang], Menued{Command: c.command(in), Help: c.Help.plain(in)})
			}
		}
	}
	t.Send(Outgoing{Kind: OutMenu, Class: ClassReply, Menu: all})
}

var metaText = storage.Table[string]{Name: "meta"}

// menuHash names a menu by all it is made of, without making it: it is compared
// at every home card.
func (t *Turn) menuHash(p storage.Person) string {
	h := sha256.New()
	h.Write([]byte(bookPrint()))
	for _, kind := range deskFirst {
		if t.holds(p, kind, "") {
			h.Write([]byte("|" + kind))
		}
	}
	h.Write([]byte("|" + p.Language + "|" + t.LangOf(p)))
	return hex.EncodeToString(h.Sum(nil)[:8])
}

var (
	printOnce sync.Once
	printed   string
)

// bookPrint changes with every command, its help and the menus.
func bookPrint() string {
	printOnce.Do(func() {
		h := sha256.New()
		for _, c := range routes() {
			fmt.Fprintf(h, "%q%q%q", c.Commands, c.Help.vi, c.Help.en)
		}
		for _, kind := range deskFirst {
			fmt.Fprintf(h, "%s%q", kind, menus[kind])
		}
		printed = string(h.Sum(nil))
	})
	return printed
}
