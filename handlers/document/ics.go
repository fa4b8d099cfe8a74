package document

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"

	ics "github.com/arran4/golang-ical"

	"thidua/campaign"
)

// CalendarFile is a unit's year for a phone's own calendar (RFC 5545), in words
// of one language.
type CalendarFile struct {
	Product string         // who made it, "-//Bloc//Bot//VI"
	Name    string         // how the calendar is called
	Zone    *time.Location // the plan's zone; times are written in it
	Events  []CalendarEvent
}

// CalendarEvent is one deadline, phase, occasion or conference. It lasts whole
// days (From, To) or from one instant to another (Start, End), never both. A
// later file with the same UID and a greater Sequence replaces it.
type CalendarEvent struct {
	UID         string    // never changes: "<requirement>.<unit>@<bot>"
	Sequence    int       // rises with each change of the event
	Changed     time.Time // when it was changed last
	Cancelled   bool      // no longer takes place; kept in the file so that it is struck out
	Summary     string
	Description string
	Location    string

	From, To   campaign.Date // first and last day; a zero To is a single day
	Start, End time.Time     // a zero End is a moment

	Alarms []CalendarAlarm
}

// CalendarAlarm is an instant at which the phone speaks, before or after the
// event's start, and what it says.
type CalendarAlarm struct {
	At   time.Time
	Text string
}

// ErrCalendar says that an event cannot be written: no UID or one used twice, a
// negative Sequence, no time of change, no summary, no start or two kinds of it,
// an end before the start, an alarm without words.
var ErrCalendar = errors.New("not an event for a calendar")

