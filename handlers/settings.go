package handlers

import (
	"strconv"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// Settings are the operator's choices that the talks need; they are adopted
// with the plan and read in the same transaction as everything else.
type Settings struct {
	Language string `json:"language"` // "vi" or "en" for whoever has not chosen
	// AskPhone: "no", "optional" or "required".
	AskPhone string `json:"ask_phone"`
	// InviteFor is how long an invitation stays good.
	InviteFor time.Duration `json:"invite_for"`
	// Consent is the version of the notice on personal data.
	Consent string `json:"consent"`
	// MaxFile is the largest upload in bytes: 20 MiB at Telegram's own servers.
	MaxFile int64 `json:"max_file"`
	// CopyDays is how long backups made by the bot live; 0 when it makes none.
	CopyDays int `json:"copy_days,omitempty"`
	// RetainMonths is how long people are kept after their last role; 0 = until
	// they ask for erasure.
	RetainMonths int `json:"retain_months,omitempty"`
}

func (s Settings) language() string {
	if s.Language == "en" {
		return "en"
	}
	return "vi"
}

// noticeEdition counts the changes of the notice's own words. It rises with
// every one of them, so that nobody's consent is taken for words they never saw.
const noticeEdition = 1

// noticeVersion is the operator's version ("" = "1"), and behind it the edition
// of the words from the second on: "1.2".
func noticeVersion(operators string, edition int) string {
	if operators == "" {
		operators = "1"
	}
	if edition == 1 {
		return operators
	}
	return operators + "." + strconv.Itoa(edition)
}

var settingsTable = storage.Table[Settings]{Name: "meta"}

func settings(tx *storage.Tx) Settings {
	s, ok := settingsTable.Get(tx, storage.K("settings"))
	if !ok {
		s = Settings{Language: "vi"}
	}
	if s.InviteFor == 0 {
		s.InviteFor = 7 * 24 * time.Hour
	}
	if s.MaxFile == 0 {
		s.MaxFile = 20 << 20
	}
	s.Consent = noticeVersion(s.Consent, noticeEdition)
	if s.AskPhone == "" {
		s.AskPhone = "optional"
	}
	return s
}

// Adopt puts the plan of the config in force where it differs from the one
// last adopted, and lays out its timetable. Instants already past are marked
// so and never fire (S64). It is safe to call at every start.
func Adopt(db *storage.DB, now time.Time, plan campaign.Plan, hash string, set Settings) (revision int, changed bool, err error) {
	err = db.Update(now, func(tx *storage.Tx) error {
		settingsTable.Put(tx, storage.K("settings"), set)
		storage.EnsureFilesIndex(tx)
		revision, changed = storage.AdoptPlan(tx, plan, hash)
		inForce, ok := storage.PlanInForce(tx)
		if ok {
			layOut(tx, &inForce, now)
			layRetention(tx, &inForce, set, now)
			layEndings(tx, &inForce)
			layMorning(tx, &inForce, now)
		}
		return nil
	})
	return revision, changed, err
}
