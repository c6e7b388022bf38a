package dialog

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// A PolicyProblem says what is wrong with a setting. The zero value is invalid.
type PolicyProblem uint8

// The problems of settings.
const (
	UnknownParameter PolicyProblem = iota + 1 // no such parameter (POL-01)
	ValueRefused                              // the parameter does not take this value (POL-02)
	NotFromADay                               // the setting does not hold from a day on (POL-03)
	SetTwice                                  // two settings from the same day (POL-03)
	LimitsCrossed                             // a lower limit above the upper one (POL-04)
	NeverSet                                  // a parameter without a value from the start, in a built-in table
)

// A PolicyError says why settings cannot be used.
type PolicyError struct {
	Problem   PolicyProblem
	Parameter string
	From      Date          // of the setting; of LimitsCrossed, the day from which on
	Value     PolicyValue   // of the setting
	Spec      ParameterSpec // of the parameter; zero for UnknownParameter
	Allowed   []string      // names of parameters, for UnknownParameter
	Limit     int           // of LimitsCrossed: the value of Spec.AtMost
}

// Error returns one English line that names the value, the limit and the way out.
func (e *PolicyError) Error() string {
	switch e.Problem {
	case UnknownParameter:
		return fmt.Sprintf("unknown parameter %q: want one of %s", e.Parameter, strings.Join(e.Allowed, ", "))
	case ValueRefused:
		return fmt.Sprintf("%s: value %q refused: want %s", e.Parameter, e.Value, e.Spec.want())
	case NotFromADay:
		return fmt.Sprintf("%s from %s: a setting holds from a day on", e.Parameter, e.From)
	case SetTwice:
		return fmt.Sprintf("%s has two values from %s", e.Parameter, e.From)
	case LimitsCrossed:
		return fmt.Sprintf("from %s on %s is %s, above %s, which is %d", e.From, e.Parameter, e.Value, e.Spec.AtMost, e.Limit)
	}
	return fmt.Sprintf("parameter %q has no value from the start", e.Parameter)
}

// A Setting says which value a parameter has from a day on, and where that comes from.
type Setting struct {
	Parameter string      `yaml:"parameter" json:"parameter" validate:"required,max=80"`
	From      Date        `yaml:"from" json:"from"`
	Value     PolicyValue `yaml:"value" json:"value"`
	Basis     Basis       `yaml:"basis" json:"basis" validate:"required"`
	Reference Text        `yaml:"reference" json:"reference" validate:"required"`
}

// A PolicyTable is what a package declares: its parameters and their built-in settings.
type PolicyTable struct {
	Parameters []ParameterSpec
	Settings   []Setting
}

// Policies says for each parameter which value holds on which day. It is
// immutable; [Policies.With] makes another.
type Policies struct {
	specs    map[string]ParameterSpec
	settings map[string][]Setting // by parameter, rising From
}

// NewPolicies joins the tables of several packages and checks them: every
// parameter is declared once and has a setting whose first day is the zero Date
// (from the start), values fit, limits do not contradict each other on any day.
func NewPolicies(tables ...PolicyTable) (*Policies, error) {
	p := &Policies{specs: map[string]ParameterSpec{}, settings: map[string][]Setting{}}
	for _, t := range tables {
		for _, s := range t.Parameters {
			if _, dup := p.specs[s.Name]; dup {
				return nil, fmt.Errorf("parameter %q is declared twice", s.Name)
			}
			p.specs[s.Name] = s
		}
	}
	for _, t := range tables {
		for _, s := range t.Settings {
			if err := p.insert(s); err != nil {
				return nil, err
			}
		}
	}
	for name := range p.specs {
		if h := p.settings[name]; len(h) == 0 || !h[0].From.IsZero() {
			return nil, &PolicyError{Problem: NeverSet, Parameter: name}
		}
	}
	if err := p.contradiction(); err != nil {
		return nil, err
	}
	return p, nil
}

// With returns policies in which the settings take the place of everything that
// was in force for their parameters from their first day on. The error is an
// *[OverrideError] that says which of the settings is at fault.
func (p *Policies) With(overrides []Setting) (*Policies, error) {
	q := &Policies{specs: p.specs, settings: map[string][]Setting{}}
	for name, h := range p.settings {
		q.settings[name] = slices.Clone(h)
	}
	first := map[string]Date{}
	for _, s := range overrides {
		if d, ok := first[s.Parameter]; !ok || s.From.Compare(d) < 0 && !d.IsZero() || s.From.IsZero() {
			first[s.Parameter] = s.From
		}
	}
	for name, from := range first {
		q.settings[name] = slices.DeleteFunc(q.settings[name], func(s Setting) bool { return !startsBefore(s, from) })
	}
	for i, s := range overrides {
		if err := q.insert(s); err != nil {
			return nil, &OverrideError{Index: i, Err: err}
		}
	}
	if err := q.contradiction(); err != nil {
		return nil, &OverrideError{Index: guilty(overrides, err), Err: err}
	}
	return q, nil
}

