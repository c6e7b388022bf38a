// Package app is the portal: one programme on SQLite, from the registration of its
// participants to the workstreams that they have chosen.
//
// The state of the portal is a programme as package programme reads and checks it, with
// what does not belong into a programme beside it: registrations that nobody has looked
// at, candidacies, votes that are being held. It is one document in a database; each
// change reads it, checks the new one and writes it in one transaction, with a line in
// the log. Every vote has a ballot box with a database and a folder of secrets of its own.
package app

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/dialog/widget"
	"github.com/dialog-cybersicherheit/dfc/examples/internal/sqlite"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// Options say where the portal keeps its data and who may frame its widgets.
type Options struct {
	Data         string           // folder; it is made where it does not exist
	Origin       string           // public origin; "" for the address of the request
	FrameOrigins []string         // origins that may frame ballots and results
	Now          func() time.Time // nil: time.Now
	Log          *slog.Logger     // nil: nothing is logged

	// NewOfficeCode replaces the access code of the programme office, where it was lost.
	NewOfficeCode bool
}

// An App is a running portal.
type App struct {
	o        Options
	db       *sql.DB
	leave    func() error // gives the folder back, see occupy
	policies *dialog.Policies
	secret   []byte // what the portal derives keys and codes from
	set      *widget.Set
	handler  http.Handler
	limiter  *limiter

	// OfficeCode is the access code of the programme office, at the first start and where
	// a new one was asked for.
	OfficeCode string

	change  sync.Mutex // one change at a time
	signing sync.Mutex // one person at a time signs in
	ending  sync.Mutex // one vote at a time is closed, counted and released
	mu      sync.RWMutex
	state   *state              // as it was saved last; never changed
	boxes   map[string]*heldBox // by vote; those that cannot be read are missing
}

// Open opens a portal, with all boxes, in whatever state it was left.
func Open(ctx context.Context, o Options) (*App, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if err := os.MkdirAll(o.Data, 0o700); err != nil {
		return nil, fmt.Errorf("folder of the data: %w", err)
	}
	a := &App{o: o, boxes: map[string]*heldBox{}, limiter: newLimiter(o.Now)}
	if err := a.open(ctx); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

func (a *App) open(ctx context.Context) (err error) {
	if a.policies, err = programme.DefaultPolicies(); err != nil {
		return err
	}
	if err := a.occupy(ctx); err != nil {
		return err
	}
	if a.db, err = sqlite.Open(filepath.Join(a.o.Data, "portal.db")); err != nil {
		return err
	}
	if a.secret, err = a.keptSecret(ctx); err != nil {
		return fmt.Errorf("secret of the portal: %w", err)
	}
	if a.set, err = a.widgets(); err != nil { // also what is wrong with the options
		return err
	}
	if err := a.prepare(ctx); err != nil {
		return err
	}
	for _, v := range a.now().Votes {
		// A box that is damaged takes no vote; those before and after it go on.
		if err := a.openBox(ctx, &v); err != nil {
			a.o.Log.Error("ballot box cannot be opened", "vote", v.ID, "error", err)
		}
	}
	if a.handler, err = a.routes(); err != nil {
		return err
	}
	return a.officeCode(ctx)
}

// Close ends the work; nothing is lost by not calling it.
func (a *App) Close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	var errs []error
	for _, b := range a.boxes {
		errs = append(errs, b.close())
	}
	a.boxes = map[string]*heldBox{}
	if a.db != nil {
		errs = append(errs, a.db.Close())
	}
	if a.leave != nil {
		errs = append(errs, a.leave())
	}
	return errors.Join(errs...)
}

// ServeHTTP serves the portal.
func (a *App) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.handler.ServeHTTP(w, r) }

// now is the state as it was saved last.
func (a *App) now() *state {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return a.state
}

// today is the day of the portal's clock.
func (a *App) today() dialog.Date {
	t := a.o.Now()
	d, err := dialog.NewDate(t.Year(), t.Month(), t.Day())
	if err != nil {
		return dialog.Date{}
	}
	return d
}

// localizer is the one for a request: as chosen, as chosen earlier, as the browser says.
func (a *App) localizer(r *http.Request) *i18n.Localizer {
	chosen := r.URL.Query().Get("lang")
	if c, err := r.Cookie(languageCookie); err == nil && chosen == "" {
		chosen = c.Value
	}
	return i18n.Default().Localizer(chosen, r.Header.Get("Accept-Language"))
}

// box returns the box of a vote. It fails with widget.ErrNotFound where there is no such
// vote, and with errBroken where its box cannot be read.
func (a *App) box(id string) (*box.Box, error) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	if b, ok := a.boxes[id]; ok {
		return b.Box, nil
	}
	if a.state.vote(id) != nil {
		return nil, fmt.Errorf("vote %q: %w", id, errBroken)
	}
	return nil, fmt.Errorf("vote %q: %w", id, widget.ErrNotFound)
}

// secure reports whether visitors come through HTTPS.
func (a *App) secure() bool { return strings.HasPrefix(a.o.Origin, "https://") }