// Calendar writes the file, lines ended by CRLF and folded at 75 bytes. The same
// values give the same bytes. Errors wrap ErrCalendar and name the event.
func Calendar(f CalendarFile) ([]byte, error) {
	if f.Zone == nil {
		return nil, fmt.Errorf("%w: no zone", ErrCalendar)
	}
	seen := map[string]bool{}
	for _, e := range f.Events {
		if err := e.check(f.Zone); err != nil {
			return nil, fmt.Errorf("%w: %q: %w", ErrCalendar, e.UID, err)
		}
		if seen[e.UID] {
			return nil, fmt.Errorf("%w: %q stands there twice", ErrCalendar, e.UID)
		}
		seen[e.UID] = true
	}
	cal := ics.NewCalendar()
	cal.SetProductId(plainText(f.Product))
	cal.SetCalscale("GREGORIAN")
	cal.SetMethod(ics.MethodPublish)
	cal.SetXWRCalName(plainText(f.Name))
	cal.SetXWRTimezone(f.Zone.String())
	zone := f.zone(cal)
	for _, e := range f.Events {
		e.write(cal, zone)
	}
	var out bytes.Buffer
	if err := cal.SerializeTo(&out, ics.WithNewLineWindows); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// zone writes the zone's definition and returns how times are written. A zone
// whose offset is another for some of the events (summer time) would need all
// its rules; there, times are written in UTC, which every calendar understands.
func (f *CalendarFile) zone(cal *ics.Calendar) *time.Location {
	offset, first := 0, true
	for _, e := range f.Events {
		for _, t := range []time.Time{e.Start, e.End} {
			if t.IsZero() {
				continue
			}
			_, o := t.In(f.Zone).Zone()
			if !first && o != offset {
				return time.UTC
			}
			offset, first = o, false
		}
	}
	if first || f.Zone == time.UTC {
		return f.Zone // nothing but whole days, which have no zone
	}
	sign, o := '+', offset
	if o < 0 {
		sign, o = '-', -o
	}
	text := fmt.Sprintf("%c%02d%02d", sign, o/3600, o/60%60)
	standard := cal.AddTimezone(f.Zone.String()).AddStandard()
	standard.SetProperty(ics.ComponentPropertyDtStart, "19700101T000000")
	standard.SetProperty(ics.ComponentProperty(ics.PropertyTzoffsetfrom), text)
	standard.SetProperty(ics.ComponentProperty(ics.PropertyTzoffsetto), text)
	standard.SetProperty(ics.ComponentProperty(ics.PropertyTzname), strings.TrimSuffix(text, "00"))
	return f.Zone
}

// start is the instant the event begins, the midnight of a whole day.
func (e *CalendarEvent) start(zone *time.Location) time.Time {
	if e.From.IsZero() {
		return e.Start
	}
	return e.From.In(zone)
}

func (e *CalendarEvent) check(zone *time.Location) error {
	days, timed := !e.From.IsZero(), !e.Start.IsZero()
	switch {
	case e.UID == "" || e.UID != plainText(e.UID) || strings.ContainsAny(e.UID, " \n"):
		return errors.New("a UID is needed, without blanks")
	case e.Sequence < 0 || e.Changed.IsZero():
		return errors.New("no revision or no time of change")
	case plainText(e.Summary) == "":
		return errors.New("no summary")
	case days == timed:
		return errors.New("needs days or times")
	case days && !e.End.IsZero() || timed && !e.To.IsZero():
		return errors.New("begins with a day and ends with a time, or the other way round")
	case days && !e.To.IsZero() && e.To.Before(e.From), timed && !e.End.IsZero() && e.End.Before(e.Start):
		return errors.New("ends before it begins")
	}
	for _, a := range e.Alarms {
		if a.At.IsZero() || plainText(a.Text) == "" {
			return errors.New("an alarm without time or words")
		}
	}
	return nil
}

func (e *CalendarEvent) write(cal *ics.Calendar, zone *time.Location) {
	v := cal.AddEvent(e.UID)
	v.SetDtStampTime(e.Changed)
	v.SetModifiedAt(e.Changed)
	v.SetSequence(e.Sequence)
	v.SetStatus(ics.ObjectStatusConfirmed)
	if e.Cancelled {
		v.SetStatus(ics.ObjectStatusCancelled)
	}
	if !e.From.IsZero() {
		to := e.From
		if !e.To.IsZero() {
			to = e.To
		}
		v.SetAllDayStartAt(e.From.In(time.UTC))
		v.SetAllDayEndAt(to.AddDays(1).In(time.UTC)) // the first day after it
	} else {
		setTime(v, ics.ComponentPropertyDtStart, e.Start, zone)
		if !e.End.IsZero() {
			setTime(v, ics.ComponentPropertyDtEnd, e.End, zone)
		}
	}
	v.SetSummary(plainText(e.Summary))
	if text := plainText(e.Description); text != "" {
		v.SetDescription(text)
	}
	if text := plainText(e.Location); text != "" {
		v.SetLocation(text)
	}
	v.SetTimeTransparency(ics.TransparencyTransparent) // a duty does not fill the day
	if e.Cancelled {
		return
	}
	for _, a := range e.Alarms {
		alarm := v.AddAlarm()
		alarm.SetAction(ics.ActionDisplay)
		alarm.SetTrigger(trigger(a.At.Sub(e.start(zone))))
		alarm.SetDescription(plainText(a.Text))
	}
}

// setTime writes an instant in a zone that the file defines, or in UTC.
func setTime(v *ics.VEvent, property ics.ComponentProperty, at time.Time, zone *time.Location) {
	if zone == time.UTC {
		v.SetProperty(property, at.UTC().Format("20060102T150405Z"))
		return
	}
	v.SetProperty(property, at.In(zone).Format("20060102T150405"), ics.WithTZID(zone.String()))
}

// trigger writes a span from the event's start to an alarm, to the second. Days
// are written as hours, so that no phone counts them in its own calendar.
func trigger(d time.Duration) string {
	sign, d := "", d.Truncate(time.Second)
	if d < 0 {
		sign, d = "-", -d
	}
	text := ""
	for _, part := range []struct {
		of   time.Duration
		name string
	}{{time.Hour, "H"}, {time.Minute, "M"}, {time.Second, "S"}} {
		if n := d / part.of; n > 0 {
			text += fmt.Sprintf("%d%s", n, part.name)
			d -= n * part.of
		}
	}
	if text == "" {
		text = "0S"
	}
	return sign + "PT" + text
}

// plainText keeps what a calendar's text may hold: lines, no other controls.
func plainText(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r != '\n' && unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(strings.ReplaceAll(s, "\r\n", "\n"), "\uFFFD")))
}
