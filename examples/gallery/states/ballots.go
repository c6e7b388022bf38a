package states

import (
	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/widget"
)

// papersOnly are votes of which only the ballot is shown, by ID.
func papersOnly() map[string]vote {
	const title = "Auswahl der Workstreams"
	lot, alphabetical := approval("lot", title, workstreams()), approval("alphabetical", title, named("Lernspiel für Schulen", "Meldewege für Schwachstellen", "Sichere Vereins-IT"))
	lot.paper.Order, alphabetical.paper.Order = widget.ByLot, widget.Alphabetical

	none := approval("none-of-these", title, append(workstreams(), ballot.Option{ID: "none", None: true}))
	none.contest.Groups, none.contest.Seats = nil, 1

	most := ranked("ranked-most", "Rangfolge mit höchstens drei Rängen", ballot.Schulze, workstreams())
	most.contest.Validity.MaxChoices = 3

	open := approval("open", "Offene Abstimmung", workstreams()).open(box.LevelOpen)

	tracked := approval("tracked", title, workstreams())
	tracked.paper.Receipts = box.Tracker

	notes := ranked("notes", "Rangfolge mit Zeilen zu den Vorschlägen", ballot.Schulze, workstreams())
	notes.contest.Options[2].Withdrawn = true
	notes.paper.Notes = map[string]dialog.Text{}
	for _, o := range notes.contest.Options {
		notes.paper.Notes[o.ID] = dialog.Text{"de": "Eine Zeile zum Vorschlag, wie die Geschäftsstelle sie dazu schreibt. Sie kann auch länger sein als der Name des Vorschlags und mehrere Zeilen brauchen.",
			"en": "A line on the proposal, as the programme office writes it. It can also be longer than the name of the proposal and need several lines."}
	}
	out := map[string]vote{}
	for _, v := range []vote{lot, alphabetical, none, most, open, tracked, notes, approval(signedOut, title, workstreams())} {
		out[v.contest.ID] = v
	}
	return out
}

// signedOut is the vote that nobody is signed in for.
const signedOut = "signed-out"
