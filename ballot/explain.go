package ballot

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// An ExplainFormat is a form of text that [Result.Explain] writes.
type ExplainFormat uint8

// The formats.
const (
	ExplainText     ExplainFormat = iota // plain text for a terminal, tables aligned
	ExplainMarkdown                      // CommonMark with the tables of GitHub
)

// explainHTML is the base of the formats that [ExplainHTML] returns: above it stands the
// level of the first heading.
const explainHTML ExplainFormat = 16

// ExplainHTML is the format of HTML to be put into a page, with headings from the given
// level on (1 to 6; deeper ones stay at 6). It has no attributes but the class "dfc-n" of cells
// with numbers, "dfc-wide" of what can be wider than a page, and what makes that
// reachable with the keyboard.
func ExplainHTML(level int) ExplainFormat { return explainHTML + ExplainFormat(min(max(level, 1), 6)) }

// Explain writes the result so that a person without training can follow it: the
// outcome, what became of the ballots, the method and its source, quorum and
// majorities, each round, ties, the margin, and the digests. Every number is exact; a
// decimal that stands for a ratio is marked as rounded. The language is that of l.
//
// Names from the contest cannot change the layout: controls and characters that
// reorder text are shown by their code, markup is escaped. A wide comparison of pairs
// is shortened to the best options, and a long table to its best rows; the record
// ([Result.MarshalJSON]) has all of them. Explain fails when w does, and with
// [ErrMalformed] for a format that does not exist or a result that no count made.
func (r *Result) Explain(w io.Writer, l *i18n.Localizer, f ExplainFormat) error {
	if r.Contest == nil || r.tally == nil {
		return fmt.Errorf("%w: only the result of a count can be explained", ErrMalformed)
	}
	var p page
	switch f {
	case ExplainText:
		p = newTextPage(w)
	case ExplainMarkdown:
		p = newMarkdownPage(w)
	default:
		if f <= explainHTML || f > ExplainHTML(6) {
			return fmt.Errorf("%w: format %d (want text, 0, Markdown, 1, or HTML)", ErrMalformed, f)
		}
		p = newHTMLPage(w, int(f-explainHTML))
	}
	e := newExplainer(r, l, p)
	e.outcome()
	e.ballots()
	e.method()
	e.checks()
	e.course()
	e.margin()
	e.proof()
	return p.flush()
}

// An explainer writes one explanation.
type explainer struct {
	*i18n.Localizer
	page
	r      *Result
	c      *Contest
	base   *electorate // the weights and ballots of the count
	labels []string    // of the options, as they are shown
	// The round in which each option was elected or went out, for methods with transfers.
	electedIn, outIn []int
}

func newExplainer(r *Result, l *i18n.Localizer, p page) *explainer {
	if l == nil {
		l = i18n.English()
	}
	e := &explainer{Localizer: l, page: p, r: r, c: r.Contest, base: newCount(r.tally, Options{Without: r.Without})}
	for _, o := range r.Below {
		e.base.in[o] = false
	}
	e.labels = e.optionLabels()
	return e
}

// optionLabels are the names of the options; a name that several have comes with the
// ID.
func (e *explainer) optionLabels() []string {
	labels, uses := make([]string, e.c.choices()), map[string]int{}
	for o := range labels {
		if e.c.Method == Motion {
			labels[o] = e.Text("ballot.option." + e.c.OptionID(o))
			continue
		}
		labels[o] = shown(e.c.Options[o].Label())
		if e.c.Options[o].None && e.c.Options[o].Name == "" {
			labels[o] = e.Text("ballot.none-of-these")
		}
		uses[labels[o]]++
	}
	for o := range labels {
		if uses[labels[o]] > 1 {
			labels[o] += " [" + shown(e.c.Options[o].ID) + "]"
		}
	}
	return labels
}

// quoted returns the name of an option for a sentence.
func (e *explainer) quoted(o int) string {
	return e.Text("ballot.quoted", i18n.Text("name", e.labels[o]))
}

// names returns an argument that lists options.
func (e *explainer) names(name string, options []int) i18n.Arg {
	quoted := make([]string, len(options))
	for i, o := range options {
		quoted[i] = e.quoted(o)
	}
	return i18n.List(name, quoted...)
}

// name returns an argument that names one option.
func (e *explainer) name(name string, o int) i18n.Arg { return i18n.Text(name, e.quoted(o)) }

// group returns the name of a group for the begin of a row or column; one into which
// others were merged has all names. IDs of a contest keep their first letter.
func (e *explainer) group(g int) string {
	if g >= len(e.c.Groups) {
		return e.Text("ballot.ballots.no-group")
	}
	for _, set := range e.r.Merged {
		if set[0] != g {
			continue
		}
		all := make([]string, len(set))
		for i, other := range set {
			all[i] = e.groupName(other)
		}
		return e.begin(set[0], strings.Join(all, " + "))
	}
	return e.begin(g, e.groupName(g))
}

// begin makes the first letter of a name that begins with that of a group a capital.
func (e *explainer) begin(group int, name string) string {
	if !e.Has("group." + e.c.Groups[group].ID) {
		return name
	}
	r, n := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(r)) + name[n:]
}

// groupName is the name of a group: in the language of the reader where the catalogue
// has it, as it has those of the programme's five; otherwise the ID.
func (e *explainer) groupName(g int) string {
	id := e.c.Groups[g].ID
	if key := "group." + id; e.Has(key) {
		return e.Text(key)
	}
	return shown(id)
}

// visible are the groups that are not counted under another.
func (e *explainer) visible() (groups []int) {
	for g := range e.c.Groups {
		if !e.base.mergedAway(g) {
			groups = append(groups, g)
		}
	}
	return groups
}

// say writes a paragraph.
func (e *explainer) say(key string, args ...i18n.Arg) { e.paragraph(e.Text(key, args...)) }

// column makes a column of words.
func (e *explainer) column(key string, args ...i18n.Arg) column {
	return column{title: e.Text(key, args...)}
}

// numbers makes a column of numbers.
func (e *explainer) numbers(key string, args ...i18n.Arg) column {
	return column{title: e.Text(key, args...), right: true}
}

func count64(name string, n uint64) i18n.Arg { return i18n.Decimal(name, strconv.FormatUint(n, 10)) }
