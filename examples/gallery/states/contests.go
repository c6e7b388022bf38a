package states

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/widget"
)

// A vote is a contest of the gallery with its paper and, where it was counted, its
// ballots.
type vote struct {
	contest *ballot.Contest
	paper   widget.Paper
	ballots []ballots
	lot     *ballot.Lot
}

type ballots struct {
	n uint64
	b ballot.Ballot
}

// hostile is a name that tries to be more than a name.
const hostile = "<script>alert(1)</script> & \"Anführung\" \u202eumgekehrt\u202c"

func named(names ...string) (out []ballot.Option) {
	for i, name := range names {
		out = append(out, ballot.Option{ID: fmt.Sprintf("ws-%02d", i+1), Name: name})
	}
	return out
}

func workstreams() []ballot.Option {
	return named("Sichere Vereins-IT", "Verständliche Sicherheitshinweise", "Notfallübung für Gemeinden", "Lernspiel für Schulen", "Meldewege für Schwachstellen")
}

func people() []ballot.Option {
	return named("Mitglied Wissenschaft A", "Mitglied Wissenschaft B", "Mitglied Wissenschaft C", "Mitglied Wissenschaft D")
}

func long() []ballot.Option {
	return named(strings.Repeat("Ein sehr langer Name, der sich über mehrere Zeilen zieht, ", 6)+"bis er endet",
		"Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsgründungsversammlung",
		hostile, "مقترح قصير", "Kurz")
}

func many(n int) (out []ballot.Option) {
	for i := range n {
		out = append(out, ballot.Option{ID: fmt.Sprintf("ws-%03d", i+1), Name: fmt.Sprintf("Vorschlag %d von %d", i+1, n)})
	}
	return out
}

func groups() (out []ballot.Group) {
	for _, g := range dialog.Groups() {
		out = append(out, ballot.Group{ID: g.String()})
	}
	return out
}

func approval(id, title string, options []ballot.Option) vote {
	v := vote{contest: &ballot.Contest{ID: id, Title: title, Method: ballot.Approval, Seats: 2, Options: options, Groups: groups(),
		Validity: ballot.Validity{Blank: ballot.Ignore, MaxChoices: 3}}}
	for i := range 40 { // of five groups in turn
		v.ballots = append(v.ballots, ballots{1, ballot.Choose(first(3, i%len(options), (i*i+1)%len(options), (i/3)%len(options))...).In(i % 5)})
	}
	return v.open(box.LevelOperator)
}

// first are the first n different options, ascending.
func first(n int, options ...int) []int {
	slices.Sort(options)
	options = slices.Compact(options)
	return options[:min(n, len(options))]
}

func ranked(id, title string, m ballot.Method, options []ballot.Option) vote {
	v := vote{contest: &ballot.Contest{ID: id, Title: title, Method: m, Seats: 1, Options: options,
		Validity: ballot.Validity{Skipped: ballot.Refuse}}}
	for i := range 30 {
		order := []int{i * i % 7 % len(options)}
		for _, o := range []int{(i*7 + 2) % len(options), (i*i + 1) % len(options), i % 2} {
			if !slices.Contains(order, o) {
				order = append(order, o)
			}
		}
		v.ballots = append(v.ballots, ballots{1, ballot.Rank(order...)})
	}
	return v.open(box.LevelOperator)
}

// open is the vote while it is open, at a level of secrecy.
func (v vote) open(level box.Level) vote {
	v.paper = widget.Paper{Contest: v.contest, State: box.Voting, Level: level, Receipts: box.Presence, Result: "/dfc/results/" + v.contest.ID}
	return v
}

