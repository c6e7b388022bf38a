package box

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/verify"
)

// Close ends the vote. Votes that were taken before it are in, and no other: the place of
// the close in the journal decides, and no clock. Then everything is sorted into the urn,
// groups that are too small are merged, the journal and its key are destroyed, and with
// them the order of arrival. When Close fails, it can be called again; a process that
// stops in between finishes it when the box is opened. To close twice is no error.
func (b *Box) Close(ctx context.Context) error {
	b.writing.Lock()
	defer b.writing.Unlock()
	if err := b.end(ctx); err != nil {
		return err
	}
	if b.seal == nil {
		return nil
	}
	return b.empty(ctx)
}

// end writes the close into the journal, behind every vote that waits.
func (b *Box) end(ctx context.Context) error {
	b.mu.Lock()
	if b.state == Prepared {
		b.mu.Unlock()
		return ErrNotOpen
	}
	b.closing = true // from now on nobody joins those who wait
	b.mu.Unlock()
	defer func() {
		b.mu.Lock()
		b.closing = false
		b.mu.Unlock()
	}()
	b.flush(ctx, func() bool { return false })
	err := b.writeOn(ctx, &act{kind: ended}, func() error {
		if b.Status().State > Voting {
			return ErrClosed
		}
		return nil
	})
	if errors.Is(err, ErrClosed) { // by another process
		return nil
	}
	return err
}

// empty sorts the journal into the urn, and removes it. Another process may be doing the
// same: both make the same urn, and whoever finds the journal gone finds the urn instead.
func (b *Box) empty(ctx context.Context) error {
	u, err := b.readJournal(ctx)
	if err != nil {
		if _, noUrn := b.store.Get(ctx, UrnDocument); noUrn == nil {
			return b.clear(ctx)
		}
		return err
	}
	text, err := u.text(b)
	if err != nil {
		return err
	}
	if err := b.store.Put(ctx, UrnDocument, []byte(text)); err != nil {
		return err
	}
	return b.clear(ctx)
}

// clear destroys what could still tell the order of arrival, once the urn is durable.
func (b *Box) clear(ctx context.Context) error {
	if err := b.vault.Destroy(ctx, JournalSecret); err != nil {
		return err
	}
	if err := b.store.Wipe(ctx); err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.seal, b.voters, b.byCredential = nil, nil, nil
	return nil
}

// An urn is what was in the journal.
type urn struct {
	voted  []bool // by place on the roll
	papers [][]byte
	tokens [][32]byte
}

// readJournal reads the whole journal, which must end with the close: another process
// may be removing it just now.
func (b *Box) readJournal(ctx context.Context) (*urn, error) {
	u := &urn{voted: make([]bool, len(b.roll))}
	n, voted, over := uint64(0), 0, false
	for e, err := range b.store.Entries(ctx, 0) {
		if err != nil {
			return nil, err
		}
		plain, err := b.seal.open(n, e)
		if err != nil {
			return nil, err
		}
		a, err := decodeAct(plain, &b.papers, b.hasTokens(), len(b.roll))
		if err != nil {
			return nil, err
		}
		if a.kind == taken {
			for _, p := range a.places {
				u.voted[p] = true
			}
			voted += len(a.places)
			u.papers = append(u.papers, a.papers...)
			u.tokens = append(u.tokens, a.tokens...)
		}
		over = a.kind == ended
		n++
	}
	marks := 0
	for _, v := range u.voted {
		if v {
			marks++
		}
	}
	if !over || marks != voted || voted != len(u.papers) {
		return nil, fmt.Errorf("%w: the journal does not end with the close, or has %d ballots of %d voters", ErrDamaged, len(u.papers), marks)
	}
	return u, nil
}

// text is the urn as it stands in the record: marks, receipts, merged groups, ballots.
func (u *urn) text(b *Box) (string, error) {
	var marks, receipts, merged, ballots []string
	for place, voted := range u.voted { // the roll is sorted by pseudonym
		if voted {
			marks = append(marks, fmt.Sprintf("%x", b.roll[place].pseudonym))
		}
	}
	tally, err := ballot.NewTally(b.contest)
	if err != nil {
		return "", err
	}
	for _, p := range u.papers {
		_, group, text, err := b.papers.unpack(p)
		if err != nil {
			return "", err
		}
		paper, ok := verify.ParseMarks(text, b.contest)
		if !ok {
			return "", fmt.Errorf("%w: a ballot in the journal has not its form", ErrDamaged)
		}
		if _, err := tally.Add(paper.In(group), 1); err != nil {
			return "", err
		}
	}
	set := tally.Merged().MergedGroups()
	if set != nil {
		merged = []string{joinNumbers(set)}
	}
	for _, p := range u.papers {
		line, receipt := b.urnLine(p, set)
		ballots = append(ballots, line)
		if receipt != "" {
			receipts = append(receipts, receipt)
		}
	}
	for _, t := range u.tokens {
		receipts = append(receipts, fmt.Sprintf("%x", t))
	}
	slices.Sort(receipts)
	slices.Sort(ballots)
	return section("marks", marks) + section("receipts", receipts) + section("merged", merged) + section("ballots", ballots), nil
}

// urnLine is a paper as it stands in the record, and its tracker.
func (b *Box) urnLine(paper []byte, merged []int) (line, tracker string) {
	tag, group, marks, _ := b.papers.unpack(paper) // was read before
	if slices.Contains(merged, group) {
		group = merged[0]
	}
	line = strconv.Itoa(group) + " " + marks
	switch b.papers.tag {
	case placeBytes:
		place := binary.BigEndian.Uint32(tag)
		return fmt.Sprintf("%x %s", b.roll[place].pseudonym, line), ""
	case saltBytes:
		tracker := verify.TrackerOf(b.opening.Digest, [32]byte(tag), marks)
		return fmt.Sprintf("%x %s", tag, line), fmt.Sprintf("%x", tracker)
	}
	return line, ""
}

func joinNumbers(list []int) string {
	items := make([]string, len(list))
	for i, n := range list {
		items[i] = strconv.Itoa(n)
	}
	return strings.Join(items, ",")
}
