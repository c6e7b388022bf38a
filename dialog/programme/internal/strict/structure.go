package strict

import (
	"go.yaml.in/yaml/v4"
)

// structure looks for what is wrong with a tree whatever it is decoded into.
type structure struct {
	limits   Limits
	problems list
	deep     bool // reported once: what is too deep is usually so in many places
}

// fewKeys is the size up to which equal keys are found by comparing all pairs,
// which is faster than a map and what nearly all mappings need.
const fewKeys = 12

func (s *structure) walk(n *yaml.Node, at *place, depth int) {
	if !s.plain(n, at) {
		return
	}
	if n.Kind == yaml.ScalarNode {
		return
	}
	if depth > s.limits.Depth {
		if !s.deep {
			s.problems.add(Problem{Kind: TooDeep, Path: at.String(), Line: n.Line, Column: n.Column, Limit: s.limits.Depth})
		}
		s.deep = true
		return
	}
	if n.Kind == yaml.SequenceNode {
		for i, c := range n.Content {
			s.walk(c, &place{parent: at, index: i, item: true}, depth+1)
		}
		return
	}
	s.duplicates(n, at)
	for i := 0; i+1 < len(n.Content); i += 2 {
		k := n.Content[i]
		if s.key(k, at) {
			s.walk(n.Content[i+1], &place{parent: at, key: k.Value}, depth+1)
		}
	}
}

// plain refuses what YAML can say and JSON cannot. It reports whether the node
// is a value whose inside is worth a look.
func (s *structure) plain(n *yaml.Node, at *place) bool {
	refuse := func(kind Kind, value string) {
		s.problems.add(Problem{Kind: kind, Path: at.String(), Line: n.Line, Column: n.Column, Value: value})
	}
	if n.Kind == yaml.AliasNode {
		refuse(Anchor, "*"+n.Value)
		return false
	}
	if n.Anchor != "" {
		refuse(Anchor, "&"+n.Anchor)
	}
	if n.Style&yaml.TaggedStyle != 0 || n.Tag == "!" {
		refuse(Tag, n.Tag)
	}
	return true
}

// key refuses keys that are not text. A number or a date as a key is one: it is
// taken by its letters, as it is where a text is the value, and as every tool
// that turns YAML into JSON does.
func (s *structure) key(k *yaml.Node, at *place) bool {
	// The path is built only where it is told: most keys are in order.
	refuse := func(p Problem) {
		p.Path, p.Line, p.Column = at.String(), k.Line, k.Column
		s.problems.add(p)
	}
	switch {
	case k.Kind == yaml.AliasNode || k.Anchor != "" || k.Tag == "!" || k.Style&yaml.TaggedStyle != 0:
		s.plain(k, at)
		return k.Kind == yaml.ScalarNode
	case k.Kind != yaml.ScalarNode, isNull(k):
		refuse(Problem{Kind: KeyType, Got: shapeOf(k)})
		return false
	case k.Tag == mergeTag:
		refuse(Problem{Kind: Anchor, Value: k.Value})
		return false
	}
	return true
}

func (s *structure) duplicates(n *yaml.Node, at *place) {
	report := func(k, first *yaml.Node) {
		if s.problems.full() { // saves building paths that nobody sees
			return
		}
		s.problems.add(Problem{
			Kind: DuplicateKey, Path: (&place{parent: at, key: k.Value}).String(), Line: k.Line, Column: k.Column,
			Value: k.Value, First: Position{first.Line, first.Column},
		})
	}
	if len(n.Content) <= 2*fewKeys {
		for i := 2; i < len(n.Content); i += 2 {
			for j := 0; j < i; j += 2 {
				if sameKey(n.Content[i], n.Content[j]) {
					report(n.Content[i], n.Content[j])
					break
				}
			}
		}
		return
	}
	first := make(map[string]*yaml.Node, len(n.Content)/2)
	for i := 0; i < len(n.Content); i += 2 {
		k := n.Content[i]
		if k.Kind != yaml.ScalarNode {
			continue
		}
		if f, dup := first[k.Value]; dup {
			report(k, f)
		} else {
			first[k.Value] = k
		}
	}
}

func sameKey(k, l *yaml.Node) bool {
	return k.Kind == yaml.ScalarNode && l.Kind == yaml.ScalarNode && k.Value == l.Value
}
