package box

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/verify"
)

// A Box is one vote with its roll and its ballots. Make one with [Create] or, after a
// restart, with [Open]. Its methods may be called from several goroutines. Several
// processes may have the same box open where its store lets them.
type Box struct {
	store   Store
	vault   Vault
	contest *ballot.Contest
	opening *verify.Opening
	papers  papers
	signer  *Signer
	roll    []rollEntry

	agree func(*ballot.Result) error // the second count

	// writing is held by whoever writes to the store; it is taken before mu.
	writing sync.Mutex
	seal    *sealer // nil after the close
	result  *ballot.Result

	mu           sync.Mutex
	note         []byte // the opening with its signatures
	state        State
	closing      bool   // a close is being written
	entries      uint64 // of the journal
	voters       []voter
	byCredential map[[32]byte]int // place of each credential that is good
	voted        int
	waiting      []*request
}

// A voter is what the box knows about a place of the roll while it is open.
type voter struct {
	credential [32]byte // hash; zero when none was issued
	voted      bool
	waits      bool // a ballot is on its way to the store
}

// Create declares a box and keeps its roll and opening in the store, and its secrets in
// the vault. It fails with [ErrDeclaration], with [ErrExists], and with the errors of
// store and vault; nothing is declared then.
func Create(ctx context.Context, s Store, v Vault, d Declaration) (*Box, error) {
	if err := d.check(); err != nil {
		return nil, err
	}
	if _, err := s.Get(ctx, OpeningDocument); !errors.Is(err, ErrNoDocument) {
		if err == nil {
			err = ErrExists
		}
		return nil, err
	}
	signer, err := GenerateSigner(d.Name)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDeclaration, err)
	}
	id, election, journal := randomBytes(), randomBytes(), randomBytes()
	roll, err := d.roll(election, id)
	if err != nil {
		return nil, err
	}
	lines := make([]string, len(roll))
	for i := range roll {
		lines[i] = roll[i].line()
	}
	contest, err := d.Contest.Canonical()
	if err != nil {
		return nil, err
	}
	note, err := signer.sign(d.statement(id, contest, lines, signer))
	if err != nil {
		return nil, err
	}
	opening, err := verify.ParseOpening(note)
	if err != nil {
		return nil, fmt.Errorf("%w: %w (a key or a name stands twice)", ErrDeclaration, err)
	}
	secret, err := signer.Secret()
	if err != nil {
		return nil, err
	}
	for s, value := range map[Secret][]byte{SigningSecret: []byte(secret), JournalSecret: journal, ElectionSecret: election} {
		if err := v.Put(ctx, s, value); err != nil {
			return nil, err
		}
	}
	if err := s.Put(ctx, RollDocument, []byte(section("roll", lines))); err != nil {
		return nil, err
	}
	if err := begin(ctx, s, opening, journal); err != nil {
		return nil, err
	}
	if err := s.Put(ctx, OpeningDocument, openingDocument(string(contest), note)); err != nil {
		return nil, err
	}
	return Open(ctx, s, v)
}

// begin writes the first entry of the journal: what the roll is, and for which opening.
// So a journal that was removed at the close never takes a vote any more, even from a
// process that has not heard of the close: no number but 0 fits it.
func begin(ctx context.Context, s Store, o *verify.Opening, journal []byte) error {
	seal, err := newSealer(journal, o.Box[:])
	if err != nil {
		return err
	}
	if err := s.Wipe(ctx); err != nil { // what a Create left that was interrupted
		return err
	}
	a := &act{kind: opened, hashes: [][32]byte{o.Roll, o.Digest}}
	return s.Append(ctx, 0, seal.seal(0, a.encode()))
}

func randomBytes() []byte {
	b := make([]byte, keyLength)
	_, _ = rand.Read(b) // never fails, see there
	return b
}

