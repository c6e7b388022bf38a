package widget

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// answers are what somebody has told the self-check so far. They travel in the form and
// are kept nowhere.
type answers struct {
	begun bool // kind and group were sent, and are not to be changed
	kind  dialog.OrganisationKind
	group dialog.Group // the group that is asked about; 0 for the one that fits best
	facts dialog.Facts
	asked []dialog.Fact // in the order in which they were answered, "not known" included
	wrong bool          // a question was sent without an answer
}

const (
	fieldKind   = "kind"
	fieldGroup  = "group"
	fieldAnswer = "answer"
	fieldFact   = "fact"   // the fact that is asked now
	fieldChange = "change" // the fact whose answer is taken back; fieldKind, fieldGroup or restart
	restart     = "restart"
)

// eligibilityHandler serves the self-check. Answers come by POST, so that they stand in
// no address and no log.
func (s *Set) eligibilityHandler(w http.ResponseWriter, r *http.Request, v view) {
	a, ok := readAnswers(r.PostForm)
	if !ok {
		s.message(w, r, v, http.StatusBadRequest, "widget.error.form")
		return
	}
	b := v.eligibility(a)
	status := http.StatusOK
	if b.error {
		status = http.StatusUnprocessableEntity
	}
	s.send(w, r, v, status, b)
}

// readAnswers reads the form; it reports false for one that this widget does not send.
func readAnswers(form url.Values) (answers, bool) {
	var a answers
	change := form.Get(fieldChange)
	if len(form) == 0 || change == restart {
		return a, true
	}
	a.begun = change != fieldKind && change != fieldGroup
	var err error
	if text := form.Get(fieldKind); text != "" {
		if a.kind, err = dialog.ParseOrganisationKind(text); err != nil {
			return a, false
		}
	}
	if text := form.Get(fieldGroup); text != "" {
		if a.group, err = dialog.ParseGroup(text); err != nil {
			return a, false
		}
	}
	for _, entry := range form[fieldAnswer] {
		if !a.answer(entry, change) {
			return a, false
		}
	}
	if fact := form.Get(fieldFact); fact != "" && change == "" {
		if truth := form.Get(fact); truth == "" {
			a.wrong = true
		} else if !a.answer(fact+":"+truth, "") {
			return a, false
		}
	}
	return a, true
}

// answer takes an answer such as "state:no", unless it is to be changed.
func (a *answers) answer(entry, change string) bool {
	name, truth, _ := strings.Cut(entry, ":")
	f, err := dialog.ParseFact(name)
	if err != nil {
		return false
	}
	t, err := dialog.ParseTruth(truth)
	if err != nil {
		return false
	}
	if name != change && !slices.Contains(a.asked, f) {
		a.facts.Set(f, t)
		a.asked = append(a.asked, f)
	}
	return true
}

// organisation is what the answers describe.
func (a answers) organisation() *dialog.Organisation {
	return &dialog.Organisation{Kind: a.kind, Facts: a.facts}
}

// An eligibilityView is what eligibility.tmpl gets.
type eligibilityView struct {
	frame
	Intro, Privacy string // at the beginning
	Short          string // of Privacy, later
	Action         string

	// The beginning.
	Begin                      bool
	KindLabel, KindHint        string
	Kinds                      []valueOption
	GroupLegend                string
	Groups                     []optionView
	Submit                     string
	KindID                     string
	Restart, Change, AnswersH  string
	Hidden                     []field
	Given                      []givenView
	Flaws                      []flaw
	FlawsH                     string
	Question, Note, QuestionID string
	Fact                       string
	Answers                    []optionView

	// The outcome.
	Done                    bool
	Good                    bool // it belongs to a group
	Outcome, OutcomeH, Rule string
	ReasonsH                string
	Reasons                 []reasonView
	OpenH                   string
	Open                    []string
	ThenH, Then, Office     string // what to do next, and the address of the programme office
}

// A givenView is an answer that can be changed.
type givenView struct{ Question, Answer, Name, Label string }

type reasonView struct {
	Rule, Text, Evidence string
	Met                  string // "yes", "no" or "unknown"
	MetText              string
}

