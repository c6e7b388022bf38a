package widget

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
)

// ballotRoute finds who serves a path of the ballot.
func (s *Set) ballotRoute(parts []string) (handler, []string) {
	if len(parts) == 0 || len(parts) > 2 {
		return nil, nil
	}
	id, step := parts[0], ""
	if len(parts) == 2 {
		step = parts[1]
	}
	switch step {
	case "":
		return s.withPaper(id, s.voteStep), getPost
	case "check":
		return s.withPaper(id, s.checkStep), getPost
	case "cast":
		return s.withPaper(id, s.castStep), post
	case "done":
		return s.withPaper(id, s.doneStep), getPost
	case "receipt":
		return s.withPaper(id, s.receiptFile), get
	}
	return nil, nil
}

// An attempt is a request about a ballot.
type attempt struct {
	s     *Set
	w     http.ResponseWriter
	r     *http.Request
	v     view
	id    string
	paper *Paper
	voter string
}

// withPaper fetches the ballot paper and the voter, and refuses a secret ballot where
// script of a page could read it.
func (s *Set) withPaper(id string, step func(*attempt)) handler {
	return func(w http.ResponseWriter, r *http.Request, v view) {
		paper, err := s.paper(r.Context(), id)
		if err == nil && paper.secret() && (v.inline || !opened(r)) {
			err = ErrSecret
		}
		if err != nil {
			s.sourceError(w, r, v, err)
			return
		}
		a := &attempt{s, w, r, v, id, paper, ""}
		if !paper.ByCredential {
			if a.voter, err = s.c.Voter(r); err != nil {
				s.fail(w, r, v, err)
				return
			}
		}
		step(a)
	}
}

// opened reports whether a browser asks for something to show it, in a window or a frame.
// What a script fetches is for the script. Browsers that do not say are old ones.
func opened(r *http.Request) bool {
	return slices.Contains([]string{"", "document", "iframe", "frame"}, r.Header.Get("Sec-Fetch-Dest"))
}

// paper fetches a ballot paper.
func (s *Set) paper(ctx context.Context, id string) (*Paper, error) {
	p, err := s.c.Ballots.Paper(ctx, id)
	if err == nil && (p == nil || p.Contest == nil) {
		err = fmt.Errorf("ballot %q: %w", id, ErrNotFound)
	}
	return p, err
}

// voteStep shows the ballot: empty, or as it was marked where it comes back from the check.
func (s *Set) voteStep(a *attempt) {
	if !a.canVote() {
		return
	}
	m, carried := a.carried()
	if a.r.Method == http.MethodPost {
		var err error
		if m, err = readMarks(a.r.PostForm, a.paper.Contest); err != nil {
			a.refuse(err)
			return
		}
	} else if a.paper.ByCredential && !carried { // whoever opens the ballot anew can be the next person at this browser
		a.dropMarks()
		a.drop()
	}
	a.taste()
	s.send(a.w, a.r, a.v, http.StatusOK, a.v.ballotView(a.id, a.paper).form(m, nil, a.paper))
}

// checkStep takes what is marked, or shows the ballot again with what is wrong; then, at
// an address of its own where it can have one, it shows what is marked.
func (s *Set) checkStep(a *attempt) {
	if !a.canVote() {
		return
	}
	if a.r.Method != http.MethodPost {
		m, ok := a.carried()
		if !ok { // an address from the history
			a.see(a.v.url(Ballot, a.id))
			return
		}
		p := a.v.ballotView(a.id, a.paper)
		p.Change = a.urlOf(m.key)
		s.send(a.w, a.r, a.v, http.StatusOK, p.check(m, a.paper, "", nil))
		return
	}
	m, ok := a.marks()
	if !ok {
		return
	}
	m.key = newKey()
	if a.carry(m) {
		a.see(a.urlOf(m.key, "check"))
		return
	}
	a.taste()
	s.send(a.w, a.r, a.v, http.StatusOK, a.v.ballotView(a.id, a.paper).check(m, a.paper, "", nil))
}

// see sends the browser on, so that to load a page again does not send a form again.
func (a *attempt) see(url string) {
	a.w.Header().Set("Location", url)
	a.w.WriteHeader(http.StatusSeeOther)
}

// castTime is how long a store may take. After that nobody waits any more, and nobody
// knows what became of the vote.
const castTime = time.Minute

// castStep casts. The answer is a redirection, so that to load the page again does not
// send the form again.
func (s *Set) castStep(a *attempt) {
	if a.voter == "" && !a.paper.ByCredential {
		a.canVote() // it answers: where to sign in, or that it would be too late
		return
	}
	m, ok := a.marks()
	if !ok {
		return
	}
	credential := a.r.PostForm.Get(fieldCredential)
	credential = credential[:min(len(credential), 200)]
	if !goodKey(m.key) {
		s.send(a.w, a.r, a.v, http.StatusUnprocessableEntity, a.v.ballotView(a.id, a.paper).check(m, a.paper, credential, nil))
		return
	}
	c := Cast{Voter: a.voter, Vote: box.Vote{Ballot: m.ballot(a.paper.Contest), Deliberate: m.spoil, Nonce: m.nonce}}
	if a.paper.ByCredential {
		c.Credential = credential
	}
	receipt, err := a.cast(m.key, c)
	if err != nil {
		a.notCast(m, c, err)
		return
	}
	a.dropMarks()
	if a.give(c.form(m.key), receipt) && a.keepsCookies() {
		a.see(a.v.url(Ballot, a.id, "done"))
		return
	}
	// The next page would not know the receipt. To load this one again sends the same form,
	// which stays one vote.
	s.send(a.w, a.r, a.v, http.StatusOK, a.v.ballotView(a.id, a.paper).done(a.paper, held{text: receipt}))
}

