package main

import (
	"encoding"
	"errors"
	"flag"
	"io"
	"strconv"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/examples/internal/cli"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// options are the flags and the file of one call.
type options struct {
	l        *i18n.Localizer
	contest  ballot.Contest // as far as flags declare it
	file     string         // with the ballots, or a record
	declared string         // the file with the contest
	format   string
	lot      []string // IDs in order
	lotKey   string
	without  []string
	recheck  bool
	list     bool
	read     ballot.FileOptions
	given    map[string]bool // flags that were given
}

// A refusal is a value that a flag cannot have.
type refusal struct{ flag, value, want string }

// A parser reads the command line.
type parser struct {
	*flag.FlagSet
	o        *options
	refused  *refusal
	majority string
	basis    ballot.Basis
}

var errRefused = errors.New("refused")

// parseOptions reads the command line. The error is a sentence in the language asked
// for, which is the one of the options even then.
func parseOptions(args []string) (options, error) {
	o := options{given: map[string]bool{}}
	p := &parser{FlagSet: flag.NewFlagSet("count", flag.ContinueOnError), o: &o, basis: ballot.OfCast}
	p.SetOutput(io.Discard) // run prints errors and usage itself, in the right language
	var lang string
	p.StringVar(&lang, "lang", "de", "")
	p.StringVar(&o.format, "format", "text", "")
	p.BoolVar(&o.recheck, "recheck", false, "")
	p.BoolVar(&o.list, "list", false, "")
	p.declare()
	files, err := cli.Parse(p.FlagSet, args)
	p.Visit(func(f *flag.Flag) { o.given[f.Name] = true })
	o.l = i18n.Default().Localizer(lang)
	refuse := func(key string, args ...i18n.Arg) (options, error) { return o, errors.New(o.l.Text(key, args...)) }
	switch {
	case errors.Is(err, flag.ErrHelp):
		return o, err
	case p.refused != nil:
		return refuse("count.bad-value", i18n.Text("value", p.refused.value), i18n.Text("flag", "-"+p.refused.flag),
			i18n.Text("allowed", p.refused.want))
	case err != nil:
		return refuse("count.unknown-flag", i18n.Text("value", cli.FlagIn(err)))
	case !cli.Speaks(o.l, lang):
		return refuse("cli.unknown-language", i18n.Text("value", lang))
	case o.format != "text" && o.format != "markdown" && o.format != "json":
		return refuse("count.bad-value", i18n.Text("value", o.format), i18n.Text("flag", "-format"),
			i18n.Text("allowed", "text, markdown, json"))
	case len(files) > 1:
		return refuse("count.one-file", i18n.List("files", files...))
	case len(files) == 0 && !o.list:
		return refuse("count.no-file")
	case o.given["lot"] && o.given["lot-key"]:
		return refuse("count.two-lots")
	}
	if len(files) == 1 {
		o.file = files[0]
	}
	p.finish()
	return o, nil
}

// declare makes the flags that declare the contest.
func (p *parser) declare() {
	c := &p.o.contest
	p.text("method", &c.Method, ballot.Method(0).Allowed())
	p.StringVar(&p.o.declared, "contest", "", "")
	p.StringVar(&c.ID, "id", "", "")
	p.StringVar(&c.Title, "title", "", "")
	p.StringVar(&p.o.lotKey, "lot-key", "", "")
	p.StringVar(&p.o.read.GroupColumn, "group-column", "", "")
	p.ids("lot", func(ids []string) { p.o.lot = ids })
	p.ids("without", func(ids []string) { p.o.without = ids })
	p.ids("groups", func(ids []string) {
		for _, id := range ids {
			c.Groups = append(c.Groups, ballot.Group{ID: id})
		}
	})
	for name, n := range map[string]*int{"seats": &c.Seats, "eligible": &c.Eligible, "merge": &c.Merge, "cap": &c.Cap,
		"decimals": &c.Variant.Decimals, "min-points": &c.Variant.MinPoints, "max-points": &c.Variant.MaxPoints,
		"min-votes": &c.Variant.MinVotes, "min-turnout": &c.Weighting.MinTurnout,
		"max-choices": &c.Validity.MaxChoices, "max-skipped": &c.Validity.MaxSkipped} {
		p.number(name, n)
	}
	for name, is := range map[string]*bool{"vacant": &c.Vacant, "uncontested": &c.Uncontested, "batch": &c.Variant.Batch,
		"to-the-end": &c.Variant.ToTheEnd, "one-by-one": &c.Variant.OneByOne} {
		p.BoolVar(is, name, false, "")
	}
	p.words(c)
}

// words makes the flags whose values are words.
func (p *parser) words(c *ballot.Contest) {
	p.text("quota", &c.Variant.Quota, ballot.Quota(0).Allowed())
	p.text("defeats", &c.Variant.Defeats, ballot.Defeats(0).Allowed())
	p.text("truncated", &c.Variant.Truncated, ballot.Truncated(0).Allowed())
	p.text("completion", &c.Variant.Completion, ballot.Completion(0).Allowed())
	p.text("majority-of", &c.Variant.MajorityOf, ballot.MajorityOf(0).Allowed())
	p.text("weighting", &c.Weighting.Rule, ballot.WeightRule(0).Allowed())
	p.text("absent", &c.Weighting.Absent, ballot.AbsentRule(0).Allowed())
	p.text("tie", &c.Tie, ballot.TieRule(0).Allowed())
	p.text("basis", &p.basis, ballot.Basis(0).Allowed())
	for name, t := range map[string]*ballot.Treatment{"blank": &c.Validity.Blank, "overvote": &c.Validity.Overvote,
		"skipped":   &c.Validity.Skipped,
		"duplicate": &c.Validity.Duplicate, "unknown": &c.Validity.Unknown, "withdrawn": &c.Validity.Withdrawn} {
		p.text(name, t, ballot.Treatment(0).Allowed())
	}
	p.Func("majority", "", func(s string) error {
		p.majority = s
		if majorityOf(s, ballot.OfCast) == nil {
			return p.refuse("majority", s, strings.Join(majorities, ", "))
		}
		return nil
	})
}

func (p *parser) refuse(name, value, want string) error {
	p.refused = &refusal{name, value, want}
	return errRefused
}

// text makes a flag whose value is a word of an enumeration.
func (p *parser) text(name string, v encoding.TextUnmarshaler, allowed []string) {
	p.Func(name, "", func(s string) error {
		if v.UnmarshalText([]byte(s)) != nil {
			return p.refuse(name, s, strings.Join(allowed, ", "))
		}
		return nil
	})
}

// number makes a flag whose value is a whole number.
func (p *parser) number(name string, n *int) {
	p.Func(name, "", func(s string) (err error) {
		if *n, err = strconv.Atoi(s); err != nil {
			return p.refuse(name, s, "0, 1, 2, …")
		}
		return nil
	})
}

// ids makes a flag whose value is a list of IDs with commas between them.
func (p *parser) ids(name string, set func([]string)) {
	p.Func(name, "", func(s string) error {
		ids := strings.Split(s, ",")
		for i := range ids {
			if ids[i] = strings.TrimSpace(ids[i]); ids[i] == "" {
				return p.refuse(name, s, "ID,ID,…")
			}
		}
		set(ids)
		return nil
	})
}

var majorities = []string{"simple", "absolute", "two-thirds", "four-fifths", "unanimous", "consent"}

// majorityOf returns the majority of that name, or nil.
func majorityOf(name string, b ballot.Basis) *ballot.Requirement {
	var m ballot.Majority
	switch name {
	case "simple":
		m = ballot.Majority{Share: ballot.Share(1, 2), Basis: b}
	case "absolute":
		m = ballot.AbsoluteMajority()
	case "two-thirds":
		m = ballot.TwoThirds(b)
	case "four-fifths":
		m = ballot.FourFifths(b)
	case "unanimous":
		m = ballot.Unanimity(b)
	case "consent":
		m = ballot.Consent()
	default:
		return nil
	}
	return &ballot.Requirement{Overall: &m}
}

// finish fills in what follows from several flags. The rule of Scottish elections has a
// tie rule of its own, which counts unless another is asked for.
func (p *parser) finish() {
	c := &p.o.contest
	if c.Method == ballot.ScottishSTV && !p.o.given["tie"] {
		c.Tie = ballot.TieByEarlier
	}
	c.Majority = majorityOf(p.majority, p.basis)
}