// statement is the text of the opening.
func (d *Declaration) statement(id, contest []byte, roll []string, s *Signer) string {
	var b strings.Builder
	fmt.Fprintf(&b, "dfc-box-opening-1\nbox %x\ncontest %x\nroll %d %x\nlevel %s\nreceipts %s\nassurance %s\nkey %s\n",
		id, sha256.Sum256(contest), len(roll), verify.TreeHash(roll), d.Level, d.Receipts, d.Assurance, s.key)
	keys := make([]string, len(d.Witnesses))
	for i, w := range d.Witnesses {
		keys[i] = w.String()
	}
	slices.Sort(keys)
	for _, k := range keys {
		fmt.Fprintf(&b, "witness %s\n", k)
	}
	fmt.Fprintf(&b, "threshold %d\n", d.Threshold)
	return b.String()
}

// openingDocument has the first two sections of the record.
func openingDocument(contest string, note []byte) []byte {
	return []byte(section("contest", []string{contest}) + section("opening", noteLines(note)))
}

func noteLines(note []byte) []string {
	return strings.Split(strings.TrimSuffix(string(note), "\n"), "\n")
}

// Contest returns what is voted on. It must not be changed.
func (b *Box) Contest() *ballot.Contest { return b.contest }

// Opening returns what was declared.
func (b *Box) Opening() *verify.Opening { return b.opening }

// OpeningNote returns the opening with the signatures that it bears, for witnesses to sign
// and for everybody to see before they vote.
func (b *Box) OpeningNote() []byte {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.note)
}

// Trust returns what a verifier has to be told of this box. Publish it when voting
// begins, where the operator cannot change it later.
func (b *Box) Trust() *verify.Trust { return verify.TrustIn(b.opening) }

// A Status tells how far a box is. It tells nothing of the votes, by group or in any
// other way, because nothing may be evaluated before the close.
type Status struct {
	State    State
	Eligible int // people on the roll
	Voted    int // of them, those who have voted; 0 once the box was closed and opened anew
}

// Status tells how far the box is.
func (b *Box) Status() Status {
	b.mu.Lock()
	defer b.mu.Unlock()
	return Status{b.state, len(b.roll), b.voted}
}

// HasVoted reports whether somebody has voted. It fails with [ErrNotOnRoll], and with
// [ErrState] after the close, when the record tells.
func (b *Box) HasVoted(ctx context.Context, person string) (bool, error) {
	place, err := b.place(ctx, person)
	if err != nil {
		return false, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.voters == nil {
		return false, fmt.Errorf("%w: the box is closed; its record has the marks", ErrState)
	}
	return b.voters[place].voted, nil
}

// Pseudonym returns what stands for a person on the roll of the record, so that the
// person can look up whether somebody has voted in its name. It fails with [ErrNotOnRoll],
// and with [ErrNoSecret] after [Box.Forget].
func (b *Box) Pseudonym(ctx context.Context, person string) (string, error) {
	place, err := b.place(ctx, person)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%x", b.roll[place].pseudonym), nil
}

// place finds a person on the roll.
func (b *Box) place(ctx context.Context, person string) (int, error) {
	key, err := b.vault.Get(ctx, ElectionSecret)
	if err != nil {
		return 0, err
	}
	p := pseudonym(key, b.opening.Box[:], person)
	place, found := slices.BinarySearchFunc(b.roll, p, func(e rollEntry, p [32]byte) int {
		return slices.Compare(e.pseudonym[:], p[:])
	})
	if !found {
		return 0, fmt.Errorf("%w of contest %q; ask the office that keeps it", ErrNotOnRoll, b.contest.ID)
	}
	return place, nil
}

// Forget destroys the key that joins people with their pseudonyms. Call it when the
// time for challenges is over. It fails with [ErrState] before the release.
func (b *Box) Forget(ctx context.Context) error {
	if s := b.Status().State; s != Released {
		return fmt.Errorf("%w: %s; pseudonyms are forgotten after the release", ErrState, s)
	}
	return b.vault.Destroy(ctx, ElectionSecret)
}
