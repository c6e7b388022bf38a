package committee

import (
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// checkEvents replays the life of the committee and applies the rules about who
// holds a place at some time: COM-03 to COM-05, COM-10, COM-11, COM-14.
func (k *checker) checkEvents() {
	s := elected(k.c)
	people := k.checkElected()
	latest := dialog.Date{} // of the events so far that can have happened
	for j := range k.c.Events {
		e := &k.c.Events[j]
		if !k.checkEventDate(e, j, latest) {
			continue
		}
		if !e.On.IsZero() {
			latest = e.On
		}
		if e.On.After(k.AsOf()) == dialog.Yes {
			continue // not yet
		}
		possible, before := s.Possible(e.Group, e.place()), *s
		if !s.Apply(e) {
			k.breakEvent(e, j, possible)
			continue
		}
		k.Held(RuleEvents)
		if e.Kind == Appointed {
			people = k.checkHolder(people, &before, e.Person, e.Group, k.at(".events[%d].person", j))
		}
	}
	people.record(k)
	k.checkVacancies(s)
}

// A tally remembers whether the rules about people held for a whole committee.
type tally struct {
	broken, unpublished [3]bool // COM-03, COM-04, COM-05
	holders             int
}

var peopleRules = [3]dialog.RuleID{RuleTenPeople, RuleOwnGroup, RuleEligible}

// record writes one result per rule: findings were made where it is broken.
func (t tally) record(k *checker) {
	for i, rule := range peopleRules {
		switch {
		case t.broken[i] || t.holders == 0:
		case t.unpublished[i]:
			k.Undetermined(rule, k.at(".seats"), "fact.committee-people", k.elected())
		default:
			k.Held(rule)
		}
	}
}

// checkElected applies COM-03 to COM-05 to everybody who was elected.
func (k *checker) checkElected() tally {
	var t tally
	var seen dialog.GroupSet
	so := &Standing{} // filled place by place, so that the second place is the one at fault
	for j, seat := range k.c.Seats {
		if seen.Has(seat.Group) {
			continue // COM-12 says so
		}
		seen = seen.With(seat.Group)
		for _, r := range Roles() {
			id := seat.Place(r)
			if id == "" {
				continue
			}
			t = k.checkHolder(t, so, id, seat.Group, k.at(".seats[%d].%s", j, r))
			if p := so.place(seat.Group, r); p != nil && p.Vacant() {
				p.Person = id
			}
		}
	}
	return t
}

// checkHolder applies COM-03 to COM-05 to somebody who takes a place of a group
// while the committee stands as s.
func (k *checker) checkHolder(t tally, s *Standing, id string, g dialog.Group, path string) tally {
	t.holders++
	if id == dialog.UnknownID {
		t.unpublished = [3]bool{true, true, true}
		return t
	}
	if other, role, taken := s.Find(id); taken {
		t.broken[0] = true
		k.Break(RuleTenPeople, path, k.elected(), k.name(id), i18n.Term("role", role.TextKey()), i18n.Term("group", other.TextKey()))
	}
	p, known := k.env.Person(id)
	switch {
	case !known || p.Group == 0 || g == 0:
		t.unpublished[1], t.unpublished[2] = true, true
		return t
	case p.Group != g:
		t.broken[1] = true
		k.Break(RuleOwnGroup, path, k.elected(), k.name(id), i18n.Term("group", g.TextKey()), i18n.Term("other", p.Group.TextKey()))
		return t
	}
	switch p.Eligible {
	case dialog.NotEligible:
		t.broken[2] = true
		k.Break(RuleEligible, path, k.elected(), k.name(id), i18n.Term("group", g.TextKey()))
	case dialog.Undetermined:
		t.broken[2] = true // an open point of its own stands for it
		k.Undetermined(RuleEligible, path, "fact.committee-eligibility", k.elected(), k.name(id))
	}
	return t
}

// checkEventDate is COM-11: an event lies in the term and not before an earlier
// one. It reports whether the event can be replayed.
func (k *checker) checkEventDate(e *Event, j int, latest dialog.Date) bool {
	t := k.history.Term(k.i)
	args := []i18n.Arg{k.elected(), k.name(e.Person), i18n.Term("event", e.Kind.TextKey()), i18n.Day("on", e.On.I18n())}
	late := !t.Open && e.On.After(t.End) == dialog.Yes
	if e.On.Before(latest) == dialog.Yes || e.On.Before(t.Start) == dialog.Yes || late {
		k.Break(RuleEventDates, k.at(".events[%d].on", j), append(args, i18n.Span("term", t.Start.I18n(), t.End.I18n()))...)
		return false
	}
	if e.On.IsZero() {
		k.Undetermined(RuleEventDates, k.at(".events[%d]", j), "fact.committee-event", args...)
	} else {
		k.Held(RuleEventDates)
	}
	return true
}

// placeKey is the name of a place, or says that the event names none.
func placeKey(r Role) string {
	if !roles.Valid(r) {
		return "committee.no-place"
	}
	return r.TextKey()
}

// breakEvent reports COM-10: the event is impossible, and what would be possible.
func (k *checker) breakEvent(e *Event, j int, possible []EventKind) {
	keys := make([]string, 0, len(possible))
	for _, p := range possible {
		keys = append(keys, p.TextKey())
	}
	k.Break(RuleEvents, k.at(".events[%d]", j), k.elected(), k.name(e.Person),
		i18n.Term("event", e.Kind.TextKey()), i18n.Term("group", e.Group.TextKey()),
		i18n.Term("role", placeKey(e.place())), i18n.Terms("possible", keys...))
}

// checkVacancies is COM-14: a place that somebody gave up is filled again within
// the policy's number of days. Vacancies that ended are not looked at again.
func (k *checker) checkVacancies(s *Standing) {
	limit := VacancyDays.At(k.env.Policies, k.c.Elected)
	t := k.history.Term(k.i)
	until := k.AsOf()
	if !t.Open && !t.End.IsZero() && t.End.Before(until) == dialog.Yes {
		until = t.End
	}
	deputies := DeputiesRequired.At(k.env.Policies, k.c.Elected).Value
	for g, places := range s.Places() {
		for r, p := range places {
			if !p.Vacant() || p.Event == nil || Role(r+1) == Deputy && !deputies {
				continue
			}
			days, known := p.Since.DaysUntil(until)
			switch {
			case !known:
				k.Undetermined(RuleVacancy, k.at(".events"), "fact.committee-event", k.elected(), i18n.Term("group", g.TextKey()))
			case days <= limit.Value:
				k.Held(RuleVacancy)
			default:
				k.BreakAs(RuleVacancy, 0, limit.Setting.Basis, k.at(".events"), k.elected(),
					i18n.Term("group", g.TextKey()), i18n.Term("role", Role(r+1).TextKey()),
					i18n.Day("since", p.Since.I18n()), i18n.Int("days", days), i18n.Int("limit", limit.Value))
			}
		}
	}
}
