package i18n

import (
	"fmt"
	"strings"
)

// A TextError is a fault in a file of texts. [New] returns all of them, joined;
// get one with [errors.As], or all through Unwrap() []error of the joined error.
type TextError struct {
	File         string // path within its file system
	Line, Column int    // from 1; columns count characters; both 0 when the file could not be read
	Key          string // the text, "" when the fault is not in one
	Problem      string // what is wrong
	Remedy       string // the way out, "" when there is no single one
	Err          error  // the cause, where another package reported it
}

// Error returns "file:line:column: key: problem; remedy", all on one line.
func (e *TextError) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	if e.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", e.Line, e.Column)
	}
	b.WriteString(": ")
	if e.Key != "" {
		b.WriteString(e.Key)
		b.WriteString(": ")
	}
	b.WriteString(e.Problem)
	if e.Err != nil {
		b.WriteString(": ")
		b.WriteString(strings.ReplaceAll(e.Err.Error(), "\n", " "))
	}
	if e.Remedy != "" {
		b.WriteString("; ")
		b.WriteString(e.Remedy)
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *TextError) Unwrap() error { return e.Err }

// A position is a place in a file of texts.
type position struct {
	file         string
	line, column int
}

func (p position) String() string {
	return fmt.Sprintf("%s:%d:%d", p.file, p.line, p.column)
}

// fault makes an error at a place.
func (p position) fault(key, problem, remedy string) *TextError {
	return &TextError{File: p.file, Line: p.line, Column: p.column, Key: key, Problem: problem, Remedy: remedy}
}
