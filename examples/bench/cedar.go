package bench

import (
	_ "embed" // for the policy
	"errors"
	"fmt"

	"github.com/cedar-policy/cedar-go"

	"github.com/dialog-cybersicherheit/dfc/dialog"
)

//go:embed policy/civil_society.cedar
var cedarPolicy []byte

// Cedar decides with the Cedar policy language. It is safe for concurrent use.
//
// Cedar answers yes or no and names the policies that made it. The policy set is
// written such that these are the criteria that are not fulfilled; that the rest
// is, and how failing and open criteria combine into one of three outcomes, is
// added in Go, because the language cannot say it.
type Cedar struct {
	policies *cedar.PolicySet
	refusals map[cedar.PolicyID]refusal
}

// A refusal is what a policy means that forbids.
type refusal struct {
	criterion int
	met       dialog.Truth
}

// NewCedar compiles the policies.
func NewCedar() (*Cedar, error) {
	set, err := cedar.NewPolicySetFromBytes("civil_society.cedar", cedarPolicy)
	if err != nil {
		return nil, fmt.Errorf("cedar: compile: %w", err)
	}
	e := &Cedar{policies: set, refusals: map[cedar.PolicyID]refusal{}}
	for id, p := range set.All() {
		if p.Effect() != cedar.Forbid {
			continue
		}
		notes := p.Annotations()
		r := refusal{criterion: -1}
		for i, k := range criteria {
			if string(k.rule) == string(notes["rule"]) {
				r.criterion = i
			}
		}
		if r.criterion < 0 {
			return nil, fmt.Errorf("cedar: policy %s: unknown rule %q", id, notes["rule"])
		}
		if r.met, err = dialog.ParseTruth(string(notes["met"])); err != nil {
			return nil, fmt.Errorf("cedar: policy %s: %w", id, err)
		}
		e.refusals[id] = r
	}
	return e, nil
}

// CedarInput puts the facts into the form that [Cedar.Decide] takes.
func CedarInput(fs *dialog.Facts) cedar.Request {
	context := cedar.RecordMap{}
	for _, k := range criteria {
		if t := fs.Get(k.fact); t != dialog.Unknown {
			context[cedar.String(k.fact.String())] = cedar.Boolean(t == dialog.Yes)
		}
	}
	return cedar.Request{
		Principal: cedar.NewEntityUID("Organisation", "candidate"),
		Action:    cedar.NewEntityUID("Action", "join"),
		Resource:  cedar.NewEntityUID("Group", "civil-society"),
		Context:   cedar.NewRecord(context),
	}
}

// Decide evaluates the policies and reads their answer.
func (e *Cedar) Decide(request cedar.Request) (Decision, error) {
	decision, diagnostic := cedar.Authorize(e.policies, nil, request)
	if len(diagnostic.Errors) > 0 {
		return Decision{}, fmt.Errorf("cedar: %s", diagnostic.Errors[0])
	}
	var d Decision
	for i := range criteria {
		d.Reasons[i] = Reason{criteria[i].rule, dialog.Yes}
	}
	if decision == cedar.Allow {
		d.Outcome = dialog.Eligible
		return d, nil
	}
	for _, reason := range diagnostic.Reasons {
		r, known := e.refusals[reason.PolicyID]
		if !known {
			return Decision{}, errors.New("cedar: refused by an unknown policy")
		}
		d.Reasons[r.criterion].Met = r.met
	}
	d.Outcome = d.conclude()
	return d, nil
}
