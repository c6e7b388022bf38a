package ballot

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
)

func newReader(data []byte) io.Reader { return bytes.NewReader(data) }

// differences compares two JSON texts field by field.
func differences(record, count []byte) []Difference {
	var d comparison
	d.value("", parseTree(record), parseTree(count))
	return d.found
}

// parseTree reads JSON with numbers as they are written.
func parseTree(data []byte) any {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return nil
	}
	return v
}

type comparison struct{ found []Difference }

func (d *comparison) value(path string, a, b any) {
	switch x := a.(type) {
	case map[string]any:
		if y, ok := b.(map[string]any); ok {
			d.object(path, x, y)
			return
		}
	case []any:
		if y, ok := b.([]any); ok {
			d.list(path, x, y)
			return
		}
	}
	if sa, sb := written(a), written(b); sa != sb {
		d.found = append(d.found, Difference{path, sa, sb})
	}
}

func (d *comparison) object(path string, a, b map[string]any) {
	keys := maps.Clone(a)
	maps.Copy(keys, b)
	for _, k := range slices.Sorted(maps.Keys(keys)) {
		at := k
		if path != "" {
			at = path + "." + k
		}
		d.value(at, a[k], b[k])
	}
}

func (d *comparison) list(path string, a, b []any) {
	for i := range max(len(a), len(b)) {
		var x, y any
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		d.value(fmt.Sprintf("%s[%d]", path, i), x, y)
	}
}

func written(v any) string {
	switch x := v.(type) {
	case nil:
		return ""
	case string:
		return strconv.Quote(x)
	}
	b, _ := json.Marshal(v) // of a decoded value: never fails
	return string(b)
}
