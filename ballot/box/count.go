package box

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/verify"
)

// Count counts what is in the urn by two independent ways of counting, and signs the
// close over contest, roll, marks, receipts, ballots and result. It fails with a
// [recount.Disagreement] when the two differ, and with [ErrState] before the close.
//
// Where the result is tied and the contest leaves ties to the lot, draw it and count
// again with it. Once a witness has signed the close, the count is fixed ([ErrState]).
func (b *Box) Count(ctx context.Context, lot *ballot.Lot) (*ballot.Result, error) {
	b.writing.Lock()
	defer b.writing.Unlock()
	if err := b.countable(ctx); err != nil {
		return nil, err
	}
	u, err := b.readUrn(ctx)
	if err != nil {
		return nil, err
	}
	r, err := ballot.Count(u.tally, ballot.Options{Lot: lot})
	if err != nil {
		return nil, err
	}
	if err := b.agree(r); err != nil {
		return nil, err
	}
	line, err := r.MarshalJSON()
	if err != nil {
		return nil, err
	}
	text, err := b.closeText(ctx, u, string(line))
	if err != nil {
		return nil, err
	}
	note, err := b.signer.sign(text)
	if err != nil {
		return nil, err
	}
	if err := b.store.Put(ctx, ResultDocument, resultDocument(string(line), note)); err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.state, b.result = Counted, r
	return r, nil
}

// countable refuses to count before the close, and again once witnesses have signed.
func (b *Box) countable(ctx context.Context) error {
	switch s := b.Status().State; {
	case s < Closed:
		return fmt.Errorf("%w: %s; close the box first, nothing is counted before", ErrState, s)
	case s == Released:
		return fmt.Errorf("%w: %s; the result is final", ErrState, s)
	case s == Closed:
		return nil
	}
	_, note, err := b.resultParts(ctx)
	if err != nil {
		return err
	}
	_, signed, err := cosign(note, nil, b.opening.Witnesses)
	if err == nil && signed > 0 {
		return fmt.Errorf("%w: %d witnesses have signed the count", ErrState, signed)
	}
	return err
}

// resultDocument has the last two sections of the record.
func resultDocument(line string, note []byte) []byte {
	return []byte(section("result", []string{line}) + section("close", noteLines(note)))
}

// resultParts reads the result and the close.
func (b *Box) resultParts(ctx context.Context) (line string, note []byte, err error) {
	data, err := b.store.Get(ctx, ResultDocument)
	if errors.Is(err, ErrNoDocument) {
		return "", nil, fmt.Errorf("%w: nothing was counted yet", ErrState)
	}
	if err != nil {
		return "", nil, err
	}
	result, rest, ok := sectionLines(string(data), "result")
	if !ok || len(result) != 1 {
		return "", nil, damagedDocument(ResultDocument)
	}
	lines, rest, ok := sectionLines(rest, "close")
	if !ok || rest != "" {
		return "", nil, damagedDocument(ResultDocument)
	}
	return result[0], []byte(strings.Join(lines, "\n") + "\n"), nil
}

// A closedUrn is the urn as it is in the store after the close.
type closedUrn struct {
	text                     string
	marks, receipts, ballots int
	tally                    *ballot.Tally
}

// readUrn reads the urn.
func (b *Box) readUrn(ctx context.Context) (*closedUrn, error) {
	data, err := b.store.Get(ctx, UrnDocument)
	if err != nil {
		return nil, err
	}
	u := &closedUrn{text: string(data)}
	lines, rest := map[string][]string{}, u.text
	for _, name := range []string{"marks", "receipts", "merged", "ballots"} {
		var ok bool
		if lines[name], rest, ok = sectionLines(rest, name); !ok {
			return nil, damagedDocument(UrnDocument)
		}
	}
	u.marks, u.receipts, u.ballots = len(lines["marks"]), len(lines["receipts"]), len(lines["ballots"])
	if rest != "" || u.marks != u.ballots || u.receipts != u.ballots {
		return nil, fmt.Errorf("%w: %d marks, %d receipts, %d ballots", damagedDocument(UrnDocument), u.marks, u.receipts, u.ballots)
	}
	u.tally, err = b.tally(lines["ballots"], lines["merged"])
	return u, err
}

// tally puts the ballots of the urn into a tally.
func (b *Box) tally(lines, merged []string) (*ballot.Tally, error) {
	t, err := ballot.NewTally(b.contest)
	if err != nil {
		return nil, err
	}
	for _, line := range lines {
		if b.papers.tag > 0 {
			_, line, _ = strings.Cut(line, " ")
		}
		digits, marks, _ := strings.Cut(line, " ")
		group, err := strconv.Atoi(digits)
		paper, ok := verify.ParseMarks(marks, b.contest)
		if err != nil || !ok {
			return nil, damagedDocument(UrnDocument)
		}
		if _, err := t.Add(paper.In(group), 1); err != nil {
			return nil, err
		}
	}
	if len(merged) == 0 {
		return t, nil
	}
	var set []int
	for item := range strings.SplitSeq(merged[0], ",") {
		g, err := strconv.Atoi(item)
		if err != nil {
			return nil, damagedDocument(UrnDocument)
		}
		set = append(set, g)
	}
	return t.MergedAs(set)
}

