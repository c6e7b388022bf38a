package dialog

import (
	"fmt"

	"go.yaml.in/yaml/v4"
)

// ReadPolicyTable reads a package's built-in settings from its policy file.
func ReadPolicyTable(data []byte, params ...ParameterSpec) (PolicyTable, error) {
	var file struct {
		Version  int
		Settings []struct {
			Parameter, From, Basis string
			Value, Reference       any
		}
	}
	if err := yaml.Load(data, &file, yaml.WithKnownFields()); err != nil {
		return PolicyTable{}, err
	}
	t := PolicyTable{Parameters: params}
	for _, s := range file.Settings {
		out := Setting{Parameter: s.Parameter, Reference: Text{}}
		if s.From != "" {
			d, err := ParseDate(s.From)
			if err != nil {
				return t, err
			}
			out.From = d
		}
		b, err := ParseBasis(s.Basis)
		if err != nil {
			return t, err
		}
		out.Basis = b
		if list, ok := s.Value.([]any); ok {
			for _, v := range list {
				out.Value = append(out.Value, fmt.Sprint(v))
			}
		} else {
			out.Value.SetScalar(fmt.Sprint(s.Value))
		}
		if m, ok := s.Reference.(map[string]any); ok {
			for k, v := range m {
				out.Reference[k] = fmt.Sprint(v)
			}
		} else {
			out.Reference.SetScalar(fmt.Sprint(s.Reference))
		}
		t.Settings = append(t.Settings, out)
	}
	return t, nil
}
