package widget

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// What is marked travels in hidden fields of the check page, and so in the one tab in which
// it was marked. Where the browser keeps cookies it also travels in a sealed one, for which
// the check has an address of its own: the back button leads to a page then, and not to a
// question about sending a form again.
//
// The cookie is bound to vote and voter. Where voters are not known it is bound to the form
// as well, whose key stands in the address: whoever opens the ballot anew, be it the next
// person at the same browser, has an empty one. Its length says nothing of the marks.

const (
	marksCookie = "dfc-marks-"
	marksTime   = time.Hour
	fieldForm   = "form" // in the address, where voters are not known
)

// carry gives the marks to the voter's browser; it reports false where they have to travel
// in the page alone.
func (a *attempt) carry(m marks) bool {
	if a.v.inline || !a.keepsCookies() {
		return false
	}
	value := a.s.sealer.seal(padded(m.form().Encode(), a.paper.Contest), marksTime, marksCookie, a.id, a.voter, a.formOf(m.key))
	if len(value) > maxCookie {
		a.dropMarks() // those of an earlier ballot must not come back in their place
		return false
	}
	http.SetCookie(a.w, a.cookie(marksCookie, value))
	return true
}

// carried are the marks that the voter's browser has; false where there are none, or none
// of this contest.
func (a *attempt) carried() (marks, bool) {
	c, err := a.r.Cookie(a.cookie(marksCookie, "").Name)
	if err != nil {
		return marks{}, false
	}
	text, _, ok := a.s.sealer.open(c.Value, marksCookie, a.id, a.voter, a.formOf(a.r.URL.Query().Get(fieldForm)))
	form, err := url.ParseQuery(strings.TrimRight(text, " "))
	if !ok || err != nil {
		return marks{}, false
	}
	m, err := readMarks(form, a.paper.Contest)
	return m, err == nil
}

// dropMarks takes the marks from the voter's browser.
func (a *attempt) dropMarks() {
	if _, err := a.r.Cookie(a.cookie(marksCookie, "").Name); err == nil {
		http.SetCookie(a.w, a.cookie(marksCookie, ""))
	}
}

// formOf is what marks are bound to beside vote and voter.
func (a *attempt) formOf(key string) string {
	if a.paper.ByCredential {
		return key
	}
	return ""
}

// urlOf is the address of a step with the marks of a form.
func (a *attempt) urlOf(key string, step ...string) string {
	address := a.v.url(Ballot, append([]string{a.id}, step...)...)
	form := a.formOf(key)
	switch {
	case form == "":
		return address
	case strings.Contains(address, "?"):
		return address + "&" + fieldForm + "=" + url.QueryEscape(form)
	}
	return address + "?" + fieldForm + "=" + url.QueryEscape(form)
}

// form is what a form of the ballot would send for these marks, with its key.
func (m marks) form() url.Values {
	v := url.Values{fieldKey: {m.key}}
	for _, f := range m.fields() {
		v.Add(f.Name, f.Value)
	}
	return v
}

// padded gives a form the length that any form of the contest has, as far as a cookie has
// room for it.
func padded(form string, c *ballot.Contest) string {
	const key, option, most = 64, 16, 2700 // bytes: "&v399=" and a number of up to eight digits take 14
	return form + strings.Repeat(" ", max(0, min(key+option*len(c.Options), most)-len(form)))
}
