//go:build linux

package main

import (
	"encoding/pem"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// TestProxies: the bot reaches Telegram, files included, through an HTTP proxy,
// through an HTTP proxy to an HTTPS endpoint, and through a SOCKS5 proxy; the
// endpoint's name is one only the proxy knows.
func TestProxies(t *testing.T) {
	t.Parallel()
	t.Run("http", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t)
		var used atomic.Int64
		proxy := httptest.NewServer(&httputil.ReverseProxy{
			ErrorLog: log.New(io.Discard, "", 0), // polls that end with the program
			Rewrite: func(r *httputil.ProxyRequest) {
				used.Add(1)
				to, _ := url.Parse(w.url)
				r.SetURL(to)
			},
		})
		defer proxy.Close()
		w.through(proxy.URL, "http://telegram.invalid")
		w.useful(&used)
	})
	t.Run("https", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t)
		var used atomic.Int64
		server := httptest.NewTLSServer(w.tap(w.Handler()))
		defer server.Close()
		cert := filepath.Join(w.dir, "cert.pem")
		block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
		if err := os.WriteFile(cert, block, 0o600); err != nil {
			t.Fatal(err)
		}
		proxy := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodConnect || r.Host != "example.com:443" {
				http.Error(rw, "CONNECT only", http.StatusMethodNotAllowed)
				return
			}
			used.Add(1)
			conn, _, err := http.NewResponseController(rw).Hijack()
			if err != nil {
				return
			}
			_, _ = io.WriteString(conn, "HTTP/1.1 200 Connection established\r\n\r\n")
			join(conn, server.Listener.Addr().String())
		}))
		defer proxy.Close()
		w.through(proxy.URL, "https://example.com") // a name of the test server's certificate
		w.env = append(w.env, "SSL_CERT_FILE="+cert)
		w.useful(&used)
	})
	t.Run("socks5", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t)
		var used atomic.Int64
		proxy := socks(t, strings.TrimPrefix(w.url, "http://"), &used)
		w.through("socks5://"+proxy, "http://telegram.invalid")
		w.useful(&used)
	})
}

// through sends the program by a proxy to an endpoint.
func (w *world) through(proxy, endpoint string) {
	w.configure([3]string{"bot", "ask_phone", `"no"`}, [3]string{"bot", "proxy", `"` + proxy + `"`})
	w.env = []string{"TELEGRAM_BOT_TOKEN=" + testToken, "TELEGRAM_API_URL=" + endpoint}
}

// useful hands in a file by way of the proxy.
func (w *world) useful(used *atomic.Int64) {
	w.tb.Helper()
	w.start()
	hoa := w.contacts(w.secretary(), 1)[0]
	hoa.handsIn("soket", "bao-cao.pdf", pdf("by proxy"))
	w.run.stop()
	if used.Load() == 0 {
		w.tb.Error("nothing came through the proxy")
	}
}

// join copies both ways until one side ends.
func join(conn net.Conn, address string) {
	defer conn.Close()
	to, err := net.Dial("tcp", address)
	if err != nil {
		return
	}
	defer to.Close()
	over := make(chan struct{}, 2)
	for _, way := range [][2]net.Conn{{conn, to}, {to, conn}} {
		go func() {
			_, _ = io.Copy(way[0], way[1])
			over <- struct{}{}
		}()
	}
	<-over
}

// socks is a SOCKS5 proxy that knows one way, whatever name is asked for.
func socks(t *testing.T, to string, used *atomic.Int64) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				head := make([]byte, 2)
				if _, err := io.ReadFull(conn, head); err != nil {
					return
				}
				_, _ = io.CopyN(io.Discard, conn, int64(head[1])) // methods
				_, _ = conn.Write([]byte{5, 0})
				ask := make([]byte, 5)
				if _, err := io.ReadFull(conn, ask); err != nil || ask[3] != 3 { // a name
					_ = conn.Close()
					return
				}
				_, _ = io.CopyN(io.Discard, conn, int64(ask[4])+2)
				_, _ = conn.Write([]byte{5, 0, 0, 1, 127, 0, 0, 1, 0, 0})
				used.Add(1)
				join(conn, to)
			}()
		}
	}()
	return l.Addr().String()
}
