// Registration shows the module inside a program on gin: a form struct of that program's
// own bears this module's tags beside those of the validator, and the messages come from
// this module, in German and English.
//
//	go run ./examples/registration    # then http://127.0.0.1:8081/
//
// It has a form for people and the same as JSON (POST /api/registrations), and keeps
// nothing. What to copy into a program of one's own is in form.go and faults.go.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:8081", "address to listen on")
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintf(os.Stderr, "registration: unexpected argument %q\n", flag.Arg(0))
		flag.Usage()
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // whoever presses Ctrl-C a second time waits for nobody
	if err := run(ctx, *addr, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "registration:", err)
		os.Exit(1)
	}
}

// drain is for how long requests are waited for at the end.
const drain = 10 * time.Second

// run serves until the context ends, and says where.
func run(ctx context.Context, addr string, out io.Writer) error {
	handler, err := newHandler()
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "http://%s/\n", listener.Addr())
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.Background(), drain)
	defer cancel()
	return server.Shutdown(last)
}
