package strict

import (
	"encoding"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// The errors of [BadValue] problems that this package makes itself.
var (
	// ErrNumber is about a number in a notation that YAML versions and JSON read
	// differently: 012, 0x1F, 1_000, +5.
	ErrNumber = errors.New("write the number in decimal digits, without leading zeros, signs or underscores")
	// ErrRange is about a number that the field cannot hold.
	ErrRange = errors.New("number out of range")
	// ErrLong is about a text that is too long to be a name, a date or the like.
	ErrLong = fmt.Errorf("longer than %d bytes", maxText)
)

// maxText bounds what a type with UnmarshalText gets to see. Names, dates and
// IDs are short, and errors quote what they refuse.
const maxText = 1024

// isNull reports whether a node is the absence of a value: nothing, "~" or
// "null", unquoted.
func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == nullTag && n.Style == 0 }

// isPlain reports whether a scalar stands without quotes and block indicators.
// An explicit tag is refused elsewhere and does not change how the text is read.
func isPlain(n *yaml.Node) bool { return n.Style&^yaml.TaggedStyle == 0 }

// shapeOf says what a node looks like to the person who wrote it.
func shapeOf(n *yaml.Node) Shape {
	switch {
	case n.Kind == yaml.SequenceNode:
		return ShapeList
	case n.Kind == yaml.MappingNode:
		return ShapeMapping
	case isNull(n):
		return ShapeNull
	case !isPlain(n):
		return ShapeText
	case isNumber(n.Value):
		// By the letters, since YAML takes a number that no float can hold for a text.
		if strings.ContainsAny(n.Value, ".eE") {
			return ShapeNumber
		}
		return ShapeWhole
	case n.Tag == boolTag:
		return ShapeBool
	case n.Tag == intTag:
		return ShapeWhole
	case n.Tag == floatTag:
		return ShapeNumber
	}
	return ShapeText
}

// wants says what a field takes.
func wants(info *typeInfo, t reflect.Type) Shape {
	switch k := t.Kind(); {
	case info.text, k == reflect.String:
		return ShapeText
	case k == reflect.Map && info.setter, k == reflect.Struct && info.setter:
		return ShapeTexts
	case k == reflect.Slice && info.setter:
		return ShapeItems
	case k == reflect.Map, k == reflect.Struct:
		return ShapeMapping
	case k == reflect.Slice:
		return ShapeList
	case k == reflect.Bool:
		return ShapeBool
	case reflect.Int <= k && k <= reflect.Uint64:
		return ShapeWhole
	}
	panic(fmt.Sprintf("strict: Decode: unsupported type %v", t))
}

// text lets a type read its own text, by the letters of the file: a date is a
// date whether YAML takes it for a timestamp, a number (2025) or a text.
func (d *decoder) text(n *yaml.Node, v reflect.Value, at *place) {
	if n.Kind != yaml.ScalarNode {
		d.wrongType(n, ShapeText, at)
		return
	}
	var err error
	if len(n.Value) > maxText {
		err = ErrLong
	} else {
		err = v.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(n.Value))
	}
	if err == nil {
		return
	}
	p := Problem{Kind: BadValue, Value: n.Value, Err: err, Allowed: Allowed(v.Type())}
	// Where the names belong to the error and not to the type, it may tell them.
	var names interface {
		error
		Allowed() []string
	}
	if p.Allowed == nil && errors.As(err, &names) {
		p.Allowed = names.Allowed()
	}
	p.Nearest = nearest(n.Value, p.Allowed)
	d.report(n, at, p)
}

// scalar decodes strings, integers and bools.
func (d *decoder) scalar(n *yaml.Node, v reflect.Value, want Shape, at *place) {
	switch want {
	case ShapeText:
		// By the letters again: a title may be 2025 or yes, and "1.10" must not
		// become 1.1. Null never gets here.
		v.SetString(n.Value)
	case ShapeBool:
		d.bool(n, v, at)
	default:
		d.int(n, v, at)
	}
}

