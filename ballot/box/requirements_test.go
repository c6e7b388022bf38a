package box_test

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/boxtest"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/verify"
)

// The tests in this file and in requirements_internal_test.go bear the numbers of the
// requirements that the package documentation lists.

// lines are the lines of a section of a record.
func lines(t *testing.T, record []byte, name string) []string {
	t.Helper()
	all := strings.Split(string(record), "\n")
	for i, line := range all {
		digits, _ := strings.CutPrefix(line, name+" ")
		if n, err := strconv.Atoi(digits); err == nil {
			return all[i+1 : i+1+n]
		}
	}
	require.Fail(t, "no such section", name)
	return nil
}

func TestR1OnlyPeopleOnTheRollGetACredential(t *testing.T) {
	b, _, _ := create(t, secret(3))
	_, err := b.Issue(ctx, "somebody-else", box.Substantial)
	assert.ErrorIs(t, err, box.ErrNotOnRoll)
	assert.NotContains(t, err.Error(), "somebody-else", "errors are logged, and people are none of the log's business")

	other, _, _ := create(t, secret(3))
	foreign, err := other.Issue(ctx, person(0), box.Substantial)
	require.NoError(t, err)
	_, err = b.Cast(ctx, foreign, box.Vote{Ballot: ballot.Choose(0)})
	assert.ErrorIs(t, err, box.ErrCredential, "the credential of another box")
	assert.Zero(t, b.Status().Voted)
}

func TestR2NobodyVotesTwice(t *testing.T) {
	b, store, vault := create(t, secret(3))
	c, err := b.Issue(ctx, person(0), box.Substantial)
	require.NoError(t, err)
	_, err = b.Cast(ctx, c, box.Vote{Ballot: ballot.Choose(0)})
	require.NoError(t, err)
	for range 2 {
		_, err = b.Cast(ctx, c, box.Vote{Ballot: ballot.Choose(1)})
		assert.ErrorIs(t, err, box.ErrVoted)
		_, err = b.Issue(ctx, person(0), box.Substantial)
		assert.ErrorIs(t, err, box.ErrVoted, "no new credential for those who have voted")
		b, err = box.Open(ctx, store, vault) // and the same after a restart
		require.NoError(t, err)
	}
	assert.Equal(t, []string{"0 0"}, lines(t, finish(t, b), "ballots"))
}

func TestR2AnEarlierCredentialIsNoLongerGood(t *testing.T) {
	b, store, vault := create(t, secret(3))
	first, err := b.Issue(ctx, person(0), box.Substantial)
	require.NoError(t, err)
	second, err := b.Issue(ctx, person(0), box.Substantial)
	require.NoError(t, err)
	for range 2 {
		_, err = b.Cast(ctx, first, box.Vote{Ballot: ballot.Choose(0)})
		assert.ErrorIs(t, err, box.ErrCredential)
		b, err = box.Open(ctx, store, vault)
		require.NoError(t, err)
	}
	_, err = b.Cast(ctx, second, box.Vote{Ballot: ballot.Choose(1)})
	assert.NoError(t, err)
}

// How people are identified is the host's; the box asks how surely, and prints it.
func TestR3ThePersonIsIdentifiedAsSurelyAsDeclared(t *testing.T) {
	b, _, _ := create(t, secret(3))
	_, err := b.Issue(ctx, person(0), box.Low)
	assert.ErrorIs(t, err, box.ErrAssurance)
	_, err = b.Issue(ctx, person(0), 0)
	assert.Error(t, err)
	_, err = b.Issue(ctx, person(0), box.High)
	assert.NoError(t, err)
	assert.Contains(t, string(b.OpeningNote()), "\nassurance substantial\n")
}

