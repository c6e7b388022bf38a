package strict

import (
	"strings"

	"go.yaml.in/yaml/v4"
)

// A Document is a parsed file. It is immutable and may be used by several
// goroutines at once.
type Document struct {
	name   string
	text   *text
	root   *yaml.Node // nil when there is nothing to decode
	limits Limits
}

// Parse reads the file called name: JSON when the name ends in ".json" (in any
// case), YAML otherwise. The document is never nil, so that excerpts can be shown
// for every problem; [Document.Usable] says whether there is anything to decode.
//
// The problems are those that need no Go type: syntax, encoding, limits, anchors,
// tags, keys that stand twice. They are sorted by place.
func Parse(name string, data []byte, limits Limits) (*Document, []Problem) {
	limits = limits.orDefault()
	if len(data) > limits.Bytes {
		return &Document{name: name, text: newText(nil, false), limits: limits}, []Problem{tooLarge(limits.Bytes, ShapeBytes)}
	}
	isJSON := len(name) >= 5 && strings.EqualFold(name[len(name)-5:], ".json")
	d := &Document{name: name, text: newText(data, isJSON), limits: limits}
	if p, bad := d.text.encoding(); bad {
		return d, []Problem{p}
	}
	if p, bad := d.text.control(); bad {
		return d, []Problem{p}
	}
	var ps []Problem
	if isJSON {
		d.root, ps = parseJSON(d.text, limits)
	} else {
		d.root, ps = parseYAML(d.text, limits)
	}
	if d.root == nil {
		return d, ps
	}
	s := structure{limits: limits, problems: list{max: limits.Problems, all: ps}}
	s.walk(d.root, nil, 1)
	Sort(s.problems.all)
	return d, s.problems.all
}

// Name is the name that was given to [Parse].
func (d *Document) Name() string { return d.name }

// Usable reports whether there is something to decode: the file is well-formed
// and not empty. Other problems do not stand in the way.
func (d *Document) Usable() bool { return d.root != nil }

// Lines is the number of lines.
func (d *Document) Lines() int { return d.text.lines() }

// Line returns line n, from 1, without its line break; "" beyond the end.
func (d *Document) Line(n int) string { return string(d.text.line(n)) }

// A list collects problems up to a number; further ones are left out.
type list struct {
	all []Problem
	max int
}

func (l *list) full() bool { return len(l.all) >= l.max }

func (l *list) add(p Problem) {
	if !l.full() {
		p.Value = cut(p.Value)
		l.all = append(l.all, p)
	}
}
