package handlers

import (
	"slices"

	"thidua/campaign"
	"thidua/storage"
)

// tell fans a notice out: one row for each receiver, its text composed when it
// is sent.
func (t *Turn) tell(n campaign.Notice) {
	for _, p := range t.audience(n) {
		t.Send(Outgoing{
			Kind: OutSay, Class: ClassFanout, Chat: p.ID, Expires: n.ExpiresAt,
			Lazy: &Lazy{Name: "notice", Person: p.ID, Args: noticeArgs(n)},
		})
	}
	t.tellGroup(n)
}

// noticeArgs and noticeOf carry a notice in a row of the outbox.
func noticeArgs(n campaign.Notice) map[string]string {
	return map[string]string{
		"key": n.Key, "kind": string(n.Kind), "subject": n.Subject, "day": n.Day.String(), "unit": n.Unit,
	}
}

func noticeOf(args map[string]string) (campaign.Notice, bool) {
	day, err := campaign.ParseDate(args["day"])
	return campaign.Notice{
		Key: args["key"], Kind: campaign.NoticeKind(args["kind"]), Subject: args["subject"], Day: day, Unit: args["unit"],
	}, err == nil
}

// audience is who hears a notice.
func (t *Turn) audience(n campaign.Notice) []storage.Person {
	switch n.Kind {
	case campaign.RequirementOpens:
		var out []storage.Person
		r, _ := t.Plan.Requirement(n.Subject)
		for _, u := range t.Plan.Owing(r) {
			out = append(out, storage.PeopleWith(t.Tx, campaign.Contact, u.ID, t.Plan.Year)...)
		}
		return once(out)
	case campaign.DeadlinePassed, campaign.OverdueEnd, campaign.ConferenceMonth:
		return t.leadership()
	case campaign.MovementCloses:
		m, _ := t.Plan.Movement(n.Subject)
		var out []storage.Person
		for _, u := range t.Plan.Units {
			if m.TakesPart(u.ID) {
				out = append(out, t.colleagues(u.ID)...)
			}
		}
		return once(append(out, t.leadership()...))
	}
	var out []storage.Person
	for _, kind := range everybody {
		out = append(out, storage.Desk(t.Tx, kind, t.Plan.Year)...)
	}
	return once(out)
}

// everybody who takes part; an administrator as such only runs the program.
var everybody = []campaign.RoleKind{
	campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader, campaign.Observer,
}

// takesPart reports whether the receiver has a role in the contest now.
func (v *View) takesPart() bool {
	return slices.ContainsFunc(v.Person.Roles, func(r campaign.Role) bool {
		return r.Year == v.Plan.Year && slices.Contains(everybody, r.Kind)
	})
}

// composeNotice writes a notice for its receiver at the moment of sending.
func composeNotice(v *View) (Composed, bool) {
	n, ok := noticeOf(v.Args)
	if !ok || !v.takesPart() {
		return Composed{}, false // gone since the notice was written
	}
	return v.noticeText(n)
}

func (v *View) noticeText(n campaign.Notice) (Composed, bool) {
	switch n.Kind {
	case campaign.PhaseOpens, campaign.PhaseCloses:
		return v.phase(n)
	case campaign.MovementCloses:
		m, ok := v.Plan.Movement(n.Subject)
		return Composed{Text: v.S(movementCloses, m.Name, dayWords(m.Span.To, v.Lang), HTML(v.movementDuty(m)))}, ok
	case campaign.RequirementOpens:
		return v.opens(n)
	case campaign.DeadlinePassed, campaign.OverdueEnd:
		return v.overdue(n)
	case campaign.OccasionDay:
		return v.occasion(n)
	case campaign.TraditionalDay:
		return v.traditional(n)
	case campaign.ConferenceMonth, campaign.ConferenceDay:
		return v.conference(n)
	}
	return Composed{}, false
}

