package app

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/i18n"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

// workstreams are those of a cycle, in the order of the ballot: as they were proposed.
func (s *state) workstreams(label string) []workstream.Workstream {
	if c := s.cycle(label); c != nil {
		return c.Workstreams
	}
	return nil
}

// work changes a workstream of the cycle at work, unless that breaks a rule of the
// programme: the rules say what is wrong with it, in words.
func (a *App) work(ctx context.Context, what, id, field string, do func(*workstream.Workstream) error) error {
	return a.update(ctx, office, what+" "+id, func(s *state, _ *sql.Tx) error {
		c := s.cycle(s.Cycle)
		if s.Phase != running || c == nil {
			return errNotNow
		}
		i := slices.IndexFunc(c.Workstreams, func(w workstream.Workstream) bool { return w.ID == id })
		if i < 0 {
			return errNotNow
		}
		before, err := a.errors(ctx, s)
		if err != nil {
			return err
		}
		if err := do(&c.Workstreams[i]); err != nil {
			return err
		}
		after, err := a.errors(ctx, s)
		if err != nil {
			return err
		}
		for _, f := range after {
			if !slices.ContainsFunc(before, func(old dialog.Finding) bool { return old.Message(i18n.English()) == f.Message(i18n.English()) }) {
				return &refusal{field: field, text: func(l *i18n.Localizer) string { return f.Message(l) + " " + f.Hint(l) }}
			}
		}
		return nil
	})
}

// errors are the breaches of rules in the programme that are more than warnings.
func (a *App) errors(ctx context.Context, s *state) ([]dialog.Finding, error) {
	r, err := programme.CheckWith(ctx, s.Programme, a.today(), a.policies)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(r.Findings, func(f dialog.Finding) bool { return f.Severity != dialog.SeverityError }), nil
}

// step enters what happens to a workstream.
func (a *App) step(ctx context.Context, id string, to workstream.State, on dialog.Date, reason string) error {
	return a.work(ctx, fmt.Sprintf("step to %s of", to), id, "on-"+id, func(w *workstream.Workstream) error {
		if !w.State().CanBecome(to) {
			return errNotNow
		}
		step := workstream.Step{To: to, On: on}
		if reason != "" {
			step.Reason = dialog.Plain(reason)
		}
		w.Steps = append(w.Steps, step)
		return nil
	})
}

// undo takes back the last step, which was entered by mistake. What was voted on stays.
func (a *App) undo(ctx context.Context, id string) error {
	return a.work(ctx, "undo a step of", id, "", func(w *workstream.Workstream) error {
		if !undoable(w) {
			return errNotNow
		}
		w.Steps = w.Steps[:len(w.Steps)-1]
		return nil
	})
}

// undoable reports whether the programme office has entered the last step.
func undoable(w *workstream.Workstream) bool {
	return w.State() != workstream.Proposed && w.State() != workstream.Selected && w.State() != workstream.NotSelected && len(w.Steps) > 0
}

// plan enters when a workstream is to run.
func (a *App) plan(ctx context.Context, id string, p dialog.Period) error {
	if p.End.Before(p.Start) == dialog.Yes {
		return refuse("end-"+id, "portal.office.end-before-start")
	}
	return a.work(ctx, "plan", id, "start-"+id, func(w *workstream.Workstream) error {
		w.Planned = p
		return nil
	})
}

// next begins the next cycle: its workstreams are done, and the Denkwerkstatt at which
// they were presented opens the one that follows.
func (a *App) next(ctx context.Context) error {
	return a.update(ctx, office, "next cycle", func(s *state, _ *sql.Tx) error {
		if !s.canGoOn() {
			return errNotNow
		}
		closing := s.closing().Period
		s.Phase, s.Candidates, s.Cycle = preparing, nil, labelFrom(closing)
		return nil
	})
}

// canGoOn reports whether the next cycle can begin.
func (s *state) canGoOn() bool {
	return s.Phase == running && s.closing() != nil && s.unfinished() == 0
}

// unfinished is the number of workstreams of the cycle at work whose life goes on.
func (s *state) unfinished() (n int) {
	for _, w := range s.workstreams(s.Cycle) {
		if len(w.State().Next()) > 0 {
			n++
		}
	}
	return n
}
