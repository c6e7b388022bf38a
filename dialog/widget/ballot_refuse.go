package widget

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// refuse answers with a page that says what is and what to do next.
func (a *attempt) refuse(err error) {
	if errors.Is(err, box.ErrVoted) || errors.Is(err, box.ErrClosed) {
		a.dropMarks()
	}
	switch {
	case errors.Is(err, box.ErrVoted):
		a.message(conflict(a.r), "box.error.voted", a.paper.Result)
	case errors.Is(err, box.ErrClosed) && a.r.Method == http.MethodPost:
		a.message(conflict(a.r), "widget.ballot.closed-now", a.paper.Result)
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

// signIn tells where to sign in, and that address where to come back to.
func (a *attempt) signIn() {
	link := a.s.c.SignIn
	if u, err := url.Parse(link); err == nil && link != "" {
		back := a.v.url(Ballot, a.id)
		if a.r.Method != http.MethodPost {
			back = a.r.URL.EscapedPath() + a.v.query
		}
		q := u.Query()
		q.Set("next", back)
		u.RawQuery = q.Encode()
		link = u.String()
	}
	a.message(http.StatusForbidden, "widget.ballot.sign-in", link)
}

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
