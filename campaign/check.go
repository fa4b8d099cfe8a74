package campaign

import (
	"fmt"
	"strings"
	"time"
)

// Problem is one thing wrong with a plan.
type Problem struct {
	Path string // json field names: "units[2].id"; "" for the plan as a whole
	Want string // a sentence: what is wrong and what would be right
}

// Check lists everything wrong with the plan, in the order of its fields, so
// that a person repairs a config in one go; nil when it can come into force.
// Plans are checked before they are adopted; the other functions of this
// package rely on it.
func (p *Plan) Check() []Problem {
	c := checker{plan: p}
	c.head()
	c.units()
	c.phases()
	c.requirements()
	c.headDuties()
	c.conferences()
	c.lists()
	c.sheet()
	c.rules()
	c.rewards()
	c.attendance()
	c.cross()
	return c.problems
}

type checker struct {
	plan     *Plan
	problems []Problem
}

// add notes a problem at a path.
func (c *checker) add(path, format string, args ...any) {
	c.problems = append(c.problems, Problem{path, fmt.Sprintf(format, args...)})
}

// want notes a problem unless the condition holds.
func (c *checker) want(ok bool, path, format string, args ...any) {
	if !ok {
		c.add(path, format, args...)
	}
}

// text wants a field filled.
func (c *checker) text(path, s string) {
	c.want(strings.TrimSpace(s) != "", path, "is empty; write it out")
}

const (
	longestID = 20
	// personalDigits: telephone numbers, identity cards and Telegram ids have
	// at least as many digits.
	personalDigits = 8
)

// id wants a usable id that seen does not hold yet. Ids stand in storage keys,
// logs and file names for years, so they are short, plain and never somebody's
// number.
func (c *checker) id(path, id string, seen map[string]string) {
	path += ".id"
	if !c.idShape(path, id) {
		return
	}
	if first, twice := seen[id]; twice {
		c.add(path, "%q is already the id of %s; give every one its own", id, first)
		return
	}
	seen[id] = strings.TrimSuffix(path, ".id")
}

func (c *checker) idShape(path, id string) bool {
	const right = "use 1 to 20 of the characters a-z, 0-9, _ and -"
	switch {
	case id == "":
		c.add(path, "is empty; %s", right)
	case len(id) > longestID || !idCharacters(id):
		c.add(path, "%q cannot be an id; %s", id, right)
	case len(id) >= personalDigits && digits(id):
		c.add(path, "%q looks like a person's number (telephone, identity card, Telegram); ids name things of the plan, choose a word", id)
	default:
		return true
	}
	return false
}

func idCharacters(id string) bool {
	for i := range len(id) {
		b := id[i]
		if (b < 'a' || b > 'z') && (b < '0' || b > '9') && b != '_' && b != '-' {
			return false
		}
	}
	return true
}

// span wants both ends set and in order, and reports whether they are.
func (c *checker) span(path string, s Span) bool {
	switch {
	case s.From.IsZero():
		c.add(path+".from", "has no day; write it like 2021-01-01")
	case s.To.IsZero():
		c.add(path+".to", "has no day; write it like 2021-05-31")
	case s.To.Before(s.From):
		c.add(path+".to", "%s is before %s, where it starts; swap or correct them", s.To, s.From)
	default:
		return true
	}
	return false
}

// head checks the plan's own fields.
func (c *checker) head() {
	p := c.plan
	c.idShape("campaign", p.Campaign)
	c.want(p.Year >= 2000 && p.Year <= 2100, "year", "%d is no year of a campaign; write four digits such as 2021", p.Year)
	c.text("bloc", p.Bloc)
	c.zone()
	d := p.Document
	c.want(d.Arrived.IsZero() || !d.Arrived.Before(d.Date), "document.arrived",
		"%s is before %s, the day the plan bears; it arrives on that day or later", d.Arrived, d.Date)
	c.desk()
}

func (c *checker) zone() {
	z := c.plan.Zone
	if z == "" || z == "Local" {
		c.add("zone", "%q depends on the machine; name the zone, such as Asia/Ho_Chi_Minh", z)
		return
	}
	if _, err := time.LoadLocation(z); err != nil {
		c.add("zone", "%q is no known time zone; use an IANA name such as Asia/Ho_Chi_Minh", z)
	}
}

// desk checks who leads: nobody appraises the own unit, so without a deputy
// nobody could appraise the head (S7, S10).
func (c *checker) desk() {
	p := c.plan
	if _, ok := p.Unit(p.Head); p.Head == "" || !ok {
		c.add("head", "%q is not the id of a unit; use one of %s", p.Head, p.unitIDs())
	}
	switch _, ok := p.Unit(p.Deputy); {
	case p.Deputy == "":
		c.add("deputy", "is empty, so nobody may appraise the sheet of the head; name a second unit")
	case !ok:
		c.add("deputy", "%q is not the id of a unit; use one of %s", p.Deputy, p.unitIDs())
	case p.Deputy == p.Head:
		c.add("deputy", "%q is the head as well, and nobody appraises the own unit; name another unit", p.Deputy)
	}
}

func (p *Plan) unitIDs() string {
	ids := make([]string, 0, len(p.Units))
	for _, u := range p.Units {
		ids = append(ids, u.ID)
	}
	return strings.Join(ids, ", ")
}