func (v *View) phase(n campaign.Notice) (Composed, bool) {
	f, ok := v.Plan.Phase(n.Subject)
	if !ok {
		return Composed{}, false
	}
	if n.Kind == campaign.PhaseCloses {
		return Composed{Text: v.S(phaseCloses, f.Name, dayWords(f.Span.To, v.Lang), HTML(v.nextDuties(f.Span.To)))}, true
	}
	text := v.S(phaseOpens, f.Name, shortDay(f.Span.From, v.Lang), shortDay(f.Span.To, v.Lang))
	if v.Plan.Phases[0].ID == f.ID && v.Plan.Preamble != "" {
		text = v.S(preamble, v.Plan.Preamble) + "\n\n" + text
	}
	for _, o := range f.Occasions {
		text += "\n– " + v.S(plainLine, upperFirst(occasionName(o, f.Span, v.Lang)))
	}
	ack := storage.Button{Label: ackLabel.plain(v.Lang), Action: "/danhan " + n.Key}
	return Composed{Text: text, Buttons: [][]storage.Button{{ack}}}, true
}

// nextDuties names what can be handed in from the day after a phase ends.
func (v *View) nextDuties(end campaign.Date) string {
	text := ""
	for _, r := range v.Plan.Requirements {
		if opens := v.Plan.Opens(r); opens == end.AddDays(1) {
			text += "\n" + v.S(nextDuty, r.Title, planDueWords(v.Plan, r, v.Lang))
		}
	}
	return text
}

func (v *View) opens(n campaign.Notice) (Composed, bool) {
	r, ok := v.Plan.Requirement(n.Subject)
	if !ok {
		return Composed{}, false
	}
	var buttons [][]storage.Button
	due := ""
	for _, d := range v.duties() {
		if d.Owes() && d.Requirement.ID == r.ID && len(buttons) == 0 {
			buttons, due = dutyButtons(v.Plan, d, v.Lang, len(v.contactUnits()) > 1), dueWords(v.Plan, d, v.Lang)
		}
	}
	if buttons == nil {
		return Composed{}, false // handed in meanwhile, or no longer a contact
	}
	window := ""
	if !r.Window.IsZero() {
		window = "\n" + v.S(windowLine, shortDay(r.Window.From, v.Lang), shortDay(r.Window.To, v.Lang))
	}
	return Composed{Text: v.S(opensText, r.Title, due) + window, Buttons: buttons}, true
}

func (v *View) occasion(n campaign.Notice) (Composed, bool) {
	for _, o := range v.Plan.OccasionsOn(n.Day) {
		if o.Name == n.Subject {
			return Composed{Text: v.S(occasionText, occasionOn(o, n.Day, v.Lang), v.Plan.Bloc)}, true
		}
	}
	return Composed{}, false
}

func (v *View) traditional(n campaign.Notice) (Composed, bool) {
	u, ok := v.Plan.Unit(n.Subject)
	if !ok {
		return Composed{}, false
	}
	day := occasionOn(campaign.Occasion{Name: traditionalOf.plain(v.Lang, u.Name), Day: u.Traditional}, n.Day, v.Lang)
	if slices.ContainsFunc(v.Person.Roles, func(r campaign.Role) bool { return r.Unit == u.ID }) {
		return Composed{Text: v.S(traditionalOwn, v.Plan.Bloc, day)}, true
	}
	return Composed{Text: v.S(traditionalOther, day)}, true
}

func (v *View) conference(n campaign.Notice) (Composed, bool) {
	c, ok := v.Plan.Conference(n.Subject)
	if !ok {
		return Composed{}, false
	}
	if n.Kind == campaign.ConferenceMonth {
		if !c.Fixed.IsZero() {
			return Composed{}, false
		}
		return Composed{Text: v.S(conferenceMonth, c.Title, monthYear(c.Month, v.Lang))}, true
	}
	left := n.Day.DaysUntil(c.Fixed)
	if left == 0 {
		return Composed{Text: v.S(conferenceToday, c.Title)}, true
	}
	return Composed{Text: v.S(conferenceSoon, c.Title, dayWords(c.Fixed, v.Lang), daysLeft(left, v.Lang))}, true
}

