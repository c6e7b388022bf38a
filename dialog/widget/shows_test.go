package widget_test

import (
	"context"
	"encoding/csv"
	"fmt"
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/committee"
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/dialog/widget"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

// cast is a number of equal ballots.
type cast struct {
	n uint64
	b ballot.Ballot
}

func letters(n int) (out []ballot.Option) {
	for i := range n {
		out = append(out, ballot.Option{ID: fmt.Sprintf("o%d", i+1), Name: "Option " + string(rune('A'+i%26)) + strings.Repeat("'", i/26)})
	}
	return out
}

// show counts a vote and returns what shows it.
func show(t *testing.T, level box.Level, c ballot.Contest, ballots ...cast) *widget.Set {
	t.Helper()
	c.ID = "x"
	if c.Method != ballot.Motion && c.Options == nil {
		c.Options = letters(3)
	}
	tally, err := ballot.NewTally(&c)
	require.NoError(t, err)
	for _, b := range ballots {
		_, err := tally.Add(b.b, b.n)
		require.NoError(t, err)
	}
	result, err := ballot.Count(tally, ballot.Options{})
	require.NoError(t, err)
	set, err := widget.New(widget.Config{Results: func(context.Context, string) (*widget.Result, error) {
		return &widget.Result{Result: result, Level: level}, nil
	}})
	require.NoError(t, err)
	return set
}

var tags = regexp.MustCompile(`<details>(?s:.*?)</details>|<[^>]*>`)

// page is the text of a page without what can be opened, and its HTML.
func page(t *testing.T, set *widget.Set, path string) (text, source string) {
	t.Helper()
	w := get(set, "/dfc/"+path)
	source = w.Body.String()
	return strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(source, " "))), " "), source
}

func TestPointsAreNotCalledVotes(t *testing.T) {
	score := ballot.Contest{Method: ballot.Score, Seats: 1, Variant: ballot.Variant{MaxPoints: 5}, Groups: []ballot.Group{{ID: "science"}, {ID: "business"}}}
	votes := []cast{{3, ballot.Grade(5, 3, 0)}, {2, ballot.Grade(0, 4, 5).In(1)}}
	for lang, want := range map[string]struct{ heading, sentence, votes string }{
		"de": {"Punkte nach Gruppen", "Die meisten Punkte, 17, hat „Option B“.", "Stimmen"},
		"en": {"Points by group", "Most points, 17, are for “Option B”.", "Votes"},
	} {
		text, _ := page(t, show(t, 0, score, votes...), "results/x?lang="+lang)
		assert.Contains(t, text, want.heading)
		assert.Contains(t, text, want.sentence)
		assert.NotContains(t, text, want.votes)
	}
	assert.Equal(t, "option,name,science,business,points,elected\no1,Option A,15,0,15,false\no2,Option B,9,8,17,true\no3,Option C,0,10,10,false\n",
		get(show(t, 0, score, votes...), "/dfc/results/x.csv").Body.String())

	score.Weighting = ballot.Weighting{Rule: ballot.ByTurnout}
	score.Groups[0].Share, score.Groups[1].Share = ballot.Share(1, 2), ballot.Share(1, 2)
	weighted := get(show(t, 0, score, votes...), "/dfc/results/x.csv").Body.String()
	assert.True(t, strings.HasPrefix(weighted, "option,name,points,elected\no1,Option A,5/2,false\n"), "weights: the sum alone, exact\n%s", weighted)

	none := ballot.Contest{Method: ballot.Score, Seats: 1, Variant: ballot.Variant{MaxPoints: 5}, Quorum: &ballot.Quorum{Ballots: 99}}
	text, _ := page(t, show(t, 0, none, cast{3, ballot.Grade(5)}), "results/x")
	assert.Contains(t, text, "Stimmzettel mit Punkten", "what was not counted has no points")

	borda := ballot.Contest{Method: ballot.Borda, Seats: 1}
	text, _ = page(t, show(t, 0, borda, cast{3, ballot.Rank(0, 1, 2)}, cast{2, ballot.Rank(1, 2, 0)}), "results/x")
	assert.Contains(t, text, "Die meisten Punkte, 7, hat „Option B“.")
}

