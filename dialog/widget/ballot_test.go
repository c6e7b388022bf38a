package widget_test

import (
	"context"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/boxtest"
	"github.com/dialog-cybersicherheit/dfc/dialog/widget"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// An election is a set of widgets before a real ballot box.
type election struct {
	set    *widget.Set
	box    *box.Box
	store  *failing
	voter  atomic.Value // who asks
	now    atomic.Int64
	errors atomic.Int64
}

// failing is a store that can stop writing.
type failing struct {
	box.Store
	broken atomic.Bool
}

func (s *failing) Append(ctx context.Context, n uint64, e box.Entry) error {
	if s.broken.Load() {
		return fmt.Errorf("disk is full")
	}
	return s.Store.Append(ctx, n, e)
}

func contest() *ballot.Contest {
	return &ballot.Contest{ID: "ws", Title: "Workstreams", Method: ballot.Approval, Seats: 1, Validity: ballot.Validity{MaxChoices: 2, Blank: ballot.Ignore},
		Options: []ballot.Option{{ID: "a", Name: "Eins"}, {ID: "b", Name: "Zwei"}, {ID: "c", Name: "Drei"}}}
}

func newElection(t testing.TB, change ...func(*widget.Config)) *election {
	return electionOf(t, contest(), change...)
}

func electionOf(t testing.TB, c *ballot.Contest, change ...func(*widget.Config)) *election {
	e := &election{store: &failing{Store: new(boxtest.Memory)}}
	e.voter.Store("p0")
	e.now.Store(time.Date(2026, 11, 12, 12, 0, 0, 0, time.UTC).Unix())
	var roll []box.Voter
	for i := range 60 {
		roll = append(roll, box.Voter{Person: fmt.Sprintf("p%d", i)})
	}
	var err error
	e.box, err = box.Create(context.Background(), e.store, new(boxtest.Vault), box.Declaration{Name: "wahl.example.org/ws", Contest: c, Roll: roll,
		Level: box.LevelOperator, Assurance: box.Low})
	require.NoError(t, err)
	config := widget.Config{
		Ballots: &widget.Boxes{Assurance: box.Low, Open: func(_ context.Context, id string) (*box.Box, error) {
			if id != c.ID {
				return nil, widget.ErrNotFound
			}
			return e.box, nil
		}},
		Results: func(_ context.Context, id string) (*widget.Result, error) {
			if id != c.ID {
				return nil, widget.ErrNotFound
			}
			tally, err := ballot.NewTally(c)
			if err != nil {
				return nil, err
			}
			r, err := ballot.Count(tally, ballot.Options{})
			return &widget.Result{Result: r}, err
		},
		Voter:   func(*http.Request) (string, error) { return e.voter.Load().(string), nil },
		SignIn:  "/signin",
		Now:     func() time.Time { return time.Unix(e.now.Load(), 0) },
		OnError: func(*http.Request, error) { e.errors.Add(1) },
	}
	for _, f := range change {
		f(&config)
	}
	e.set, err = widget.New(config)
	require.NoError(t, err)
	return e
}

// key is a key of a form.
func key(n byte) string { return base64.RawURLEncoding.EncodeToString(append(make([]byte, 15), n)) }

// keeps is a cookie of a browser that keeps cookies.
var keeps = &http.Cookie{Name: "any", Value: "1"}

// follow sends a form and fetches where it leads, with the cookies that were set.
func (e *election) follow(t testing.TB, path string, form url.Values) (*httptest.ResponseRecorder, []*http.Cookie) {
	w := post(e.set, path, form, keeps)
	if w.Code != http.StatusSeeOther {
		return w, nil
	}
	cookies := w.Result().Cookies()
	r := httptest.NewRequest(http.MethodGet, w.Header().Get("Location"), nil)
	for _, c := range cookies {
		r.AddCookie(c)
	}
	return do(e.set, r), cookies
}

var hidden = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`)

// vote takes the voter from the marks to the end.
func (e *election) vote(t testing.TB, marks url.Values) string {
	w, _ := e.follow(t, "/dfc/ballot/ws/check", marks)
	require.Equal(t, http.StatusOK, w.Code, w.Body.String())
	w, _ = e.follow(t, "/dfc/ballot/ws/cast", formOf(w))
	return w.Body.String()
}

// formOf is the form of a check page.
func formOf(w *httptest.ResponseRecorder) url.Values {
	form := url.Values{}
	for _, m := range hidden.FindAllStringSubmatch(w.Body.String(), -1) {
		form.Add(m[1], m[2])
	}
	return form
}

// with is a request of a browser that has these cookies.
func with(r *http.Request, cookies []*http.Cookie) *http.Request {
	for _, c := range cookies {
		r.AddCookie(c)
	}
	return r
}

func byCredential(c *widget.Config) {
	c.Ballots.(*widget.Boxes).Dress = func(_ string, p *widget.Paper) { p.ByCredential = true }
}

const taken = "Ihre Stimme ist in der Urne."

func TestEveryKindOfBallotIsCastAsMarked(t *testing.T) {
	options := contest().Options
	for name, c := range map[string]struct {
		contest ballot.Contest
		marks   url.Values
		check   func(*testing.T, *ballot.Result)
	}{
		"single choice": {ballot.Contest{Method: ballot.Plurality, Seats: 1, Options: options}, values("o", "1"),
			func(t *testing.T, r *ballot.Result) { assert.Equal(t, []int{1}, r.Elected) }},
		"approval": {ballot.Contest{Method: ballot.Approval, Seats: 2, Options: options}, values("o", "0", "o", "2"),
			func(t *testing.T, r *ballot.Result) { assert.Equal(t, []int{0, 2}, r.Elected) }},
		"score": {ballot.Contest{Method: ballot.Score, Seats: 1, Options: options, Variant: ballot.Variant{MaxPoints: 5}}, values("v0", "3", "v1", "5"),
			func(t *testing.T, r *ballot.Result) { assert.Equal(t, []int{1}, r.Elected) }},
		"ranking": {ballot.Contest{Method: ballot.Schulze, Seats: 1, Options: options}, values("v0", "2", "v1", "3", "v2", "1"),
			func(t *testing.T, r *ballot.Result) { assert.Equal(t, [][]int{{2}, {0}, {1}}, r.Ranking) }},
		"motion": {ballot.Contest{Method: ballot.Motion, Majority: &ballot.Requirement{Overall: new(ballot.SimpleMajority())}}, values("o", "0"),
			func(t *testing.T, r *ballot.Result) { assert.Equal(t, ballot.Adopted, r.Outcome) }},
		"spoilt on purpose": {ballot.Contest{Method: ballot.Plurality, Seats: 1, Options: options}, values("o", "1", "spoil", "1"),
			func(t *testing.T, r *ballot.Result) { assert.EqualValues(t, 0, r.Accounts[0].Valid) }},
		"abstention": {ballot.Contest{Method: ballot.Approval, Seats: 1, Options: options, Validity: ballot.Validity{Blank: ballot.Ignore}}, values("abstain", "1"),
			func(t *testing.T, r *ballot.Result) { assert.EqualValues(t, 1, r.Accounts[0].Blank) }},
	} {
		t.Run(name, func(t *testing.T) {
			c.contest.ID = "ws"
			e := electionOf(t, &c.contest)
			assert.Contains(t, e.vote(t, c.marks), taken)
			require.NoError(t, e.box.Close(context.Background()))
			r, err := e.box.Count(context.Background(), nil)
			require.NoError(t, err)
			c.check(t, r)
		})
	}
}

func TestErrorsNameWhatIsWrongAndKeepTheForm(t *testing.T) {
	ranked := ballot.Contest{ID: "ws", Method: ballot.Schulze, Seats: 1, Options: contest().Options}
	for name, c := range map[string]struct {
		contest *ballot.Contest
		marks   url.Values
		want    string
		kept    string
	}{
		"too many":    {contest(), values("o", "0", "o", "1", "o", "2"), "Sie haben 3 Optionen ausgewählt: Eins, Zwei und Drei. Erlaubt sind höchstens 2.", `value="2" checked`},
		"both":        {contest(), values("o", "0", "abstain", "1"), "„Ich enthalte mich“", `value="0" checked`},
		"double rank": {&ranked, values("v0", "1", "v1", "1"), "Rang 1 haben Sie mehrmals vergeben: Eins und Zwei.", `<option value="1" selected>`},
		"gap":         {&ranked, values("v0", "1", "v1", "3"), "Rang 2 fehlt, aber Rang 3 ist vergeben: Zwei.", `<option value="3" selected>`},
		"no rank":     {&ranked, values("v0", "eins"), "„eins“ ist bei „Eins“ nicht möglich", ""},
		"nothing":     {&ranked, values("x", ""), "Sie haben noch nichts ausgewählt.", ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := post(electionOf(t, c.contest).set, "/dfc/ballot/ws/check", c.marks)
			assert.Equal(t, http.StatusUnprocessableEntity, w.Code)
			assert.Contains(t, w.Body.String(), c.want)
			assert.Contains(t, w.Body.String(), c.kept)
			assert.Contains(t, w.Body.String(), "<title>Fehler: ")
		})
	}
}

func TestTooFewIsANoticeAndNoError(t *testing.T) {
	e := newElection(t)
	w, _ := e.follow(t, "/dfc/ballot/ws/check?lang=en", values("o", "0"))
	assert.Equal(t, http.StatusOK, w.Code)
	assert.Contains(t, w.Body.String(), "You have voted for 1 option. You can vote for one more.")
}

func TestFiftyClicksAreOneVote(t *testing.T) {
	e := newElection(t)
	var wait sync.WaitGroup
	receipts := make([]string, 50)
	for i := range receipts {
		wait.Go(func() {
			w, _ := e.follow(t, "/dfc/ballot/ws/cast", values("o", "0", "key", key(7)))
			receipts[i] = between(w.Body.String(), "<pre", "</pre>")
		})
	}
	wait.Wait()
	assert.Equal(t, 1, e.box.Status().Voted)
	for _, r := range receipts {
		require.NotEmpty(t, r, "everybody who was told so has a receipt")
		assert.Equal(t, receipts[0], r)
	}
	w := post(e.set, "/dfc/ballot/ws/cast", values("o", "1", "key", key(8)))
	assert.Equal(t, http.StatusConflict, w.Code)
	assert.Contains(t, w.Body.String(), "Sie haben schon abgestimmt.")
}

func TestManyVotersAtOnceLoseNothing(t *testing.T) {
	e := newElection(t, func(c *widget.Config) {
		c.Voter = func(r *http.Request) (string, error) { return r.Header.Get("Voter"), nil }
	})
	var wait sync.WaitGroup
	for i := range 60 {
		wait.Go(func() {
			r := request("/dfc/ballot/ws/cast", values("o", fmt.Sprint(i%3), "key", key(byte(i))).Encode())
			r.Header.Set("Voter", fmt.Sprintf("p%d", i))
			assert.Contains(t, do(e.set, r).Body.String(), taken)
		})
	}
	wait.Wait()
	assert.Equal(t, 60, e.box.Status().Voted)
}

func TestWhoCannotVoteIsToldWhatToDo(t *testing.T) {
	e := newElection(t)
	e.voter.Store("")
	w := get(e.set, "/dfc/ballot/ws")
	assert.Equal(t, http.StatusForbidden, w.Code)
	assert.Contains(t, w.Body.String(), `href="/signin?next=%2Fdfc%2Fballot%2Fws"`)
	assert.Equal(t, http.StatusForbidden, post(e.set, "/dfc/ballot/ws/cast", values("o", "0", "key", key(1))).Code)
	e.voter.Store("stranger")
	w = post(e.set, "/dfc/ballot/ws/cast", values("o", "0", "key", key(1)))
	assert.Equal(t, http.StatusForbidden, w.Code)
	assert.Contains(t, w.Body.String(), "Verzeichnis der Stimmberechtigten")
	e.voter.Store("p1")
	require.NoError(t, e.box.Close(context.Background()))
	for _, w := range []*httptest.ResponseRecorder{get(e.set, "/dfc/ballot/ws"), post(e.set, "/dfc/ballot/ws/check", values("o", "0")), post(e.set, "/dfc/ballot/ws/cast", values("o", "0", "key", key(1)))} {
		assert.Contains(t, w.Body.String(), "Die Abstimmung ist beendet.")
		assert.Equal(t, w.Code == http.StatusConflict, strings.Contains(w.Body.String(), "wurde nicht gezählt"), "who has sent something is told what became of it")
	}
}

func TestAVoteThatCouldNotBeStoredCanBeTriedAgain(t *testing.T) {
	e := newElection(t)
	e.store.broken.Store(true)
	w := post(e.set, "/dfc/ballot/ws/cast", values("o", "1", "key", key(1)))
	assert.Equal(t, http.StatusServiceUnavailable, w.Code)
	assert.Contains(t, w.Body.String(), "konnte nicht gespeichert werden")
	assert.Contains(t, w.Body.String(), `name="o" value="1"`, "the form is kept")
	assert.EqualValues(t, 1, e.errors.Load())
	e.store.broken.Store(false)
	w, _ = e.follow(t, "/dfc/ballot/ws/cast", values("o", "1", "key", key(1)))
	assert.Contains(t, w.Body.String(), taken)
	assert.Equal(t, 1, e.box.Status().Voted)
}

func TestAVoterWhoLeavesWhileCastingHasVoted(t *testing.T) {
	e := newElection(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	do(e.set, request("/dfc/ballot/ws/cast", values("o", "1", "key", key(1)).Encode()).WithContext(ctx))
	assert.Contains(t, get(e.set, "/dfc/ballot/ws").Body.String(), "Sie haben schon abgestimmt.")
}

func TestACredentialThatWasReplacedIsToldApart(t *testing.T) {
	e := newElection(t)
	bs := &widget.Boxes{Open: func(context.Context, string) (*box.Box, error) { return e.box, nil }, Dress: func(_ string, p *widget.Paper) { p.ByCredential = true }}
	set, err := widget.New(widget.Config{Ballots: bs})
	require.NoError(t, err)
	first, err := e.box.Issue(context.Background(), "p9", box.Low)
	require.NoError(t, err)
	second, err := e.box.Issue(context.Background(), "p9", box.Low)
	require.NoError(t, err)
	cast := func(credential string, n byte) *httptest.ResponseRecorder {
		return post(set, "/dfc/ballot/ws/cast", values("o", "2", "key", key(n), "credential", credential))
	}
	for i, bad := range []string{"", "7QK2", first.Reveal(), strings.Repeat("x", 5000)} {
		w := cast(bad, byte(i))
		assert.Equal(t, http.StatusUnprocessableEntity, w.Code)
		assert.Contains(t, w.Body.String(), "Dieser Wahlschein gilt nicht.")
		assert.Contains(t, w.Body.String(), `name="o" value="2"`, "the form is kept")
	}
	assert.Contains(t, cast(strings.ToLower(second.Reveal()), 9).Body.String(), taken)
	assert.Equal(t, http.StatusConflict, cast(second.Reveal(), 10).Code)
	assert.Equal(t, 1, e.box.Status().Voted)
}

func TestASecretBallotIsNoFragment(t *testing.T) {
	e := newElection(t)
	_, err := e.set.Fragment(context.Background(), widget.Ballot, "ws", i18n.German())
	require.ErrorIs(t, err, widget.ErrSecret)
	assert.Equal(t, http.StatusForbidden, get(e.set, "/dfc/fragment/ballot/ws").Code)
	r := request("/dfc/ballot/ws/check", "o=1")
	r.Header.Set("Dfc-Fragment", "1")
	assert.Equal(t, http.StatusForbidden, do(e.set, r).Code)
}

func FuzzBallotForm(f *testing.F) {
	e := newElection(f)
	ranked := electionOf(f, &ballot.Contest{ID: "ws", Method: ballot.InstantRunoff, Seats: 1, Options: contest().Options})
	f.Add("o=1&o=2&abstain=1")
	f.Add("v0=1&v1=2&v2=x&spoil=1")
	f.Fuzz(func(t *testing.T, body string) {
		for _, e := range []*election{e, ranked} {
			w := do(e.set, request("/dfc/ballot/ws/check", body))
			switch w.Code {
			case http.StatusOK, http.StatusUnprocessableEntity, http.StatusBadRequest, http.StatusRequestEntityTooLarge:
			default:
				t.Fatal(w.Code, w.Body.String())
			}
		}
	})
}
