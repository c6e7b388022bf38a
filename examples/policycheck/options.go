package main

import (
	"errors"
	"flag"
	"io"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/examples/internal/cli"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// options are the flags and files of one call.
type options struct {
	l       *i18n.Localizer
	format  programme.Format
	asOf    dialog.Date
	colour  string
	policy  string
	explain string
	init    bool
	schema  bool
	files   []string
}

// parseOptions reads the command line. The error is a sentence in the language
// asked for, which is the one of the options even then.
func parseOptions(args []string) (options, error) {
	var o options
	var lang, format, asOf string
	fs := flag.NewFlagSet("policycheck", flag.ContinueOnError)
	fs.SetOutput(io.Discard) // run prints errors and usage itself, in the right language
	fs.StringVar(&lang, "lang", "de", "")
	fs.StringVar(&format, "format", "text", "")
	fs.StringVar(&asOf, "as-of", "", "")
	fs.StringVar(&o.colour, "colour", "auto", "")
	fs.StringVar(&o.policy, "policy", "", "")
	fs.StringVar(&o.explain, "explain", "", "")
	fs.BoolVar(&o.init, "init", false, "")
	fs.BoolVar(&o.schema, "schema", false, "")
	var err error
	o.files, err = cli.Parse(fs, args)
	o.l = i18n.Default().Localizer(lang)
	refuse := func(key, value string) (options, error) {
		return o, errors.New(o.l.Text(key, i18n.Text("value", value)))
	}
	switch {
	case errors.Is(err, flag.ErrHelp):
		return o, err
	case err != nil:
		_, name, _ := strings.Cut(err.Error(), "-")
		return refuse("cli.unknown-flag", "-"+name)
	case !cli.Speaks(o.l, lang):
		return refuse("cli.unknown-language", lang)
	case o.colour != "auto" && o.colour != "always" && o.colour != "never":
		return refuse("cli.unknown-colour", o.colour)
	}
	if o.format, err = programme.ParseFormat(format); err != nil {
		return refuse("cli.unknown-format", format)
	}
	if asOf != "" {
		if o.asOf, err = dialog.ParseDate(asOf); err != nil || o.asOf.Precision() != dialog.PrecisionDay {
			return refuse("cli.not-a-day", asOf)
		}
	}
	return o, nil
}