// eligibility makes the self-check: the beginning, the next question that still matters,
// or the outcome.
func (v view) eligibility(a answers) *body {
	e := eligibilityView{frame: v.frame(Eligibility, "", v.text("widget.eligibility.title")),
		Action: v.url(Eligibility), Submit: v.text("widget.eligibility.next"), Change: v.text("widget.eligibility.change"),
		Restart: v.text("widget.eligibility.restart"), AnswersH: v.text("widget.eligibility.answers")}
	if !a.begun {
		e.begin(v, a)
		return &body{kind: Eligibility, title: e.Title, name: "eligibility.tmpl", data: e}
	}
	e.given(v, a)
	e.Short = v.text("widget.eligibility.privacy-short")
	q, open := a.next()
	if open {
		e.ask(v, a, q)
	} else {
		e.conclude(v, a)
	}
	title := v.text("widget.eligibility.title-of", i18n.Text("step", cmp.Or(e.Question, e.OutcomeH)), i18n.Text("title", e.Title))
	return &body{kind: Eligibility, title: title, error: a.wrong && open, name: "eligibility.tmpl", data: e}
}

// next is the question that decides most, of those that have not been answered, not even
// with "I do not know".
func (a answers) next() (dialog.Question, bool) {
	questions := dialog.Suggest(a.organisation()).Questions()
	if a.group != 0 {
		questions = dialog.Assess(a.organisation(), a.group).Questions()
	}
	for q := range questions {
		if !slices.Contains(a.asked, q.Fact) {
			return q, true
		}
	}
	return dialog.Question{}, false
}

// begin asks for kind and group, and carries answers on that were given before.
func (e *eligibilityView) begin(v view, a answers) {
	e.carry(a)
	e.Begin, e.KindID = true, e.UID+"-kind"
	e.Intro, e.Privacy = v.text("widget.eligibility.intro"), v.text("widget.eligibility.privacy")
	e.KindLabel = v.text("widget.eligibility.kind")
	e.KindHint = v.text("widget.eligibility.kind-hint", i18n.Term("other", dialog.KindOther.TextKey()))
	for _, k := range dialog.OrganisationKinds() {
		e.Kinds = append(e.Kinds, valueOption{k.String(), v.text(k.TextKey()), k == a.kind})
	}
	slices.SortStableFunc(e.Kinds, func(a, b valueOption) int {
		switch other := dialog.KindOther.String(); {
		case a.Value == other:
			return 1
		case b.Value == other:
			return -1
		}
		return v.l.Compare(a.Label, b.Label)
	})
	e.Kinds = slices.Insert(e.Kinds, 0, valueOption{Label: v.text("widget.eligibility.no-kind")})
	e.GroupLegend = v.text("widget.eligibility.group")
	e.Groups = []optionView{{ID: e.UID + "-g0", Name: fieldGroup, Label: v.text("widget.eligibility.any-group"), Checked: a.group == 0}}
	for i, g := range dialog.Groups() {
		e.Groups = append(e.Groups, optionView{ID: e.UID + "-g" + string(rune('1'+i)), Name: fieldGroup, Value: g.String(), Label: v.text(g.TextKey()), Checked: g == a.group})
	}
}

// carry has the answers in the form.
func (e *eligibilityView) carry(a answers) {
	for _, f := range a.asked {
		e.Hidden = append(e.Hidden, field{fieldAnswer, f.String() + ":" + a.facts.Get(f).String()})
	}
}

// given lists the answers so far, each with a way to change it, and carries them on.
func (e *eligibilityView) given(v view, a answers) {
	given := func(name, question, answer string) {
		e.Given = append(e.Given, givenView{question, answer, name, v.text("widget.eligibility.change-of", i18n.Text("question", question))})
	}
	kind, group := v.text("widget.eligibility.no-kind"), v.text("widget.eligibility.any-group")
	if a.kind != 0 {
		kind = v.text(a.kind.TextKey())
		e.Hidden = append(e.Hidden, field{fieldKind, a.kind.String()})
	}
	if a.group != 0 {
		group = v.text(a.group.TextKey())
		e.Hidden = append(e.Hidden, field{fieldGroup, a.group.String()})
	}
	given(fieldKind, v.text("widget.eligibility.kind"), kind)
	given(fieldGroup, v.text("widget.eligibility.group"), group)
	e.carry(a)
	for _, f := range a.asked {
		given(f.String(), v.text(dialog.Question{Fact: f, Kind: a.kind}.TextKey()), v.text("widget.eligibility.answer."+a.facts.Get(f).String()))
	}
}

