package ballot

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
)

// rows reads the lines of a table (RFC 4180) and knows where their fields stand.
type rows struct {
	*templated
	csv    *csv.Reader
	fields []string
}

func newRows(f *templated, separator rune) *rows {
	r := &rows{templated: f, csv: csv.NewReader(bytes.NewReader(f.data))}
	r.csv.Comma, r.csv.FieldsPerRecord, r.csv.ReuseRecord = separator, -1, true
	return r
}

// next reads a line; at the end of the file it returns false. Empty lines are passed
// over, as everywhere in such files.
func (r *rows) next() (bool, error) {
	fields, err := r.csv.Read()
	if errors.Is(err, io.EOF) {
		return false, nil
	}
	if parse := (*csv.ParseError)(nil); errors.As(err, &parse) {
		at := r.offset(parse.Line, parse.Column)
		if at >= len(r.data) {
			return false, r.fail(len(r.data), endOfFile, "a closing quote")
		}
		return false, r.fail(at, shorten(bytes.TrimRight(firstLine(r.data[at:]), "\r")), "%s",
			`quotes around the whole field, and a quote within as ""`)
	}
	r.fields = fields
	return err == nil, err
}

func firstLine(data []byte) []byte {
	line, _, _ := bytes.Cut(data, []byte("\n"))
	return line
}

// width refuses a line with more or fewer fields than the header.
func (r *rows) width(n int) error {
	if len(r.fields) == n {
		return nil
	}
	return r.failAt(0, strings.Join(r.fields, string(r.csv.Comma)), "%d fields, as in the header, not %d",
		n, len(r.fields))
}

// failAt is an error about a field.
func (r *rows) failAt(field int, value, want string, args ...any) error {
	line, column := r.csv.FieldPos(min(field, len(r.fields)-1))
	return r.fail(r.offset(line, column), value, want, args...)
}

// offset is the place of a column, in bytes from 1, of a line.
func (r *rows) offset(line, column int) int {
	at := 0
	for ; line > 1; line-- {
		next := bytes.IndexByte(r.data[at:], '\n')
		if next < 0 {
			return len(r.data)
		}
		at += next + 1
	}
	return min(at+column-1, len(r.data))
}

// cell is a field without the space around it.
func (r *rows) cell(field int) string { return strings.TrimSpace(r.fields[field]) }

// column finds a column of the header; -1 where there is none.
func (r *rows) column(name string) int {
	for i := range r.fields {
		if r.cell(i) == name {
			return i
		}
	}
	return -1
}

// once refuses a header that names a column twice.
func (r *rows) once() error {
	seen := make(map[string]bool, len(r.fields))
	for i, name := range r.fields {
		if seen[name] {
			return r.failAt(i, name, "each column once")
		}
		seen[name] = true
	}
	return nil
}

// readWhole reads a number without a sign up to a limit, which is at most MaxBallots.
func readWhole(s string, limit uint64) (v uint64, ok bool) {
	if len(s) == 0 || len(s) > 19 {
		return 0, false
	}
	for i := range len(s) {
		d := s[i] - '0'
		if d > 9 {
			return 0, false
		}
		v = v*10 + uint64(d)
	}
	return v, v <= limit
}
