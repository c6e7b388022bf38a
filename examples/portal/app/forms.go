package app

import (
	"net/http"
	"slices"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

// An option is an entry of a list.
type option struct {
	Value, Label string
	Selected     bool
}

// registerData is what register.tmpl gets.
type registerData struct {
	Kinds, Groups []option
	Facts         []factView
}

// A factView is a question about an organisation.
type factView struct {
	Name, Question string
	Answers        []option
}

func (q *request) registerData() registerData {
	form := q.r.PostForm
	var d registerData
	for _, k := range dialog.OrganisationKinds() {
		d.Kinds = append(d.Kinds, option{k.String(), q.T(k.TextKey()), form.Get("kind") == k.String()})
	}
	slices.SortFunc(d.Kinds, func(a, b option) int { return q.l.Compare(a.Label, b.Label) })
	for _, g := range dialog.Groups() {
		d.Groups = append(d.Groups, option{g.String(), q.T(g.TextKey()), form.Get("group") == g.String()})
	}
	return d
}

// ask adds the questions that still matter for the group.
func (q *request) ask(d *registerData, r registration) {
	for question := range dialog.Assess(&r.About, r.Group).Questions() {
		name := question.Fact.String()
		f := factView{Name: name, Question: q.T(question.TextKey())}
		for _, t := range []dialog.Truth{dialog.Yes, dialog.No, dialog.Unknown} {
			f.Answers = append(f.Answers, option{t.String(), q.T("widget.eligibility.answer." + t.String()), q.r.PostForm.Get(name) == t.String()})
		}
		d.Facts = append(d.Facts, f)
	}
}

func (q *request) registerForm() error {
	return q.show(http.StatusOK, "register.tmpl", "portal.register.title", q.registerData())
}

// register takes the form. It comes back with questions as long as one that matters has
// not been answered, not even with "I do not know".
func (q *request) register() error {
	r, flaws := q.readRegistration()
	d := q.registerData()
	if len(flaws) > 0 {
		return q.wrong("register.tmpl", "portal.register.title", d, flaws)
	}
	q.ask(&d, r)
	unanswered := slices.ContainsFunc(d.Facts, func(f factView) bool { return q.r.PostForm.Get(f.Name) == "" })
	if unanswered {
		if q.r.PostForm.Get("asked") != "" {
			return q.wrong("register.tmpl", "portal.register.title", d, []flaw{{"fact-" + d.Facts[0].Name, q.T("widget.eligibility.no-answer")}})
		}
		return q.send(http.StatusOK, "register.tmpl", q.T("portal.register.title"), page{request: q, Data: d, Form: q.r.PostForm})
	}
	if err := q.a.register(q.r.Context(), r); err != nil {
		return err
	}
	outcome := dialog.Assess(&r.About, r.Group).Outcome()
	return q.show(http.StatusOK, "message.tmpl", "portal.registered.title",
		q.l.Text("portal.registered", i18n.Text("outcome", q.l.Text("widget.eligibility.group-outcome."+outcome.String(), i18n.Term("group", r.Group.TextKey())))))
}

func (q *request) readRegistration() (r registration, flaws []flaw) {
	bad := func(field, key string) { flaws = append(flaws, flaw{field, q.T(key)}) }
	var ok bool
	if r.Person, ok = q.field("person", 100); !ok || r.Person == "" {
		bad("person", "portal.register.person.wrong")
	}
	name, ok := q.field("organisation", 200)
	if !ok || name == "" {
		bad("organisation", "portal.register.organisation.wrong")
	}
	r.About.Name = dialog.Plain(name)
	var err error
	if r.About.Kind, err = dialog.ParseOrganisationKind(q.r.PostForm.Get("kind")); err != nil {
		bad("kind", "portal.register.kind.wrong")
	}
	if r.Group, err = dialog.ParseGroup(q.r.PostForm.Get("group")); err != nil {
		bad("group", "portal.register.group.wrong")
	}
	for _, f := range dialog.AllFacts() {
		if t, err := dialog.ParseTruth(q.r.PostForm.Get(f.String())); err == nil {
			r.About.Facts.Set(f, t)
		}
	}
	return r, flaws
}

func (q *request) signInForm() error {
	return q.show(http.StatusOK, "signin.tmpl", "portal.signin.title", nil)
}

func (q *request) signIn() error {
	if !q.a.limiter.allowed(q.r) {
		q.message(http.StatusTooManyRequests, "portal.error.too-many")
		return nil
	}
	code, ok := q.field("code", 100)
	token := ""
	if ok {
		var err error
		if token, err = q.a.signIn(q.r.Context(), code); err != nil {
			return err
		}
	}
	if token == "" {
		q.a.limiter.failed(q.r)
		return q.wrong("signin.tmpl", "portal.signin.title", nil, []flaw{{"code", q.T("portal.signin.wrong")}})
	}
	http.SetCookie(q.w, q.a.cookie(token, int(sessionTime.Seconds())))
	return q.see("/me")
}

func (q *request) signOut() error {
	if err := q.a.signOut(q.r); err != nil {
		return err
	}
	http.SetCookie(q.w, q.a.cookie("", -1))
	return q.see("/")
}

// meData is what me.tmpl gets.
type meData struct {
	Name, Group string
	Votes       []voteView
	Proposals   bool // can be handed in
	Mine        []string
	Standing    bool // people can stand for the committee
	Stands      bool
	Outcomes    []option
}

func (q *request) me() error {
	switch q.Role() {
	case "public":
		return q.see("/signin")
	case office:
		return q.see("/office")
	}
	d, err := q.meData()
	if err != nil {
		return err
	}
	return q.show(http.StatusOK, "me.tmpl", "portal.me.title", d)
}

func (q *request) meData() (meData, error) {
	p := q.s.participant(q.who)
	if p == nil {
		return meData{}, errForbidden
	}
	d := meData{Name: p.Name, Group: q.T(p.Group.TextKey()), Proposals: q.s.Phase == preparing,
		Standing: q.s.Phase == preparing || q.s.Phase == voting || q.s.Phase == standing, Stands: slices.Contains(q.s.Candidates, q.who)}
	list, err := q.voteViews()
	if err != nil {
		return d, err
	}
	for _, v := range list {
		if v.Open {
			d.Votes = append(d.Votes, v)
		}
	}
	for _, w := range q.s.Drafts {
		if w.Initiators[0].Participant == q.who {
			d.Mine = append(d.Mine, q.Words(w.Title))
		}
	}
	for _, name := range workstream.OutcomeKind(0).Allowed() {
		k, _ := workstream.ParseOutcomeKind(name)
		d.Outcomes = append(d.Outcomes, option{name, q.T(k.TextKey()), slices.Contains(q.r.PostForm["outcome"], name)})
	}
	return d, nil
}

func (q *request) propose() error {
	var p workstream.Proposal
	var flaws []flaw
	for _, f := range []struct {
		name string
		most int
		to   *dialog.Text
	}{{"title", 150, &p.Title}, {"vision", 2000, &p.Vision}, {"aim", 2000, &p.Aim}, {"target", 500, &p.TargetGroup}} {
		text, ok := q.field(f.name, f.most)
		if !ok || text == "" {
			flaws = append(flaws, flaw{f.name, q.l.Text("portal.propose.wrong", i18n.Term("field", "portal.propose."+f.name), i18n.Int("n", f.most))})
		}
		*f.to = dialog.Plain(strings.Join(strings.Fields(text), " "))
	}
	for _, name := range q.r.PostForm["outcome"] {
		if k, err := workstream.ParseOutcomeKind(name); err == nil && !slices.Contains(p.Outcome, k) {
			p.Outcome = append(p.Outcome, k)
		}
	}
	if len(p.Outcome) == 0 {
		flaws = append(flaws, flaw{"outcome-study", q.T("portal.propose.outcome.wrong")})
	}
	if len(flaws) > 0 {
		d, err := q.meData()
		if err != nil {
			return err
		}
		return q.wrong("me.tmpl", "portal.me.title", d, flaws)
	}
	if err := q.a.propose(q.r.Context(), q.who, p); err != nil {
		return err
	}
	return q.see("/me")
}

func (q *request) candidacy() error {
	if err := q.a.stand(q.r.Context(), q.who, q.r.PostForm.Get("stand") == "yes"); err != nil {
		return err
	}
	return q.see("/me")
}
