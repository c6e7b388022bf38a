// Package strict reads YAML and JSON files that people write by hand into Go
// structs, and tells everything that is wrong with them at once, each time with
// line and column.
//
// [Parse] makes a [Document], [Document.Decode] fills a struct, and
// [Document.Locate] finds the place of a value again when a later check, which
// knows only the path, has something to say about it.
//
// # What is accepted
//
// One document in UTF-8, with or without a byte order mark, with any line ends.
// YAML is cut down to what JSON can say: no anchors, aliases, merge keys and
// tags, keys are scalars. A file whose name ends in ".json" is JSON by the
// letter of its grammar.
//
// Types are not guessed from the text, they come from the Go field: a text field
// takes "title: 2025" as the four digits that stand there, and a number field
// refuses number: "3". A key without a value is a mistake, never an empty value.
//
// # What is limited
//
// Bytes, depth and entries, see [Limits]; all are checked before memory is spent
// on them. The package does no I/O beyond the reader handed to [Read], keeps no
// state and knows nothing of the module's domain.
package strict
