// Package campaign is in charge of what the contest is: the plan with its
// phases, requirements, units and score sheet; when a hand-in is late; which
// version is official; what a sheet adds up to; who stands where; when the bloc
// is told what; and who may do what.
//
// What flows through it are values. A plan, stored facts and an instant come in;
// timings, duties, tallies, standings and notices come out. The same values give
// the same answer on every machine and in every year, so a dispute about a point
// or a day is settled by calling the function again.
//
// It must never read a clock, a file, the network or a source of randomness,
// and imports nothing but the standard library: "now" is an argument. It speaks
// to nobody: a person's mistake is an Error with a kind and arguments, a fault
// in a plan is a Problem with a path, and the sentences are written elsewhere.
// (Location parses a zone from the embedded database and remembers it; that is
// the only state here and it cannot be observed.)
//
// Figures are integers. Points are hundredths of a point, percentages hundredths
// of a percent; every division (a percentage, a comparison with the best unit,
// scaling a sheet by what does not apply) rounds halves up to a hundredth at
// once, as the paper is worked out by hand. Floats were rejected because sums of quarter points would then
// depend on the order of adding. Days are Dates without a clock time; instants
// belong to the plan's zone, and a deadline is the first late instant.
//
// Rejected: a sheet as a tree of scoring objects, each kind with its own
// methods. The kinds are few, and sections lie in one another only to be added up
// and cut to a cap, so one switch per question (may this stand, what is it worth)
// is easier to hold against the regulation than nine types. What is a unit's own
// (a threshold, the best of the others) is put into its sheet by Among and For, so
// that whoever asks what an answer is worth needs no other argument. Rejected: a
// unit's total from its own answers alone; where a criterion compares, TallyAll
// adds all units up together. Rejected as well: events such as "deadline passed"
// derived by stepping a clock through the year. Notices lists the whole
// timetable at once, so adopting, comparing and rehearsing a plan are the same
// call.
//
// Where to look: plan.go, criterion.go, submission.go and scoresheet.go are the
// nouns; deadline.go and official.go decide about time and versions; duty.go is
// a unit's view of one requirement; scoring.go, section.go, threshold.go,
// relative.go, tally.go and seal.go are the sheet; standings.go ranks;
// ladder.go, quiet.go and notices.go are the timetable; check*.go refuse a bad plan; rights.go is the table of who may do
// what; secret.go and filename.go judge the names of files. deskrecord.go,
// closing.go, hold.go, inspection.go and gathering.go are what the desk notes;
// target.go, vote.go, proposal.go and indicator.go what follows from a year.
package campaign
