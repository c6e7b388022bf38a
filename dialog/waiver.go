package dialog

// A Waiver sets a rule aside for one subject, for a reason and until a day. The
// findings that it matches are reported as waived; one that matches nothing, and
// one past its last day, is itself a finding (WVR-01, WVR-02).
type Waiver struct {
	Rule   RuleID `yaml:"rule" json:"rule" validate:"required,rule_id"`
	On     string `yaml:"on,omitempty" json:"on,omitempty" validate:"max=200"` // subject path or its beginning; empty for all subjects
	Until  Date   `yaml:"until" json:"until" validate:"required"`              // last day on which it holds
	By     string `yaml:"by" json:"by" validate:"required,max=200"`            // the office or role that decided
	Reason Text   `yaml:"reason" json:"reason" validate:"required"`
}

// Matches reports whether the waiver covers the finding on the day.
func (w *Waiver) Matches(f Finding, on Date) bool {
	return f.Rule == w.Rule && !f.Open && on.After(w.Until) != Yes && withinPath(f.Path, w.On)
}

// withinPath reports whether path is prefix or lies below it.
func withinPath(path, prefix string) bool {
	if len(path) < len(prefix) || path[:len(prefix)] != prefix {
		return false
	}
	return prefix == "" || len(path) == len(prefix) || path[len(prefix)] == '.' || path[len(prefix)] == '['
}