func TestR4TheChoiceCanChangeUntilItIsSent(t *testing.T) {
	contest := workstreams()
	contest.Validity.MaxChoices = 1
	d := secret(3)
	d.Contest = contest
	b, _, _ := create(t, d)
	c, err := b.Issue(ctx, person(0), box.Substantial)
	require.NoError(t, err)
	_, err = b.Cast(ctx, c, box.Vote{Ballot: ballot.Choose(0, 1)})
	var invalid *box.InvalidError
	require.ErrorAs(t, err, &invalid)
	assert.Equal(t, ballot.TooMany, invalid.Reason)
	assert.Zero(t, b.Status().Voted, "a mistake costs nothing")
	r, err := b.Cast(ctx, c, box.Vote{Ballot: ballot.Choose(1)})
	require.NoError(t, err)
	assert.Contains(t, r.Text(), "dfc-box-receipt-1\n", "arrival is confirmed")
}

func TestR6TheRecordShowsNoOrderOfArrival(t *testing.T) {
	for name, d := range kinds(40) {
		t.Run(name, func(t *testing.T) {
			b, _, _ := create(t, d)
			for i := range 40 {
				cast(t, b, person(39-i), ballot.Choose(i%3))
			}
			record := finish(t, b)
			for _, section := range []string{"roll", "marks", "receipts", "ballots"} {
				assert.True(t, slices.IsSorted(lines(t, record, section)), section)
			}
		})
	}
}

// kinds are all kinds of boxes, for so many people.
func kinds(n int) map[string]box.Declaration {
	presence, tracker, open := secret(n), secret(n), secret(n)
	tracker.Receipts = box.Tracker
	open.Level = box.LevelOpen
	open.Roll = slices.Clone(open.Roll)
	for i := range open.Roll {
		open.Roll[i].Name = "Mitglied " + person(i)
	}
	return map[string]box.Declaration{"presence": presence, "tracker": tracker, "open": open}
}

func TestR7AnExchangedBallotIsFound(t *testing.T) {
	b, _, _ := create(t, secret(3))
	for i := range 3 {
		cast(t, b, person(i), ballot.Choose(0))
	}
	record := finish(t, b)
	exchanged := strings.Replace(string(record), "\n0 0\n", "\n0 1\n", 1)
	require.NotEqual(t, string(record), exchanged)
	var codes []string
	for _, f := range verify.Record([]byte(exchanged), b.Trust()).Faults {
		codes = append(codes, f.Code())
	}
	assert.Equal(t, []string{"unsorted@ballots", "wrong-tree@close", "wrong-ballots@result", "wrong-count@result"}, sorted(codes))
}

func sorted(list []string) []string {
	slices.SortFunc(list, func(a, b string) int {
		_, x, _ := strings.Cut(a, "@")
		_, y, _ := strings.Cut(b, "@")
		return strings.Compare(x+a, y+b)
	})
	return list
}

func TestR8APresenceReceiptSaysNothingOfTheBallot(t *testing.T) {
	b, _, _ := create(t, secret(3))
	seen := map[string]bool{}
	for i, paper := range []ballot.Ballot{ballot.Choose(0), ballot.Choose(0), {Spoilt: true}} {
		text := cast(t, b, person(i), paper).Text()
		all := strings.Split(text, "\n")
		require.Len(t, all, 7, text)
		assert.Equal(t, "kind presence", all[2])
		token, found := strings.CutPrefix(all[3], "token ")
		assert.True(t, found)
		assert.False(t, seen[token], "tokens are drawn, and follow from nothing")
		seen[token] = true
		assert.NotContains(t, text, "spoilt")
	}
	record := finish(t, b)
	for _, line := range lines(t, record, "ballots") {
		assert.Len(t, strings.Fields(line), 2, "nothing stands beside a ballot: %s", line)
	}
}

