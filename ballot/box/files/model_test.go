package files_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/files"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/internal/disk"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/internal/simdisk"
)

// A life is what a store goes through, and what it has to hold after all of it.
type life struct {
	rng    *rand.Rand
	disk   *simdisk.Disk
	wrap   func(disk.Disk) disk.Disk // plants a fault
	store  *files.Store
	counts map[string]int
	cuts   int // losses of power
	least  int // length of what is written, in bytes
	most   int

	entries   []box.Entry // acknowledged
	limbo     *box.Entry  // was refused, and may be behind them if the store was not sure of its disk
	wiping    bool        // the removal of all entries was refused in the same way
	documents map[box.Document][][]byte
}

func newLife(seed uint64) *life {
	rng := rand.New(rand.NewPCG(seed, 12))
	l := &life{rng: rng, disk: simdisk.New(rng), most: 1500, counts: map[string]int{}, documents: map[box.Document][][]byte{}}
	if seed%2 == 1 { // half of the disks have other troubles, too
		l.disk.Faults = simdisk.Faults{NoSpace: 20, BadWrite: 20, BadRead: 3, BadSync: 20, BadSyncDir: 20, Stale: seed%4 == 1}
	}
	switch seed % 8 {
	case 5: // entries of one length and many failing flushes, so that an attempt that was undone can show again
		l.disk.Faults, l.least, l.most = simdisk.Faults{BadSync: 150, Stale: true}, 20, 20
	case 6, 7:
		l.disk.Capacity = 10_000
	}
	return l
}

// random is an entry that stands for sealed ones: as good as random.
func (l *life) random() []byte {
	b := make([]byte, l.least+l.rng.IntN(l.most-l.least+1))
	for i := range b {
		b[i] = byte(l.rng.Uint32())
	}
	return b
}

// open opens the store, whatever the disk does meanwhile.
func (l *life) open(t require.TestingT) {
	for range 500 {
		var d disk.Disk = l.disk
		if l.wrap != nil {
			d = l.wrap(d)
		}
		if l.rng.IntN(4) == 0 {
			l.disk.CutAfter(1 + l.rng.IntN(25))
		}
		var err error
		l.store, err = files.OpenOn(d, "roll", "ballots")
		if err == nil && !l.disk.Off() {
			l.disk.CutAfter(-1)
			return
		}
		require.True(t, l.disk.Off() || isDiskError(err), "after %d losses of power: %v", l.cuts, err)
		l.end()
	}
	require.Fail(t, "the store cannot be opened")
}

// end is the end of a process, and mostly of the power, too.
func (l *life) end() {
	switch l.rng.IntN(6) {
	case 0:
		if l.store != nil {
			_ = l.store.Close()
		}
		l.disk = l.disk.Kill()
		l.counts["end: closed"]++
	case 1, 2:
		l.disk = l.disk.Kill()
		l.counts["end: killed"]++
	default:
		l.disk = l.disk.Restart()
		l.cuts++
	}
	l.store = nil
}

// read reads all entries.
func (l *life) read() (all []box.Entry, err error) {
	for e, err := range l.store.Entries(ctx, 0) {
		if err != nil {
			return nil, err
		}
		all = append(all, box.Entry{Roll: bytes.Clone(e.Roll), Ballots: bytes.Clone(e.Ballots)})
	}
	return all, nil
}

// check holds what the store has against what it must have, and takes in what it has of
// what was refused: it has to stay so. It reports whether the store can be used.
func (l *life) check(t require.TestingT) bool {
	roll, ballots, err := l.store.Tails()
	if err == nil {
		require.Zero(t, roll+ballots, "torn tails were not cut off: %d, %d bytes", roll, ballots)
	}
	all, err := l.read()
	if err != nil {
		require.True(t, l.disk.Off() || isDiskError(err), err)
		return false
	}
	if l.wiping && len(all) == 0 {
		l.entries, l.limbo = nil, nil
		l.counts["wiped though refused"]++
	}
	l.wiping = false
	if l.limbo != nil && len(all) > len(l.entries) {
		l.entries = append(l.entries, *l.limbo)
		l.counts["entry kept though refused"]++
	} else if l.limbo != nil {
		l.counts["entry gone, and refused"]++
	}
	l.limbo = nil
	l.same(t, all)
	for _, d := range box.Documents() {
		if !l.get(t, d) {
			return false
		}
	}
	return true
}

func (l *life) same(t require.TestingT, all []box.Entry) {
	require.Equal(t, len(l.entries), len(all), "number of entries after %d losses of power", l.cuts)
	for n, e := range l.entries {
		require.True(t, bytes.Equal(e.Roll, all[n].Roll), "roll's part of entry %d, after %d losses of power", n, l.cuts)
		require.True(t, bytes.Equal(e.Ballots, all[n].Ballots), "ballots' part of entry %d, after %d losses of power", n, l.cuts)
	}
}

// get holds a document against what it may be.
func (l *life) get(t require.TestingT, d box.Document) bool {
	data, err := l.store.Get(ctx, d)
	if errors.Is(err, box.ErrNoDocument) {
		data, err = nil, nil
	} else if err == nil {
		data = append([]byte{}, data...)
	}
	if err != nil {
		require.True(t, l.disk.Off() || isDiskError(err), err)
		return false
	}
	may := l.documents[d]
	if may == nil {
		may = [][]byte{nil}
	}
	for i, m := range may {
		if (m == nil) == (data == nil) && bytes.Equal(m, data) {
			if len(may) > 1 {
				l.counts[fmt.Sprintf("refused document is the %s one", [...]string{"old", "new"}[min(i, 1)])]++
			}
			l.documents[d] = [][]byte{m}
			return true
		}
	}
	require.Fail(t, "a document is another one", "%v, after %d losses of power: %d bytes, one of %d", d, l.cuts, len(data), len(may))
	return false
}

