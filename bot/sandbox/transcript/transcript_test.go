package transcript

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const sample = `# A contact hands in a report.
person hoa 1001 +84912000001 Lê Thị Hoa
person la 1002 - Người lạ
group khoi -1001 Khối thi đua
set lang vi
start 2021-05-31T07:00
bot ThiDuaBot

hoa> /nop
bot -> hoa:
    <b>Chọn việc</b>

    \[không phải nút]
      thụt vào
    [Báo cáo \] sơ kết] [Kế hoạch]
    [Hủy]
    = [Chia sẻ số]
bot ! hoa: Đã chọn

# a remark
hoa* Báo cáo ] sơ kết
bot ~> hoa:
    Gửi tệp.
    = -
bot !! hoa: Hai
    dòng

== 2021-06-01 08:00

hoa^ bao-cao.pdf | bản ký
bot -> hoa: file biên nhận.pdf
    Số đến {no1}

hoa^^ anh.jpg

hoa@ own

hoa@ la

la/khoi> một

    hai

hoa~ sửa

la! block

wait 3h

outage 2d

-- rows --
anything

 kept
-- more --
x
`

func TestRoundTrip(t *testing.T) {
	talk, err := Parse([]byte(sample))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(sample, string(talk.Format())); d != "" {
		t.Error(d)
	}
	out := talk.Items[1].(Output)
	want := Output{
		To: "hoa", Lines: []string{"<b>Chọn việc</b>", "", "[không phải nút]", "  thụt vào"},
		Buttons: [][]string{{"Báo cáo ] sơ kết", "Kế hoạch"}, {"Hủy"}}, Keys: [][]string{{"Chia sẻ số"}},
	}
	if d := cmp.Diff(want, out); d != "" {
		t.Error(d)
	}
	if body, _ := talk.Section("rows"); body != "anything\n\n kept\n" {
		t.Errorf("rows %q", body)
	}
	zone := time.FixedZone("+07", 7*3600)
	if got := Wall(talk.Start, zone).Format(time.RFC3339); got != "2021-05-31T07:00:00+07:00" {
		t.Error(got)
	}
}

func TestEqual(t *testing.T) {
	a, _ := Parse([]byte("hoa> x\nbot -> hoa:\n    y  \n"))
	b, _ := Parse([]byte("# note\n\n\nhoa> x\n# note\nbot -> hoa:\n    y\n\n\n"))
	if !Equal(a, b) {
		t.Errorf("%s\n---\n%s", a.Format(), b.Format())
	}
	c, _ := Parse([]byte("hoa> x\nbot -> hoa:\n    z\n"))
	if Equal(a, c) {
		t.Error("different talks are equal")
	}
}

func TestRefusals(t *testing.T) {
	for text, want := range map[string]string{
		"person hoa x - A":                      "line 1: id",
		"person hoa 1 - A\nperson hoa 2 - B":    "line 2: alias",
		"person bot 1 - A":                      "alias",
		"group g 5 A":                           "id",
		"hoa> x\nperson hoa 1 - A":              "line 2: \"person\" is neither",
		"    lost":                              "indented",
		"== tomorrow":                           "no time",
		"wait -3h":                              "no span",
		"wait 9999999d":                         "no span",
		"hoa!  leave":                           "block or unblock",
		"hoa>":                                  "nothing said",
		"hoa*":                                  "exactly one line",
		"bot -> hoa: text here":                 "goes below",
		"bot> x":                                "takes no part",
		"nonsense":                              "unknown word",
		"hoa@ Someone Else":                     "alias",
		"\xff":                                  "UTF-8",
		"start 2021-05-31T07:00\nstart 31/5":    "line 2",
		"set":                                   "key",
		"hoa^ a.pdf\n    more indented content": "exactly one line",
	} {
		_, err := Parse([]byte(text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

func TestSpan(t *testing.T) {
	for in, want := range map[string]string{"90m": "1h30m", "3h": "3h", "2d": "2d", "24h": "24h", "48h": "2d", "61s": "1m1s", "10m": "10m", "1h0m5s": "1h0m5s"} {
		d, err := ParseSpan(in)
		if got := FormatSpan(d); err != nil || got != want {
			t.Errorf("%s: %s, %v; want %s", in, got, err, want)
		}
	}
}

func FuzzRoundTrip(f *testing.F) {
	f.Add(sample)
	f.Add("bot -> a:\n    \\\\x\n    = [a\\n] [ b ]\n\n    [c]\n")
	f.Add("a* \\s x\\\\\na^ x \\| y | z | w\n-- a --\n-- b --\n\n")
	f.Fuzz(func(t *testing.T, s string) {
		talk, err := Parse([]byte(s))
		if err != nil {
			return
		}
		first := talk.Format()
		again, err := Parse(first)
		if err != nil {
			t.Fatalf("own form is refused: %v\n%s", err, first)
		}
		if second := again.Format(); string(second) != string(first) {
			t.Fatalf("unstable:\n%q\n%q", first, second)
		}
		if !Equal(talk, again) {
			t.Fatal("not equal")
		}
		if d := cmp.Diff(talk.Items, again.Items); d != "" {
			t.Fatal(d)
		}
	})
}
