package dialog

import "github.com/dialog-cybersicherheit/dfc/i18n/enum"

// A Truth is a fact that may be unknown, or the outcome of a comparison with
// something unknown. Unlike the other enumerations its zero value has a meaning:
// nobody has said anything yet.
type Truth uint8

// The truth values.
const (
	Unknown Truth = iota
	Yes
	No
)

var truths = enum.New("truth", Unknown, "unknown", "yes", "no")

// String returns "unknown", "yes" or "no".
func (t Truth) String() string { return truths.Name(t) }

// ParseTruth is the inverse of [Truth.String]; it also takes "true" and "false",
// which JSON users write.
func ParseTruth(s string) (Truth, error) {
	switch s {
	case "true":
		return Yes, nil
	case "false":
		return No, nil
	}
	return truths.Parse(s)
}

// TruthOf turns a Go bool into Yes or No.
func TruthOf(b bool) Truth {
	if b {
		return Yes
	}
	return No
}

// Not exchanges Yes and No and keeps Unknown.
func (t Truth) Not() Truth {
	switch t {
	case Yes:
		return No
	case No:
		return Yes
	}
	return Unknown
}

// MarshalText writes the name; it fails for a value outside the enumeration.
func (t Truth) MarshalText() ([]byte, error) { return truths.Marshal(t) }

// UnmarshalText reads a name, see [ParseTruth].
func (t *Truth) UnmarshalText(text []byte) error {
	v, err := ParseTruth(string(text))
	if err == nil {
		*t = v
	}
	return err
}

// Allowed lists the names in the order of the constants.
func (Truth) Allowed() []string { return truths.Allowed() }

// and is the conjunction of three-valued logic (Kleene): No decides.
func (t Truth) and(u Truth) Truth {
	switch {
	case t == No || u == No:
		return No
	case t == Yes && u == Yes:
		return Yes
	}
	return Unknown
}
