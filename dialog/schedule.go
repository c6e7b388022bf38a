package dialog

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// A Schedule is the list of Denkwerkstätten in the order of their numbers.
type Schedule struct {
	rows []scheduled
}

type scheduled struct {
	Denkwerkstatt
	path string
}

// NewSchedule orders the Denkwerkstätten by number; path is the subject path of
// the list, such as "denkwerkstaetten".
func NewSchedule(list []Denkwerkstatt, path string) *Schedule {
	s := &Schedule{rows: make([]scheduled, len(list))}
	for i, d := range list {
		s.rows[i] = scheduled{d, fmt.Sprintf("%s[%d]", path, i)}
	}
	slices.SortStableFunc(s.rows, func(a, b scheduled) int { return cmp.Compare(a.Number, b.Number) })
	return s
}

// Number returns the Denkwerkstatt with this number, nil where none has it.
func (s *Schedule) Number(n int) *Denkwerkstatt {
	for i := range s.rows {
		if s.rows[i].Number == n {
			return &s.rows[i].Denkwerkstatt
		}
	}
	return nil
}

// Cycle returns the cycle that a label such as "2024/2025" names: it opens with
// the last Denkwerkstatt of the first year and closes with the first of the
// second year.
func (s *Schedule) Cycle(label string) (Cycle, error) {
	opening, closing, err := ParseCycleLabel(label)
	c := Cycle{Label: label}
	if err != nil {
		return c, err
	}
	for i := range s.rows {
		switch d := &s.rows[i].Denkwerkstatt; {
		case d.Year() == opening:
			c.Opening = d
		case d.Year() == closing && c.Closing == nil:
			c.Closing = d
		}
	}
	return c, nil
}

// Following returns the cycle that opens with the Denkwerkstatt that closes c.
// It is false where that Denkwerkstatt is not known.
func (s *Schedule) Following(c Cycle) (Cycle, bool) {
	if c.Closing == nil || c.Closing.Year() == 0 {
		return Cycle{}, false
	}
	next := Cycle{Label: fmt.Sprintf("%04d/%04d", c.Closing.Year(), c.Closing.Year()+1), Opening: c.Closing}
	for i := range s.rows {
		if d := &s.rows[i].Denkwerkstatt; d.Number > c.Closing.Number {
			next.Closing = d
			break
		}
	}
	return next, true
}

// Check applies the rules DEN-01 to DEN-05.
func (s *Schedule) Check(c *Check, p *Policies) {
	for i := range s.rows {
		s.checkDates(c, i)
		if i > 0 {
			s.checkOrder(c, i)
			s.checkGap(c, p, i)
		}
	}
	s.checkYears(c)
}

// checkDates is DEN-05: it ends on or after the day on which it starts.
func (s *Schedule) checkDates(c *Check, i int) {
	d := &s.rows[i]
	switch d.Period.End.Before(d.Period.Start) {
	case Yes:
		c.Break(RuleDates, d.path+".dates.end", i18n.Int("number", d.Number),
			i18n.Day("start", d.Period.Start.I18n()), i18n.Day("end", d.Period.End.I18n()))
	case No:
		c.Held(RuleDates)
	default:
		c.Undetermined(RuleDates, d.path+".dates", "fact.denkwerkstatt-dates", i18n.Int("number", d.Number))
	}
}

// checkOrder is DEN-04: every number once, and the higher one begins after the
// lower one has ended.
func (s *Schedule) checkOrder(c *Check, i int) {
	before, d := &s.rows[i-1], &s.rows[i]
	args := []i18n.Arg{i18n.Int("number", d.Number), i18n.Int("previous", before.Number),
		i18n.Day("start", d.Period.Start.I18n()), i18n.Day("end", lastDay(before.Period).I18n())}
	switch {
	case d.Number == before.Number || d.Period.Start.After(lastDay(before.Period)) == No:
		c.Break(RuleNumbering, d.path, args...)
	case d.Period.Start.After(lastDay(before.Period)) == Yes:
		c.Held(RuleNumbering)
	default:
		c.Undetermined(RuleNumbering, d.path, "fact.denkwerkstatt-dates", args...)
	}
}

// lastDay is the end of the period, or its start where no end is known.
func lastDay(p Period) Date {
	if p.End.IsZero() {
		return p.Start
	}
	return p.End
}