// step does something. It reports whether the store can still be used.
func (l *life) step(t require.TestingT) bool {
	var err error
	switch k := l.rng.IntN(20); {
	case k < 13:
		e := box.Entry{Roll: l.random(), Ballots: l.random()}
		if err = l.store.Append(ctx, uint64(len(l.entries)), e); err == nil {
			l.entries = append(l.entries, e)
			l.counts["entry acknowledged"]++
			return true
		}
		l.limbo = &e
	case k < 17:
		d := box.Documents()[l.rng.IntN(len(box.Documents()))]
		data := append([]byte{}, l.random()...)
		before := l.documents[d]
		if before == nil {
			before = [][]byte{nil}
		}
		if err = l.store.Put(ctx, d, data); err == nil {
			l.documents[d] = [][]byte{data}
			l.counts["document acknowledged"]++
			return true
		}
		l.documents[d] = append(before[:len(before):len(before)], data)
	case k < 19:
		return l.check(t)
	default:
		if err = l.store.Wipe(ctx); err == nil {
			l.entries = nil
			l.counts["wiped"]++
			return true
		}
		l.wiping = true
	}
	require.True(t, l.disk.Off() || isDiskError(err), err)
	if l.disk.Off() {
		return false
	}
	return l.unchanged(t)
}

// unchanged says that a store that has refused something, and goes on, has what it had.
func (l *life) unchanged(t require.TestingT) bool {
	all, err := l.read()
	if errors.Is(err, files.ErrBroken) {
		l.counts["refused, and broken"]++
		return false
	}
	if err != nil {
		require.True(t, l.disk.Off() || isDiskError(err), err)
		return false
	}
	l.counts["refused, and went on"]++
	l.limbo, l.wiping = nil, false
	for d, may := range l.documents {
		l.documents[d] = may[:1]
	}
	l.same(t, all)
	return true
}

// hold is a life with many losses of power.
func (l *life) hold(t require.TestingT) {
	for range 12 {
		l.open(t)
		if l.check(t) {
			l.disk.CutAfter(1 + l.rng.IntN(60))
			for range 12 {
				if !l.step(t) {
					break
				}
			}
		}
		l.end()
	}
	l.flip(t)
}

// flip flips a bit of what has come to rest: nothing else than what was written is read back.
func (l *life) flip(t require.TestingT) {
	l.disk.Faults = simdisk.Faults{}
	l.open(t)
	l.disk.CutAfter(-1)
	require.True(t, l.check(t))
	require.NoError(t, l.store.Close())
	l.disk = l.disk.Restart()
	for range 5 {
		name := [...]string{"roll/journal", "ballots/journal", "ballots/opening", "roll/roll"}[l.rng.IntN(4)]
		size := len(l.disk.Peek(name))
		if size == 0 {
			continue // there is no such document
		}
		bit := l.rng.IntN(8 * size)
		l.disk.Flip(name, bit)
		err := l.readBack(t)
		require.True(t, err == nil || errors.Is(err, box.ErrDamaged), "%s, bit %d: %v", name, bit, err)
		if err == nil {
			l.counts["flipped bit of no matter"]++ // in the seal of an entry that is whole, which is set anew for the last
			return
		}
		l.counts["flipped bit noticed"]++
		l.disk = l.disk.Kill()
		l.disk.Flip(name, bit)
	}
}

// readBack opens the store and reads everything. What it gets must be right.
func (l *life) readBack(t require.TestingT) error {
	s, err := files.OpenOn(l.disk, "roll", "ballots")
	if err != nil {
		return err
	}
	defer s.Close()
	l.store = s
	all, err := l.read()
	if err != nil {
		return err
	}
	l.same(t, all)
	for _, d := range box.Documents() {
		if _, err := s.Get(ctx, d); errors.Is(err, box.ErrDamaged) {
			return err
		}
		require.True(t, l.get(t, d))
	}
	return nil
}

// The same as for a whole box, one level below: more entries, of all lengths, on disks with
// more troubles, and with processes that are killed while the machine goes on.
func TestAStoreHoldsWhatItHasAcknowledged(t *testing.T) {
	cuts, counts := 0, map[string]int{}
	for seed := uint64(0); cuts < failures(); seed++ {
		l := newLife(seed)
		l.seed(t, seed)
		cuts += l.cuts
		for _, m := range []map[string]int{l.counts, l.disk.Counts} {
			for what, n := range m {
				counts[what] += n
			}
		}
	}
	t.Logf("%d losses of power", cuts)
	happened(t, counts, "end: closed", "end: killed", "entry acknowledged", "entry kept though refused", "entry gone, and refused",
		"document acknowledged", "refused document is the old one", "refused document is the new one", "wiped", "wiped though refused",
		"refused, and broken", "refused, and went on", "sector kept", "sector lost", "sector torn", "length kept without data",
		"length lost", "name lost", "name kept though not flushed", "stale data seen", "ENOSPC", "ENOSPC for good", "EIO on read",
		"EIO on write", "EIO on flush", "EIO on flush of names", "flipped bit noticed", "flipped bit of no matter")
}

// seed holds a life, and says how it can be had again if it fails.
func (l *life) seed(t *testing.T, seed uint64) {
	defer func() {
		if t.Failed() {
			t.Logf("seed %d", seed)
		}
	}()
	l.hold(t)
}
