package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
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

const corpus = "../../ballot/box/verify/testdata/records"

// python is the second verifier, which reads one record after the other.
type python struct {
	t   *testing.T
	cmd *exec.Cmd
	in  *bufio.Writer
	out *bufio.Scanner
}

func startPython(t *testing.T) *python {
	t.Helper()
	path, err := exec.LookPath("python3")
	if err != nil {
		if os.Getenv("DFC_REQUIRE_PYTHON") != "" {
			t.Fatal("python3 is required")
		}
		t.Skip("no python3")
	}
	cmd := exec.Command(path, "verify.py", "-batch")
	in, err := cmd.StdinPipe()
	require.NoError(t, err)
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	cmd.Stderr = os.Stderr
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		in.Close()
		assert.NoError(t, cmd.Wait(), "the second verifier has failed")
	})
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 1<<20)
	return &python{t, cmd, bufio.NewWriter(in), lines}
}

// verify asks for a record in a file.
func (p *python) verify(record, trust, receipt string) (v verdict) {
	p.t.Helper()
	_, err := fmt.Fprintf(p.in, "%s\t%s\t%s\n", record, trust, receipt)
	require.NoError(p.t, err)
	require.NoError(p.t, p.in.Flush())
	require.True(p.t, p.out.Scan(), "no answer to %s", record)
	require.NoError(p.t, json.Unmarshal(p.out.Bytes(), &v), p.out.Text())
	return v
}

func TestBothVerifiersSayTheSameOfTheCorpus(t *testing.T) {
	p := startPython(t)
	index, err := os.ReadFile(filepath.Join(corpus, "index.tsv"))
	require.NoError(t, err)
	records := 0
	for line := range strings.Lines(string(index)) {
		name, rest, _ := strings.Cut(line, "\t")
		codes, _, found := strings.Cut(rest, "\t")
		if !found || strings.HasPrefix(line, "#") {
			continue
		}
		want := strings.Fields(strings.TrimPrefix(codes, "-"))
		path := filepath.Join(corpus, name)
		receipt := path + ".receipt"
		if _, err := os.Stat(receipt); err != nil {
			receipt = ""
		}
		v := p.verify(path+".txt", path+".trust", receipt)
		assert.ElementsMatch(t, want, v.Faults, name)
		assert.Equal(t, len(want) == 0, v.Accepted, name)
		records++
	}
	assert.Greater(t, records, 100)
}

// count reads a number from the environment.
func count(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return otherwise
}

func TestTheSecondVerifierAcceptsNoChangedRecord(t *testing.T) {
	p := startPython(t)
	rng := rand.New(rand.NewPCG(3, 5))
	good := []string{"presence", "tracker", "open", "merged", "schulze", "equal-shares", "motion", "tied-lot"}
	path := filepath.Join(t.TempDir(), "record")
	agree, differ := 0, map[string]int{}
	for range count("DFC_BITFLIPS_PYTHON", 60) {
		name := filepath.Join(corpus, good[rng.IntN(len(good))])
		record, err := os.ReadFile(name + ".txt")
		require.NoError(t, err)
		record[rng.IntN(len(record))] ^= 1 << rng.IntN(8)
		require.NoError(t, os.WriteFile(path, record, 0o600))
		v := p.verify(path, name+".trust", "")
		require.False(t, v.Accepted, "%q", record)
		trust, err := os.ReadFile(name + ".trust")
		require.NoError(t, err)
		known, err := verify.ReadTrust(strings.NewReader(string(trust)))
		require.NoError(t, err)
		if codes := codesOf(verify.Record(record, known)); slices.Equal(codes, v.Faults) {
			agree++
		} else {
			differ[fmt.Sprintf("first %v, second %v", codes, v.Faults)]++
		}
	}
	t.Logf("%d records rejected for the same reasons, others: %v", agree, differ)
}

