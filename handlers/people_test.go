package handlers

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/campaign"
	"thidua/storage"
)

func TestCodeOf(t *testing.T) {
	link := strings.Repeat("aZ0-_", 5)[:linkLength]
	for _, c := range []struct {
		text, code string
		typed, ok  bool
	}{
		{"K7MP2QXD", "K7MP2QXD", true, true},
		{" k7mp-2qxd ", "K7MP2QXD", true, true},
		{"K7MP 2QXD", "K7MP2QXD", true, true},
		{"abcdefgh", "ABCDEFGH", true, true},
		{link, link, false, true},
		{"toi khong", "TOIKHONG", false, false},
		{"xin chào", "", false, false},
		{"K7MP2QX", "", false, false},
		{"K7MP2QXDD", "", false, false},
		{"K7MP2Q+D", "", false, false},
		{"", "", false, false},
		{strings.Repeat("A", 5000), "", false, false},
	} {
		code, typed, ok := codeOf(c.text)
		if typed != c.typed || ok != c.ok || ok && code != c.code {
			t.Errorf("codeOf(%.40q) = %q typed %v ok %v", c.text, code, typed, ok)
		}
	}
}

func TestTidyNames(t *testing.T) {
	for _, c := range []struct {
		typed, name string
		good        bool
	}{
		{"  Lê Thị\n\tHoa ", "Lê Thị Hoa", true},
		{"Lê\u202eaoH\u200b", "LêaoH", true},
		{"<b>An</b> & \"Bình\"", "<b>An</b> & \"Bình\"", true},
		{"12345", "12345", false},
		{"A", "A", false},
		{"\x00\x07", "", false},
		{strings.Repeat("a", 60), strings.Repeat("a", 60), true},
		{strings.Repeat("ă", 61), strings.Repeat("ă", 61), false},
	} {
		if got := tidy(c.typed); got != c.name || goodWords(got, maxName) != c.good {
			t.Errorf("tidy(%q) = %q, good %v", c.typed, got, goodWords(got, maxName))
		}
	}
}

func TestPhones(t *testing.T) {
	for _, c := range []struct {
		typed, kept, masked string
		looks               bool
	}{
		{"+84 912-000.001", "+84912000001", "•••001", true},
		{"84912000001", "+84912000001", "•••001", true},
		{"0912000001", "0912000001", "•••001", true},
		{"12345", "", "", false},
		{"1234567890123456", "", "", false},
		{"số 0912000001", "0912000001", "•••001", false},
	} {
		kept := phoneDigits(c.typed)
		if kept != c.kept || maskPhone(kept) != c.masked || looksLikePhone(c.typed) != c.looks {
			t.Errorf("%q: kept %q, masked %q, looks %v", c.typed, kept, maskPhone(kept), looksLikePhone(c.typed))
		}
	}
}

// TestUnitPages: more units than a screen holds have pages; typed words find
// them without marks.
func TestUnitPages(t *testing.T) {
	plan := campaign.Plan{Units: []campaign.Unit{
		{ID: "u1", Name: "Sở Nội vụ"},
		{ID: "u2", Name: "Sở Tài chính"},
		{ID: "u3", Name: "Sở Y tế"},
		{ID: "u4", Name: "Sở Công Thương"},
		{ID: "u5", Name: "Sở Xây dựng"},
		{ID: "u6", Name: "Sở Giao thông"},
		{ID: "u7", Name: "Huyện Yên Sơn"},
		{ID: "u8", Name: "Huyện Sơn Dương"},
		{ID: "u9", Name: "Ủy ban Bình An"},
		{ID: "u10", Name: "Đài Phát thanh"},
	}}
	rows := func(answers map[string]string) string {
		u := &Turn{Plan: &plan, Set: Settings{Language: "vi"}}
		u.State.Answers = answers
		var out []string
		for _, row := range u.unitRows(plan.Units, plainName) {
			var labels []string
			for _, b := range row {
				labels = append(labels, b.Action)
			}
			out = append(out, strings.Join(labels, "+"))
		}
		return strings.Join(out, " | ")
	}
	for _, c := range []struct {
		answers map[string]string
		want    string
	}{
		{nil, "unit u1 | unit u2 | unit u3 | unit u4 | unit u5 | unit u6 | unit u7 | unit u8 | page 1"},
		{map[string]string{"page": "1"}, "unit u9 | unit u10 | page 0"},
		{map[string]string{"page": "99"}, "unit u9 | unit u10 | page 0"},
		{map[string]string{"page": "-1"}, "unit u1 | unit u2 | unit u3 | unit u4 | unit u5 | unit u6 | unit u7 | unit u8 | page 1"},
		{map[string]string{"find": "binh  an"}, "unit u9 | all"},
		{map[string]string{"find": "DAI"}, "unit u10 | all"},
		{map[string]string{"find": "sơn"}, "unit u7 | unit u8 | all"},
	} {
		if diff := cmp.Diff(c.want, rows(c.answers)); diff != "" {
			t.Errorf("%v: %s", c.answers, diff)
		}
	}
}

// TestMenus: at most twelve commands, in both languages, names Telegram takes.
func TestMenus(t *testing.T) {
	u := &Turn{Plan: &campaign.Plan{Year: 2021}}
	var kinds []campaign.RoleKind
	for _, kind := range deskFirst {
		kinds = append(kinds, kind)
		for _, set := range [][]campaign.RoleKind{{kind}, kinds} {
			var p storage.Person
			for _, k := range set {
				p.Roles = append(p.Roles, campaign.Role{Kind: k, Year: 2021})
			}
			for _, lang := range []string{"vi", "en"} {
				menu := u.menuOf(p, lang)
				if len(menu) < 3 || len(menu) > maxMenu {
					t.Errorf("%v %s: %d commands", set, lang, len(menu))
				}
				seen := map[string]bool{}
				for _, m := range menu {
					if seen[m.Command] || len(m.Command) > 32 || m.Help == "" || len([]rune(m.Help)) > 256 ||
						strings.Trim(m.Command, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" {
						t.Errorf("%v %s: %+v", set, lang, m)
					}
					seen[m.Command] = true
				}
			}
		}
	}
	if left := u.menuOf(storage.Person{Roles: []campaign.Role{{Kind: campaign.Contact, Year: 2020}}}, "vi"); len(left) != 0 {
		t.Errorf("last year's contact has a menu: %v", left)
	}
}
