package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// run does what the command line asks for and returns the exit code.
func (p program) run(args []string) int {
	o, err := parseOptions(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprintln(p.out, o.l.Text("count.usage"))
		return exitCounted
	case err != nil:
		return p.fail(err.Error())
	case o.list:
		return p.methods(o.l)
	}
	data, err := p.load(o.file)
	if err != nil {
		return p.fail(message(o.l, err))
	}
	if o.recheck || layoutOf(o.file, data) == layoutJSON {
		return p.record(o, data)
	}
	if o.declared == "" && !o.given["method"] {
		return p.fail(o.l.Text("count.no-method"))
	}
	if name := o.conflict(); name != "" {
		return p.fail(o.l.Text("count.declared", i18n.Text("flag", "-"+name), i18n.Text("file", o.declared)))
	}
	return p.count(o, data)
}

func (p program) fail(message string) int {
	fmt.Fprintln(p.err, "count: "+message)
	return exitUnasked
}

// besides are the flags that say nothing about the contest.
var besides = []string{"lang", "format", "recheck", "contest", "lot", "lot-key", "without", "group-column"}

// conflict names a flag that declares what the contest's own file declares.
func (o options) conflict() string {
	if o.declared == "" {
		return ""
	}
	return o.declaring()
}

// declaring names a flag that declares something about the contest, the first by name.
func (o options) declaring() string {
	var names []string
	for name := range o.given {
		if !slices.Contains(besides, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	if len(names) == 0 {
		return ""
	}
	return names[0]
}

// methods lists all methods with what they count and their source.
func (p program) methods(l *i18n.Localizer) int {
	for _, m := range ballot.Methods() {
		fmt.Fprintf(p.out, "%-15s %s\n", m, l.Text(m.TextKey()))
		fmt.Fprintf(p.out, "%-15s %s\n", "", l.Text("count.method", i18n.Term("kind", m.Kind().TextKey()),
			i18n.Text("source", m.Source())))
	}
	return exitCounted
}

// count counts the ballots of a file and writes the result.
func (p program) count(o options, data []byte) int {
	var r *ballot.Result
	var err error
	p.during(o.l.Text("count.reading", i18n.Text("file", o.file)), func() {
		var t *ballot.Tally
		if t, err = p.tally(o, data); err != nil {
			return
		}
		var with ballot.Options
		if with, err = o.ofCount(t.Contest()); err == nil {
			r, err = ballot.Count(t, with)
		}
	})
	if err != nil {
		return p.fail(message(o.l, err))
	}
	return p.write(o, r)
}

// An unknownOption is an ID in a flag that no option has.
type unknownOption struct {
	flag, id string
	ids      []string
}

func (e unknownOption) Error() string { return e.flag + ": no option " + e.id }

// ofCount finds the options that the flags name by their IDs.
func (o options) ofCount(c *ballot.Contest) (with ballot.Options, err error) {
	find := func(flag string, ids []string) (all []int) {
		for _, id := range ids {
			i := c.Index(id)
			if i < 0 && err == nil {
				err = unknownOption{flag, id, idsOf(c)}
			}
			all = append(all, i)
		}
		return all
	}
	with.Without = find("-without", o.without)
	switch {
	case o.given["lot"]:
		with.Lot = &ballot.Lot{Order: find("-lot", o.lot)}
	case o.given["lot-key"] && err == nil:
		with.Lot, err = ballot.DrawLot(o.lotKey, len(c.Options), ballot.RFC3797)
	}
	return with, err
}

func idsOf(c *ballot.Contest) []string {
	ids := make([]string, len(c.Options))
	for i, option := range c.Options {
		ids[i] = option.ID
	}
	return ids
}

// write prints a result in the format asked for.
func (p program) write(o options, r *ballot.Result) int {
	var err error
	switch o.format {
	case "json":
		err = writeJSON(p.out, r)
		if r.Outcome == ballot.Tied {
			fmt.Fprintln(p.err, "count: "+o.l.Text("ballot.outcome.tied"))
		}
	case "markdown":
		err = r.Explain(p.out, o.l, ballot.ExplainMarkdown)
	default:
		err = r.Explain(p.out, o.l, ballot.ExplainText)
	}
	if err != nil {
		return p.fail(o.l.Text("cli.write", i18n.Text("detail", err.Error())))
	}
	return exitCounted
}

// writeJSON prints a record with line breaks, so that two records can be compared.
func writeJSON(w io.Writer, r *ballot.Result) error {
	data, err := r.MarshalJSON()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := json.Indent(&b, data, "", "  "); err != nil {
		return err
	}
	b.WriteByte('\n')
	_, err = b.WriteTo(w)
	return err
}

// maxDifferences is how many differences are printed: who has seen so many knows that
// the record is another one.
const maxDifferences = 50

// record counts a record again and says where it differs. Without -recheck it prints
// the result of the new count, too.
func (p program) record(o options, data []byte) int {
	if name := o.declaring(); name != "" {
		return p.fail(o.l.Text("count.declared", i18n.Text("flag", "-"+name), i18n.Text("file", o.file)))
	}
	for _, name := range []string{"lot", "lot-key", "without", "contest", "group-column"} {
		if o.given[name] {
			return p.fail(o.l.Text("count.declared", i18n.Text("flag", "-"+name), i18n.Text("file", o.file)))
		}
	}
	var r *ballot.Result
	var found []ballot.Difference
	var err error
	p.during(o.l.Text("count.rechecking", i18n.Text("file", o.file)), func() { r, found, err = ballot.Recheck(data) })
	if err != nil {
		if e, ok := errors.AsType[*ballot.FormatError](err); ok {
			e.File = o.file
		}
		return p.fail(o.l.Text("count.no-record", i18n.Text("file", o.file), i18n.Text("detail", message(o.l, err))))
	}
	if !o.recheck {
		if code := p.write(o, r); code != exitCounted {
			return code
		}
	}
	return p.compared(o, found)
}

// compared says where a record differs from the new count.
func (p program) compared(o options, found []ballot.Difference) int {
	w := p.out
	if !o.recheck {
		w = p.err
	}
	if len(found) == 0 {
		if o.recheck {
			fmt.Fprintln(w, o.l.Text("count.right", i18n.Text("file", o.file)))
		}
		return exitCounted
	}
	fmt.Fprintln(w, o.l.Text("count.wrong", i18n.Text("file", o.file), i18n.Int("n", len(found))))
	nothing := o.l.Text("count.nothing")
	for _, d := range found[:min(len(found), maxDifferences)] {
		fmt.Fprintln(w, "  "+o.l.Text("count.difference", i18n.Text("path", d.Path),
			i18n.Text("record", short(d.Record, nothing)),
			i18n.Text("count", short(d.Count, nothing))))
	}
	if more := len(found) - maxDifferences; more > 0 {
		fmt.Fprintln(w, "  "+o.l.Text("count.more", i18n.Int("n", more)))
	}
	return exitWrong
}

// short is a value of a record on one line.
func short(value, nothing string) string {
	const limit = 80
	if value == "" {
		return nothing
	}
	if runes := []rune(value); len(runes) > limit {
		return string(runes[:limit]) + "…"
	}
	return value
}

// message is an error in the language of the reader, as far as it is one of ours.
func message(l *i18n.Localizer, err error) string {
	if e, ok := errors.AsType[unknownOption](err); ok {
		return l.Text("count.unknown-option", i18n.Text("flag", e.flag), i18n.Text("id", e.id), i18n.List("ids", e.ids...))
	}
	if faults := contradictions(err); len(faults) > 0 {
		return contradicted(l, faults)
	}
	path, isPath := errors.AsType[*os.PathError](err)
	format, isFormat := errors.AsType[*ballot.FormatError](err)
	switch {
	case isFormat:
		place := format.File
		if format.Line > 0 {
			place += fmt.Sprintf(":%d:%d", format.Line, format.Column)
		}
		return l.Text("count.format", i18n.Text("place", place), i18n.Text("want", format.Want),
			i18n.Text("value", format.Value))
	case errors.Is(err, ballot.ErrLot):
		return l.Text("count.bad-lot", i18n.Text("detail", err.Error()))
	case isPath && errors.Is(err, os.ErrNotExist):
		return l.Text("cli.no-file", i18n.Text("file", path.Path))
	case isPath && errors.Is(err, os.ErrPermission):
		return l.Text("cli.no-permission", i18n.Text("file", path.Path))
	case isPath:
		return l.Text("cli.read", i18n.Text("file", path.Path), i18n.Text("detail", path.Err.Error()))
	}
	return err.Error()
}

// contradicted says what is wrong with a contest, with the flag that declares it.
func contradicted(l *i18n.Localizer, faults []*ballot.ContestError) string {
	lines := []string{l.Text("count.contest")}
	for _, e := range faults {
		key := "count.fault"
		switch {
		case len(e.Allowed) > 0:
			key = "count.fault-words"
		case e.High > 0 && e.Problem == ballot.BadNumber:
			key = "count.fault-range"
		}
		lines = append(lines, "  "+l.Text(key, i18n.Text("path", e.Path), i18n.Text("value", e.Value), i18n.Text("want", e.Want),
			i18n.List("words", e.Allowed...), i18n.Int("min", e.Low), i18n.Int("max", e.High)))
		name := e.Path[strings.LastIndexByte(e.Path, '.')+1:]
		name, _, _ = strings.Cut(strings.ReplaceAll(name, "_", "-"), "[")
		if name == "rule" {
			name = "weighting"
		}
		p := &parser{FlagSet: flag.NewFlagSet("", flag.ContinueOnError), o: &options{}}
		if p.declare(); p.Lookup(name) != nil {
			lines = append(lines, "  "+l.Text("count.fault-flag", i18n.Text("flag", "-"+name)))
		}
	}
	return strings.Join(lines, "\n")
}
