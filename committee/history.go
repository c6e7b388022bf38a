package committee

import "github.com/dialog-cybersicherheit/dfc/dialog"

// A History is the committees of a programme in the order of their terms.
type History struct {
	committees []Committee
}

// NewHistory takes the committees in the order in which they followed each other.
func NewHistory(list []Committee) *History { return &History{list} }

// A Term (Amtszeit) is the time of one committee: from the day of its election,
// which belongs to it, to the day before its successors are elected. End is zero
// while no successors are known, or where their day is not.
type Term struct {
	dialog.Period
	Open bool // no successors are listed: it holds on until they are elected
}

// Term returns the term of the i-th committee.
func (h *History) Term(i int) Term {
	c := &h.committees[i]
	t := Term{Period: dialog.Period{Start: c.Elected, End: c.Until}}
	if !c.Until.IsZero() {
		return t
	}
	if i+1 == len(h.committees) {
		t.Open = true
		return t
	}
	t.End = h.committees[i+1].Elected.First().AddDays(-1)
	if h.committees[i+1].Elected.Precision() != dialog.PrecisionDay {
		t.End = h.committees[i+1].Elected
	}
	return t
}

// On returns the committee as it stood at the end of a day and its index, nil
// and -1 where none certainly held that day. Events whose day is not known, or
// which are impossible, are left out.
func (h *History) On(day dialog.Date) (*Standing, int) {
	for i := len(h.committees) - 1; i >= 0; i-- {
		t := h.Term(i)
		if t.Start.After(day) != dialog.No {
			continue
		}
		if !t.Open && t.End.Before(day) != dialog.No {
			return nil, -1
		}
		c := &h.committees[i]
		s := elected(c)
		for j := range c.Events {
			if c.Events[j].On.After(day) == dialog.No {
				s.Apply(&c.Events[j])
			}
		}
		return s, i
	}
	return nil, -1
}