func TestR9NothingIsEvaluatedBeforeTheClose(t *testing.T) {
	b, _, _ := create(t, secret(3))
	cast(t, b, person(0), ballot.Choose(0))
	_, err := b.Count(ctx, nil)
	assert.ErrorIs(t, err, box.ErrState)
	_, err = b.Draft(ctx)
	assert.ErrorIs(t, err, box.ErrState)
	_, err = b.Record(ctx)
	assert.ErrorIs(t, err, box.ErrState)
	assert.ErrorIs(t, b.Release(ctx), box.ErrState)

	assert.Equal(t, 3, reflect.TypeFor[box.Status]().NumField(), "state and two numbers of people, nothing of groups or votes")
	results := []string{"Count", "Draft", "Record", "Release"}
	others := []string{"Cast", "Close", "Contest", "Cosign", "Forget", "HasVoted", "Issue", "IssueAll", "Opening", "OpeningNote",
		"Pseudonym", "Status", "Trust"}
	var methods []string
	for m := range reflect.TypeFor[*box.Box]().Methods() {
		methods = append(methods, m.Name)
	}
	assert.ElementsMatch(t, append(results, others...), methods, "a new method needs a line here: what does it tell before the close?")
}

func TestR10BallotsAreAsManyAsPeopleWhoHaveVoted(t *testing.T) {
	for name, d := range kinds(5) {
		t.Run(name, func(t *testing.T) {
			b, _, _ := create(t, d)
			for i := range 4 {
				cast(t, b, person(i), ballot.Choose(i%3))
			}
			record := finish(t, b)
			report := verify.Record(record, b.Trust())
			assert.Empty(t, report.Faults)
			assert.Equal(t, []int{4, 4}, []int{report.Voted, report.Ballots})
			assert.Len(t, lines(t, record, "marks"), 4)
			assert.Len(t, lines(t, record, "ballots"), 4)
		})
	}
}

func TestR11InvalidVotesAreCountedByReason(t *testing.T) {
	d := secret(6)
	d.Contest.Validity.MaxChoices = 2
	b, _, _ := create(t, d)
	cast(t, b, person(0), ballot.Choose(0))
	cast(t, b, person(1), ballot.Ballot{Spoilt: true})
	for i, paper := range []ballot.Ballot{{}, ballot.Choose(0, 1, 2), ballot.Choose(0, 1, 2)} {
		c, err := b.Issue(ctx, person(2+i), box.Substantial)
		require.NoError(t, err)
		_, err = b.Cast(ctx, c, box.Vote{Ballot: paper, Deliberate: true})
		require.NoError(t, err)
	}
	report := verify.Record(finish(t, b), b.Trust())
	require.Empty(t, report.Faults)
	invalid := map[ballot.Reason]uint64{}
	for _, a := range report.Result.Accounts {
		for _, r := range a.Invalid {
			invalid[r.Reason] += r.Ballots
		}
	}
	assert.Equal(t, map[ballot.Reason]uint64{ballot.Spoilt: 1, ballot.Blank: 1, ballot.TooMany: 2}, invalid)
}

func TestR14AVoteCanBeInvalidDeliberately(t *testing.T) {
	b, _, _ := create(t, secret(3))
	cast(t, b, person(0), ballot.Ballot{Spoilt: true})
	c, err := b.Issue(ctx, person(1), box.Substantial)
	require.NoError(t, err)
	_, err = b.Cast(ctx, c, box.Vote{})
	assert.ErrorIs(t, err, box.ErrInvalid, "this contest takes no blank ballots")
	_, err = b.Cast(ctx, c, box.Vote{Deliberate: true})
	assert.NoError(t, err)
	assert.Equal(t, []string{"0 spoilt", "1 -"}, lines(t, finish(t, b), "ballots"))
}

func TestR15TheRecordAloneIsCountedAgain(t *testing.T) {
	b, store, vault := create(t, secret(9))
	for i := range 7 {
		cast(t, b, person(i), ballot.Choose(i%3))
	}
	record := finish(t, b)
	*store, *vault = boxtest.Memory{}, boxtest.Vault{} // nothing is left but the record
	report := verify.Record(record, nil)
	require.Empty(t, report.Faults)
	r, differences, err := ballot.Recheck([]byte(lines(t, record, "result")[0]))
	require.NoError(t, err)
	assert.Empty(t, differences)
	assert.Equal(t, r.Elected, report.Result.Elected)
}