func codesOf(r *verify.Report) []string {
	codes := []string{}
	for _, f := range r.Faults {
		codes = append(codes, f.Code())
	}
	slices.Sort(codes)
	return codes
}

// Boxes for random contests are held, and both verifiers count their records.
func TestBothVerifiersCountRandomVotesAlike(t *testing.T) {
	p := startPython(t)
	rng := rand.New(rand.NewPCG(17, 19))
	dir := t.TempDir()
	outcomes, held := map[string]int{}, 0
	for held < count("DFC_RECORDS_PYTHON", 80) {
		c := randomContest(rng)
		if c.Validate() != nil {
			continue
		}
		held++
		record, trust := hold(t, rng, c)
		path := filepath.Join(dir, "record")
		require.NoError(t, os.WriteFile(path, record, 0o600))
		require.NoError(t, os.WriteFile(path+".trust", []byte(trust.String()), 0o600))
		report := verify.Record(record, trust)
		require.Empty(t, report.Faults)
		v := p.verify(path, path+".trust", "")
		canonical, _ := c.Canonical()
		require.Empty(t, v.Faults, "%s\n%s", canonical, record)
		if !v.Counted {
			outcomes["too many ties"]++
			continue
		}
		require.Equal(t, report.Result.Outcome, v.Outcome)
		outcomes[c.Method.String()+" "+v.Outcome.String()]++
	}
	t.Logf("%d votes: %v", held, outcomes)
}

// randomContest draws a contest for a method that the second verifier counts. It may
// contradict itself.
func randomContest(rng *rand.Rand) *ballot.Contest {
	methods := []ballot.Method{ballot.Approval, ballot.EqualShares, ballot.Schulze, ballot.Motion}
	c := &ballot.Contest{ID: "random", Method: methods[rng.IntN(4)]}
	one := func(n int) bool { return rng.IntN(n) == 0 }
	if c.Method != ballot.Motion {
		for i := range 2 + rng.IntN(4) {
			o := ballot.Option{ID: strconv.Itoa(i), Withdrawn: one(12), None: i == 0 && one(8)}
			if one(2) {
				o.Affiliation = []string{"x", "y"}[rng.IntN(2)]
			}
			c.Options = append(c.Options, o)
		}
		c.Seats = 1 + rng.IntN(3)
		c.Vacant, c.Uncontested = one(2), one(4)
		if one(3) {
			c.Cap = 1
		}
	}
	if one(2) {
		for i := range 2 + rng.IntN(2) {
			g := ballot.Group{ID: "g" + strconv.Itoa(i)}
			if one(3) {
				g.Share = ballot.Share(1+rng.Int64N(3), 7)
			}
			c.Groups = append(c.Groups, g)
		}
		c.Weighting.Rule = []ballot.WeightRule{ballot.PerHead, ballot.ByTurnout}[rng.IntN(2)]
		if c.Weighting.Rule == ballot.ByTurnout {
			c.Weighting.MinTurnout = rng.IntN(3)
			c.Weighting.Absent = []ballot.AbsentRule{ballot.Lapses, ballot.SharedOut}[rng.IntN(2)]
		}
		if one(3) {
			c.Merge = 2 + rng.IntN(2)
		}
	}
	treatments := func(list ...ballot.Treatment) ballot.Treatment { return list[rng.IntN(len(list))] }
	c.Validity.Blank = treatments(ballot.Refuse, ballot.Ignore)
	c.Validity.Withdrawn = treatments(ballot.Refuse, ballot.Ignore)
	if c.Method == ballot.Schulze {
		c.Validity.Overvote = treatments(ballot.Refuse, ballot.Ignore, ballot.End, ballot.AsEqual)
		c.Validity.Skipped = treatments(ballot.Refuse, ballot.Ignore, ballot.End)
		c.Variant.Defeats = []ballot.Defeats{ballot.WinningVotes, ballot.Margins}[rng.IntN(2)]
	} else if c.Method != ballot.Motion && one(3) {
		c.Validity.MaxChoices = 2
	}
	if c.Method == ballot.EqualShares {
		c.Variant.Completion = []ballot.Completion{ballot.ByPhragmen, ballot.ByApproval, ballot.NoneLeft}[rng.IntN(3)]
	}
	if one(4) {
		c.Quorum = &ballot.Quorum{Ballots: rng.IntN(6)}
		if len(c.Groups) > 0 && one(2) {
			c.Quorum.GroupBallots = 1 + rng.IntN(2)
		}
	}
	majority := ballot.Majority{Share: ballot.Share(1+rng.Int64N(2), 3), Basis: []ballot.Basis{ballot.OfCast, ballot.OfPresent}[rng.IntN(2)],
		AtLeast: one(2)}
	requirement := &ballot.Requirement{Overall: &majority}
	if len(c.Groups) > 0 && one(2) {
		requirement.Groups = &ballot.GroupMajority{Majority: ballot.SimpleMajority(), In: rng.IntN(3), Voting: one(2)}
	}
	if c.Method == ballot.Motion {
		c.Majority = requirement
	} else if c.Method != ballot.Schulze && one(4) {
		majority.Share, majority.Basis = ballot.Share(1, 4), ballot.OfCast
		c.Floor = requirement
	}
	c.Tie = []ballot.TieRule{ballot.TieByLot, ballot.TieOpen}[rng.IntN(2)]
	return c
}

