package widget

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// resultForms are the forms in which a result can be fetched beside the page, by the end
// of the address.
var resultForms = []struct{ ext, key, contentType string }{
	{".json", "widget.results.json", "application/json; charset=utf-8"},
	{".csv", "widget.results.csv", "text/csv; charset=utf-8"},
	{".svg", "widget.results.svg", "image/svg+xml"},
}

// resultsHandler serves the page of a result, or one of its other forms.
func (s *Set) resultsHandler(name string) handler {
	for _, form := range resultForms {
		if id, ok := strings.CutSuffix(name, form.ext); ok && id != "" {
			return s.resultFile(id, form.ext, form.contentType)
		}
	}
	return s.readOnlyHandler(Results, name)
}

// resultFile serves a result as JSON (the record of the count), CSV (the table)
// or SVG (the chart).
func (s *Set) resultFile(id, ext, contentType string) handler {
	return func(w http.ResponseWriter, r *http.Request, v view) {
		s.allowFetch(w, r)
		data, err := s.c.Results(r.Context(), id)
		if err != nil {
			s.sourceError(w, r, v, err)
			return
		}
		out, err := v.tabulate(data, id).file(ext, data)
		if errors.Is(err, ErrNotFound) {
			s.message(w, r, v, http.StatusNotFound, "widget.error.no-chart")
			return
		}
		if err != nil {
			s.sourceError(w, r, v, err)
			return
		}
		sendPublic(w, r, revalidate, contentType, out)
	}
}

func (t tabulation) file(ext string, data *Result) ([]byte, error) {
	switch ext {
	case ".json":
		return t.r.MarshalJSON()
	case ".csv":
		return t.csv()
	}
	return t.standalone(data)
}

// csv is the table for programs, see [Result].
func (t tabulation) csv() ([]byte, error) {
	var out bytes.Buffer
	if err := csv.NewWriter(&out).WriteAll(t.csvRows()); err != nil {
		return nil, fmt.Errorf("writing CSV: %w", err)
	}
	return out.Bytes(), nil
}

// safeCell keeps spreadsheets from reading a name as a formula (CWE-1236).
func safeCell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
