package box

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/verify"
	"github.com/dialog-cybersicherheit/dfc/ballot/recount"
)

// Open opens a box that was created earlier, in whatever state it was left, and finishes
// a close that was interrupted. It fails with [ErrNoDocument] where the store holds no
// box, with [ErrNoSecret] where the vault is not the box's, and with [ErrDamaged].
func Open(ctx context.Context, s Store, v Vault) (*Box, error) {
	b := &Box{store: s, vault: v, agree: recount.Agree}
	for _, load := range []func(context.Context) error{b.loadOpening, b.loadRoll, b.loadState} {
		if err := load(ctx); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func damagedDocument(d Document) error {
	return fmt.Errorf("%w: document %s has not its form", ErrDamaged, d)
}

// sectionLines reads the section that a text begins with.
func sectionLines(text, name string) (lines []string, rest string, ok bool) {
	head, rest, _ := strings.Cut(text, "\n")
	digits, ok := strings.CutPrefix(head, name+" ")
	n, err := strconv.Atoi(digits)
	if !ok || err != nil || n < 0 {
		return nil, "", false
	}
	for range n {
		line, after, found := strings.Cut(rest, "\n")
		if !found {
			return nil, "", false
		}
		lines = append(lines, line)
		rest = after
	}
	return lines, rest, true
}

func (b *Box) loadOpening(ctx context.Context) error {
	data, err := b.store.Get(ctx, OpeningDocument)
	if err != nil {
		return err
	}
	contest, rest, ok := sectionLines(string(data), "contest")
	if !ok || len(contest) != 1 {
		return damagedDocument(OpeningDocument)
	}
	lines, rest, ok := sectionLines(rest, "opening")
	if !ok || rest != "" {
		return damagedDocument(OpeningDocument)
	}
	if b.contest, err = ballot.DecodeContest([]byte(contest[0])); err != nil {
		return fmt.Errorf("%w: %w", damagedDocument(OpeningDocument), err)
	}
	b.note = []byte(strings.Join(lines, "\n") + "\n")
	if b.opening, err = verify.ParseOpening(b.note); err != nil {
		return fmt.Errorf("%w: %w", damagedDocument(OpeningDocument), err)
	}
	secret, err := b.vault.Get(ctx, SigningSecret)
	if err != nil {
		return err
	}
	if b.signer, err = ParseSigner(string(secret)); err != nil {
		return err
	}
	if b.signer.key.String() != b.opening.Key.String() {
		return fmt.Errorf("%w: the vault holds the key %q, which is not the one of this box", ErrNoSecret, b.signer.Name())
	}
	b.papers = papersOf(b.contest, b.opening.Level, b.opening.Receipts)
	return nil
}

func (b *Box) loadRoll(ctx context.Context) error {
	data, err := b.store.Get(ctx, RollDocument)
	if err != nil {
		return err
	}
	lines, rest, ok := sectionLines(string(data), "roll")
	if !ok || rest != "" || len(lines) != b.opening.Eligible || verify.TreeHash(lines) != b.opening.Roll {
		return damagedDocument(RollDocument)
	}
	b.roll = make([]rollEntry, len(lines))
	for i, line := range lines { // the hash has shown that they are as they were written
		parts := strings.SplitN(line, " ", 3)
		e := &b.roll[i]
		_, _ = hex.Decode(e.pseudonym[:], []byte(parts[0]))
		e.group, _ = strconv.Atoi(parts[1])
		if len(parts) == 3 {
			e.name = parts[2]
		}
	}
	return nil
}

// loadState finds out how far the box is.
func (b *Box) loadState(ctx context.Context) error {
	for _, at := range []struct {
		d Document
		s State
	}{{RecordDocument, Released}, {ResultDocument, Counted}, {UrnDocument, Closed}} {
		_, err := b.store.Get(ctx, at.d)
		if errors.Is(err, ErrNoDocument) {
			continue
		}
		if err != nil {
			return err
		}
		b.state = at.s
		return b.clear(ctx) // a close may have been interrupted here
	}
	return b.loadJournal(ctx)
}

// loadJournal reads the journal of a box that has not been emptied yet.
func (b *Box) loadJournal(ctx context.Context) error {
	secret, err := b.vault.Get(ctx, JournalSecret)
	if err != nil {
		return err
	}
	if b.seal, err = newSealer(secret, b.opening.Box[:]); err != nil {
		return err
	}
	b.state = Prepared
	if _, signed, err := cosign(b.note, nil, b.opening.Witnesses); err != nil {
		return err
	} else if signed >= b.opening.Threshold {
		b.state = Voting
	}
	b.voters = make([]voter, len(b.roll))
	b.byCredential = make(map[[32]byte]int)
	if err := b.catchUp(ctx); err != nil {
		return err
	}
	if b.entries == 0 {
		return fmt.Errorf("%w: the journal is gone", ErrDamaged)
	}
	if b.state == Closed {
		return b.empty(ctx)
	}
	return nil
}

// catchUp takes in the entries of the journal that this box has not seen, its own and
// those of other processes. The caller has writing, or is the only one to have the box.
func (b *Box) catchUp(ctx context.Context) error {
	for e, err := range b.store.Entries(ctx, b.entries) {
		if err != nil {
			return err
		}
		plain, err := b.seal.open(b.entries, e)
		if err != nil {
			return err
		}
		a, err := decodeAct(plain, &b.papers, b.hasTokens(), len(b.roll))
		if err != nil {
			return fmt.Errorf("journal entry %d: %w", b.entries, err)
		}
		if err := b.apply(a); err != nil {
			return fmt.Errorf("journal entry %d: %w", b.entries, err)
		}
	}
	return nil
}

// hasTokens reports whether receipts show tokens, which are drawn, and not trackers,
// which follow from the ballots.
func (b *Box) hasTokens() bool { return b.opening.Receipts == Presence }

// apply takes in one entry. Whatever it refuses cannot have been written by a box.
func (b *Box) apply(a *act) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if (a.kind == opened) != (b.entries == 0) || a.kind == opened && (a.hashes[0] != b.opening.Roll || a.hashes[1] != b.opening.Digest) {
		return fmt.Errorf("%w: the journal belongs to another opening", ErrDamaged)
	}
	if b.state == Closed || a.kind == taken && slices.ContainsFunc(a.places, func(p int) bool { return b.voters[p].voted }) {
		return fmt.Errorf("%w: a vote after the close, or a second one", ErrDamaged)
	}
	for i, p := range a.places {
		v := &b.voters[p]
		switch a.kind {
		case taken:
			v.voted = true
			b.voted++
		case issued:
			delete(b.byCredential, v.credential) // an earlier one is no longer good
			v.credential = a.hashes[i]
			b.byCredential[v.credential] = p
		}
	}
	if a.kind == ended {
		b.state = Closed
	}
	b.entries++
	return nil
}
