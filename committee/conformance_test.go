package committee_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/committee"
	"github.com/dialog-cybersicherheit/dfc/dialog"
)

// electionsVariable names the folder with elections and their known results. They are
// not part of this repository.
const electionsVariable = "DFC_ELECTIONS"

// A seatCase is the election of one group with its results, by candidate.
type seatCase struct {
	Group      dialog.Group `json:"group"`
	Candidates int          `json:"candidates"`
	LotOrder   []int        `json:"lot_order"`
	Ballots    [][]int      `json:"ballots"`
	Void       string       `json:"void"`
	Schulze    struct {
		Member     *int  `json:"member"`
		TiedMember []int `json:"tied_for_member"`
		Deputy     *int  `json:"deputy"`
		TiedDeputy []int `json:"tied_for_deputy"`
	} `json:"schulze"`
	Runoff struct {
		Member       *int                `json:"member"`
		Rounds       []map[string]uint64 `json:"rounds"`
		Deputy       *int                `json:"deputy"`
		DeputyRounds []map[string]uint64 `json:"deputy_rounds"`
	} `json:"irv"`
}

// committeeCases reads the collection. Without the variable the test is skipped; a
// folder that is missing is a failure.
func committeeCases(t *testing.T) map[string][]seatCase {
	t.Helper()
	root := os.Getenv(electionsVariable)
	if root == "" {
		t.Skipf("%s is not set: give the absolute path of a folder with elections", electionsVariable)
	}
	require.True(t, filepath.IsAbs(root), "%s must be an absolute path, not %q", electionsVariable, root)
	data, err := os.ReadFile(filepath.Join(root, "groups", "member_and_deputy.jsonl"))
	require.NoError(t, err)
	all := map[string][]seatCase{}
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 1<<28)
	for lines.Scan() {
		var e struct {
			ID        string     `json:"id"`
			Elections []seatCase `json:"elections"`
		}
		require.NoError(t, json.Unmarshal(lines.Bytes(), &e))
		all[e.ID] = e.Elections
	}
	require.NoError(t, lines.Err())
	require.NotEmpty(t, all, "no election in the collection")
	return all
}

// Five electorates, member and deputy, by each method that the policy can name.
func TestConformanceMemberAndDeputy(t *testing.T) {
	n, agree := 0, 0
	for id, seats := range committeeCases(t) {
		for _, method := range []ballot.Method{ballot.Schulze, ballot.InstantRunoff} {
			// "None of these" does not stand in the collection.
			ps := policies(t, choice("committee-election", method.String()), choice("committee-none-of-these", "no"))
			n++
			if t.Run(id+"/"+method.String(), func(t *testing.T) { compareCommittee(t, seats, method, ps) }) {
				agree++
			}
		}
	}
	t.Logf("conformance groups (committees): %d elections, %d agree", n, agree)
}

func choice(parameter, value string) dialog.Setting {
	return dialog.Setting{Parameter: parameter, Value: dialog.PolicyValue{value}, Basis: dialog.BasisChoice}
}

func compareCommittee(t *testing.T, seats []seatCase, method ballot.Method, ps *dialog.Policies) {
	t.Helper()
	var votes []committee.SeatVote
	for _, s := range seats {
		votes = append(votes, s.vote(t, ps))
	}
	elected, err := committee.Elect(committee.Env{Policies: ps}, electionDay, votes)
	require.NoError(t, err)
	for i, s := range seats {
		got := elected.Seats[s.Group-1]
		member, deputy := s.Schulze.Member, s.Schulze.Deputy
		if method == ballot.InstantRunoff {
			member, deputy = s.Runoff.Member, s.Runoff.Deputy
		}
		want := committee.Seat{Group: s.Group, Member: candidate(member), Deputy: candidate(deputy)}
		assert.Equal(t, want, got.Seat)
		if s.Void != "" {
			continue
		}
		if method == ballot.InstantRunoff {
			assertRounds(t, s.Runoff.Rounds, got.MemberCount)
			assertRounds(t, s.Runoff.DeputyRounds, got.DeputyCount)
			continue
		}
		assertTied(t, s.Schulze.TiedMember, votes[i])
		if member != nil {
			assertTied(t, s.Schulze.TiedDeputy, votes[i], *member)
		}
	}
}

// vote casts the ballots, with the lot order of the candidates.
func (s seatCase) vote(t *testing.T, ps *dialog.Policies) committee.SeatVote {
	t.Helper()
	e := committee.Electorate{Group: s.Group}
	for i := range s.Candidates {
		e.Candidates = append(e.Candidates, committee.Candidate{ID: candidate(&i)})
	}
	c, err := e.Contest(ps, electionDay)
	require.NoError(t, err)
	tally, err := ballot.NewTally(c)
	require.NoError(t, err)
	for _, b := range s.Ballots {
		reason, err := tally.Add(ballot.Rank(b...), 1)
		require.NoError(t, err)
		require.Equal(t, ballot.Valid, reason)
	}
	return committee.SeatVote{Group: s.Group, Tally: tally, Lot: &ballot.Lot{Order: s.LotOrder}}
}

func candidate(i *int) string {
	if i == nil {
		return ""
	}
	return "c" + strconv.Itoa(*i)
}

// assertTied counts without a lot: all who are tied win a set of their own.
func assertTied(t *testing.T, want []int, v committee.SeatVote, without ...int) {
	t.Helper()
	r, err := ballot.Count(v.Tally, ballot.Options{Without: without})
	require.NoError(t, err)
	var got []int
	for _, set := range r.Sets {
		got = append(got, set...)
	}
	if r.Outcome == ballot.Elected {
		got = r.Elected
	}
	assert.ElementsMatch(t, want, got)
}

// assertRounds compares votes and exhausted ballots of every round.
func assertRounds(t *testing.T, want []map[string]uint64, r *ballot.Result) {
	t.Helper()
	if len(want) == 0 {
		assert.True(t, r == nil || len(r.Elected) == 0)
		return
	}
	if !assert.Len(t, r.Rounds, len(want)) {
		return
	}
	for i, round := range r.Rounds {
		got := map[string]uint64{"exhausted": round.Exhausted.Rat().Num().Uint64()}
		for o, votes := range round.Votes {
			if !votes.IsZero() {
				got[strconv.Itoa(o)] = votes.Rat().Num().Uint64()
			}
		}
		assert.Equal(t, want[i], got, "round %d", i+1)
	}
}
