package box

import (
	"fmt"
	"sync"

	"github.com/dialog-cybersicherheit/dfc/ballot/box/verify"
)

// A Witness (Zeugin, Zeuge) signs the opening of a box, and its close after having
// checked the record. The intended use is one for each stakeholder group, run by people
// who do not take orders from the operator. It signs one close of an opening only, so
// that two records of one vote need different witnesses: for as long as it runs it
// remembers what it has signed; a program that stops must keep [Witness.Signed].
type Witness struct {
	signer *Signer
	mu     sync.Mutex
	signed map[[32]byte]string // by opening: the text of the close
}

// NewWitness signs with a key.
func NewWitness(s *Signer) *Witness { return &Witness{signer: s, signed: map[[32]byte]string{}} }

// SignOpening signs an opening. Look at it before: contest, roll, level, receipts, and
// whether the other witnesses are who they should be. It fails with [ErrSignature] where
// the box has not signed, or names other witnesses.
func (w *Witness) SignOpening(note []byte) ([]byte, error) {
	o, err := verify.ParseOpening(note)
	if err != nil {
		return nil, err
	}
	if !o.SignedByBox() {
		return nil, fmt.Errorf("%w: the box has not signed its opening", ErrSignature)
	}
	if err := w.among(o); err != nil {
		return nil, err
	}
	return w.signer.sign(o.Text())
}

func (w *Witness) among(o *verify.Opening) error {
	for _, k := range o.Witnesses {
		if k.String() == w.signer.key.String() {
			return nil
		}
	}
	return fmt.Errorf("%w: %q is no witness of this box", ErrSignature, w.signer.Name())
}

// SignClose checks a record against a trust that the witness has from the opening, and
// signs its close. It fails with the first fault of the record, but for cosignatures that
// are missing, and with [ErrSignature] for a second close of an opening.
func (w *Witness) SignClose(record []byte, trust *verify.Trust) ([]byte, error) {
	if trust == nil {
		return nil, fmt.Errorf("%w: a witness needs the trust that it has from the opening", ErrSignature)
	}
	report := verify.Record(record, trust)
	for _, f := range report.Faults {
		if f.Reason != verify.MissingCosignature {
			return nil, f
		}
	}
	if err := w.among(report.Opening); err != nil {
		return nil, err
	}
	text := report.CloseText()
	w.mu.Lock()
	defer w.mu.Unlock()
	if before, ok := w.signed[report.Opening.Digest]; ok && before != text {
		return nil, fmt.Errorf("%w: another close of this box was signed before", ErrSignature)
	}
	w.signed[report.Opening.Digest] = text
	return w.signer.sign(text)
}

// Signed returns the hash of each opening of which the witness has signed a close, with
// the text of that close. [Witness.Remember] takes it back after a restart.
func (w *Witness) Signed() map[[32]byte]string {
	w.mu.Lock()
	defer w.mu.Unlock()
	all := make(map[[32]byte]string, len(w.signed))
	for opening, text := range w.signed {
		all[opening] = text
	}
	return all
}

// Remember tells a witness what it has signed before it was stopped.
func (w *Witness) Remember(opening [32]byte, closeText string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.signed[opening] = closeText
}
