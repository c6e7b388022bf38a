// Portal runs a cycle of the "Dialog für Cybersicherheit" from its registrations to the
// workstreams that its participants have chosen, on an embedded database:
//
//	go run ./examples/portal    # then http://127.0.0.1:8080/
//
// It begins with the real programme. At the first start it prints the access code of the
// programme office, which admits participants, opens and closes votes and enters what
// becomes of the workstreams. Whatever it has acknowledged survives a restart.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/dialog-cybersicherheit/dfc/examples/portal/app"
)

func main() {
	var o app.Options
	addr := flag.String("addr", "127.0.0.1:8080", "address to listen on")
	flag.StringVar(&o.Data, "data", "portal-data", "folder for the databases and secrets")
	flag.StringVar(&o.Origin, "origin", "", "public origin, where a proxy serves the portal with HTTPS, such as https://dialog.example.org")
	flag.BoolVar(&o.NewOfficeCode, "new-office-code", false, "replace the access code of the programme office, where it was lost")
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintf(os.Stderr, "portal: %q is no flag; all settings are flags, such as -data portal-data\n", flag.Arg(0))
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	if err := run(ctx, *addr, o); err != nil {
		fmt.Fprintln(os.Stderr, "portal:", err)
		os.Exit(1)
	}
}

// drain is for how long requests are waited for at the end: votes that are on their way
// are taken.
const drain = 20 * time.Second

func run(ctx context.Context, addr string, o app.Options) (err error) {
	o.Log = slog.New(slog.NewTextHandler(os.Stderr, nil))
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	a, err := app.Open(ctx, o)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	fmt.Printf("http://%s/\n", listener.Addr())
	if a.OfficeCode != "" {
		fmt.Printf("Zugangscode der Geschäftsstelle / access code of the programme office: %s\n", a.OfficeCode)
	}
	server := &http.Server{Handler: a, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.Background(), drain)
	defer cancel()
	if err := server.Shutdown(last); !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	o.Log.Warn("requests that took too long were ended", "after", drain)
	return server.Close()
}
