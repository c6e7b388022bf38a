package app

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/verify"
)

// finish closes, counts and releases a box, from whatever stage it is at, and returns the
// result as its record has it. It fails with a refusal where a lot is needed; undecided
// says whether one is.
func (a *App) finish(ctx context.Context, v *vote, numbers string, undecided func(*ballot.Result) (bool, error)) (*ballot.Result, error) {
	b, err := a.box(v.ID)
	if err != nil {
		return nil, err
	}
	if err := b.Close(ctx); err != nil {
		return nil, err
	}
	if b.Status().State < box.Released {
		if err := a.count(ctx, v, b, numbers, undecided); err != nil {
			return nil, err
		}
		if err := b.Release(ctx); err != nil {
			return nil, err
		}
	}
	record, err := b.Record(ctx)
	if err != nil {
		return nil, err
	}
	report := verify.Record(record, b.Trust())
	if !report.Accepted() || report.Result == nil {
		return nil, fmt.Errorf("the record of %s does not stand its verification: %v", v.ID, report.Faults)
	}
	return report.Result, nil
}

// count counts without a lot first: who is certain needs none.
func (a *App) count(ctx context.Context, v *vote, b *box.Box, numbers string, undecided func(*ballot.Result) (bool, error)) error {
	r, err := b.Count(ctx, nil)
	if err != nil {
		return err
	}
	tied, err := undecided(r)
	if err != nil || !tied {
		return err
	}
	if !v.Tied {
		if err := a.tie(ctx, v.ID); err != nil {
			return err
		}
	}
	lot, err := a.lot(v, numbers, len(b.Contest().Options))
	if err != nil {
		return err
	}
	_, err = b.Count(ctx, lot)
	return err
}

// tie writes down that a vote waits for a lot.
func (a *App) tie(ctx context.Context, id string) error {
	return a.update(ctx, office, "tie in "+id, func(s *state, _ *sql.Tx) error {
		s.vote(id).Tied = true
		return nil
	})
}

// result reads the count of a vote that was released.
func (v *vote) result() (*ballot.Result, error) {
	r, differences, err := ballot.Recheck(v.Count)
	if err != nil {
		return nil, err
	}
	if len(differences) > 0 {
		return nil, differences[0]
	}
	return r, nil
}
