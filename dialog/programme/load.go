package programme

import (
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme/internal/strict"
)

// MaxBytes is the largest programme file that is read: 32 MiB.
const MaxBytes = strict.DefaultBytes

// MaxEntries is how many values a programme file may hold in its lists and
// mappings, unless a [Reader] allows more: 250,000, which is about 16,000
// participants with their organisations and workstreams. It bounds the memory
// that a hostile file can ask for to 256 MiB.
const MaxEntries = strict.DefaultEntries

// A Reader reads programme files with other limits than the usual ones. Raise
// them only for files that you trust. The zero value is what [Parse] uses.
type Reader struct {
	MaxBytes   int // 0 for [MaxBytes]
	MaxEntries int // 0 for [MaxEntries]
}

// Load reads a programme from a file: JSON when its name ends in ".json", YAML
// otherwise. See [Parse] for what it returns.
func Load(fsys fs.FS, name string) (*Programme, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, fmt.Errorf("open programme: %w", err)
	}
	defer f.Close() //nolint:errcheck // only read from
	return Parse(f, name)
}

// Parse reads a programme from r; name stands in positions and, by its ending,
// tells JSON from YAML.
//
// There are two channels. An error means that the file cannot be understood at
// all: reading failed, or the file is too large, not UTF-8, not YAML or JSON,
// nested too deeply, or holds no document; in these cases the error is a
// [*FileError] with the findings. Everything else that is wrong with the file
// (unknown and duplicate keys, wrong types, impossible dates …) is found in one
// pass, kept with the programme and reported by [Check].
func Parse(r io.Reader, name string) (*Programme, error) { return Reader{}.Parse(r, name) }

// Parse is [Parse] with the limits of the reader.
func (lim Reader) Parse(r io.Reader, name string) (*Programme, error) {
	data, err := strict.Read(r, lim.MaxBytes)
	if problem, ok := errors.AsType[strict.Problem](err); ok {
		return nil, newFileError(name, nil, []strict.Problem{problem})
	}
	if err != nil {
		return nil, fmt.Errorf("read programme %s: %w", name, err)
	}
	doc, problems := strict.Parse(name, data, strict.Limits{Bytes: lim.MaxBytes, Entries: lim.MaxEntries})
	if !doc.Usable() || unreadable(problems) {
		return nil, newFileError(name, doc, problems)
	}
	p := &Programme{source: &source{doc: doc}}
	problems = append(problems, doc.Decode(p)...)
	strict.Sort(problems)
	p.source.findings = findings(name, problems)
	return p, nil
}

// unreadable reports whether one of the problems is of a kind after which the
// rest of the file means nothing.
func unreadable(problems []strict.Problem) bool {
	for i := range problems {
		switch problems[i].Kind {
		case strict.Syntax, strict.Encoding, strict.TooLarge, strict.TooDeep, strict.Empty:
			return true
		}
	}
	return false
}

// A FileError says why a file cannot be understood at all.
type FileError struct {
	Findings []dialog.Finding // at least one, each with its position
	source   *source
}

// Error returns the first finding as one English line.
func (e *FileError) Error() string { return e.Findings[0].Error() }

// Unwrap returns the findings, so that errors.As finds them.
func (e *FileError) Unwrap() []error {
	errs := make([]error, len(e.Findings))
	for i := range e.Findings {
		errs[i] = e.Findings[i]
	}
	return errs
}

// Report returns a report that holds the findings and nothing else, so that
// they can be written in every format.
func (e *FileError) Report(asOf dialog.Date) *Report {
	c := dialog.NewCheck(Rules(), asOf)
	for i := range e.Findings {
		c.Add(e.Findings[i])
	}
	r := newReport(c)
	r.File, r.Unreadable, r.source = e.Findings[0].Position.File, true, e.source
	return r
}

func newFileError(name string, doc *strict.Document, problems []strict.Problem) *FileError {
	return &FileError{Findings: findings(name, problems), source: &source{doc: doc}}
}

// A source is the file that a programme came from.
type source struct {
	doc      *strict.Document
	findings []dialog.Finding // about the file itself
}

// excerptLines is how many lines an excerpt shows before and after the culprit.
const excerptLines = 2

func (s *source) excerpt(p dialog.Position) string {
	if s == nil || s.doc == nil {
		return ""
	}
	return s.doc.Excerpt(p.Line, p.Column, excerptLines)
}

// locate fills in where the subject of a finding stands in the file.
func (s *source) locate(f *dialog.Finding) {
	if s == nil || s.doc == nil || !f.Position.IsZero() {
		return
	}
	f.Position.File = s.doc.Name()
	f.Position.Line, f.Position.Column = s.doc.Locate(f.Path)
}
