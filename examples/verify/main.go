// Command verify checks the record of a ballot box, offline and without the code that
// wrote it, and counts again:
//
//	verify -trust trust.txt -receipt receipt.txt record.txt
//
// The built program exits with 0 when the record is accepted; with 1 when it is rejected,
// also for being cut off; and with 2 when the question could not be asked (flags, files
// that cannot be read). "go run" turns every code but 0 into 1. The file verify.py beside
// it does the same in Python, shares no code with it, and is held against it by the tests.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/dialog-cybersicherheit/dfc/ballot/box/verify"
	"github.com/dialog-cybersicherheit/dfc/examples/internal/cli"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// The exit codes.
const (
	exitAccepted = 0
	exitRejected = 1
	exitUnasked  = 2
)

func main() {
	out := bufio.NewWriter(os.Stdout)
	code := program{in: os.Stdin, out: out, err: os.Stderr}.run(os.Args[1:])
	if err := out.Flush(); err != nil {
		fmt.Fprintln(os.Stderr, "verify:", err)
		code = exitUnasked
	}
	os.Exit(code)
}

// A program is verify with everything that it takes from its surroundings.
type program struct {
	in       io.Reader
	out, err io.Writer
}

// options are the flags.
type options struct {
	trust, receipt, lang string
	explain, json        bool
	record               string
	l                    *i18n.Localizer
}

func parseOptions(args []string) (o options, err error) {
	fs := flag.NewFlagSet("verify", flag.ContinueOnError)
	fs.SetOutput(io.Discard) // run prints errors and usage itself, in the right language
	fs.StringVar(&o.trust, "trust", "", "")
	fs.StringVar(&o.receipt, "receipt", "", "")
	fs.StringVar(&o.lang, "lang", "de", "")
	fs.BoolVar(&o.explain, "explain", false, "")
	fs.BoolVar(&o.json, "json", false, "")
	files, err := cli.Parse(fs, args)
	o.l = i18n.Default().Localizer(o.lang)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return o, err
	case err != nil:
		return o, errors.New(o.l.Text("verify.unknown-flag", i18n.Text("value", cli.FlagIn(err))))
	case !cli.Speaks(o.l, o.lang):
		return o, errors.New(o.l.Text("cli.unknown-language", i18n.Text("value", o.lang)))
	case len(files) != 1:
		return o, errors.New(o.l.Text("verify.no-record"))
	}
	o.record = files[0]
	return o, nil
}

// run does what the command line asks for and returns the exit code.
func (p program) run(args []string) int {
	o, err := parseOptions(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprintln(p.out, o.l.Text("verify.usage"))
		return exitAccepted
	case err != nil:
		return p.fail(err)
	}
	report, err := p.check(o)
	if err != nil {
		return p.fail(err)
	}
	if o.json {
		err = writeJSON(p.out, report)
	} else {
		err = printer{p.out, o}.print(report)
	}
	switch {
	case err != nil:
		return p.fail(err)
	case report.Accepted():
		return exitAccepted
	}
	return exitRejected
}

func (p program) fail(err error) int {
	fmt.Fprintln(p.err, "verify: "+err.Error())
	return exitUnasked
}

// check reads the files and checks the record.
func (p program) check(o options) (*verify.Report, error) {
	var trust *verify.Trust
	if o.trust != "" {
		f, err := os.Open(o.trust)
		if err != nil {
			return nil, unreadable(o, o.trust, err)
		}
		defer f.Close()
		if trust, err = verify.ReadTrust(f); err != nil {
			return nil, errors.New(o.l.Text("verify.no-trust", i18n.Text("file", o.trust), i18n.Text("detail", err.Error())))
		}
	}
	record, err := p.read(o, o.record)
	if err != nil {
		return nil, err
	}
	report := verify.Record(record, trust)
	if o.receipt != "" {
		receipt, err := p.read(o, o.receipt)
		if err != nil {
			return nil, err
		}
		report.Receipt(receipt)
	}
	return report, nil
}

// read reads a file; "-" is standard input. It stops behind the length that a record can
// have, which is for the verifier to judge.
func (p program) read(o options, name string) ([]byte, error) {
	in := p.in
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, unreadable(o, name, err)
		}
		defer f.Close()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, verify.MaxRecord+1))
	if err != nil {
		return nil, unreadable(o, name, err)
	}
	return data, nil
}

func unreadable(o options, file string, err error) error {
	return errors.New(o.l.Text("verify.unreadable", i18n.Text("file", file), i18n.Text("detail", err.Error())))
}
