package app

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

// A phase is a station of the cycle at work.
type phase string

const (
	preparing phase = "preparing" // registrations and proposals; the Denkwerkstatt is announced
	voting    phase = "voting"    // the participants select workstreams
	standing  phase = "standing"  // people stand for the committee
	electing  phase = "electing"  // the groups elect the committee
	running   phase = "running"   // the workstreams run
)

// state is all that the portal knows, but for accounts and sessions.
type state struct {
	Programme     *programme.Programme    `json:"programme"`
	Phase         phase                   `json:"phase"`
	Cycle         string                  `json:"cycle"` // label of the cycle at work; "" before its Denkwerkstatt is announced
	Registrations []registration          `json:"registrations,omitempty"`
	Candidates    []string                `json:"candidates,omitempty"` // participants who stand for the committee
	Drafts        []workstream.Workstream `json:"drafts,omitempty"`     // proposals for the coming vote
	Votes         []vote                  `json:"votes,omitempty"`
	version       int
	opened        map[string]*heldBox // boxes of the votes that a change declares
}

// A registration waits for the programme office, or was answered by it.
type registration struct {
	ID     int                 `json:"id"`
	Person string              `json:"person"` // a role
	Group  dialog.Group        `json:"group"`
	About  dialog.Organisation `json:"about"` // without an ID until it is admitted
	Status string              `json:"status"`
	Reason string              `json:"reason,omitempty"`
}

// The answers to a registration.
const (
	waiting  = "waiting"
	admitted = "admitted"
	declined = "declined"
)

// A vote is one that is held or was held.
type vote struct {
	ID       string          `json:"id"`
	Cycle    string          `json:"cycle"`
	Group    dialog.Group    `json:"group,omitempty"` // of the committee's seat; 0 for the selection of workstreams
	On       dialog.Date     `json:"on"`
	Eligible map[string]int  `json:"eligible,omitempty"`
	Count    json.RawMessage `json:"count,omitempty"` // the record of the count, once it is released
}

var (
	// errConflict is returned when somebody else has changed the state meanwhile.
	errConflict = errors.New("state was changed meanwhile")
	// errNotNow is returned for what cannot be done at this stage.
	errNotNow = errors.New("cannot be done now")
)

const schema = `
CREATE TABLE IF NOT EXISTS document (one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL, data BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS log (version INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS account (code BLOB PRIMARY KEY, participant TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS secret (one INTEGER PRIMARY KEY CHECK (one = 1), key BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS session (token BLOB PRIMARY KEY, participant TEXT NOT NULL, until INTEGER NOT NULL);
`

// prepare makes the tables and reads the state; at the first start it is the real
// programme.
func (a *App) prepare(ctx context.Context) error {
	if _, err := a.db.ExecContext(ctx, schema); err != nil {
		return fmt.Errorf("making the tables: %w", err)
	}
	s, err := a.load(ctx)
	if !errors.Is(err, sql.ErrNoRows) {
		a.state = s
		return err
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
	if a.OfficeCode, err = a.newAccount(ctx, a.db, office); err != nil {
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
	data, err := next.checked()
	if err != nil {
		return err
	}
	res, err := tx.ExecContext(ctx, `UPDATE document SET version = ?, data = ? WHERE version = ?`, next.version+1, data, next.version)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n != 1 {
		return errors.Join(errConflict, err)
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO log (version, at, who, what) VALUES (?, ?, ?, ?)`, next.version+1, a.o.Now().UTC().Format("2006-01-02 15:04:05"), who, what); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
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

// clone copies a state through its form in the database.
func (s *state) clone() (*state, error) {
	data, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	next := &state{version: s.version}
	return next, json.Unmarshal(data, next)
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

// cycle returns the cycle with a label, nil where there is none.
func (s *state) cycle(label string) *programme.Cycle {
	for i := range s.Programme.Cycles {
		if c := &s.Programme.Cycles[i]; c.Label == label {
			return c
		}
	}
	return nil
}

// span is the cycle with the Denkwerkstätten that open and close it.
func (s *state) span(label string) dialog.Cycle {
	opening, closing, _ := dialog.ParseCycleLabel(label)
	c := dialog.Cycle{Label: label}
	for i := range s.Programme.Denkwerkstaetten {
		switch d := &s.Programme.Denkwerkstaetten[i]; d.Year() {
		case opening:
			c.Opening = d
		case closing:
			c.Closing = d
		}
	}
	return c
}

// vote returns a vote by its ID, nil where there is none.
func (s *state) vote(id string) *vote {
	for i := range s.Votes {
		if s.Votes[i].ID == id {
			return &s.Votes[i]
		}
	}
	return nil
}

// participant returns a participant by ID, nil where there is none.
func (s *state) participant(id string) *dialog.Participant {
	for i := range s.Programme.Participants {
		if s.Programme.Participants[i].ID == id {
			return &s.Programme.Participants[i]
		}
	}
	return nil
}

// name is how somebody is called.
func (s *state) name(id string) string {
	if p := s.participant(id); p != nil && p.Name != "" {
		return p.Name
	}
	return id
}
