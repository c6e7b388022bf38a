package dialog

import (
	"fmt"

	"go.yaml.in/yaml/v4"
)

// policyFileVersion is the version of the format of built-in policy files.
const policyFileVersion = 1

// builtInFile is a built-in policy file: what [Setting] says, in words.
type builtInFile struct {
	Version  int
	Settings []struct {
		Parameter, From, Basis string
		Value                  any // one word or a list of words
		Reference              map[string]string
	}
}

// ReadPolicyTable reads a package's built-in settings from its policy file, in
// YAML, and joins them with the declarations of its parameters. It refuses
// unknown keys, dates and words; whether the values fit is for [NewPolicies].
// Files of users are read by package programme, which reports every fault with
// its place.
func ReadPolicyTable(data []byte, params ...ParameterSpec) (PolicyTable, error) {
	var file builtInFile
	if err := yaml.Load(data, &file, yaml.WithKnownFields()); err != nil {
		return PolicyTable{}, fmt.Errorf("read policy file: %w", err)
	}
	if file.Version != policyFileVersion {
		return PolicyTable{}, fmt.Errorf("read policy file: version %d: want %d", file.Version, policyFileVersion)
	}
	t := PolicyTable{Parameters: params}
	for i, row := range file.Settings {
		s := Setting{Parameter: row.Parameter, Value: words(row.Value), Reference: row.Reference}
		if row.From != "" {
			if err := s.From.UnmarshalText([]byte(row.From)); err != nil {
				return PolicyTable{}, fmt.Errorf("read policy file: settings[%d].from: %w", i, err)
			}
		}
		if err := s.Basis.UnmarshalText([]byte(row.Basis)); err != nil {
			return PolicyTable{}, fmt.Errorf("read policy file: settings[%d].basis: %w", i, err)
		}
		t.Settings = append(t.Settings, s)
	}
	return t, nil
}

func words(v any) PolicyValue {
	list, ok := v.([]any)
	if !ok {
		return PolicyValue{fmt.Sprint(v)}
	}
	out := make(PolicyValue, 0, len(list))
	for _, w := range list {
		out = append(out, fmt.Sprint(w))
	}
	return out
}
