package box

import (
	"context"
	"fmt"
)

// Issue makes a credential for a person whom the host has identified, and says how
// surely. It is shown once: the box keeps only a keyed hash. A person who is issued
// another one can no longer vote with the first. It fails with [ErrNotOnRoll],
// [ErrAssurance] where less is sure than was declared, [ErrVoted] and [ErrClosed].
func (b *Box) Issue(ctx context.Context, person string, identified Assurance) (Credential, error) {
	c, err := b.IssueAll(ctx, []string{person}, identified)
	if err != nil {
		return Credential{}, err
	}
	return c[0], nil
}

// IssueAll does the same for many people at once, in their order, and for all or none:
// for letters that are printed before the vote begins.
func (b *Box) IssueAll(ctx context.Context, persons []string, identified Assurance) ([]Credential, error) {
	if _, err := identified.MarshalText(); err != nil {
		return nil, err
	}
	if identified < b.opening.Assurance {
		return nil, fmt.Errorf("%w: %s, and contest %q asks for %s", ErrAssurance, identified, b.contest.ID, b.opening.Assurance)
	}
	a := &act{kind: issued}
	credentials := make([]Credential, len(persons))
	b.writing.Lock()
	defer b.writing.Unlock()
	if b.seal == nil {
		return nil, ErrClosed
	}
	seen := make(map[int]bool, len(persons))
	for i, person := range persons {
		place, err := b.place(ctx, person)
		if err != nil {
			return nil, fmt.Errorf("persons[%d]: %w", i, err)
		}
		if seen[place] {
			return nil, fmt.Errorf("persons[%d]: %w: the same person twice", i, ErrDeclaration)
		}
		seen[place] = true
		credentials[i] = newCredential()
		a.places = append(a.places, place)
		a.hashes = append(a.hashes, b.seal.hash(&credentials[i].bytes))
	}
	if len(persons) == 0 {
		return nil, nil
	}
	check := func() error { return b.canIssue(a.places) }
	if err := b.writeOn(ctx, a, check); err != nil {
		return nil, err
	}
	return credentials, nil
}

// canIssue refuses credentials to those who have voted, or are just about to.
func (b *Box) canIssue(places []int) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.state > Voting {
		return ErrClosed
	}
	for i, p := range places {
		if b.voters[p].voted || b.voters[p].waits {
			return fmt.Errorf("persons[%d]: %w", i, ErrVoted)
		}
	}
	return nil
}
