// Package programmetest checks programme files in the tests of other modules.
//
// A policy author's repository needs one test:
//
//	func TestProgramme(t *testing.T) {
//		programmetest.Check(t, "programme.yaml")
//	}
//
// It fails on every finding that the file does not expect. What is expected
// stands in the file, as a comment on the line of the finding:
//
//   - {group: science, member: p3} # want COM-02 "Stellvertretung"
//
// The words in quotation marks are part of the message, in German or English, and
// may be left out. A line without such a comment expects nothing; a comment
// without its finding fails, too. [Golden] compares a whole report with a file.
//
// The package reads files and fails tests; it does nothing else.
package programmetest
