package i18n_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// A family is a set of keys that the code computes instead of writing them out.
type family struct {
	pattern string // of the key; each group that matches must stand in the code as a string of its own
	reason  string
}

// families is the list of all of them. A new row needs code that computes the key.
var families = []family{
	{`rule\.([A-Z]{3}-\d{2})\.(?:title|message|hint|open)`, "Finding.Message, Finding.Hint and the list of rules"},
	{`group\.([a-z-]+)(?:\.(?:the|accusative|dative|genitive))?`, "Group.TextKey; the forms are vocabulary for texts of hosts"},
	{`truth\.(yes|no|unknown)`, "Truth"},
	{`severity\.(error|warning|notice)`, "Severity"},
	{`fact\.([a-z-]+)`, "facts about an organisation, and facts that a check misses"},
	{`kind\.([a-z-]+)`, "OrganisationKind"},
	{`evidence\.([a-z-]+)`, "where a fact comes from"},
	{`fit\.([a-z-]+)`, "whether a kind fits a group"},
	{`outcome-kind\.([a-z-]+)`, "OutcomeKind of a workstream"},
	{`state\.([a-z-]+)`, "state of a workstream"},
	{`outcome\.([a-z-]+)`, "outcome of an assessment"},
	{`question\.([a-z-]+)`, "the question that settles a fact"},
	{`note\.([a-z-]+)\.([a-z-]+)`, "why a kind of organisation presumes a fact"},
	{`reason\.([A-Z]{3}-\d{2})(?:\.([a-z-]+))?\.(yes|no|unknown)`, "why a rule of eligibility holds or not, for some by fact"},
	{`common\.unknown`, "vocabulary for hosts: a value that nobody knows"},
	{`language\.(?:self|de|en)`, "choice of language: by tag, and each in its own words"},
	{`month\.\d+`, "names of months, by number"},
	{`date\.(?:day|month|year|unknown)`, "dates by precision"},
	{`date\.form\.[a-z]+\.(?:day|month|year|unknown)`, "dates by form and precision"},
	{`date\.range\.[a-z-]+`, "ranges of dates"},
	{`list\.(?:two|start|middle|end)`, "lists"},
	{`unit\.[a-z-]+`, "counted nouns: vocabulary for the texts of hosts, too"},
	{`validation\.want\.[a-z_-]+`, "reasons why a value is not possible, by the tag of the check"},
	{`basis\.([a-z]+)`, "Basis"},
	{`subject\.([a-z]+)`, "Subject of a rule"},
	{`source\.([a-z]+)`, "Rule.Section"},
	{`committee\.(member|deputy)`, "Role in the committee"},
	{`event\.([a-z]+)`, "EventKind in the committee"},
	{`file\.cause-([a-z]+)`, "cause of a syntax problem"},
	{`policy\.want-([a-z]+)`, "kind of parameter"},
	{`vote\.(?:problem|published|counted)\.([a-z-]+)`, "what is wrong with a vote, and its outcome"},
	{`policy\.word\.([a-z-]+)`, "value of a parameter that is a word"},
	{`report\.findings-(error|warning|notice)`, "headings of a report, by severity"},
	{`verdict\.(clean|warnings|breached)`, "Verdict"},
	{`ballot\.reason\.([a-z-]+)`, "Reason of a ballot"},
	{`ballot\.kind\.([a-z-]+)`, "Kind of ballot"},
	{`ballot\.method\.([a-z-]+)(?:\.how)?`, "Method of counting, and how it works"},
	{`ballot\.outcome\.([a-z-]+)`, "Outcome of a count"},
	{`ballot\.(?:basis|floor-basis)\.([a-z]+)`, "Basis of a majority"},
	{`ballot\.lot\.([a-z0-9-]+)`, "LotMethod"},
	{`ballot\.option\.([a-z]+)`, "answers to a motion"},
	{`ballot\.treatment\.([a-z]+)\.([a-z-]+)`, "flaw of a ballot, and its Treatment"},
	{`ballot\.weighting\.(?:absent\.)?([a-z-]+)`, "WeightRule, and AbsentRule"},
	{`ballot\.tie-rule\.([a-z-]+)`, "TieRule"},
	{`ballot\.tie\.(?:for\.|chosen\.|decisive\.)?([a-z-]+)`, "Resolution, TieFor and Decisiveness of a tie"},
	{`ballot\.act\.([a-z-]+)`, "Act that leads to a round"},
	{`ballot\.variant\.(?:defeats|truncated|majority-of|quota|completion)\.([a-z-]+)`, "Variant of a method"},
	{`ballot\.complete\.([a-z-]+)`, "Completion of equal shares"},
	{`ballot\.moved\.rounded\.([a-z-]+)`, "rounding, by method"},
	{`ballot\.round\.quota\.([a-z-]+)`, "quota, by method"},
	{`ballot\.check\.([a-z-]+)`, "CheckKind, and whether it is met"},
	{`widget\.results\.figure\.([a-z-]+)(?:\.(?:by-group|most))?`, "what the numbers of the options count"},
	{`ballot\.vacant\.([a-z-]+)`, "why seats stay vacant"},
	{`box\.(?:level|receipts|assurance|state|section)\.([a-z-]+)`, "Level, ReceiptKind, Assurance, State of a box, and Section of its record"},
	{`box\.fault\.([a-z-]+)`, "Reason why a record is rejected"},
	{`box\.error\.([a-z-]+)`, "what a voter is told about an error of a box"},
	{`widget\.error\.[a-z-]+\.(?:title|next)`, "heading of a message, and what to do next"},
	{`widget\.ballot\.(?:legend|how|how-most)\.([a-z-]+)`, "how to fill in a ballot, by its Kind"},
	{`widget\.eligibility\.(?:answer|met|fit|group-outcome)\.([a-z-]+)`, "answers and outcomes of the self-check"},
	{`widget\.timeline\.column\.([a-z]+)`, "columns of the timeline"},
	{`portal\.error\.[a-z-]+\.title`, "heading of a message of the portal"},
	{`portal\.phase\.([a-z]+)(?:\.next)?`, "phase of the cycle, and what comes next"},
	{`portal\.registration\.([a-z]+)`, "answer to a registration"},
	{`portal\.office\.outcome\.([a-z-]+)`, "outcome of an assessment, for the programme office"},
	{`portal\.vote\.file\.([a-z]+)`, "what a file of a vote is"},
	{`rules-doc\.area-[A-Z]{3}`, "headings of RULES.md, by the area of the rules"},
}

