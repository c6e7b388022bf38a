package boxtest_test

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/boxtest"
)

// A faulty store has one method that neglects a duty.
type faulty struct {
	*boxtest.Memory
	append  func(ctx context.Context, n uint64, e box.Entry) error
	entries func(ctx context.Context, n uint64) iter.Seq2[box.Entry, error]
	wipe    func(ctx context.Context) error
	put     func(ctx context.Context, d box.Document, data []byte) error
	get     func(ctx context.Context, d box.Document) ([]byte, error)
}

func (f *faulty) Append(ctx context.Context, n uint64, e box.Entry) error {
	if f.append != nil {
		return f.append(ctx, n, e)
	}
	return f.Memory.Append(ctx, n, e)
}

func (f *faulty) Entries(ctx context.Context, n uint64) iter.Seq2[box.Entry, error] {
	if f.entries != nil {
		return f.entries(ctx, n)
	}
	return f.Memory.Entries(ctx, n)
}

func (f *faulty) Wipe(ctx context.Context) error {
	if f.wipe != nil {
		return f.wipe(ctx)
	}
	return f.Memory.Wipe(ctx)
}

func (f *faulty) Put(ctx context.Context, d box.Document, data []byte) error {
	if f.put != nil {
		return f.put(ctx, d, data)
	}
	return f.Memory.Put(ctx, d, data)
}

func (f *faulty) Get(ctx context.Context, d box.Document) ([]byte, error) {
	if f.get != nil {
		return f.get(ctx, d)
	}
	return f.Memory.Get(ctx, d)
}

func length(m *boxtest.Memory) (n uint64) {
	for range m.Entries(context.Background(), 0) {
		n++
	}
	return n
}

