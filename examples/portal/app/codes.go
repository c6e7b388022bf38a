package app

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io"
	"strings"
)

// office is the account of the programme office; no participant has this ID.
const office = "office"

// codeLetters leave out what is mistaken for something else on paper.
const codeLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// codeOf writes 20 random bytes as an access code of 100 bits: five groups of four
// characters.
func codeOf(raw []byte) string {
	var b strings.Builder
	for i, x := range raw[:20] {
		if i > 0 && i%4 == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(codeLetters[x%32])
	}
	return b.String()
}

// newCode draws an access code.
func newCode() string {
	var raw [20]byte
	_, _ = rand.Read(raw[:]) // crypto/rand does not fail
	return codeOf(raw[:])
}

// codeFor is the access code that belongs to the key of a form. It is made from the key,
// so that whoever sends the form again, because the answer was lost, gets the same one;
// and it cannot be made from what is stored.
func (a *App) codeFor(key string) string { return codeOf(a.derived("access code", key)) }

// derived makes 32 bytes from the portal's secret for a purpose.
func (a *App) derived(purpose, what string) []byte {
	h := hmac.New(sha256.New, a.secret)
	_, _ = io.WriteString(h, purpose+"\x00"+what)
	return h.Sum(nil)
}

// installation tells portals apart in what they sign.
func (a *App) installation() string { return hex.EncodeToString(a.derived("installation", "")[:4]) }

// newKey draws the key of a form.
func newKey() string {
	var raw [16]byte
	_, _ = rand.Read(raw[:])
	return base64.RawURLEncoding.EncodeToString(raw[:])
}

// goodKey reports whether newKey can have drawn a key.
func goodKey(key string) bool {
	raw, err := base64.RawURLEncoding.DecodeString(key)
	return err == nil && len(raw) == 16
}

// hashCode is what is stored of a code. A code has 100 random bits, so a plain hash keeps
// it; blanks, hyphens and case do not matter, and O, I and L are read as 0 and 1.
func hashCode(code string) []byte {
	code = strings.NewReplacer("-", "", " ", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(code))
	sum := sha256.Sum256([]byte(code))
	return sum[:]
}

// addAccount lets somebody sign in with a code.
func (a *App) addAccount(ctx context.Context, tx *sql.Tx, code, who string) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO account (code, participant) VALUES (?, ?)`, hashCode(code), who)
	return err
}

// rename gives the account and the sessions of somebody another ID.
func rename(ctx context.Context, tx *sql.Tx, from, to string) error {
	_, err1 := tx.ExecContext(ctx, `UPDATE account SET participant = ? WHERE participant = ?`, to, from)
	_, err2 := tx.ExecContext(ctx, `UPDATE session SET participant = ? WHERE participant = ?`, to, from)
	return errors.Join(err1, err2)
}

// replaceCode gives somebody a new code; the old one and its sessions are good for
// nothing from then on.
func (a *App) replaceCode(ctx context.Context, who string) (string, error) {
	code := newCode()
	return code, a.update(ctx, office, "replace code of "+who, func(s *state, tx *sql.Tx) error {
		if who != office && s.participant(who) == nil {
			return errNotNow
		}
		for _, query := range []string{`DELETE FROM account WHERE participant = ?`, `DELETE FROM session WHERE participant = ?`} {
			if _, err := tx.ExecContext(ctx, query, who); err != nil {
				return err
			}
		}
		return a.addAccount(ctx, tx, code, who)
	})
}

// officeCode makes the access code of the programme office, at the first start and where
// a new one is asked for. It is the last thing that a start does: a code that exists is
// printed.
func (a *App) officeCode(ctx context.Context) (err error) {
	var n int
	if err := a.db.QueryRowContext(ctx, `SELECT count(*) FROM account WHERE participant = ?`, office).Scan(&n); err != nil {
		return err
	}
	if n == 0 || a.o.NewOfficeCode {
		a.OfficeCode, err = a.replaceCode(ctx, office)
	}
	return err
}
