package workstream_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

var day = dialog.MustDate

func period(start, end string) dialog.Period { return dialog.Period{Start: day(start), End: day(end)} }

func workshop(number int, start, end string) *dialog.Denkwerkstatt {
	return &dialog.Denkwerkstatt{Number: number, Period: period(start, end)}
}

// cycle is an invented cycle: chosen on 14 and 15 November 2031, presented on 12
// and 13 November 2032.
func cycle() dialog.Cycle {
	return dialog.Cycle{Label: "2031/2032", Opening: workshop(16, "2031-11-14", "2031-11-15"), Closing: workshop(17, "2032-11-12", "2032-11-13")}
}

func builtIn(t testing.TB) *dialog.Policies {
	t.Helper()
	table, err := workstream.Policy()
	require.NoError(t, err)
	ps, err := dialog.NewPolicies(table)
	require.NoError(t, err)
	return ps
}

// with returns the built-in policies with one value changed from the start.
func with(t testing.TB, parameter, value string) *dialog.Policies {
	t.Helper()
	ps, err := builtIn(t).With([]dialog.Setting{{
		Parameter: parameter, Value: dialog.PolicyValue{value}, Basis: dialog.BasisChoice, Reference: dialog.Plain("test"),
	}})
	require.NoError(t, err)
	return ps
}

// steps reads "selected 2031-11-15", one for each step; "selected" has no date.
func steps(t testing.TB, list ...string) []workstream.Step {
	t.Helper()
	var out []workstream.Step
	for _, line := range list {
		name, on := "", "unknown"
		_, err := fmt.Sscan(line, &name)
		require.NoError(t, err)
		if len(line) > len(name) {
			on = line[len(name)+1:]
		}
		to, err := workstream.ParseState(name)
		require.NoError(t, err)
		out = append(out, workstream.Step{To: to, On: day(on), Reason: dialog.Plain("test")})
	}
	return out
}

// complete is a proposal that breaks no rule.
func complete() workstream.Proposal {
	return workstream.Proposal{
		Title: dialog.Text{"de": "Beispiel", "en": "Example"}, Vision: dialog.Plain("a vision"), Aim: dialog.Plain("an aim"),
		TargetGroup: dialog.Plain("everybody"), Outcome: []workstream.OutcomeKind{workstream.Concept},
		Initiators: []workstream.Initiator{
			{Role: workstream.AsParticipant, Group: dialog.Science}, {Role: workstream.AsParticipant, Group: dialog.Business},
		},
	}
}

// good is a workstream that keeps every rule in the invented cycle.
func good(t testing.TB) workstream.Workstream {
	return workstream.Workstream{
		ID: "one", Proposal: complete(), Planned: period("2031-12-01", "2032-05-31"), Report: &workstream.Report{On: day("2032-11-12")},
		Steps: steps(t, "selected 2031-11-15", "running 2031-12-01", "completed 2032-05-31", "presented 2032-11-12"),
	}
}

// A setup is what a check runs on; what a case leaves out is filled in.
type setup struct {
	asOf  string
	env   workstream.Env
	lists []workstream.Workstream
}

func check(t testing.TB, s setup) *dialog.Check {
	t.Helper()
	if s.asOf == "" {
		s.asOf = "2033-06-01"
	}
	if s.env.Policies == nil {
		s.env.Policies = builtIn(t)
	}
	if s.env.Cycle == (dialog.Cycle{}) {
		s.env.Cycle = cycle()
	}
	c := dialog.NewCheck(dialog.NewCatalogue(workstream.Rules()), day(s.asOf))
	workstream.Check(c, s.env, s.lists, "cycles[0]")
	speaks(t, c.Findings())
	return c
}

// speaks: every finding has its sentences in both languages, and each of their
// placeholders an argument that fits.
func speaks(t testing.TB, findings []dialog.Finding) {
	t.Helper()
	if len(findings) == 0 {
		return
	}
	catalogue, err := i18n.New(i18n.Options{OnMissing: func(m i18n.Missing) { t.Errorf("missing: %+v", m) }})
	require.NoError(t, err)
	for _, f := range findings {
		for _, language := range []string{"de", "en"} {
			l := catalogue.Localizer(language)
			assert.NotContains(t, f.Message(l), "{", "%s in %s", f.Rule, language)
			assert.NotContains(t, f.Hint(l), "{", "%s in %s", f.Rule, language)
		}
	}
}

// What a check says of a rule about one subject.
type verdict string

const (
	nothing verdict = "nothing"
	held    verdict = "held"
	broken  verdict = "broken"
	open    verdict = "open"
)

func verdictOf(c *dialog.Check, id dialog.RuleID) verdict {
	switch c.Tally(id) {
	case dialog.Tally{}:
		return nothing
	case dialog.Tally{Held: 1}:
		return held
	case dialog.Tally{Broken: 1}:
		return broken
	case dialog.Tally{Open: 1}:
		return open
	}
	return verdict(fmt.Sprintf("%+v", c.Tally(id)))
}

// find returns the only finding of a rule.
func find(t testing.TB, c *dialog.Check, id dialog.RuleID) dialog.Finding {
	t.Helper()
	var found []dialog.Finding
	for _, f := range c.Findings() {
		if f.Rule == id {
			found = append(found, f)
		}
	}
	require.Len(t, found, 1, id)
	return found[0]
}
