package browser_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// failing stands for a test that is meant to fail.
type failing struct {
	testing.TB
	said string
}

func (f *failing) Fatal(args ...any) {
	f.said += fmt.Sprint(args...)
	runtime.Goexit()
}

func (f *failing) Fatalf(format string, args ...any) { f.Fatal(fmt.Sprintf(format, args...)) }

func (f *failing) Errorf(format string, args ...any) { f.said += fmt.Sprintf(format, args...) }

func (f *failing) Skip(args ...any) { f.Fatal(append([]any{"skipped: "}, args...)...) }

// said is what a test says that fails, or nothing if it passes.
func said(t *testing.T, test func(t testing.TB)) string {
	f := &failing{TB: t}
	done := make(chan struct{})
	go func() {
		defer close(done)
		test(f)
	}()
	<-done
	return strings.TrimSpace(f.said)
}
