// Command count counts votes exactly, by sixteen methods, and explains the result
// round by round in German or English. It reads BLT, Pabulib (.pb) and CSV files, and
// its own records (JSON), which it can count again:
//
//	count -method scottish-stv -seats 3 council.blt
//	count -method equal-shares -seats 5 -format json workstreams.pb >result.json
//	count -recheck result.json
//	count -list
//
// The built program exits with 0 when the ballots were counted, a tie included; with 1
// when a record does not say what its ballots say; and with 2 when the question could
// not be asked (flags, I/O, files, contests that contradict themselves). "go run" turns
// every code but 0 into 1.
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/dialog-cybersicherheit/dfc/examples/internal/cli"
)

// The exit codes.
const (
	exitCounted = 0
	exitWrong   = 1
	exitUnasked = 2
)

func main() {
	out := bufio.NewWriter(os.Stdout)
	p := program{in: os.Stdin, out: out, err: os.Stderr, terminal: cli.IsTerminal(os.Stderr), patience: time.Second}
	code := p.run(os.Args[1:])
	if err := out.Flush(); err != nil {
		fmt.Fprintln(os.Stderr, "count:", err)
		code = exitUnasked
	}
	os.Exit(code)
}

// A program is count with everything that it takes from its surroundings.
type program struct {
	in       io.Reader
	out, err io.Writer
	terminal bool          // err is a terminal
	patience time.Duration // how long it works before it says so
}
