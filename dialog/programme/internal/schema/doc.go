// Package schema makes a JSON Schema (draft 2020-12) from the Go types that
// package strict decodes into, so that editors complete and check a file while
// it is written.
//
// [Generate] reads the same `yaml` tags as the decoder and the `validate` tags
// of the validator, so that the schema accepts what these two accept together.
// What a schema cannot say, above all references between parts of a file, is left
// to them.
//
// # Where the two differ, knowingly
//
// A text field takes a number by its letters. The schema allows that only where
// the field has no narrow limits, because a schema cannot count the digits of a
// number; elsewhere it asks for quotes. And YAML spells some numbers and truth
// values in ways that a schema does not see (0x1F, True): the decoder refuses
// those. A name that is a number, such as 1, is also 1.0 to a schema, not to the
// decoder.
package schema
