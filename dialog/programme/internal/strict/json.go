package strict

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// Tags of nodes, as the YAML library writes them.
const (
	nullTag  = "!!null"
	boolTag  = "!!bool"
	strTag   = "!!str"
	intTag   = "!!int"
	floatTag = "!!float"
	mergeTag = "!!merge"
)

// A jsonParser makes the same tree of a JSON file that YAML would make. YAML
// reads most JSON, but not its escapes for characters beyond U+FFFF, and it
// allows more than JSON does; so the grammar here is that of encoding/json.
type jsonParser struct {
	text    *text
	limits  Limits
	dec     *json.Decoder
	entries int
	at      int // offset of the last node; offsets only grow, so that columns cost linear time in a file of one line
	line    int // its line, from 0
	column  int // its column, from 0
	open    int // offset of the innermost list, mapping or text that an error left open, from 1
}

var (
	errEntries   = errors.New("too many entries")
	errSurrogate = errors.New("half a surrogate pair")
)

func parseJSON(t *text, limits Limits) (*yaml.Node, []Problem) {
	if len(bytes.TrimSpace(t.data)) == 0 {
		return nil, []Problem{{Kind: Empty, Line: 1, Column: 1}}
	}
	p := &jsonParser{text: t, limits: limits, dec: json.NewDecoder(bytes.NewReader(t.data))}
	p.dec.UseNumber()
	tok, at, err := p.next()
	var root *yaml.Node
	if err == nil {
		root, err = p.value(tok, at, 1)
	}
	if err == nil {
		if rest := bytes.TrimLeft(t.data[p.dec.InputOffset():], " \t\r\n"); len(rest) > 0 {
			at := t.position(len(t.data) - len(rest))
			return nil, []Problem{{Kind: Syntax, Cause: CauseTrailing, Line: at.Line, Column: at.Column, Detail: "something follows the end of the document"}}
		}
		return root, nil
	}
	return nil, []Problem{p.problem(err, at)}
}

// next returns the next token and the offset at which it begins.
func (p *jsonParser) next() (json.Token, int, error) {
	at := int(p.dec.InputOffset())
	for at < len(p.text.data) && bytes.IndexByte([]byte(" \t\r\n,:"), p.text.data[at]) >= 0 {
		at++
	}
	tok, err := p.dec.Token()
	if err != nil && at < len(p.text.data) && p.text.data[at] == '"' {
		p.open = at + 1
	}
	if s, ok := tok.(string); ok && err == nil && strings.ContainsRune(s, utf8.RuneError) {
		// encoding/json turns half a surrogate pair into U+FFFD without a word.
		if i := halfSurrogate(p.text.data[at:p.dec.InputOffset()]); i >= 0 {
			return nil, at, &offsetError{errSurrogate, at + i}
		}
	}
	return tok, at, err
}

// value builds the node of a value that begins with tok.
func (p *jsonParser) value(tok json.Token, at, depth int) (*yaml.Node, error) {
	if p.entries++; p.entries > p.limits.Entries {
		return nil, errEntries
	}
	delim, ok := tok.(json.Delim)
	if !ok {
		return p.scalar(tok, at), nil
	}
	if depth > p.limits.Depth {
		return nil, &offsetError{errDepth, at}
	}
	n := p.node(yaml.MappingNode, "!!map", at)
	if delim == '[' {
		n.Kind, n.Tag = yaml.SequenceNode, "!!seq"
	}
	n.Style = yaml.FlowStyle
	start := at
	for {
		tok, at, err := p.next()
		if err != nil {
			p.open = cmp.Or(p.open, start+1)
			return nil, err
		}
		if tok == json.Delim(']') || tok == json.Delim('}') {
			return n, nil
		}
		if delim == '{' {
			n.Content = append(n.Content, p.scalar(tok, at))
			if tok, at, err = p.next(); err != nil {
				p.open = cmp.Or(p.open, start+1)
				return nil, err
			}
		}
		child, err := p.value(tok, at, depth+1)
		if err != nil {
			return nil, err
		}
		n.Content = append(n.Content, child)
	}
}

