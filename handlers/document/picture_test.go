package document

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"thidua/campaign"
)

var updatePictures = flag.Bool("update-pictures", false, "write the sums of the golden pictures anew, after looking at them")

// samplePictures are what people look at: PICTURES=dir keeps them as files.
func samplePictures(t *testing.T) map[string][][]byte {
	t.Helper()
	out := map[string][][]byte{}
	keep := func(name string, pages [][]byte, err error) {
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		out[name] = pages
		keepPictures(t, name, pages)
	}
	boards := map[string]Board{"board-8": sampleBoard(8), "board-100": sampleBoard(100), "board-long": longBoard(), "board-wide": wideBoard(), "board-empty": {Title: "Trống"}}
	for name, b := range boards {
		pages, err := BoardPicture(b)
		keep(name, pages, err)
	}
	cards := map[string]StandingsCard{
		"standings-8": sampleStandings(8), "standings-100": sampleStandings(100), "standings-long": longStandings(),
		"standings-empty": {Title: "Trống", Stamp: Stamp{Text: "TẠM TÍNH", Provisional: true}},
	}
	for name, s := range cards {
		pages, err := StandingsPicture(s)
		keep(name, pages, err)
	}
	for name, m := range map[string]Month{"month": sampleMonth(9), "month-full": sampleMonth(40), "month-empty": {Title: "Trống", Empty: "Không có gì."}} {
		pages, err := MonthPicture(m)
		keep(name, pages, err)
	}
	return out
}

// wideBoard has more requirements than stand beside each other.
func wideBoard() Board {
	b := sampleBoard(5)
	b.Columns = append(b.Columns, "Báo cáo\nđột xuất", "Điển hình")
	for i := range b.Rows {
		b.Rows[i].Cells = append(b.Rows[i].Cells, BoardCell{CellOnTime, "đúng hạn"}, BoardCell{State: CellClosed})
	}
	return b
}

