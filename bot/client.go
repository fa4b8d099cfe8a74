package bot

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// Limits of a request. Telegram cuts one answer at about 4 MiB.
const (
	maxAnswer    = 8 << 20
	sendLimit    = 30 * time.Second
	pollSlack    = 15 * time.Second
	transferRate = 16 << 10 // bytes a second that a transfer may be slow at
	maxSends     = 256
)

// publicAPI is where Telegram's own servers are.
const publicAPI = "https://api.telegram.org"

// ClientOptions say how Telegram is reached.
type ClientOptions struct {
	Token    string
	Endpoint string // "" = Telegram's own; methods at Endpoint/bot<token>/<method>
	Proxy    string // http, https or socks5 URL; "" = the environment's
	// Transport replaces the network in tests.
	Transport http.RoundTripper
}

// client is the only thing that talks to Telegram. Every request carries a
// context, a time limit and a limit on the answer; no redirect is followed,
// because the address holds the token; no error names the token.
type client struct {
	token    string
	endpoint string // format with token and method, for the library
	files    string // address of files, ends with a slash
	http     *http.Client
}

// params are the fields of one request.
type params = tgbotapi.Params

// answer is what came back, as much of it as did.
type answer struct {
	OK          bool
	Result      json.RawMessage
	Code        int // Telegram's error code, else the HTTP status, 0 when nothing came
	Description string
	RetryAfter  int   // seconds
	MigrateTo   int64 // new id of a group that became a supergroup
	// Body is the whole answer where it is not JSON.
	Body []byte
	// Touched is set once a byte of the request may have left: from then on a
	// failure leaves open whether Telegram acted.
	Touched bool
}

var quietOnce sync.Once

// newClient checks the addresses; it does not use the network.
func newClient(o ClientOptions) (*client, error) {
	quietOnce.Do(func() { _ = tgbotapi.SetLogger(quiet{}) })
	if o.Endpoint == "" {
		o.Endpoint = publicAPI
	}
	base := strings.TrimRight(o.Endpoint, "/")
	u, err := url.Parse(base)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return nil, fmt.Errorf("API address %q is not an http(s) URL", redactText(o.Endpoint, o.Token))
	}
	if o.Token == "" || strings.ContainsAny(o.Token, "/%?# \t\r\n") {
		return nil, errors.New("the bot token is empty or not of the form 123456:ABC…")
	}
	if o.Transport == nil {
		t, err := transport(o.Proxy)
		if err != nil {
			return nil, err
		}
		o.Transport = t
	}
	return &client{
		token:    o.Token,
		endpoint: strings.ReplaceAll(base, "%", "%%") + "/bot%s/%s",
		files:    base + "/file/bot" + o.Token + "/",
		http: &http.Client{
			Transport:     o.Transport,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}, nil
}

// transport keeps enough connections for every sender at once. HTTP/2 stays
// off: one lost packet would hold up all chats.
func transport(proxy string) (*http.Transport, error) {
	t := &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		TLSHandshakeTimeout:   10 * time.Second,
		TLSClientConfig:       &tls.Config{MinVersion: tls.VersionTLS12},
		ExpectContinueTimeout: time.Second,
		MaxIdleConns:          2 * maxSends,
		MaxIdleConnsPerHost:   2 * maxSends,
		IdleConnTimeout:       90 * time.Second,
		DisableCompression:    false,
	}
	if proxy == "" {
		return t, nil
	}
	u, err := url.Parse(proxy)
	if err != nil || u.Host == "" {
		return nil, errors.New("the proxy is not a URL such as socks5://host:1080")
	}
	switch u.Scheme {
	case "http", "https", "socks5", "socks5h":
	default:
		return nil, fmt.Errorf("proxy scheme %q: http, https, socks5 or socks5h is needed", u.Scheme)
	}
	t.Proxy = http.ProxyURL(u)
	return t, nil
}

// request calls a method within the limit.
func (c *client) request(ctx context.Context, method string, p params, limit time.Duration) (answer, error) {
	return c.call(ctx, limit, func(b *tgbotapi.BotAPI) (*tgbotapi.APIResponse, error) {
		return b.MakeRequest(method, p)
	})
}

// upload calls a method with one file of known size read from r, which it does
// not close and no longer reads once it has returned. An error of the reader
// comes back as it is.
func (c *client) upload(ctx context.Context, method string, p params, field, name string, r io.Reader, size int64) (answer, error) {
	gate := &gatedReader{r: r}
	file := tgbotapi.RequestFile{Name: field, Data: tgbotapi.FileReader{Name: name, Reader: gate}}
	a, err := c.call(ctx, transferLimit(size), func(b *tgbotapi.BotAPI) (*tgbotapi.APIResponse, error) {
		return b.UploadFiles(method, p, []tgbotapi.RequestFile{file})
	})
	if broken := gate.shut(); broken != nil && !a.OK {
		return a, broken
	}
	return a, err
}

