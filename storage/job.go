package storage

import (
	"encoding/binary"
	"errors"
	"time"
)

// A stored job is a binary envelope with the payload as it came, because rows
// are written, rewritten and read thousands of times a second and JSON would
// scan and re-indent the payload each time:
//
//	version 1 · flags · due · expires · attempts · lane · last error · payload
//
// Instants are eight bytes of Unix nanoseconds and read back in UTC, numbers
// and lengths are varints, the payload is the rest. The id is the row's key.
const jobVersion = 1

// The bits of flags. A zero instant is told by its bit, not by its number.
const (
	jobLeased = 1 << iota
	jobHasDue
	jobExpires
	jobKnown = jobLeased | jobHasDue | jobExpires
)

var errJob = errors.New("not a job")

func encodeJob(j Job) []byte {
	b := make([]byte, 0, 32+len(j.Lane)+len(j.LastError)+len(j.Payload))
	var flags byte
	if j.Leased {
		flags |= jobLeased
	}
	if !j.Due.IsZero() {
		flags |= jobHasDue
	}
	if !j.ExpiresAt.IsZero() {
		flags |= jobExpires
	}
	b = append(b, jobVersion, flags)
	b = appendInstant(b, j.Due)
	b = appendInstant(b, j.ExpiresAt)
	b = binary.AppendVarint(b, int64(j.Attempts))
	b = appendText(b, j.Lane)
	b = appendText(b, j.LastError)
	return append(b, j.Payload...)
}

func decodeJob(id uint64, raw []byte) (Job, error) {
	j := Job{ID: id}
	if len(raw) < 18 || raw[0] != jobVersion || raw[1]&^jobKnown != 0 {
		return j, errJob
	}
	flags := raw[1]
	j.Leased = flags&jobLeased != 0
	if flags&jobHasDue != 0 {
		j.Due = instant(raw[2:])
	}
	if flags&jobExpires != 0 {
		j.ExpiresAt = instant(raw[10:])
	}
	raw = raw[18:]
	n, size := binary.Varint(raw)
	if size <= 0 {
		return j, errJob
	}
	j.Attempts = int(n)
	var err error
	if j.Lane, raw, err = cutText(raw[size:]); err != nil {
		return j, err
	}
	if j.LastError, raw, err = cutText(raw); err != nil {
		return j, err
	}
	if len(raw) > 0 {
		j.Payload = append(j.Payload, raw...)
	}
	return j, nil
}

func appendInstant(b []byte, t time.Time) []byte {
	var n int64
	if !t.IsZero() {
		n = t.UnixNano()
	}
	return binary.BigEndian.AppendUint64(b, uint64(n))
}

func instant(b []byte) time.Time {
	return time.Unix(0, int64(binary.BigEndian.Uint64(b))).UTC()
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func cutText(b []byte) (string, []byte, error) {
	n, size := binary.Uvarint(b)
	if size <= 0 || n > uint64(len(b)-size) {
		return "", nil, errJob
	}
	end := size + int(n)
	return string(b[size:end]), b[end:], nil
}
