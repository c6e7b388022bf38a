package app

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"errors"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

const (
	office         = "office" // the account of the programme office; no participant has this ID
	sessionCookie  = "session"
	languageCookie = "lang"
	sessionTime    = 12 * time.Hour
)

// codeLetters leave out what is mistaken for something else on paper.
const codeLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// newCode draws an access code of 100 bits: five groups of four characters.
func newCode() string {
	var raw [20]byte
	_, _ = rand.Read(raw[:]) // crypto/rand does not fail
	var b strings.Builder
	for i, x := range raw {
		if i > 0 && i%4 == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(codeLetters[x%32])
	}
	return b.String()
}

// hashCode is what is stored of a code. A code has 100 random bits, so a plain hash keeps
// it; blanks, hyphens and case do not matter, and O and I are read as 0 and 1.
func hashCode(code string) []byte {
	code = strings.NewReplacer("-", "", " ", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(code))
	sum := sha256.Sum256([]byte(code))
	return sum[:]
}

// execer is a database or a transaction.
type execer interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// newAccount makes an account and returns its code, which is shown once.
func (a *App) newAccount(ctx context.Context, db execer, participant string) (string, error) {
	code := newCode()
	_, err := db.ExecContext(ctx, `INSERT INTO account (code, participant) VALUES (?, ?)`, hashCode(code), participant)
	return code, err
}

// replaceCode gives somebody a new code; the old one and its sessions are good for
// nothing from then on.
func (a *App) replaceCode(ctx context.Context, who string) (code string, err error) {
	err = a.update(ctx, office, "replace code of "+who, func(s *state, tx *sql.Tx) error {
		if who != office && s.participant(who) == nil {
			return errNotNow
		}
		for _, query := range []string{`DELETE FROM account WHERE participant = ?`, `DELETE FROM session WHERE participant = ?`} {
			if _, err := tx.ExecContext(ctx, query, who); err != nil {
				return err
			}
		}
		code, err = a.newAccount(ctx, tx, who)
		return err
	})
	return code, err
}

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

// signOut ends a session.
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

// A limiter keeps an address from trying many codes.
type limiter struct {
	now   func() time.Time
	mu    sync.Mutex
	since time.Time
	tries map[string]int
}

// maxFailures is how many wrong codes an address may send in a minute. With 100 bits this
// is about load, not about guessing.
const maxFailures = 10

func newLimiter(now func() time.Time) *limiter { return &limiter{now: now, tries: map[string]int{}} }

// allowed reports whether an address may try a code.
func (l *limiter) allowed(r *http.Request) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if now := l.now(); now.Sub(l.since) > time.Minute {
		l.since, l.tries = now, map[string]int{}
	}
	return l.tries[address(r)] < maxFailures
}

func (l *limiter) failed(r *http.Request) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.tries[address(r)]++
}

func address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