// albumFile is one of several files of a request, held in memory.
type albumFile struct {
	field, name string
	content     []byte
}

// uploadAll calls a method with several files.
func (c *client) uploadAll(ctx context.Context, method string, p params, files []albumFile) (answer, error) {
	var size int64
	var list []tgbotapi.RequestFile
	for _, f := range files {
		size += int64(len(f.content))
		list = append(list, tgbotapi.RequestFile{Name: f.field, Data: tgbotapi.FileBytes{Name: f.name, Bytes: f.content}})
	}
	return c.call(ctx, transferLimit(size), func(b *tgbotapi.BotAPI) (*tgbotapi.APIResponse, error) {
		return b.UploadFiles(method, p, list)
	})
}

func transferLimit(size int64) time.Duration {
	return 2*sendLimit + time.Duration(size/transferRate)*time.Second
}

func (c *client) call(ctx context.Context, limit time.Duration, do func(*tgbotapi.BotAPI) (*tgbotapi.APIResponse, error)) (answer, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	one := &exchange{ctx: ctx, http: c.http}
	b := &tgbotapi.BotAPI{Token: c.token, Client: one}
	b.SetAPIEndpoint(c.endpoint)
	resp, err := do(b)
	a := answer{Touched: one.touched.Load(), Code: one.status}
	if resp != nil {
		// Descriptions end in rows and logs, and may echo the address asked.
		a.OK, a.Result, a.Description = resp.Ok, resp.Result, redactText(resp.Description, c.token)
		if resp.ErrorCode != 0 {
			a.Code = resp.ErrorCode
		}
		if resp.Parameters != nil {
			a.RetryAfter, a.MigrateTo = resp.Parameters.RetryAfter, resp.Parameters.MigrateToChatID
		}
	}
	if a.RetryAfter == 0 {
		a.RetryAfter = one.retryAfter
	}
	if !a.OK && a.Description == "" {
		a.Body = one.body
	}
	return a, c.clean(err)
}

// exchange is one request of the library given a context. It reads the answer
// whole, so that the connection can be used again whatever the library leaves
// unread.
type exchange struct {
	ctx        context.Context
	http       *http.Client
	touched    atomic.Bool
	status     int
	retryAfter int
	body       []byte
}

// Do sends the request.
func (x *exchange) Do(r *http.Request) (*http.Response, error) {
	trace := &httptrace.ClientTrace{WroteHeaderField: func(string, []string) { x.touched.Store(true) }}
	resp, err := x.http.Do(r.WithContext(httptrace.WithClientTrace(x.ctx, trace)))
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	x.status = resp.StatusCode
	x.retryAfter, _ = strconv.Atoi(resp.Header.Get("Retry-After"))
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	if err != nil {
		return nil, fmt.Errorf("reading the answer: %w", err)
	}
	if len(body) > maxAnswer {
		return nil, fmt.Errorf("the answer is longer than %d bytes", maxAnswer)
	}
	x.body = body
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}

// fetch opens the file at Telegram's path. The caller closes the body; the
// status is Telegram's.
func (c *client) fetch(ctx context.Context, path string) (*http.Response, error) {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, c.files+strings.Join(parts, "/"), nil)
	if err != nil {
		return nil, c.clean(err)
	}
	resp, err := c.http.Do(r)
	return resp, c.clean(err)
}

// clean takes the address, and with it the token, out of an error. What
// errors.Is and As see stays.
func (c *client) clean(err error) error {
	if err == nil {
		return nil
	}
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	return &cleanError{err: err, text: redactText(err.Error(), c.token)}
}

type cleanError struct {
	err  error
	text string
}

func (e *cleanError) Error() string { return e.text }

func (e *cleanError) Is(target error) bool { return errors.Is(e.err, target) }

func (e *cleanError) As(target any) bool { return errors.As(e.err, target) }

// gatedReader lets go of the reader beneath when the request is over, however
// long the library's own goroutine goes on.
type gatedReader struct {
	mu   sync.Mutex
	r    io.Reader
	over bool
	err  error // of the reader beneath
}

func (g *gatedReader) Read(p []byte) (int, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.over {
		return 0, io.ErrClosedPipe
	}
	n, err := g.r.Read(p)
	if err != nil && err != io.EOF {
		g.err = err
	}
	return n, err
}

// shut ends all reading and tells what was wrong with it.
func (g *gatedReader) shut() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.over = true
	return g.err
}

// quiet swallows what the library would log: addresses with the token in them.
type quiet struct{}

func (quiet) Println(...any) {}

func (quiet) Printf(string, ...any) {}
