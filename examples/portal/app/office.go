package app

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

// officeActions are what the programme office can do, by the last part of the address.
var officeActions = map[string]func(*request) error{
	"announce":        (*request).announce,
	"admit":           (*request).admit,
	"decline":         (*request).decline,
	"dismiss":         (*request).dismiss,
	"replace-code":    (*request).replaceCode,
	"open-selection":  (*request).openSelection,
	"close-selection": (*request).closeSelection,
	"open-election":   (*request).openElection,
	"no-election":     (*request).noElection,
	"close-election":  (*request).closeElection,
	"draw":            (*request).draw,
	"plan":            (*request).plan,
	"step":            (*request).step,
	"undo":            (*request).undo,
	"next":            (*request).nextCycle,
}

func (q *request) office() error {
	if q.Role() != office {
		if q.who == "" {
			return q.see("/signin")
		}
		return errForbidden
	}
	d, err := q.officeData()
	if err != nil {
		return err
	}
	return q.show(http.StatusOK, "office.tmpl", "portal.office.title", d)
}

// done goes back to the page of the programme office; where something was refused, with
// what it is and what was filled in.
func (q *request) done(err error) error {
	if err == nil {
		return q.see("/office?done=saved")
	}
	if len(refusals(err)) == 0 {
		return err
	}
	q.s = q.a.now() // what could be done was done
	d, err2 := q.officeData()
	if err2 != nil {
		return err2
	}
	return q.wrong("office.tmpl", "portal.office.title", d, err)
}

// day reads a day of the form; field is its ID on the page.
func (q *request) day(name, field string) (dialog.Date, error) {
	d, err := dialog.ParseDate(q.r.PostForm.Get(name))
	if err != nil || d.Precision() != dialog.PrecisionDay {
		return d, refuse(field, "portal.office.bad-day")
	}
	return d, nil
}

// period reads two days of the form, whose fields end in suffix on the page.
func (q *request) period(suffix string) (p dialog.Period, err error) {
	if p.Start, err = q.day("start", "start"+suffix); err == nil {
		p.End, err = q.day("end", "end"+suffix)
	}
	return p, err
}

// number is that of a registration; −1 for anything else.
func (q *request) number() int {
	n, err := strconv.Atoi(q.r.PostForm.Get("id"))
	if err != nil {
		return -1
	}
	return n
}

// reason is why, in a field of the form.
func (q *request) reason() string {
	reason, _ := q.field("reason", 500)
	return reason
}

func (q *request) announce() error {
	p, err := q.period("")
	if err == nil {
		err = q.a.announce(q.r.Context(), p)
	}
	return q.done(err)
}

func (q *request) admit() error {
	return q.done(q.a.admit(q.r.Context(), q.number(), q.reason()))
}

// decline answers one registration, or all that wait.
func (q *request) decline() error {
	n := q.number()
	if q.r.PostForm.Get("id") == "all" {
		if err := q.sure("sure-decline"); err != nil {
			return q.done(err)
		}
		n = 0
	} else if n == 0 {
		return errNotNow
	}
	return q.done(q.a.decline(q.r.Context(), n, q.reason()))
}

func (q *request) dismiss() error {
	var n int
	if _, err := fmt.Sscanf(q.r.PostForm.Get("id"), "p-%d", &n); err != nil {
		return q.done(refuse("dismiss", "portal.office.who-missing"))
	}
	return q.done(q.a.dismiss(q.r.Context(), n, q.reason()))
}

// codeData is what code.tmpl gets.
type codeData struct{ Name, Code string }

func (q *request) replaceCode() error {
	who := q.r.PostForm.Get("id")
	if who == office { // by a flag at the start, or whoever finds the page open takes the office over
		return errNotNow
	}
	if who == "" {
		return q.done(refuse("who", "portal.office.who-missing"))
	}
	code, err := q.a.replaceCode(q.r.Context(), who)
	if err != nil {
		return err
	}
	return q.show(http.StatusOK, "code.tmpl", "portal.code.title", codeData{q.s.name(who), code})
}

// sure is ticked for what cannot be undone.
func (q *request) sure(field string) error {
	if q.r.PostForm.Get("sure") == "" {
		return refuse(field, "portal.error.sure")
	}
	return nil
}

func (q *request) openSelection() error { return q.done(q.a.openSelection(q.r.Context())) }

func (q *request) closeSelection() error {
	err := q.sure("sure")
	if v := q.s.current(0); err == nil && v != nil {
		err = q.a.closeSelection(q.unhurried(), q.numbers(v))
	} else if err == nil {
		err = errNotNow
	}
	return q.done(err)
}

// unhurried is for what must not stop half-way when somebody closes the window.
func (q *request) unhurried() context.Context { return context.WithoutCancel(q.r.Context()) }

// numbers are those of the lot of a vote.
func (q *request) numbers(v *vote) string {
	numbers, _ := q.field("lot-"+v.ID, 1000)
	return numbers
}

// draw announces where the lot of a vote will come from.
func (q *request) draw() error {
	id := q.r.PostForm.Get("id")
	source, _ := q.field("source", 300)
	on, err := q.day("on", "draw-"+id)
	if err == nil && !legible(source) {
		err = refuse("source-"+id, "portal.office.draw-source")
	}
	if err == nil {
		err = q.a.announceDraw(q.r.Context(), id, oneLine(source), on)
	}
	return q.done(err)
}

func (q *request) openElection() error { return q.done(q.a.openElection(q.r.Context())) }

func (q *request) noElection() error {
	err := q.sure("sure")
	if err == nil {
		err = q.a.noElection(q.r.Context())
	}
	return q.done(err)
}

func (q *request) closeElection() error {
	if err := q.sure("sure"); err != nil {
		return q.done(err)
	}
	numbers := map[dialog.Group]string{}
	for _, g := range dialog.Groups() {
		if v := q.s.current(g); v != nil {
			numbers[g] = q.numbers(v)
		}
	}
	return q.done(q.a.closeElection(q.unhurried(), numbers))
}

func (q *request) plan() error {
	id := q.r.PostForm.Get("id")
	p, err := q.period("-" + id)
	if err == nil {
		err = q.a.plan(q.r.Context(), id, p)
	}
	return q.done(err)
}

func (q *request) step() error {
	id := q.r.PostForm.Get("id")
	to, err := workstream.ParseState(q.r.PostForm.Get("to"))
	if err != nil {
		return q.done(refuse("to-"+id, "portal.office.step-missing"))
	}
	on, err := q.day("on", "on-"+id)
	if err == nil && q.reason() == "" && (to == workstream.Cancelled || to == workstream.Withdrawn) {
		err = refuse("why-"+id, "portal.error.reason")
	}
	if err == nil {
		err = q.a.step(q.r.Context(), id, to, on, q.reason())
	}
	return q.done(err)
}

func (q *request) undo() error { return q.done(q.a.undo(q.r.Context(), q.r.PostForm.Get("id"))) }

func (q *request) nextCycle() error { return q.done(q.a.next(q.r.Context())) }
