package boxtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
)

// TestStore tests that a store does what [box.Store] asks for. Fresh is called once for
// each test; it returns a function that opens a store on data of this test, the same data
// each time. A store that lets only one have its data open says so by an error, and is not
// tested with two.
func TestStore(t *testing.T, fresh func(t *testing.T) (open func() (box.Store, error))) {
	for _, c := range []struct {
		name string
		run  func(s *suite)
	}{
		{"entries come back as they were appended", (*suite).entries},
		{"entries have numbers without gaps", (*suite).numbers},
		{"entries can be read from any number on", (*suite).from},
		{"large entries come back", (*suite).large},
		{"what was appended is nobody's to change", (*suite).aliases},
		{"a journal that was wiped is empty", (*suite).wiped},
		{"documents come back, and replace each other", (*suite).documents},
		{"nothing happens when the context has ended", (*suite).ended},
		{"of two who append the same number one succeeds", (*suite).race},
		{"a wipe leaves no entry behind that others append", (*suite).wipe},
		{"two stores on the same data agree", (*suite).two},
		{"a box can be held in it", (*suite).box},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := &suite{T: t, ctx: context.Background(), open: fresh(t)}
			s.start()
			c.run(s)
			s.must(s.store.Close())
		})
	}
}

// A suite tests one store.
type suite struct {
	*testing.T
	ctx   context.Context
	open  func() (box.Store, error)
	store box.Store
}

func (s *suite) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func (s *suite) want(err, target error) {
	s.Helper()
	if !errors.Is(err, target) {
		s.Fatalf("error is %v, and should be %v", err, target)
	}
}

func (s *suite) start() {
	s.Helper()
	var err error
	s.store, err = s.open()
	s.must(err)
}

// restart closes the store and opens it anew.
func (s *suite) restart() {
	s.Helper()
	s.must(s.store.Close())
	s.start()
}

// sample is an entry that no other has, but for those that are empty.
func sample(n int) box.Entry {
	every := make([]byte, 256)
	for i := range every {
		every[i] = byte(i + n)
	}
	e := box.Entry{Roll: fmt.Appendf(nil, "roll %d %s", n, every), Ballots: fmt.Appendf(nil, "ballots %d %s", n, every)}
	switch n % 5 {
	case 2:
		return box.Entry{} // an entry all the same
	case 3:
		e.Ballots = nil
	case 4:
		e.Roll = nil
	}
	return e
}

func (s *suite) append(from, to int) {
	s.Helper()
	for n := from; n < to; n++ {
		s.must(s.store.Append(s.ctx, uint64(n), sample(n)))
	}
}

// read reads all entries from a number on.
func (s *suite) read(n uint64) (all []box.Entry) {
	s.Helper()
	for e, err := range s.store.Entries(s.ctx, n) {
		s.must(err)
		all = append(all, box.Entry{Roll: slices.Clone(e.Roll), Ballots: slices.Clone(e.Ballots)})
	}
	return all
}

// holds checks that the journal has so many samples, and nothing else.
func (s *suite) holds(want int) {
	s.Helper()
	all := s.read(0)
	if len(all) != want {
		s.Fatalf("journal has %d entries, and should have %d", len(all), want)
	}
	for n, e := range all {
		s.same(e, sample(n))
	}
}

func (s *suite) same(got, want box.Entry) {
	s.Helper()
	if !bytes.Equal(got.Roll, want.Roll) || !bytes.Equal(got.Ballots, want.Ballots) {
		s.Fatalf("entry is %.40q, %.40q and should be %.40q, %.40q", got.Roll, got.Ballots, want.Roll, want.Ballots)
	}
}

func (s *suite) entries() {
	s.holds(0)
	s.append(0, 7)
	s.holds(7)
	s.restart()
	s.holds(7)
	s.append(7, 60)
	s.restart()
	s.holds(60)
}

func (s *suite) numbers() {
	s.want(s.store.Append(s.ctx, 1, sample(1)), box.ErrConflict)
	s.append(0, 3)
	for _, n := range []uint64{0, 2, 4, 1 << 40} {
		s.want(s.store.Append(s.ctx, n, sample(9)), box.ErrConflict)
		s.holds(3)
	}
	s.append(3, 4)
	s.holds(4)
}

