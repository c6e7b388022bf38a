package strict

import (
	"bytes"
	"slices"

	"go.yaml.in/yaml/v4"
)

// A Comment is what follows a "#" on a line of a YAML file.
type Comment struct {
	Line, Column int    // of the "#"
	Text         string // after the "#", without spaces around it
}

// Comments returns the comments of the file in order. A "#" within quotes or
// within a block of text is not one. A file without a tree, and JSON, have none.
func (d *Document) Comments() []Comment {
	t := d.text
	if d.root == nil || t.json || bytes.IndexByte(t.data, '#') < 0 {
		return nil
	}
	texts := blocks(t, d.root, -1, nil)
	slices.SortFunc(texts, func(a, b span) int { return a.from - b.from })
	var out []Comment
	for n := range t.lines() {
		line := t.line(n + 1)
		start := t.starts[n]
		for i, c := range line {
			if c != '#' || i > 0 && line[i-1] != ' ' && line[i-1] != '\t' || inside(texts, start+i) {
				continue
			}
			at := t.position(start + i)
			out = append(out, Comment{at.Line, at.Column, string(bytes.TrimSpace(line[i+1:]))})
			break
		}
	}
	return out
}

// A span is the part of the file that a scalar takes, as byte offsets.
type span struct{ from, to int }

func inside(spans []span, offset int) bool {
	i, _ := slices.BinarySearchFunc(spans, offset+1, func(s span, o int) int { return s.from - o })
	return i > 0 && offset < spans[i-1].to
}

// blocks collects the quoted scalars and the blocks of text below n. In a plain
// scalar, a "#" after a space ends the scalar, so these need no span. indent is
// that of the collection around n, in columns from 0; -1 at the top.
func blocks(t *text, n *yaml.Node, indent int, out []span) []span {
	if n.Kind != yaml.ScalarNode {
		if n.Style&yaml.FlowStyle == 0 && len(n.Content) > 0 {
			indent = n.Column - 1
		}
		for _, c := range n.Content {
			out = blocks(t, c, indent, out)
		}
		return out
	}
	const quoted, block = yaml.SingleQuotedStyle | yaml.DoubleQuotedStyle, yaml.LiteralStyle | yaml.FoldedStyle
	from := t.offset(Position{n.Line, n.Column})
	switch {
	case n.Style&quoted != 0:
		// A tag or an anchor stands before the quote.
		if i := bytes.IndexAny(t.data[from:], `"'`); i >= 0 {
			out = append(out, span{from + i, quoteEnd(t.data, from+i)})
		}
	case n.Style&block != 0:
		out = append(out, blockSpan(t, n.Line, indent))
	}
	return out
}

// quoteEnd returns the offset after the quote that closes the one at i.
func quoteEnd(data []byte, i int) int {
	quote := data[i]
	for i++; i < len(data); i++ {
		switch {
		case data[i] == '\\' && quote == '"':
			i++
		case data[i] == quote && quote == '\'' && i+1 < len(data) && data[i+1] == '\'':
			i++
		case data[i] == quote:
			return i + 1
		}
	}
	return len(data)
}

// blockSpan returns the lines of a block of text whose header is on line. The
// header itself may bear a comment. The block ends before the first line that is
// neither blank nor indented more than the collection around it.
func blockSpan(t *text, line, indent int) span {
	s := span{from: len(t.data), to: len(t.data)}
	if line < len(t.starts) {
		s.from = t.starts[line]
	}
	content := 0
	for n := line + 1; n <= len(t.starts); n++ {
		l := t.line(n)
		rest := bytes.TrimLeft(l, " ")
		if len(rest) == 0 {
			continue
		}
		if have := len(l) - len(rest); content == 0 {
			if have <= indent {
				s.to = t.starts[n-1]
				return s
			}
			// The first line sets the indentation; an indicator in the header may set
			// less, down to one more than the collection around.
			content = have
			if bytes.ContainsAny(headerOf(t.line(line)), "123456789") {
				content = indent + 1
			}
		} else if have < content {
			s.to = t.starts[n-1]
			return s
		}
	}
	return s
}

// headerOf returns the block indicators at the end of a line, before a comment.
func headerOf(l []byte) []byte {
	if i := bytes.Index(l, []byte(" #")); i >= 0 {
		l = l[:i]
	}
	l = bytes.TrimRight(l, " \t")
	return l[len(bytes.TrimRight(l, "|>+-123456789")):]
}
