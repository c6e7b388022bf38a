//go:build ignore

// Gen makes the files that are served from those that are read: script and style sheet
// without comments and white space, by esbuild.
package main

import (
	"log"
	"os"
	"os/exec"
)

const esbuild = "github.com/evanw/esbuild/cmd/esbuild@v0.28.2"

func main() {
	for _, name := range []string{"dfc.js", "dfc.css"} {
		out := "assets/" + name[:3] + ".min" + name[3:]
		cmd := exec.Command("go", "run", esbuild, "--minify", "--charset=utf8", "--legal-comments=none", "--target=es2022,chrome123", "assets/"+name)
		cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
		cmd.Stderr = os.Stderr
		data, err := cmd.Output()
		if err != nil {
			log.Fatalf("%s: %v", name, err)
		}
		if err := os.WriteFile(out, data, 0o644); err != nil {
			log.Fatal(err)
		}
	}
}
