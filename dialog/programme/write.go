package programme

import (
	"bufio"
	"fmt"
	"io"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
	"github.com/dialog-cybersicherheit/dfc/i18n/enum"
)

// A Format is a form in which reports are written. The zero value is invalid.
type Format uint8

// The formats.
const (
	FormatText     Format = iota + 1 // for people, at a terminal
	FormatMarkdown                   // for people, in a page or a comment
	FormatJSON                       // for programs; documented at [Report.Write]
	FormatSARIF                      // SARIF 2.1.0, for tools that show findings beside the file
	FormatJUnit                      // JUnit XML, for build servers
)

var formats = enum.New("format", FormatText, "text", "markdown", "json", "sarif", "junit")

// String returns "text", "markdown", "json", "sarif" or "junit".
func (f Format) String() string { return formats.Name(f) }

// ParseFormat is the inverse of [Format.String].
func ParseFormat(s string) (Format, error) { return formats.Parse(s) }

// MarshalText writes the name; it fails for a value outside the enumeration.
func (f Format) MarshalText() ([]byte, error) { return formats.Marshal(f) }

// UnmarshalText reads a name, see [ParseFormat].
func (f *Format) UnmarshalText(text []byte) error { return formats.Unmarshal(text, f) }

// Allowed lists the names in the order of the constants.
func (Format) Allowed() []string { return formats.Allowed() }

// WriteOptions change how reports look. The zero value is for a file.
type WriteOptions struct {
	Colour bool // text: with the colours of a terminal
	Width  int  // text: columns of a line; 0 for 100
}

// Write writes reports, one after the other or in one document as the format
// wants it, in the language of l. It returns the first error of w.
//
// [ReportVersion] describes the JSON form. SARIF has a run and JUnit XML a test
// suite for each report and area of rules.
func Write(w io.Writer, f Format, l *i18n.Localizer, o WriteOptions, reports ...*Report) error {
	b := bufio.NewWriter(w)
	var err error
	switch f {
	case FormatText:
		for i, r := range reports {
			if i > 0 {
				fmt.Fprintln(b)
			}
			writeText(b, r, l, o)
		}
	case FormatMarkdown:
		for _, r := range reports {
			writeMarkdown(b, r, l)
		}
	case FormatJSON:
		err = writeJSON(b, l, reports)
	case FormatSARIF:
		err = writeSARIF(b, l, reports)
	case FormatJUnit:
		err = writeJUnit(b, l, reports)
	default:
		return fmt.Errorf("write report: %w: %s", dialog.ErrUnknownName, f)
	}
	if err == nil {
		err = b.Flush()
	}
	if err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}
