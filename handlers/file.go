package handlers

import (
	"fmt"
	"slices"
	"strconv"

	"thidua/campaign"
	"thidua/storage"
)

// fileTalk is /tep: sends one handed-in file into the chat. It comes from
// buttons: "/tep vks soket 1 2" is the second file of version 1.
func fileTalk() Conversation {
	return Conversation{
		Name: "file", Commands: []string{"tep", "file"}, Aside: true,
		Help:  T("Mở một tệp đã nộp", "Open a handed-in file"),
		Who:   []campaign.RoleKind{campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader},
		Start: sendFile,
	}
}

// sendFile answers the same for a file that does not exist and for one the
// person may not see, so that nobody learns by asking what other units sent.
func sendFile(t *Turn, args []string) {
	if len(args) == 0 {
		t.Say(t.S(howToOpen))
		return
	}
	if len(args) == 3 && args[1] == "mc" {
		t.sendProof(args[0], args[2])
		return
	}
	if len(args) == 4 && args[1] == "hoi" {
		t.sendAnswerFile(args[0], args[2], args[3])
		return
	}
	s, a, ok := t.findFile(args)
	if !ok {
		t.Say(t.S(noSuchFile))
		return
	}
	r, _ := t.Plan.Requirement(s.Requirement)
	if a.Link != "" {
		t.Say(t.S(linkOpened, t.unitName(s.Unit), r.Short, s.Version, s.Incoming.Number, s.Incoming.Year, a.Link))
	} else {
		t.Send(Outgoing{
			Kind: OutFile, Class: ClassReply, Chat: t.Event.Chat.ID, File: a.SHA256, Name: campaign.CleanName(a.Name),
			Text: t.S(fileCaption, t.unitName(s.Unit), r.Short, s.Version, s.Incoming.Number, s.Incoming.Year),
		})
	}
	if !slices.Contains(t.handInUnits(), s.Unit) {
		t.Note("open-file", s.Unit, fmt.Sprintf("%s/%d, %s", s.Requirement, s.Version, a.ID), "")
	}
}

func (t *Turn) findFile(args []string) (s campaign.Submission, a campaign.Attachment, ok bool) {
	if len(args) != 4 || t.Plan == nil || !t.Plan.MayRead(t.Actor.Roles, campaign.ActOpenFile, args[0]) {
		return s, a, false
	}
	version, err1 := strconv.Atoi(args[2])
	n, err2 := strconv.Atoi(args[3])
	_, knownUnit := t.Plan.Unit(args[0])
	if _, known := t.Plan.Requirement(args[1]); !known || !knownUnit || err1 != nil || err2 != nil {
		return s, a, false
	}
	s, found := storage.Submissions.Get(t.Tx, storage.K(t.Plan.Campaign, args[0], args[1], version))
	if !found || n < 1 || n > len(s.Attachments) {
		return s, a, false
	}
	return s, s.Attachments[n-1], true
}

var (
	howToOpen   = T("Đồng chí mở tệp bằng nút trong phần tình hình nộp: /trangthai", "Files are opened by the buttons of /status")
	noSuchFile  = T("Không có tệp này, hoặc đồng chí không được xem.", "There is no such file, or you may not see it.")
	fileCaption = T("%s – %s, bản lần %d, số đến %d/%d", "%s – %s, version %d, No. %d/%d")
)