// votes are those of the gallery by ID.
func votes() map[string]vote {
	single := vote{contest: &ballot.Contest{ID: "single", Title: "Wahl des Mitglieds Wissenschaft", Method: ballot.Plurality, Seats: 1, Options: people()},
		ballots: []ballots{{9, ballot.Choose(0)}, {7, ballot.Choose(1)}, {3, ballot.Choose(2)}, {1, ballot.Ballot{Spoilt: true}}}}
	motion := vote{contest: &ballot.Contest{ID: "motion", Title: "Beschluss über den Abschlussbericht", Method: ballot.Motion, Eligible: 5,
		Majority: &ballot.Requirement{Overall: new(ballot.SimpleMajority())}, Quorum: &ballot.Quorum{Ballots: 3}},
		ballots: []ballots{{3, ballot.Choose(ballot.Yes)}, {1, ballot.Choose(ballot.No)}, {1, ballot.Choose(ballot.Abstain)}}}
	quorum := vote{contest: &ballot.Contest{ID: "no-quorum", Title: "Beschluss ohne Beschlussfähigkeit", Method: ballot.Motion, Eligible: 5,
		Majority: &ballot.Requirement{Overall: new(ballot.SimpleMajority())}, Quorum: &ballot.Quorum{Ballots: 3}},
		ballots: []ballots{{2, ballot.Choose(ballot.Yes)}}}
	score := vote{contest: &ballot.Contest{ID: "score", Title: "Bewertung der Vorschläge", Method: ballot.Score, Seats: 1, Options: workstreams(),
		Variant: ballot.Variant{MaxPoints: 5}}, ballots: []ballots{{4, ballot.Grade(5, 3, 0, 1, 2)}, {3, ballot.Grade(0, 4, 5, 1, 0)}}}
	tied := vote{contest: &ballot.Contest{ID: "tied", Title: "Gleichstand", Method: ballot.Plurality, Seats: 1, Options: people()},
		ballots: []ballots{{5, ballot.Choose(0)}, {5, ballot.Choose(1)}, {2, ballot.Choose(2)}}}
	vacant := vote{contest: &ballot.Contest{ID: "vacant", Title: "Mehr Sitze als Vorschläge", Method: ballot.Approval, Seats: 4, Vacant: true, Options: named("Einziger Vorschlag")},
		ballots: []ballots{{6, ballot.Choose(0)}}}
	nothing := vote{contest: &ballot.Contest{ID: "empty", Title: "Niemand hat abgestimmt", Method: ballot.Approval, Seats: 1, Options: workstreams()}}
	motions := func(id, title string, cast ...ballots) vote {
		return vote{contest: &ballot.Contest{ID: id, Title: title, Method: ballot.Motion, Eligible: 5,
			Majority: &ballot.Requirement{Overall: new(ballot.SimpleMajority())}, Quorum: &ballot.Quorum{Ballots: 3}}, ballots: cast}.open(box.LevelOpen)
	}
	rejected := motions("rejected", "Beschluss, der keine Mehrheit hat", ballots{2, ballot.Choose(ballot.Yes)}, ballots{2, ballot.Choose(ballot.No)}, ballots{1, ballot.Choose(ballot.Abstain)})
	lot := vote{contest: &ballot.Contest{ID: "lot", Title: "Gleichstand, den das Los entscheidet", Method: ballot.Plurality, Seats: 1, Options: people()},
		ballots: tied.ballots, lot: &ballot.Lot{Order: []int{1, 0, 2, 3}, Key: "Ziehung im Plenum"}}
	invalid := vote{contest: &ballot.Contest{ID: "invalid", Title: "Auszählung mit ungültigen und leeren Stimmzetteln", Method: ballot.Approval, Seats: 1, Eligible: 40, Options: workstreams(),
		Validity: ballot.Validity{Blank: ballot.Ignore, MaxChoices: 2}},
		ballots: []ballots{{9, ballot.Choose(0)}, {6, ballot.Choose(1, 2)}, {4, ballot.Ballot{}}, {3, ballot.Choose(0, 1, 2)}, {2, ballot.Ballot{Spoilt: true}}}}
	merged := vote{contest: &ballot.Contest{ID: "merged", Title: "Kleine Gruppen sind zusammengelegt", Method: ballot.Approval, Seats: 1, Options: workstreams(), Groups: groups(), Merge: 5},
		ballots: []ballots{{9, ballot.Choose(0)}, {3, ballot.Choose(1).In(1)}, {2, ballot.Choose(1, 2).In(2)}, {7, ballot.Choose(0, 3).In(3)}, {6, ballot.Choose(4).In(4)}}}
	few := vote{contest: &ballot.Contest{ID: "few", Title: "Geheime Wahl mit drei Stimmzetteln", Method: ballot.Plurality, Seats: 1, Options: people()},
		ballots: []ballots{{2, ballot.Choose(0)}, {1, ballot.Choose(1)}}}
	scoreGroups := vote{contest: &ballot.Contest{ID: "score-groups", Title: "Bewertung nach Gruppen", Method: ballot.Score, Seats: 2, Options: workstreams(), Groups: groups(),
		Variant: ballot.Variant{MaxPoints: 5}}}
	for g := range 5 {
		scoreGroups.ballots = append(scoreGroups.ballots, ballots{uint64(5 + g), ballot.Grade(5-g, g, 3, 1, 2).In(g)})
	}
	stv := vote{contest: &ballot.Contest{ID: "stv", Title: "Übertragbare Einzelstimmgebung", Method: ballot.ScottishSTV, Seats: 2, Options: people()},
		ballots: []ballots{{11, ballot.Rank(0, 1)}, {4, ballot.Rank(1, 2)}, {3, ballot.Rank(2)}, {4, ballot.Rank(3, 2)}}}
	withdrawn := workstreams()
	withdrawn[1].Withdrawn = true
	all := []vote{
		approval("approval", "Auswahl der Workstreams", workstreams()), approval("approval-long", "Auswahl mit langen Namen", long()),
		approval("approval-200", "Auswahl aus 200 Vorschlägen", many(200)), approval("withdrawn", "Auswahl mit zurückgezogenem Vorschlag", withdrawn),
		ranked("ranked", "Wahl des Mitglieds und der Stellvertretung Wissenschaft", ballot.Schulze, people()),
		ranked("rounds", "Wahl in Runden", ballot.InstantRunoff, workstreams()), ranked("rounds-long", "Runden mit langen Namen", ballot.InstantRunoff, long()),
		ranked("ranked-200", "Rangfolge aus 200 Vorschlägen", ballot.InstantRunoff, many(200)),
		single.open(box.LevelOperator), motion.open(box.LevelOpen), quorum.open(box.LevelOpen), score.open(box.LevelOperator), tied.open(box.LevelOperator),
		vacant.open(box.LevelOperator), nothing.open(box.LevelOperator),
		rejected, lot.open(box.LevelOperator), invalid.open(box.LevelOperator), merged.open(box.LevelOperator), few.open(box.LevelOperator),
		scoreGroups.open(box.LevelOperator), stv.open(box.LevelOperator),
	}
	out := map[string]vote{}
	for _, v := range all {
		out[v.contest.ID] = v
	}
	for state, s := range map[string]box.State{"closed": box.Closed, "prepared": box.Prepared} {
		v := approval(state, "Auswahl der Workstreams", workstreams())
		v.paper.State = s
		out[state] = v
	}
	v := approval("letter", "Auswahl mit Wahlschein", workstreams())
	v.paper.ByCredential, v.paper.Receipts = true, box.Tracker
	v.paper.Notes = map[string]dialog.Text{"ws-01": {"de": "Eine Zeile zum Vorschlag, wie sie die Geschäftsstelle dazu schreibt.", "en": "A line on the proposal, as the programme office writes it."}}
	out["letter"] = v
	for _, id := range []string{"voted", "stranger"} { // what somebody may not do is said by the same paper
		out[id] = approval(id, "Auswahl der Workstreams", workstreams())
	}
	maps.Copy(out, papersOnly())
	return out
}

// count counts a vote of the gallery.
func (v vote) count() (*ballot.Result, error) {
	t, err := ballot.NewTally(v.contest)
	if err != nil {
		return nil, err
	}
	for _, b := range v.ballots {
		if _, err := t.Add(b.b, b.n); err != nil {
			return nil, err
		}
	}
	return ballot.Count(t, ballot.Options{Lot: v.lot})
}