// callsWithKeys are functions whose string arguments are keys where they look
// like one, with the section of the catalogue before the first dot.
var callsWithKeys = map[string]bool{"Text": true, "Append": true, "Term": true, "Terms": true, "Undetermined": true}

// code is what the module's sources say.
type code struct {
	literals map[string]bool   // all strings
	keys     map[string]string // arguments of callsWithKeys, with a place
}

func TestEveryTextIsUsed(t *testing.T) {
	source := readCode(t)
	c := i18n.Default()
	var unused []string
	for key := range c.Keys("de") {
		if !source.uses(c, key) {
			unused = append(unused, c.Position("de", key)+": "+key)
		}
	}
	for _, line := range unused {
		t.Errorf("%s: no code and no text uses it, and no family in this test has it", line)
	}
}

func TestEveryKeyInTheCodeExists(t *testing.T) {
	c := i18n.Default()
	sections := map[string]bool{}
	for key := range c.Keys("de") {
		section, _, _ := strings.Cut(key, ".")
		sections[section] = true
	}
	likeKey := regexp.MustCompile(`^[a-z]+(?:\.[A-Za-z0-9_-]+)+$`)
	for key, place := range readCode(t).keys {
		section, _, _ := strings.Cut(key, ".")
		if sections[section] && likeKey.MatchString(key) {
			assert.True(t, i18n.German().Has(key), "%s: there is no text %q", place, key)
		}
	}
}

// uses reports whether the key stands in the code, in a text, or in a family.
func (s *code) uses(c *i18n.Catalogue, key string) bool {
	if s.literals[key] || key == "ordinal" || usedForm(c, key) {
		return true
	}
	for _, f := range families {
		m := regexp.MustCompile("^(?:" + f.pattern + ")$").FindStringSubmatch(key)
		if m != nil && !slices.ContainsFunc(m[1:], func(part string) bool { return part != "" && !s.has(part) }) {
			return true
		}
	}
	dot := strings.LastIndexByte(key, '.')
	return dot > 0 && c.Has("de", key[:dot]) && s.uses(c, key[:dot]) && usedForm(c, key[dot+1:])
}

// has reports whether a string stands in the code; names of fields in files have
// "_" where keys have "-".
func (s *code) has(part string) bool {
	return s.literals[part] || s.literals[strings.ReplaceAll(part, "-", "_")]
}

// usedForm reports whether a placeholder of any text has the form; the key of a
// text that counts is one.
func usedForm(c *i18n.Catalogue, form string) bool {
	for _, lang := range languages {
		for key := range c.Keys(lang) {
			if slices.ContainsFunc(c.Placeholders(lang, key), func(p i18n.Placeholder) bool { return p.Form == form }) {
				return true
			}
		}
	}
	return false
}

// readCode reads all Go files but tests, and all templates and scripts, of the
// module and of the examples.
func readCode(t *testing.T) *code {
	s := &code{literals: map[string]bool{}, keys: map[string]string{}}
	quoted := regexp.MustCompile("[\"'`]([A-Za-z0-9_.-]+)[\"'`]")
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() {
			if path != ".." && (name == "testdata" || name == "node_modules" || strings.HasPrefix(name, ".")) {
				return filepath.SkipDir
			}
			return nil
		}
		switch filepath.Ext(name) {
		case ".go":
			if !strings.HasSuffix(name, "_test.go") {
				s.readGo(t, path)
			}
		case ".tmpl", ".gohtml", ".html", ".js", ".mjs":
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for _, m := range quoted.FindAllSubmatch(data, -1) {
				s.literals[string(m[1])] = true
			}
		}
		return nil
	})
	require.NoError(t, err)
	return s
}

func (s *code) readGo(t *testing.T, path string) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Logf("left out: %v", err) // the compiler will say so, too
		return
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if value, ok := literal(n); ok {
				s.literals[value] = true
			}
		case *ast.CallExpr:
			if !callsWithKeys[calledName(n)] {
				break
			}
			for _, arg := range n.Args {
				if value, ok := literal(arg); ok {
					s.keys[value] = files.Position(arg.Pos()).String()
				}
			}
		}
		return true
	})
}

func literal(e ast.Expr) (string, bool) {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	value, err := strconv.Unquote(l.Value)
	return value, err == nil
}

func calledName(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.SelectorExpr:
		return f.Sel.Name
	case *ast.Ident:
		return f.Name
	}
	return ""
}
