package programme

import (
	"github.com/dialog-cybersicherheit/dfc/committee"
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

// FormatVersion is the version of the file format that this package reads.
const FormatVersion = 1

// A Programme is everything that the rules are checked on: the content of one
// programme file. Its fields are the keys of the file.
type Programme struct {
	Version          int                    `yaml:"version" json:"version" validate:"required,min=1,max=1"`                       // of the file format
	Name             string                 `yaml:"programme" json:"programme" validate:"required,slug"`                          // ID of the programme
	Title            dialog.Text            `yaml:"title,omitempty" json:"title,omitempty"`                                       // as people call it
	AsOf             dialog.Date            `yaml:"as_of,omitempty" json:"as_of,omitzero"`                                        // the day up to which the file is complete
	Reference        dialog.Text            `yaml:"reference,omitempty" json:"reference,omitempty"`                               // where the content comes from
	Denkwerkstaetten []dialog.Denkwerkstatt `yaml:"denkwerkstaetten,omitempty" json:"denkwerkstaetten,omitempty" validate:"dive"` // in any order
	Organisations    []dialog.Organisation  `yaml:"organisations,omitempty" json:"organisations,omitempty" validate:"dive"`
	Participants     []dialog.Participant   `yaml:"participants,omitempty" json:"participants,omitempty" validate:"dive"`
	Determinations   []dialog.Determination `yaml:"determinations,omitempty" json:"determinations,omitempty" validate:"dive"` // decisions of the programme office
	Cycles           []Cycle                `yaml:"cycles,omitempty" json:"cycles,omitempty" validate:"dive"`
	Committees       []committee.Committee  `yaml:"committees,omitempty" json:"committees,omitempty" validate:"dive"`
	Votes            []Vote                 `yaml:"votes,omitempty" json:"votes,omitempty" validate:"max=50,dive"`
	Policies         []dialog.Setting       `yaml:"policies,omitempty" json:"policies,omitempty" validate:"max=1000,dive"` // take the place of built-in settings
	Waivers          []dialog.Waiver        `yaml:"waivers,omitempty" json:"waivers,omitempty" validate:"max=1000,dive"`

	source *source // nil when the programme was made in Go
}

// A Cycle is one turn of the programme: the workstreams between two Denkwerkstätten.
type Cycle struct {
	Label       string                  `yaml:"label" json:"label" validate:"required,max=9"` // "2024/2025"
	Reference   dialog.Text             `yaml:"reference,omitempty" json:"reference,omitempty"`
	Workstreams []workstream.Workstream `yaml:"workstreams,omitempty" json:"workstreams,omitempty" validate:"dive"`
}
