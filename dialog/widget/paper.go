package widget

import (
	"context"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/dialog"
)

// Ballots is where ballots come from and go to. [Boxes] is the one of a host that keeps
// its votes in boxes; a host that does not writes its own.
type Ballots interface {
	// Paper returns the ballot paper of a vote.
	Paper(ctx context.Context, id string) (*Paper, error)
	// Standing returns nil where a voter can vote now, else box.ErrNotOnRoll, box.ErrVoted,
	// box.ErrNotOpen or box.ErrClosed.
	Standing(ctx context.Context, id, voter string) error
	// Cast casts a vote and returns the receipt. A vote that it has acknowledged is never
	// lost, and it must refuse the second vote of a voter. It gives up when the context ends,
	// after a minute. Its errors are those of box.Box.Cast, which say that nothing was cast;
	// after any other, the voter is told that nobody knows, and to send the same form again.
	Cast(ctx context.Context, id string, c Cast) (receipt string, err error)
}

// A Paper is what voters see of a vote.
type Paper struct {
	Title    dialog.Text // empty for the title of the contest
	Contest  *ballot.Contest
	State    box.State
	Level    box.Level       // 0 for the page to say nothing of it
	Receipts box.ReceiptKind // likewise
	Order    Order
	Notes    map[string]dialog.Text // a line under an option, by its ID
	// Details is the address of a page that describes the options, which opens in a window of
	// its own, because to leave the ballot would lose what is marked; "" for none.
	Details string
	// Eligible is the number of people who are entitled to vote, 0 where it is not known. Where
	// it is small, the ballot says what a result can reveal.
	Eligible int
	// ByCredential says that voters type in a credential; Config.Voter is not asked then.
	ByCredential bool
	Result       string // address at which the result will be published; "" for none
}

// A Cast is a vote as it reaches Ballots.
type Cast struct {
	Voter      string // from Config.Voter
	Credential string // as it was typed in, where voters have one
	Vote       box.Vote
}

// An Order says how the order of the options came about. It is the same for all voters
// and said on the ballot.
type Order uint8

// The orders.
const (
	Declared     Order = iota // by whoever declared the vote
	Alphabetical              // by name
	ByLot                     // drawn
)

var orderKeys = [...]string{"widget.ballot.order.declared", "widget.ballot.order.alphabetical", "widget.ballot.order.lot"}

func (o Order) textKey() string {
	if int(o) >= len(orderKeys) {
		o = Declared
	}
	return orderKeys[o]
}

// fewVoters is the number of people entitled from which on the ballot no longer warns.
const fewVoters = 5

// few reports whether so few people can vote that the result of a secret vote can reveal
// how single ones have voted.
func (p *Paper) few() bool { return p.secret() && p.Eligible > 0 && p.Eligible < fewVoters }

// secret reports whether a ballot must not stand in a page of the host.
func (p *Paper) secret() bool { return p.Level != box.LevelOpen }
