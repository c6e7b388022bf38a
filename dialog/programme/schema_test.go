package programme_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v4"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

func TestGeneratedFilesAreFresh(t *testing.T) {
	schema, err := programme.GenerateSchema()
	require.NoError(t, err)
	assert.Equal(t, string(schema), string(programme.Schema()), "run go generate ./dialog/programme")
	rules, err := os.ReadFile("../../RULES.md")
	require.NoError(t, err)
	assert.Equal(t, programme.RulesMarkdown(), string(rules), "run go generate ./dialog/programme")
}

func compileSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(programme.Schema()))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	require.NoError(t, c.AddResource("programme.schema.json", doc))
	schema, err := c.Compile("programme.schema.json")
	require.NoError(t, err)
	return schema
}

// beyond are the rules about the file that a schema cannot express: references,
// and what the readers of YAML settle before a schema sees anything.
var beyond = map[dialog.RuleID]string{
	programme.RuleUniqueIDs:   "a schema compares no entries with each other",
	programme.RuleReferences:  "nor does it follow references",
	programme.RuleUniqueKeys:  "of two equal keys a validator sees one",
	programme.RuleNoAnchors:   "anchors are resolved before",
	programme.RuleOneDocument: "and it sees one document",
}

// asJSON reads a file the way an editor does before it applies a schema. Dates
// stay text, which is what YAML 1.2 makes of them.
func asJSON(t *testing.T, data []byte) (any, bool) {
	t.Helper()
	var node yaml.Node
	if yaml.Load(data, &node) != nil || len(node.Content) == 0 {
		return nil, false
	}
	keepText(&node)
	var v any
	if node.Decode(&v) != nil {
		return nil, false
	}
	return v, true
}

// keepText turns scalars that this library would read as points in time into text.
func keepText(n *yaml.Node) {
	if n.Kind == yaml.ScalarNode && n.ShortTag() == "!!timestamp" {
		n.Tag = "!!str"
	}
	for _, child := range n.Content {
		keepText(child)
	}
}

func TestTheSchemaAgreesWithTheParser(t *testing.T) {
	schema := compileSchema(t)
	var paths []string
	for _, pattern := range []string{"testdata/real/*.yaml", "testdata/rules/*/*.yaml", "testdata/bad/*", "templates/*.yaml"} {
		found, err := filepath.Glob(pattern)
		require.NoError(t, err)
		paths = append(paths, found...)
	}
	agreed := map[bool]int{}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		doc, readable := asJSON(t, data)
		if !readable {
			continue // no schema is ever asked
		}
		t.Run(filepath.ToSlash(path), func(t *testing.T) {
			r := checked(t, path, data)
			if r.Unreadable {
				return // not strict YAML or JSON in UTF-8: what another reader makes of it does not count
			}
			good, why := true, ""
			for _, f := range r.Findings {
				if strings.HasPrefix(string(f.Rule), "DOC-") && beyond[f.Rule] == "" {
					good, why = false, f.Message(i18n.English())
				}
			}
			err := schema.Validate(doc)
			if good {
				assert.NoError(t, err, "the parser takes it")
			} else {
				assert.Error(t, err, "the parser refuses it: %s", why)
			}
			agreed[good]++
		})
	}
	assert.Greater(t, agreed[true], 100)
	assert.Greater(t, agreed[false], 20, "otherwise agreement means little")
}

func TestTheDatePatternAgreesWithTheParser(t *testing.T) {
	schema := compileSchema(t)
	accepts := func(date string) bool {
		return schema.Validate(map[string]any{"version": 1, "programme": "a", "as_of": date}) == nil
	}
	var texts []string
	for _, year := range []string{"0000", "0001", "0004", "0100", "0400", "1900", "2000", "2023", "2024", "2100", "9999"} {
		texts = append(texts, year)
		for month := range 14 {
			m := fmt.Sprintf("%s-%02d", year, month)
			texts = append(texts, m)
			for day := range 33 {
				texts = append(texts, fmt.Sprintf("%s-%02d", m, day))
			}
		}
	}
	for _, text := range append(texts, "unknown", "", "20245", "2024-1-1", "2024-01-01T00:00:00Z") {
		_, err := dialog.ParseDate(text)
		if accepts(text) != (err == nil) {
			assert.Fail(t, "schema and parser differ", "%q: %v", text, err)
		}
	}
}
