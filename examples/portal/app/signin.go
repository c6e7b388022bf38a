package app

import "net/http"

// signInForm asks for the access code. The address can say where to go then.
func (q *request) signInForm() error {
	return q.show(http.StatusOK, "signin.tmpl", "portal.signin.title", q.next(q.r.URL.Query().Get("next")))
}

// next is an address of the widgets, where somebody was sent to sign in; "" for any other,
// because anybody can write such a link.
func (q *request) next(address string) string {
	if !q.a.set.Owns(address) {
		return ""
	}
	return address
}

func (q *request) signIn() error {
	code, ok := q.field("code", 100)
	token := ""
	if ok {
		var err error
		if token, err = q.a.signIn(q.r.Context(), code, q.a.token(q.r)); err != nil {
			return err
		}
	}
	if token == "" {
		if q.a.limiter.failed(q.r) {
			q.message(http.StatusTooManyRequests, "portal.error.too-many")
			return nil
		}
		return q.wrong("signin.tmpl", "portal.signin.title", q.next(q.r.PostForm.Get("next")), refuse("code", "portal.signin.wrong"))
	}
	http.SetCookie(q.w, q.a.cookie(token, int(sessionTime.Seconds())))
	if next := q.next(q.r.PostForm.Get("next")); next != "" {
		return q.see(next)
	}
	return q.see("/me")
}

func (q *request) signOut() error {
	if err := q.a.signOut(q.r); err != nil {
		return err
	}
	http.SetCookie(q.w, q.a.cookie("", -1))
	return q.see("/")
}
