package programme

import (
	"encoding/json"
	"io"
	"net/url"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// The parts of SARIF 2.1.0 (OASIS standard, 27 March 2020) that reports use; the
// comments name the sections.
type (
	sarifLog struct { // 3.13
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct { // 3.14
		Tool       sarifTool     `json:"tool"`
		Language   string        `json:"language"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct { // 3.18
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct { // 3.19
		Name     string      `json:"name"`
		Language string      `json:"language"`
		Rules    []sarifRule `json:"rules"`
	}
	sarifRule struct { // 3.49
		ID                   string             `json:"id"`
		ShortDescription     sarifText          `json:"shortDescription"`
		Help                 sarifText          `json:"help"`
		DefaultConfiguration sarifConfiguration `json:"defaultConfiguration"`
		Properties           sarifProperties    `json:"properties"`
	}
	sarifConfiguration struct { // 3.50
		Level string `json:"level"`
	}
	sarifProperties struct { // 3.8
		Basis string `json:"basis"`
	}
	sarifText struct { // 3.11, 3.12
		Text string `json:"text"`
	}
	sarifResult struct { // 3.27
		RuleID       string             `json:"ruleId"`
		RuleIndex    int                `json:"ruleIndex"`
		Kind         string             `json:"kind"`
		Level        string             `json:"level"`
		Message      sarifText          `json:"message"`
		Locations    []sarifLocation    `json:"locations,omitempty"`
		Suppressions []sarifSuppression `json:"suppressions,omitempty"`
		Properties   sarifProperties    `json:"properties"`
	}
	sarifLocation struct { // 3.28
		PhysicalLocation *sarifPhysical `json:"physicalLocation,omitempty"`
		LogicalLocations []sarifLogical `json:"logicalLocations,omitempty"`
	}
	sarifPhysical struct { // 3.29
		ArtifactLocation sarifArtifact `json:"artifactLocation"`
		Region           *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct { // 3.4
		URI string `json:"uri"`
	}
	sarifRegion struct { // 3.30
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
	}
	sarifLogical struct { // 3.33
		FullyQualifiedName string `json:"fullyQualifiedName"`
	}
	sarifSuppression struct { // 3.35
		Kind          string `json:"kind"`
		Status        string `json:"status"`
		Justification string `json:"justification"`
	}
)

// levels are SARIF's words for severities (3.27.10).
var levels = map[dialog.Severity]string{
	dialog.SeverityError: "error", dialog.SeverityWarning: "warning", dialog.SeverityNotice: "note",
}

// writeSARIF writes reports as one log with a run for each.
func writeSARIF(w io.Writer, l *i18n.Localizer, reports []*Report) error {
	log := sarifLog{
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Version: "2.1.0",
		Runs:    make([]sarifRun, 0, len(reports)),
	}
	rules, index := sarifRules(l)
	for _, r := range reports {
		run := sarifRun{
			Tool:     sarifTool{sarifDriver{Name: "policycheck", Language: sarifLanguage(l), Rules: rules}},
			Language: sarifLanguage(l), ColumnKind: "unicodeCodePoints", Results: []sarifResult{},
		}
		for _, f := range r.Findings {
			run.Results = append(run.Results, newSARIFResult(f, l, index))
		}
		for _, f := range r.Open {
			run.Results = append(run.Results, newSARIFResult(f, l, index))
		}
		for _, x := range r.Waived {
			result := newSARIFResult(x.Finding, l, index)
			result.Suppressions = []sarifSuppression{{"external", "accepted", waiverLine(l, x.Waiver)}}
			run.Results = append(run.Results, result)
		}
		log.Runs = append(log.Runs, run)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(log)
}

// sarifLanguage is the language in the form of 3.14.7: ISO 639-1, with a region
// where it is known.
func sarifLanguage(l *i18n.Localizer) string {
	base, _ := l.Tag().Base()
	return base.String()
}

func sarifRules(l *i18n.Localizer) ([]sarifRule, map[dialog.RuleID]int) {
	var rules []sarifRule
	index := map[dialog.RuleID]int{}
	for rule := range Rules().All() {
		index[rule.ID] = len(rules)
		rules = append(rules, sarifRule{
			ID: string(rule.ID), ShortDescription: sarifText{ruleTitle(l, rule.ID)},
			Help:                 sarifText{l.Text("rule." + string(rule.ID) + ".hint")},
			DefaultConfiguration: sarifConfiguration{levels[rule.Severity]},
			Properties:           sarifProperties{rule.Basis.String()},
		})
	}
	return rules, index
}

func newSARIFResult(f dialog.Finding, l *i18n.Localizer, index map[dialog.RuleID]int) sarifResult {
	result := sarifResult{
		RuleID: string(f.Rule), RuleIndex: index[f.Rule], Kind: "fail", Level: levels[f.Severity],
		Message: sarifText{f.Message(l)}, Properties: sarifProperties{f.Basis.String()},
	}
	if f.Open { // 3.27.9: a kind other than fail has no level
		result.Kind, result.Level = "open", "none"
	}
	var at sarifLocation
	if f.Position.File != "" {
		at.PhysicalLocation = &sarifPhysical{ArtifactLocation: sarifArtifact{fileURI(f.Position.File)}}
		if f.Position.Line > 0 {
			at.PhysicalLocation.Region = &sarifRegion{f.Position.Line, f.Position.Column}
		}
	}
	if f.Path != "" {
		at.LogicalLocations = []sarifLogical{{f.Path}}
	}
	if at.PhysicalLocation != nil || at.LogicalLocations != nil {
		result.Locations = []sarifLocation{at}
	}
	return result
}

// fileURI is the name of a file as a URI reference (RFC 3986): absolute for an
// absolute path, else relative.
func fileURI(name string) string {
	u := url.URL{Path: strings.ReplaceAll(name, `\`, "/")}
	if strings.HasPrefix(u.Path, "/") {
		u.Scheme = "file"
	}
	return u.String()
}
