package i18n

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

var kindNames = [...]string{"", "text", "int", "date", "span", "term", "terms", "list", "multi", "decimal"}

// argJSON is the JSON form of an argument.
type argJSON struct {
	Name  string          `json:"name"`
	Type  string          `json:"type"`
	Value json.RawMessage `json:"value"`
}

type spanJSON struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// MarshalJSON writes {"name": …, "type": …, "value": …}. The types are text, int,
// decimal (digits such as "1433.98713"), date ("2025-11-14", "2025-11", "2025",
// "unknown"), span ({"from": …, "to": …}), term (a key), terms and list (arrays),
// and multi (an object by language).
func (a Arg) MarshalJSON() ([]byte, error) {
	value, err := a.jsonValue()
	if err != nil {
		return nil, err
	}
	raw, err := json.Marshal(value)
	if err != nil {
		return nil, fmt.Errorf("argument %q: %w", a.name, err)
	}
	return json.Marshal(argJSON{a.name, kindNames[a.kind], raw})
}

func (a Arg) jsonValue() (any, error) {
	switch a.kind {
	case kindText, kindTerm, kindDecimal:
		return a.text, nil
	case kindInt:
		return a.n, nil
	case kindDay:
		return a.from.numeric(), nil
	case kindSpan:
		return spanJSON{a.from.numeric(), a.to.numeric()}, nil
	case kindTerms, kindList:
		if a.items == nil {
			return []string{}, nil
		}
		return a.items, nil
	case kindMulti:
		if a.multi == nil {
			return map[string]string{}, nil
		}
		return a.multi, nil
	}
	return nil, fmt.Errorf("argument %q has no type: make it with a function of this package", a.name)
}

// UnmarshalJSON is the inverse of [Arg.MarshalJSON].
func (a *Arg) UnmarshalJSON(data []byte) error {
	var raw argJSON
	if err := json.Unmarshal(data, &raw); err != nil {
		return fmt.Errorf("argument: %w", err)
	}
	read := Arg{name: raw.Name}
	for k, name := range kindNames {
		if name == raw.Type && name != "" {
			read.kind = kind(k)
		}
	}
	if err := read.readJSON(raw); err != nil {
		return fmt.Errorf("argument %q: %w", raw.Name, err)
	}
	*a = read
	return nil
}

func (a *Arg) readJSON(raw argJSON) error {
	switch a.kind {
	case kindText, kindTerm:
		return json.Unmarshal(raw.Value, &a.text)
	case kindInt:
		return json.Unmarshal(raw.Value, &a.n)
	case kindDecimal:
		if err := json.Unmarshal(raw.Value, &a.text); err != nil {
			return err
		}
		if _, ok := parseDecimal(a.text); !ok {
			return fmt.Errorf("%q is not a decimal number such as 12 or 1433.98713", a.text)
		}
		return nil
	case kindDay:
		var date string
		if err := json.Unmarshal(raw.Value, &date); err != nil {
			return err
		}
		return a.from.read(date)
	case kindSpan:
		var span spanJSON
		if err := json.Unmarshal(raw.Value, &span); err != nil {
			return err
		}
		if err := a.from.read(span.From); err != nil {
			return err
		}
		return a.to.read(span.To)
	case kindTerms, kindList:
		return json.Unmarshal(raw.Value, &a.items)
	case kindMulti:
		return json.Unmarshal(raw.Value, &a.multi)
	}
	return fmt.Errorf("unknown type %q, allowed are %s", raw.Type, strings.Join(kindNames[1:], ", "))
}

// read is the inverse of numeric for values that are dates.
func (d *Date) read(s string) error {
	var read Date
	if s != precisionNames[precisionUnknown] {
		parts := strings.Split(s, "-")
		fields := []*int{&read.Year, &read.Month, &read.Day}
		if len(parts) > len(fields) {
			return fmt.Errorf("%q is not a date", s)
		}
		for i, part := range parts {
			n, err := strconv.Atoi(part)
			if err != nil || n <= 0 {
				return fmt.Errorf("%q is not a date such as 2025-11-14, 2025-11, 2025 or unknown", s)
			}
			*fields[i] = n
		}
	}
	if !read.isDate() {
		return fmt.Errorf("%q is not a date", s)
	}
	*d = read
	return nil
}
