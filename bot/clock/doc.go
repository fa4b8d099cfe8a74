// Package clock is in charge of the time. It is the one place that asks the
// system; everybody else receives instants or a Clock, and a test refuses
// time.Now elsewhere.
//
// Two kinds of time flow through it. Calendar instants (when is a notice due,
// when was a report handed in) follow Now and Until and can be moved in the
// sandbox. Measured spans (poll time-outs, pace, back-off, downtime) follow
// Elapsed and the runtime's own timers, which nobody moves.
//
// It must never decide what an instant means: zones of plans, deadlines and
// schedules are not known here.
//
// Rejected: one fake clock for both kinds. Walking a year in the sandbox would
// then time out every poll and lift every pace.
package clock
