package programme_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// seed gives the fuzzer every small file of testdata.
func seed(f *testing.F) {
	for _, pattern := range []string{"testdata/bad/*.yaml", "testdata/rules/*/*.yaml", "templates/*.yaml"} {
		paths, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, path := range paths {
			data, err := os.ReadFile(path)
			if err != nil {
				f.Fatal(err)
			}
			if len(data) < 4<<10 {
				f.Add(data)
			}
		}
	}
}

// FuzzCheck: whatever the file holds, there is a report with a place for every
// finding, it can be written, and a second check says the same.
func FuzzCheck(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := programme.Parse(bytes.NewReader(data), "fuzz.yaml")
		if unreadable, ok := errors.AsType[*programme.FileError](err); ok {
			write(t, unreadable.Report(someDay))
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		first, again := written(t, p), written(t, p)
		if !bytes.Equal(first, again) {
			t.Fatal("two checks differ")
		}
	})
}

func written(t *testing.T, p *programme.Programme) []byte {
	r, err := programme.Check(context.Background(), p, someDay)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range r.Rules {
		if x.Tally.Held < 0 || x.Tally.Broken < 0 || x.Tally.Open < 0 {
			t.Fatalf("%s: %+v", x.Rule.ID, x.Tally)
		}
	}
	return write(t, r)
}

func write(t *testing.T, r *programme.Report) []byte {
	for _, f := range r.Findings {
		if f.Rule != programme.RuleSize && (f.Position.Line < 1 || f.Position.Column < 1) {
			t.Fatalf("no place: %s", f)
		}
	}
	var text bytes.Buffer
	for _, format := range []programme.Format{programme.FormatText, programme.FormatMarkdown, programme.FormatJUnit} {
		if err := programme.Write(&text, format, i18n.German(), programme.WriteOptions{}, r); err != nil {
			t.Fatal(err)
		}
	}
	for _, format := range []programme.Format{programme.FormatJSON, programme.FormatSARIF} {
		var b bytes.Buffer
		if err := programme.Write(&b, format, i18n.English(), programme.WriteOptions{}, r); err != nil {
			t.Fatal(err)
		}
		if !json.Valid(b.Bytes()) {
			t.Fatalf("%s: not JSON", format)
		}
	}
	return text.Bytes()
}

// FuzzPolicies: a file of settings is taken whole or refused with findings.
func FuzzPolicies(f *testing.F) {
	f.Add([]byte("version: 1\npolicies:\n  - {parameter: workstream-months-min, value: 4, basis: choice, reference: a}\n"))
	f.Add([]byte("version: 1\npolicies:\n  - {parameter: participant-organisation-required, from: 2031-01-01, value: [science], basis: choice, reference: {de: a}}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		base, err := programme.DefaultPolicies()
		if err != nil {
			t.Fatal(err)
		}
		ps, err := programme.ParsePolicies(bytes.NewReader(data), "fuzz.yaml", base)
		var unreadable *programme.FileError
		switch {
		case err == nil:
			if len(ps.InForce(dialog.Date{})) != len(base.InForce(dialog.Date{})) {
				t.Fatal("a parameter was lost")
			}
		case !errors.As(err, &unreadable):
			t.Fatal(err)
		default:
			if err := programme.Write(io.Discard, programme.FormatText, i18n.German(), programme.WriteOptions{}, unreadable.Report(someDay)); err != nil {
				t.Fatal(err)
			}
		}
	})
}