// faults are stores that neglect one duty each, and the test that has to find it.
var faults = []struct {
	name, found string
	open        func(m *boxtest.Memory) box.Store
}{
	{"forgets with the process", "entries come back as they were appended", func(*boxtest.Memory) box.Store { return new(boxtest.Memory) }},
	{"loses empty entries", "entries come back as they were appended", func(m *boxtest.Memory) box.Store {
		f := &faulty{Memory: m}
		f.entries = func(ctx context.Context, n uint64) iter.Seq2[box.Entry, error] {
			return func(yield func(box.Entry, error) bool) {
				for e, err := range m.Entries(ctx, n) {
					if (err != nil || len(e.Roll)+len(e.Ballots) > 0) && !yield(e, err) {
						return
					}
				}
			}
		}
		return f
	}},
	{"takes text only", "entries come back as they were appended", func(m *boxtest.Memory) box.Store {
		f := &faulty{Memory: m}
		f.append = func(ctx context.Context, n uint64, e box.Entry) error {
			return m.Append(ctx, n, box.Entry{Roll: bytes.ToValidUTF8(e.Roll, nil), Ballots: e.Ballots})
		}
		return f
	}},
	{"exchanges the parts", "entries come back as they were appended", func(m *boxtest.Memory) box.Store {
		f := &faulty{Memory: m}
		f.append = func(ctx context.Context, n uint64, e box.Entry) error {
			return m.Append(ctx, n, box.Entry{Roll: e.Ballots, Ballots: e.Roll})
		}
		return f
	}},
	{"does not look at the number", "entries have numbers without gaps", func(m *boxtest.Memory) box.Store {
		f := &faulty{Memory: m}
		f.append = func(ctx context.Context, _ uint64, e box.Entry) error { return m.Append(ctx, length(m), e) }
		return f
	}},
	{"takes a number that was taken", "entries have numbers without gaps", func(m *boxtest.Memory) box.Store {
		f := &faulty{Memory: m}
		f.append = func(ctx context.Context, n uint64, e box.Entry) error {
			if n < length(m) {
				return nil
			}
			return m.Append(ctx, n, e)
		}
		return f
	}},
	{"reads from the beginning always", "entries can be read from any number on", func(m *boxtest.Memory) box.Store {
		f := &faulty{Memory: m}
		f.entries = func(ctx context.Context, _ uint64) iter.Seq2[box.Entry, error] { return m.Entries(ctx, 0) }
		return f
	}},
	{"cuts at 64 KiB", "large entries come back", func(m *boxtest.Memory) box.Store {
		f := &faulty{Memory: m}
		f.append = func(ctx context.Context, n uint64, e box.Entry) error {
			e.Roll = e.Roll[:min(len(e.Roll), 1<<16)]
			return m.Append(ctx, n, e)
		}
		return f
	}},
	{"lends its documents", "what was appended is nobody's to change", func(m *boxtest.Memory) box.Store {
		lent := map[box.Document][]byte{}
		f := &faulty{Memory: m}
		f.put = func(_ context.Context, d box.Document, data []byte) error {
			lent[d] = data
			return nil
		}
		f.get = func(_ context.Context, d box.Document) ([]byte, error) { return lent[d], nil }
		return f
	}},
	{"does not wipe", "a journal that was wiped is empty", func(m *boxtest.Memory) box.Store {
		f := &faulty{Memory: m}
		f.wipe = func(context.Context) error { return nil }
		return f
	}},
	{"wipes documents, too", "a journal that was wiped is empty", func(m *boxtest.Memory) box.Store {
		f := &faulty{Memory: m}
		f.wipe = func(ctx context.Context) error {
			_ = m.Put(ctx, box.UrnDocument, nil) // as good as gone
			return m.Wipe(ctx)
		}
		return f
	}},
	{"has a document that nobody wrote", "documents come back, and replace each other", func(m *boxtest.Memory) box.Store {
		f := &faulty{Memory: m}
		f.get = func(ctx context.Context, d box.Document) ([]byte, error) {
			data, _ := m.Get(ctx, d)
			return data, nil
		}
		return f
	}},
	{"keeps the first document", "documents come back, and replace each other", func(m *boxtest.Memory) box.Store {
		f := &faulty{Memory: m}
		f.put = func(ctx context.Context, d box.Document, data []byte) error {
			if _, err := m.Get(ctx, d); err == nil {
				return nil
			}
			return m.Put(ctx, d, data)
		}
		return f
	}},
	{"goes on when the context has ended", "nothing happens when the context has ended", func(m *boxtest.Memory) box.Store {
		f := &faulty{Memory: m}
		f.append = func(_ context.Context, n uint64, e box.Entry) error { return m.Append(context.Background(), n, e) }
		return f
	}},
	{"shows an empty journal when the context has ended", "nothing happens when the context has ended", func(m *boxtest.Memory) box.Store {
		f := &faulty{Memory: m}
		f.entries = func(ctx context.Context, n uint64) iter.Seq2[box.Entry, error] {
			if ctx.Err() != nil {
				return func(func(box.Entry, error) bool) {}
			}
			return m.Entries(ctx, n)
		}
		return f
	}},
	{"says yes to all who race", "of two who append the same number one succeeds", func(m *boxtest.Memory) box.Store {
		f := &faulty{Memory: m}
		f.append = func(ctx context.Context, n uint64, e box.Entry) error {
			if n+1 == length(m) {
				return nil // the rival's, who was here just before
			}
			return m.Append(ctx, n, e)
		}
		return f
	}},
	{"leaves an entry when it wipes", "a wipe leaves no entry behind that others append", func(m *boxtest.Memory) box.Store {
		f := &faulty{Memory: m}
		f.wipe = func(ctx context.Context) error {
			var last []box.Entry // what another transaction has yet to commit
			for e := range m.Entries(ctx, 0) {
				last = []box.Entry{e}
			}
			err := m.Wipe(ctx)
			for _, e := range last {
				err = errors.Join(err, m.Append(ctx, 0, e))
			}
			return err
		}
		return f
	}},
	{"does not look at what others write", "two stores on the same data agree", func(m *boxtest.Memory) box.Store {
		documents := map[box.Document][]byte{} // a cache that does not hear of others
		f := &faulty{Memory: m}
		f.get = func(ctx context.Context, d box.Document) ([]byte, error) {
			if data, ok := documents[d]; ok {
				return slices.Clone(data), nil
			}
			return m.Get(ctx, d)
		}
		f.put = func(ctx context.Context, d box.Document, data []byte) error {
			if d == box.UrnDocument {
				documents[d] = slices.Clone(data)
				return nil
			}
			return m.Put(ctx, d, data)
		}
		return f
	}},
}

const faultVariable = "DFC_BOXTEST_FAULT"

// The suite stops a test, so that each fault needs a process of its own.
func TestTheSuiteFindsStoresThatNeglectADuty(t *testing.T) {
	for _, f := range faults {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			rule := strings.ReplaceAll(f.found, " ", "_")
			cmd := exec.Command(os.Args[0], "-test.run=^TestFaultyStore$/^"+rule+"$")
			cmd.Env = append(os.Environ(), faultVariable+"="+f.name)
			out, err := cmd.CombinedOutput()
			require.Error(t, err, "%s is not found", f.name)
			assert.Contains(t, string(out), "--- FAIL: TestFaultyStore/"+rule)
			assert.NotContains(t, string(out), "panic:")
		})
	}
}

func TestFaultyStore(t *testing.T) {
	for _, f := range faults {
		if f.name == os.Getenv(faultVariable) {
			boxtest.TestStore(t, func(*testing.T) func() (box.Store, error) {
				m := new(boxtest.Memory)
				return func() (box.Store, error) { return f.open(m), nil }
			})
			return
		}
	}
	t.Skip("TestTheSuiteFindsStoresThatNeglectADuty runs it")
}
