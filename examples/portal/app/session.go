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

// signIn makes a session for whoever has a code; "" where nobody has it. It ends the one
// that the browser had before, and those that are over.
func (a *App) signIn(ctx context.Context, code, before string) (token string, err error) {
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
	// One after another: writers that meet in the database wait far longer than they write.
	a.signing.Lock()
	defer a.signing.Unlock()
	tx, err := a.db.BeginTx(ctx, nil)
	if err != nil {
		return "", err
	}
	defer func() { _ = tx.Rollback() }() // after a commit it does nothing
	now := a.o.Now()
	if _, err := tx.ExecContext(ctx, `DELETE FROM session WHERE until < ? OR token = ?`, now.Unix(), hashToken(before)); err != nil {
		return "", err
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO session (token, participant, until) VALUES (?, ?, ?)`, hashToken(token), who, now.Add(sessionTime).Unix()); err != nil {
		return "", err
	}
	return token, tx.Commit()
}

func hashToken(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// token is that of a browser's session; "" for none.
func (a *App) token(r *http.Request) string {
	c, err := r.Cookie(a.cookieName())
	if err != nil {
		return ""
	}
	return c.Value
}

// who is signed in with a request; "" for nobody.
func (a *App) who(r *http.Request) (string, error) {
	token := a.token(r)
	if token == "" {
		return "", nil
	}
	var who string
	err := a.db.QueryRowContext(r.Context(), `SELECT participant FROM session WHERE token = ? AND until >= ?`, hashToken(token), a.o.Now().Unix()).Scan(&who)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return who, err
}

// signOut ends the session of a browser.
func (a *App) signOut(r *http.Request) error {
	_, err := a.db.ExecContext(r.Context(), `DELETE FROM session WHERE token = ?`, hashToken(a.token(r)))
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
