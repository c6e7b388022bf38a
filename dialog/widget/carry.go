package widget

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// A carrier keeps what a voter has marked between two pages, in a cookie of the voter's
// browser that only this server can read: so each page has an address of its own, the
// back button leads to a page and not to a question about sending a form again, and
// nothing of a ballot is on the server before it is cast. It goes when the ballot is cast.
type carrier struct {
	aead cipher.AEAD
	now  func() time.Time
}

const (
	carryTime = time.Hour
	maxCookie = 3800 // bytes of a cookie's value; browsers take 4,096 with name and attributes
)

// newCarrier derives the key from the host's secret; without one it is drawn, and what is
// carried does not survive a restart.
func newCarrier(secret []byte, now func() time.Time) *carrier {
	if len(secret) == 0 {
		secret = make([]byte, 32)
		_, _ = rand.Read(secret) // crypto/rand does not fail
	}
	key := sha256.Sum256(append([]byte("dfc widget marks\x00"), secret...))
	block, err := aes.NewCipher(key[:])
	if err != nil {
		panic("widget: newCarrier: " + err.Error()) // the length of the key is right
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		panic("widget: newCarrier: " + err.Error())
	}
	return &carrier{aead, now}
}

// carried is what is in the cookie.
type carried struct {
	Until int64  `json:"u"`
	Form  string `json:"f"`
}

// seal returns the value of the cookie for a vote and voter; "" where it would be too long.
func (c *carrier) seal(id, voter string, form url.Values) string {
	plain, err := json.Marshal(carried{c.now().Add(carryTime).Unix(), form.Encode()})
	if err != nil {
		return ""
	}
	nonce := make([]byte, c.aead.NonceSize())
	_, _ = rand.Read(nonce)
	value := base64.RawURLEncoding.EncodeToString(c.aead.Seal(nonce, nonce, plain, bound(id, voter)))
	if len(value) > maxCookie {
		return ""
	}
	return value
}

// open is the inverse of seal; nil for anything else, also for what another voter marked
// in the same browser.
func (c *carrier) open(id, voter, value string) url.Values {
	data, err := base64.RawURLEncoding.DecodeString(value)
	if err != nil || len(data) < c.aead.NonceSize() {
		return nil
	}
	plain, err := c.aead.Open(nil, data[:c.aead.NonceSize()], data[c.aead.NonceSize():], bound(id, voter))
	if err != nil {
		return nil
	}
	var in carried
	if json.Unmarshal(plain, &in) != nil || c.now().Unix() > in.Until {
		return nil
	}
	form, err := url.ParseQuery(in.Form)
	if err != nil {
		return nil
	}
	return form
}

// bound ties a cookie to a vote and a voter.
func bound(id, voter string) []byte {
	return []byte(strings.ReplaceAll(id, "\x00", "") + "\x00" + voter)
}

// form is what a form of the ballot would send for these marks, with its key.
func (m marks) form() url.Values {
	v := url.Values{fieldKey: {m.key}}
	for _, f := range m.fields() {
		v.Add(f.Name, f.Value)
	}
	return v
}

// carry gives the marks to the voter's browser; it reports false where they are too many.
func (a *attempt) carry(m marks) bool {
	value := a.s.carrier.seal(a.id, a.voter, m.form())
	if value == "" {
		return false
	}
	http.SetCookie(a.w, a.cookie("dfc-marks-", value, int(carryTime.Seconds())))
	return true
}

// drop takes the marks from the voter's browser.
func (a *attempt) drop() {
	if _, err := a.r.Cookie(a.cookie("dfc-marks-", "", 0).Name); err == nil {
		http.SetCookie(a.w, a.cookie("dfc-marks-", "", -1))
	}
}

// carriedMarks are the marks that the voter's browser holds; false where there are none,
// or none of this contest.
func (a *attempt) carriedMarks() (marks, bool) {
	c, err := a.r.Cookie(a.cookie("dfc-marks-", "", 0).Name)
	if err != nil {
		return marks{}, false
	}
	form := a.s.carrier.open(a.id, a.voter, c.Value)
	if form == nil {
		return marks{}, false
	}
	m, err := readMarks(form, a.paper.Contest)
	return m, err == nil
}
