package verify

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// ErrTrust is wrapped by errors about texts that are no trust.
var ErrTrust = errors.New("not a trust file")

// A Trust is what a verifier has to be told by somebody whom it believes: whose
// signatures count, and which opening was declared.
type Trust struct {
	Key       *Key
	Witnesses []*Key // sorted by their text
	Threshold int    // how many witnesses must have signed; the opening may ask for more
	Opening   [32]byte
}

// maxTrust is the length of a trust file, in bytes.
const maxTrust = 64 << 10

// ReadTrust reads a trust file, in the form that the package describes. It fails with
// [ErrTrust].
func ReadTrust(r io.Reader) (*Trust, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxTrust+1))
	if err != nil {
		return nil, err
	}
	text, whole := strings.CutSuffix(string(data), "\n")
	lines := strings.Split(text, "\n")
	if !whole || len(data) > maxTrust || !isText(data) || lines[0] != "dfc-box-trust-1" {
		return nil, fmt.Errorf("%w: want lines that end with LF, the first of them dfc-box-trust-1; found %q", ErrTrust, clip(lines[0]))
	}
	t := new(Trust)
	f := &fields{rest: lines[1:]}
	t.Key = f.key("key")
	t.Witnesses = f.keys("witness")
	t.Threshold = f.number("threshold")
	t.Opening = f.hash("opening")
	switch {
	case !f.done():
		at := min(len(lines)-len(f.rest), len(lines)-1)
		return nil, fmt.Errorf("%w: line %d, or the one before it, is not as it must be (key, witness…, threshold, opening): %q", ErrTrust, at+1, clip(lines[at]))
	case !distinct(t.Key, t.Witnesses):
		return nil, fmt.Errorf("%w: a key stands twice", ErrTrust)
	case t.Threshold > len(t.Witnesses):
		return nil, fmt.Errorf("%w: threshold %d of %d witnesses", ErrTrust, t.Threshold, len(t.Witnesses))
	}
	return t, nil
}

// String writes the trust as [ReadTrust] reads it.
func (t *Trust) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "dfc-box-trust-1\nkey %s\n", t.Key)
	for _, w := range t.Witnesses {
		fmt.Fprintf(&b, "witness %s\n", w)
	}
	fmt.Fprintf(&b, "threshold %d\nopening %x\n", t.Threshold, t.Opening)
	return b.String()
}

// TrustIn is the trust that an opening itself asks for: the keys that it names. It is
// good for those who have the opening from somebody whom they believe, and for nobody
// else.
func TrustIn(o *Opening) *Trust {
	return &Trust{Key: o.Key, Witnesses: o.Witnesses, Threshold: o.Threshold, Opening: o.Digest}
}