// bool takes true and false, unquoted and in this spelling. YAML 1.1 also had
// yes, no, on, off and more, 1.2 has not: those are refused with a suggestion.
func (d *decoder) bool(n *yaml.Node, v reflect.Value, at *place) {
	if isPlain(n) && (n.Value == "true" || n.Value == "false") {
		v.SetBool(n.Value == "true")
		return
	}
	p := Problem{Kind: WrongType, Want: ShapeBool, Got: shapeOf(n), Value: n.Value, Allowed: []string{"true", "false"}}
	if p.Got == ShapeBool {
		p.Got = ShapeText // True, TRUE: a bool to some YAML versions, here a text
	}
	switch strings.ToLower(n.Value) {
	case "true", "yes", "y", "on", "ja":
		p.Nearest = "true"
	case "false", "no", "n", "off", "nein":
		p.Nearest = "false"
	}
	d.report(n, at, p)
}

// int takes what JSON takes for a whole number. A quoted number is a text: the
// quotes were written on purpose, and a JSON reader would refuse it too.
func (d *decoder) int(n *yaml.Node, v reflect.Value, at *place) {
	shape := shapeOf(n)
	if shape != ShapeWhole && shape != ShapeNumber {
		d.wrongType(n, ShapeWhole, at)
		return
	}
	digits, err := wholeDigits(n.Value)
	if err == nil {
		err = setInt(v, digits)
	}
	switch {
	case err == nil:
	case errors.Is(err, errFraction):
		d.wrongType(n, ShapeWhole, at)
	default:
		d.report(n, at, Problem{Kind: BadValue, Value: n.Value, Err: err})
	}
}

var errFraction = errors.New("not a whole number")

// wholeDigits returns the decimal digits of a whole number in JSON notation.
// 1.0 and 1e3 are whole to JSON Schema, which looks at the value and not at the
// notation; so they are here, lest an editor and this package disagree. The
// arithmetic is on digits: a float would round, a big number could be huge.
func wholeDigits(s string) (string, error) {
	if !isNumber(s) {
		return "", ErrNumber
	}
	rest, negative := strings.CutPrefix(s, "-")
	mantissa, exponent := rest, ""
	if i := strings.IndexAny(rest, "eE"); i >= 0 {
		mantissa, exponent = rest[:i], strings.TrimPrefix(rest[i+1:], "+")
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	digits := strings.TrimLeft(whole+fraction, "0")
	significant := strings.TrimRight(digits, "0")
	if significant == "" {
		return "0", nil
	}
	scale := 0
	if exponent != "" {
		e, err := strconv.Atoi(exponent)
		if err != nil || e > 1<<30 || e < -1<<30 {
			if exponent[0] == '-' {
				return "", errFraction
			}
			return "", ErrRange
		}
		scale = e
	}
	scale += len(digits) - len(significant) - len(fraction)
	switch {
	case scale < 0:
		return "", errFraction
	case len(significant)+scale > 20: // the digits of the largest uint64
		return "", ErrRange
	}
	digits = significant + strings.Repeat("0", scale)
	if negative {
		digits = "-" + digits
	}
	return digits, nil
}

// isNumber reports whether s is a number in JSON notation (RFC 8259, section 6).
func isNumber(s string) bool {
	mantissa, exponent := strings.TrimPrefix(s, "-"), ""
	if i := strings.IndexAny(mantissa, "eE"); i >= 0 {
		mantissa, exponent = mantissa[:i], mantissa[i+1:]
		if exponent != "" && (exponent[0] == '+' || exponent[0] == '-') {
			exponent = exponent[1:]
		}
		if !isDigits(exponent) {
			return false
		}
	}
	whole, fraction, point := strings.Cut(mantissa, ".")
	return isDigits(whole) && (len(whole) == 1 || whole[0] != '0') && (!point || isDigits(fraction))
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

func setInt(v reflect.Value, digits string) error {
	if v.CanInt() {
		i, err := strconv.ParseInt(digits, 10, v.Type().Bits())
		if err != nil {
			return fmt.Errorf("%w: want %d to %d", ErrRange, -1<<(v.Type().Bits()-1), 1<<(v.Type().Bits()-1)-1)
		}
		v.SetInt(i)
		return nil
	}
	u, err := strconv.ParseUint(digits, 10, v.Type().Bits())
	if err != nil {
		return fmt.Errorf("%w: want 0 to %d", ErrRange, ^uint64(0)>>(64-v.Type().Bits()))
	}
	v.SetUint(u)
	return nil
}