// noticeName is a notice in a few words, for lists.
func noticeName(p *campaign.Plan, n campaign.Notice, lang string) string {
	subject := n.Subject
	if f, ok := p.Phase(subject); ok {
		subject = f.Name
	} else if r, ok := p.Requirement(subject); ok {
		subject = r.Title
	} else if m, ok := p.Movement(subject); ok {
		subject = m.Name
	} else if c, ok := p.Conference(subject); ok {
		subject = c.Title
	} else if u, ok := p.Unit(subject); ok {
		subject = u.Name
	}
	switch n.Kind {
	case campaign.PhaseOpens:
		return nameOpens.In(lang, subject)
	case campaign.PhaseCloses, campaign.MovementCloses:
		return nameCloses.In(lang, subject)
	case campaign.RequirementOpens:
		return nameHandIn.In(lang, subject)
	case campaign.DeadlinePassed, campaign.OverdueEnd:
		if u, ok := p.Unit(n.Unit); ok {
			subject += " (" + u.Name + ")"
		}
		return nameOver.In(lang, subject)
	case campaign.TraditionalDay:
		return nameTraditional.In(lang, subject)
	}
	return plainLine.In(lang, subject)
}

// occasionOn is an occasion with its ordinal and its years: "91 năm Ngày thành
// lập Đảng Cộng sản Việt Nam (03/02/1930 – 03/02/2021)".
func occasionOn(o campaign.Occasion, on campaign.Date, lang string) string {
	n, ok := o.Ordinal(on.Year)
	if !ok {
		return occasionPlain.plain(lang, o.Name, shortDay(on, lang))
	}
	founded := campaign.Date{Year: o.Day.Founded, Month: on.Month, Day: on.Day}
	return occasionYears.plain(lang, ordinal(n, lang), o.Name, shortDay(founded, lang), shortDay(on, lang))
}

// occasionName is an occasion within a phase; one without a day has its name only.
func occasionName(o campaign.Occasion, span campaign.Span, lang string) string {
	for year := span.From.Year; year <= span.To.Year; year++ {
		if on, ok := o.Day.In(year); ok && span.Contains(on) {
			return occasionOn(o, on, lang)
		}
	}
	return o.Name
}

var (
	preamble    = T("%s", "%s")
	plainLine   = T("%s", "%s")
	phaseOpens  = T("<b>Phát động %s</b>\nThời gian: từ %s đến %s. Thi đua lập thành tích chào mừng:", "<b>%s begins</b>\nFrom %s to %s. In honour of:")
	phaseCloses = T("<b>Kết thúc %s</b>\nHôm nay, %s, là ngày cuối của đợt. Trân trọng cảm ơn các cơ quan, đơn vị đã hưởng ứng.%s",
		"<b>%s ends</b>\nToday, %s, is its last day. Thank you for taking part.%s")
	nextDuty   = T("Từ ngày mai, đơn vị gửi %s %s.", "From tomorrow your unit can hand in %s %s.")
	opensText  = T("<b>Bắt đầu tiếp nhận: %s</b>\nĐề nghị đồng chí gửi %s.", "<b>Now open: %s</b>\nPlease hand it in %s.")
	windowLine = T("Số liệu báo cáo từ %s đến %s.", "Figures from %s to %s.")

	ackLabel = T("Đã nhận", "Received")

	occasionText     = T("Hôm nay kỷ niệm %s. %s thi đua lập thành tích chào mừng.", "Today is %s. %s marks the day with its best work.")
	occasionPlain    = T("%s (%s)", "%s (%s)")
	occasionYears    = T("%s năm %s (%s – %s)", "the %s anniversary of %s (%s – %s)")
	traditionalOwn   = T("%s trân trọng chúc mừng đơn vị nhân kỷ niệm %s.", "%s congratulates your unit on %s.")
	traditionalOther = T("Hôm nay kỷ niệm %s. Trân trọng thông báo để các đơn vị chúc mừng.", "Today is %s. Other units may wish to send their congratulations.")

	conferenceMonth = T("%s dự kiến tổ chức trong tháng %s. Đề nghị đồng chí chốt ngày để thông báo đến các đơn vị.", "%s is expected in %s. Please fix the day, so that the units can be told.")
	conferenceToday = T("Hôm nay tổ chức %s. Trân trọng kính mời các đồng chí tham dự đầy đủ.", "Today: %s. Please attend.")
	conferenceSoon  = T("%s tổ chức %s (%s).", "%s takes place on %s (%s).")

	nameOpens       = T("phát động %s", "%s begins")
	nameCloses      = T("kết thúc %s", "%s ends")
	nameHandIn      = T("bắt đầu tiếp nhận %s", "%s can be handed in")
	nameOver        = T("hết hạn %s", "deadline of %s passed")
	nameTraditional = T("Ngày truyền thống của %s", "traditional day of %s")
)
