package app

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"errors"
	"net/http"
	"time"
)

const (
	sessionCookie  = "session"
	languageCookie = "lang"
	sessionTime    = 12 * time.Hour
)

// signIn makes a session for whoever has a code; "" where nobody has it.
func (a *App) signIn(ctx context.Context, code string) (token string, err error) {
	var who string
	err = a.db.QueryRowContext(ctx, `SELECT participant FROM account WHERE code = ?`, hashCode(code)).Scan(&who)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	var raw [32]byte
	_, _ = rand.Read(raw[:])
	token = base64.RawURLEncoding.EncodeToString(raw[:])
	now := a.o.Now()
	if _, err := a.db.ExecContext(ctx, `DELETE FROM session WHERE until < ?`, now.Unix()); err != nil {
		return "", err
	}
	_, err = a.db.ExecContext(ctx, `INSERT INTO session (token, participant, until) VALUES (?, ?, ?)`, hashToken(token), who, now.Add(sessionTime).Unix())
	return token, err
}

func hashToken(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// who is signed in with a request; "" for nobody.
func (a *App) who(r *http.Request) (string, error) {
	c, err := r.Cookie(a.cookieName())
	if err != nil {
		return "", nil
	}
	var who string
	err = a.db.QueryRowContext(r.Context(), `SELECT participant FROM session WHERE token = ? AND until >= ?`, hashToken(c.Value), a.o.Now().Unix()).Scan(&who)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return who, err
}

// signOut ends the session of a browser.
func (a *App) signOut(r *http.Request) error {
	c, err := r.Cookie(a.cookieName())
	if err != nil {
		return nil
	}
	_, err = a.db.ExecContext(r.Context(), `DELETE FROM session WHERE token = ?`, hashToken(c.Value))
	return err
}

func (a *App) cookieName() string {
	if a.secure() {
		return "__Host-" + sessionCookie
	}
	return sessionCookie
}

// cookie holds a session. In a frame of another site, only one that says so comes back.
func (a *App) cookie(token string, seconds int) *http.Cookie {
	c := &http.Cookie{Name: a.cookieName(), Value: token, Path: "/", MaxAge: seconds, HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: a.secure()}
	if len(a.o.FrameOrigins) > 0 {
		c.SameSite, c.Secure, c.Partitioned = http.SameSiteNoneMode, true, true
	}
	return c
}
