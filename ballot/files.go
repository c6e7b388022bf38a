package ballot

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// FileOptions are what a reader of ballots is told beside the contest. The zero value
// suits most files.
type FileOptions struct {
	Name string // of the file, for errors
	// GroupColumn is the column that holds the ID of the voter's group; "" for the one
	// of the format: "group". BLT has none.
	GroupColumn string
}

// A file with ballots says who stands, and what was voted, but never how it is to be
// counted. Readers therefore take a template: a contest with its method, variant,
// validity and whatever else is declared. The file fills what the template leaves open:
//
//   - Options: where the template has some, they are the contest's, and the file must
//     have the same; otherwise they come from the file.
//   - Seats, Title and ID, where the template has none and the format knows them. The
//     ID is the title then.
//
// The template itself stays as it is. On an error nothing is counted.
type templated struct {
	data []byte
	c    *Contest
	t    *Tally
	o    FileOptions
	// declared says that the options are those of the template.
	declared bool
}

const byteOrderMark = "\uFEFF"

// newTemplated reads a file and copies the template.
func newTemplated(r io.Reader, template *Contest, o FileOptions) (*templated, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read ballots: %w", err)
	}
	c := new(Contest)
	if template != nil {
		*c = *template
	}
	c.Options = slices.Clone(c.Options)
	o.GroupColumn = cmp.Or(o.GroupColumn, "group")
	return &templated{data: bytes.TrimPrefix(data, []byte(byteOrderMark)), c: c, o: o,
		declared: len(c.Options) > 0}, nil
}

// begin makes the tally when all is known that ballots are judged by. Names, title and
// ID may follow.
func (f *templated) begin() error {
	id := f.c.ID
	defer func() { f.c.ID = id }()
	f.c.ID = cmp.Or(id, "open")
	if err := f.c.Validate(); err != nil {
		return err
	}
	f.t = newTally(f.c)
	return nil
}

// finish returns the tally of a file read to its end.
func (f *templated) finish(title string) (*Tally, error) {
	f.c.Title = cmp.Or(f.c.Title, title)
	f.c.ID = cmp.Or(f.c.ID, title)
	if err := f.c.Validate(); err != nil {
		return nil, err
	}
	return f.t, nil
}

// fail is an error at an offset of the file.
func (f *templated) fail(offset int, value, want string, args ...any) error {
	return formatError(f.data, int64(offset), fmt.Sprintf(want, args...), value)
}

// named gives the errors of a file its name.
func (o FileOptions) named(err error) error {
	if e := (*FormatError)(nil); errors.As(err, &e) {
		e.File = o.Name
		return e
	}
	if o.Name != "" && err != nil {
		return fmt.Errorf("%s: %w", o.Name, err)
	}
	return err
}

const endOfFile = "the end of the file"

// oneLine says whether a text can stand in a contest.
func oneLine(s []byte) bool { return utf8.Valid(s) && !bytes.ContainsAny(s, "\x00\r\n") }

// adopt takes over an option of the file and returns its index, or -1 for one that the
// template does not have.
func (f *templated) adopt(id, name string) int {
	if f.declared {
		return f.c.Index(id)
	}
	f.c.Options = append(f.c.Options, Option{ID: id, Name: name})
	return len(f.c.Options) - 1
}

// absent returns the first declared option that stands, but not in the file.
func (f *templated) absent(in []bool) (id string, ok bool) {
	for i, o := range f.c.Options {
		if f.declared && !in[i] && !o.Withdrawn {
			return o.ID, true
		}
	}
	return "", false
}

// ErrUnwritable is wrapped by every [UnwritableError].
var ErrUnwritable = errors.New("format cannot express it")

// An UnwritableError says that a tally has what a format has no words for. Nothing, or
// part of a file, was written.
type UnwritableError struct {
	Format string // "BLT", "Pabulib" or "CSV"
	What   string // what it cannot express
	Way    string // the way out
}

// Error returns one line.
func (e *UnwritableError) Error() string {
	return fmt.Sprintf("%s cannot express %s: %s", e.Format, e.What, e.Way)
}

// Unwrap makes errors.Is(err, ErrUnwritable) true.
func (e *UnwritableError) Unwrap() error { return ErrUnwritable }

const useCSV = "CSV and the JSON of results can"

// plain refuses a tally with invalid ballots that are not blank, and ballots that a
// flaw ended: programmes that read the format would judge them by rules of their own.
func (t *Tally) plain(format string) error {
	for g, a := range t.accounts {
		for r, n := range a {
			reason := Reason(r)
			blank := reason == Blank && t.c.Validity.Blank == Refuse && g < t.c.groupCount()
			if n > 0 && reason != Valid && !blank {
				return &UnwritableError{format, fmt.Sprintf("%d invalid ballots (%s)", n, reason), useCSV}
			}
		}
	}
	ended := uint64(0)
	for _, s := range t.table {
		if s.class > 0 && endReason(uint8(s.class-1)) != Valid {
			ended += s.n
		}
	}
	if ended > 0 {
		return &UnwritableError{format, fmt.Sprintf("%d ballots that a flaw ends", ended), useCSV}
	}
	return nil
}

// passedOver is an option that ballots can name without naming anybody who counts.
func (t *Tally) passedOver() (option int, ok bool) {
	i := slices.IndexFunc(t.c.Options, func(o Option) bool { return o.Withdrawn })
	return i, i >= 0 && t.c.Validity.Withdrawn == Ignore
}

// wantKind refuses a contest whose ballots a format cannot hold.
func (c *Contest) wantKind(format string, allowed ...Kind) error {
	if slices.Contains(allowed, c.Kind()) || !methods.Valid(c.Method) {
		return nil
	}
	names := make([]string, len(allowed))
	for i, k := range allowed {
		names[i] = k.String()
	}
	return &ContestError{Problem: Unusable, Path: "method", Value: c.Method.String(),
		Want: fmt.Sprintf("a method whose ballots %s can hold: of kind %s", format, strings.Join(names, ", "))}
}
