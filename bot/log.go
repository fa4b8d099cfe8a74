package bot

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
)

// NewLog writes lines of text to w from a level on: debug, info, warn, error.
// No token passes, whosever it is.
func NewLog(w io.Writer, level string) *slog.Logger {
	var l slog.Level
	if l.UnmarshalText([]byte(level)) != nil {
		l = slog.LevelInfo
	}
	return redactedLog(slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: l})), "")
}

// redactText takes the token, and anything of its form, out of a text.
func redactText(s, token string) string {
	if token != "" {
		s = strings.ReplaceAll(s, token, "<token>")
	}
	return Redact(s)
}

func httpText(code int) string {
	return strings.TrimSpace(strconv.Itoa(code) + " " + http.StatusText(code))
}

// redactor is a slog handler in front of another that lets no token through,
// neither in the message nor in any attribute.
type redactor struct {
	next  slog.Handler
	token string
}

// redactedLog wraps a logger.
func redactedLog(l *slog.Logger, token string) *slog.Logger {
	return slog.New(redactor{l.Handler(), token})
}

// Enabled asks the handler behind.
func (r redactor) Enabled(ctx context.Context, level slog.Level) bool {
	return r.next.Enabled(ctx, level)
}

// Handle cleans a record and passes it on.
func (r redactor) Handle(ctx context.Context, rec slog.Record) error {
	clean := slog.NewRecord(rec.Time, rec.Level, redactText(rec.Message, r.token), rec.PC)
	rec.Attrs(func(a slog.Attr) bool {
		clean.AddAttrs(r.attr(a))
		return true
	})
	return r.next.Handle(ctx, clean)
}

// WithAttrs cleans attributes that every record carries.
func (r redactor) WithAttrs(attrs []slog.Attr) slog.Handler {
	clean := make([]slog.Attr, len(attrs))
	for i, a := range attrs {
		clean[i] = r.attr(a)
	}
	return redactor{r.next.WithAttrs(clean), r.token}
}

// WithGroup opens a group behind.
func (r redactor) WithGroup(name string) slog.Handler {
	return redactor{r.next.WithGroup(name), r.token}
}

func (r redactor) attr(a slog.Attr) slog.Attr {
	v := a.Value.Resolve()
	switch v.Kind() {
	case slog.KindString:
		return slog.String(a.Key, redactText(v.String(), r.token))
	case slog.KindGroup:
		var in []any
		for _, g := range v.Group() {
			in = append(in, r.attr(g))
		}
		return slog.Group(a.Key, in...)
	case slog.KindAny:
		if err, ok := v.Any().(error); ok {
			return slog.Any(a.Key, errors.New(redactText(err.Error(), r.token)))
		}
		return slog.String(a.Key, redactText(v.String(), r.token))
	default:
		return slog.Attr{Key: a.Key, Value: v}
	}
}
