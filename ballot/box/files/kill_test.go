package files_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/files"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/verify"
)

// victims is how many people may vote in an election whose process is killed again and
// again. The ballot of each gives as many points as its number, and is found by that.
const victims = 3000

// openIn opens the box in a folder, or declares it.
func openIn(dir string) (*files.Store, *box.Box, error) {
	vault, err := files.OpenVault(filepath.Join(dir, "vault"))
	if err != nil {
		return nil, nil, err
	}
	store, err := files.Open(filepath.Join(dir, "roll"), filepath.Join(dir, "ballots"))
	if err != nil {
		return nil, nil, err
	}
	if _, err := store.Get(ctx, box.OpeningDocument); err == nil {
		b, err := box.Open(ctx, store, vault)
		return store, b, err
	}
	d := box.Declaration{Name: "box.example.org", Level: box.LevelOperator, Assurance: box.Low,
		Contest: &ballot.Contest{ID: "c", Method: ballot.Score, Seats: 1, Options: []ballot.Option{{ID: "a"}, {ID: "b"}},
			Variant: ballot.Variant{MaxPoints: victims}}}
	for i := range victims {
		d.Roll = append(d.Roll, box.Voter{Person: strconv.Itoa(i)})
	}
	b, err := box.Create(ctx, store, vault, d)
	return store, b, err
}

// TestVictim is the process that is killed: it casts as fast as it can, eight at once, and
// writes down each vote before and after.
func TestVictim(t *testing.T) {
	dir := os.Getenv("DFC_VICTIM")
	if dir == "" {
		t.Skip("runs as a process of its own, started by the test that kills it")
	}
	_, b, err := openIn(dir)
	require.NoError(t, err)
	var next atomic.Int64
	var out sync.Mutex
	say := func(what string, v int) {
		out.Lock()
		defer out.Unlock()
		fmt.Printf("%s %d\n", what, v)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for v := int(next.Add(1)) - 1; v < victims; v = int(next.Add(1)) - 1 {
				if voted, err := b.HasVoted(ctx, strconv.Itoa(v)); err != nil || voted {
					continue
				}
				c, err := b.Issue(ctx, strconv.Itoa(v), box.High)
				if err != nil {
					t.Error(err)
					return
				}
				say("try", v)
				if _, err := b.Cast(ctx, c, box.Vote{Ballot: ballot.Grade(v + 1)}); err != nil {
					t.Error(err)
					return
				}
				say("taken", v)
			}
		})
	}
	wg.Wait()
	say("done", 0)
}

// killed starts a victim, kills it after a while, and adds what it has said. The while
// begins when the process does, or when it casts for the first time.
func killed(t *testing.T, dir string, casting bool, after time.Duration, tried, acknowledged map[int]bool) (done bool) {
	cmd := exec.Command(os.Args[0], "-test.run=^TestVictim$", "-test.v")
	cmd.Env = append(os.Environ(), "DFC_VICTIM="+dir)
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	said, casts := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(said)
		first := sync.OnceFunc(func() { close(casts) })
		defer first()
		for lines := bufio.NewScanner(out); lines.Scan(); {
			what, number, _ := strings.Cut(lines.Text(), " ")
			v, err := strconv.Atoi(number)
			switch {
			case err != nil:
			case what == "try":
				tried[v] = true
				first()
			case what == "taken":
				acknowledged[v] = true
			case what == "done":
				done = true
			}
		}
	}()
	if casting {
		select {
		case <-casts:
		case <-time.After(10 * time.Second):
		}
	}
	time.Sleep(after)
	require.NoError(t, cmd.Process.Kill()) // SIGKILL
	<-said
	_ = cmd.Wait()
	return done
}

// A killed process loses nothing that it has acknowledged, and counts nothing twice. Kills
// do not show that votes survive a loss of power, because the machine still has what was
// written; the test with the simulated disk shows that.
func TestNoAcknowledgedBallotIsLostWhenTheProcessIsKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	kills, err := strconv.Atoi(os.Getenv("DFC_KILLS"))
	if err != nil {
		kills = 20
	}
	rng := rand.New(rand.NewPCG(uint64(kills), 11))
	var dir string
	var tried, acknowledged map[int]bool
	votes, elections, whileVoting, inElection := 0, 0, 0, 0
	for i := range kills {
		if dir == "" {
			dir = t.TempDir()
			tried, acknowledged = map[int]bool{}, map[int]bool{}
			elections++
			inElection = 0
		}
		inElection++
		before := len(acknowledged)
		done := killed(t, dir, i%2 == 0, time.Duration(rng.IntN(60))*time.Millisecond, tried, acknowledged)
		if len(acknowledged) > before {
			whileVoting++
		}
		store, b, err := openIn(dir)
		require.NoError(t, err, "after kill %d", i+1)
		for v := range acknowledged {
			has, err := b.HasVoted(ctx, strconv.Itoa(v))
			require.NoError(t, err)
			require.True(t, has, "voter %d: an acknowledged ballot is lost by kill %d", v, i+1)
		}
		if done || i == kills-1 || inElection == 40 { // a long journal takes longer to open than a victim lives
			recordOf(t, b, tried, acknowledged)
			votes += len(acknowledged)
			dir = ""
		}
		require.NoError(t, store.Close())
	}
	assert.Positive(t, whileVoting, "no process was killed while people voted")
	t.Logf("%d kills, %d of them while votes were acknowledged, in %d elections; %d acknowledged votes, all there once", kills, whileVoting, elections, votes)
}

// recordOf ends an election and holds its record against what was said.
func recordOf(t *testing.T, b *box.Box, tried, acknowledged map[int]bool) {
	require.NoError(t, b.Close(ctx))
	_, err := b.Count(ctx, nil)
	require.NoError(t, err)
	require.NoError(t, b.Release(ctx))
	record, err := b.Record(ctx)
	require.NoError(t, err)
	report := verify.Record(record, b.Trust())
	require.Empty(t, report.Faults)
	found := map[int]bool{}
	for entry := range report.Result.Tally().Ballots() {
		v := entry.Marks[0].Value - 1
		require.EqualValues(t, 1, entry.N, "the ballot of voter %d is counted twice", v)
		require.True(t, tried[v], "voter %d has not voted", v)
		found[v] = true
	}
	for v := range acknowledged {
		require.True(t, found[v], "the ballot of voter %d is not in the record", v)
	}
}