// cast casts once for each form.
func (a *attempt) cast(form string, c Cast) (string, error) {
	wait, stop := context.WithTimeout(a.r.Context(), castTime)
	defer stop()
	return a.s.casts.once(wait, a.id, c.Voter+"\x00"+c.Credential, form, func() (string, error) {
		// Who closes the window must not leave it open whether the ballot was cast.
		ctx, stop := context.WithTimeout(context.WithoutCancel(wait), castTime)
		defer stop()
		return a.s.c.Ballots.Cast(ctx, a.id, c)
	})
}

// notCast answers a cast that failed: with the check again, where trying again helps,
// else with a page that says what to do next.
func (a *attempt) notCast(m marks, c Cast, err error) {
	if errors.Is(err, box.ErrCredential) && a.paper.State > box.Voting {
		err = box.ErrClosed // to correct the credential would not help
	}
	settled := errors.Is(err, box.ErrVoted) || errors.Is(err, box.ErrClosed)
	if h, ok := a.held(); ok && settled && h.form == c.form(m.key) {
		a.see(a.v.url(Ballot, a.id, "done")) // the form was cast before a restart, or by another server
		return
	}
	for _, e := range []error{box.ErrVoted, box.ErrClosed, box.ErrNotOpen, box.ErrNotOnRoll, box.ErrBallot, ErrNotFound} {
		if errors.Is(err, e) {
			a.refuse(err)
			return
		}
	}
	p := a.v.ballotView(a.id, a.paper)
	problem, status := flaw{p.UID + "-h", a.v.text("widget.ballot.unknown")}, http.StatusServiceUnavailable
	switch key := problemKey(err); {
	case errors.Is(err, box.ErrCredential) && a.paper.ByCredential:
		problem, status = flaw{p.UID + "-credential", a.v.text(key)}, http.StatusUnprocessableEntity
	case key != "":
		problem.Text = a.v.text(key)
	}
	if status >= http.StatusInternalServerError && !errors.Is(err, box.ErrInvalid) {
		a.s.c.OnError(a.r, err)
	}
	a.s.send(a.w, a.r, a.v, status, p.check(m, a.paper, c.Credential, &problem))
}

// doneStep shows that the ballot is in the box, with the receipt as long as the browser
// has it; a form takes it away.
func (s *Set) doneStep(a *attempt) {
	if a.r.Method == http.MethodPost {
		a.drop()
		a.message(http.StatusOK, "widget.ballot.receipt-gone", "")
		return
	}
	err := a.standing()
	h, ok := a.receipt(err)
	switch {
	case ok || errors.Is(err, box.ErrVoted):
		s.send(a.w, a.r, a.v, http.StatusOK, a.v.ballotView(a.id, a.paper).done(a.paper, h))
	case err != nil:
		a.refuse(err)
	case a.paper.ByCredential:
		a.message(http.StatusOK, "widget.ballot.no-receipt", "")
	case a.voter == "":
		a.signIn()
	default: // nothing was cast: the address was typed in
		a.see(a.v.url(Ballot, a.id))
	}
}

// receiptFile sends the receipt as a file.
func (s *Set) receiptFile(a *attempt) {
	h, ok := a.receipt(a.standing())
	if !ok {
		a.message(http.StatusNotFound, "widget.ballot.no-receipt", "")
		return
	}
	header := a.w.Header()
	header.Set("Content-Type", "text/plain; charset=utf-8")
	header.Set("Content-Disposition", `attachment; filename="receipt.txt"`)
	header.Set("Content-Length", strconv.Itoa(len(h.text)))
	if a.r.Method != http.MethodHead {
		_, _ = io.WriteString(a.w, h.text)
	}
}

// marks reads the form and answers for one that cannot be cast.
func (a *attempt) marks() (marks, bool) {
	m, err := readMarks(a.r.PostForm, a.paper.Contest)
	if err != nil {
		a.refuse(err)
		return m, false
	}
	p := a.v.ballotView(a.id, a.paper)
	if flaws := p.flaws(m); len(flaws) > 0 {
		if a.canVote() { // what comes too late cannot be corrected
			a.s.send(a.w, a.r, a.v, http.StatusUnprocessableEntity, p.form(m, flaws, a.paper))
		}
		return m, false
	}
	return m, true
}

// canVote answers for somebody who cannot vote now.
func (a *attempt) canVote() bool {
	if err := a.standing(); err != nil {
		a.refuse(err)
		return false
	}
	if a.voter == "" && !a.paper.ByCredential {
		a.signIn()
		return false
	}
	return true
}

// standing says whether the voter can vote now.
func (a *attempt) standing() error {
	switch {
	case a.paper.State == box.Prepared:
		return box.ErrNotOpen
	case a.paper.State > box.Voting:
		return box.ErrClosed
	case a.voter == "":
		return nil
	}
	return a.s.c.Ballots.Standing(a.r.Context(), a.id, a.voter)
}

// ballotFragment is an open ballot for a page of the host.
func (s *Set) ballotFragment(ctx context.Context, v view, id string) (template.HTML, error) {
	if s.c.Ballots == nil {
		return "", fmt.Errorf("ballot %q: %w", id, ErrNotFound)
	}
	paper, err := s.paper(ctx, id)
	if err != nil {
		return "", err
	}
	if paper.secret() {
		return "", fmt.Errorf("ballot %q: %w", id, ErrSecret)
	}
	p := v.ballotView(id, paper)
	if paper.State != box.Voting {
		key := "box.error.closed"
		if paper.State == box.Prepared {
			key = "box.error.not-open"
		}
		return s.render(&body{name: "message.tmpl", data: messageData{frame: p.frame, Text: v.text(key)}})
	}
	return s.render(p.form(marks{}, nil, paper))
}