// closeText is the text of the close.
func (b *Box) closeText(ctx context.Context, u *closedUrn, result string) (string, error) {
	before, err := b.beforeClose(ctx, u.text, result)
	if err != nil {
		return "", err
	}
	tree := new(verify.Tree)
	for line := range strings.Lines(before) {
		tree.Add(strings.TrimSuffix(line, "\n"))
	}
	return fmt.Sprintf("dfc-box-close-1\nbox %x\nopening %x\ntree %d %x\nroll %d\nmarks %d\nreceipts %d\nballots %d\nresult %x\n",
		b.opening.Box, b.opening.Digest, tree.Len(), tree.Hash(), len(b.roll), u.marks, u.receipts, u.ballots, sha256.Sum256([]byte(result))), nil
}

// beforeClose is the record up to the close.
func (b *Box) beforeClose(ctx context.Context, urn, result string) (string, error) {
	opening, err := b.store.Get(ctx, OpeningDocument)
	if err != nil {
		return "", err
	}
	roll, err := b.store.Get(ctx, RollDocument)
	if err != nil {
		return "", err
	}
	return "dfc-box-record-1\n" + string(opening) + string(roll) + urn + section("result", []string{result}), nil
}

// Draft returns the record as it is now, for witnesses to check before they sign. It
// fails with [ErrState] before the count.
func (b *Box) Draft(ctx context.Context) ([]byte, error) {
	line, note, err := b.resultParts(ctx)
	if err != nil {
		return nil, err
	}
	urn, err := b.store.Get(ctx, UrnDocument)
	if err != nil {
		return nil, err
	}
	before, err := b.beforeClose(ctx, string(urn), line)
	if err != nil {
		return nil, err
	}
	return append([]byte(before), section("close", noteLines(note))...), nil
}

// Cosign takes what a witness has signed: the opening while the box is prepared or open,
// or the close when it is counted. Signatures may come one by one or together. It fails
// with [ErrSignature] when no witness of this box has signed this very text, and with
// [ErrState] when there is nothing to sign.
func (b *Box) Cosign(ctx context.Context, signed []byte) error {
	b.writing.Lock()
	defer b.writing.Unlock()
	switch s := b.Status().State; s {
	case Prepared, Voting:
		return b.cosignOpening(ctx, signed)
	case Counted:
		return b.cosignClose(ctx, signed)
	default:
		return fmt.Errorf("%w: %s; there is nothing to sign", ErrState, s)
	}
}

func (b *Box) cosignOpening(ctx context.Context, signed []byte) error {
	note, count, err := b.cosigned(b.OpeningNote(), signed)
	if err != nil {
		return err
	}
	contest, err := b.contest.Canonical()
	if err != nil {
		return err
	}
	if err := b.store.Put(ctx, OpeningDocument, openingDocument(string(contest), note)); err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.note = note
	if count >= b.opening.Threshold && b.state == Prepared {
		b.state = Voting
	}
	return nil
}

func (b *Box) cosignClose(ctx context.Context, signed []byte) error {
	line, own, err := b.resultParts(ctx)
	if err != nil {
		return err
	}
	note, _, err := b.cosigned(own, signed)
	if err != nil {
		return err
	}
	return b.store.Put(ctx, ResultDocument, resultDocument(line, note))
}

// cosigned adds the signatures of witnesses, and refuses a note that brings none.
func (b *Box) cosigned(own, other []byte) ([]byte, int, error) {
	if _, n, err := cosign(other, nil, b.opening.Witnesses); err != nil || n == 0 {
		return nil, 0, fmt.Errorf("%w: no witness of this box has signed it (%v)", ErrSignature, err)
	}
	return cosign(own, other, b.opening.Witnesses)
}

// Release makes the record final, when enough witnesses have signed the close and the
// record stands its own verification. It fails with [ErrState] and [ErrSignature], or
// with the faults of the record, which must not happen. To release twice is no error.
func (b *Box) Release(ctx context.Context) error {
	b.writing.Lock()
	defer b.writing.Unlock()
	if b.Status().State == Released {
		return nil
	}
	record, err := b.Draft(ctx)
	if err != nil {
		return err
	}
	report := verify.Record(record, b.Trust())
	if slices.ContainsFunc(report.Faults, func(f verify.Fault) bool { return f.Reason == verify.MissingCosignature }) {
		return fmt.Errorf("%w: too few witnesses have signed the close (want %d of %d)", ErrSignature, b.opening.Threshold, len(b.opening.Witnesses))
	}
	for _, f := range report.Faults {
		return fmt.Errorf("record does not stand its verification: %w", f)
	}
	if err := b.store.Put(ctx, RecordDocument, record); err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.state = Released
	return nil
}

// Record returns the record as it was released. It fails with [ErrState] before.
func (b *Box) Record(ctx context.Context) ([]byte, error) {
	data, err := b.store.Get(ctx, RecordDocument)
	if errors.Is(err, ErrNoDocument) {
		return nil, fmt.Errorf("%w: %s; the record is final after its release", ErrState, b.Status().State)
	}
	return data, err
}