func TestFirstPlacesDoNotElect(t *testing.T) {
	c := ballot.Contest{Method: ballot.Schulze, Seats: 1}
	for lang, want := range map[string][]string{
		"de": {"Gewählt ist „Option B“.", "Erste Plätze", "Auf dem ersten Platz steht am häufigsten „Option A“, 4-mal.", "Es entscheidet die Rangfolge als Ganzes."},
		"en": {"Elected: “Option B”.", "First places", "Most often in first place is “Option A”, 4 times.", "the ranking as a whole decides."},
	} {
		text, _ := page(t, show(t, 0, c, cast{4, ballot.Rank(0, 1, 2)}, cast{3, ballot.Rank(1, 2, 0)}, cast{2, ballot.Rank(2, 1, 0)}), "results/x?lang="+lang)
		for _, s := range want {
			assert.Contains(t, text, s)
		}
		assert.NotContains(t, text, "Die meisten Stimmen")
	}
}

func TestMethodsThatWeighOtherThingsSaySo(t *testing.T) {
	text, _ := page(t, show(t, 0, ballot.Contest{Method: ballot.Satisfaction, Seats: 1}, cast{4, ballot.Choose(0, 1)}, cast{3, ballot.Choose(2)}), "results/x")
	assert.Contains(t, text, "Gewählt ist „Option C“.")
	assert.Contains(t, text, "Gewählt wird nicht danach allein: Es entscheidet das Verfahren „Zustimmungswahl mit geteilter Stimme")
	text, _ = page(t, show(t, 0, ballot.Contest{Method: ballot.Approval, Seats: 1}, cast{4, ballot.Choose(0)}), "results/x")
	assert.NotContains(t, text, "nicht danach allein")
}

func TestAMotionIsMeasuredAgainstWhatItNeeds(t *testing.T) {
	motion := func(m ballot.Majority) ballot.Contest {
		return ballot.Contest{Method: ballot.Motion, Eligible: 7, Majority: &ballot.Requirement{Overall: &m}, Quorum: &ballot.Quorum{Share: ballot.Share(1, 2)}}
	}
	votes := func(yes, no, abstain uint64) []cast {
		return []cast{{yes, ballot.Choose(ballot.Yes)}, {no, ballot.Choose(ballot.No)}, {abstain, ballot.Choose(ballot.Abstain)}}
	}
	for name, c := range map[string]struct {
		majority     ballot.Majority
		votes        []cast
		need, quorum string
	}{
		"half of an even number":  {ballot.SimpleMajority(), votes(2, 2, 1), "3", "4"},
		"half of an odd number":   {ballot.SimpleMajority(), votes(3, 2, 1), "3", "4"},
		"two thirds":              {ballot.TwoThirds(ballot.OfCast), votes(3, 2, 0), "4", "4"},
		"exactly two thirds":      {ballot.TwoThirds(ballot.OfCast), votes(4, 2, 0), "4", "4"},
		"of all":                  {ballot.AbsoluteMajority(), votes(4, 0, 0), "4", "4"},
		"nobody is no majority":   {ballot.TwoThirds(ballot.OfCast), votes(0, 0, 5), "1", "4"},
		"unanimity of the ballot": {ballot.Unanimity(ballot.OfPresent), votes(4, 0, 1), "5", "4"},
	} {
		t.Run(name, func(t *testing.T) {
			text, source := page(t, show(t, box.LevelOpen, motion(c.majority), c.votes...), "results/x")
			assert.Contains(t, text, "nötig: mindestens "+c.need+":")
			assert.Contains(t, text, "von 7 Stimmberechtigten; nötig: mindestens "+c.quorum+":")
			assert.Equal(t, 3, strings.Count(source, "dfc-limit"), "the key and two lines")
			assert.Regexp(t, `<th scope="row">Ja</th><td class="dfc-n">\d</td><td class="dfc-n">`+c.need+`</td>`, source)
			assert.Regexp(t, `<th scope="row">Gültige Stimmzettel</th><td class="dfc-n">\d</td><td class="dfc-n">`+c.quorum+`</td>`, source)
		})
	}
	text, source := page(t, show(t, box.LevelOpen, motion(ballot.SimpleMajority()), votes(2, 0, 0)...), "results/x")
	assert.Contains(t, text, "2 von 7 Stimmberechtigten haben abgestimmt.")
	assert.Contains(t, text, "nötig: mindestens 4: nicht erreicht")
	assert.Equal(t, 2, strings.Count(source, "dfc-limit"), "without a quorum there is no majority to be held against")
}

