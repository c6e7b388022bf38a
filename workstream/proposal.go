package workstream

import "github.com/dialog-cybersicherheit/dfc/dialog"

// A Proposal (Idee, Workstream-Skizze) is what is put to the participants of a
// Denkwerkstatt. Its fields are those of the profiles on the programme's pages;
// which of them a proposal must have is not published. Titles change, so nothing
// is ever found by its title.
type Proposal struct {
	Title       dialog.Text   `yaml:"title,omitempty" json:"title,omitempty"`
	Aliases     []dialog.Text `yaml:"aliases,omitempty" json:"aliases,omitempty" validate:"max=20"` // other titles, earlier or later
	Vision      dialog.Text   `yaml:"vision,omitempty" json:"vision,omitempty"`
	Aim         dialog.Text   `yaml:"aim,omitempty" json:"aim,omitempty"`
	TargetGroup dialog.Text   `yaml:"target_group,omitempty" json:"target_group,omitempty"`
	Outcome     []OutcomeKind `yaml:"outcome,omitempty" json:"outcome,omitempty" validate:"max=4"` // what it is expected to produce
	Initiators  []Initiator   `yaml:"initiators,omitempty" json:"initiators,omitempty" validate:"max=50,dive"`
}

// An Initiator brought a proposal in: somebody of one of the groups, an employee
// of BSI (the counterpart of the groups, not a sixth one), or an intermediary.
type Initiator struct {
	Role        Role         `yaml:"role" json:"role" validate:"required"`
	Group       dialog.Group `yaml:"group,omitempty" json:"group,omitempty"`                                       // of a participant
	Participant string       `yaml:"participant,omitempty" json:"participant,omitempty" validate:"omitempty,slug"` // ID
}

// Missing returns the keys (in package i18n) of the fields that the profile
// lacks, in the order in which the programme's pages show them.
func (p *Proposal) Missing() []string {
	var missing []string
	for _, f := range []struct {
		there bool
		key   string
	}{
		{!p.Title.IsEmpty(), "fact.workstream-title"},
		{len(p.Initiators) > 0, "fact.workstream-initiators"},
		{!p.Vision.IsEmpty(), "fact.workstream-vision"},
		{!p.Aim.IsEmpty(), "fact.workstream-aim"},
		{!p.TargetGroup.IsEmpty(), "fact.workstream-target-group"},
		{len(p.Outcome) > 0, "fact.workstream-outcome"},
	} {
		if !f.there {
			missing = append(missing, f.key)
		}
	}
	return missing
}
