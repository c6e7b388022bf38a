package bench

import (
	_ "embed" // for the policy
	"fmt"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
	"cel.dev/cel-go/ext"

	"github.com/dialog-cybersicherheit/dfc/dialog"
)

//go:embed policy/civil_society.cel
var celPolicy string

//go:embed policy/outcome.cel
var celOutcomePolicy string

// CEL decides with the Common Expression Language. It is safe for concurrent use.
type CEL struct {
	decision cel.Program
	outcome  cel.Program
}

// NewCEL compiles the policies, with everything folded that is constant.
func NewCEL() (*CEL, error) {
	options := []cel.EnvOption{
		ext.Bindings(),
		cel.Constant("opposite", cel.MapType(cel.StringType, cel.StringType),
			types.DefaultTypeAdapter.NativeToValue(map[string]string{"yes": "no", "no": "yes", "unknown": "unknown"})),
	}
	for _, k := range criteria {
		options = append(options, cel.Variable(k.fact.String(), cel.StringType))
	}
	env, err := cel.NewEnv(options...)
	if err != nil {
		return nil, fmt.Errorf("cel: environment: %w", err)
	}
	e := &CEL{}
	if e.decision, err = celProgram(env, celPolicy); err != nil {
		return nil, err
	}
	if e.outcome, err = celProgram(env, celOutcomePolicy); err != nil {
		return nil, err
	}
	return e, nil
}

func celProgram(env *cel.Env, policy string) (cel.Program, error) {
	ast, issues := env.Compile(policy)
	if err := issues.Err(); err != nil {
		return nil, fmt.Errorf("cel: compile: %w", err)
	}
	program, err := env.Program(ast, cel.EvalOptions(cel.OptOptimize))
	if err != nil {
		return nil, fmt.Errorf("cel: program: %w", err)
	}
	return program, nil
}

// CELInput puts the facts into the form that [CEL.Decide] takes.
func CELInput(fs *dialog.Facts) (cel.Activation, error) {
	vars := make(map[string]any, Criteria)
	for _, k := range criteria {
		// A value of CEL's own, so that no evaluation has to convert it.
		vars[k.fact.String()] = types.String(fs.Get(k.fact).String())
	}
	return cel.NewActivation(vars)
}

var (
	celOutcome = types.String("outcome")
	celReasons = types.String("reasons")
	celRule    = types.String("rule")
	celMet     = types.String("met")
)

// Decide evaluates the policy and reads its answer.
func (e *CEL) Decide(input cel.Activation) (Decision, error) {
	var d Decision
	answer, _, err := e.decision.Eval(input)
	if err != nil {
		return d, fmt.Errorf("cel: %w", err)
	}
	if d.Outcome, err = dialog.ParseOutcome(celString(celGet(answer, celOutcome))); err != nil {
		return d, fmt.Errorf("cel: %w", err)
	}
	list, ok := celGet(answer, celReasons).(traits.Lister)
	if !ok || list.Size() != types.Int(Criteria) {
		return d, fmt.Errorf("cel: want a list of %d reasons", Criteria)
	}
	for i := range Criteria {
		r := list.Get(types.Int(i))
		if err := d.set(i, celString(celGet(r, celRule)), celString(celGet(r, celMet))); err != nil {
			return d, fmt.Errorf("cel: %w", err)
		}
	}
	return d, nil
}

// Outcome evaluates the policy that gives no reasons.
func (e *CEL) Outcome(input cel.Activation) (dialog.Outcome, error) {
	answer, _, err := e.outcome.Eval(input)
	if err != nil {
		return 0, fmt.Errorf("cel: %w", err)
	}
	return dialog.ParseOutcome(celString(answer))
}

func celGet(v ref.Val, key types.String) ref.Val {
	if m, ok := v.(traits.Mapper); ok {
		return m.Get(key)
	}
	return nil
}

func celString(v ref.Val) string {
	s, _ := v.(types.String)
	return string(s)
}