// checkGap is DEN-03: the next one begins at most the policy's number of months
// after the last day of the one before (§ 187 (1) BGB: that day does not count).
func (s *Schedule) checkGap(c *Check, p *Policies, i int) {
	before, d := &s.rows[i-1], &s.rows[i]
	limit := MaxGap.At(p, d.Period.Start)
	from, to := lastDay(before.Period), d.Period.Start
	if from.IsZero() || to.IsZero() {
		c.Undetermined(RuleGap, d.path, "fact.denkwerkstatt-dates", i18n.Int("number", d.Number))
		return
	}
	// The shortest gap lies between the last day that `from` can be and the
	// first that `to` can be; the longest the other way round.
	shortest, err1 := PeriodEnd(from.Last(), limit.Value, SkipStart)
	longest, err2 := PeriodEnd(from.First(), limit.Value, SkipStart)
	switch {
	case err1 != nil || err2 != nil: // beyond the year 9999
		c.Held(RuleGap)
	case to.First().Compare(shortest) > 0:
		args := []i18n.Arg{i18n.Int("number", d.Number), i18n.Int("previous", before.Number), i18n.Int("limit", limit.Value),
			i18n.Day("start", to.I18n()), i18n.Day("end", from.I18n())}
		days, _ := from.Last().DaysUntil(to.First())
		c.BreakAs(RuleGap, 0, limit.Setting.Basis, d.path, append(args, i18n.Int("days", days))...)
	case to.Last().Compare(longest) <= 0:
		c.Held(RuleGap)
	default:
		c.Undetermined(RuleGap, d.path, "fact.denkwerkstatt-dates", i18n.Int("number", d.Number))
	}
}

// checkYears is DEN-01, a Denkwerkstatt in every calendar year, and DEN-02, not
// two in one. The years run from the first Denkwerkstatt to the last year that is
// over at the day of the check; the present year counts once it has one.
func (s *Schedule) checkYears(c *Check) {
	first, last, unknown := 0, c.AsOf().Year()-1, false
	count := map[int]int{}
	for i := range s.rows {
		d := &s.rows[i]
		y := d.Year()
		if y == 0 {
			unknown = true
			c.Undetermined(RuleOncePerYear, d.path, "fact.denkwerkstatt-dates", i18n.Int("number", d.Number))
			continue
		}
		if first == 0 || y < first {
			first = y
		}
		if y == c.AsOf().Year() {
			last = y
		}
		if count[y]++; count[y] == 1 {
			c.Held(RuleOncePerYear)
		} else {
			c.Break(RuleOncePerYear, d.path, i18n.Int("number", d.Number), i18n.Day("year", i18n.Date{Year: y}), i18n.Int("count", count[y]))
		}
	}
	if first == 0 {
		return
	}
	for y := first; y <= last; y++ {
		year := i18n.Day("year", i18n.Date{Year: y})
		switch {
		case count[y] > 0:
			c.Held(RuleYearly)
		case unknown:
			c.Undetermined(RuleYearly, "denkwerkstaetten", "fact.denkwerkstatt-dates", year)
		default:
			c.Break(RuleYearly, "denkwerkstaetten", year)
		}
	}
}

// CheckCycle applies CYC-01 and CYC-02 to the cycle that a label names.
func (s *Schedule) CheckCycle(c *Check, label, path string) Cycle {
	cycle, err := s.Cycle(label)
	if err != nil {
		c.Break(RuleCycleLabel, path+".label", i18n.Text("label", label))
		return cycle
	}
	c.Held(RuleCycleLabel)
	opening, closing, _ := ParseCycleLabel(label)
	cycleArg := i18n.Text("cycle", label)
	switch {
	case cycle.Opening == nil:
		c.Break(RuleCycleFrame, path+".label", cycleArg, i18n.Day("year", i18n.Date{Year: opening}))
	case cycle.Closing != nil:
		c.Held(RuleCycleFrame)
	case closing < c.AsOf().Year():
		c.Break(RuleCycleFrame, path+".label", cycleArg, i18n.Day("year", i18n.Date{Year: closing}))
	default:
		c.Undetermined(RuleCycleFrame, path+".label", "fact.denkwerkstatt-next", cycleArg)
	}
	return cycle
}