func (e *eligibilityView) ask(v view, a answers, q dialog.Question) {
	e.Question, e.QuestionID, e.Fact = v.text(q.TextKey()), e.UID+"-q", q.Fact.String()
	if key, ok := q.NoteKey(); ok {
		e.Note = v.text(key)
	}
	for _, t := range []dialog.Truth{dialog.Yes, dialog.No, dialog.Unknown} {
		e.Answers = append(e.Answers, optionView{ID: e.UID + "-" + t.String(), Name: e.Fact, Value: t.String(),
			Label: v.text("widget.eligibility.answer." + t.String())})
	}
	if a.wrong {
		e.Flaws = []flaw{{e.Answers[0].ID, v.text("widget.eligibility.no-answer")}}
		e.FlawsH = v.text("widget.ballot.flaws", i18n.Int("n", 1))
	}
}

// conclude says what came out, by which rule, and why.
func (e *eligibilityView) conclude(v view, a answers) {
	e.Done, e.OutcomeH, e.ReasonsH = true, v.text("widget.eligibility.outcome-heading"), v.text("widget.eligibility.reasons")
	var questions []dialog.Question
	var rule dialog.RuleID
	if a.group != 0 {
		as := dialog.Assess(a.organisation(), a.group)
		e.Outcome = v.text("widget.eligibility.group-outcome."+as.Outcome().String(), i18n.Term("group", a.group.TextKey()))
		e.Good = as.Outcome() == dialog.Eligible
		rule, questions = as.Rule(), slices.Collect(as.Questions())
		e.assessed(v, as)
	} else {
		s := dialog.Suggest(a.organisation())
		rule, questions = s.Rule(), slices.Collect(s.Questions())
		if g, ok := s.Fit().Group(); ok {
			e.Good, e.Outcome = true, v.text("widget.eligibility.fit.group", i18n.Term("group", g.TextKey()))
			e.assessed(v, dialog.Assess(a.organisation(), g))
		} else {
			e.Outcome = v.text("widget.eligibility.fit." + s.Fit().String())
			for r := range s.Reasons() { // of several groups: each says which
				e.reason(v, r, v.text(speaks(r.Met), i18n.Term("group", groupOf(r.Rule).TextKey())))
			}
		}
	}
	then := "widget.eligibility.then.no"
	if e.Good {
		then = "widget.eligibility.then.yes"
	}
	if len(questions) > 0 {
		// The rule of the next question has decided nothing.
		rule, then = "", "widget.eligibility.then.open"
		e.OpenH = v.text("widget.eligibility.open")
		for _, q := range questions {
			e.Open = append(e.Open, v.text(q.TextKey()))
		}
	}
	if rule != "" {
		e.Rule = v.text("widget.eligibility.rule", i18n.Text("id", string(rule)), i18n.Text("title", v.text("rule."+string(rule)+".title")))
	}
	e.ThenH, e.Then, e.Office = v.text("widget.eligibility.then"), v.text(then), programme.OfficeAddress
}

// speaks is the text of what a reason says of a group.
func speaks(met dialog.Truth) string {
	switch met {
	case dialog.Yes:
		return "widget.eligibility.for-group"
	case dialog.No:
		return "widget.eligibility.against-group"
	}
	return "widget.eligibility.open-group"
}

// groupOf is the group that a rule of eligibility is about.
func groupOf(r dialog.RuleID) dialog.Group {
	switch r {
	case dialog.RuleScience:
		return dialog.Science
	case dialog.RuleCulture:
		return dialog.CultureAndMedia
	case dialog.RuleBusiness:
		return dialog.Business
	case dialog.RuleGovernment:
		return dialog.Government
	}
	return dialog.CivilSociety
}

// assessed lists what speaks for and against a group.
func (e *eligibilityView) assessed(v view, a dialog.Assessment) {
	for r := range a.Reasons() {
		e.reason(v, r, v.text("widget.eligibility.met."+r.Met.String()))
	}
}

func (e *eligibilityView) reason(v view, r dialog.Reason, met string) {
	e.Reasons = append(e.Reasons, reasonView{string(r.Rule), v.text(r.TextKey()), v.text(r.Evidence.TextKey()), r.Met.String(), met})
}
