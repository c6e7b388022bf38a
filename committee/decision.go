package committee

import (
	"errors"
	"fmt"
	"slices"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n/enum"
)

// The majorities of a decision; the values of [DecisionMajority].
const (
	Simple     = "simple"      // more than half
	TwoThirds  = "two-thirds"  // at least two thirds
	FourFifths = "four-fifths" // at least four of five
	Unanimous  = "unanimous"   // all
	Consent    = "consent"     // at least one in favour, and no objection
)

func majorityWords() []string { return []string{Simple, TwoThirds, FourFifths, Unanimous, Consent} }

// A Voice is how somebody votes. The zero value is invalid.
type Voice uint8

// The voices.
const (
	InFavour Voice = iota + 1 // Ja
	Against                   // Nein; under [Consent] a reasoned objection
	Abstain                   // Enthaltung
)

var voices = enum.New("vote", InFavour, "yes", "no", "abstain")

// String returns "yes", "no" or "abstain".
func (v Voice) String() string { return voices.Name(v) }

// ParseVoice is the inverse of [Voice.String].
func ParseVoice(s string) (Voice, error) { return voices.Parse(s) }

// MarshalText writes the name; it fails for a value outside the enumeration.
func (v Voice) MarshalText() ([]byte, error) { return voices.Marshal(v) }

// UnmarshalText reads a name, see [ParseVoice].
func (v *Voice) UnmarshalText(text []byte) error { return voices.Unmarshal(text, v) }

// A Vote is what one person says at a meeting. Votes are open, by name.
type Vote struct {
	Person string      `yaml:"person" json:"person"`
	Voice  Voice       `yaml:"vote" json:"vote"`
	Reason dialog.Text `yaml:"reason,omitempty" json:"reason,omitempty"` // such as that of an objection
}

// A Meeting decides on a motion: the committee as it stands on that day, who is
// absent or recused, and what those present say.
type Meeting struct {
	ID       string // of the motion
	Title    string
	On       dialog.Date
	Standing *Standing // nil: nobody holds a place
	// Presence says who takes part. Whoever is not absent counts for the quorum, so that
	// absences of deputies have to be said, too. Nil: everybody is present.
	Presence func(person string) Presence
	Votes    []Vote
}

// A Decision (Beschluss) is what a meeting has decided.
type Decision struct {
	Adopted bool
	Quorum  bool                      // enough seats were represented; otherwise nothing is decided
	Holders [dialog.GroupCount]Holder // who acted for each seat
	Votes   [dialog.GroupCount]*Vote  // by seat; nil where nobody acted or nothing was said
	Result  *ballot.Result
}

// The reasons why a vote cannot count; errors.Is finds them in what [Meeting.Decide]
// returns.
var (
	ErrNotOnCommittee = errors.New("holds no place on the committee that day")
	ErrVotedTwice     = errors.New("has voted already")
	ErrTwoSeats       = errors.New("acts for two seats, and everybody holds one place")
	// ErrNotActing is wrapped by the three below it.
	ErrNotActing  = errors.New("does not act for the seat at this meeting")
	ErrAbsent     = fmt.Errorf("%w: is absent", ErrNotActing)
	ErrRecused    = fmt.Errorf("%w: is recused", ErrNotActing)
	ErrMemberActs = fmt.Errorf("%w: is the deputy, and the member is there", ErrNotActing)
)

// A VoteError is a vote by somebody who may not cast it. Nothing is counted then.
type VoteError struct {
	Person string
	Group  dialog.Group // of the seat; 0 when there is none
	Holder Holder       // who acts for that seat; of [ErrTwoSeats], the other seat
	Err    error        // the reason
}

// Error names the person, the seat and who acts for it.
func (e *VoteError) Error() string {
	switch {
	case e.Group == 0:
		return fmt.Sprintf("vote of %q: %v", e.Person, e.Err)
	case errors.Is(e.Err, ErrTwoSeats):
		return fmt.Sprintf("seats of %s and %s: %q %v", e.Holder.Group, e.Group, e.Person, e.Err)
	case e.Holder.Person == "":
		return fmt.Sprintf("vote of %q for the seat of %s: %v: nobody acts for it", e.Person, e.Group, e.Err)
	}
	return fmt.Sprintf("vote of %q for the seat of %s: %v: %q (%s) acts for it", e.Person, e.Group, e.Err, e.Holder.Person, e.Holder.Role)
}

// Unwrap returns the reason.
func (e *VoteError) Unwrap() error { return e.Err }

