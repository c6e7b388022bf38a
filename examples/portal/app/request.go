package app

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// A request is one that a page is made for.
type request struct {
	a   *App
	w   http.ResponseWriter
	r   *http.Request
	l   *i18n.Localizer
	s   *state
	who string // "" for nobody, office, an applicant or a participant
}

// An option is an entry of a list.
type option struct {
	Value, Label string
	Selected     bool
}

// T is a text of the catalogue.
func (q *request) T(key string) string { return q.l.Text(key) }

// Day is a date in words.
func (q *request) Day(d dialog.Date) string { return q.l.Date(d.I18n()) }

// Days are the first and the last day of something, in words.
func (q *request) Days(p dialog.Period) string {
	return q.l.Text("portal.days", i18n.Span("span", p.Start.I18n(), p.End.I18n()))
}

// ISO is a day as a field of a form has it, "" for none.
func (q *request) ISO(d dialog.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// Lang is the language tag of the page.
func (q *request) Lang() string { return q.l.Tag().String() }

// Phase is the station of the cycle at work.
func (q *request) Phase() string { return string(q.s.Phase) }

// Drafts counts proposals in words.
func (q *request) Drafts(n int) string { return q.l.Text("portal.home.drafts-count", i18n.Int("n", n)) }

// Words is a text of the programme in the language of the page.
func (q *request) Words(t dialog.Text) string { return q.l.Text("report.value", t.Arg("value", "")) }

// Ask says whom to ask.
func (q *request) Ask() string {
	return q.l.Text("contact.ask", i18n.Text("address", programme.OfficeAddress))
}

// Role is "public", "applicant", "participant" or "office".
func (q *request) Role() string {
	switch {
	case q.who == "":
		return "public"
	case q.who == office:
		return office
	case strings.HasPrefix(q.who, "r-"):
		return "applicant"
	}
	return "participant"
}

// readForm reads a form, which is text.
func (q *request) readForm() error {
	if err := q.r.ParseForm(); err != nil {
		return fmt.Errorf("%w: %w", errForm, err)
	}
	for _, values := range q.r.PostForm {
		for _, v := range values {
			if !utf8.ValidString(v) || strings.ContainsRune(v, 0) {
				return errForm
			}
		}
	}
	return nil
}

// field is a field of the form without blanks around it, and whether it is not longer
// than it may be, in characters, and legible.
func (q *request) field(name string, most int) (string, bool) {
	s := strings.TrimSpace(q.r.PostForm.Get(name))
	return s, utf8.RuneCountInString(s) <= most && legible(s)
}

// see sends the visitor on, after a form.
func (q *request) see(path string) error {
	http.Redirect(q.w, q.r, path, http.StatusSeeOther)
	return nil
}

// A page is what a template gets.
type page struct {
	*request
	Heading string
	Data    any
	Form    url.Values
	Flaws   []flaw
}

// A flaw is something to be put right, and the field where to.
type flaw struct{ Field, Text string }

// Kept is what was filled into a field of the form that comes back, else the value that
// the field has. A page can have several such forms, which differ in their ID.
func (p page) Kept(action, id, name, value string) string {
	if len(p.Flaws) > 0 && p.r.URL.Path == action && p.Form.Get("id") == id {
		return p.Form.Get(name)
	}
	return value
}

// Flaw is what is wrong with a field; "" for nothing.
func (p page) Flaw(field string) string {
	for _, f := range p.Flaws {
		if f.Field == field {
			return f.Text
		}
	}
	return ""
}

// done are the keys of what a page says was done, by the word in its address.
var done = map[string]string{"proposed": "portal.done.proposed", "withdrawn": "portal.done.withdrawn", "standing": "portal.done.standing",
	"saved": "portal.done.saved"}

// Done says what the form did that led to the page; "" for nothing.
func (q *request) Done() string {
	if key, ok := done[q.r.URL.Query().Get("done")]; ok && q.r.Method == http.MethodGet {
		return q.T(key)
	}
	return ""
}

// DrawsOf says where a lot comes from.
func (q *request) DrawsOf(draws []draw) (out []string) {
	for _, d := range draws {
		out = append(out, q.l.Text("portal.vote.draw", i18n.Text("source", d.Source), i18n.Day("on", d.On.I18n()), i18n.Day("announced", d.Announced.I18n())))
	}
	return out
}

// Turnout says how many have voted.
func (q *request) Turnout(v voteView) string {
	return q.l.Text("portal.vote.turnout", i18n.Int("voted", v.Voted), i18n.Int("eligible", v.Eligible))
}