// What is not decided, or decided against, has another look than success.
func TestOnlySuccessLooksLikeIt(t *testing.T) {
	simple := &ballot.Requirement{Overall: new(ballot.SimpleMajority())}
	for name, c := range map[string]struct {
		contest ballot.Contest
		ballots []cast
		good    bool
	}{
		"elected":   {ballot.Contest{Method: ballot.Plurality, Seats: 1}, []cast{{9, ballot.Choose(0)}}, true},
		"nobody":    {ballot.Contest{Method: ballot.Plurality, Seats: 1}, nil, false},
		"tied":      {ballot.Contest{Method: ballot.Plurality, Seats: 1}, []cast{{9, ballot.Choose(0)}, {9, ballot.Choose(1)}}, false},
		"no quorum": {ballot.Contest{Method: ballot.Plurality, Seats: 1, Quorum: &ballot.Quorum{Ballots: 10}}, []cast{{9, ballot.Choose(0)}}, false},
		"adopted":   {ballot.Contest{Method: ballot.Motion, Majority: simple}, []cast{{9, ballot.Choose(ballot.Yes)}}, true},
		"rejected":  {ballot.Contest{Method: ballot.Motion, Majority: simple}, []cast{{9, ballot.Choose(ballot.No)}}, false},
	} {
		_, source := page(t, show(t, 0, c.contest, c.ballots...), "results/x")
		assert.Equal(t, c.good, strings.Contains(source, `class="dfc-good"`), name)
		assert.Equal(t, !c.good, strings.Contains(source, `class="dfc-notice"`), name)
	}
}

func TestFewBallotsOfASecretVoteWarn(t *testing.T) {
	plain := ballot.Contest{Method: ballot.Plurality, Seats: 1}
	grouped := ballot.Contest{Method: ballot.Plurality, Seats: 1, Groups: []ballot.Group{{ID: "science"}, {ID: "business"}}}
	merging := grouped
	merging.Merge = 5
	small := []cast{{9, ballot.Choose(0)}, {4, ballot.Choose(1).In(1)}}
	for name, c := range map[string]struct {
		level   box.Level
		contest ballot.Contest
		ballots []cast
		want    string
	}{
		"four":              {box.LevelOperator, plain, []cast{{3, ballot.Choose(0)}, {1, ballot.Ballot{Spoilt: true}}}, "Bei so wenigen Stimmen kann das Ergebnis einzelne Stimmen verraten."},
		"five":              {box.LevelOperator, plain, []cast{{5, ballot.Choose(0)}}, ""},
		"none":              {box.LevelOperator, plain, nil, ""},
		"open":              {box.LevelOpen, plain, []cast{{1, ballot.Choose(0)}}, ""},
		"nothing is said":   {0, plain, []cast{{1, ballot.Choose(0)}}, ""},
		"a small group":     {box.LevelOperator, grouped, small, "In einer Gruppe haben so wenige abgestimmt"},
		"merged with other": {box.LevelOperator, merging, small, ""},
	} {
		text, _ := page(t, show(t, c.level, c.contest, c.ballots...), "results/x")
		assert.Equal(t, c.want != "", strings.Contains(text, "verraten"), name)
		assert.Contains(t, text, c.want, name)
	}
}

