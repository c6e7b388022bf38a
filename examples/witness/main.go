// Command witness is run by the people who witness a ballot box, one for each stakeholder
// group, say, on a machine that the operator of the box cannot reach:
//
//	witness -new witness.example.org/science science.key     makes a key, and prints its public part
//	witness -key science.key opening.txt >signed.txt         shows an opening, and signs it
//	witness -key science.key -trust trust.txt draft.txt      checks a record, and signs its close
//
// What it signs goes to standard output, and back to the box (Box.Cosign); what it has to
// say goes to standard error. It signs one close of a box only, and remembers it in a file
// beside the key. It exits with 0 when it has signed, 1 when it refuses to, and 2 when the
// question could not be asked.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/verify"
	"github.com/dialog-cybersicherheit/dfc/examples/internal/cli"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// The exit codes.
const (
	exitSigned  = 0
	exitRefused = 1
	exitUnasked = 2
)

func main() { os.Exit(program{os.Stdout, os.Stderr}.run(os.Args[1:])) }

// A program is witness with everything that it takes from its surroundings.
type program struct{ out, err io.Writer }

// options are the flags.
type options struct {
	newName, key, trust, lang string
	file                      string
	l                         *i18n.Localizer
}

func parseOptions(args []string) (o options, err error) {
	fs := flag.NewFlagSet("witness", flag.ContinueOnError)
	fs.SetOutput(io.Discard) // run prints errors and usage itself, in the right language
	fs.StringVar(&o.newName, "new", "", "")
	fs.StringVar(&o.key, "key", "", "")
	fs.StringVar(&o.trust, "trust", "", "")
	fs.StringVar(&o.lang, "lang", "de", "")
	files, err := cli.Parse(fs, args)
	o.l = i18n.Default().Localizer(o.lang)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return o, err
	case err != nil:
		return o, errors.New(o.l.Text("witness.unknown-flag", i18n.Text("value", cli.FlagIn(err))))
	case !cli.Speaks(o.l, o.lang):
		return o, errors.New(o.l.Text("cli.unknown-language", i18n.Text("value", o.lang)))
	case len(files) != 1, (o.newName == "") == (o.key == ""):
		return o, errors.New(o.l.Text("witness.no-file"))
	}
	o.file = files[0]
	return o, nil
}

// run does what the command line asks for and returns the exit code.
func (p program) run(args []string) int {
	o, err := parseOptions(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprintln(p.out, o.l.Text("witness.usage"))
		return exitSigned
	case err != nil:
		return p.fail(exitUnasked, err)
	case o.newName != "":
		err = p.newKey(o)
	default:
		return p.sign(o)
	}
	if err != nil {
		return p.fail(exitUnasked, err)
	}
	return exitSigned
}

func (p program) fail(code int, err error) int {
	fmt.Fprintln(p.err, "witness: "+err.Error())
	return code
}

// newKey makes a key in a file that must not exist.
func (p program) newKey(o options) error {
	s, err := box.GenerateSigner(o.newName)
	if err != nil {
		return err
	}
	secret, err := s.Secret()
	if err != nil {
		return err
	}
	f, err := os.OpenFile(o.file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(secret + "\n")
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	fmt.Fprintln(p.err, o.l.Text("witness.new", i18n.Text("file", o.file)))
	_, err = fmt.Fprintln(p.out, s.Key())
	return err
}

// sign signs an opening or the close of a record.
func (p program) sign(o options) int {
	secret, err := os.ReadFile(o.key)
	if err != nil {
		return p.fail(exitUnasked, err)
	}
	s, err := box.ParseSigner(strings.TrimSuffix(string(secret), "\n"))
	if err != nil {
		return p.fail(exitUnasked, fmt.Errorf("%s: %w", o.key, err))
	}
	w := box.NewWitness(s)
	data, err := os.ReadFile(o.file)
	if err != nil {
		return p.fail(exitUnasked, err)
	}
	var signed []byte
	if strings.HasPrefix(string(data), "dfc-box-opening-1\n") {
		signed, err = p.opening(o, w, data)
	} else {
		signed, err = p.close(o, w, data)
	}
	if err != nil {
		return p.fail(exitRefused, err)
	}
	if _, err := p.out.Write(signed); err != nil {
		return p.fail(exitUnasked, err)
	}
	return exitSigned
}

// opening shows what is declared, and signs it.
func (p program) opening(o options, w *box.Witness, note []byte) ([]byte, error) {
	signed, err := w.SignOpening(note)
	if err != nil {
		return nil, err
	}
	opening, err := verify.ParseOpening(note)
	if err != nil {
		return nil, err
	}
	fmt.Fprintln(p.err, o.l.Text("witness.opening", i18n.Int("people", opening.Eligible), i18n.Int("needed", opening.Threshold),
		i18n.Int("all", len(opening.Witnesses))))
	for _, key := range []string{opening.Level.TextKey(), opening.Receipts.TextKey(), opening.Assurance.TextKey()} {
		fmt.Fprintln(p.err, o.l.Text(key))
	}
	fmt.Fprintln(p.err, o.l.Text("witness.look"))
	return signed, nil
}

// close checks a record and signs its close, unless another was signed before.
func (p program) close(o options, w *box.Witness, record []byte) ([]byte, error) {
	if o.trust == "" {
		return nil, errors.New(o.l.Text("witness.no-trust"))
	}
	f, err := os.Open(o.trust)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	trust, err := verify.ReadTrust(f)
	if err != nil {
		return nil, err
	}
	if err := recall(o.key, w); err != nil {
		return nil, err
	}
	signed, err := w.SignClose(record, trust)
	var fault verify.Fault
	if errors.As(err, &fault) {
		return nil, errors.New(o.l.Text("witness.fault", i18n.Text("text", fault.Text(o.l)), i18n.Text("code", fault.Code())))
	}
	if err != nil {
		return nil, err
	}
	// What was signed is remembered before anybody gets it.
	if err := keep(o.key, w); err != nil {
		return nil, err
	}
	fmt.Fprintln(p.err, o.l.Text("witness.close"))
	return signed, nil
}
