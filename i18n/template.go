package i18n

import (
	"fmt"
	"strings"
)

// A segment is a part of a compiled text: a literal (name is "") or a
// placeholder. What a form refers to is looked up when the catalogue is built.
type segment struct {
	literal string // of a placeholder: the placeholder as written, shown when it cannot be filled
	name    string
	form    string
	count   *text       // the plural text that the form names
	dates   *dateForm   // the date form that the form names; the plain one without form
	months  *[12]string // in patterns of dates: the names for {month}
	field   dateField   // in patterns of dates: which part of the date
}

// parseTemplate splits a text into literals and placeholders. It is the inverse
// of [formatTemplate] up to the merging of literals. An error carries the offset
// of the offending byte.
func parseTemplate(s string) ([]segment, error) {
	var segments []segment
	var literal strings.Builder
	for i := 0; i < len(s); {
		switch {
		case strings.HasPrefix(s[i:], "{{"), strings.HasPrefix(s[i:], "}}"):
			literal.WriteByte(s[i])
			i += 2
		case s[i] == '}':
			return nil, &templateError{i, "closing brace without an opening one", "write }} for a literal brace"}
		case s[i] == '{':
			placeholder, err := parsePlaceholder(s[i:])
			if err != nil {
				err.offset += i
				return nil, err
			}
			if literal.Len() > 0 {
				segments = append(segments, segment{literal: literal.String()})
				literal.Reset()
			}
			segments = append(segments, placeholder)
			i += len(placeholder.literal)
		default:
			literal.WriteByte(s[i])
			i++
		}
	}
	if literal.Len() > 0 {
		segments = append(segments, segment{literal: literal.String()})
	}
	return segments, nil
}

// parsePlaceholder reads "{name}" or "{name:form}" at the start of s.
func parsePlaceholder(s string) (segment, *templateError) {
	const remedy = "write {name} or {name:form}, and {{ for a literal brace"
	end := strings.IndexByte(s, '}')
	if end < 0 {
		return segment{}, &templateError{0, "opening brace without a closing one", remedy}
	}
	name, form, hasForm := strings.Cut(s[1:end], ":")
	if !isName(name) {
		return segment{}, &templateError{1, fmt.Sprintf("%q is not the name of a placeholder", name), remedy}
	}
	if hasForm && !isKey(form) {
		return segment{}, &templateError{2 + len(name), fmt.Sprintf("%q is not a form", form), remedy}
	}
	return segment{literal: s[:end+1], name: name, form: form}, nil
}

// formatTemplate writes segments back as a text.
func formatTemplate(segments []segment) string {
	var b strings.Builder
	escape := strings.NewReplacer("{", "{{", "}", "}}")
	for _, s := range segments {
		if s.name != "" {
			b.WriteString(s.literal)
			continue
		}
		b.WriteString(escape.Replace(s.literal))
	}
	return b.String()
}

// A templateError is a fault within a text, at a byte offset.
type templateError struct {
	offset          int
	problem, remedy string
}

func (e *templateError) Error() string {
	return fmt.Sprintf("offset %d: %s; %s", e.offset, e.problem, e.remedy)
}

// isName reports whether s consists of ASCII letters, digits, "-" and "_".
func isName(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '_':
		default:
			return false
		}
	}
	return s != ""
}

// isKey reports whether s consists of names joined by dots.
func isKey(s string) bool {
	for part := range strings.SplitSeq(s, ".") {
		if !isName(part) {
			return false
		}
	}
	return true
}