// Decide counts the votes of a meeting. Each of the five seats is filled by its
// member, else its deputy, else by nobody; a recused member is represented by the
// deputy ([Standing.AtMeeting]), unless the policy says otherwise ([DeputyForRecused]).
// Somebody who acts and says nothing counts as present and not as a vote. People whose
// names are not published can be present, and cannot vote. Quorum and majority are
// policy ([DecisionQuorum], [DecisionMajority], [DecisionBasis]), because the source is
// silent about them (section "Begleitung durch das Dialogkomitee"); equality keeps
// things as they are, and no lot is drawn. It fails with a [VoteError], and counts
// nothing then.
func (m Meeting) Decide(ps *dialog.Policies) (*Decision, error) {
	presence := m.Presence
	if presence == nil {
		presence = func(string) Presence { return Present }
	}
	standing := m.Standing
	if standing == nil {
		standing = new(Standing)
	}
	d := &Decision{Holders: standing.AtMeeting(presence)}
	if err := d.seats(DeputyForRecused.At(ps, m.On).Value); err != nil {
		return nil, fmt.Errorf("motion %q: %w", m.ID, err)
	}
	for _, v := range m.Votes {
		if err := d.admit(standing, presence, v); err != nil {
			return nil, fmt.Errorf("motion %q: %w", m.ID, err)
		}
	}
	c, err := m.contest(ps)
	if err != nil {
		return nil, fmt.Errorf("motion %q: %w", m.ID, err)
	}
	t, err := ballot.NewTally(c)
	if err != nil {
		return nil, fmt.Errorf("motion %q: %w", m.ID, err)
	}
	for i, h := range d.Holders {
		b := ballot.Ballot{} // somebody who is there and says nothing
		if v := d.Votes[i]; v != nil {
			b = ballot.Choose(int(v.Voice - InFavour))
		}
		if h.Person != "" {
			if _, err := t.Add(b, 1); err != nil {
				return nil, fmt.Errorf("motion %q: %w", m.ID, err)
			}
		}
	}
	if d.Result, err = ballot.Count(t, ballot.Options{}); err != nil {
		return nil, fmt.Errorf("motion %q: %w", m.ID, err)
	}
	d.Adopted, d.Quorum = d.Result.Outcome == ballot.Adopted, d.Result.Outcome != ballot.NoQuorum
	return d, nil
}

// seats leaves the seats of recused members empty, unless their deputies may act, and
// refuses somebody who acts for two seats.
func (d *Decision) seats(deputies bool) error {
	for i := range d.Holders {
		h := &d.Holders[i]
		if h.Role == Deputy && h.Member == Recused && !deputies {
			h.Person, h.Role = "", 0
		}
		for _, other := range d.Holders[:i] {
			if h.Person != "" && h.Person != dialog.UnknownID && h.Person == other.Person {
				return &VoteError{Person: h.Person, Group: h.Group, Holder: other, Err: ErrTwoSeats}
			}
		}
	}
	return nil
}

// admit notes a vote of somebody who acts for a seat.
func (d *Decision) admit(s *Standing, presence func(string) Presence, v Vote) error {
	if !voices.Valid(v.Voice) {
		return &VoteError{Person: v.Person, Err: fmt.Errorf("%w: %s", enum.ErrUnknown, v.Voice)}
	}
	g, role, ok := s.Find(v.Person)
	if !ok {
		return &VoteError{Person: v.Person, Err: ErrNotOnCommittee}
	}
	seat := slices.IndexFunc(d.Holders[:], func(h Holder) bool { return h.Person == v.Person })
	if seat < 0 {
		return &VoteError{Person: v.Person, Group: g, Holder: d.Holders[g-1], Err: reason(d.Holders[g-1], role, presence(v.Person))}
	}
	if d.Votes[seat] != nil {
		return &VoteError{Person: v.Person, Group: d.Holders[seat].Group, Holder: d.Holders[seat], Err: ErrVotedTwice}
	}
	d.Votes[seat] = &v
	return nil
}

// reason says why somebody with a place does not act for the seat.
func reason(h Holder, r Role, how Presence) error {
	switch {
	case how == Absent:
		return ErrAbsent
	case how == Recused:
		return ErrRecused
	case r == Deputy && h.Role == Member:
		return ErrMemberActs
	}
	return ErrNotActing
}

// contest declares the motion after the policy in force on the day.
func (m Meeting) contest(ps *dialog.Policies) (*ballot.Contest, error) {
	var basis ballot.Basis
	if err := basis.UnmarshalText([]byte(DecisionBasis.At(ps, m.On).Value)); err != nil {
		return nil, err
	}
	majority := ballot.Majority{Share: ballot.Share(1, 2), Basis: basis}
	switch DecisionMajority.At(ps, m.On).Value {
	case TwoThirds:
		majority = ballot.TwoThirds(basis)
	case FourFifths:
		majority = ballot.FourFifths(basis)
	case Unanimous:
		majority = ballot.Unanimity(basis)
	case Consent:
		majority = ballot.Consent()
	}
	c := &ballot.Contest{ID: m.ID, Title: m.Title, Method: ballot.Motion, Eligible: dialog.GroupCount,
		Validity: ballot.Validity{Blank: ballot.Ignore}, Majority: &ballot.Requirement{Overall: &majority}}
	if quorum := DecisionQuorum.At(ps, m.On).Value; quorum > 0 {
		c.Quorum = &ballot.Quorum{Ballots: quorum}
	}
	return c, c.Validate()
}
