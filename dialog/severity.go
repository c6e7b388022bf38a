package dialog

import "github.com/dialog-cybersicherheit/dfc/i18n/enum"

// A Severity says how grave a breach is. The zero value is invalid.
type Severity uint8

// The severities, from grave to slight.
const (
	SeverityError   Severity = iota + 1 // the programme breaks a rule
	SeverityWarning                     // it leaves what is usual; somebody should look
	SeverityNotice                      // worth knowing, nothing to do
)

var severities = enum.New("severity", SeverityError, "error", "warning", "notice")

// String returns "error", "warning" or "notice".
func (s Severity) String() string { return severities.Name(s) }

// ParseSeverity is the inverse of [Severity.String].
func ParseSeverity(s string) (Severity, error) { return severities.Parse(s) }

// MarshalText writes the name; it fails for a value outside the enumeration.
func (s Severity) MarshalText() ([]byte, error) { return severities.Marshal(s) }

// UnmarshalText reads a name, see [ParseSeverity].
func (s *Severity) UnmarshalText(text []byte) error { return severities.Unmarshal(text, s) }

// Allowed lists the names in the order of the constants.
func (Severity) Allowed() []string { return severities.Allowed() }
