package document

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/emersion/go-ical"
	"github.com/google/go-cmp/cmp"

	"thidua/campaign"
)

func planZone(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Ho_Chi_Minh")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func on(y int, m time.Month, d int) campaign.Date { return campaign.Date{Year: y, Month: m, Day: d} }

func sampleCalendar(zone *time.Location) CalendarFile {
	at := func(d campaign.Date, hour int) time.Time { return d.In(zone).Add(time.Duration(hour) * time.Hour) }
	return CalendarFile{
		Product: "-//Khối Nội chính//Thi đua//VI", Name: "Thi đua 2021: Sở Tư pháp", Zone: zone,
		Events: []CalendarEvent{
			{
				UID: "h1-report.stp@khoi_noi_chinh_bot", Sequence: 3, Changed: at(on(2021, 6, 1), 9),
				Summary:     "Hạn nộp: Báo cáo sơ kết; 6 tháng, đầu năm \\ 2021",
				Description: "Ngày cuối là thứ Hai 14/6/2021, trước 24h00.\nSố liệu từ 01/12/2020 đến 31/5/2021.\r\nNộp bằng lệnh /nop " + strings.Repeat("Đề nghị gửi sớm, ", 12) + "\x07.",
				From:        on(2021, 6, 14),
				Alarms:      []CalendarAlarm{{at(on(2021, 6, 11), 8), "Còn 03 ngày"}, {at(on(2021, 6, 14), 8), "Hôm nay là ngày cuối"}},
			},
			{
				UID: "july.conference@khoi_noi_chinh_bot", Changed: at(on(2021, 5, 20), 7), Summary: "Hội nghị sơ kết", Location: "Hội trường Công an tỉnh",
				Start: at(on(2021, 7, 20), 8), End: at(on(2021, 7, 20), 11),
				Alarms: []CalendarAlarm{{at(on(2021, 7, 19), 8), "Ngày mai hội nghị"}, {at(on(2021, 7, 20), 7), "Một giờ nữa"}},
			},
			{
				UID: "phase1@khoi_noi_chinh_bot", Sequence: 1, Changed: at(on(2021, 5, 20), 7), Summary: "Đợt 1", Cancelled: true,
				From: on(2021, 3, 1), To: on(2021, 6, 30), Alarms: []CalendarAlarm{{at(on(2021, 3, 1), 8), "không còn"}},
			},
		},
	}
}

// TestCalendarReadByAnother reads the file with a library that did not write it.
func TestCalendarReadByAnother(t *testing.T) {
	zone := planZone(t)
	file, err := Calendar(sampleCalendar(zone))
	if err != nil {
		t.Fatal(err)
	}
	cal, err := ical.NewDecoder(bytes.NewReader(file)).Decode()
	if err != nil {
		t.Fatalf("%v in\n%s", err, file)
	}
	var got []string
	for _, c := range cal.Children {
		got = append(got, c.Name)
	}
	if diff := cmp.Diff([]string{"VTIMEZONE", "VEVENT", "VEVENT", "VEVENT"}, got); diff != "" {
		t.Error(diff)
	}
	zoneText := func(name string) string { return cal.Children[0].Children[0].Props.Get(name).Value }
	if cal.Children[0].Props.Get("TZID").Value != "Asia/Ho_Chi_Minh" || zoneText("TZOFFSETTO") != "+0700" || zoneText("TZOFFSETFROM") != "+0700" {
		t.Errorf("zone %v", cal.Children[0])
	}

	events := cal.Events()
	report, meeting, phase := events[0], events[1], events[2]
	text := func(e ical.Event, name string) string {
		s, err := e.Props.Text(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		return s
	}
	want := sampleCalendar(zone).Events
	for i, e := range events {
		if text(e, "UID") != want[i].UID || text(e, "SUMMARY") != want[i].Summary {
			t.Errorf("event %d: %q %q", i, text(e, "UID"), text(e, "SUMMARY"))
		}
		if n, _ := e.Props.Get("SEQUENCE").Int(); n != want[i].Sequence {
			t.Errorf("event %d: sequence %d", i, n)
		}
		if at, _ := e.Props.DateTime("DTSTAMP", nil); !at.Equal(want[i].Changed) {
			t.Errorf("event %d: stamp %v", i, at)
		}
	}
	if got := text(report, "DESCRIPTION"); got != plainText(want[0].Description) || !strings.Contains(got, "2021.\nNộp") {
		t.Errorf("description %q", got)
	}
	if report.Props.Get("DTSTART").Value != "20210614" || report.Props.Get("DTEND").Value != "20210615" || report.Props.Get("DTSTART").ValueType() != "DATE" {
		t.Errorf("days %v %v", report.Props.Get("DTSTART"), report.Props.Get("DTEND"))
	}
	if got := triggers(t, report); !cmp.Equal(got, []time.Duration{-64 * time.Hour, 8 * time.Hour}) {
		t.Errorf("alarms %v", got)
	}
	start, err := meeting.DateTimeStart(zone)
	if err != nil || !start.Equal(want[1].Start) || meeting.Props.Get("DTSTART").Params.Get("TZID") != "Asia/Ho_Chi_Minh" {
		t.Errorf("start %v %v", start, err)
	}
	if got := triggers(t, meeting); !cmp.Equal(got, []time.Duration{-24 * time.Hour, -time.Hour}) {
		t.Errorf("alarms %v", got)
	}
	if status, _ := phase.Status(); status != ical.EventCancelled || len(phase.Children) != 0 || phase.Props.Get("DTEND").Value != "20210701" {
		t.Errorf("cancelled phase %v", phase)
	}
}

func triggers(t *testing.T, e ical.Event) []time.Duration {
	t.Helper()
	var out []time.Duration
	for _, c := range e.Children {
		d, err := c.Props.Get("TRIGGER").Duration()
		if err != nil || c.Name != "VALARM" {
			t.Errorf("%s: %v", c.Name, err)
		}
		out = append(out, d)
	}
	return out
}

// TestCalendarLines: ended by CRLF, at most 75 bytes, no letter cut in two.
func TestCalendarLines(t *testing.T) {
	file, err := Calendar(sampleCalendar(planZone(t)))
	if err != nil {
		t.Fatal(err)
	}
	again, _ := Calendar(sampleCalendar(planZone(t)))
	if !bytes.Equal(file, again) {
		t.Error("two files from the same values differ")
	}
	for i, line := range strings.SplitAfter(strings.TrimSuffix(string(file), "\r\n"), "\r\n") {
		line = strings.TrimSuffix(line, "\r\n")
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") || !utf8.ValidString(line) {
			t.Errorf("line %d of %d bytes: %q", i+1, len(line), line)
		}
	}
}

// TestCalendarSummerTime: a zone with two offsets among the events is written
// in UTC, and the instants stay.
func TestCalendarSummerTime(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	changed := time.Date(2021, 1, 1, 0, 0, 0, 0, time.UTC)
	winter, summer := time.Date(2021, 1, 10, 8, 0, 0, 0, berlin), time.Date(2021, 7, 10, 8, 0, 0, 0, berlin)
	file, err := Calendar(CalendarFile{Zone: berlin, Events: []CalendarEvent{
		{UID: "a@b", Changed: changed, Summary: "a", Start: winter}, {UID: "c@d", Changed: changed, Summary: "c", Start: summer},
	}})
	if err != nil {
		t.Fatal(err)
	}
	cal, err := ical.NewDecoder(bytes.NewReader(file)).Decode()
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []time.Time{winter, summer} {
		if got, err := cal.Events()[i].DateTimeStart(nil); err != nil || !got.Equal(want) {
			t.Errorf("%v, want %v (%v)", got, want, err)
		}
	}
}

func TestCalendarRefuses(t *testing.T) {
	zone := planZone(t)
	now := on(2021, 6, 1).In(zone)
	good := CalendarEvent{UID: "a@b", Changed: now, Summary: "s", From: on(2021, 6, 14)}
	for name, change := range map[string]func(*CalendarEvent){
		"no uid":           func(e *CalendarEvent) { e.UID = "" },
		"a line in a uid":  func(e *CalendarEvent) { e.UID = "a\r\nSUMMARY:b" },
		"no change":        func(e *CalendarEvent) { e.Changed = time.Time{} },
		"negative":         func(e *CalendarEvent) { e.Sequence = -1 },
		"no summary":       func(e *CalendarEvent) { e.Summary = " \x01" },
		"no start":         func(e *CalendarEvent) { e.From = campaign.Date{} },
		"two starts":       func(e *CalendarEvent) { e.Start = now },
		"day and time":     func(e *CalendarEvent) { e.End = now },
		"days backwards":   func(e *CalendarEvent) { e.To = on(2021, 6, 13) },
		"silent alarm":     func(e *CalendarEvent) { e.Alarms = []CalendarAlarm{{At: now}} },
		"alarm never":      func(e *CalendarEvent) { e.Alarms = []CalendarAlarm{{Text: "x"}} },
		"times backwards":  func(e *CalendarEvent) { e.From, e.Start, e.End = campaign.Date{}, now, now.Add(-time.Hour) },
		"starts with time": func(e *CalendarEvent) { e.From, e.Start, e.To = campaign.Date{}, now, on(2021, 6, 14) },
	} {
		e := good
		change(&e)
		if _, err := Calendar(CalendarFile{Zone: zone, Events: []CalendarEvent{e}}); !errors.Is(err, ErrCalendar) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Calendar(CalendarFile{Zone: zone, Events: []CalendarEvent{good, good}}); !errors.Is(err, ErrCalendar) {
		t.Errorf("twice: %v", err)
	}
	if _, err := Calendar(CalendarFile{Events: []CalendarEvent{good}}); !errors.Is(err, ErrCalendar) {
		t.Errorf("no zone: %v", err)
	}
	if _, err := Calendar(CalendarFile{Zone: zone, Events: []CalendarEvent{good}}); err != nil {
		t.Errorf("good: %v", err)
	}
}
