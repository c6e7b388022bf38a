package widget

import (
	"context"
	"errors"
	"fmt"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
)

// Boxes is the Ballots of a host that keeps its votes in boxes.
type Boxes struct {
	// Open returns the box of a vote, the same one for the same ID, or [ErrNotFound].
	Open func(ctx context.Context, id string) (*box.Box, error)
	// Assurance is how surely the host knows whom Config.Voter names.
	Assurance box.Assurance
	// Dress adds to the paper of a box what the box does not know, such as notes and the
	// order of options; nil adds nothing.
	Dress func(id string, p *Paper)
}

// box opens the box of a vote.
func (bs *Boxes) box(ctx context.Context, id string) (*box.Box, error) {
	b, err := bs.Open(ctx, id)
	if err == nil && b == nil {
		err = fmt.Errorf("box %q: %w", id, ErrNotFound)
	}
	return b, err
}

// Paper returns the paper of a box.
func (bs *Boxes) Paper(ctx context.Context, id string) (*Paper, error) {
	b, err := bs.box(ctx, id)
	if err != nil {
		return nil, err
	}
	o, s := b.Opening(), b.Status()
	p := &Paper{Contest: b.Contest(), State: s.State, Level: o.Level, Receipts: o.Receipts, Eligible: s.Eligible}
	if bs.Dress != nil {
		bs.Dress(id, p)
	}
	return p, nil
}

// Standing asks the box whether somebody can vote.
func (bs *Boxes) Standing(ctx context.Context, id, voter string) error {
	b, err := bs.box(ctx, id)
	if err != nil {
		return err
	}
	switch b.Status().State {
	case box.Prepared:
		return box.ErrNotOpen
	case box.Voting:
	default:
		return box.ErrClosed
	}
	voted, err := b.HasVoted(ctx, voter)
	switch {
	case errors.Is(err, box.ErrState): // closed since
		return box.ErrClosed
	case err != nil:
		return err
	case voted:
		return box.ErrVoted
	}
	return nil
}

// unknownError is the key of errors that are not the voter's.
var unknownError = box.TextKey(errors.New("unknown"))

// Cast issues a credential for the voter, if the voter did not bring one, and casts with
// it at once: who signs in with the host has nothing to type in.
func (bs *Boxes) Cast(ctx context.Context, id string, c Cast) (string, error) {
	b, err := bs.box(ctx, id)
	if err != nil {
		return "", err
	}
	if c.Voter == "" {
		credential, err := box.ParseCredential(c.Credential)
		if err != nil {
			return "", err
		}
		return castIn(ctx, b, credential, c.Vote)
	}
	// Another window of the same voter can issue a credential in between, and the earlier
	// one is not good any more. One of them casts.
	for range 8 {
		var credential box.Credential
		if credential, err = b.Issue(ctx, c.Voter, bs.Assurance); err != nil {
			if box.TextKey(err) == unknownError {
				// To the voter that is one step: nothing was taken, and it can be tried again.
				err = fmt.Errorf("%w: no credential was issued: %w", box.ErrNotTaken, err)
			}
			return "", err
		}
		var receipt string
		if receipt, err = castIn(ctx, b, credential, c.Vote); !errors.Is(err, box.ErrCredential) {
			return receipt, err
		}
	}
	return "", fmt.Errorf("several windows vote at once: %w", err)
}

func castIn(ctx context.Context, b *box.Box, c box.Credential, v box.Vote) (string, error) {
	receipt, err := b.Cast(ctx, c, v)
	if err != nil {
		return "", err
	}
	return receipt.Text(), nil
}
