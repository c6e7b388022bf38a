// Embed shows the four ways to put the widgets into pages: a Go template, a custom
// element, a frame and a server-side include. It starts two servers, because that is what
// it is about: the widgets, and a site of somebody else that embeds them.
//
//	go run ./examples/embed    # then http://b.localhost:8084/
//
// The site's pages show the very lines that embed what one sees on them.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
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
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *widgets, *site); err != nil {
		fmt.Fprintln(os.Stderr, "embed:", err)
		os.Exit(1)
	}
}

// origin is how a browser calls an address of this machine, as one of two sites.
func origin(name, addr string) (string, error) {
	_, port, err := net.SplitHostPort(addr)
	return "http://" + name + ".localhost:" + port, err
}

func run(ctx context.Context, widgetsAddr, siteAddr string) error {
	widgets, err := origin("a", widgetsAddr)
	if err != nil {
		return err
	}
	site, err := origin("b", siteAddr)
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "embed")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	host, err := newHost(ctx, folder, widgets, site)
	if err != nil {
		return err
	}
	fmt.Println("The site:", site+"/")
	fmt.Println("Credentials to vote with (Wahlscheine):")
	for _, c := range host.credentials {
		fmt.Println("  " + c.Reveal())
	}
	ended := make(chan error, 2)
	for addr, h := range map[string]http.Handler{widgetsAddr: host, siteAddr: newSite(widgets, "http://"+widgetsAddr)} {
		server := &http.Server{Addr: addr, Handler: h, ReadHeaderTimeout: 10 * time.Second}
		go func() { ended <- server.ListenAndServe() }()
		defer server.Close()
	}
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
		return errors.Join(host.close())
	}
}