// hold holds a vote with random ballots.
func hold(t *testing.T, rng *rand.Rand, c *ballot.Contest) ([]byte, *verify.Trust) {
	t.Helper()
	ctx := context.Background()
	d := box.Declaration{Name: "box.example.org", Contest: c, Level: box.LevelOperator, Assurance: box.Low,
		Receipts: []box.ReceiptKind{box.Presence, box.Tracker}[rng.IntN(2)]}
	for i := range 1 + rng.IntN(12) {
		v := box.Voter{Person: strconv.Itoa(i)}
		if len(c.Groups) > 0 {
			v.Group = c.Groups[rng.IntN(len(c.Groups))].ID
		}
		d.Roll = append(d.Roll, v)
	}
	b, err := box.Create(ctx, new(boxtest.Memory), new(boxtest.Vault), d)
	require.NoError(t, err)
	for i := range d.Roll {
		if rng.IntN(5) == 0 {
			continue
		}
		credential, err := b.Issue(ctx, strconv.Itoa(i), box.Low)
		require.NoError(t, err)
		_, err = b.Cast(ctx, credential, box.Vote{Ballot: randomBallot(rng, c), Deliberate: true})
		require.NoError(t, err)
	}
	require.NoError(t, b.Close(ctx))
	var lot *ballot.Lot
	if len(c.Options) > 0 && rng.IntN(2) == 0 {
		lot, err = ballot.DrawLot(strconv.Itoa(rng.IntN(1000)), len(c.Options), ballot.RFC3797)
		require.NoError(t, err)
	}
	_, err = b.Count(ctx, lot)
	require.NoError(t, err)
	require.NoError(t, b.Release(ctx))
	record, err := b.Record(ctx)
	require.NoError(t, err)
	return record, b.Trust()
}

func randomBallot(rng *rand.Rand, c *ballot.Contest) (b ballot.Ballot) {
	switch rng.IntN(15) {
	case 0:
		return ballot.Ballot{Spoilt: true}
	case 1:
		return b
	}
	if c.Method == ballot.Motion {
		return ballot.Choose(rng.IntN(3))
	}
	for _, o := range rng.Perm(len(c.Options))[:1+rng.IntN(len(c.Options))] {
		m := ballot.Mark{Option: o}
		if c.Kind() == ballot.Ranking {
			m.Value = len(b.Marks) + 1
			if rng.IntN(6) == 0 {
				m.Value = 1 + rng.IntN(len(c.Options))
			}
		}
		b.Marks = append(b.Marks, m)
	}
	return b
}
