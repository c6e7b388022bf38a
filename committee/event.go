package committee

import "github.com/dialog-cybersicherheit/dfc/i18n/enum"

// An EventKind says what happened to a place. The zero value is invalid.
type EventKind uint8

// The kinds. Nothing happens by itself: a deputy who moves up is an event, too,
// because nothing is published about an automatic succession (Nachrücken).
const (
	Resigned  EventKind = iota + 1 // who holds the place gives it up; it is vacant from that day on
	Appointed                      // somebody takes a vacant place
	Succeeded                      // the deputy takes the member's vacant place and leaves the own one
)

var eventKinds = enum.New("event", Resigned, "resigned", "appointed", "succeeded")

// String returns "resigned", "appointed" or "succeeded".
func (k EventKind) String() string { return eventKinds.Name(k) }

// TextKey returns the key of its name in package i18n.
func (k EventKind) TextKey() string { return "event." + k.String() }

// ParseEventKind is the inverse of [EventKind.String].
func ParseEventKind(s string) (EventKind, error) { return eventKinds.Parse(s) }

// MarshalText writes the name; it fails for a value outside the enumeration.
func (k EventKind) MarshalText() ([]byte, error) { return eventKinds.Marshal(k) }

// UnmarshalText reads a name, see [ParseEventKind].
func (k *EventKind) UnmarshalText(text []byte) error { return eventKinds.Unmarshal(text, k) }

// Allowed lists the names in the order of the constants.
func (EventKind) Allowed() []string { return eventKinds.Allowed() }
