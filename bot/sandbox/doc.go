// Package sandbox is Telegram impersonated on a loopback port: the Bot API over
// HTTP for the real bot, and a page on which one plays the people it talks to.
// Newcomers try the bot on it, the year is rehearsed on it, and end-to-end
// tests have it as their server.
//
// In charge of: chats, messages, files and the queue of updates as Telegram
// keeps them; refusing what the real server refuses, in its words; faults on
// order; a clock that walks. What flows through: the bot's calls come in at
// URL/bot<token>/<method> and URL/file/bot<token>/<path>; what people do, on
// the page or by the Go methods Say, Press, Upload …, leaves as updates.
//
// It must never know the contest: no roles, no rules, no sentences of the bot.
// What the page shows about the bot's inside (outbox, next instants, idleness)
// are functions given to New. It must not be gentler than Telegram: where the
// two differ, a test that is green here would be a lie.
//
// While whoever made the server plays a story on it, the page's orders wait
// (Hold) and are then done in their order: falling into the middle they would
// spoil it, refused they would be lost.
//
// A server is restored by New when Options.Dir holds an earlier state, and the
// clock is set to where it was; make it before the bot that shares the clock.
// Ids of messages and updates jump ahead then, since the last moments before a
// kill may be missing here and known to the bot.
//
// Rejected: a fake inside the bot's process behind an interface. It would skip
// tgbotapi, JSON, multipart and the network, which is where bots break.
package sandbox
