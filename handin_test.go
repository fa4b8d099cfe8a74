//go:build linux

package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"thidua/bot/sandbox"
	"thidua/storage"
)

// pdf is a small paper, different for each text.
func pdf(text string) []byte {
	return fmt.Appendf(nil, "%%PDF-1.4\n%%%s\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%%%EOF\n", text)
}

// bigPDF is one of a given size in bytes.
func bigPDF(size int) []byte {
	return pdf(strings.Repeat("x", size-len(pdf(""))))
}

func sha(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

var receiptNumber = regexp.MustCompile(`Số đến: (\d+)/\d{4}`)

// handsIn hands in one file for a requirement, from the command to the
// receipt, and gives the number in the register.
func (p *person) handsIn(requirement, name string, content []byte) int {
	p.tb.Helper()
	p.says("/nop " + requirement).hears("Đề nghị đồng chí gửi tệp")
	p.sends(name, content)
	p.hears(regexp.QuoteMeta(name) + `[^\n]*KB\n|` + regexp.QuoteMeta(name) + `[^\n]* B\n|` + regexp.QuoteMeta(name) + `[^\n]*MB\n`)
	p.presses("Xong").hears("Kiểm tra trước khi nộp")
	return p.confirms()
}

// confirms presses the last button of a hand-in and reads the receipt.
func (p *person) confirms() int {
	p.tb.Helper()
	m := p.presses("Xác nhận nộp").hears("PHIẾU TIẾP NHẬN")
	found := receiptNumber.FindStringSubmatch(m.Plain)
	if found == nil {
		p.tb.Fatalf("a receipt without number:\n%s", m.Plain)
	}
	n, _ := strconv.Atoi(found[1])
	return n
}

// wantFile checks that a file is stored whole.
func wantFile(tb testing.TB, db *storage.DB, content []byte) {
	tb.Helper()
	if has, err := db.HasFile(sha(content)); err != nil || !has {
		tb.Errorf("the file of %d bytes is not stored (%v)", len(content), err)
	}
}

// slowly is a fault that keeps one kind of call waiting.
func slowly(method string, times int, delay time.Duration) sandbox.Fault {
	return sandbox.Fault{Kind: sandbox.FaultSlow, Method: method, Times: times, Delay: delay}
}

// called counts the calls of a method that were answered.
func (w *world) called(method string) int {
	n := 0
	for _, c := range w.Log() {
		if c.Method == method {
			n++
		}
	}
	return n
}
