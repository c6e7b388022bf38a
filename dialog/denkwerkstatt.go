package dialog

// A Denkwerkstatt is one of the programme's workshops, "Denkwerkstatt Sichere
// Informationsgesellschaft"; source, section "Denkwerkstatt … als
// Dialogplattform". It is where workstreams are designed, chosen and presented.
type Denkwerkstatt struct {
	Number       int    `yaml:"number" json:"number" validate:"required,min=1,max=999"`
	Period       Period `yaml:"dates" json:"dates"`                                                               // first and last day, both belong to it
	Place        Text   `yaml:"place,omitempty" json:"place,omitempty" validate:"max=8"`                          // empty where not published
	Online       bool   `yaml:"online,omitempty" json:"online,omitempty"`                                         // held without a place
	Announced    bool   `yaml:"announced,omitempty" json:"announced,omitempty"`                                   // announced only; nothing published says that it took place
	Deduced      bool   `yaml:"deduced,omitempty" json:"deduced,omitempty"`                                       // the number is counted on, not published
	Participants int    `yaml:"participants,omitempty" json:"participants,omitempty" validate:"min=0,max=100000"` // about how many people came; 0 where not published
	Reference    Text   `yaml:"reference,omitempty" json:"reference,omitempty" validate:"max=8"`                  // where the row comes from
}

// Year returns the calendar year of its first day, 0 where that is unknown.
func (d *Denkwerkstatt) Year() int { return d.Period.Start.Year() }
