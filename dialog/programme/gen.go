//go:build ignore

// Command gen writes the generated files of the repository: RULES.md and the
// JSON Schema of programme files. Run it with "go generate ./dialog/programme".
package main

import (
	"log"
	"os"

	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
)

func main() {
	schema, err := programme.GenerateSchema()
	if err != nil {
		log.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"programme.schema.json": schema,
		"../../RULES.md":        []byte(programme.RulesMarkdown()),
	} {
		if err := os.WriteFile(name, data, 0o644); err != nil {
			log.Fatal(err)
		}
	}
}
