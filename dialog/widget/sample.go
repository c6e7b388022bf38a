package widget

import (
	"html/template"
	"io"
	"reflect"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// samples are what each template gets, see try.
var samples = map[string]any{
	"ballot.tmpl": ballotView{}, "check.tmpl": ballotView{}, "done.tmpl": ballotView{}, "eligibility.tmpl": eligibilityView{},
	"results.tmpl": resultsView{}, "committee.tmpl": committeeView{}, "timeline.tmpl": timelineView{}, "findings.tmpl": findingsView{},
	"message.tmpl": messageData{}, "page.tmpl": pageData{},
}

// try executes all templates, with data in which everything is set and with data in which
// nothing is: a field that does not exist is an error of the host, and should not wait for
// a visitor.
func try(t *template.Template) error {
	for name, data := range samples {
		for _, set := range []bool{true, false} {
			v := reflect.New(reflect.TypeOf(data)).Elem()
			fill(v, set)
			if err := t.ExecuteTemplate(io.Discard, name, v.Interface()); err != nil {
				return err
			}
		}
	}
	return nil
}

// fill makes pointers lead somewhere and lists have an entry, and sets the rest if asked.
func fill(v reflect.Value, set bool) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), set)
		}
		return
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i), set)
		}
		return
	}
	switch {
	case !v.CanSet():
	case v.Type() == reflect.TypeFor[*i18n.Localizer]():
		v.Set(reflect.ValueOf(i18n.German()))
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), set)
	case v.Kind() == reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), set)
	case !set:
	case v.Kind() == reflect.String:
		v.SetString("x")
	case v.Kind() == reflect.Bool:
		v.SetBool(true)
	case v.CanInt():
		v.SetInt(1)
	case v.CanUint():
		v.SetUint(1)
	}
}
