package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

// A field is one of the form as the page shows it.
type field struct {
	Name         string
	Label, Hint  string
	Value        string
	Message      string // what is wrong; "" for nothing
	Required     bool
	Lines        int      // of a text of several lines
	Options      []option // of a list
	InputMode    string
	Autocomplete string
}

// An option is an entry of a list.
type option struct{ Value, Label string }

// Described names what describes the field to those who hear the page.
func (f field) Described() string {
	var ids []string
	if f.Hint != "" {
		ids = append(ids, f.Name+"-hint")
	}
	if f.Message != "" {
		ids = append(ids, f.Name+"-error")
	}
	return strings.Join(ids, " ")
}

// data is what the page gets.
type data struct {
	Lang   string
	T      texts
	Fields []field
	Faults []fault
	Result *assessment
}

// data makes the page of a form, with what is wrong with it.
func (p program) data(c *gin.Context, f form, wrong []fault) data {
	l, t := p.language(c)
	fields := []field{
		{Name: "role", Required: true, Autocomplete: "off"},
		{Name: "organisation", Required: true, Autocomplete: "organization"},
		{Name: "kind", Required: true, Options: kinds(l)},
		{Name: "group", Required: true, Options: groups(l)},
		{Name: "email", InputMode: "email", Autocomplete: "email"},
		{Name: "arrival", Autocomplete: "off"},
		{Name: "idea", Lines: 4},
		{Name: "months", InputMode: "numeric", Autocomplete: "off"},
	}
	entries := f.entries()
	for i := range fields {
		x := &fields[i]
		x.Label, x.Hint, x.Value = t[x.Name], p.usual.Replace(t[x.Name+".hint"]), *entries[x.Name]
		for _, w := range wrong {
			if w.Field == x.Name {
				x.Message = w.Message
			}
		}
	}
	return data{Lang: l.Tag().String(), T: t, Fields: fields, Faults: wrong}
}

func kinds(l *i18n.Localizer) (out []option) {
	for _, k := range dialog.OrganisationKinds() {
		out = append(out, option{k.String(), l.Text(k.TextKey())})
	}
	slices.SortFunc(out, func(a, b option) int { return l.Compare(a.Label, b.Label) })
	return out
}

func groups(l *i18n.Localizer) (out []option) {
	for _, g := range dialog.Groups() {
		out = append(out, option{g.String(), l.Text(g.TextKey())})
	}
	return out
}

// usualMonths writes the policy in force into hints, so that they name the bounds by which
// the tag workstream_months judges.
func usualMonths() (*strings.Replacer, error) {
	table, err := workstream.Policy()
	if err != nil {
		return nil, err
	}
	ps, err := dialog.NewPolicies(table)
	if err != nil {
		return nil, err
	}
	bound := func(v dialog.Value[int]) string { return strconv.Itoa(v.Value) }
	newest := dialog.Date{}
	return strings.NewReplacer("{min}", bound(workstream.MonthsMin.At(ps, newest)), "{max}", bound(workstream.MonthsMax.At(ps, newest))), nil
}
