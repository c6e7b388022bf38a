// Embed shows the four ways to put the widgets into pages: a Go template, a custom
// element, a frame and a server-side include. It starts two servers, because that is what
// it is about: the widgets, and a site of somebody else that embeds them.
//
//	go run ./examples/embed    # then http://b.localhost:8084/
//
// The pages show the very lines that embed what one sees on them. The first one has a
// result and a ballot.
package main

import (
	"context"
	"errors"
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
	widgets := flag.String("widgets", "127.0.0.1:8083", "address of the widgets")
	site := flag.String("site", "127.0.0.1:8084", "address of the site that embeds them")
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintf(os.Stderr, "embed: unexpected argument %q\n", flag.Arg(0))
		flag.Usage()
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // whoever presses Ctrl-C a second time waits for nobody
	if err := run(ctx, *widgets, *site, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "embed:", err)
		os.Exit(1)
	}
}

// origin is how a browser calls a server of this machine, as one of two sites.
func origin(name string, l net.Listener) string {
	_, port, _ := net.SplitHostPort(l.Addr().String()) // an address of TCP has a port
	return "http://" + name + ".localhost:" + port
}

// run serves both until the context ends. It listens before it says where: the origins have
// the ports that there are, and what is printed can be opened.
func run(ctx context.Context, widgetsAddr, siteAddr string, out io.Writer) error {
	widgetsListener, err := net.Listen("tcp", widgetsAddr)
	if err != nil {
		return err
	}
	defer widgetsListener.Close()
	siteListener, err := net.Listen("tcp", siteAddr)
	if err != nil {
		return err
	}
	defer siteListener.Close()
	return serve(ctx, widgetsListener, siteListener, out)
}

func serve(ctx context.Context, widgetsListener, siteListener net.Listener, out io.Writer) (err error) {
	folder, err := os.MkdirTemp("", "embed")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	widgets, foreign := origin("a", widgetsListener), origin("b", siteListener)
	h, err := newHost(ctx, folder, widgets, foreign)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.close()) }()
	s, err := newSite(widgets, "http://"+widgetsListener.Addr().String())
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "Die andere Website / the other website: %s/\n", foreign)
	fmt.Fprintln(out, "Wahlscheine / credentials to vote with:")
	for _, c := range h.credentials {
		fmt.Fprintln(out, "  "+c.Reveal())
	}
	ended := make(chan error, 2)
	servers := []*http.Server{start(widgetsListener, h, ended), start(siteListener, s, ended)}
	select {
	case err = <-ended:
	case <-ctx.Done():
	}
	return errors.Join(err, shutdown(servers))
}

// start serves in the background; ended is told why it ends.
func start(l net.Listener, handler http.Handler, ended chan<- error) *http.Server {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute}
	go func() { ended <- server.Serve(l) }()
	return server
}

// drain is for how long requests are waited for at the end.
const drain = 10 * time.Second

// shutdown lets each server answer what it was asked, the last one first: pages of the site
// ask the widgets.
func shutdown(servers []*http.Server) (err error) {
	last, cancel := context.WithTimeout(context.Background(), drain)
	defer cancel()
	for i := range servers {
		err = errors.Join(err, servers[len(servers)-1-i].Shutdown(last))
	}
	return err
}
