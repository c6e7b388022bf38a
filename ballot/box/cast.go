package box

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/verify"
)

// A Vote is what a voter casts.
type Vote struct {
	// Ballot has the marks. Its group is not looked at: the roll knows it.
	Ballot ballot.Ballot
	// Deliberate says that the voter was told that the ballot is invalid, and casts it
	// all the same. A ballot that is Spoilt is deliberate by itself.
	Deliberate bool
	// Nonce has up to 16 bytes that the voter's device has drawn. They become part of the
	// receipt, so that a box that gives two voters the same receipt, and puts a ballot of
	// its own in the place of one of theirs, would have to guess them.
	Nonce []byte
}

// NonceBytes is the length of a nonce, in bytes.
const NonceBytes = 16

// maxBatch is the number of votes that are written together.
const maxBatch = 4096

// A request is a vote on its way to the store.
type request struct {
	place int
	paper []byte
	token [32]byte // or salt
	done  bool
	err   error
}

// Cast takes the vote of whoever has the credential, and returns when it is durable. It
// fails with [ErrCredential], [ErrBallot], [InvalidError], [ErrNotOpen], [ErrClosed],
// [ErrVoted] or [ErrNotTaken]; then it has changed nothing.
//
// A vote that waits for the store is not called back when ctx ends: whoever asks gets
// the true answer.
func (b *Box) Cast(ctx context.Context, c Credential, v Vote) (*Receipt, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if len(v.Nonce) > NonceBytes {
		return nil, fmt.Errorf("%w: nonce of %d bytes (want at most %d)", ErrBallot, len(v.Nonce), NonceBytes)
	}
	marks, err := marksText(b.contest, v.Ballot)
	if err != nil {
		return nil, err
	}
	place, err := b.holder(c)
	if errors.Is(err, ErrCredential) { // another process may have issued it
		if err := b.refresh(ctx); err != nil {
			return nil, err
		}
		place, err = b.holder(c)
	}
	if err != nil {
		return nil, err
	}
	group := b.roll[place].group
	reason := b.contest.Judge(v.Ballot.In(group))
	if reason != ballot.Valid && reason != ballot.Spoilt && !v.Deliberate {
		return nil, &InvalidError{reason}
	}
	r := &request{place: place}
	_, _ = rand.Read(r.token[:]) // never fails, see there
	copy(r.token[32-NonceBytes:], v.Nonce)
	r.paper = b.papers.pack(b.tag(place, r.token), group, marks)
	if err := b.put(ctx, c, r); err != nil {
		return nil, err
	}
	return b.receipt(r.token, marks)
}

// tag is what stands on a paper beside the ballot.
func (b *Box) tag(place int, salt [32]byte) []byte {
	switch b.papers.tag {
	case placeBytes:
		return binary.BigEndian.AppendUint32(nil, uint32(place))
	case saltBytes:
		return salt[:]
	}
	return nil
}

// holder finds the place of whoever has a credential.
func (b *Box) holder(c Credential) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.state > Voting {
		return 0, ErrClosed
	}
	h := b.seal.hash(&c.bytes)
	place, known := b.byCredential[h] // the time this takes depends on a keyed hash only
	if !known || !hmac.Equal(h[:], b.voters[place].credential[:]) {
		return 0, fmt.Errorf("%w: it belongs to another vote, or another one has taken its place", ErrCredential)
	}
	return place, nil
}

// put brings a request to the store. Whoever comes first writes for all that wait, so
// that many votes share one flush of the disk; no goroutine of its own is needed.
func (b *Box) put(ctx context.Context, c Credential, r *request) error {
	for {
		again, err := b.queue(c, r)
		if err != nil {
			return err
		}
		b.writing.Lock()
		b.flush(ctx, func() bool { return r.done || again })
		b.writing.Unlock()
		if !again {
			break
		}
	}
	return r.err // set before writing was given up
}

// queue puts a request among those that wait. Where another vote of the same person
// waits, or the close does, their outcome decides: it says that it has to be asked again.
func (b *Box) queue(c Credential, r *request) (again bool, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case b.state == Prepared:
		return false, ErrNotOpen
	case b.state > Voting: // nothing is known of voters any more
		return false, ErrClosed
	}
	v := &b.voters[r.place]
	switch {
	case v.voted:
		return false, ErrVoted
	case v.waits || b.closing:
		return true, nil
	}
	if h := b.seal.hash(&c.bytes); !hmac.Equal(h[:], v.credential[:]) {
		return false, fmt.Errorf("%w: another one has taken its place", ErrCredential)
	}
	v.waits = true
	b.waiting = append(b.waiting, r)
	return false, nil
}

// flush writes what waits, until enough is done or nothing waits. Who writes stops with
// its own vote: the next one in line goes on. The caller has writing.
func (b *Box) flush(ctx context.Context, enough func() bool) {
	// Those who wait must not fail because the one who writes for them has gone.
	ctx = context.WithoutCancel(ctx)
	for !enough() {
		batch := b.take()
		if len(batch) == 0 {
			return
		}
		for batch = b.settle(batch, ErrConflict); len(batch) > 0; {
			batch = b.settle(batch, b.write(ctx, b.actOf(batch)))
		}
	}
}

// take takes requests that wait.
func (b *Box) take() []*request {
	b.mu.Lock()
	defer b.mu.Unlock()
	n := min(len(b.waiting), maxBatch, max(1, MaxEntry/2/(b.papers.length+tokenBytes)))
	batch := b.waiting[:n:n]
	b.waiting = b.waiting[n:]
	return batch
}

// actOf is the entry for a batch.
func (b *Box) actOf(batch []*request) *act {
	a := &act{kind: taken}
	for _, r := range batch {
		a.places = append(a.places, r.place)
		a.papers = append(a.papers, r.paper)
		if b.hasTokens() {
			a.tokens = append(a.tokens, r.token)
		}
	}
	slices.Sort(a.places)
	return a
}

// settle tells the requests of a batch what became of them, or of those that were written
// by another process while they waited. It returns those that can still be tried: all
// others, when somebody else has come first ([ErrConflict]).
func (b *Box) settle(batch []*request, err error) (rest []*request) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, r := range batch {
		switch v := &b.voters[r.place]; {
		case err == nil:
		case b.state > Voting:
			r.err = ErrClosed
		case v.voted:
			r.err = ErrVoted
		case errors.Is(err, ErrConflict):
			rest = append(rest, r)
			continue
		default:
			r.err = fmt.Errorf("%w: %w", ErrNotTaken, err)
		}
		r.done = true
		b.voters[r.place].waits = false
	}
	return rest
}

// A Receipt (Quittung) is for the voter: a note signed by the box, which says that a
// ballot was taken. It says nothing of the ballot, unless receipts are trackers; see
// package verify for its form and how it is held against the record.
type Receipt struct {
	note []byte
}

// Text returns the receipt as it is given to the voter.
func (r *Receipt) Text() string { return string(r.note) }

// receipt signs a receipt.
func (b *Box) receipt(token [32]byte, marks string) (*Receipt, error) {
	text := fmt.Sprintf("dfc-box-receipt-1\nopening %x\nkind %s\n", b.opening.Digest, b.opening.Receipts)
	if b.hasTokens() {
		text += fmt.Sprintf("token %x\n", token)
	} else {
		text += fmt.Sprintf("tracker %x\nsalt %x\n", verify.TrackerOf(b.opening.Digest, token, marks), token)
	}
	note, err := b.signer.sign(text)
	if err != nil {
		return nil, fmt.Errorf("the vote was taken, but its receipt could not be signed: %w", err)
	}
	return &Receipt{note}, nil
}
