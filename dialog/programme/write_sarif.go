package programme

import (
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
		Tool       sarifTool       `json:"tool"`
		Automation sarifAutomation `json:"automationDetails"`
		Language   string          `json:"language,omitempty"`
		ColumnKind string          `json:"columnKind"`
		Results    []sarifResult   `json:"results"`
	}
	sarifAutomation struct { // 3.17
		ID string `json:"id"`
	}
	sarifTool struct { // 3.18
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct { // 3.19
		Name     string      `json:"name"`
		Language string      `json:"language,omitempty"`
		Rules    []sarifRule `json:"rules"`
	}
	sarifRule struct { // 3.49
		ID                   string             `json:"id"`
		ShortDescription     sarifText          `json:"shortDescription"`
		FullDescription      sarifText          `json:"fullDescription"`
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
		Suppressions []sarifSuppression `json:"suppressions"` // of all results or of none (3.27.23)
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
			Tool:       sarifTool{sarifDriver{Name: "policycheck", Language: sarifLanguage(l), Rules: rules}},
			Automation: sarifAutomation{automationID(r)},
			Language:   sarifLanguage(l), ColumnKind: "unicodeCodePoints", Results: []sarifResult{},
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
	return encodeJSON(w, log)
}

// automationID tells runs on several files apart, because servers take two runs
// of one tool in one log for the same. Its last part names the run, the others
// what was checked (3.17.3).
func automationID(r *Report) string {
	id := "policycheck/" + plain(reportName(r)) + "/"
	if !r.AsOf.IsZero() {
		id += r.AsOf.String()
	}
	return id
}

// sarifLanguage is the language in the form of 3.14.7, ISO 639-1; "" for a
// language that has no code of two letters.
func sarifLanguage(l *i18n.Localizer) string {
	base, _ := l.Tag().Base()
	if code := base.String(); len(code) == 2 {
		return code
	}
	return ""
}

func sarifRules(l *i18n.Localizer) ([]sarifRule, map[dialog.RuleID]int) {
	var rules []sarifRule
	index := map[dialog.RuleID]int{}
	for rule := range Rules().All() {
		index[rule.ID] = len(rules)
		title := ruleTitle(l, rule.ID)
		rules = append(rules, sarifRule{
			ID: string(rule.ID), ShortDescription: newSARIFText(title),
			FullDescription:      newSARIFText(title + ". " + basisLine(l, dialog.Finding{Basis: rule.Basis}, rule)),
			Help:                 newSARIFText(l.Text("rule." + string(rule.ID) + ".hint")),
			DefaultConfiguration: sarifConfiguration{levels[rule.Severity]},
			Properties:           sarifProperties{rule.Basis.String()},
		})
	}
	return rules, index
}

func newSARIFResult(f dialog.Finding, l *i18n.Localizer, index map[dialog.RuleID]int) sarifResult {
	at, known := index[f.Rule]
	if !known {
		at = -1 // 3.27.6: no index
	}
	// The basis stands in the sentence, too: viewers do not show properties, and
	// no choice of this module may look like a rule of BSI.
	message := f.Message(l)
	if rule, ok := Rules().Lookup(f.Rule); ok {
		message += " " + basisLine(l, f, rule)
	}
	result := sarifResult{
		RuleID: string(f.Rule), RuleIndex: at, Kind: "fail", Level: levels[f.Severity],
		Message: newSARIFText(message), Locations: sarifLocations(f),
		Suppressions: []sarifSuppression{}, Properties: sarifProperties{f.Basis.String()},
	}
	if f.Open { // 3.27.10: a kind other than fail has no level
		result.Kind, result.Level = "open", "none"
	}
	return result
}

func sarifLocations(f dialog.Finding) []sarifLocation {
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
	if at.PhysicalLocation == nil && at.LogicalLocations == nil {
		return nil
	}
	return []sarifLocation{at}
}

// sarifLiteral takes away what means something in a message: a number in braces
// is a placeholder, and a brace itself is written twice (3.11.5); "[text](target)"
// is a link (3.11.6). Outside a link brackets have no escape, so a space parts them.
var sarifLiteral = strings.NewReplacer("{", "{{", "}", "}}", "](", "] (")

// newSARIFText makes a text stand for itself in a viewer.
func newSARIFText(s string) sarifText { return sarifText{sarifLiteral.Replace(plain(s))} }

// fileURI is the name of a file as a URI reference (RFC 3986): absolute for an
// absolute path, else relative. It also takes the paths of Windows (RFC 8089,
// appendix E): with a drive, and of another computer.
func fileURI(name string) string {
	u := url.URL{Path: strings.ReplaceAll(name, `\`, "/")}
	switch {
	case strings.HasPrefix(name, `\\`):
		u.Scheme = "file"
		u.Host, u.Path, _ = strings.Cut(u.Path[2:], "/")
		u.Path = "/" + u.Path
	case strings.HasPrefix(u.Path, "/"):
		u.Scheme = "file"
	case len(name) > 2 && name[1] == ':' && u.Path[2] == '/':
		u.Scheme, u.Path = "file", "/"+u.Path
	}
	return u.String()
}
