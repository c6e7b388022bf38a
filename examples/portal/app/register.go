package app

import (
	"net/http"
	"slices"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// registerData is what register.tmpl gets.
type registerData struct {
	Kinds, Groups []option
	Facts         []factView // of the second step
	Hidden        []option   // what the first step has told
	FormKey       string
}

// A factView is a question about an organisation.
type factView struct {
	Name, Question string
	Open           bool // it still matters
	Answers        []option
}

// registeredData is what registered.tmpl gets.
type registeredData struct{ Outcome, Code string }

func (q *request) registerData() registerData {
	form := q.r.PostForm
	d := registerData{FormKey: form.Get("key")}
	if !goodKey(d.FormKey) {
		d.FormKey = newKey()
	}
	for _, k := range dialog.OrganisationKinds() {
		d.Kinds = append(d.Kinds, option{k.String(), q.T(k.TextKey()), form.Get("kind") == k.String()})
	}
	slices.SortFunc(d.Kinds, func(a, b option) int { return q.l.Compare(a.Label, b.Label) })
	for _, g := range dialog.Groups() {
		d.Groups = append(d.Groups, option{g.String(), q.T(g.TextKey()), form.Get("group") == g.String()})
	}
	return d
}

// ask adds the questions that can matter for the group: those that matter before anything
// is answered, and those that the answers have led to.
func (q *request) ask(d *registerData, r registration) {
	open := map[dialog.Fact]bool{}
	var list []dialog.Question
	for question := range dialog.Assess(&dialog.Organisation{Kind: r.About.Kind}, r.Group).Questions() {
		list = append(list, question)
	}
	for question := range dialog.Assess(&r.About, r.Group).Questions() {
		open[question.Fact] = true
		if !slices.ContainsFunc(list, func(other dialog.Question) bool { return other.Fact == question.Fact }) {
			list = append(list, question)
		}
	}
	for _, question := range list {
		f := factView{Name: question.Fact.String(), Question: q.T(question.TextKey()), Open: open[question.Fact]}
		for _, t := range []dialog.Truth{dialog.Yes, dialog.No, dialog.Unknown} {
			f.Answers = append(f.Answers, option{t.String(), q.T("widget.eligibility.answer." + t.String()), q.r.PostForm.Get(f.Name) == t.String()})
		}
		d.Facts = append(d.Facts, f)
	}
	for _, name := range []string{"person", "organisation", "kind", "group"} {
		d.Hidden = append(d.Hidden, option{Value: name, Label: q.r.PostForm.Get(name)})
	}
}

func (q *request) registerForm() error {
	return q.show(http.StatusOK, "register.tmpl", "portal.register.title", q.registerData())
}

// register takes the form: first who it is, then the questions that matter for the group,
// until each of them is answered, be it with "I do not know".
func (q *request) register() error {
	const title = "portal.register.title"
	r, err := q.readRegistration()
	d := q.registerData()
	if err != nil {
		return q.wrong("register.tmpl", title, d, err)
	}
	if q.r.PostForm.Get("back") == "" {
		q.ask(&d, r)
	}
	if err := q.unanswered(d.Facts); err != nil && q.r.PostForm.Get("asked") != "" {
		return q.wrong("register.tmpl", title, d, err)
	} else if err != nil || q.r.PostForm.Get("back") != "" {
		return q.send(http.StatusOK, "register.tmpl", q.T(title), page{request: q, Heading: q.T(title), Data: d, Form: q.r.PostForm})
	}
	code, err := q.a.register(q.r.Context(), r, d.FormKey)
	if len(refusals(err)) > 0 {
		return q.wrong("register.tmpl", title, d, err)
	}
	if err != nil {
		return err
	}
	outcome := dialog.Assess(&r.About, r.Group).Outcome()
	return q.show(http.StatusOK, "registered.tmpl", "portal.registered.title", registeredData{Code: code,
		Outcome: q.l.Text("widget.eligibility.group-outcome."+outcome.String(), i18n.Term("group", r.Group.TextKey()))})
}

// unanswered names the questions that matter and have no answer.
func (q *request) unanswered(facts []factView) error {
	var wrong faults
	for _, f := range facts {
		if f.Open && q.r.PostForm.Get(f.Name) == "" {
			wrong.add("fact-"+f.Name, "portal.register.unanswered", i18n.Text("question", f.Question))
		}
	}
	return wrong.err()
}

func (q *request) readRegistration() (r registration, err error) {
	var wrong faults
	name := func(field, key string, most int) string {
		s, ok := q.field(field, most)
		if s = oneLine(s); !ok || s == "" {
			wrong.add(field, key)
		}
		return s
	}
	r.Person = name("person", "portal.register.person.wrong", 100)
	r.About.Name = dialog.Plain(name("organisation", "portal.register.organisation.wrong", 200))
	if r.About.Kind, err = dialog.ParseOrganisationKind(q.r.PostForm.Get("kind")); err != nil {
		wrong.add("kind", "portal.register.kind.wrong")
	}
	if r.Group, err = dialog.ParseGroup(q.r.PostForm.Get("group")); err != nil {
		wrong.add("group", "portal.register.group.wrong")
	}
	for _, f := range dialog.AllFacts() {
		if t, err := dialog.ParseTruth(q.r.PostForm.Get(f.String())); err == nil {
			r.About.Facts.Set(f, t)
		}
	}
	return r, wrong.err()
}
