package widget

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"hash/fnv"
	"io"
	"net/http"
	"strconv"
)

// cookie is one that the browser sends with this vote only.
func (a *attempt) cookie(name, value string, seconds int) *http.Cookie {
	h := fnv.New64a()
	_, _ = io.WriteString(h, a.id)
	c := &http.Cookie{Name: name + strconv.FormatUint(h.Sum64(), 36), Value: value, MaxAge: seconds,
		Path: a.s.url(Ballot, a.id), HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: a.s.secure(a.r)}
	if len(a.s.c.FrameOrigins) > 0 { // in a frame of another site, only such a cookie comes back
		c.SameSite, c.Secure, c.Partitioned = http.SameSiteNoneMode, true, true
	}
	return c
}

// receiptCookie holds a receipt for ten minutes in the voter's browser, so that the server
// need not find it by the voter.
const receiptCookie = "dfc-receipt-"

// give gives a receipt to the voter's browser. A mark before it says whose it is: the next
// person at the same browser must not take it for their own.
func (a *attempt) give(receipt string) {
	value := append(a.owner(receipt), receipt...)
	http.SetCookie(a.w, a.cookie(receiptCookie, base64.RawURLEncoding.EncodeToString(value), int(receiptTime.Seconds())))
}

// receipt is what the cookie holds, where it can be a receipt of the voter.
func (a *attempt) receipt() string {
	c, err := a.r.Cookie(a.cookie(receiptCookie, "", 0).Name)
	if err != nil {
		return ""
	}
	data, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil || len(data) > 4096 || len(data) < ownerBytes {
		return ""
	}
	receipt := string(data[ownerBytes:])
	if !bytes.Equal(data[:ownerBytes], a.owner(receipt)) {
		return ""
	}
	return receipt
}

const ownerBytes = 16

// owner is a hash of the voter and the receipt.
func (a *attempt) owner(receipt string) []byte {
	h := sha256.New()
	for _, part := range []string{a.id, a.voter, receipt} {
		sum := sha256.Sum256([]byte(part))
		h.Write(sum[:])
	}
	return h.Sum(nil)[:ownerBytes]
}
