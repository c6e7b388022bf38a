package dialog

import (
	_ "embed"
	"errors"
	"fmt"
	"io/fs"

	"go.yaml.in/yaml/v4"
)

// An Archetype is a typical organisation together with the outcome that is
// expected for it: a test case that a policy author can write without Go. The
// head of archetypes.yaml describes the file format.
type Archetype struct {
	ID          string           `yaml:"id" json:"id"`
	Kind        OrganisationKind `yaml:"kind" json:"kind,omitempty"`
	Facts       Facts            `yaml:"facts" json:"facts,omitzero"`
	Description Text             `yaml:"description" json:"description"`
	Expected    Expectation      `yaml:"expected" json:"expected"`
	Why         Text             `yaml:"why" json:"why"` // for readers
}

// An Expectation is what the rules should say about an archetype.
type Expectation struct {
	Group        Fit     `yaml:"group" json:"group"`                     // see [Suggest]
	CivilSociety Outcome `yaml:"civil_society" json:"civil_society"`     // see [Assess]
	Rule         RuleID  `yaml:"rule,omitempty" json:"rule,omitempty"`   // see [Assessment.Rule], for civil society
	Asked        Fact    `yaml:"asked,omitempty" json:"asked,omitempty"` // see [Suggestion.Next]; left out where nothing is open
}

// ErrArchetype is wrapped by the errors of [Archetype.Verify].
var ErrArchetype = errors.New("archetype comes out otherwise than expected")

//go:embed archetypes.yaml
var archetypesFile []byte

// Archetypes returns the archetypes of this module, among them the hard cases.
func Archetypes() ([]Archetype, error) { return parseArchetypes("archetypes.yaml", archetypesFile) }

// LoadArchetypes reads a file of archetypes. It refuses unknown keys, unknown
// names and an ID that stands twice.
func LoadArchetypes(fsys fs.FS, name string) ([]Archetype, error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("read archetypes: %w", err)
	}
	return parseArchetypes(name, data)
}

func parseArchetypes(name string, data []byte) ([]Archetype, error) {
	var file struct {
		Version    int         `yaml:"version"`
		Archetypes []Archetype `yaml:"archetypes"`
	}
	if err := yaml.Load(data, &file, yaml.WithKnownFields()); err != nil {
		return nil, fmt.Errorf("archetypes %s: %w", name, err)
	}
	if file.Version != 1 {
		return nil, fmt.Errorf("archetypes %s: version %d: want version 1", name, file.Version)
	}
	seen := map[string]bool{}
	for i, a := range file.Archetypes {
		switch {
		case a.ID == "":
			return nil, fmt.Errorf("archetypes %s: entry %d has no id", name, i+1)
		case seen[a.ID]:
			return nil, fmt.Errorf("archetypes %s: id %q stands twice", name, a.ID)
		case !fits.Valid(a.Expected.Group) || !outcomes.Valid(a.Expected.CivilSociety):
			return nil, fmt.Errorf("archetypes %s: %s: want expected.group and expected.civil_society", name, a.ID)
		}
		seen[a.ID] = true
	}
	return file.Archetypes, nil
}

// Organisation returns an organisation of this type, without a declared group.
func (a *Archetype) Organisation() *Organisation {
	return &Organisation{ID: a.ID, Name: a.Description, Kind: a.Kind, Facts: a.Facts}
}

// Verify compares what the rules say with what is expected. The error names each
// difference; it is nil when there is none.
func (a *Archetype) Verify() error {
	o := a.Organisation()
	civil, best := Assess(o, CivilSociety), Suggest(o)
	next, _ := best.Next()
	return errors.Join(
		a.differs("group", best.Fit().String(), a.Expected.Group.String()),
		a.differs("civil_society", civil.Outcome().String(), a.Expected.CivilSociety.String()),
		a.differs("rule", string(civil.Rule()), string(a.Expected.Rule)),
		a.differs("asked", factOrNone(next.Fact), factOrNone(a.Expected.Asked)),
	)
}

func (a *Archetype) differs(what, got, want string) error {
	if got == want {
		return nil
	}
	return fmt.Errorf("%w: %s (%s): %s is %q, expected %q", ErrArchetype, a.ID, a.Kind, what, got, want)
}

func factOrNone(f Fact) string {
	if f == 0 {
		return ""
	}
	return f.String()
}
