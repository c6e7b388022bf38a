package main

import (
	"fmt"
	"time"
)

// during does something and says on a terminal that it is at work, once that takes
// longer than people wait without a word.
func (p program) during(what string, do func()) {
	if !p.terminal {
		do()
		return
	}
	done, quiet := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(quiet)
		p.report(what, done)
	}()
	do()
	close(done)
	<-quiet
}

// report writes and rewrites one line until done, and clears it then.
func (p program) report(what string, done <-chan struct{}) {
	select {
	case <-done:
		return
	case <-time.After(p.patience):
	}
	begun := time.Now()
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		fmt.Fprintf(p.err, "\r%s %d s", what, int((time.Since(begun) + p.patience).Seconds()))
		select {
		case <-done:
			fmt.Fprint(p.err, "\r\x1b[K")
			return
		case <-tick.C:
		}
	}
}
