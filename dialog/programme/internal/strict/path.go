package strict

import (
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// A place is where a walk through the tree is. It becomes a path only when a
// problem needs one; nil is the root.
type place struct {
	parent *place
	key    string
	index  int
	item   bool // an entry of a list, by index
}

// String returns the path, such as "cycles[0].label".
func (p *place) String() string {
	if p == nil {
		return ""
	}
	var b strings.Builder
	p.write(&b)
	return b.String()
}

func (p *place) write(b *strings.Builder) {
	if p.parent != nil {
		p.parent.write(b)
	}
	switch {
	case p.item:
		b.WriteByte('[')
		b.WriteString(strconv.Itoa(p.index))
		b.WriteByte(']')
	case !bareKey(p.key):
		b.WriteByte('[')
		b.WriteString(strconv.Quote(cut(p.key)))
		b.WriteByte(']')
	default:
		if b.Len() > 0 {
			b.WriteByte('.')
		}
		b.WriteString(p.key)
	}
}

// bareKey reports whether a key can stand in a path as it is. Others, which are
// never keys of a struct, are quoted in brackets.
func bareKey(k string) bool {
	if k == "" || len(k) > maxValue {
		return false
	}
	for _, r := range k {
		if r <= ' ' || r == '.' || r == '[' || r == ']' || r == '"' || !strconv.IsPrint(r) {
			return false
		}
	}
	return true
}

// nextStep splits the first step off a path: a key, or an index where item.
func nextStep(path string) (step place, rest string, ok bool) {
	if !strings.HasPrefix(path, "[") {
		path = strings.TrimPrefix(path, ".")
		end := strings.IndexAny(path, ".[")
		if end < 0 {
			end = len(path)
		}
		return place{key: path[:end]}, path[end:], end > 0
	}
	if quoted, err := strconv.QuotedPrefix(path[1:]); err == nil {
		key, _ := strconv.Unquote(quoted) // QuotedPrefix has checked it
		rest, ok := strings.CutPrefix(path[1+len(quoted):], "]")
		return place{key: key}, rest, ok
	}
	number, rest, ok := strings.Cut(path[1:], "]")
	i, err := strconv.Atoi(number)
	return place{index: i, item: true}, rest, ok && err == nil && i >= 0
}

// Locate finds the place of a path, such as "cycles[0].workstreams[2].actual.end":
// of the value where it is a scalar, of its key where it is a list or a mapping
// or empty, of the entry where it stands in a list. Where the path leads beyond
// what the file says, it is the place of the nearest part that is there, so that
// a missing key is shown at the mapping that lacks it. Without a tree: 0, 0.
func (d *Document) Locate(path string) (line, column int) {
	if d.root == nil {
		return 0, 0
	}
	n, key := d.root, (*yaml.Node)(nil)
	for path != "" {
		step, rest, ok := nextStep(path)
		if !ok {
			break
		}
		k, c := child(n, step)
		if c == nil {
			break
		}
		n, key, path = c, k, rest
	}
	if key != nil && (n.Kind != yaml.ScalarNode || isNull(n)) {
		n = key
	}
	return n.Line, n.Column
}

// LocateKey is [Document.Locate] for the key instead of the value; entries of
// lists have no key and are found like there.
func (d *Document) LocateKey(path string) (line, column int) {
	if d.root == nil {
		return 0, 0
	}
	n, at := d.root, d.root
	for path != "" {
		step, rest, ok := nextStep(path)
		if !ok {
			break
		}
		k, c := child(n, step)
		if c == nil {
			break
		}
		n, at, path = c, c, rest
		if k != nil {
			at = k
		}
	}
	return at.Line, at.Column
}

// child returns the key (nil in lists) and the value of a step, nil where there
// is none. Of equal keys it is the first, as in [Document.Decode].
func child(n *yaml.Node, step place) (key, value *yaml.Node) {
	switch {
	case step.item && n.Kind == yaml.SequenceNode && step.index < len(n.Content):
		return nil, n.Content[step.index]
	case !step.item && n.Kind == yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			if k := n.Content[i]; k.Kind == yaml.ScalarNode && k.Value == step.key {
				return k, n.Content[i+1]
			}
		}
	}
	return nil, nil
}
