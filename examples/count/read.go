package main

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// A layout is a format of files.
type layout int

const (
	layoutCSV layout = iota
	layoutBLT
	layoutPabulib
	layoutJSON
)

// A BLT file begins with two numbers; comments may stand before them.
var beginsLikeBLT = regexp.MustCompile(`^(?:\s*#[^\n]*\n)*\s*\d+\s+\d+\s*(?:#|\n|\r|-|$)`)

// layoutOf recognises a file by its name, else by its content.
func layoutOf(name string, data []byte) layout {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".blt":
		return layoutBLT
	case ".pb":
		return layoutPabulib
	case ".csv":
		return layoutCSV
	case ".json":
		return layoutJSON
	}
	data = bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\uFEFF")))
	switch {
	case bytes.HasPrefix(data, []byte("{")):
		return layoutJSON
	case bytes.HasPrefix(bytes.ToUpper(data[:min(len(data), 4)]), []byte("META")):
		return layoutPabulib
	case beginsLikeBLT.Match(data):
		return layoutBLT
	}
	return layoutCSV
}

// load reads a file; "-" is standard input.
func (p program) load(name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(p.in)
	}
	return os.ReadFile(name)
}

// tally reads the ballots of a file. The contest is that of the flags, or of the file
// that -contest names.
func (p program) tally(o options, data []byte) (*ballot.Tally, error) {
	c, err := p.template(o)
	if err != nil {
		return nil, err
	}
	o.read.Name = filepath.ToSlash(o.file)
	read := ballot.ReadCSV
	switch layoutOf(o.file, data) {
	case layoutBLT:
		read = ballot.ReadBLT
	case layoutPabulib:
		read = ballot.ReadPabulib
	default:
		if o.declared == "" && len(c.Groups) == 0 {
			c.Groups = groupsIn(data, o.read.GroupColumn)
		}
	}
	t, err := read(bytes.NewReader(data), c, o.read)
	if lacksID(err) { // neither the flags nor the file name the contest: its name does
		c.ID = cmp.Or(c.Title, strings.TrimSuffix(filepath.Base(o.file), filepath.Ext(o.file)))
		t, err = read(bytes.NewReader(data), c, o.read)
	}
	return t, err
}

func (p program) template(o options) (*ballot.Contest, error) {
	if o.declared == "" {
		if o.contest.Method.SingleSeat() && o.contest.Method != ballot.Motion && o.contest.Seats == 0 {
			o.contest.Seats = 1
		}
		return &o.contest, nil
	}
	f, err := os.Open(o.declared)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // only read from
	c, err := ballot.ReadContest(f)
	if e, ok := errors.AsType[*ballot.FormatError](err); ok {
		e.File = filepath.ToSlash(o.declared)
	}
	return c, err
}

// contradictions are the faults of a contest in an error.
func contradictions(err error) (all []*ballot.ContestError) {
	switch e := err.(type) {
	case *ballot.ContestError:
		return []*ballot.ContestError{e}
	case interface{ Unwrap() []error }:
		for _, inner := range e.Unwrap() {
			all = append(all, contradictions(inner)...)
		}
	case interface{ Unwrap() error }:
		return contradictions(e.Unwrap())
	}
	return all
}

func lacksID(err error) bool {
	return slices.ContainsFunc(contradictions(err),
		func(e *ballot.ContestError) bool { return e.Path == "id" && e.Problem == ballot.Missing })
}
