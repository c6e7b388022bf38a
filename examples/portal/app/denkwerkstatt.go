package app

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// opening is the Denkwerkstatt that opens the cycle at work, nil before it is announced.
func (s *state) opening() *dialog.Denkwerkstatt {
	opening, _, err := dialog.ParseCycleLabel(s.Cycle)
	if err != nil {
		return nil
	}
	for i := range s.Programme.Denkwerkstaetten {
		if d := &s.Programme.Denkwerkstaetten[i]; d.Year() == opening {
			return d
		}
	}
	return nil
}

// closing is the Denkwerkstatt that closes the cycle at work: the next one, whenever that
// is. In 2020 there was none.
func (s *state) closing() *dialog.Denkwerkstatt {
	opening := s.opening()
	if opening == nil {
		return nil
	}
	var next *dialog.Denkwerkstatt
	for i := range s.Programme.Denkwerkstaetten {
		if d := &s.Programme.Denkwerkstaetten[i]; d.Number > opening.Number && (next == nil || d.Number < next.Number) {
			next = d
		}
	}
	return next
}

// denkwerkstatt is when the cycle at work is opened; zero before that is announced.
func (s *state) denkwerkstatt() dialog.Period {
	if d := s.opening(); d != nil {
		return d.Period
	}
	return dialog.Period{}
}

// span is a cycle with the Denkwerkstätten that open and close it.
func (s *state) span(label string) dialog.Cycle {
	c, err := dialog.NewSchedule(s.Programme.Denkwerkstaetten, "").Cycle(label)
	if err == nil && label == s.Cycle {
		c.Closing = s.closing()
	}
	return c
}

// canAnnounce says whether a Denkwerkstatt can be announced, and which announced one can
// still be changed instead: the one to come, as long as it has not begun.
func (s *state) canAnnounce(today dialog.Date) (anew bool, change *dialog.Denkwerkstatt) {
	switch s.Phase {
	case preparing:
		change, anew = s.opening(), s.Cycle == ""
	case running:
		change, anew = s.closing(), s.closing() == nil
	}
	if change != nil && change.Period.Start.After(today) != dialog.Yes {
		change = nil
	}
	return anew, change
}

// farAhead is how far ahead a Denkwerkstatt can be announced, in months. The dates of the
// programme were known about a year before; a slip of the keyboard is more.
const farAhead = 36

// announce enters the Denkwerkstatt that opens the next cycle, or, while workstreams run,
// the one at which they are presented; or another time for the one to come.
func (a *App) announce(ctx context.Context, p dialog.Period) error {
	return a.update(ctx, office, "announce "+p.Start.String(), func(s *state, _ *sql.Tx) error {
		anew, change := s.canAnnounce(a.today())
		if !anew && change == nil {
			return errNotNow
		}
		if err := s.plausible(p, change, a.today()); err != nil {
			return err
		}
		if change != nil {
			change.Period = p
		} else {
			s.Programme.Denkwerkstaetten = append(s.Programme.Denkwerkstaetten, dialog.Denkwerkstatt{Number: s.lastNumber() + 1, Period: p, Announced: true})
		}
		if s.Phase == preparing {
			s.Cycle = labelFrom(p)
		}
		return nil
	})
}

// labelFrom is the label of the cycle that a Denkwerkstatt opens.
func labelFrom(p dialog.Period) string {
	return fmt.Sprintf("%d/%d", p.Start.Year(), p.Start.Year()+1)
}

func (s *state) lastNumber() (n int) {
	for _, d := range s.Programme.Denkwerkstaetten {
		n = max(n, d.Number)
	}
	return n
}

// plausible refuses days that no Denkwerkstatt can have: backwards, over, far ahead, or
// in the year of another one, after which the cycle is called.
func (s *state) plausible(p dialog.Period, change *dialog.Denkwerkstatt, today dialog.Date) error {
	latest, err := dialog.PeriodEnd(today, farAhead, dialog.SkipStart)
	if err != nil {
		return err
	}
	switch {
	case p.End.Before(p.Start) == dialog.Yes:
		return refuse("end", "portal.office.end-before-start")
	case p.End.Before(today) == dialog.Yes:
		return refuse("end", "portal.office.is-over", i18n.Day("today", today.I18n()))
	case p.Start.After(latest) == dialog.Yes:
		return refuse("start", "portal.office.far-ahead", i18n.Day("latest", latest.I18n()))
	}
	for i := range s.Programme.Denkwerkstaetten {
		d := &s.Programme.Denkwerkstaetten[i]
		if d != change && (d.Year() >= p.Start.Year() || d.Period.End.After(p.Start) == dialog.Yes) {
			return refuse("start", "portal.office.year-taken", i18n.Int("number", d.Number), i18n.Day("day", d.Period.Start.I18n()))
		}
	}
	return nil
}

// dayOfVote is today, within the days of the Denkwerkstatt: votes are hers, also when
// somebody opens one afterwards.
func (s *state) dayOfVote(today dialog.Date) dialog.Date {
	d := s.denkwerkstatt()
	if today.After(d.End) == dialog.Yes {
		return d.End
	}
	return today
}
