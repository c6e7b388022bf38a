package programme

import (
	"sync"

	"github.com/dialog-cybersicherheit/dfc/committee"
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

// The rules about the file itself. IDs are never reused.
const (
	RuleSyntax       dialog.RuleID = "DOC-01" // the file is YAML or JSON
	RuleEncoding     dialog.RuleID = "DOC-02" // it is UTF-8
	RuleSize         dialog.RuleID = "DOC-03" // it has at most 32 MiB
	RuleDepth        dialog.RuleID = "DOC-04" // it is not nested too deeply
	RuleNoAnchors    dialog.RuleID = "DOC-05" // it uses no anchors, aliases, merge keys and tags
	RuleKnownKeys    dialog.RuleID = "DOC-06" // it uses only keys of the format
	RuleUniqueKeys   dialog.RuleID = "DOC-07" // no key stands twice
	RuleType         dialog.RuleID = "DOC-08" // each value has the type that its key asks for
	RuleValue        dialog.RuleID = "DOC-09" // each word, date and ID can be read
	RuleRequired     dialog.RuleID = "DOC-10" // what is required is there
	RuleLimits       dialog.RuleID = "DOC-11" // numbers and lengths keep their limits
	RuleUniqueIDs    dialog.RuleID = "DOC-12" // no ID stands twice
	RuleReferences   dialog.RuleID = "DOC-13" // an ID that is referred to exists
	RuleOneDocument  dialog.RuleID = "DOC-14" // the file holds exactly one document
	RuleParameter    dialog.RuleID = "POL-01" // a setting names a parameter that exists
	RulePolicyValue  dialog.RuleID = "POL-02" // its value fits the parameter
	RulePolicyDay    dialog.RuleID = "POL-03" // it holds from a day on, and only one from each day
	RulePolicyLimits dialog.RuleID = "POL-04" // lower limits are not above upper ones
)

// documentRules returns the rules about the file itself in catalogue order.
func documentRules() []dialog.Rule {
	row := func(id dialog.RuleID, on dialog.Subject) dialog.Rule {
		return dialog.Rule{ID: id, Severity: dialog.SeverityError, On: on, Basis: dialog.BasisChoice, Since: dialog.MustDate("2016-01-01")}
	}
	return []dialog.Rule{
		row(RuleSyntax, dialog.OnFile),
		row(RuleEncoding, dialog.OnFile),
		row(RuleSize, dialog.OnFile),
		row(RuleDepth, dialog.OnFile),
		row(RuleNoAnchors, dialog.OnFile),
		row(RuleKnownKeys, dialog.OnFile),
		row(RuleUniqueKeys, dialog.OnFile),
		row(RuleType, dialog.OnFile),
		row(RuleValue, dialog.OnFile),
		row(RuleRequired, dialog.OnFile),
		row(RuleLimits, dialog.OnFile),
		row(RuleUniqueIDs, dialog.OnFile),
		row(RuleReferences, dialog.OnFile),
		row(RuleOneDocument, dialog.OnFile),
		row(RuleParameter, dialog.OnPolicy),
		row(RulePolicyValue, dialog.OnPolicy),
		row(RulePolicyDay, dialog.OnPolicy),
		row(RulePolicyLimits, dialog.OnPolicy),
	}
}

// Rules returns the catalogue of all rules of the module.
func Rules() dialog.Catalogue { return catalogue() }

var catalogue = sync.OnceValue(func() dialog.Catalogue {
	return dialog.NewCatalogue(documentRules(), dialog.Rules(), workstream.Rules(), committee.Rules(), voteRules())
})
