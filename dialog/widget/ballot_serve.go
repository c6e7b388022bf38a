package widget

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"strconv"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/i18n"
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
		return s.withPaper(id, s.voteStep), get
	case "check":
		return s.withPaper(id, s.checkStep), getPost
	case "cast":
		return s.withPaper(id, s.castStep), post
	case "done":
		return s.withPaper(id, s.doneStep), get
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

// withPaper fetches the ballot paper and the voter, and refuses a secret ballot inside a
// page of the host.
func (s *Set) withPaper(id string, step func(*attempt)) handler {
	return func(w http.ResponseWriter, r *http.Request, v view) {
		paper, err := s.c.Ballots.Paper(r.Context(), id)
		if err == nil && v.inline && paper.secret() {
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

// voteStep shows the ballot, empty or, coming back from the check, as it was marked.
func (s *Set) voteStep(a *attempt) {
	if !a.canVote() {
		return
	}
	m, _ := a.carriedMarks()
	s.send(a.w, a.r, a.v, http.StatusOK, a.v.ballotView(a.id, a.paper).form(m, nil, a.paper))
}

// checkStep takes what is marked, or shows the ballot again with what is wrong; then, at
// an address of its own, it shows what is marked.
func (s *Set) checkStep(a *attempt) {
	if !a.canVote() {
		return
	}
	if a.r.Method != http.MethodPost {
		m, ok := a.carriedMarks()
		if !ok {
			a.see(a.v.url(Ballot, a.id))
			return
		}
		s.send(a.w, a.r, a.v, http.StatusOK, a.v.ballotView(a.id, a.paper).check(m, a.paper, "", nil))
		return
	}
	m, ok := a.marks()
	if !ok {
		return
	}
	m.key = newKey()
	if a.carry(m) {
		a.see(a.v.url(Ballot, a.id, "check"))
		return
	}
	s.send(a.w, a.r, a.v, http.StatusOK, a.v.ballotView(a.id, a.paper).check(m, a.paper, "", nil))
}

// see sends the browser on, so that to load a page again does not send a form again.
func (a *attempt) see(url string) {
	a.w.Header().Set("Location", url)
	a.w.WriteHeader(http.StatusSeeOther)
}

// castStep casts. The answer is a redirection, so that to load the page again does not
// cast again.
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
	if len(credential) > 200 {
		credential = credential[:200]
	}
	if !goodKey(m.key) {
		s.send(a.w, a.r, a.v, http.StatusUnprocessableEntity, a.v.ballotView(a.id, a.paper).check(m, a.paper, credential, nil))
		return
	}
	c := Cast{Voter: a.voter, Vote: box.Vote{Ballot: m.ballot(a.paper.Contest), Deliberate: m.spoil, Nonce: m.nonce}}
	if a.paper.ByCredential {
		c.Credential = credential
	}
	// Who closes the window must not leave it open whether the ballot was cast.
	ctx := context.WithoutCancel(a.r.Context())
	receipt, err := s.casts.once(a.r.Context(), a.id, c.Voter+"\x00"+c.Credential, m.key, func() (string, error) {
		return s.c.Ballots.Cast(ctx, a.id, c)
	})
	if err != nil {
		a.notCast(m, credential, err)
		return
	}
	a.drop()
	a.give(receipt)
	a.see(a.v.url(Ballot, a.id, "done"))
}

// notCast answers a cast that failed: with the check again, where trying again helps,
// else with a page that says what to do next.
func (a *attempt) notCast(m marks, credential string, err error) {
	if key := problemKey(err); key != "" {
		p := a.v.ballotView(a.id, a.paper)
		field := p.UID + "-h"
		status := http.StatusServiceUnavailable
		if errors.Is(err, box.ErrCredential) {
			field, status = p.UID+"-credential", http.StatusUnprocessableEntity
			if !a.paper.ByCredential {
				field = p.UID + "-h"
			}
		}
		if errors.Is(err, box.ErrNotTaken) {
			a.s.c.OnError(a.r, err)
		}
		a.s.send(a.w, a.r, a.v, status, p.check(m, a.paper, credential, &flaw{field, a.v.text(key)}))
		return
	}
	a.refuse(err)
}

// doneStep shows that the ballot is in the box, with the receipt as long as the browser
// has it.
func (s *Set) doneStep(a *attempt) {
	receipt := a.receipt()
	if receipt == "" {
		switch err := a.standing(); {
		case errors.Is(err, box.ErrVoted):
		case err == nil && a.voter != "":
			// Nothing was cast: the address was typed in, or called up again much later.
			a.see(a.v.url(Ballot, a.id))
			return
		case err != nil:
			a.refuse(err)
			return
		default:
			a.message(http.StatusOK, "widget.ballot.no-receipt", "")
			return
		}
	}
	s.send(a.w, a.r, a.v, http.StatusOK, a.v.ballotView(a.id, a.paper).done(a.paper, receipt))
}

// receiptFile sends the receipt as a file.
func (s *Set) receiptFile(a *attempt) {
	receipt := a.receipt()
	if receipt == "" {
		a.message(http.StatusNotFound, "widget.ballot.no-receipt", "")
		return
	}
	h := a.w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="receipt.txt"`)
	h.Set("Content-Length", strconv.Itoa(len(receipt)))
	if a.r.Method != http.MethodHead {
		_, _ = io.WriteString(a.w, receipt)
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
		a.s.send(a.w, a.r, a.v, http.StatusUnprocessableEntity, p.form(m, flaws, a.paper))
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

// refuse answers with a page that says what is and what to do next.
func (a *attempt) refuse(err error) {
	if errors.Is(err, box.ErrVoted) || errors.Is(err, box.ErrClosed) {
		a.drop()
	}
	switch {
	case errors.Is(err, box.ErrVoted):
		a.message(conflict(a.r), "box.error.voted", a.paper.Result)
	case errors.Is(err, box.ErrClosed):
		a.message(conflict(a.r), "box.error.closed", a.paper.Result)
	case errors.Is(err, box.ErrNotOpen):
		a.message(conflict(a.r), "box.error.not-open", "")
	case errors.Is(err, box.ErrNotOnRoll):
		a.message(http.StatusForbidden, "box.error.not-on-roll", "")
	case errors.Is(err, box.ErrBallot):
		a.message(http.StatusBadRequest, "box.error.ballot", a.v.url(Ballot, a.id))
	default:
		a.s.sourceError(a.w, a.r, a.v, fmt.Errorf("vote %q: %w", a.id, err))
	}
}

// conflict is the status of a page about the state of a vote: to look at it is no
// mistake, to send a form is.
func conflict(r *http.Request) int {
	if r.Method == http.MethodPost {
		return http.StatusConflict
	}
	return http.StatusOK
}

func (a *attempt) signIn() { a.message(http.StatusForbidden, "widget.ballot.sign-in", a.s.c.SignIn) }

// message sends a page about this vote, with a link where there is something to go to.
func (a *attempt) message(status int, key, link string) {
	p := a.v.ballotView(a.id, a.paper)
	d := messageData{frame: p.frame, Text: a.v.text(key), Link: link}
	if link != "" {
		d.Next = a.v.text(nextKey(key))
	}
	a.s.send(a.w, a.r, a.v, status, &body{kind: Ballot, title: a.v.text("widget.ballot.title.message", i18n.Text("title", p.Title)), name: "message.tmpl", data: d})
}

// nextKey is the text of the link under a message.
func nextKey(key string) string {
	switch key {
	case "widget.ballot.sign-in":
		return "widget.ballot.next.sign-in"
	case "box.error.ballot":
		return "widget.ballot.next.reload"
	}
	return "widget.ballot.next.result"
}

// ballotFragment is an open ballot for a page of the host.
func (s *Set) ballotFragment(ctx context.Context, v view, id string) (template.HTML, error) {
	if s.c.Ballots == nil {
		return "", fmt.Errorf("ballot %q: %w", id, ErrNotFound)
	}
	paper, err := s.c.Ballots.Paper(ctx, id)
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
