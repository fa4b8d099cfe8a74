package bot

import (
	"math"
	"time"

	"golang.org/x/time/rate"
)

// Telegram takes about 30 messages a second from a bot, one a second into a
// chat (more in bursts), 20 a minute into a group.
const (
	chatEvery = time.Second
	chatBurst = 20
)

// pace is one bucket for all messages. Replies take from it whenever it holds
// anything; fan-outs only while it holds more than the part kept for replies.
// So announcements run at the full rate while nobody talks, and a person who
// presses a button in the middle of one does not wait for it.
type pace struct {
	all     *rate.Limiter // nil: no limit
	reserve float64
	set     PaceSettings
}

func newPace(set PaceSettings) *pace {
	if set.Rate <= 0 || math.IsInf(set.Rate, 1) {
		return &pace{set: set}
	}
	return &pace{
		all:     rate.NewLimiter(rate.Limit(set.Rate), max(1, set.Burst)),
		reserve: math.Min(float64(set.Burst/2), math.Ceil(set.Reserved)),
		set:     set,
	}
}

// lane is the limit of one chat; nil when the pace is lifted.
func (p *pace) lane(key laneKey) *rate.Limiter {
	switch {
	case p.all == nil || key.aside:
		return nil
	case key.chat < 0:
		return rate.NewLimiter(rate.Every(p.set.GroupEvery), max(1, p.set.GroupBurst))
	}
	return rate.NewLimiter(rate.Every(chatEvery), chatBurst)
}

// instant turns elapsed time into what the limiters reckon in, so that no
// moved calendar reaches them.
func instant(elapsed time.Duration) time.Time { return time.Unix(0, 0).Add(elapsed) }

// allow takes one message from the chat's and the common limit, from both or
// neither. When it may not, wait says how long at least, and chat whether the
// chat's limit is the reason.
func (p *pace) allow(of *rate.Limiter, fanout bool, elapsed time.Duration) (ok bool, wait time.Duration, chat bool) {
	if p.all == nil {
		return true, 0, false
	}
	now := instant(elapsed)
	if of != nil {
		if lack := 1 - of.TokensAt(now); lack > 0 {
			return false, after(lack, of.Limit()), true
		}
	}
	need := 1.0
	if fanout {
		need += p.reserve
	}
	if lack := need - p.all.TokensAt(now); lack > 1e-9 {
		return false, after(lack, p.all.Limit()), false
	}
	if !p.all.AllowN(now, 1) {
		return false, time.Millisecond, false
	}
	if of != nil {
		of.AllowN(now, 1)
	}
	return true, 0, false
}

func after(tokens float64, limit rate.Limit) time.Duration {
	return max(time.Microsecond, time.Duration(math.Ceil(tokens/float64(limit)*float64(time.Second))))
}

// backoff is how long to wait after the n-th failure in a row (from 1): half a
// second doubled each time up to five minutes, shortened at random by up to a
// half so that many chats do not come back at once. fraction is in [0, 1).
func backoff(n int, fraction float64) time.Duration {
	const first, most = 500 * time.Millisecond, 5 * time.Minute
	d := most
	if n < 12 {
		d = min(most, first<<max(0, n-1))
	}
	return d - time.Duration(fraction*float64(d)/2)
}
