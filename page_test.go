//go:build linux

package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

var updateFlag = flag.Bool("update", false, "rewrite docs/sandbox.png")

var pageAddress = regexp.MustCompile(`http://127\.0\.0\.1:\d+/`)

// TestPage plays the main job on the sandbox's page in a real browser: a
// stranger joins by an invitation, hands in a PDF, gets a receipt, fills a part
// of the score sheet in December, and the leader reads the standings.
func TestPage(t *testing.T) {
	t.Parallel()
	needs(t, "Chromium", "apt-get install chromium", "chromium", "chromium-browser", "google-chrome")
	play := launch(t, nil, "sandbox", "-addr", "127.0.0.1:0", "-data", filepath.Join(t.TempDir(), "data"))
	play.prints("Sandbox ready", time.Minute)
	b := newBrowser(t, pageAddress.FindString(play.out.String()))

	b.opens(secretaryID)
	b.says("/moi contact")
	b.hears("Của đơn vị nào")
	b.presses("Thanh tra tỉnh")
	b.hears("THƯ MỜI")
	code := startLink.FindStringSubmatch(b.last(2))
	if code == nil {
		t.Fatalf("no invitation in:\n%s", b.last(2))
	}

	b.opens(strangerID)
	b.says("/start " + code[1])
	b.presses("Đồng ý")
	b.presses("Bỏ qua")
	b.hears("Họ và tên")
	b.says("Đinh Thị Xuân")
	b.hears("Chức vụ của đồng chí")
	b.says("Thanh tra viên")
	b.hears("Cán bộ đầu mối, Thanh tra tỉnh")

	b.walks("day", 2*time.Minute) // the hand-in opens on 1 June
	b.walks("hour", time.Minute)
	b.hears("Phát động Đợt 2")
	paper := filepath.Join(t.TempDir(), "bao-cao-so-ket.pdf")
	if err := os.WriteFile(paper, pdf("by the page"), 0o600); err != nil {
		t.Fatal(err)
	}
	b.says("/nop soket")
	b.hears("Đề nghị đồng chí gửi tệp")
	b.sends(paper)
	b.hears("bao-cao-so-ket.pdf – ")
	b.presses("Xong")
	b.hears("Kiểm tra trước khi nộp")
	b.presses("Xác nhận nộp")
	b.hears("PHIẾU TIẾP NHẬN")
	b.hears("Số đến: 2/2021")
	screenshot(b)

	b.walks("goto", 3*time.Minute)
	b.says("/cham")
	b.hears("A1. Hoàn thành các chỉ tiêu")
	b.says("97,5")
	b.hears("A2. Công tác tổ chức cán bộ")
	b.presses("3,75")
	b.hears("A3. Giáo dục chính trị")
	b.presses("5")
	b.hears("A4. Phòng, chống tham nhũng")
	b.presses("Xem tổng hợp")
	b.hears("TẠM TÍNH")

	b.opens(leaderID)
	b.says("/xephang")
	b.hears("Xếp hạng thi đua năm 2021: TẠM TÍNH")

	b.do("the page is left", chromedp.Navigate("about:blank"))
	b.content()
	play.signal(syscall.SIGINT)
	if got := play.status(10 * time.Second); got != 0 {
		t.Errorf("Ctrl-C: status %d\n%s", got, play.out.String())
	}
}

// screenshot is the picture of the README, taken only when asked for.
func screenshot(b *browser) {
	if !*updateFlag {
		return
	}
	b.do("a moment of rest", chromedp.Sleep(2*time.Second))
	png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.fatal("a screenshot", err)
	}
	if err := os.WriteFile(filepath.Join("docs", "sandbox.png"), png, 0o644); err != nil {
		b.t.Fatal(err)
	}
}

// TestPressOutlivesNews: a finger that is down on somebody's line while a message
// arrives there opens the chat when it is lifted.
func TestPressOutlivesNews(t *testing.T) {
	t.Parallel()
	needs(t, "Chromium", "apt-get install chromium", "chromium", "chromium-browser", "google-chrome")
	play := launch(t, nil, "sandbox", "-addr", "127.0.0.1:0", "-data", filepath.Join(t.TempDir(), "data"))
	play.prints("Sandbox ready", time.Minute)
	b := newBrowser(t, pageAddress.FindString(play.out.String()))
	b.opens(secretaryID)
	line := fmt.Sprintf(`document.querySelector('[data-person="%d"]')`, strangerID)
	middle := func(edge, size string) float64 {
		at, err := chromedp.Run(b.ctx, chromedp.Evaluate[float64](fmt.Sprintf("(() => { %s.scrollIntoView(); const r = %s.getBoundingClientRect(); return r.%s + r.%s / 2; })()", line, line, edge, size)))
		if err != nil {
			b.fatal("a line's place", err)
		}
		return at
	}
	x, y := middle("x", "width"), middle("y", "height")
	b.do("a finger goes down", chromedp.MouseEvent(chromedp.MousePressed, x, y, chromedp.ButtonLeft, chromedp.ClickCount(1)))
	b.do("news arrives", chromedp.Evaluate[chromedp.Void](fmt.Sprintf(
		`void fetch("sb/do", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ chat: %d, person: %d, do: "say", text: "/news" }) })`, strangerID, strangerID)))
	b.until("the news is shown", line+`.textContent.includes("/news") || `+line+`.textContent.includes("bot: ")`, 10*time.Second)
	b.do("the finger is lifted", chromedp.MouseEvent(chromedp.MouseReleased, x, y, chromedp.ButtonLeft, chromedp.ClickCount(1)))
	b.until("the chat opens", line+`.getAttribute("aria-current") === "true"`, 5*time.Second)
	b.content()
}