func (p *jsonParser) scalar(tok json.Token, at int) *yaml.Node {
	switch v := tok.(type) {
	case string:
		n := p.node(yaml.ScalarNode, strTag, at)
		n.Value, n.Style = v, yaml.DoubleQuotedStyle
		return n
	case json.Number:
		n := p.node(yaml.ScalarNode, intTag, at)
		n.Value = v.String()
		if strings.ContainsAny(n.Value, ".eE") {
			n.Tag = floatTag
		}
		return n
	case bool:
		n := p.node(yaml.ScalarNode, boolTag, at)
		n.Value = fmt.Sprint(v)
		return n
	}
	n := p.node(yaml.ScalarNode, nullTag, at)
	n.Value = "null"
	return n
}

func (p *jsonParser) node(kind yaml.Kind, tag string, at int) *yaml.Node {
	for p.line+1 < len(p.text.starts) && p.text.starts[p.line+1] <= at {
		p.line++
		p.at, p.column = p.text.starts[p.line], 0
	}
	p.column += utf8.RuneCount(p.text.data[p.at:at])
	p.at = at
	return &yaml.Node{Kind: kind, Tag: tag, Line: p.line + 1, Column: p.column + 1}
}

// An offsetError is an error of ours with its place.
type offsetError struct {
	err    error
	offset int
}

func (e *offsetError) Error() string { return e.err.Error() }
func (e *offsetError) Unwrap() error { return e.err }

// problem translates an error. encoding/json knows the exact byte when it looks
// at the file as a whole, but not always when it reads token by token.
func (p *jsonParser) problem(err error, at int) Problem {
	var own *offsetError
	if errors.As(err, &own) {
		pos := p.text.position(own.offset)
		if errors.Is(err, errDepth) {
			return Problem{Kind: TooDeep, Line: pos.Line, Column: pos.Column, Limit: p.limits.Depth}
		}
		return Problem{Kind: Syntax, Cause: CauseEscape, Line: pos.Line, Column: pos.Column, Detail: "half a surrogate pair"}
	}
	if errors.Is(err, errEntries) {
		return tooLarge(p.limits.Entries, ShapeEntries)
	}
	offset, detail := int(p.dec.InputOffset()), err.Error()
	if errors.Is(err, io.EOF) {
		detail = io.ErrUnexpectedEOF.Error()
	}
	var raw json.RawMessage
	var syntax *json.SyntaxError
	if errors.As(json.Unmarshal(p.text.data, &raw), &syntax) {
		offset, detail = int(syntax.Offset)-1, syntax.Error()
	}
	out := Problem{Kind: Syntax, Detail: detail}
	switch {
	case strings.Contains(detail, "unexpected end"):
		out.Cause = CauseUnclosed
		out.First = p.text.position(len(p.text.data)) // where it was noticed
		offset = max(p.open-1, 0)
	case strings.Contains(detail, "escape code"):
		out.Cause = CauseEscape
	}
	pos := p.text.position(offset)
	out.Line, out.Column = pos.Line, pos.Column
	return out
}

// halfSurrogate returns the offset of the first \uD800–\uDFFF in a JSON string
// that is not one of a pair, -1 if there is none.
func halfSurrogate(raw []byte) int {
	unit := func(i int) (rune, bool) {
		if i+6 > len(raw) || raw[i] != '\\' || raw[i+1] != 'u' {
			return 0, false
		}
		var r rune
		_, err := fmt.Sscanf(string(raw[i+2:i+6]), "%04x", &r)
		return r, err == nil
	}
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' {
			continue
		}
		r, ok := unit(i)
		switch {
		case !ok:
			i++ // skips the escaped character, which may be a backslash
			continue
		case 0xD800 <= r && r < 0xDC00:
			if low, ok := unit(i + 6); !ok || low < 0xDC00 || low > 0xDFFF {
				return i
			}
			i += 6
		case 0xDC00 <= r && r <= 0xDFFF:
			return i
		}
		i += 5
	}
	return -1
}
