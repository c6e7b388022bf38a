package files_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot/box/internal/disk"
)

// A careless disk leaves something out that the store relies on.
type careless struct {
	disk.Disk
	file    func(name string, f disk.File) disk.File
	syncDir func(last string) bool // whether it is really done; last is what was renamed before
	last    string
}

func (c *careless) Create(name string) (disk.File, error) {
	return c.wrapped(name)(c.Disk.Create(name))
}

func (c *careless) Open(name string) (disk.File, error) { return c.wrapped(name)(c.Disk.Open(name)) }

func (c *careless) wrapped(name string) func(disk.File, error) (disk.File, error) {
	return func(f disk.File, err error) (disk.File, error) {
		if err != nil || c.file == nil {
			return f, err
		}
		return c.file(name, f), nil
	}
}

func (c *careless) Rename(from, to string) error {
	c.last = to
	return c.Disk.Rename(from, to)
}

func (c *careless) SyncDir(dir string) error {
	last := c.last
	c.last = ""
	if c.syncDir != nil && !c.syncDir(last) {
		return nil
	}
	return c.Disk.SyncDir(dir)
}

// noSync forgets to flush.
type noSync struct{ disk.File }

func (noSync) Sync() error { return nil }

// lateSync flushes when it is next written to, after everybody was told.
type lateSync struct {
	disk.File
	owed bool
}

func (l *lateSync) Sync() error {
	l.owed = true
	return nil
}

func (l *lateSync) WriteAt(p []byte, at int64) (int, error) {
	if l.owed {
		l.owed = false
		if err := l.File.Sync(); err != nil {
			return 0, err
		}
	}
	return l.File.WriteAt(p, at)
}

// noCut forgets to cut.
type noCut struct{ disk.File }

func (noCut) Truncate(int64) error { return nil }

func only(ending string, wrap func(disk.File) disk.File) func(string, disk.File) disk.File {
	return func(name string, f disk.File) disk.File {
		if strings.HasSuffix(name, ending) {
			return wrap(f)
		}
		return f
	}
}

// A mistake is what the harness must find, by how many losses of power at most.
var mistakes = []struct {
	name  string
	plant careless
}{
	{"the journal of the ballots is not flushed", careless{file: only("ballots/journal", func(f disk.File) disk.File { return noSync{f} })}},
	{"the journal of the roll is not flushed", careless{file: only("roll/journal", func(f disk.File) disk.File { return noSync{f} })}},
	{"a vote is acknowledged before the flush", careless{file: only("/journal", func(f disk.File) disk.File { return &lateSync{File: f} })}},
	{"a document is not flushed before it gets its name", careless{file: only(".new", func(f disk.File) disk.File { return noSync{f} })}},
	{"a new name of a document is not flushed", careless{syncDir: func(last string) bool { return last == "" || strings.HasSuffix(last, "/journal") }}},
	{"the name of a new journal is not flushed", careless{syncDir: func(last string) bool { return last != "" && !strings.HasSuffix(last, "/journal") }}},
	{"a torn tail is not cut off", careless{file: only("/journal", func(f disk.File) disk.File { return noCut{f} })}},
}

// A witness of failure is a test inside a test.
type inner struct{ failure string }

func (i *inner) Errorf(format string, args ...any) {
	if i.failure == "" {
		i.failure = fmt.Sprintf(format, args...)
	}
}

func (i *inner) FailNow() { panic(i) }

// hold runs what may fail.
func (i *inner) hold(f func(require.TestingT)) {
	defer func() {
		if r := recover(); r != nil && r != any(i) {
			panic(r)
		}
	}()
	f(i)
}

// A trial is an election or a life with a mistake in it. It returns what to hold, and where
// the losses of power are counted.
type trial func(seed uint64, wrap func(disk.Disk) disk.Disk) (hold func(require.TestingT), cuts *int)

// The disks of even seeds have no other troubles than that the power goes, those of lives but
// for being full.
func electionTrial(seed uint64, wrap func(disk.Disk) disk.Disk) (func(require.TestingT), *int) {
	e := newElection(2*seed, wrap)
	return e.hold, &e.cuts
}

func lifeTrial(seed uint64, wrap func(disk.Disk) disk.Disk) (func(require.TestingT), *int) {
	l := newLife(2 * seed)
	l.wrap = wrap
	return l.hold, &l.cuts
}

// A harness that finds nothing may be blind. Each of these mistakes is made on purpose, and
// has to be found: in the store alone, and in the box that it holds.
func TestEachPlantedMistakeIsFound(t *testing.T) {
	for _, m := range mistakes {
		plant := func(d disk.Disk) disk.Disk {
			c := m.plant
			c.Disk = d
			return &c
		}
		t.Run(m.name, func(t *testing.T) {
			t.Run("store", func(t *testing.T) { findMistake(t, lifeTrial, plant) })
			t.Run("box", func(t *testing.T) { findMistake(t, electionTrial, plant) })
		})
	}
}

func findMistake(t *testing.T, try trial, plant func(disk.Disk) disk.Disk) {
	cuts := 0
	for seed := uint64(0); cuts < 20_000; seed++ {
		hold, more := try(seed, plant)
		i := new(inner)
		i.hold(hold)
		cuts += *more
		if i.failure != "" {
			t.Logf("found by loss of power %d: %s", cuts, oneLine(i.failure))
			return
		}
	}
	require.Fail(t, "not found", "by %d losses of power", cuts)
}

// oneLine is what testify says went wrong.
func oneLine(s string) string {
	var parts []string
	take := false
	for line := range strings.Lines(s) {
		line = strings.TrimSpace(line)
		if label, rest, ok := strings.Cut(line, ":"); ok && (label == "Error" || label == "Messages") {
			take, line = true, strings.TrimSpace(rest)
		} else if ok && label == "Error Trace" {
			take = false
		}
		if take && line != "" {
			parts = append(parts, line)
		}
	}
	return strings.Join(parts, "; ")
}
