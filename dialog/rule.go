package dialog

import "iter"

// A RuleID names a rule for good: three letters for the area, a hyphen and two
// digits, such as CIV-03. IDs are never reused or renumbered; a retired rule
// keeps its row.
type RuleID string

// A Rule is one row of the rule catalogue. The sentences that a person reads
// (title, message, hint) stand in the catalogue of package i18n under
// "rule.<ID>.title", "rule.<ID>.message" and "rule.<ID>.hint".
type Rule struct {
	ID       RuleID
	Severity Severity // of a breach, unless the policy in force says otherwise
	On       Subject  // what the rule is checked on
	Basis    Basis    // where the rule comes from
	Section  string   // key of the section of the source, "source.<Section>" in i18n; empty where the source is silent
	Since    Date     // the day from which the rule holds
	Retired  Date     // the day from which it holds no longer; zero while in force
}

// A Subject is the kind of thing that a rule is checked on; reports count by it.
// Its name is the text "subject.<Subject>" in package i18n, with plural forms.
type Subject string

// The subjects of the rules.
const (
	OnFile          Subject = "file"
	OnOrganisation  Subject = "organisation"
	OnParticipant   Subject = "participant"
	OnDetermination Subject = "determination"
	OnDenkwerkstatt Subject = "denkwerkstatt"
	OnYear          Subject = "year"
	OnCycle         Subject = "cycle"
	OnWorkstream    Subject = "workstream"
	OnCommittee     Subject = "committee"
	OnSeat          Subject = "seat"
	OnEvent         Subject = "event"
	OnVote          Subject = "vote"
	OnPolicy        Subject = "policy"
	OnWaiver        Subject = "waiver"
)

// A Catalogue is a list of rules that finds each by its ID. The zero value is empty.
type Catalogue struct {
	rules []Rule
	index map[RuleID]int
}

// NewCatalogue joins the tables of several packages in the order given. It
// panics when two rows share an ID, because then the tables contradict each other.
func NewCatalogue(tables ...[]Rule) Catalogue {
	c := Catalogue{index: map[RuleID]int{}}
	for _, table := range tables {
		for _, r := range table {
			if _, dup := c.index[r.ID]; dup {
				panic("dialog: NewCatalogue: rule " + string(r.ID) + " stands in two tables")
			}
			c.index[r.ID] = len(c.rules)
			c.rules = append(c.rules, r)
		}
	}
	return c
}

// Lookup returns the rule with this ID.
func (c Catalogue) Lookup(id RuleID) (Rule, bool) {
	i, ok := c.index[id]
	if !ok {
		return Rule{}, false
	}
	return c.rules[i], true
}

// All yields the rules in catalogue order.
func (c Catalogue) All() iter.Seq[Rule] {
	return func(yield func(Rule) bool) {
		for _, r := range c.rules {
			if !yield(r) {
				return
			}
		}
	}
}

// Len returns the number of rules.
func (c Catalogue) Len() int { return len(c.rules) }
