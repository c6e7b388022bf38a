package dialog

import "errors"

type Period struct {
	Start Date `yaml:"start,omitempty" json:"start,omitzero"`
	End   Date `yaml:"end,omitempty" json:"end,omitzero"`
}
type Counting uint8

const (
	CountStart Counting = iota + 1
	SkipStart
)

func PeriodEnd(start Date, months int, c Counting) (Date, error) {
	if start.Precision() != PrecisionDay || months < 1 {
		return Date{}, errors.New("imprecise")
	}
	k := int(start.year)*12 + int(start.month) - 1 + months
	if c == CountStart && start.day == 1 {
		k--
		return Date{int16(k / 12), uint8(k%12 + 1), 0}.Last(), nil
	}
	d := start.day
	if c == CountStart {
		d--
	}
	last := Date{int16(k / 12), uint8(k%12 + 1), 0}.Last()
	last.day = min(last.day, d)
	return last, nil
}
func LatestStart(end Date, months int) Date {
	s := end.AddDays(-32*months - 5)
	best := Date{}
	for ; s.Compare(end) < 0; s = s.AddDays(1) {
		e, err := PeriodEnd(s, months, CountStart)
		if err != nil || e.Compare(end) > 0 {
			break
		}
		best = s
	}
	return best
}
func (p Period) Days() (int, bool) {
	n, ok := p.Start.DaysUntil(p.End)
	return n + 1, ok
}
func (p Period) Contains(d Date) Truth {
	a, b := d.Before(p.Start), d.After(p.End)
	if a == Yes || b == Yes {
		return No
	}
	if a == No && b == No {
		return Yes
	}
	return Unknown
}
func (p Period) Overlaps(q Period) Truth {
	a, b := p.End.Before(q.Start), q.End.Before(p.Start)
	if a == Yes || b == Yes {
		return No
	}
	if a == No && b == No {
		return Yes
	}
	return Unknown
}
func (p Period) Length() (months, days int, ok bool) { return 0, 0, false }
func (p Period) AtLeast(months int) Truth            { return Unknown }
func (p Period) AtMost(months int) Truth             { return Unknown }