// TestPicturesGolden: the samples' sizes, kind and pixels. The sums are of the
// pixels, which depend on nothing but this code, the fonts and x/image; they are
// compared on the processor they were made on, because others may round a curve
// otherwise.
func TestPicturesGolden(t *testing.T) {
	var lines []string
	for name, pages := range samplePictures(t) {
		for i, file := range pages {
			img, err := png.Decode(bytes.NewReader(file))
			if err != nil {
				t.Fatal(err)
			}
			p, ok := img.(*image.Paletted)
			if !ok || len(p.Palette) > mostInks {
				t.Fatalf("%s is %T", name, img)
			}
			if s := p.Rect.Size(); s.X != pictureWidth || s.Y > pictureHeight || len(file) > 200_000 {
				t.Errorf("%s page %d: %v, %d bytes", name, i+1, s, len(file))
			}
			lines = append(lines, fmt.Sprintf("%s/%d %d %s\n", name, i+1, p.Rect.Dy(), pixelSum(p)))
		}
	}
	slices.Sort(lines)
	got, path := strings.Join(lines, ""), filepath.Join("testdata", "pictures.sums")
	if *updatePictures {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if runtime.GOARCH != "amd64" {
		t.Skip("sums are of another processor")
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("pictures changed: look at them (PICTURES=dir go test), then run with -update-pictures\n%s", got)
	}
}

// pixelSum is the sum of the colours seen, however the palette is ordered.
func pixelSum(p *image.Paletted) string {
	var colours [256][3]byte
	for i, c := range p.Palette {
		rgba := c.(color.RGBA)
		colours[i] = [3]byte{rgba.R, rgba.G, rgba.B}
	}
	all := make([]byte, 0, 3*len(p.Pix))
	for _, at := range p.Pix {
		all = append(all, colours[at][:]...)
	}
	sum := sha256.Sum256(all)
	return hex.EncodeToString(sum[:12])
}

// TestPicturesRepeat: the same values give the same bytes, and two at once do
// not disturb each other.
func TestPicturesRepeat(t *testing.T) {
	type result struct {
		board, standings [][]byte
	}
	results := make(chan result, 3)
	for range 3 {
		go func() {
			b, _ := BoardPicture(sampleBoard(8))
			s, _ := StandingsPicture(sampleStandings(8))
			results <- result{b, s}
		}()
	}
	first := <-results
	for range 2 {
		r := <-results
		if !slices.EqualFunc(r.board, first.board, bytes.Equal) || !slices.EqualFunc(r.standings, first.standings, bytes.Equal) {
			t.Error("pictures of the same values differ")
		}
	}
	if len(first.board) != 1 || len(first.standings) != 1 {
		t.Errorf("a bloc of eight needs %d and %d pages", len(first.board), len(first.standings))
	}
}

// TestPicturesInside: nothing is drawn beyond a page's edge, whatever the texts.
func TestPicturesInside(t *testing.T) {
	p, err := newPen()
	if err != nil {
		t.Fatal(err)
	}
	long, wide := longBoard(), wideBoard()
	for i := range long.Columns {
		long.Columns[i] = longUnit[:60+i*7]
		long.Rows[0].Cells[i].Text = "Trả lại để bổ sung minh chứng"
	}
	long.Legend[0].Text, long.Stamp.Text = longUnit, longUnit
	card := longStandings()
	card.Rows[0].Place, card.Rows[0].Total, card.Rows[0].Bonus, card.Rows[0].Own = "10000", "1 000 000 000 000,75 điểm", longUnit[:80], longUnit
	layouts := []*layout{long.layout(p, 0, 6), wide.layout(p, 0, 4), wide.layout(p, 4, 8), card.choose(p)}
	for i, l := range layouts {
		cut, err := l.pages()
		if err != nil {
			t.Fatalf("layout %d: %v", i, err)
		}
		for n, body := range cut {
			if c := l.draw(p, body, "1/1"); c.outside || c.img.Rect.Dy() > pictureHeight {
				t.Errorf("layout %d page %d: outside %v, %v", i, n+1, c.outside, c.img.Rect)
			}
		}
	}
}

// TestPicturesCompose: a name typed with separate marks, as some phones do,
// looks like one typed with whole letters.
func TestPicturesCompose(t *testing.T) {
	whole, apart := sampleBoard(8), sampleBoard(8)
	whole.Title, apart.Title = norm.NFC.String(longUnit), norm.NFD.String(longUnit)
	for i := range whole.Rows {
		apart.Rows[i].Unit = norm.NFD.String(whole.Rows[i].Unit)
	}
	a, err := BoardPicture(whole)
	if err != nil {
		t.Fatal(err)
	}
	b, err := BoardPicture(apart)
	if err != nil || !slices.EqualFunc(a, b, bytes.Equal) {
		t.Errorf("separate marks are drawn otherwise (%v)", err)
	}
}

func TestPicturesRefuse(t *testing.T) {
	short, unknown, legend, endless := sampleBoard(3), sampleBoard(3), sampleBoard(3), sampleBoard(3)
	short.Rows[1].Cells = short.Rows[1].Cells[:5]
	unknown.Rows[0].Cells[0].State = "green"
	legend.Legend[0].State = ""
	endless.Rows[0].Unit = strings.Repeat(longUnit, 20)
	for name, want := range map[string]struct {
		board Board
		err   error
	}{"short": {short, ErrColumns}, "unknown": {unknown, nil}, "legend": {legend, nil}, "endless": {endless, ErrTooLong}} {
		if _, err := BoardPicture(want.board); err == nil || want.err != nil && !errors.Is(err, want.err) {
			t.Errorf("%s: %v", name, err)
		}
	}
	silent, bars, title := sampleStandings(8), sampleStandings(8), sampleStandings(8)
	silent.Stamp.Text = ""
	bars.Unranked[0].Bars = bars.Unranked[0].Bars[:2]
	title.Title = strings.Repeat(longUnit, 20)
	for name, want := range map[string]struct {
		card StandingsCard
		err  error
	}{"silent": {silent, ErrNoStamp}, "bars": {bars, ErrBars}, "title": {title, ErrTooLong}} {
		if _, err := StandingsPicture(want.card); !errors.Is(err, want.err) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestBars: a bar is as long as the share earned, never longer than its track.
func TestBars(t *testing.T) {
	for _, c := range []struct {
		points, most campaign.Points
		want         int
	}{{0, 6000, 0}, {-50, 6000, 0}, {3000, 6000, 100}, {6000, 6000, 200}, {9000, 6000, 200}, {10, 0, 0}, {1e15, 1e15, 200}} {
		if got := filled(c.points, c.most, 200); got != c.want {
			t.Errorf("%d of %d: %d pixels, want %d", c.points, c.most, got, c.want)
		}
	}
}
