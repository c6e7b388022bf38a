package i18n

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
	"golang.org/x/text/feature/plural"
)

// A source is a text as a file has it.
type source struct {
	position
	forms  [formCount][]segment // a text without plural stands under plural.Other
	raw    [formCount]string    // the same as written; "" where there is no such form
	plural bool
}

// placeholders calls yield for each placeholder in each form.
func (s *source) placeholders(yield func(segment) bool) {
	for _, form := range s.forms {
		for _, segment := range form {
			if segment.name != "" && !yield(segment) {
				return
			}
		}
	}
}

// The key that holds the text of a mapping beside its forms.
const baseKey = "_"

// parseFile reads a file of texts. It returns what it could read along with
// every fault it found. The package documentation specifies the format.
func parseFile(name string, data []byte) (map[string]*source, []*TextError) {
	document, fault := readDocument(name, data)
	if document == nil {
		return nil, fault
	}
	f := fileParser{file: name, texts: map[string]*source{}}
	if document.Tag != "!!null" {
		if document.Kind == yaml.MappingNode {
			f.mapping("", document)
		} else {
			f.fault(document, "", "the file is not a mapping of keys to texts", "see the package documentation of i18n")
		}
	}
	return f.texts, f.faults
}

// readDocument returns the root of the only document of a file, nil when there
// is none.
func readDocument(name string, data []byte) (*yaml.Node, []*TextError) {
	if before, ok := validUTF8(data); !ok {
		lines := strings.Split(string(before), "\n")
		p := position{name, len(lines), utf8.RuneCountInString(lines[len(lines)-1]) + 1}
		return nil, []*TextError{p.fault("", "not UTF-8", "save the file in that encoding")}
	}
	loader, err := yaml.NewLoader(bytes.NewReader(data))
	if err != nil {
		return nil, []*TextError{yamlError(name, err)}
	}
	var document, second yaml.Node
	switch err := loader.Load(&document); {
	case errors.Is(err, io.EOF):
		return nil, nil
	case err != nil:
		return nil, []*TextError{yamlError(name, err)}
	case document.Kind != yaml.DocumentNode || len(document.Content) != 1:
		return nil, nil
	}
	switch err := loader.Load(&second); {
	case err == nil:
		p := position{name, second.Line, second.Column}
		return nil, []*TextError{p.fault("", "a second document", "remove the line ---")}
	case !errors.Is(err, io.EOF):
		return nil, []*TextError{yamlError(name, err)}
	}
	return document.Content[0], nil
}

// validUTF8 reports whether data is UTF-8, else also what stands before the
// first byte that is not.
func validUTF8(data []byte) (before []byte, ok bool) {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return data[:i], false
		}
		i += size
	}
	return data, true
}

// yamlError takes the position out of an error of the YAML package.
func yamlError(name string, err error) *TextError {
	e := &TextError{File: name, Problem: "not well-formed YAML", Err: err}
	var load *yaml.LoadError
	if errors.As(err, &load) {
		e.Line, e.Column, e.Err = load.Mark.Line, load.Mark.Column, errors.New(load.Message)
	}
	return e
}

type fileParser struct {
	file   string
	texts  map[string]*source
	faults []*TextError
}

func (f *fileParser) at(n *yaml.Node) position { return position{f.file, n.Line, n.Column} }

func (f *fileParser) fault(n *yaml.Node, key, problem, remedy string) {
	f.faults = append(f.faults, f.at(n).fault(key, problem, remedy))
}

// mapping reads the texts below a key.
func (f *fileParser) mapping(prefix string, n *yaml.Node) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		name, value := n.Content[i], n.Content[i+1]
		if name.Kind != yaml.ScalarNode || !isKey(name.Value) {
			f.fault(name, prefix, fmt.Sprintf("%q is not a key", name.Value), "use ASCII letters, digits, - and _, joined by dots")
			continue
		}
		key := join(prefix, name.Value)
		switch {
		case value.Kind == yaml.ScalarNode:
			f.text(key, name, value)
		case value.Kind == yaml.MappingNode && isPlural(value):
			f.plural(key, name, value)
		case value.Kind == yaml.MappingNode:
			f.mapping(key, value)
		default:
			f.fault(value, key, "neither a text nor a mapping", "write the text in quotes, and no list, anchor or alias")
		}
	}
}

// join appends a name to a key; the base key stands for the mapping itself.
func join(prefix, name string) string {
	switch {
	case prefix == "":
		return name
	case name == baseKey:
		return prefix
	}
	return prefix + "." + name
}

// isPlural reports whether a mapping is a text in plural forms: all its keys
// are plural categories, and "other" is among them.
func isPlural(n *yaml.Node) bool {
	other := false
	for i := 0; i < len(n.Content); i += 2 {
		form, ok := parseForm(n.Content[i].Value)
		if !ok || n.Content[i].Kind != yaml.ScalarNode {
			return false
		}
		other = other || form == plural.Other
	}
	return other
}

func (f *fileParser) text(key string, name, value *yaml.Node) {
	s := &source{position: f.at(value)}
	if f.template(key, value, s, plural.Other) {
		f.add(key, name, s)
	}
}

func (f *fileParser) plural(key string, name, value *yaml.Node) {
	s := &source{position: f.at(name), plural: true}
	ok := true
	for i := 0; i+1 < len(value.Content); i += 2 {
		form, _ := parseForm(value.Content[i].Value)
		if s.raw[form] != "" {
			f.fault(value.Content[i], key, fmt.Sprintf("the plural form %q stands here twice", value.Content[i].Value), "keep one")
			ok = false
			continue
		}
		ok = f.template(key, value.Content[i+1], s, form) && ok
	}
	if ok {
		f.add(key, name, s)
	}
}

// template compiles a scalar as one form of a text.
func (f *fileParser) template(key string, n *yaml.Node, s *source, form plural.Form) bool {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" || n.Value == "" {
		f.fault(n, key, "the text is empty", "write it in quotes, or remove the key so that another language serves")
		return false
	}
	if strings.HasSuffix(n.Value, "\n") {
		f.fault(n, key, "the text ends with a line break", "write >- or |- for a text of several lines")
		return false
	}
	segments, err := parseTemplate(n.Value)
	if fault := (*templateError)(nil); errors.As(err, &fault) {
		p := f.at(n)
		p.column += offsetInScalar(n, fault.offset)
		f.faults = append(f.faults, p.fault(key, fault.problem, fault.remedy))
		return false
	}
	s.forms[form], s.raw[form] = segments, n.Value
	return true
}

// offsetInScalar turns a byte offset in the value into columns from the start
// of the scalar: exact on one line without escapes, else 0 (the start).
func offsetInScalar(n *yaml.Node, offset int) int {
	columns := utf8.RuneCountInString(n.Value[:offset])
	switch {
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 || strings.Contains(n.Value, "\n"):
		return 0
	case n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0:
		return columns + 1
	}
	return columns
}

func (f *fileParser) add(key string, name *yaml.Node, s *source) {
	if before, ok := f.texts[key]; ok {
		f.fault(name, key, fmt.Sprintf("the key stands here twice, first at %s", before.position), "keep one")
		return
	}
	f.texts[key] = s
}
