// Package programme checks a whole programme of the "Dialog für Cybersicherheit":
// it reads one from a file, applies every rule of the module, and writes a report
// in German or English.
//
// Most callers need three functions: [Load] or [Parse] reads a file, [Check]
// applies the rules, and [Write] writes the report as text, Markdown, JSON, SARIF
// or JUnit XML.
//
//	p, err := programme.Load(os.DirFS("."), "programme.yaml")
//	report, err := programme.Check(ctx, p, dialog.Date{})
//	err = programme.Write(os.Stdout, programme.FormatText, i18n.German(), programme.WriteOptions{}, report)
//
// # The file
//
// A file is YAML, or JSON when its name ends in ".json", with the keys of
// [Programme]. It is read strictly: unknown and duplicate keys, wrong types and
// impossible dates are findings with line and column, all in one pass. Anchors,
// aliases and explicit types are refused. [Template] is a commented example and
// [Schema] a JSON Schema for editors.
//
// Dates are known to the day, the month, the year, or not at all ("unknown").
// People stand in a file with an ID and a role, never with a name.
//
// Votes stand in it with what was declared (see [ballot.Contest], whose fields have the
// same names), the ballots and the published result. The check counts them again and
// compares; ballots of small groups should be merged before they are published.
//
// # The report
//
// A rule holds on a subject, is broken, or is open because something is not
// known. Breaches are findings; open points say what is missing. An entry with a
// fault of the file (rules DOC-…) is not judged by the other rules, because what
// they would say might only follow from the fault. Waivers set findings apart with
// who decided, why and until when.
//
// Every limit has a basis: the programme's public text, its earlier publications,
// a statute, or a choice of this module. The report shows it, so that a choice of
// ours is never taken for a rule of BSI.
//
// # What the package never does
//
// It reads no clock (the caller gives the day, or the file does), opens nothing
// but the file system handed to it, starts no goroutine and writes no log.
//
// # Compatibility
//
// The Go API, the rule IDs, the file format (key "version") and the JSON report
// (field "version") follow SemVer. Sentences may change in any version.
package programme

//go:generate go run gen.go
