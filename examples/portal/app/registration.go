package app

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/dialog-cybersicherheit/dfc/dialog"
)

// maxWaiting bounds what strangers can put into the state.
const maxWaiting = 1000

// register takes a registration, for the programme office to answer.
func (a *App) register(ctx context.Context, r registration) error {
	return a.update(ctx, "", "register", func(s *state, _ *sql.Tx) error {
		n := 0
		for _, other := range s.Registrations {
			if other.Status == waiting {
				n++
			}
			if other.Person == r.Person && other.About.Name[""] == r.About.Name[""] && other.Group == r.Group && other.Status == waiting {
				return nil // the same form sent twice
			}
		}
		if n >= maxWaiting {
			return errNotNow
		}
		r.ID, r.Status = len(s.Registrations)+1, waiting
		s.Registrations = append(s.Registrations, r)
		return nil
	})
}

// admit makes a participant of a registration, with an access code that is shown once.
// Where the rules leave it open whether the organisation belongs to the group, the
// programme office decides that, and the reason stands in the programme.
func (a *App) admit(ctx context.Context, id int, reason string) (code string, err error) {
	err = a.update(ctx, office, fmt.Sprintf("admit %d", id), func(s *state, tx *sql.Tx) error {
		r := s.registration(id)
		if r == nil || r.Status != waiting || s.Phase == voting || s.Phase == electing {
			return errNotNow
		}
		o := r.About
		o.ID = fmt.Sprintf("o-%d", id)
		assessment := dialog.Assess(&o, r.Group)
		switch assessment.Outcome() {
		case dialog.NotEligible:
			return errNotNow
		case dialog.Undetermined:
			if reason == "" {
				return errReason
			}
			s.Programme.Determinations = append(s.Programme.Determinations, dialog.Determination{Organisation: o.ID, Group: r.Group, Rule: assessment.Rule(),
				Outcome: dialog.Eligible, By: "Geschäftsstelle", On: a.today(), Reason: dialog.Plain(reason)})
		}
		o.Group = r.Group
		p := dialog.Participant{ID: fmt.Sprintf("p-%d", id), Name: r.Person, Group: r.Group, Organisation: o.ID}
		s.Programme.Organisations = append(s.Programme.Organisations, o)
		s.Programme.Participants = append(s.Programme.Participants, p)
		r.Status, r.Reason = admitted, reason
		code, err = a.newAccount(ctx, tx, p.ID)
		return err
	})
	return code, err
}

// errReason asks for the reason of a decision.
var errReason = fmt.Errorf("%w: a decision needs a reason", errNotNow)

// decline answers a registration with no, for a reason.
func (a *App) decline(ctx context.Context, id int, reason string) error {
	return a.update(ctx, office, fmt.Sprintf("decline %d", id), func(s *state, _ *sql.Tx) error {
		r := s.registration(id)
		if r == nil || r.Status != waiting {
			return errNotNow
		}
		if reason == "" {
			return errReason
		}
		r.Status, r.Reason = declined, reason
		return nil
	})
}

// registration returns a registration by its number, nil where there is none.
func (s *state) registration(id int) *registration {
	if id < 1 || id > len(s.Registrations) {
		return nil
	}
	return &s.Registrations[id-1]
}
