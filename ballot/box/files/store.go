package files

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"path/filepath"
	"sync"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/internal/disk"
)

// ErrLocked is returned by [Open] where another process has the folders open.
var ErrLocked = disk.ErrLocked

// ErrBroken is returned after a flush or the removal of what was written has failed. Open
// the store anew; nothing that was acknowledged is lost.
var ErrBroken = errors.New("store cannot be sure of its disk any more: open it anew")

// ErrExchanged is returned by [Open] where the roll's folder was named for the ballots'
// and the other way round.
var ErrExchanged = errors.New("the folders of roll and ballots are exchanged")

// A Store keeps a box in two folders. Make one with [Open].
type Store struct {
	disk          disk.Disk
	rollDir, dir  string
	locks         []io.Closer
	mu            sync.Mutex
	roll, ballots *journal
	broken        error
}

var _ box.Store = (*Store)(nil)

// Open opens a store in two folders, which it makes if they do not exist, and takes both
// for this process. It cuts off what a loss of power has left of an entry that was never
// acknowledged. It fails with [ErrLocked], with [box.ErrDamaged], or because the disk does.
func Open(roll, ballots string) (*Store, error) { return OpenOn(disk.OS{}, roll, ballots) }

// OpenOn opens a store on another disk than the machine's. It is for the tests of this
// module: nobody else can name the type.
func OpenOn(d disk.Disk, roll, ballots string) (*Store, error) {
	if filepath.Clean(roll) == filepath.Clean(ballots) {
		return nil, fmt.Errorf("folder %q: roll and ballots lie apart; name two folders", roll)
	}
	s := &Store{disk: d, rollDir: roll, dir: ballots}
	if err := s.open(); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Store) open() (err error) {
	for _, dir := range []string{s.rollDir, s.dir} {
		if err := s.disk.MkdirAll(dir); err != nil {
			return err
		}
		lock, err := s.disk.Lock(dir)
		if err != nil {
			return err
		}
		s.locks = append(s.locks, lock)
		if err := s.tidy(dir); err != nil {
			return err
		}
	}
	if s.roll, err = s.journal(s.rollDir, rollPart); err != nil {
		return err
	}
	if s.ballots, err = s.journal(s.dir, ballotsPart); err != nil {
		return err
	}
	if wiping, err := s.isThere(s.wiping()); err != nil {
		return err
	} else if wiping {
		return s.wipe()
	}
	return s.recover()
}

