package box

import (
	"context"
	"errors"
	"fmt"
)

// write appends an act to the journal and takes it in. When it returns nil, the act is
// durable. The caller has writing.
//
// A store that fails need not have failed: a database can lose the answer to a commit
// that it has made. So after every failure the journal is read on, and what it holds
// decides. That is safe only because a store must not show what is not durable.
func (b *Box) write(ctx context.Context, a *act) error {
	n := b.entries
	sealed := b.seal.seal(n, a.encode())
	err := b.store.Append(ctx, n, sealed)
	if err == nil {
		return b.apply(a)
	}
	// The journal has to be known again even when the caller's patience is at its end.
	ctx = context.WithoutCancel(ctx)
	own := false
	for e, readErr := range b.store.Entries(ctx, n) {
		own = readErr == nil && string(e.Roll) == string(sealed.Roll) && string(e.Ballots) == string(sealed.Ballots)
		break
	}
	if catchErr := b.catchUp(ctx); catchErr != nil {
		return fmt.Errorf("%w (after: %v)", catchErr, err)
	}
	switch {
	case own:
		return nil
	case errors.Is(err, ErrConflict) && b.entries == n:
		return b.overtaken(ctx, err)
	}
	return err
}

// overtaken finds out why a journal that holds nothing new takes nothing more: another
// process has closed the box and removed it.
func (b *Box) overtaken(ctx context.Context, err error) error {
	if _, getErr := b.store.Get(ctx, UrnDocument); getErr != nil {
		return fmt.Errorf("%w: the journal is shorter than it was, %d entries (%s)", ErrDamaged, b.entries, err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.state = Closed
	return ErrClosed
}

// writeOn writes an act as long as others come first, who write to the same journal.
// Before each try check says whether it may still be written. The caller has writing.
func (b *Box) writeOn(ctx context.Context, a *act, check func() error) error {
	for {
		if err := check(); err != nil {
			return err
		}
		if err := b.write(ctx, a); !errors.Is(err, ErrConflict) {
			return err
		}
	}
}

// refresh takes in what other processes have written.
func (b *Box) refresh(ctx context.Context) error {
	b.writing.Lock()
	defer b.writing.Unlock()
	if b.seal == nil {
		return nil
	}
	return b.catchUp(ctx)
}
