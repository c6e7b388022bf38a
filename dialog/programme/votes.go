package programme

import (
	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/dialog"
)

// A Vote is a vote that was held: what was declared, the ballots as they were cast,
// and the result that was published, which the check counts again. Its contest is
// named by the vote's own ID.
type Vote struct {
	ID        string         `yaml:"id" json:"id" validate:"required,slug"`
	Title     dialog.Text    `yaml:"title,omitempty" json:"title,omitempty"`
	On        dialog.Date    `yaml:"on,omitempty" json:"on,omitzero"`
	Contest   ballot.Contest `yaml:"contest" json:"contest"`
	Lot       *Lot           `yaml:"lot,omitempty" json:"lot,omitempty"`
	Ballots   []Ballots      `yaml:"ballots,omitempty" json:"ballots,omitempty" validate:"max=100000,dive"`
	Result    *Published     `yaml:"result,omitempty" json:"result,omitempty"`
	Reference dialog.Text    `yaml:"reference,omitempty" json:"reference,omitempty"` // where the entry comes from
}

// A Lot is the order that was drawn, by the IDs of all options.
type Lot struct {
	Order []string         `yaml:"order" json:"order" validate:"max=1024"`
	How   ballot.LotMethod `yaml:"how,omitempty" json:"how,omitempty"`
	Key   string           `yaml:"key,omitempty" json:"key,omitempty" validate:"max=4096"`
}

// Ballots are a number of equal ballots, each in the form of its kind: For lists the
// options of a single choice, of approvals, or yes, no or abstain; Ranks lists the
// options by rank, the best first; Points has the points of options. Without any of
// them they are blank.
type Ballots struct {
	N      int            `yaml:"n,omitempty" json:"n,omitempty" validate:"min=0"` // how many; 0 for one
	Group  string         `yaml:"group,omitempty" json:"group,omitempty"`          // ID of a group of the contest
	For    []string       `yaml:"for,omitempty" json:"for,omitempty" validate:"max=1024"`
	Ranks  [][]string     `yaml:"ranks,omitempty" json:"ranks,omitempty" validate:"max=1024"`
	Points map[string]int `yaml:"points,omitempty" json:"points,omitempty" validate:"max=1024"`
	Spoilt bool           `yaml:"spoilt,omitempty" json:"spoilt,omitempty"` // explicitly invalid
}

// Published is a result as it was published; what was not published is left out.
type Published struct {
	Outcome ballot.Outcome           `yaml:"outcome" json:"outcome" validate:"required"`
	Elected []string                 `yaml:"elected,omitempty" json:"elected,omitempty" validate:"max=1024"` // IDs, in any order
	Votes   map[string]ballot.Number `yaml:"votes,omitempty" json:"votes,omitempty" validate:"max=1024"`     // of the first round, by ID
}
