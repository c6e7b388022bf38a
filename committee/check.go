package committee

import (
	"fmt"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// A Person is what the rules need to know about somebody on the committee.
type Person struct {
	Name     string         // what a report calls them
	Group    dialog.Group   // 0 where not known
	Eligible dialog.Outcome // of the organisation they stand for, for that group; 0 where there is none
}

// An Env is what the rules need to know around the committees.
type Env struct {
	Policies         *dialog.Policies
	Denkwerkstaetten []dialog.Denkwerkstatt
	// Person returns what is known about a participant, false for an ID that
	// belongs to nobody.
	Person func(id string) (Person, bool)
}

// Check applies the rules of this package to the committees, which stand in the
// order in which they followed each other; path is the subject path of their
// list, such as "committees".
func Check(c *dialog.Check, env Env, list []Committee, path string) {
	if env.Person == nil {
		env.Person = func(string) (Person, bool) { return Person{}, false }
	}
	h := NewHistory(list)
	streak := map[string]int{} // person → terms in a row
	for i := range list {
		k := checker{Check: c, env: env, history: h, c: &list[i], i: i, path: path}
		k.checkSeats()
		k.checkTerm()
		k.checkFrame()
		k.checkElectionDay()
		k.checkEvents()
		streak = k.checkReelection(streak)
	}
}

// A checker is one run over one committee.
type checker struct {
	*dialog.Check
	env     Env
	history *History
	c       *Committee
	i       int
	path    string
}

// at builds a subject path below the committee; only findings pay for it.
func (k *checker) at(format string, args ...any) string {
	return fmt.Sprintf("%s[%d]", k.path, k.i) + fmt.Sprintf(format, args...)
}

// elected is the argument by which sentences name the committee.
func (k *checker) elected() i18n.Arg { return i18n.Day("elected", k.c.Elected.I18n()) }

// name is what a report calls a person.
func (k *checker) name(id string) i18n.Arg {
	if p, ok := k.env.Person(id); ok && p.Name != "" {
		return i18n.Text("person", p.Name)
	}
	return i18n.Text("person", id)
}

// checkSeats applies the rules about who was elected: COM-01, COM-02, COM-12.
func (k *checker) checkSeats() {
	var seen, twice dialog.GroupSet
	for j, s := range k.c.Seats {
		switch {
		case s.Group == 0:
		case seen.Has(s.Group):
			twice = twice.With(s.Group)
			k.Break(RuleOneSeat, k.at(".seats[%d].group", j), k.elected(), i18n.Term("group", s.Group.TextKey()))
		default:
			seen = seen.With(s.Group)
			k.Held(RuleOneSeat)
			k.checkFilled(s, j)
		}
	}
	var missing []string
	for _, g := range dialog.Groups() {
		if !seen.Has(g) {
			missing = append(missing, g.TextKey())
		}
	}
	if len(missing) > 0 {
		k.Break(RuleFiveSeats, k.at(".seats"), k.elected(), i18n.Terms("groups", missing...), i18n.Int("count", len(missing)))
		return
	}
	k.Held(RuleFiveSeats)
}

// checkFilled is COM-02: each place was filled, in the election or afterwards.
// A place that somebody gave up is a matter of COM-14.
func (k *checker) checkFilled(s Seat, j int) {
	deputies := DeputiesRequired.At(k.env.Policies, k.c.Elected)
	for _, r := range Roles() {
		switch {
		case r == Deputy && !deputies.Value:
			continue
		case s.Place(r) != "" || k.filledLater(s.Group, r):
			k.Held(RuleFilled)
		case r == Deputy:
			k.BreakAs(RuleFilled, 0, deputies.Setting.Basis, k.at(".seats[%d]", j), k.elected(),
				i18n.Term("group", s.Group.TextKey()), i18n.Term("role", r.TextKey()))
		default:
			k.Break(RuleFilled, k.at(".seats[%d]", j), k.elected(),
				i18n.Term("group", s.Group.TextKey()), i18n.Term("role", r.TextKey()))
		}
	}
}

func (k *checker) filledLater(g dialog.Group, r Role) bool {
	for i := range k.c.Events {
		e := &k.c.Events[i]
		if e.Group == g && e.place() == r && e.Kind != Resigned && e.On.After(k.AsOf()) != dialog.Yes {
			return true
		}
	}
	return false
}

// checkElectionDay is COM-13: it was elected at a Denkwerkstatt.
func (k *checker) checkElectionDay() {
	holds := dialog.No
	for i := range k.env.Denkwerkstaetten {
		switch k.env.Denkwerkstaetten[i].Period.Contains(k.c.Elected) {
		case dialog.Yes:
			k.Held(RuleElectionDay)
			return
		case dialog.Unknown:
			holds = dialog.Unknown
		}
	}
	if holds == dialog.Unknown || k.c.Elected.IsZero() {
		k.Undetermined(RuleElectionDay, k.at(".elected"), "fact.committee-elected", k.elected())
		return
	}
	k.Break(RuleElectionDay, k.at(".elected"), k.elected())
}

// checkReelection is COM-09: nobody serves more terms in a row than the policy
// allows. It returns how many terms each person has served without a break.
func (k *checker) checkReelection(before map[string]int) map[string]int {
	limit := TermsMax.At(k.env.Policies, k.c.Elected)
	now := map[string]int{}
	ok := true
	for j, s := range k.c.Seats {
		for _, r := range Roles() {
			id := s.Place(r)
			if id == "" || id == dialog.UnknownID || now[id] > 0 {
				continue
			}
			now[id] = before[id] + 1
			if limit.Value > 0 && now[id] > limit.Value {
				ok = false
				k.BreakAs(RuleReelection, 0, limit.Setting.Basis, k.at(".seats[%d].%s", j, r), k.elected(),
					k.name(id), i18n.Int("count", now[id]), i18n.Int("limit", limit.Value))
			}
		}
	}
	if ok && limit.Value > 0 {
		k.Held(RuleReelection)
	}
	return now
}
