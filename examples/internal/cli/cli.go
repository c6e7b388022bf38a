// Package cli holds what the command lines of the examples share: flags that may stand
// after files, the question whether a language is spoken, and what a terminal is.
package cli

import (
	"flag"
	"os"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// Parse parses flags that stand before, between and after the files, as people write
// them; what follows "--" is files only.
func Parse(fs *flag.FlagSet, args []string) (files []string, err error) {
	for {
		if err := fs.Parse(args); err != nil {
			return files, err
		}
		rest := fs.Args()
		if len(rest) == 0 {
			return files, nil
		}
		if end := len(args) - len(rest); end > 0 && args[end-1] == "--" {
			return append(files, rest...), nil
		}
		files, args = append(files, rest[0]), rest[1:]
	}
}

// FlagIn returns the flag that an error of package flag is about, with its hyphen.
func FlagIn(err error) string {
	_, name, _ := strings.Cut(err.Error(), "-")
	return "-" + name
}

// Speaks reports whether the localizer speaks the language asked for, and not merely
// the default one.
func Speaks(l *i18n.Localizer, asked string) bool {
	base, _ := l.Tag().Base()
	language, _, _ := strings.Cut(strings.ReplaceAll(asked, "_", "-"), "-")
	return strings.EqualFold(language, base.String())
}

// IsTerminal reports whether a file is a terminal that can do more than print lines.
func IsTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && os.Getenv("TERM") != "dumb"
}
