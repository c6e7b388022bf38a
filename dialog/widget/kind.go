package widget

// A Kind is one of the widgets. The zero value is invalid.
type Kind uint8

// The widgets.
const (
	Eligibility Kind = iota + 1 // self-check: does an organisation belong to a group?
	Ballot                      // vote, check, done
	Results                     // of a count
	Committee                   // seats, terms and vacancies on a day
	Timeline                    // workstreams between two Denkwerkstätten
	Findings                    // report of the check of a programme
)

var kindNames = [...]string{Eligibility: "eligibility", Ballot: "ballot", Results: "results",
	Committee: "committee", Timeline: "timeline", Findings: "findings"}

// Kinds returns all widgets in the order of the constants.
func Kinds() []Kind { return []Kind{Eligibility, Ballot, Results, Committee, Timeline, Findings} }

// String returns the name of the widget, which is a part of its addresses and, after
// "dfc-", the name of its element.
func (k Kind) String() string {
	if k == 0 || int(k) >= len(kindNames) {
		return "invalid"
	}
	return kindNames[k]
}

// ParseKind is the inverse of Kind.String; it reports false for any other name.
func ParseKind(s string) (Kind, bool) {
	for _, k := range Kinds() {
		if kindNames[k] == s {
			return k, true
		}
	}
	return 0, false
}

// readOnly reports whether a widget shows what is public and takes nothing, so that
// scripts of other origins may fetch it.
func (k Kind) readOnly() bool { return k >= Results }