func TestVeryManyOptionsHaveTwentyBars(t *testing.T) {
	c := ballot.Contest{Method: ballot.Approval, Seats: 1, Options: letters(60)}
	var votes []cast
	for i := range 60 {
		votes = append(votes, cast{uint64(1 + i), ballot.Choose(i)})
	}
	text, source := page(t, show(t, 0, c, votes...), "results/x")
	assert.Contains(t, text, "Das Diagramm zeigt die 20 Optionen mit den höchsten Zahlen; alle 60 stehen in der Tabelle.")
	assert.Equal(t, 20, strings.Count(between(source, "<svg", "</svg>"), `<rect class="dfc-c1`))
	assert.Equal(t, 60, strings.Count(between(source, "<tbody>", "</tbody>"), "<tr>"))
	rows, err := csv.NewReader(strings.NewReader(get(show(t, 0, c, votes...), "/dfc/results/x.csv").Body.String())).ReadAll()
	require.NoError(t, err)
	assert.Len(t, rows, 61)
}

func TestVeryManyOptionsHaveTwentyRowsOfRounds(t *testing.T) {
	c := ballot.Contest{Method: ballot.InstantRunoff, Seats: 1, Options: letters(30)}
	var votes []cast
	for i := range 30 {
		votes = append(votes, cast{uint64(1 + i), ballot.Rank(i, (i+1)%30)})
	}
	text, source := page(t, show(t, 0, c, votes...), "results/x")
	assert.Contains(t, text, "Das Diagramm zeigt die 20 Optionen, die am längsten im Rennen waren; alle 30 stehen in der Tabelle.")
	_, rounds, _ := strings.Cut(source, "dfc-rounds")
	svg, _, _ := strings.Cut(rounds, "</svg>")
	assert.NotContains(t, svg, ">Option A</text>", "the first to go")
	assert.Contains(t, svg, "Option Z</text>")
	assert.Equal(t, 30, strings.Count(between(rounds, "<tbody>", "</tbody>"), "<tr>"))
}

func TestTablesOfOneColumnSayItOnce(t *testing.T) {
	_, source := page(t, show(t, 0, ballot.Contest{Method: ballot.Plurality, Seats: 1}, cast{9, ballot.Choose(0)}), "results/x")
	assert.Contains(t, source, `<thead><tr><th scope="col">Option</th><th scope="col" class="dfc-n">Stimmen</th></tr></thead>`)
	grouped := ballot.Contest{Method: ballot.Plurality, Seats: 1, Groups: []ballot.Group{{ID: "civil-society"}, {ID: "own"}}}
	_, source = page(t, show(t, 0, grouped, cast{9, ballot.Choose(0)}), "results/x")
	assert.Contains(t, source, `<th scope="col" class="dfc-n">Organisierte Zivilgesellschaft</th><th scope="col" class="dfc-n">Own</th><th scope="col" class="dfc-n">Zusammen</th>`)
	assert.NotContains(t, source, "civil-society")
}

func TestInvalidAndBlankBallotsAreTold(t *testing.T) {
	c := ballot.Contest{Method: ballot.Approval, Seats: 1, Validity: ballot.Validity{Blank: ballot.Ignore}}
	text, _ := page(t, show(t, 0, c, cast{9, ballot.Choose(0)}, cast{2, ballot.Ballot{}}, cast{1, ballot.Ballot{Spoilt: true}}), "results/x")
	assert.Contains(t, text, "Abgegeben sind 12 Stimmzettel, davon 11 gültig und 1 ungültig.")
	assert.Contains(t, text, "2 gültige Stimmzettel sind leer")
}

func committees(t *testing.T, seats []committee.Seat, events ...committee.Event) *widget.Set {
	h := committee.NewHistory([]committee.Committee{{Elected: dialog.MustDate("2026-01-01"), Seats: seats, Events: events}})
	set, err := widget.New(widget.Config{Committees: func(context.Context, string) (*widget.CommitteeData, error) {
		return &widget.CommitteeData{History: h, Day: dialog.MustDate("2026-06-01")}, nil
	}})
	require.NoError(t, err)
	return set
}

