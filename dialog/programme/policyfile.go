package programme

import (
	"errors"
	"fmt"
	"io"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme/internal/strict"
)

// A policyFile is a file that holds nothing but settings.
type policyFile struct {
	Version  int              `yaml:"version" validate:"required,min=1,max=1"`
	Policies []dialog.Setting `yaml:"policies" validate:"required,dive"`
}

// ParsePolicies reads a file of settings, the same as a programme file's key
// "policies", and puts them over the given policies, as [dialog.Policies.With]
// does. What is wrong with the file is a [*FileError] with the findings; then
// none of its settings is used.
func ParsePolicies(r io.Reader, name string, base *dialog.Policies) (*dialog.Policies, error) {
	data, err := strict.Read(r, 0)
	if problem, ok := errors.AsType[strict.Problem](err); ok {
		return nil, newFileError(name, nil, []strict.Problem{problem})
	}
	if err != nil {
		return nil, fmt.Errorf("read policies %s: %w", name, err)
	}
	doc, problems := strict.Parse(name, data, strict.Limits{})
	var file policyFile
	if doc.Usable() && !unreadable(problems) {
		problems = append(problems, doc.Decode(&file)...)
	}
	if len(problems) > 0 {
		strict.Sort(problems)
		return nil, newFileError(name, doc, problems)
	}
	src := &source{doc: doc}
	c := &checker{Check: dialog.NewCheck(Rules(), dialog.Date{}), policies: base}
	for _, f := range tagFindings(&file, nil) {
		c.Add(f)
	}
	ps, err := base.With(file.Policies)
	if err != nil {
		c.refuse(err, "policies")
	}
	if found := c.Findings(); len(found) > 0 {
		for i := range found {
			src.locate(&found[i])
		}
		dialog.SortFindings(found)
		return nil, &FileError{Findings: found, source: src}
	}
	return ps, nil
}
