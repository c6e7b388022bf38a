package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"unicode/utf8"

	"github.com/gin-gonic/gin/binding"
)

// gin's ShouldBind does the same in one call. Here it is three, read, tidy and validate,
// because it validates before anybody can tidy, and its JSON takes what it does not know.

// errUnreadable is returned for what cannot be told apart into fields.
var errUnreadable = errors.New("the form cannot be read")

// An unknownFields is returned for JSON with fields that the form does not have, in order.
type unknownFields []string

func (e unknownFields) Error() string { return fmt.Sprintf("unknown fields %q", []string(e)) }

// readForm reads and validates what a page sends. f holds what was entered also where it
// is invalid.
func readForm(r *http.Request, f *form) error {
	if err := r.ParseForm(); err != nil {
		return fmt.Errorf("%w: %w", errUnreadable, err)
	}
	if err := binding.MapFormWithTag(f, r.PostForm, "form"); err != nil {
		return fmt.Errorf("%w: %w", errUnreadable, err)
	}
	for _, s := range f.entries() {
		if !utf8.ValidString(*s) {
			return fmt.Errorf("%w: not UTF-8", errUnreadable)
		}
	}
	return validate(f)
}

// readJSON is the same for one object of JSON, and nothing after it. Names are exact, and
// each must be known: what is misspelt would be lost without a word.
func readJSON(r io.Reader, f *form) error {
	body, err := io.ReadAll(r)
	if err != nil {
		return fmt.Errorf("%w: %w", errUnreadable, err)
	}
	var given map[string]json.RawMessage
	if err := json.Unmarshal(body, &given); err != nil || given == nil || !utf8.Valid(body) {
		return fmt.Errorf("%w: not an object of JSON (%v)", errUnreadable, err)
	}
	var unknown unknownFields
	for name := range given {
		if f.entries()[name] == nil {
			unknown = append(unknown, name)
		}
	}
	if unknown != nil {
		slices.Sort(unknown)
		return unknown
	}
	if err := json.Unmarshal(body, f); err != nil {
		return err // a *json.UnmarshalTypeError, which names the field
	}
	return validate(f)
}

func validate(f *form) error {
	f.tidy()
	return binding.Validator.ValidateStruct(f)
}

// statusOf is the status for an error of reading.
func statusOf(err error) int {
	switch {
	case isTooLarge(err):
		return http.StatusRequestEntityTooLarge
	case errors.Is(err, errUnreadable):
		return http.StatusBadRequest
	}
	return http.StatusUnprocessableEntity
}

func isTooLarge(err error) bool {
	var e *http.MaxBytesError
	return errors.As(err, &e)
}
