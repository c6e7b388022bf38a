package programme

import (
	"errors"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme/internal/strict"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// ruleOf says which rule about the file a kind of problem breaks.
var ruleOf = map[strict.Kind]dialog.RuleID{
	strict.Syntax:       RuleSyntax,
	strict.Empty:        RuleOneDocument,
	strict.Encoding:     RuleEncoding,
	strict.TooLarge:     RuleSize,
	strict.TooDeep:      RuleDepth,
	strict.Anchor:       RuleNoAnchors,
	strict.Tag:          RuleNoAnchors,
	strict.Documents:    RuleOneDocument,
	strict.UnknownKey:   RuleKnownKeys,
	strict.DuplicateKey: RuleUniqueKeys,
	strict.KeyType:      RuleType,
	strict.WrongType:    RuleType,
	strict.Null:         RuleRequired,
	strict.BadValue:     RuleValue,
}

// findings turns what the decoder says into findings.
func findings(name string, problems []strict.Problem) []dialog.Finding {
	out := make([]dialog.Finding, 0, len(problems))
	for i := range problems {
		p := &problems[i]
		out = append(out, dialog.Finding{
			Rule: ruleOf[p.Kind], Severity: dialog.SeverityError, Basis: dialog.BasisChoice, Path: p.Path, Args: problemArgs(p),
			Position: dialog.Position{File: name, Line: p.Line, Column: p.Column},
		})
	}
	return out
}

// problemArgs returns the arguments of the sentence about a problem; which of
// them the sentence uses depends on the rule.
func problemArgs(p *strict.Problem) []i18n.Arg {
	switch p.Kind {
	case strict.Syntax:
		return []i18n.Arg{i18n.Term("cause", causeKey(p.Cause)), i18n.Text("value", p.Value), i18n.Int("line", p.First.Line)}
	case strict.Empty:
		return []i18n.Arg{i18n.Int("n", 0)}
	case strict.Documents:
		return []i18n.Arg{i18n.Int("n", 2)}
	case strict.TooLarge:
		if p.Want == strict.ShapeEntries {
			return []i18n.Arg{i18n.Term("limit", "file.limit-entries"), i18n.Int("number", p.Limit)}
		}
		return []i18n.Arg{i18n.Term("limit", "file.limit-bytes"), i18n.Int("number", p.Limit>>20)}
	case strict.TooDeep:
		return []i18n.Arg{i18n.Int("limit", p.Limit)}
	case strict.UnknownKey:
		return []i18n.Arg{i18n.Text("value", p.Value), i18n.Term("advice", adviceKey(p)), i18n.Text("nearest", p.Nearest), i18n.List("allowed", p.Allowed...)}
	case strict.DuplicateKey:
		return []i18n.Arg{i18n.Text("value", p.Value), i18n.Int("line", p.First.Line)}
	case strict.KeyType:
		return []i18n.Arg{i18n.Term("got", shapeKey(p.Got)), i18n.Term("want", "shape.key")}
	case strict.WrongType:
		return []i18n.Arg{i18n.Term("got", shapeKey(p.Got)), i18n.Term("want", shapeKey(p.Want))}
	case strict.Null:
		return []i18n.Arg{i18n.Text("field", lastPart(p.Path))}
	case strict.BadValue:
		return []i18n.Arg{i18n.Text("value", p.Value), i18n.Term("advice", adviceKey(p)), i18n.Text("nearest", p.Nearest), i18n.List("allowed", p.Allowed...)}
	}
	return []i18n.Arg{i18n.Text("value", p.Value)}
}

func causeKey(c strict.Cause) string {
	if c == 0 {
		return "file.cause-other"
	}
	return "file.cause-" + c.String()
}

var shapeKeys = map[strict.Shape]string{
	strict.ShapeText: "shape.text", strict.ShapeWhole: "shape.whole", strict.ShapeNumber: "shape.number", strict.ShapeBool: "shape.bool",
	strict.ShapeNull: "shape.null", strict.ShapeList: "shape.list", strict.ShapeMapping: "shape.mapping",
	strict.ShapeTexts: "shape.texts", strict.ShapeItems: "shape.items",
}

func shapeKey(s strict.Shape) string { return shapeKeys[s] }

// adviceKey says what could stand there instead: the word that was probably
// meant, the list of words, or why the value cannot be read.
func adviceKey(p *strict.Problem) string {
	switch {
	case p.Nearest != "":
		return "advice.nearest"
	case len(p.Allowed) > 0:
		return "advice.allowed"
	case errors.Is(p.Err, dialog.ErrNoSuchDay):
		return "advice.no-such-day"
	case errors.Is(p.Err, dialog.ErrDateSyntax):
		return "advice.date"
	case errors.Is(p.Err, strict.ErrNumber), errors.Is(p.Err, strict.ErrRange):
		return "advice.number"
	case errors.Is(p.Err, strict.ErrLong):
		return "advice.long"
	}
	return "advice.other"
}

// lastPart is the last key of a path.
func lastPart(path string) string {
	for i := len(path) - 1; i >= 0; i-- {
		if path[i] == '.' {
			return path[i+1:]
		}
	}
	return path
}
