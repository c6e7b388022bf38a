package app

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path/filepath"

	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

const schema = `
CREATE TABLE IF NOT EXISTS document (one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL, data BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS log (version INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS account (code BLOB PRIMARY KEY, participant TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS secret (one INTEGER PRIMARY KEY CHECK (one = 1), key BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS session (token BLOB PRIMARY KEY, participant TEXT NOT NULL, until INTEGER NOT NULL);
`

// prepare reads the state; at the first start it is the real programme.
func (a *App) prepare(ctx context.Context) error {
	s, err := a.load(ctx)
	if !errors.Is(err, sql.ErrNoRows) {
		a.state = s
		return err
	}
	// Without the state nobody would find the votes that were held; to begin anew beside
	// them would hide that it was lost.
	if boxes, err := filepath.Glob(filepath.Join(a.o.Data, boxFile("*"))); err != nil || len(boxes) > 0 {
		return errors.Join(fmt.Errorf("folder %s has ballot boxes and no state: bring back its portal.db, or choose another folder", a.o.Data), err)
	}
	p, err := programme.Real()
	if err != nil {
		return err
	}
	unpublished(p)
	a.state = &state{Programme: p, Phase: preparing}
	data, err := json.Marshal(a.state)
	if err != nil {
		return err
	}
	_, err = a.db.ExecContext(ctx, `INSERT INTO document (one, version, data) VALUES (1, 0, ?)`, data)
	return err
}

// unpublished says of the workstreams of earlier cycles that what became of them is not
// published, where the sources of the real programme end before they did. Without that,
// the portal would find fault with them for what only it does not know.
func unpublished(p *programme.Programme) {
	for i := range p.Cycles {
		for j := range p.Cycles[i].Workstreams {
			w := &p.Cycles[i].Workstreams[j]
			if w.State().CanBecome(workstream.Unpublished) {
				w.Steps = append(w.Steps, workstream.Step{To: workstream.Unpublished})
			}
		}
	}
}

func (a *App) load(ctx context.Context) (*state, error) {
	var data []byte
	s := &state{}
	if err := a.db.QueryRowContext(ctx, `SELECT version, data FROM document`).Scan(&s.version, &data); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(data, s); err != nil {
		return nil, fmt.Errorf("reading the state: %w", err)
	}
	return s, nil
}

// update changes the state: do changes a copy, which is saved when it is still a
// programme that can be read. Nothing is changed when it fails. What also writes into the
// same transaction, such as an account.
func (a *App) update(ctx context.Context, who, what string, do func(*state, *sql.Tx) error) (err error) {
	a.change.Lock()
	defer a.change.Unlock()
	tx, err := a.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // after a commit it does nothing
	next, err := a.now().clone()
	if err != nil {
		return err
	}
	defer func() { // boxes that nothing refers to, because the change failed, stay unused
		for _, b := range next.opened {
			err = errors.Join(err, b.close())
		}
	}()
	if err := do(next, tx); err != nil {
		return err
	}
	next.Programme.AsOf = a.today()
	if err := a.save(ctx, tx, next, who, what); err != nil {
		return err
	}
	next.version++
	a.mu.Lock()
	maps.Copy(a.boxes, next.opened)
	next.opened = nil
	a.state = next
	a.mu.Unlock()
	a.o.Log.Info("changed", "who", who, "what", what)
	return nil
}

// save writes a state and a line of the log, and commits.
func (a *App) save(ctx context.Context, tx *sql.Tx, next *state, who, what string) error {
	data, err := next.checked()
	if err != nil {
		return err
	}
	res, err := tx.ExecContext(ctx, `UPDATE document SET version = ?, data = ? WHERE version = ?`, next.version+1, data, next.version)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n != 1 {
		return errors.Join(errNotNow, err)
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO log (version, at, who, what) VALUES (?, ?, ?, ?)`, next.version+1, a.o.Now().UTC().Format("2006-01-02 15:04:05"), who, what); err != nil {
		return err
	}
	return tx.Commit()
}

// checked is the form in the database, of a state whose programme can be read as a file.
func (s *state) checked() ([]byte, error) {
	file, err := json.Marshal(s.Programme)
	if err != nil {
		return nil, err
	}
	if _, err := programme.Parse(bytes.NewReader(file), "programme.json"); err != nil {
		return nil, fmt.Errorf("the programme could not be read any more: %w", err)
	}
	return json.Marshal(s)
}
