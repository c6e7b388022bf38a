package app

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"slices"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

// A registration waits for the programme office, or was answered by it. Whoever made it
// has an access code from the beginning, and sees with it what became of it.
type registration struct {
	ID     int                 `json:"id"`
	Form   []byte              `json:"form"`   // hash of the key of the form, which tells a form sent twice from two
	Person string              `json:"person"` // a role
	Group  dialog.Group        `json:"group"`
	About  dialog.Organisation `json:"about"` // without an ID until it is admitted
	Status string              `json:"status"`
	Reason string              `json:"reason,omitempty"`
}

// The answers to a registration.
const (
	waiting  = "waiting"
	admitted = "admitted"
	declined = "declined"
)

// maxWaiting bounds what strangers can put into the state.
const maxWaiting = 1000

// applicant is the account of somebody whose registration waits; participantID that of
// the same person once admitted.
func applicant(registration int) string     { return fmt.Sprintf("r-%d", registration) }
func participantID(registration int) string { return fmt.Sprintf("p-%d", registration) }

// register takes a registration, for the programme office to answer, and returns the
// access code that belongs to the key of its form: the same one when it is sent again.
func (a *App) register(ctx context.Context, r registration, key string) (code string, err error) {
	code = a.codeFor(key)
	sum := sha256.Sum256([]byte(key))
	r.Form, r.Status = sum[:], waiting
	return code, a.update(ctx, "", "register", func(s *state, tx *sql.Tx) error {
		n := 0
		for i := range s.Registrations {
			other := &s.Registrations[i]
			if slices.Equal(other.Form, r.Form) { // the form was sent twice
				return nil
			}
			if other.Status == waiting {
				n++
			}
			if other.Status != declined && other.Group == r.Group && alike(other.Person, r.Person) && alike(other.About.Name[""], r.About.Name[""]) {
				return refuse("person", "portal.register.person.taken")
			}
		}
		if n >= maxWaiting {
			return refuse("", "portal.register.full")
		}
		r.ID = len(s.Registrations) + 1
		s.Registrations = append(s.Registrations, r)
		return a.addAccount(ctx, tx, code, applicant(r.ID))
	})
}

// admit makes a participant of a registration; the access code stays. Where the rules
// leave it open whether the organisation belongs to the group, the programme office
// decides that, and the reason stands in the programme.
func (a *App) admit(ctx context.Context, id int, reason string) error {
	return a.update(ctx, office, fmt.Sprintf("admit %d", id), func(s *state, tx *sql.Tx) error {
		r := s.registration(id)
		if r == nil || r.Status != waiting || !s.canAdmit() {
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
				return refuse(fmt.Sprintf("reason-%d", id), "portal.error.reason")
			}
			s.Programme.Determinations = append(s.Programme.Determinations, dialog.Determination{Organisation: o.ID, Group: r.Group, Rule: assessment.Rule(),
				Outcome: dialog.Eligible, By: "Geschäftsstelle", On: a.today(), Reason: dialog.Plain(reason)})
		}
		o.Group = r.Group
		s.Programme.Organisations = append(s.Programme.Organisations, o)
		s.Programme.Participants = append(s.Programme.Participants, dialog.Participant{ID: participantID(id), Name: r.Person, Group: r.Group, Organisation: o.ID})
		r.Status, r.Reason = admitted, reason
		return rename(ctx, tx, applicant(id), participantID(id))
	})
}

// canAdmit reports whether people can be admitted: not while a roll is in use.
func (s *state) canAdmit() bool { return s.Phase != voting && s.Phase != electing }

// decline answers a registration with no, for a reason; with the number 0 all that wait.
func (a *App) decline(ctx context.Context, id int, reason string) error {
	return a.update(ctx, office, fmt.Sprintf("decline %d", id), func(s *state, _ *sql.Tx) error {
		n := 0
		for i := range s.Registrations {
			if r := &s.Registrations[i]; r.Status == waiting && (id == 0 || r.ID == id) {
				r.Status, r.Reason = declined, reason
				n++
			}
		}
		switch {
		case n == 0:
			return errNotNow
		case reason == "":
			return refuse(fmt.Sprintf("reason-%d", id), "portal.error.reason")
		}
		return nil
	})
}

// dismiss takes an admission back that was a mistake: of somebody who has left no trace
// in the programme yet, in no cycle and no committee.
func (a *App) dismiss(ctx context.Context, id int, reason string) error {
	return a.update(ctx, office, fmt.Sprintf("dismiss %d", id), func(s *state, tx *sql.Tx) error {
		r := s.registration(id)
		if r == nil || !s.canDismiss(participantID(id)) {
			return errNotNow
		}
		if reason == "" {
			return refuse("dismiss-reason", "portal.error.reason")
		}
		p := s.participant(participantID(id))
		who, organisation := p.ID, p.Organisation
		s.Programme.Participants = slices.DeleteFunc(s.Programme.Participants, func(p dialog.Participant) bool { return p.ID == who })
		s.Programme.Organisations = slices.DeleteFunc(s.Programme.Organisations, func(o dialog.Organisation) bool { return o.ID == organisation })
		s.Programme.Determinations = slices.DeleteFunc(s.Programme.Determinations, func(d dialog.Determination) bool { return d.Organisation == organisation })
		s.Candidates = slices.DeleteFunc(s.Candidates, func(c string) bool { return c == who })
		r.Status, r.Reason = declined, reason
		return rename(ctx, tx, who, applicant(id))
	})
}

// canDismiss reports whether nothing refers to a participant.
func (s *state) canDismiss(who string) bool {
	if s.participant(who) == nil || !s.canAdmit() {
		return false
	}
	for _, c := range s.Programme.Committees {
		for _, seat := range c.Seats {
			if seat.Member == who || seat.Deputy == who {
				return false
			}
		}
	}
	list := slices.Clone(s.Drafts)
	for _, c := range s.Programme.Cycles {
		list = append(list, c.Workstreams...)
	}
	for _, w := range list {
		if slices.ContainsFunc(w.Initiators, func(i workstream.Initiator) bool { return i.Participant == who }) {
			return false
		}
	}
	return true
}

// registration returns a registration by its number, nil where there is none.
func (s *state) registration(id int) *registration {
	if id < 1 || id > len(s.Registrations) {
		return nil
	}
	return &s.Registrations[id-1]
}
