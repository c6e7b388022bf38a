package ballot

import "github.com/dialog-cybersicherheit/dfc/i18n"

// margin says how close it was, as far as the method has a way to know.
func (e *explainer) margin() {
	m := e.r.Margin
	if m == nil {
		return
	}
	e.heading(e.Text("ballot.heading.margin"))
	switch {
	case m.AtMost > 0 && m.AtLeast == m.AtMost:
		e.say("ballot.margin.exact", count64("n", m.AtMost))
	case m.AtLeast > 0 && m.AtMost > 0:
		e.say("ballot.margin.between", count64("least", m.AtLeast), count64("most", m.AtMost))
	case m.AtLeast > 0:
		e.say("ballot.margin.at-least", count64("n", m.AtLeast))
	case m.LastRound.IsZero():
		e.say("ballot.margin.none")
	}
	if !m.LastRound.IsZero() {
		e.say("ballot.margin.last-round", e.amountArg("votes", m.LastRound))
	}
}

// proof says how the result can be checked again.
func (e *explainer) proof() {
	e.heading(e.Text("ballot.heading.proof"))
	e.say("ballot.proof.how", i18n.Int("version", RecordVersion))
	e.list([]string{
		e.Text("ballot.proof.contest", i18n.Text("digest", e.c.Digest().String())),
		e.Text("ballot.proof.ballots", i18n.Text("digest", e.r.Ballots.String())),
	})
	e.say("ballot.proof.exact")
}
