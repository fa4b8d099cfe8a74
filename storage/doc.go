// Package storage is where a bloc's year is kept. It is the only importer of
// bbolt and the only place that knows a bucket's name.
//
// In: one write transaction at a time (DB.Update), in which a caller reads and
// writes through typed tables on a *Tx; bytes of uploads through NewFile. Out:
// values from short read transactions (DB.View), file readers, backups. The
// transaction stands in every signature, so what is one commit can be seen.
//
// Two files, because they live differently. state.db is small, hot, and
// committed with every batch of updates; its freelist is not synced, so an
// open reader cannot make it explode. files.db holds gigabytes and is opened
// in a millisecond thanks to its synced freelist; uploads enter it in chunks
// of 256 KiB, one short transaction each, and never hold up a reply. A file is
// complete in files.db before state.db refers to it, never the other way
// round; what nothing refers to is swept.
//
//	state.db
//	├─ meta          name → schema, pair, secret, watermark, identity, alive, in_force, audit_head, settings, health, compact, compact_files
//	├─ seen          natural key of an event → its number in seen_order
//	├─ seen_order    number → natural key; the newest 20,000
//	├─ people        person → Person
//	├─ members       year, kind of role, unit, person → the person
//	├─ invites       hash of a code → Invite
//	├─ requests      number → Request
//	├─ handovers     number → Handover of a main contact's place
//	├─ guesses       person → wrong codes of the hour
//	├─ strangers     person → what somebody unknown sent lately
//	├─ groups        chat → Group the bot was bound to
//	├─ group_codes   hash of a code → GroupCode
//	├─ states        person → State, where a conversation stands
//	├─ screens       screen → the message that shows it
//	├─ extensions    campaign, number → ExtensionRequest
//	├─ announcements campaign, "sent", number → Announcement; campaign, "draft", person → the same unsent
//	├─ launches      campaign, person → LaunchDraft of a movement
//	├─ reminders     campaign, unit, requirement, person → Reminder, the last message about a duty
//	├─ announced     campaign, number, person → Announced, the screen that shows it
//	├─ campaigns     campaign → AdoptedCampaign
//	├─ plans         campaign, revision → PlanRow, as the config had it
//	├─ amendments    campaign, number → Amendment made in chat
//	├─ drafts        campaign, unit, requirement → Draft
//	├─ submissions   campaign, unit, requirement, version → Submission
//	├─ places        campaign, person → Place in the queue of hand-ins
//	├─ file_places   SHA-256, campaign, unit, requirement, version → FilePlace
//	├─ register      year, number → RegisterEntry, chained by hash
//	├─ sheets        campaign, unit, author → ScoreSheet
//	├─ held_sheets   campaign → HeldSheet, in force until a leader confirms the config's
//	├─ cross_sheets  campaign, unit scored, unit that scores → CrossSheet
//	├─ opinions      campaign, unit, number → Opinion of a second appraiser
//	├─ withdrawn_sheets campaign, unit, number → Withdrawn, a sealed sheet the unit took back
//	├─ workbooks     campaign, person → Workbook sent back, its differences not yet decided about
//	├─ explanations  campaign, unit → Explanation of the unit, with its answers
//	├─ mornings      campaign, person → Morning, what the last card told
//	├─ snoozes       campaign, person → Snooze, not to be reminded before a day
//	├─ erased        keyed hash of a chat → when somebody was erased
//	├─ desk_records  campaign, unit, number → DeskRecord on a criterion units never type
//	├─ holds         campaign, unit, number → Hold: a deed about whether the unit is considered
//	├─ votes         campaign, number → Vote of the conference; 0 = being entered
//	├─ proposals     campaign, number → ProposalSet; 0 = choices not confirmed yet
//	├─ targets       campaign, unit, number, version → Target of the year
//	├─ inspections   campaign, unit, number → Inspection of a unit
//	├─ events        campaign, number → Event of the bloc with who took part
//	├─ closings      campaign, what was closed → when and by whom
//	├─ outages       from → Outage
//	├─ reviews       campaign, unit, requirement, version → Review by the desk
//	├─ questions     number → Question of the desk, with its answers
//	├─ asked         campaign, unit, requirement, number → number of a question
//	├─ head_reports  campaign, duty → HeadReport to the Board
//	├─ postings      campaign, "sent", document, version → Posting; campaign, "draft", person → the same unsent
//	├─ publications  campaign, version → PublicationRow, the record of published results
//	├─ publishing    campaign → Publishing, what is frozen, asked, reopened
//	├─ exemplars     campaign, "sent", unit, number → Exemplar; campaign, "draft", person → the same unsent
//	├─ purged        SHA-256 → Purged, a file whose bytes may not be kept
//	├─ told          campaign, notice → Told
//	├─ audit         number → Entry, chained by hash
//	├─ names         "of", person → pseudonym; "is", pseudonym → person
//	├─ quarantine    number → event that failed alone
//	└─ queues
//	   ├─ outbox     messages to send; lane = chat
//	   │  ├─ rows    id → Job
//	   │  └─ retired keep until, id → Retired
//	   ├─ downloads  files to fetch; lane = file
//	   │  ├─ rows    id → Job
//	   │  ├─ due     due, id → nothing
//	   │  ├─ lane    lane, id → nothing
//	   │  └─ retired keep until, id → Retired
//	   ├─ work       files to look into; lane = file
//	   │  ├─ rows    id → Job
//	   │  ├─ due     due, id → nothing
//	   │  ├─ lane    lane, id → nothing
//	   │  └─ retired keep until, id → Retired
//	   └─ agenda     instants to wake at; lane = notice key
//	      ├─ rows    id → Job
//	      ├─ due     due, id → nothing
//	      ├─ lane    lane, id → nothing
//	      └─ retired keep until, id → Retired
//
//	files.db
//	├─ meta          pair: the state.db it belongs to
//	├─ staging       id of an upload under way, or of leftovers to remove
//	├─ files         SHA-256 → FileInfo
//	└─ chunks        id, number → CRC-32C and at most 256 KiB
//
// Rows are JSON, except jobs (see job.go); keys sort as K says. Chains and
// sums exist because bbolt does not sum its data pages: a page read back
// wrong would otherwise be believed.
//
// It must never hold a sentence for a user, wait for a network inside a
// transaction, keep a read transaction open for longer than it takes to copy
// values out, or read the clock: instants are given to it.
//
// Rejected: one file for both (a 20 MB value held the writer for 70 ms and
// its neighbours were rewritten with it); files in a directory beside the
// database (two things to keep in step by hand, and a backup of both at one
// instant would need more than a copy); SQL (one process, access by key, no
// question that needs a planner); a transaction carried in a context (what is
// one commit could no longer be seen).
package storage
