package widget_test

import (
	"bytes"
	"context"
	"fmt"
	"html/template"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/dialog/widget"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// bare is a ballot as one would write it for one vote in one language.
var bare = template.Must(template.New("").Parse(`<form method="post" action="/check"><fieldset><legend>Ihre Auswahl</legend>
{{range $i, $o := .}}<div class="dfc-option"><input type="checkbox" id="o{{$i}}" name="o" value="{{$i}}"><label for="o{{$i}}">{{$o.Name}}</label></div>
{{end}}</fieldset><p><button type="submit">Auswahl prüfen</button></p></form>`))

func BenchmarkFragment(b *testing.B) {
	c := &ballot.Contest{ID: "x", Title: "Workstreams", Method: ballot.Approval, Seats: 3, Validity: ballot.Validity{MaxChoices: 3}}
	for i := range 20 {
		c.Options = append(c.Options, ballot.Option{ID: fmt.Sprintf("ws-%d", i), Name: fmt.Sprintf("Workstream Nummer %d", i)})
	}
	tally, err := ballot.NewTally(c)
	require.NoError(b, err)
	for i := range 100 {
		_, err := tally.Add(ballot.Choose(i%20), 1)
		require.NoError(b, err)
	}
	result, err := ballot.Count(tally, ballot.Options{})
	require.NoError(b, err)
	set, err := widget.New(widget.Config{
		Ballots: paper{&widget.Paper{Contest: c, State: box.Voting, Level: box.LevelOpen, Receipts: box.Presence}, ""},
		Results: func(context.Context, string) (*widget.Result, error) { return &widget.Result{Result: result}, nil },
	})
	require.NoError(b, err)
	for name, k := range map[string]widget.Kind{"ballot of 20 options": widget.Ballot, "results of 20 options": widget.Results, "self-check": widget.Eligibility} {
		b.Run("what="+name, func(b *testing.B) {
			for b.Loop() {
				if _, err := set.Fragment(context.Background(), k, "x", i18n.German()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("what=bare html/template of 20 options", func(b *testing.B) {
		var out bytes.Buffer
		for b.Loop() {
			out.Reset()
			if err := bare.Execute(&out, c.Options); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("what=page of a ballot", func(b *testing.B) {
		for b.Loop() {
			set.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/dfc/fragment/ballot/x", nil))
		}
	})
}
