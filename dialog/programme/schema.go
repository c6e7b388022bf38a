package programme

import (
	_ "embed" // the published schema
	"reflect"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme/internal/schema"
)

// schemaID identifies the schema; nothing is published there.
const schemaID = "https://github.com/dialog-cybersicherheit/dfc/dialog/programme/programme.schema.json"

// datePattern describes the texts that [dialog.ParseDate] reads, leap years
// included: years 0001 to 9999, alone, with a month, or with a day that the
// calendar has.
const datePattern = `^(unknown` +
	`|` + anyYear + `(-(0[1-9]|1[0-2]))?` +
	`|` + anyYear + `-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))` +
	`|` + leapYear + `-02-29)$`

const (
	anyYear  = `(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})`
	leapYear = `([0-9]{2}(0[48]|[2468][048]|[13579][26])|(0[48]|[2468][048]|[13579][26])00)`
)

//go:embed programme.schema.json
var publishedSchema []byte

// Schema returns the JSON Schema (draft 2020-12) of programme files, with which
// editors complete and check a file while it is written. What a schema cannot
// say, such as that an ID exists, is left to [Parse] and [Check].
func Schema() []byte { return append([]byte(nil), publishedSchema...) }

// GenerateSchema makes the schema from the types of this package. The result is
// committed as programme.schema.json, which [Schema] returns.
func GenerateSchema() ([]byte, error) {
	return schema.Generate(reflect.TypeFor[Programme](), schema.Options{
		ID:          schemaID,
		Title:       "Dialog für Cybersicherheit: programme file",
		Description: "A programme of the Dialog für Cybersicherheit: Denkwerkstätten, people, cycles, committees and policies.",
		Types: map[reflect.Type]schema.Fragment{
			// YAML reads a bare year as a number.
			reflect.TypeFor[dialog.Date](): {"anyOf": []schema.Fragment{
				{"type": "string", "pattern": datePattern},
				{"type": "integer", "minimum": 1000, "maximum": 9999},
			}},
			// YAML and JSON have truth values of their own.
			reflect.TypeFor[dialog.Truth](): {"anyOf": []schema.Fragment{
				{"enum": dialog.Unknown.Allowed()},
				{"type": "boolean"},
			}},
		},
		Tags: map[string]schema.Fragment{
			dialog.TagID:   {"pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"},
			dialog.TagRule: {"pattern": "^[A-Z]{3}-[0-9]{2}$"},
		},
	})
}
