package dialog

// A Participant (Teilnehmerin, Teilnehmer) takes part in exactly one group and,
// where the group asks for it, for an organisation. Files name people by role or
// by a pseudonym; the module needs no more than an ID.
type Participant struct {
	ID           string `yaml:"id" json:"id" validate:"required,slug"`
	Name         string `yaml:"name,omitempty" json:"name,omitempty" validate:"max=200"` // role or pseudonym
	Group        Group  `yaml:"group" json:"group" validate:"required"`
	Organisation string `yaml:"organisation,omitempty" json:"organisation,omitempty" validate:"omitempty,slug"` // ID
}