// tidy removes what was written aside and did not get its name. A roll with names must not
// stay behind so.
func (s *Store) tidy(dir string) error {
	names := []string{s.wiping(), filepath.Join(dir, journalName)}
	for _, d := range box.Documents() {
		names = append(names, s.name(d))
	}
	for _, name := range names {
		if filepath.Dir(name) != filepath.Clean(dir) {
			continue
		}
		if err := s.disk.Remove(aside(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

const journalName = "journal"

// journal opens the journal of a folder, or makes it.
func (s *Store) journal(dir string, c compartment) (*journal, error) {
	name := filepath.Join(dir, journalName)
	there, err := s.isThere(name)
	if err == nil && !there {
		_, err = replace(s.disk, name, []byte(c.header))
	}
	if err == nil {
		// Names are made durable each time: whoever gave them may have died before.
		err = s.disk.SyncDir(dir)
	}
	if err != nil {
		return nil, err
	}
	f, err := s.disk.Open(name)
	if err != nil {
		return nil, err
	}
	j := &journal{File: f, compartment: c}
	if err := j.check(); err != nil {
		return nil, errors.Join(fmt.Errorf("folder %q: %w", dir, err), f.Close())
	}
	return j, nil
}

func (s *Store) isThere(name string) (bool, error) {
	f, err := s.disk.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, f.Close()
}

// recover finds out which entries are there, and cuts off the rest.
func (s *Store) recover() error {
	if err := errors.Join(s.roll.scan(), s.ballots.scan()); err != nil {
		return err
	}
	whole, err := s.whole()
	if err != nil {
		return err
	}
	for _, j := range []*journal{s.roll, s.ballots} {
		if err := j.cut(whole); err != nil {
			return err
		}
	}
	if whole == 0 {
		return nil
	}
	// A process that died after a failed flush may have left the last entry in the memory of
	// the machine only, where it reads as if it were durable.
	for _, j := range []*journal{s.ballots, s.roll} {
		if err := j.rewrite(whole - 1); err != nil {
			return err
		}
	}
	_ = s.ballots.setSeal(whole - 1)
	return s.ballots.Sync()
}

// whole is how many entries were acknowledged, or may have been.
func (s *Store) whole() (int, error) {
	whole, n := len(s.roll.frames), len(s.ballots.frames)
	// Where a file has got its length, but not its data, some file systems show what lay there
	// before: a frame of the roll from an attempt that was undone. It belongs to other ballots.
	if whole == n && whole > 0 && !s.paired(whole-1) {
		whole--
	}
	if n != whole && n != whole+1 {
		return 0, fmt.Errorf("%w: %d entries of the roll, %d of the ballots", box.ErrDamaged, whole, n)
	}
	for i := range whole {
		if !s.paired(i) {
			return 0, fmt.Errorf("%w: the parts of entry %d do not belong together", box.ErrDamaged, i)
		}
	}
	if n > whole {
		if sealed, err := s.ballots.sealed(whole); err != nil {
			return 0, err
		} else if sealed {
			return 0, fmt.Errorf("%w: entry %d was acknowledged, and is not whole on the roll", box.ErrDamaged, whole)
		}
	}
	return whole, nil
}

// paired reports whether the two parts of an entry were written together.
func (s *Store) paired(n int) bool { return s.roll.frames[n].other == s.ballots.frames[n].sum }

// Append implements [box.Store].
func (s *Store) Append(ctx context.Context, n uint64, e box.Entry) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := errors.Join(ctx.Err(), s.broken); err != nil {
		return err
	}
	if len(e.Roll) > box.MaxEntry || len(e.Ballots) > box.MaxEntry {
		return fmt.Errorf("entry %d has parts of %d and %d bytes (want at most %d)", n, len(e.Roll), len(e.Ballots), box.MaxEntry)
	}
	if n != uint64(len(s.roll.frames)) {
		return fmt.Errorf("%w: entry %d of %d", box.ErrConflict, n, len(s.roll.frames))
	}
	ballots := &frame{number: n, part: e.Ballots}
	if err := s.write(s.ballots, ballots); err != nil {
		return s.undo(int(n), err)
	}
	// The roll's frame makes it an entry, so it comes last.
	if err := s.write(s.roll, &frame{number: n, other: ballots.sum, part: e.Roll}); err != nil {
		return s.undo(int(n), err)
	}
	_ = s.ballots.setSeal(int(n)) // the entry is durable, with its seal or without
	return nil
}

// write writes a frame behind the others, and flushes it.
func (s *Store) write(j *journal, f *frame) error {
	if _, err := j.WriteAt(f.encode(j.magic), j.end()); err != nil {
		return err
	}
	if err := j.Sync(); err != nil {
		s.broken = fmt.Errorf("%w (%w)", ErrBroken, err)
		return err
	}
	j.add(f)
	return nil
}

// undo removes what was written of entry n, the roll's part first: should that fail, the
// entry may be there whole after a loss of power, and must not be there in half.
func (s *Store) undo(n int, cause error) error {
	for _, j := range []*journal{s.roll, s.ballots} {
		if err := j.cut(n); err != nil {
			s.broken = fmt.Errorf("%w (%w)", ErrBroken, err)
			break
		}
	}
	return fmt.Errorf("entry %d was not stored: %w", n, cause)
}

// Entries implements [box.Store].
func (s *Store) Entries(ctx context.Context, n uint64) iter.Seq2[box.Entry, error] {
	return func(yield func(box.Entry, error) bool) {
		for ; ; n++ {
			e, found, err := s.entry(ctx, n)
			if err == nil && !found {
				return
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

func (s *Store) entry(ctx context.Context, n uint64) (e box.Entry, found bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := errors.Join(ctx.Err(), s.broken); err != nil {
		return e, false, err
	}
	if n >= uint64(len(s.roll.frames)) {
		return e, false, nil
	}
	if e.Roll, err = s.roll.part(int(n)); err == nil {
		e.Ballots, err = s.ballots.part(int(n))
	}
	if err != nil {
		return box.Entry{}, false, err
	}
	return e, true, nil
}

// Close implements [box.Store]: it gives the folders back.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var errs []error
	if s.broken == nil {
		if s.ballots != nil {
			errs = append(errs, s.ballots.Sync()) // for the last seal
		}
		s.broken = fs.ErrClosed
	}
	for _, j := range []*journal{s.roll, s.ballots} {
		if j != nil {
			errs = append(errs, j.Close())
		}
	}
	for _, l := range s.locks {
		errs = append(errs, l.Close())
	}
	s.roll, s.ballots, s.locks = nil, nil, nil
	return errors.Join(errs...)
}