func TestTheDayOfACommitteeIsReadAsPeopleWriteIt(t *testing.T) {
	set := committees(t, []committee.Seat{{Group: dialog.Science, Member: "m", Deputy: "d"}})
	for on, want := range map[string]string{"2026-03-01": "1. März 2026", "1.3.2026": "1. März 2026", "01.03.2026": "1. März 2026", "1.+3.+2026": "1. März 2026", "+31.1.2026+": "31. Januar 2026"} {
		text, _ := page(t, set, "committee/x?on="+on)
		assert.Contains(t, text, "So ist das Dialogkomitee am "+want+" besetzt.", on)
	}
	for _, on := range []string{"30.2.2026", "1.3.26", "2026-03", "1/3/2026", "gestern", "0.1.2026", "99.99.9999"} {
		w := get(set, "/dfc/committee/x?on="+on)
		assert.Equal(t, http.StatusUnprocessableEntity, w.Code, on)
		assert.Contains(t, w.Body.String(), `value="`+on+`"`, "what was typed stays")
	}
	_, source := page(t, set, "committee/x")
	assert.Contains(t, source, "Ein Tag wie 1.3.2026 oder 2026-03-01")
	_, source = page(t, set, "committee/x?lang=en")
	assert.Contains(t, source, "A day such as 2026-03-01 or 1.3.2026")
}

func TestAVacantPlaceSaysSinceWhen(t *testing.T) {
	day := dialog.MustDate
	set := committees(t, []committee.Seat{{Group: dialog.Science, Member: "m", Deputy: "d"}, {Group: dialog.Business, Member: "b"}},
		committee.Event{Kind: committee.Resigned, On: day("2026-02-01"), Group: dialog.Science, Role: committee.Member, Person: "m"},
		committee.Event{Kind: committee.Succeeded, On: day("2026-03-01"), Group: dialog.Science, Role: committee.Member, Person: "d"})
	text, _ := page(t, set, "committee/x")
	assert.Contains(t, text, "Wissenschaft d Nachrücken am 1. März 2026 unbesetzt seit dem 1. März 2026 Kultur")
	assert.Contains(t, text, "b von Anfang an unbesetzt")
	text, _ = page(t, set, "committee/x?on=2026-02-03")
	assert.Contains(t, text, "Wissenschaft unbesetzt seit dem 1. Februar 2026 d ")
	text, _ = page(t, set, "committee/x?lang=en")
	assert.Contains(t, text, "vacant since 1 March 2026")
}

// lives are workstreams by what became of them.
func timelineOf(t *testing.T, day string, lives map[string][]workstream.Step) *widget.Set {
	date := dialog.MustDate
	cycle := dialog.Cycle{Label: "2025/2026", Opening: &dialog.Denkwerkstatt{Number: 10, Period: dialog.Period{Start: date("2025-11-13"), End: date("2025-11-14")}},
		Closing: &dialog.Denkwerkstatt{Number: 11, Period: dialog.Period{Start: date("2026-11-12"), End: date("2026-11-13")}}}
	var all []workstream.Workstream
	for title, steps := range lives {
		all = append(all, workstream.Workstream{ID: "w", Proposal: workstream.Proposal{Title: dialog.Plain(title)}, Steps: steps,
			Planned: dialog.Period{Start: date("2025-12-01"), End: date("2026-06-30")}})
	}
	set, err := widget.New(widget.Config{Timelines: func(context.Context, string) (*widget.TimelineData, error) {
		return &widget.TimelineData{Day: date(day), Cycle: cycle, Workstreams: all}, nil
	}})
	require.NoError(t, err)
	return set
}

func steps(pairs ...string) (out []workstream.Step) {
	for i := 0; i+1 < len(pairs); i += 2 {
		s, err := workstream.ParseState(pairs[i])
		if err != nil {
			panic(err)
		}
		out = append(out, workstream.Step{To: s, On: dialog.MustDate(pairs[i+1])})
	}
	return out
}

