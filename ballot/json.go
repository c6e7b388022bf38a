package ballot

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// readJSON reads one JSON value without unknown fields and with nothing after it;
// its errors say where.
func readJSON(r io.Reader, v any) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return jsonError(data, d.InputOffset(), err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return formatError(data, d.InputOffset(), "nothing after the value", "more text")
	}
	return nil
}

// jsonError gives an error of the decoder its place.
func jsonError(data []byte, offset int64, err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return formatError(data, syntax.Offset-1, "JSON", syntax.Error())
	case errors.As(err, &kind):
		return formatError(data, kind.Offset-1, fmt.Sprintf("%s in field %q", kind.Type, kind.Field), kind.Value)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return formatError(data, int64(len(data)), "JSON", "the end of the text")
	}
	return formatError(data, offset, "a value that is known", err.Error())
}

// formatError counts lines and characters up to an offset.
func formatError(data []byte, offset int64, want, value string) *FormatError {
	before := data[:max(0, min(offset, int64(len(data))))]
	line := 1 + bytes.Count(before, []byte("\n"))
	start := bytes.LastIndexByte(before, '\n') + 1
	return &FormatError{Line: line, Column: 1 + utf8.RuneCount(before[start:]), Want: want, Value: clip(value)}
}
