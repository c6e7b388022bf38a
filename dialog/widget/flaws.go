package widget

import (
	"slices"
	"strconv"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// A flaw is something that somebody has to put right, and the field where to.
type flaw struct {
	Field string // ID of the field
	Text  string
}

// A fault is a flaw of marks.
type fault struct {
	flaw
	fields []string // IDs of all that it names: these are marked as wrong
}

// fault makes one of options, the first of which is where to put it right.
func (p ballotView) fault(text string, options ...int) fault {
	f := fault{flaw: flaw{p.optionID(0), text}}
	for _, i := range options {
		f.fields = append(f.fields, p.optionID(i))
	}
	if len(f.fields) > 0 {
		f.Field = f.fields[0]
	}
	return f
}

// flaws returns what is wrong with marks; nothing where the ballot can be cast. Too few
// marks are never wrong, and what is invalid on purpose is not wrong either.
func (p ballotView) flaws(m marks) []fault {
	if m.spoil {
		return nil
	}
	if m.abstain && (len(m.chosen) > 0 || len(m.values) > 0) {
		f := p.fault(p.v.text("widget.ballot.flaw.abstain-and-marks", p.names(m.named()...)), m.named()...)
		f.Field = p.UID + "-abstain"
		f.fields = append(f.fields, f.Field)
		return []fault{f}
	}
	if out := p.unreadable(m); len(out) > 0 {
		return out
	}
	b := m.ballot(p.c)
	switch reason := p.c.Judge(b); reason {
	case ballot.Valid:
		return nil
	case ballot.Blank:
		return []fault{p.fault(p.v.text("widget.ballot.flaw.blank"), p.unanswered()...)}
	case ballot.TooMany:
		named := m.named()
		return []fault{p.fault(p.v.text("widget.ballot.flaw.too-many", i18n.Int("n", p.most()),
			i18n.Int("marked", len(named)), p.names(named...)), named...)}
	case ballot.SkippedRank:
		return p.skipped(m)
	case ballot.Overvote:
		return p.overvotes(m)
	case ballot.WithdrawnName:
		return p.withdrawn(m)
	default:
		return []fault{p.fault(p.v.text("widget.ballot.flaw.other", i18n.Term("reason", reason.TextKey())))}
	}
}

// unanswered are the options of which one has to be chosen; none where each stands for
// itself and may well stay empty.
func (p ballotView) unanswered() (out []int) {
	switch p.c.Kind() {
	case ballot.Votes:
		return []int{0, 1, 2}
	case ballot.SingleChoice:
		for i, o := range p.c.Options {
			if !o.Withdrawn {
				out = append(out, i)
			}
		}
	}
	return out
}

// named are the options that are marked in any way, ascending.
func (m marks) named() []int {
	out := slices.Clone(m.chosen)
	for i := range m.values {
		out = append(out, i)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// unreadable are values that are no number, or none that can stand there.
func (p ballotView) unreadable(m marks) (out []fault) {
	low, high := p.scale()
	for _, i := range m.named() {
		raw, ok := m.values[i]
		if !ok {
			continue
		}
		if n, ok := m.value(i); !ok || n < low || n > high {
			out = append(out, p.fault(p.v.text("widget.ballot.flaw.value", i18n.Text("value", shown(raw)),
				p.name("name", i), i18n.Int("min", low), i18n.Int("max", high)), i))
		}
	}
	return out
}

// skipped names the first rank that is left out.
func (p ballotView) skipped(m marks) []fault {
	ranks := p.byRank(m)
	for rank := 1; rank <= len(p.c.Options); rank++ {
		if len(ranks[rank]) > 0 {
			continue
		}
		for later := rank + 1; later <= len(p.c.Options); later++ {
			if len(ranks[later]) > 0 {
				return []fault{p.fault(p.v.text("widget.ballot.flaw.skipped", i18n.Int("rank", rank),
					i18n.Int("later", later), p.names(ranks[later]...)), ranks[later]...)}
			}
		}
	}
	return nil
}

// overvotes names every rank that several options have, or the choices where one is
// asked.
func (p ballotView) overvotes(m marks) (out []fault) {
	if !byValue(p.c.Kind()) {
		return []fault{p.fault(p.v.text("widget.ballot.flaw.several", p.names(m.chosen...)), m.chosen...)}
	}
	ranks := p.byRank(m)
	for rank := 1; rank <= len(p.c.Options); rank++ {
		if several := ranks[rank]; len(several) > 1 {
			out = append(out, p.fault(p.v.text("widget.ballot.flaw.overvote", i18n.Int("rank", rank), p.names(several...)), several...))
		}
	}
	return out
}

func (p ballotView) withdrawn(m marks) (out []fault) {
	for _, i := range m.named() {
		if i < len(p.c.Options) && p.c.Options[i].Withdrawn {
			out = append(out, p.fault(p.v.text("widget.ballot.flaw.withdrawn", p.name("name", i)), i))
		}
	}
	return out
}

// byRank are the options at each rank.
func (p ballotView) byRank(m marks) map[int][]int {
	ranks := map[int][]int{}
	for i := range p.c.Options {
		if n, ok := m.value(i); ok {
			ranks[n] = append(ranks[n], i)
		}
	}
	return ranks
}

// scale is the range of values that can stand beside an option.
func (p ballotView) scale() (low, high int) {
	if p.c.Kind() == ballot.Points {
		return p.c.Variant.MinPoints, p.c.Variant.MaxPoints
	}
	high = max(1, p.standing())
	if most := p.most(); most > 0 {
		high = min(high, most)
	}
	return 1, high
}

// most is the number of options that may be marked, 0 for any number.
func (p ballotView) most() int {
	switch k := p.c.Kind(); k {
	case ballot.SingleChoice, ballot.Votes:
		return 1
	default:
		return min(p.c.Validity.MaxChoices, max(1, p.standing()))
	}
}

func (p ballotView) optionID(i int) string { return p.UID + "-o" + strconv.Itoa(i) }