func TestWhatWasNotSelectedIsNoWorkstreamOfTheCycle(t *testing.T) {
	set := timelineOf(t, "2026-03-16", map[string][]workstream.Step{
		"Läuft":       steps("selected", "2025-11-14", "running", "2025-12-01"),
		"Abgelehnt":   steps("proposed", "2025-11-13", "not-selected", "2025-11-14"),
		"Verzichtet":  steps("proposed", "2025-11-13", "withdrawn", "2025-11-14"),
		"Neu":         steps("proposed", "2025-11-13"),
		"Abgebrochen": steps("selected", "2025-11-14", "running", "2025-12-01", "cancelled", "2026-02-01"),
	})
	text, source := page(t, set, "timeline/x")
	assert.Contains(t, text, "2 Workstreams in diesem Zyklus; keine Abweichung bei Zeiten und Dauer.")
	assert.Contains(t, text, "Vorgeschlagen, noch nicht ausgewählt: „Neu“.")
	assert.Regexp(t, `Nicht ausgewählt: „(Abgelehnt“ und „Verzichtet|Verzichtet“ und „Abgelehnt)“\.`, text)
	svg := between(source, "<svg", "</svg>")
	assert.NotContains(t, svg, "Abgelehnt")
	assert.Contains(t, svg, "Abgebrochen")
	assert.Equal(t, 1, strings.Count(svg, "0.45"), "the one that runs has an open end, the one that was stopped has none")
	assert.Contains(t, source, "<td>1.\u00a0Februar\u00a02026</td>", "it ended when it was stopped")
}

func TestLateIsSaidInWords(t *testing.T) {
	set := timelineOf(t, "2026-08-01", map[string][]workstream.Step{"Spät": steps("selected", "2025-11-14", "running", "2025-12-01")})
	text, source := page(t, set, "timeline/x")
	assert.Contains(t, text, "bei einem stimmen Zeiten oder Dauer nicht.")
	assert.Contains(t, source, "<td>laufend, <strong>verspätet</strong></td>")
	assert.Contains(t, text, "Hinweise Spät WST-15")
	text, _ = page(t, set, "timeline/x?lang=en")
	assert.Contains(t, text, "running, late")
	short := timelineOf(t, "2026-08-01", map[string][]workstream.Step{"Kurz": steps("selected", "2025-11-14", "running", "2025-12-01", "completed", "2025-12-20")})
	text, source = page(t, short, "timeline/x")
	assert.Contains(t, text, "abgeschlossen, Zeiten auffällig", "too short is not late")
	assert.NotContains(t, source, "dfc-is-late")
}

func TestACycleThatIsOverHasNoPlan(t *testing.T) {
	lives := map[string][]workstream.Step{"Fertig": steps("selected", "2025-11-14", "running", "2025-12-01", "completed", "2026-05-31", "presented", "2026-11-12")}
	text, _ := page(t, timelineOf(t, "2026-11-11", lives), "timeline/x")
	assert.Contains(t, text, "Wann ein Workstream dieses Zyklus laufen kann")
	text, _ = page(t, timelineOf(t, "2026-11-12", lives), "timeline/x")
	assert.NotContains(t, text, "Wann ein Workstream dieses Zyklus laufen kann")
	_, source := page(t, timelineOf(t, "2026-03-16", lives), "timeline/x")
	assert.Contains(t, source, `<tr><th scope="row">7 Monate</th><td>12.`+"\u00a0April\u00a02026</td></tr>")
	assert.NotContains(t, source, "ist der späteste Beginn")
}

func TestFindingsLookAsSevereAsTheyAre(t *testing.T) {
	for name, c := range map[string]struct{ severity, verdict string }{
		"error": {"error", "dfc-notice dfc-sev-error"}, "warning": {"warning", "dfc-notice"}, "notice": {"notice", "dfc-good"}, "none": {"", "dfc-good"},
	} {
		set, err := widget.New(widget.Config{Reports: func(context.Context, string) (*programme.Report, error) {
			r := &programme.Report{Name: "x"}
			if c.severity != "" {
				var s dialog.Severity
				require.NoError(t, s.UnmarshalText([]byte(c.severity)))
				r.Findings = []dialog.Finding{{Rule: workstream.RuleDuration, Severity: s}}
			}
			return r, nil
		}})
		require.NoError(t, err)
		_, source := page(t, set, "findings/x")
		assert.Contains(t, source, `<p class="`+c.verdict+`"><strong>`, name)
		if c.severity != "" {
			assert.Contains(t, source, `class="dfc-rule dfc-sev-`+c.severity+`"`)
		}
		assert.Contains(t, source, `<a href="mailto:projekt-digitalegesellschaft@bsi.bund.de">projekt-digitalegesellschaft@bsi.bund.de</a>`)
	}
}
