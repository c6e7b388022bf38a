package programme

import (
	"errors"
	"fmt"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// policyRules are the rules about settings.
var policyRules = [...]dialog.RuleID{RuleParameter, RulePolicyValue, RulePolicyDay, RulePolicyLimits}

// settings puts the programme's own policies over the given ones. A setting that
// is refused is a finding, and then the given ones stay in force: half of the
// settings could be worse than none.
func (c *checker) settings() {
	own := c.programme.Policies
	ps, err := c.policies.With(own)
	if err == nil {
		c.policies = ps
		for range own {
			for _, rule := range policyRules {
				c.Held(rule)
			}
		}
		return
	}
	c.refuse(err, "policies")
}

// refuse records why settings were refused; path is the subject path of their list.
func (c *checker) refuse(err error, path string) {
	var at *dialog.OverrideError
	var fault *dialog.PolicyError
	if !errors.As(err, &at) || !errors.As(err, &fault) {
		panic("dialog/programme: refuse: settings refused with an unknown error: " + err.Error())
	}
	path = fmt.Sprintf("%s[%d]", path, at.Index)
	parameter := i18n.Text("parameter", fault.Parameter)
	value := i18n.Text("value", fault.Value.String())
	from := i18n.Term("from", "policy.from-start")
	if !fault.From.IsZero() {
		from = i18n.Term("from", "policy.from-day")
	}
	day := i18n.Day("day", fault.From.I18n())
	switch fault.Problem {
	case dialog.UnknownParameter:
		c.Break(RuleParameter, path+".parameter", parameter, i18n.List("allowed", fault.Allowed...))
	case dialog.ValueRefused:
		c.Break(RulePolicyValue, path+".value", parameter, value, i18n.Term("want", "policy.want-"+fault.Spec.Kind),
			i18n.List("words", fault.Spec.Words...),
			i18n.Int("min", fault.Spec.Min), i18n.Int("max", fault.Spec.Max))
	case dialog.NotFromADay:
		c.Break(RulePolicyDay, path+".from", parameter, i18n.Term("fact", "policy.not-a-day"), from, day)
	case dialog.SetTwice:
		c.Break(RulePolicyDay, path+".from", parameter, i18n.Term("fact", "policy.twice"), from, day)
	default:
		c.Break(RulePolicyLimits, path+".value", parameter, value, from, day,
			i18n.Text("other", fault.Spec.AtMost), i18n.Int("limit", fault.Limit))
	}
}
