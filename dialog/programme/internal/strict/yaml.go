package strict

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"
)

// errDepth stops the YAML library where a file is nested too deeply.
var errDepth = errors.New("too deep")

// parseYAML returns the root of the first document. The root is nil when the
// file cannot be parsed or is empty.
func parseYAML(t *text, limits Limits) (root *yaml.Node, ps []Problem) {
	switch all, longest, line := t.entries(); {
	case all > limits.Entries:
		return nil, []Problem{tooLarge(limits.Entries, ShapeEntries)}
	case longest > limits.Entries*2/5:
		p := tooLarge(limits.Entries*2/5, ShapeEntries)
		p.Line, p.Column = line, 1
		return nil, []Problem{p}
	}
	// The library reports its own bugs as panics ("please report"). None is known
	// that a file can trigger; if there is one, it must not end a server.
	defer func() {
		if r := recover(); r != nil {
			root, ps = nil, []Problem{{Kind: Syntax, Line: 1, Column: 1, Detail: fmt.Sprintf("the YAML parser gave up: %v", r)}}
		}
	}()
	// Depth is checked by the scanner as it goes, so that a megabyte of "[" costs
	// nothing. Its count and ours differ by lists that are not indented, so both
	// look: this one for cost, [structure] for the exact number.
	depth := loaderlimits.DepthFunc(func(depth int, _ *loaderlimits.DepthContext) error {
		if depth > limits.Depth {
			return errDepth
		}
		return nil
	})
	// Equal keys are ours to report, with both places and in linear time.
	l, err := yaml.NewLoader(bytes.NewReader(t.data), yaml.WithUniqueKeys(false), yaml.WithPlugin(loaderlimits.New(depth)))
	if err != nil {
		return nil, []Problem{{Kind: Syntax, Line: 1, Column: 1, Detail: err.Error()}}
	}
	var first, second yaml.Node
	switch err := l.Load(&first); {
	case errors.Is(err, io.EOF), err == nil && isEmpty(t, &first):
		return nil, []Problem{{Kind: Empty, Line: 1, Column: 1}}
	case err != nil:
		return nil, []Problem{yamlProblem(t, err, limits)}
	}
	// What follows a second document does not matter any more.
	switch err := l.Load(&second); {
	case errors.Is(err, io.EOF):
	case err != nil:
		return nil, []Problem{yamlProblem(t, err, limits)}
	default:
		ps = append(ps, Problem{Kind: Documents, Line: second.Line, Column: second.Column})
	}
	return first.Content[0], ps
}

// isEmpty reports whether a document consists of nothing, as "---" alone does.
// A written "null" is not nothing, it is a wrong type.
func isEmpty(t *text, doc *yaml.Node) bool {
	if len(doc.Content) == 0 {
		return true
	}
	n := doc.Content[0]
	return n.Kind == yaml.ScalarNode && n.Value == "" && n.Tag == nullTag && n.Style == 0
}

// yamlProblem translates an error of the library.
func yamlProblem(t *text, err error, limits Limits) Problem {
	p := Problem{Kind: Syntax, Line: 1, Column: 1, Detail: strings.TrimPrefix(err.Error(), "yaml: ")}
	var le *yaml.LoadError
	if !errors.As(err, &le) {
		return p
	}
	if le.Mark.Line > len(t.starts) {
		// The library counts a line break at the end of every file.
		end := t.position(len(t.data))
		p.Line, p.Column = end.Line, end.Column
	} else if le.Mark.Line > 0 {
		p.Line, p.Column = le.Mark.Line, le.Mark.Column
	}
	p.Detail = le.Message
	if le.ContextMsg != "" {
		p.Detail = le.ContextMsg + ": " + le.Message
	}
	if le.ContextMark.Line > 0 {
		p.First = Position{le.ContextMark.Line, le.ContextMark.Column}
	}
	if le.Message == errDepth.Error() {
		return Problem{Kind: TooDeep, Line: p.Line, Column: p.Column, Limit: limits.Depth}
	}
	if name, ok := strings.CutPrefix(le.Message, "unknown anchor '"); ok {
		// An alias without its anchor: aliases are refused anyway, say only that.
		name, _, _ = strings.Cut(name, "'")
		return Problem{Kind: Anchor, Line: p.Line, Column: p.Column, Value: cut("*" + name)}
	}
	p.Cause = yamlCause(t, le, p.Position())
	if at := p.Position(); (p.Cause == CauseUnclosed || p.Cause == CauseKey) && !p.First.IsZero() {
		// The end of the file or the next line is where the parser noticed, not where the mistake is.
		p.Line, p.Column, p.First = p.First.Line, p.First.Column, at
	}
	return p
}

// yamlCause recognises the frequent mistakes by what stands at the place and,
// where that does not decide, by the library's wording; if that changes, a
// problem loses its remedy, nothing else, and a test notices.
func yamlCause(t *text, le *yaml.LoadError, at Position) Cause {
	rest := t.data[t.offset(at):]
	switch msg := le.Message; {
	case strings.Contains(msg, "unexpected end of stream"), strings.Contains(msg, "expected ',' or") && len(bytes.TrimSpace(rest)) == 0:
		return CauseUnclosed
	case strings.Contains(msg, "could not find expected ':'"):
		return CauseKey
	case strings.Contains(msg, "tab character"), strings.Contains(msg, "cannot start any token") && len(rest) > 0 && rest[0] == '\t':
		return CauseTab
	case strings.Contains(msg, "cannot start any token"):
		return CauseIndicator
	case strings.Contains(msg, "mapping values are not allowed"):
		return CauseColon
	case strings.Contains(msg, "escape"):
		return CauseEscape
	case strings.Contains(msg, "expected <document start>"):
		return CauseTrailing
	case strings.Contains(msg, "expected key"), strings.Contains(msg, "expected '-' indicator"):
		return CauseIndent
	}
	return 0
}
