package widget

import (
	"context"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/dialog-cybersicherheit/dfc/committee"
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// A CommitteeData is what a source returns of the committees of a programme.
type CommitteeData struct {
	Title   dialog.Text // empty for the name of the committee
	History *committee.History
	Name    func(person string) string // how somebody is called; nil or "" for the ID
	Day     dialog.Date                // shown first; zero for today
}

// A committeeView is what committee.tmpl gets.
type committeeView struct {
	frame
	Text, Term string
	Action     string // of the form that asks for another day; "" in a page of the host
	DayLabel   string
	DayHint    string
	Day        string
	Submit     string
	Flaws      []flaw
	FlawsH     string
	DayID      string
	Columns    [3]string // group, member, deputy
	Seats      []seatView
	Vacancies  string
}

type seatView struct {
	Group          string
	Member, Deputy placeView
}

type placeView struct {
	Name, Since string
	Vacant      bool
}

func (v view) committee(ctx context.Context, id, on string) (*body, error) {
	data, err := v.s.c.Committees(ctx, id)
	if err != nil {
		return nil, err
	}
	c := committeeView{frame: v.frame(Committee, id, v.words(data.Title, v.text("widget.committee.title"))), DayLabel: v.text("widget.committee.day"), DayHint: v.text("widget.committee.day-hint"),
		Submit: v.text("widget.committee.show"), Columns: [3]string{v.text("widget.committee.group"), v.text("committee.member"), v.text("committee.deputy")}}
	c.DayID = c.UID + "-day"
	if !v.inline {
		c.Action = v.s.url(Committee, id)
	}
	day := data.Day
	if day.IsZero() {
		day = v.s.today()
	}
	if on != "" {
		asked, ok := parseDay(on)
		if !ok {
			c.Flaws = []flaw{{c.DayID, v.text("widget.committee.bad-day", i18n.Text("value", shown(on)))}}
			c.FlawsH, c.Day = v.text("widget.ballot.flaws", i18n.Int("n", 1)), shown(on)
			if v.inline { // there is no form to correct it in
				c.Flaws[0].Field = ""
			}
		} else {
			day = asked
		}
	}
	if c.Day == "" {
		c.Day = day.String()
	}
	c.stand(v, data, day)
	return &body{kind: Committee, title: c.Title, error: len(c.Flaws) > 0, name: "committee.tmpl", data: c}, nil
}

// germanDay is a day as it is written in German, with or without blanks and zeros.
var germanDay = regexp.MustCompile(`^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})$`)

// parseDay reads a day as people type it: 2026-03-01 or 1.3.2026.
func parseDay(s string) (dialog.Date, bool) {
	s = strings.TrimSpace(s)
	if m := germanDay.FindStringSubmatch(s); m != nil {
		n := [3]int{}
		for i := range n {
			n[i], _ = strconv.Atoi(m[i+1]) // four digits at most
		}
		day, err := dialog.NewDate(n[2], time.Month(n[1]), n[0])
		return day, err == nil
	}
	day, err := dialog.ParseDate(s)
	return day, err == nil && day.Precision() == dialog.PrecisionDay
}

// stand shows the committee as it stood at the end of a day.
func (c *committeeView) stand(v view, data *CommitteeData, day dialog.Date) {
	standing, i := data.History.On(day)
	if standing == nil {
		c.Text = v.text("widget.committee.none", i18n.Day("day", day.I18n()))
		return
	}
	c.Text = v.text("widget.committee.stands", i18n.Day("day", day.I18n()))
	switch term := data.History.Term(i); {
	case term.Open:
		c.Term = v.text("widget.committee.term-open", i18n.Day("start", term.Start.I18n()))
	default:
		c.Term = v.text("widget.committee.term", i18n.Span("span", term.Start.I18n(), term.End.I18n()))
	}
	vacant := 0
	for g, places := range standing.Places() {
		s := seatView{Group: capital(v.text(g.TextKey()))}
		for i, p := range []*placeView{&s.Member, &s.Deputy} {
			*p = v.place(data, places[i])
			if p.Vacant {
				vacant++
			}
		}
		c.Seats = append(c.Seats, s)
	}
	if vacant > 0 {
		c.Vacancies = v.text("widget.committee.vacancies", i18n.Int("n", vacant))
	}
}

func (v view) place(data *CommitteeData, p committee.Place) placeView {
	out := placeView{Vacant: p.Vacant()}
	switch {
	case out.Vacant && p.Event == nil:
		out.Name = v.text("widget.committee.never-filled")
		return out
	case out.Vacant && p.Since.IsZero():
		out.Name = v.text("widget.committee.vacant")
		return out
	case out.Vacant: // the event that left it so is that of a person who is not here any more
		out.Name = v.text("widget.committee.vacant-since", i18n.Day("day", p.Since.I18n()))
		return out
	case p.Person == dialog.UnknownID:
		out.Name = v.text("widget.committee.unpublished")
	default:
		if data.Name != nil {
			out.Name = shown(data.Name(p.Person))
		}
		if out.Name == "" {
			out.Name = shown(p.Person)
		}
	}
	if p.Event != nil && !p.Since.IsZero() {
		out.Since = v.text("widget.committee.since", i18n.Term("event", p.Event.Kind.TextKey()), i18n.Day("day", p.Since.I18n()))
	}
	return out
}
