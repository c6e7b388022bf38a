package bench

import (
	"context"
	_ "embed" // for the policy
	"errors"
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"

	"github.com/dialog-cybersicherheit/dfc/dialog"
)

//go:embed policy/civil_society.rego
var regoPolicy string

//go:embed policy/outcome.rego
var regoOutcomePolicy string

// OPA decides with the Open Policy Agent and its language Rego. It is safe for
// concurrent use.
type OPA struct {
	decision rego.PreparedEvalQuery
	outcome  rego.PreparedEvalQuery
}

// NewOPA compiles the policies and prepares the queries. Partial evaluation at
// this point is left out, because here it makes the evaluations slower.
func NewOPA(ctx context.Context) (*OPA, error) {
	e := &OPA{}
	var err error
	e.decision, err = rego.New(
		rego.Query("data.civil_society.decision"),
		rego.Module("civil_society.rego", regoPolicy),
	).PrepareForEval(ctx)
	if err != nil {
		return nil, fmt.Errorf("opa: prepare: %w", err)
	}
	e.outcome, err = rego.New(
		rego.Query("data.civil_society_outcome.outcome"),
		rego.Module("outcome.rego", regoOutcomePolicy),
	).PrepareForEval(ctx)
	if err != nil {
		return nil, fmt.Errorf("opa: prepare: %w", err)
	}
	return e, nil
}

// OPAInput puts the facts into the form that [OPA.Decide] takes: a value of
// Rego's own, so that no evaluation has to convert it.
func OPAInput(fs *dialog.Facts) (ast.Value, error) {
	input := make(map[string]any, Criteria)
	for _, k := range criteria {
		input[k.fact.String()] = fs.Get(k.fact).String()
	}
	v, err := ast.InterfaceToValue(input)
	if err != nil {
		return nil, fmt.Errorf("opa: input: %w", err)
	}
	return v, nil
}

// Decide evaluates the policy and reads its answer.
func (e *OPA) Decide(ctx context.Context, input ast.Value) (Decision, error) {
	var d Decision
	value, err := ask(ctx, e.decision, input)
	if err != nil {
		return d, err
	}
	answer, _ := value.(map[string]any)
	outcome, _ := answer["outcome"].(string)
	if d.Outcome, err = dialog.ParseOutcome(outcome); err != nil {
		return d, fmt.Errorf("opa: %w", err)
	}
	list, _ := answer["reasons"].([]any)
	if len(list) != Criteria {
		return d, fmt.Errorf("opa: want a list of %d reasons, got %d", Criteria, len(list))
	}
	for i := range list {
		r, _ := list[i].(map[string]any)
		rule, _ := r["rule"].(string)
		met, _ := r["met"].(string)
		if err := d.set(i, rule, met); err != nil {
			return d, fmt.Errorf("opa: %w", err)
		}
	}
	return d, nil
}

// Outcome evaluates the policy that gives no reasons.
func (e *OPA) Outcome(ctx context.Context, input ast.Value) (dialog.Outcome, error) {
	value, err := ask(ctx, e.outcome, input)
	if err != nil {
		return 0, err
	}
	outcome, _ := value.(string)
	return dialog.ParseOutcome(outcome)
}

// ask returns the one answer to a query.
func ask(ctx context.Context, query rego.PreparedEvalQuery, input ast.Value) (any, error) {
	results, err := query.Eval(ctx, rego.EvalParsedInput(input))
	if err != nil {
		return nil, fmt.Errorf("opa: %w", err)
	}
	if len(results) != 1 || len(results[0].Expressions) != 1 {
		return nil, errors.New("opa: want one answer")
	}
	return results[0].Expressions[0].Value, nil
}
