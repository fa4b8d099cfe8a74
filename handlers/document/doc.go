// Package document looks at papers and makes them: what a file that somebody
// sent really is, told from its bytes and never from its name; and what the bot
// hands out, from values and finished words to bytes.
//
// In charge of reading: deciding which files the bloc takes (PDF, Word, Excel, JPEG,
// PNG) and naming what is wrong with the others. What flows through: an open
// file in, a media type and the name of a problem out. It must never trust a
// size, a count or a name written inside a file, never unpack more than the
// one small part it needs, and never hold a file whole in memory: a hostile
// file may cost a few hundred kilobytes and some milliseconds, no more.
//
// In charge of making: the board and the standings as pictures, codes to scan,
// calendars for a phone. What flows through: values with every sentence already
// in the reader's language, and out of it bytes that are the same each time. It
// must never cut a unit's name (it wraps, then writes smaller, then takes more
// room), never tell by colour alone, and never draw standings that do not say
// whether they are provisional. A picture that outgrows a phone becomes pages,
// each with its whole head and foot, because each is forwarded alone.
//
// In charge of official papers too: the head's report and receipts as Word and
// PDF, register, score sheets and standings as workbooks, photographs as PDF,
// files in bundles. Their words are Vietnamese in every language of the chat and
// stand here, because they are part of the form that is signed and filed. What
// goes out holds what the caller passed and no more: who may see what was
// decided before. What comes back in a score sheet is never taken on trust or by
// guess: a change is listed, anything odd is a problem with a name of its own.
//
// It holds no other sentences: handlers have one for each problem and language.
// It knows nothing of storage and of Telegram.
//
// Rejected: asking the general detector alone. It calls a ZIP with a program
// in it a Word document as soon as the first entries look right, and a valid
// Word document a ZIP when they come in another order; so office files are
// judged by their central directory and their list of content types, and old
// binary ones by their directory of streams.
//
// Rejected: a chart library for the pictures. Its text is small on a phone and
// it knows no marks, pages or wrapped names; a canvas over golang.org/x/image is
// smaller than what it would take to bend one.
//
// Rejected: a library for Word files. None with headers and page numbers is
// kept, so the parts that never change are embedded and the rest is written by
// code. Rejected: the PDF library for photographs, which holds all of them in
// memory, and the library of our workbooks for reading them, whose streaming
// rows tell neither formulas nor the types of cells.
package document
