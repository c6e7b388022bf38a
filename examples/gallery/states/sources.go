package states

import (
	"context"
	"fmt"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/committee"
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/dialog/widget"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

// papers is the Ballots of the gallery: nothing that is cast is kept.
type papers map[string]vote

func (p papers) Paper(_ context.Context, id string) (*widget.Paper, error) {
	v, ok := p[id]
	if !ok {
		return nil, fmt.Errorf("vote %q: %w", id, widget.ErrNotFound)
	}
	return &v.paper, nil
}

// hasVoted is who casts in the gallery, and sees the receipt.
const hasVoted = "voted"

func (p papers) Standing(_ context.Context, id, voter string) error {
	if voter == hasVoted {
		return box.ErrVoted
	}
	switch id {
	case "voted":
		return box.ErrVoted
	case "stranger":
		return box.ErrNotOnRoll
	}
	return nil
}

// receipt is the form of one, and is signed by nobody.
const receipt = "dfc.example/receipt\nvote gallery\n\n— gallery.example.org/box AAAA…\n"

func (p papers) Cast(_ context.Context, id string, c widget.Cast) (string, error) {
	if p[id].paper.State != box.Voting {
		return "", box.ErrClosed
	}
	if id == "voted" {
		return "", box.ErrVoted
	}
	if c.Credential != "" {
		return "", box.ErrCredential
	}
	return receipt, nil
}

func (p papers) result(_ context.Context, id string) (*widget.Result, error) {
	v, ok := p[id]
	if !ok {
		return nil, fmt.Errorf("result %q: %w", id, widget.ErrNotFound)
	}
	r, err := v.count()
	if err != nil {
		return nil, err
	}
	return &widget.Result{Result: r, Level: v.paper.Level}, nil
}

// today is the day of the gallery, so that its pages stay as they are.
var today = dialog.MustDate("2026-03-16")

func committees(_ context.Context, id string) (*widget.CommitteeData, error) {
	data := &widget.CommitteeData{Day: today, Name: func(person string) string {
		if id == "long" {
			return strings.Repeat("Delegierte Person mit einer sehr langen Bezeichnung ihrer Rolle ", 4) + hostile
		}
		group, role, _ := strings.Cut(person, ".")
		names := map[string]string{"m": "Mitglied", "d": "Stellvertretung"}
		return names[role] + " (" + group + ")"
	}}
	if id == "none" {
		data.History = committee.NewHistory(nil)
		return data, nil
	}
	c := committee.Committee{Elected: dialog.MustDate("2025-11-14")}
	for _, g := range dialog.Groups() {
		seat := committee.Seat{Group: g, Member: g.String() + ".m", Deputy: g.String() + ".d"}
		if id == "vacant" && g == dialog.CultureAndMedia {
			seat.Deputy = ""
		}
		if id == "vacant" && g == dialog.Business {
			seat.Member = dialog.UnknownID
		}
		c.Seats = append(c.Seats, seat)
	}
	if id == "vacant" {
		c.Events = []committee.Event{{Kind: committee.Resigned, On: dialog.MustDate("2026-01-20"), Group: dialog.Science, Role: committee.Member, Person: "science.m"},
			{Kind: committee.Succeeded, On: dialog.MustDate("2026-02-01"), Group: dialog.Science, Role: committee.Member, Person: "science.d"}}
	}
	if id == "all-vacant" {
		for i := range c.Seats {
			if c.Seats[i].Member, c.Seats[i].Deputy = "", ""; i == 0 {
				c.Seats[i].Member = "civil-society.m"
			}
		}
		c.Events = []committee.Event{{Kind: committee.Resigned, On: dialog.MustDate("2026-01-20"), Group: dialog.CivilSociety, Role: committee.Member, Person: "civil-society.m"}}
	}
	if id == "ended" {
		c.Elected, c.Until = dialog.MustDate("2024-11-15"), dialog.MustDate("2025-11-13")
		data.Day = dialog.MustDate("2025-06-01")
	}
	data.History = committee.NewHistory([]committee.Committee{c})
	return data, nil
}

func timelines(_ context.Context, id string) (*widget.TimelineData, error) {
	opening := &dialog.Denkwerkstatt{Number: 10, Period: dialog.Period{Start: dialog.MustDate("2025-11-13"), End: dialog.MustDate("2025-11-14")}}
	closing := &dialog.Denkwerkstatt{Number: 11, Period: dialog.Period{Start: dialog.MustDate("2026-11-12"), End: dialog.MustDate("2026-11-13")}, Announced: true}
	data := &widget.TimelineData{Day: today, Cycle: dialog.Cycle{Label: "2025/2026", Opening: opening, Closing: closing}}
	names := workstreams()
	switch id {
	case "empty":
		return data, nil
	case "long":
		names = long()
	case "many":
		names = many(200)
	case "unknown":
		data.Cycle.Closing = nil
	case "on-time":
		names = names[3:]
	case "life":
		data.Workstreams = lives()
		return data, nil
	case "over":
		data.Day, data.Workstreams = dialog.MustDate("2027-01-15"), lives()
		return data, nil
	}
	for i, o := range names {
		w := workstream.Workstream{ID: o.ID, Proposal: workstream.Proposal{Title: dialog.Plain(o.Name)}, Steps: []workstream.Step{
			{To: workstream.Proposed, On: dialog.MustDate("2025-11-13")}, {To: workstream.Selected, On: dialog.MustDate("2025-11-14")}}}
		start := dialog.MustDate("2025-12-01").AddDays(i % 5 * 20)
		w.Planned = dialog.Period{Start: start, End: start.AddDays(100 + i%7*30)}
		if i%3 != 1 {
			w.Steps = append(w.Steps, workstream.Step{To: workstream.Running, On: start.AddDays(3)})
		}
		if i%5 == 2 {
			w.Planned.End = dialog.MustDate("2026-12-20") // after the Denkwerkstatt that is to see it
		}
		if i == 0 && id != "on-time" {
			w.Planned.End = dialog.MustDate("2026-03-01") // over, and not completed
		}
		data.Workstreams = append(data.Workstreams, w)
	}
	return data, nil
}

// lives are workstreams with each end that one can have.
func lives() (out []workstream.Workstream) {
	day := dialog.MustDate
	selected := []workstream.Step{{To: workstream.Proposed, On: day("2025-11-13")}, {To: workstream.Selected, On: day("2025-11-14")}}
	running := append(selected[:2:2], workstream.Step{To: workstream.Running, On: day("2025-12-01")})
	planned := dialog.Period{Start: day("2025-12-01"), End: day("2026-06-30")}
	for i, steps := range [][]workstream.Step{
		append(running[:3:3], workstream.Step{To: workstream.Completed, On: day("2026-03-10")}),
		append(running[:3:3], workstream.Step{To: workstream.Cancelled, On: day("2026-02-20"), Reason: dialog.Plain("Es fehlte an Zeit.")}),
		append(running[:3:3], workstream.Step{To: workstream.Completed, On: day("2026-03-02")}, workstream.Step{To: workstream.Presented, On: day("2026-11-12")}),
		append(running[:3:3], workstream.Step{To: workstream.Unpublished, On: day("2026-03-15")}),
		append(selected[:1:1], workstream.Step{To: workstream.NotSelected, On: day("2025-11-14")}),
		append(selected[:1:1], workstream.Step{To: workstream.Withdrawn, On: day("2025-11-14")}),
		selected[:1:1],
	} {
		name := append(workstreams(), named("Zurückgezogene Idee", "Nachgereichte Idee")...)[i].Name
		out = append(out, workstream.Workstream{ID: fmt.Sprintf("ws-%02d", i+1), Proposal: workstream.Proposal{Title: dialog.Plain(name)}, Planned: planned, Steps: steps})
	}
	return out
}

func reports(ctx context.Context, id string) (*programme.Report, error) {
	text := map[string]string{"clean": clean, "warnings": warnings, "breached": breached}[id]
	p, err := programme.Real()
	if text != "" {
		p, err = programme.Parse(strings.NewReader(text), "programme.yaml")
	}
	if err != nil {
		return nil, err
	}
	return programme.Check(ctx, p, dialog.Date{})
}

const clean = `version: 1
programme: beispiel
title: {de: Ein Programm ohne Befunde, en: A programme without findings}
as_of: 2025-11-14
denkwerkstaetten:
  - {number: 1, dates: {start: 2025-11-13, end: 2025-11-14}}
`

const warnings = `version: 1
programme: beispiel
title: {de: Ein Programm mit Warnungen, en: A programme with warnings}
as_of: 2026-03-16
denkwerkstaetten:
  - {number: 2, dates: {start: 2025-11-13, end: 2025-11-14}}
cycles:
  - label: 2025/2026
    workstreams:
      - id: ws-1
        title: Ein Workstream, der zu früh endet
        planned: {start: 2026-01-12, end: 2026-02-11}
        steps:
          - {to: selected, on: 2025-11-14}
          - {to: running, on: 2026-01-12}
`

const breached = `version: 1
programme: beispiel
title: {de: Ein Programm mit Befunden, en: A programme with findings}
as_of: 2026-12-31
denkwerkstaetten:
  - {number: 2, dates: {start: 2025-11-13, end: 2025-11-14}}
  - {number: 3, dates: {start: 2026-11-12, end: 2026-11-11}}
cycles:
  - label: 2025/2026
    workstreams:
      - id: ws-1
        title: "` + `Ein Workstream <b>mit</b> Fehlern"
        steps:
          - {to: selected, on: 2025-11-14}
          - {to: running, on: 2025-11-01}
          - {to: cancelled, on: 2026-12-20}
waivers:
  - {rule: WST-08, until: 2027-01-31, by: Geschäftsstelle, reason: Der Grund wird nachgereicht.}
`
