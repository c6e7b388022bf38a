package widget

import (
	"strconv"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// A ballotView is what the templates of the ballot get: ballot.tmpl, check.tmpl and
// done.tmpl.
type ballotView struct {
	frame
	v  view
	c  *ballot.Contest
	id string

	Step     string   // "1 of 3", in words
	Facts    []string // secrecy; the order of the options above them, else the receipts
	FactsH   string   // what opens them on the check
	How      string   // how to fill it in
	Action   string   // where the form is sent
	Back     string   // where the check is sent to be changed
	Change   string   // where the marks are found to be changed, where the browser carries them
	Details  string   // address of what describes the options
	DetailsT string   // what its link says
	Flaws    []flaw
	FlawsH   string   // heading of the summary
	Errors   []string // flaws of more than one option, or of none: said under the legend
	Radio    bool     // crosses exclude each other
	ByValue  bool     // a value stands beside each option
	Numbers  bool     // values are typed in, because a list would be too long
	Most     int      // the last rank that can be given
	Legend   string
	NoValue  string // first entry of a list: nothing chosen
	Ups      string // what the buttons of the script are called that move an option up and down
	Downs    string
	Options  []optionView
	Abstain  *optionView
	Spoil    *optionView
	Hidden   []field
	Submit   string
	BackText string

	// The check.
	Intro           string
	Ranked          bool // what is chosen has an order
	Chosen          []string
	Notices         []string
	Credential      string // label of the field; "" where there is none
	CredentialID    string
	CredentialOf    string // what was typed in
	CredentialWrong string // what is wrong with it
	Hint            string // beside the field

	// The end.
	Receipt, ReceiptH, ReceiptURL, ReceiptSave, ReceiptText string
	Forget, ForgetText                                      string // where the receipt is dropped
	Text, Result, ResultText                                string
}

// An optionView is a line of the ballot.
type optionView struct {
	ID, Name, Value string
	Label, Note     string
	Checked         bool
	More            bool          // there is more to it than this; a list of plain ones is quick
	Off             bool          // withdrawn
	Wrong           bool          // a flaw names it
	Error           string        // a flaw of it alone
	Of              string        // what stands beside the option, as it was sent
	Values          []valueOption // what can be chosen
}

// About are the IDs of what describes the field: what is wrong, then the note.
func (o optionView) About() string {
	switch about := o.ID + "-n"; {
	case o.Error != "" && o.Note != "":
		return o.ID + "-e " + about
	case o.Error != "":
		return o.ID + "-e"
	case o.Note != "":
		return about
	}
	return ""
}

type valueOption struct {
	Value, Label string
	Selected     bool
}

// longList is the number of options up to which ranks are chosen from a list; beyond, a
// page would hold as many entries as the square of it.
const longList = 30

func (v view) ballotView(id string, p *Paper) ballotView {
	c := p.Contest
	b := ballotView{frame: v.frame(Ballot, id, v.contestTitle(p.Title, c)), v: v, c: c, id: id}
	if p.Level != 0 {
		b.Facts = append(b.Facts, v.text(p.Level.TextKey()))
	}
	if p.few() {
		b.Facts = append(b.Facts, v.text("widget.ballot.few"))
	}
	return b
}

// form fills in the step in which the ballot is marked.
func (p ballotView) form(m marks, faults []fault, paper *Paper) *body {
	v, k := p.v, p.c.Kind()
	if k != ballot.Votes {
		p.Facts = append(p.Facts, v.text(paper.Order.textKey()))
	}
	if p.Details = paper.Details; p.Details != "" {
		p.DetailsT = v.text("widget.ballot.details")
	}
	p.Step = v.text("widget.ballot.step.vote")
	p.Action, p.Submit = v.url(Ballot, p.id, "check"), v.text("widget.ballot.submit.check")
	p.Radio, p.ByValue = k == ballot.SingleChoice || k == ballot.Votes, byValue(k)
	low, high := p.scale()
	p.Numbers, p.Most = p.ByValue && high-low >= longList, high
	p.How, p.Legend = p.how(), v.text("widget.ballot.legend."+k.String())
	p.NoValue = v.text("widget.ballot.no-points")
	if k == ballot.Ranking {
		p.NoValue, p.Ups, p.Downs = v.text("widget.ballot.no-rank"), v.text("widget.ballot.up"), v.text("widget.ballot.down")
	}
	p.Options = p.options(m, paper)
	if k != ballot.Votes && p.c.Judge(ballot.Ballot{}) == ballot.Valid {
		p.Abstain = &optionView{ID: p.UID + "-abstain", Name: fieldAbstain, Value: "1", Checked: m.abstain,
			Label: v.text("widget.ballot.abstain"), Note: v.text("widget.ballot.abstain-note")}
	}
	p.Spoil = &optionView{ID: p.UID + "-spoil", Name: fieldSpoil, Value: "1", Checked: m.spoil,
		Label: v.text("widget.ballot.spoil"), Note: v.text("widget.ballot.spoil-note")}
	p.say(faults)
	for i, o := range p.Options {
		p.Options[i].More = o.Off || o.Wrong || o.Note != ""
	}
	return &body{kind: Ballot, title: p.Title, error: len(faults) > 0, name: "ballot.tmpl", data: p}
}

// say puts what is wrong into the summary and to the fields.
func (p *ballotView) say(faults []fault) {
	if len(faults) == 0 {
		return
	}
	p.FlawsH = p.v.text("widget.ballot.flaws", i18n.Int("n", len(faults)))
	fields := map[string]*optionView{p.UID + "-abstain": p.Abstain}
	for i := range p.Options {
		fields[p.Options[i].ID] = &p.Options[i]
	}
	for _, f := range faults {
		p.Flaws = append(p.Flaws, f.flaw)
		if len(f.fields) != 1 {
			p.Errors = append(p.Errors, f.Text)
		}
		for _, id := range f.fields {
			o := fields[id]
			if o == nil {
				continue
			}
			if o.Wrong = true; len(f.fields) == 1 {
				o.Error = f.Text
			}
		}
	}
}

// how says how to fill the ballot in.
func (p ballotView) how() string {
	k := p.c.Kind()
	if most := p.most(); most > 0 && (k == ballot.Approvals || k == ballot.Ranking) {
		return p.v.text("widget.ballot.how-most."+k.String(), i18n.Int("n", most))
	}
	low, high := p.scale()
	return p.v.text("widget.ballot.how."+k.String(), i18n.Int("min", low), i18n.Int("max", high))
}

func (p ballotView) options(m marks, paper *Paper) []optionView {
	v := p.v
	if p.c.Kind() == ballot.Votes {
		return p.motionOptions(m)
	}
	chosen := map[int]bool{}
	for _, i := range m.chosen {
		chosen[i] = true
	}
	out := make([]optionView, len(p.c.Options))
	for i, option := range p.c.Options {
		o := optionView{ID: p.optionID(i), Name: fieldOption, Value: strconv.Itoa(i), Label: p.label(i),
			Note: v.words(paper.Notes[option.ID], ""), Off: option.Withdrawn, Checked: chosen[i]}
		if option.Withdrawn {
			o.Note = p.v.text("widget.ballot.withdrawn")
		}
		if p.ByValue {
			o.Name, o.Of = fieldValue+strconv.Itoa(i), m.values[i]
			if !p.Numbers {
				o.Values = p.valueOptions(m.values[i])
			}
		}
		out[i] = o
	}
	return out
}

func (p ballotView) motionOptions(m marks) (out []optionView) {
	for i, key := range []string{"ballot.option.yes", "ballot.option.no", "ballot.option.abstain"} {
		out = append(out, optionView{ID: p.optionID(i), Name: fieldOption, Value: strconv.Itoa(i), Label: p.v.text(key),
			Checked: len(m.chosen) == 1 && m.chosen[0] == i})
	}
	return out
}

func (p ballotView) valueOptions(selected string) (out []valueOption) {
	low, high := p.scale()
	key := "widget.ballot.rank"
	if p.c.Kind() == ballot.Points {
		key = "unit.point"
	}
	for n := low; n <= high; n++ {
		value := strconv.Itoa(n)
		out = append(out, valueOption{value, p.v.text(key, i18n.Int("n", n)), value == selected})
	}
	return out
}

// check fills in the step in which the voter looks at the ballot before it is cast.
func (p ballotView) check(m marks, paper *Paper, credential string, problem *flaw) *body {
	v := p.v
	p.Step, p.Intro = v.text("widget.ballot.step.check"), v.text("widget.ballot.check-intro")
	p.Action, p.Submit = v.url(Ballot, p.id, "cast"), v.text("widget.ballot.submit.cast")
	p.Back, p.BackText = v.url(Ballot, p.id), v.text("widget.ballot.submit.change")
	if !goodKey(m.key) {
		m.key = newKey()
	}
	p.Hidden = append(m.fields(), field{fieldKey, m.key})
	if paper.Receipts != 0 {
		p.Facts = append(p.Facts, v.text(paper.Receipts.TextKey()))
	}
	p.Legend, p.FactsH = v.text("widget.ballot.legend."+p.c.Kind().String()), v.text("widget.ballot.about")
	p.chosen(m)
	if paper.ByCredential {
		p.Credential, p.CredentialID = v.text("widget.ballot.credential"), p.UID+"-credential"
		p.Hint, p.CredentialOf = v.text("widget.ballot.credential-hint"), credential
	}
	if problem != nil {
		p.Flaws, p.FlawsH = []flaw{*problem}, v.text("widget.ballot.problem")
		if problem.Field == p.CredentialID {
			p.CredentialWrong, p.FlawsH = problem.Text, v.text("widget.ballot.flaws", i18n.Int("n", 1))
		}
	}
	return &body{kind: Ballot, title: v.text("widget.ballot.title.check", i18n.Text("title", p.Title)), error: problem != nil,
		name: "check.tmpl", data: p}
}

// chosen lists what counts on the ballot, as the count will read it, and what the voter
// should know of it.
func (p *ballotView) chosen(m marks) {
	notice := func(key string, args ...i18n.Arg) { p.Notices = append(p.Notices, p.v.text(key, args...)) }
	if m.spoil {
		notice("widget.ballot.notice.spoilt")
		return
	}
	counted := p.counted(m)
	if len(counted.Marks) == 0 {
		notice("widget.ballot.notice.blank")
		return
	}
	p.Ranked = p.c.Kind() == ballot.Ranking
	for i, mark := range counted.Marks {
		label := p.label(mark.Option)
		switch p.c.Kind() {
		case ballot.Points:
			label = p.v.text("widget.ballot.with-points", i18n.Text("name", label), i18n.Int("points", mark.Value))
		case ballot.Ranking:
			label = p.v.text("widget.ballot.at-rank", i18n.Text("name", label), i18n.Int("rank", mark.Value))
			if i > 0 && counted.Marks[i-1].Value == mark.Value {
				p.Ranked = false // equal ranks: a numbered list would number them on
			}
		}
		p.Chosen = append(p.Chosen, label)
	}
	if counted.Ends != ballot.Valid {
		notice("widget.ballot.notice.ends", i18n.Term("reason", counted.Ends.TextKey()))
	}
	n, most := len(counted.Marks), p.most()
	switch k := p.c.Kind(); {
	case k == ballot.Approvals && most > n:
		notice("widget.ballot.notice.more", i18n.Int("n", n), i18n.Text("more", p.v.text("widget.ballot.notice.can-more", i18n.Int("n", most-n))))
	case k == ballot.Points && n < p.standing():
		notice("widget.ballot.notice.unscored", i18n.Int("n", p.standing()-n), i18n.Int("min", p.c.Variant.MinPoints))
	case k == ballot.Ranking && n < p.standing():
		notice("widget.ballot.notice.unranked", i18n.Int("n", p.standing()-n))
	}
}

// counted is the ballot as a count reads it; empty for a blank one.
func (p *ballotView) counted(m marks) (one ballot.Counted) {
	t, err := ballot.NewTally(p.c)
	if err != nil {
		return one
	}
	if reason, err := t.Add(m.ballot(p.c), 1); err != nil || reason != ballot.Valid {
		return one
	}
	for b := range t.Ballots() {
		one = b
	}
	return one
}

// standing is the number of options that have not been withdrawn.
func (p *ballotView) standing() (n int) {
	for _, o := range p.c.Options {
		if !o.Withdrawn {
			n++
		}
	}
	return n
}

// done is the end: the ballot is in the box.
func (p ballotView) done(paper *Paper, receipt held) *body {
	v := p.v
	p.Title = v.text("widget.ballot.title.done", i18n.Text("title", p.Title))
	p.Step, p.Text = v.text("widget.ballot.step.done"), v.text("widget.ballot.done")
	if receipt.text != "" {
		p.Receipt, p.ReceiptH, p.ReceiptText = shownLines(receipt.text), v.text("widget.ballot.receipt"), v.text("widget.ballot.receipt-text")
		p.keep(receipt, paper.ByCredential)
		if paper.Receipts != 0 {
			p.Facts = []string{v.text(paper.Receipts.TextKey())}
		}
	} else {
		p.Facts = nil
	}
	if paper.Result != "" {
		p.Result, p.ResultText = paper.Result, v.text("widget.ballot.result")
	}
	return &body{kind: Ballot, title: p.Title, name: "done.tmpl", data: p}
}

// keep says how long the receipt can be seen here, and how to keep it longer. Where voters
// are not known, the next person at the browser could see it: it can be removed.
func (p *ballotView) keep(receipt held, remove bool) {
	notice := func(key string, args ...i18n.Arg) { p.Notices = append(p.Notices, p.v.text(key, args...)) }
	switch hours := int(receipt.left.Hours()); {
	case receipt.form == "":
		notice("widget.ballot.receipt-now") // the browser does not have it
		return
	case hours == 0:
		notice("widget.ballot.receipt-hour")
	default:
		notice("widget.ballot.receipt-hours", i18n.Int("n", hours))
	}
	p.ReceiptURL, p.ReceiptSave = p.v.url(Ballot, p.id, "receipt"), p.v.text("widget.ballot.receipt-save")
	if remove {
		p.Forget, p.ForgetText = p.v.url(Ballot, p.id, "done"), p.v.text("widget.ballot.receipt-remove")
	}
}

// label is the name of an option of the contest, or an answer to a motion.
func (p ballotView) label(i int) string {
	if p.c.Kind() == ballot.Votes {
		return p.v.text([...]string{"ballot.option.yes", "ballot.option.no", "ballot.option.abstain"}[i])
	}
	return optionLabel(p.v, p.c, i)
}

// optionLabel is the name of an option, in the words of the page where it is none of the others.
func optionLabel(v view, c *ballot.Contest, i int) string {
	if o := c.Options[i]; o.None && o.Name == "" {
		return v.text("ballot.none-of-these")
	}
	return shown(c.Options[i].Label())
}

func (p ballotView) name(arg string, i int) i18n.Arg { return i18n.Text(arg, p.label(i)) }

func (p ballotView) names(options ...int) i18n.Arg {
	var names []string
	for _, i := range options {
		names = append(names, p.label(i))
	}
	return i18n.List("names", names...)
}

// problemKey is the text of an error that leaves the ballot as it is, to be tried again;
// "" for the others.
func problemKey(err error) string {
	switch key := box.TextKey(err); key {
	case "box.error.credential", "box.error.not-taken", "box.error.invalid":
		return key
	}
	return ""
}
