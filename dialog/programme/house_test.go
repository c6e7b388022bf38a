package programme_test

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const module = "github.com/dialog-cybersicherheit/dfc/"

// floors say on which floor of the house a room lies. An arrow, which is an
// import, may only point to a lower floor. What lies in an internal folder
// belongs to its room, and so do the vocabulary of enumerations in i18n/enum and the
// verifier, the stores and the suite of ballot/box.
var floors = map[string]int{
	"i18n":                 0,
	"ballot":               1,
	"dialog":               1,
	"workstream":           2,
	"committee":            2,
	"ballot/recount":       2,
	"ballot/box":           3,
	"dialog/programme":     3,
	"dialog/programmetest": 4,
	"dialog/widget":        4,
}

// room is the room that a package belongs to, without the module's path.
func room(path string) string {
	path = strings.TrimPrefix(path, module)
	before, _, _ := strings.Cut(path, "/internal")
	if strings.HasPrefix(before, "ballot/box/") {
		return "ballot/box"
	}
	return strings.TrimSuffix(before, "/enum")
}

// arrows are the imports between the rooms of the module, as the go command
// sees them; and of each room every package that its programs would link.
func arrows(t *testing.T) (between map[string][]string, linked map[string][]string) {
	t.Helper()
	cmd := exec.Command("go", "list", "-f", "{{.ImportPath}}|{{join .Imports \" \"}}|{{join .Deps \" \"}}", module+"...")
	cmd.Env = append(os.Environ(), "GOWORK=off")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
	between, linked = map[string][]string{}, map[string][]string{}
	for line := range strings.Lines(string(out)) {
		parts := strings.Split(strings.TrimSpace(line), "|")
		require.Len(t, parts, 3, line)
		from := room(parts[0])
		for _, to := range strings.Fields(parts[1]) {
			if strings.HasPrefix(to, module) && room(to) != from && !slices.Contains(between[from], room(to)) {
				between[from] = append(between[from], room(to))
			}
		}
		linked[from] = append(linked[from], strings.Fields(parts[2])...)
	}
	return between, linked
}

func TestNoArrowOfTheHousePointsUp(t *testing.T) {
	between, _ := arrows(t)
	require.NotEmpty(t, between["dialog/programme"], "the go command saw no arrows")
	for from, tos := range between {
		floor, known := floors[from]
		require.True(t, known, "the room %s has no floor yet", from)
		for _, to := range tos {
			assert.Greater(t, floor, floors[to], "%s (floor %d) imports %s (floor %d)", from, floor, to, floors[to])
		}
	}
}

// forbidden are packages that the lower floors do not link.
var forbidden = []string{"net/http", "html/template", "log", "log/slog", "database/sql"}

func TestLowerFloorsStayAwayFromTheOutside(t *testing.T) {
	_, linked := arrows(t)
	for name, deps := range linked {
		if floors[name] > 3 || name == "ballot/box" {
			continue
		}
		for _, dep := range forbidden {
			if name != "i18n" && (dep == "log" || dep == "log/slog") {
				continue // the validator links them for its own sake
			}
			assert.NotContains(t, deps, dep, "%s links %s", name, dep)
		}
	}
}

// The drawing in CONTRIBUTING.md is made from the arrows themselves.
func TestTheHouseIsDrawnAsItIs(t *testing.T) {
	between, _ := arrows(t)
	var b strings.Builder
	b.WriteString("```mermaid\nflowchart TD\n")
	for _, from := range slices.Sorted(maps.Keys(between)) {
		slices.Sort(between[from])
		for _, to := range between[from] {
			fmt.Fprintf(&b, "  %s[%s] --> %s[%s]\n", node(from), from, node(to), to)
		}
	}
	b.WriteString("```\n")
	doc, err := os.ReadFile("../../CONTRIBUTING.md")
	require.NoError(t, err)
	assert.Contains(t, string(doc), b.String(), "put this drawing into CONTRIBUTING.md")
}

func node(room string) string { return strings.ReplaceAll(room, "/", "_") }
