// Package document looks at papers and pictures: what a file that somebody
// sent really is, told from its bytes and never from its name.
//
// In charge of: deciding which files the bloc takes (PDF, Word, Excel, JPEG,
// PNG) and naming what is wrong with the others. What flows through: an open
// file in, a media type and the name of a problem out. It must never trust a
// size, a count or a name written inside a file, never unpack more than the
// one small part it needs, and never hold a file whole in memory: a hostile
// file may cost a few hundred kilobytes and some milliseconds, no more.
//
// It holds no sentences: handlers have one for each problem and language. It
// knows nothing of storage and of Telegram.
//
// Rejected: asking the general detector alone. It calls a ZIP with a program
// in it a Word document as soon as the first entries look right, and a valid
// Word document a ZIP when they come in another order; so office files are
// judged by their central directory and their list of content types, and old
// binary ones by their directory of streams.
package document
