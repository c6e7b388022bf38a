// Command policycheck checks programme files against the rules of the "Dialog
// für Cybersicherheit" and says in German or English what keeps or breaks which
// rule, where and why. Without a file it checks the real programme, as far as
// public sources tell it.
//
// The built program exits with 0 when no finding has the severity error, with 1
// when one has, and with 2 when the question could not be asked (flags, I/O,
// size, syntax). "go run" turns every code but 0 into 1.
package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"

	"github.com/dialog-cybersicherheit/dfc/examples/internal/cli"
)

// The exit codes.
const (
	exitClean    = 0
	exitFindings = 1
	exitUnasked  = 2
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	out := bufio.NewWriter(os.Stdout)
	p := program{in: os.Stdin, out: out, err: os.Stderr, terminal: cli.IsTerminal(os.Stdout) && os.Getenv("NO_COLOR") == "", now: time.Now()}
	code := p.run(ctx, os.Args[1:])
	if err := out.Flush(); err != nil {
		fmt.Fprintln(os.Stderr, "policycheck:", err)
		code = exitUnasked
	}
	os.Exit(code)
}

// A program is policycheck with everything that it takes from its surroundings.
type program struct {
	in       io.Reader
	out, err io.Writer
	terminal bool // out is a terminal
	now      time.Time
}