func (s *suite) from() {
	s.append(0, 9)
	for n := range 11 {
		if all := s.read(uint64(n)); len(all) != max(0, 9-n) {
			s.Fatalf("%d entries from number %d on", len(all), n)
		} else if len(all) > 0 {
			s.same(all[0], sample(n))
		}
	}
	for range s.store.Entries(s.ctx, 0) {
		break // a reader may stop, and the store goes on
	}
	s.append(9, 10)
	s.holds(10)
}

func (s *suite) large() {
	e := box.Entry{Roll: bytes.Repeat([]byte{0}, 1<<20), Ballots: bytes.Repeat([]byte("0123456789abcdef"), 1<<17)}
	s.must(s.store.Append(s.ctx, 0, e))
	s.must(s.store.Put(s.ctx, box.UrnDocument, e.Ballots))
	s.restart()
	s.same(s.read(0)[0], e)
	data, err := s.store.Get(s.ctx, box.UrnDocument)
	s.must(err)
	if !bytes.Equal(data, e.Ballots) {
		s.Fatal("a large document does not come back")
	}
}

func (s *suite) aliases() {
	e := sample(0)
	s.must(s.store.Append(s.ctx, 0, e))
	clear(e.Roll)
	data := []byte("document")
	s.must(s.store.Put(s.ctx, box.RollDocument, data))
	clear(data)
	for read := range s.store.Entries(s.ctx, 0) {
		clear(read.Roll)
	}
	got, err := s.store.Get(s.ctx, box.RollDocument)
	s.must(err)
	clear(got)
	s.holds(1)
	if got, err = s.store.Get(s.ctx, box.RollDocument); err != nil || string(got) != "document" {
		s.Fatalf("document is %q, %v", got, err)
	}
}

func (s *suite) wiped() {
	s.must(s.store.Wipe(s.ctx))
	s.append(0, 20)
	s.must(s.store.Put(s.ctx, box.UrnDocument, []byte("urn")))
	for range 2 {
		s.must(s.store.Wipe(s.ctx))
		s.holds(0)
		s.want(s.store.Append(s.ctx, 20, sample(20)), box.ErrConflict)
	}
	s.restart()
	s.holds(0)
	if data, err := s.store.Get(s.ctx, box.UrnDocument); err != nil || string(data) != "urn" {
		s.Fatalf("document is %q, %v", data, err)
	}
	s.append(0, 3)
	s.restart()
	s.holds(3)
}

func (s *suite) documents() {
	for round := range 3 {
		for _, d := range box.Documents() {
			if _, err := s.store.Get(s.ctx, d); round == 0 {
				s.want(err, box.ErrNoDocument)
			}
			s.must(s.store.Put(s.ctx, d, fmt.Appendf(nil, "%s\n%d\x00\xff", d, round)))
		}
		s.restart()
		for _, d := range box.Documents() {
			data, err := s.store.Get(s.ctx, d)
			s.must(err)
			if want := fmt.Sprintf("%s\n%d\x00\xff", d, round); string(data) != want {
				s.Fatalf("document %s is %q, and should be %q", d, data, want)
			}
		}
	}
	s.must(s.store.Put(s.ctx, box.UrnDocument, nil))
	if data, err := s.store.Get(s.ctx, box.UrnDocument); err != nil || len(data) != 0 {
		s.Fatalf("an empty document is %q, %v", data, err)
	}
}

func (s *suite) ended() {
	s.append(0, 2)
	ctx, cancel := context.WithCancel(s.ctx)
	cancel()
	for what, err := range map[string]error{
		"Append": s.store.Append(ctx, 2, sample(2)),
		"Put":    s.store.Put(ctx, box.UrnDocument, []byte("late")),
		"Wipe":   s.store.Wipe(ctx),
	} {
		if err == nil {
			s.Fatalf("%s succeeds though its context has ended", what)
		}
	}
	_, err := s.store.Get(ctx, box.RollDocument)
	if err == nil || errors.Is(err, box.ErrNoDocument) {
		s.Fatalf("Get of a document says %v though its context has ended", err)
	}
	read, err := 0, nil
	for _, err = range s.store.Entries(ctx, 0) {
		read++
	}
	if read != 1 || err == nil {
		s.Fatalf("a journal that cannot be read yields %d entries, and last the error %v", read, err)
	}
	s.restart()
	s.holds(2)
	_, err = s.store.Get(s.ctx, box.UrnDocument)
	s.want(err, box.ErrNoDocument)
}
