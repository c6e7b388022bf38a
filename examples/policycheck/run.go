package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// run does what the command line asks for and returns the exit code.
func (p program) run(ctx context.Context, args []string) int {
	o, err := parseOptions(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprintln(p.out, o.l.Text("cli.usage"))
		return exitClean
	case err != nil:
		return p.fail(o.l, err.Error())
	case o.init:
		return p.print(o.l, programme.Template(o.l))
	case o.schema:
		return p.print(o.l, string(programme.Schema()))
	case o.explain != "":
		text, ok := programme.Explain(dialog.RuleID(o.explain), o.l)
		if !ok {
			return p.fail(o.l, o.l.Text("cli.no-rule", i18n.Text("rule", o.explain)))
		}
		return p.print(o.l, text)
	}
	return p.check(ctx, o)
}

func (p program) print(l *i18n.Localizer, text string) int {
	if _, err := io.WriteString(p.out, text); err != nil {
		return p.fail(l, l.Text("cli.write", i18n.Text("detail", err.Error())))
	}
	return exitClean
}

func (p program) fail(l *i18n.Localizer, message string) int {
	fmt.Fprintln(p.err, "policycheck: "+message)
	return exitUnasked
}

// check checks the files, or the real programme where none is named, and writes
// one report for all. A file that cannot be read does not keep the others from
// being checked.
func (p program) check(ctx context.Context, o options) int {
	policies, err := p.policies(o)
	if err != nil {
		return p.fail(o.l, message(o.l, err))
	}
	names := o.files
	if len(names) == 0 {
		names = []string{""}
	}
	code := exitClean
	var reports []*programme.Report
	for _, name := range names {
		r, err := p.checkFile(ctx, o, name, policies)
		switch {
		case err != nil:
			code = p.fail(o.l, message(o.l, err))
			continue
		case r.Unreadable:
			code = exitUnasked
		case r.Verdict() == programme.Breached:
			code = max(code, exitFindings)
		}
		reports = append(reports, r)
	}
	if len(reports) == 0 {
		return code
	}
	write := programme.WriteOptions{Colour: o.colour == "always" || o.colour == "auto" && p.terminal}
	if err := programme.Write(p.out, o.format, o.l, write, reports...); err != nil {
		return p.fail(o.l, o.l.Text("cli.write", i18n.Text("detail", err.Error())))
	}
	return code
}

// policies returns the built-in policies, under those of the file that -policy names.
func (p program) policies(o options) (*dialog.Policies, error) {
	policies, err := programme.DefaultPolicies()
	if err != nil || o.policy == "" {
		return policies, err
	}
	f, err := os.Open(o.policy)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // only read from
	return programme.ParsePolicies(f, o.policy, policies)
}

// checkFile checks one file; "" is the real programme and "-" standard input.
func (p program) checkFile(ctx context.Context, o options, name string, policies *dialog.Policies) (*programme.Report, error) {
	prog, err := p.load(name)
	asOf := o.asOf
	if unreadable, ok := errors.AsType[*programme.FileError](err); ok {
		return unreadable.Report(asOf), nil
	}
	if err != nil {
		return nil, err
	}
	if asOf.IsZero() && prog.AsOf.Precision() != dialog.PrecisionDay {
		asOf, err = dialog.NewDate(p.now.Date())
		if err != nil {
			return nil, err
		}
	}
	return programme.CheckWith(ctx, prog, asOf, policies)
}

func (p program) load(name string) (*programme.Programme, error) {
	switch name {
	case "":
		return programme.Real()
	case "-":
		return programme.Parse(p.in, "-")
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // only read from
	return programme.Parse(f, filepath.ToSlash(name))
}

// message is an error in the language of the reader, as far as it is one of ours.
func message(l *i18n.Localizer, err error) string {
	if finding, ok := errors.AsType[dialog.Finding](err); ok {
		return finding.Position.String() + ": " + finding.Message(l)
	}
	path, ok := errors.AsType[*os.PathError](err)
	switch {
	case ok && errors.Is(err, os.ErrNotExist):
		return l.Text("cli.no-file", i18n.Text("file", path.Path))
	case ok && errors.Is(err, os.ErrPermission):
		return l.Text("cli.no-permission", i18n.Text("file", path.Path))
	case ok:
		return l.Text("cli.read", i18n.Text("file", path.Path), i18n.Text("detail", path.Err.Error()))
	}
	return err.Error()
}
