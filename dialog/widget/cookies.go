package widget

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"hash/fnv"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
)

const (
	// receiptCookie holds a receipt in the voter's browser, so that the server need not find
	// it by the voter. It goes when the browser is closed.
	receiptCookie = "dfc-receipt-"
	// tasteCookie says nothing: if it comes back, the browser keeps cookies.
	tasteCookie = "dfc-cookies-"

	receiptDay = 24 * time.Hour // how long a receipt is shown at most
	maxCookie  = 3800           // bytes of a cookie's value; browsers take 4,096 with name and attributes
)

// cookie is one that the browser sends with this vote only; it is dropped where value is "".
func (a *attempt) cookie(name, value string) *http.Cookie {
	h := fnv.New64a()
	_, _ = io.WriteString(h, a.id)
	c := &http.Cookie{Name: name + strconv.FormatUint(h.Sum64(), 36), Value: value,
		Path: a.s.url(Ballot, a.id), HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: a.s.secure(a.r)}
	if value == "" {
		c.MaxAge = -1
	}
	if len(a.s.c.FrameOrigins) > 0 { // in a frame of another site, only such a cookie comes back
		c.SameSite, c.Secure, c.Partitioned = http.SameSiteNoneMode, true, true
	}
	return c
}

// taste finds out, before it matters, whether the browser keeps cookies.
func (a *attempt) taste() {
	if !a.keepsCookies() {
		http.SetCookie(a.w, a.cookie(tasteCookie, "1"))
	}
}

func (a *attempt) keepsCookies() bool { return len(a.r.Cookies()) > 0 }

// A held receipt is one that the voter's browser has.
type held struct {
	form string // what was cast, see Cast.form
	text string
	left time.Duration // for which it will be shown
}

// give gives a receipt to the voter's browser, sealed: only what this host has given out
// for this vote and voter comes back as a receipt. It reports false for one that no
// browser would keep.
func (a *attempt) give(form, receipt string) bool {
	value := a.s.sealer.seal(form+"\n"+receipt, receiptDay, receiptCookie, a.id, a.voter)
	if len(value) > maxCookie {
		return false
	}
	http.SetCookie(a.w, a.cookie(receiptCookie, value))
	return true
}

// drop takes the receipt from the voter's browser.
func (a *attempt) drop() {
	if _, err := a.r.Cookie(a.cookie(receiptCookie, "").Name); err == nil {
		http.SetCookie(a.w, a.cookie(receiptCookie, ""))
	}
}

// held is the receipt that the browser has of this vote and voter; where voters are not
// known, that of whoever voted here last.
func (a *attempt) held() (held, bool) {
	c, err := a.r.Cookie(a.cookie(receiptCookie, "").Name)
	if err != nil {
		return held{}, false
	}
	sealed, left, ok := a.s.sealer.open(c.Value, receiptCookie, a.id, a.voter)
	form, text, cut := strings.Cut(sealed, "\n")
	if !ok || !cut {
		return held{}, false
	}
	return held{form, text, left}, true
}

// receipt is the held one, unless it contradicts how the voter stands: a box that was
// restored from an older copy has lost what was cast since.
func (a *attempt) receipt(standing error) (held, bool) {
	if a.voter != "" && standing == nil || errors.Is(standing, box.ErrNotOnRoll) || errors.Is(standing, box.ErrNotOpen) {
		return held{}, false
	}
	return a.held()
}

// form tells what is cast from what anybody else casts, be it with the same form: a hash
// of the form's key and the credential.
func (c Cast) form(key string) string {
	sum := sha256.Sum256([]byte(key + "\x00" + c.Credential))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}
