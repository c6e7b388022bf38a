// Gallery shows every widget in every state, light and dark, in German and English, for
// people who style them:
//
//	go run ./examples/gallery    # then http://127.0.0.1:8082/
package main

import (
	"flag"
	"fmt"
	"net/http"
	"os"
	"time"

	"github.com/dialog-cybersicherheit/dfc/examples/gallery/states"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:8082", "address to listen on")
	flag.Parse()
	g, err := states.New()
	if err == nil {
		fmt.Printf("http://%s/\n", *addr)
		server := &http.Server{Addr: *addr, Handler: g, ReadHeaderTimeout: 10 * time.Second}
		err = server.ListenAndServe()
	}
	fmt.Fprintln(os.Stderr, "gallery:", err)
	os.Exit(2)
}
