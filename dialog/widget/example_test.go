package widget_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/dialog/widget"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// A result in a page that a Go program makes.
func Example() {
	contest := &ballot.Contest{ID: "ws-2026", Title: "Workstreams 2026", Method: ballot.Approval, Seats: 1,
		Options: []ballot.Option{{ID: "ws-1", Name: "Secure clubs"}, {ID: "ws-2", Name: "A game for schools"}}}
	tally, _ := ballot.NewTally(contest)
	tally.Add(ballot.Choose(0), 3)
	tally.Add(ballot.Choose(0, 1), 2)
	result, _ := ballot.Count(tally, ballot.Options{})

	set, err := widget.New(widget.Config{
		Results: func(_ context.Context, id string) (*widget.Result, error) {
			if id != contest.ID {
				return nil, widget.ErrNotFound
			}
			return &widget.Result{Result: result}, nil
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	mux := http.NewServeMux()
	mux.Handle(set.Prefix()+"/", set)
	html, err := set.Fragment(context.Background(), widget.Results, "ws-2026", i18n.English())
	fmt.Println(strings.Contains(string(html), "Elected: “Secure clubs”."), err)

	w := httptest.NewRecorder()
	mux.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/dfc/results/ws-2026.csv", nil))
	fmt.Print(w.Body)
	// Output:
	// true <nil>
	// option,name,votes,elected
	// ws-1,Secure clubs,5,true
	// ws-2,A game for schools,2,false
}