// An OverrideError says which of the settings given to [Policies.With] is at fault.
type OverrideError struct {
	Index int
	Err   error
}

// Error names the setting by its index and says what is wrong with it.
func (e *OverrideError) Error() string { return fmt.Sprintf("setting %d: %v", e.Index, e.Err) }

// Unwrap returns the fault.
func (e *OverrideError) Unwrap() error { return e.Err }

// startsBefore treats the zero date, "from the start", as earlier than every day.
func startsBefore(s Setting, from Date) bool {
	if from.IsZero() || s.From.IsZero() {
		return s.From.IsZero() && !from.IsZero()
	}
	return s.From.Compare(from) < 0
}

func (p *Policies) insert(s Setting) error {
	spec, ok := p.specs[s.Parameter]
	if !ok {
		return &PolicyError{Problem: UnknownParameter, Parameter: s.Parameter, From: s.From, Value: s.Value, Allowed: slices.Sorted(maps.Keys(p.specs))}
	}
	fault := PolicyError{Parameter: s.Parameter, From: s.From, Value: s.Value, Spec: spec}
	if !s.From.IsZero() && s.From.Precision() != PrecisionDay {
		fault.Problem = NotFromADay
		return &fault
	}
	if !spec.takes(s.Value) {
		fault.Problem = ValueRefused
		return &fault
	}
	h := p.settings[s.Parameter]
	at := sort.Search(len(h), func(i int) bool { return !startsBefore(h[i], s.From) })
	if at < len(h) && h[at].From == s.From {
		fault.Problem = SetTwice
		return &fault
	}
	p.settings[s.Parameter] = slices.Insert(h, at, s)
	return nil
}

func (p *Policies) inForce(name string, on Date) (Setting, bool) {
	h := p.settings[name]
	on = on.First()
	for i := len(h) - 1; i >= 0; i-- {
		// An unknown day is treated as today: the newest setting holds.
		if on.IsZero() || h[i].From.IsZero() || h[i].From.Compare(on) <= 0 {
			return h[i], true
		}
	}
	return Setting{}, false
}

// Spec returns the declaration of a parameter.
func (p *Policies) Spec(name string) (ParameterSpec, bool) {
	s, ok := p.specs[name]
	return s, ok
}

// All yields every parameter by name with its settings in the order of their days.
func (p *Policies) All() iter.Seq2[ParameterSpec, []Setting] {
	return func(yield func(ParameterSpec, []Setting) bool) {
		for _, name := range slices.Sorted(maps.Keys(p.specs)) {
			if !yield(p.specs[name], slices.Clone(p.settings[name])) {
				return
			}
		}
	}
}

// InForce returns the settings in force on a day, by parameter name.
func (p *Policies) InForce(on Date) []Setting {
	var out []Setting
	for name := range p.specs {
		if s, ok := p.inForce(name, on); ok {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b Setting) int { return strings.Compare(a.Parameter, b.Parameter) })
	return out
}

// guilty returns the index of the setting from which on the limits cross.
func guilty(overrides []Setting, err *PolicyError) int {
	at := 0
	for i, s := range overrides {
		if s.Parameter != err.Parameter && s.Parameter != err.Spec.AtMost {
			continue
		}
		at = i
		if s.From == err.From {
			return i
		}
	}
	return at
}

// contradiction compares every parameter that another one bounds with it, on
// every day on which one of the two changes; between those days nothing can. It
// walks the two histories side by side, so the cost is that of reading them.
func (p *Policies) contradiction() *PolicyError {
	for _, name := range slices.Sorted(maps.Keys(p.specs)) {
		spec := p.specs[name]
		if spec.AtMost == "" {
			continue
		}
		lower, upper := p.settings[name], p.settings[spec.AtMost]
		if i, j, crossed := crossing(lower, upper); crossed {
			from := lower[i].From
			if startsBefore(lower[i], upper[j].From) {
				from = upper[j].From
			}
			return &PolicyError{Problem: LimitsCrossed, Parameter: name, From: from, Value: lower[i].Value, Spec: spec, Limit: upper[j].number()}
		}
	}
	return nil
}

// crossing walks two histories side by side and returns the settings in force
// when the lower limit is first above the upper one.
func crossing(lower, upper []Setting) (i, j int, crossed bool) {
	for {
		if lower[i].number() > upper[j].number() {
			return i, j, true
		}
		switch nextLower, nextUpper := i+1 < len(lower), j+1 < len(upper); {
		case nextLower && nextUpper && lower[i+1].From == upper[j+1].From:
			i, j = i+1, j+1
		case nextLower && (!nextUpper || startsBefore(lower[i+1], upper[j+1].From)):
			i++
		case nextUpper:
			j++
		default:
			return i, j, false
		}
	}
}

// number is the value of a number, which was checked when it was inserted.
func (s Setting) number() int {
	n, _ := strconv.Atoi(s.Value.one())
	return n
}
