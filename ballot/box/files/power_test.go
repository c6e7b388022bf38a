package files_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/files"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/internal/disk"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/internal/simdisk"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/verify"
)

var ctx = context.Background()

// people is how many may vote; each has a ballot of its own, by which it is found again.
const people = 12

// An election is a box on a disk that loses power, and what its voters were told.
type election struct {
	rng    *rand.Rand
	disk   *simdisk.Disk
	wrap   func(disk.Disk) disk.Disk // plants a fault
	store  *files.Store
	box    *box.Box
	trust  *verify.Trust
	good   map[int]box.Credential
	told   [people]string // what the last answer to a voter was
	counts map[string]int
	cuts   int
}

// What voters are told.
const (
	nothing = ""
	taken   = "taken"   // it was acknowledged
	refused = "refused" // it was refused, and can be there all the same only if power or disk failed just then
)

func newElection(seed uint64, wrap func(disk.Disk) disk.Disk) *election {
	rng := rand.New(rand.NewPCG(seed, 7))
	e := &election{rng: rng, disk: simdisk.New(rng), wrap: wrap, good: map[int]box.Credential{}, counts: map[string]int{}}
	if seed%2 == 1 { // half of the disks have other troubles, too
		e.disk.Faults = simdisk.Faults{NoSpace: 20, BadWrite: 10, BadSync: 10, BadSyncDir: 10}
	}
	return e
}

func declaration() box.Declaration {
	d := box.Declaration{Name: "box.example.org", Level: box.LevelOperator, Assurance: box.Low,
		Contest: &ballot.Contest{ID: "c", Method: ballot.Approval, Seats: 1, TieLimit: 1}}
	for i := range 4 {
		d.Contest.Options = append(d.Contest.Options, ballot.Option{ID: strconv.Itoa(i)})
	}
	for i := range people {
		d.Roll = append(d.Roll, box.Voter{Person: strconv.Itoa(i)})
	}
	return d
}

// paper is the ballot of a voter: its number, one more, in binary digits.
func paper(voter int) ballot.Ballot {
	var marks []int
	for bit := range 4 {
		if (voter+1)>>bit&1 == 1 {
			marks = append(marks, bit)
		}
	}
	return ballot.Choose(marks...)
}

// open opens what is on the disk, or declares the box.
func (e *election) open() error {
	var d disk.Disk = e.disk
	if e.wrap != nil {
		d = e.wrap(d)
	}
	vault, err := files.OpenVaultOn(d, "vault")
	if err != nil {
		return err
	}
	if e.store, err = files.OpenOn(d, "roll", "ballots"); err != nil {
		return err
	}
	e.box, err = box.Open(ctx, e.store, vault)
	if errors.Is(err, box.ErrNoDocument) && e.trust == nil {
		e.box, err = box.Create(ctx, e.store, vault, declaration())
		if err == nil {
			e.trust = e.box.Trust()
		}
	}
	return err
}

// restart ends the process, and mostly switches the machine off, and on again until the box
// is open.
func (e *election) restart(t require.TestingT) {
	for range 200 {
		if e.store != nil {
			e.store.Close()
		}
		if e.rng.IntN(5) == 0 {
			e.disk = e.disk.Kill()
			e.counts["process killed only"]++
		} else {
			e.disk = e.disk.Restart()
			e.cuts++
		}
		if e.rng.IntN(3) == 0 {
			e.disk.CutAfter(1 + e.rng.IntN(30)) // while it is being opened
		}
		err := e.open()
		switch {
		case err == nil:
			e.disk.CutAfter(-1)
			e.check(t)
			return
		case e.disk.Off(), isDiskError(err):
			continue
		}
		require.NoError(t, err, "after %d losses of power", e.cuts)
	}
	require.Fail(t, "the box cannot be opened")
}

// isDiskError reports whether the disk has said that it failed.
func isDiskError(err error) bool {
	for _, word := range []string{"no space left", "input/output error", files.ErrBroken.Error(), simdisk.ErrPower.Error()} {
		if strings.Contains(err.Error(), word) {
			return true
		}
	}
	return false
}

// check holds what the box knows against what voters were told.
func (e *election) check(t require.TestingT) {
	if e.box.Status().State != box.Voting {
		return
	}
	roll, ballots, err := e.store.Tails()
	require.NoError(t, err)
	require.Zero(t, roll+ballots, "torn tails were not cut off: %d, %d bytes", roll, ballots)
	voted := 0
	for v := range people {
		has, err := e.box.HasVoted(ctx, strconv.Itoa(v))
		if err != nil {
			require.True(t, e.disk.Off() || isDiskError(err), err)
			return
		}
		if has {
			voted++
		}
		switch {
		case e.told[v] == taken:
			require.True(t, has, "voter %d: an acknowledged ballot is lost", v)
		case e.told[v] == nothing:
			require.False(t, has, "voter %d has not voted", v)
		case has:
			e.counts["kept though not acknowledged"]++
		default:
			e.counts["gone, and not acknowledged"]++
		}
	}
	require.Equal(t, voted, e.box.Status().Voted)
}

// vote lets a few people vote at once.
func (e *election) vote(t require.TestingT) {
	var wg sync.WaitGroup
	voters := e.rng.Perm(people)[:1+e.rng.IntN(3)]
	for _, v := range voters {
		if _, ok := e.good[v]; !ok {
			c, err := e.box.Issue(ctx, strconv.Itoa(v), box.High)
			if err != nil {
				require.True(t, errors.Is(err, box.ErrVoted) || e.disk.Off() || isDiskError(err), err)
				continue
			}
			e.good[v] = c
		}
		c := e.good[v]
		wg.Go(func() {
			_, err := e.box.Cast(ctx, c, box.Vote{Ballot: paper(v)})
			switch {
			case err == nil:
				assert.NotEqual(t, taken, e.told[v], "voter %d has voted twice", v)
				e.told[v] = taken
			case errors.Is(err, box.ErrVoted):
				assert.NotEqual(t, nothing, e.told[v], "voter %d has not voted", v)
				e.told[v] = taken // so it must stay
			case errors.Is(err, box.ErrNotTaken), e.disk.Off(), isDiskError(err):
				if e.told[v] == nothing {
					e.told[v] = refused
				}
			default:
				// A credential whose issue was not acknowledged can be gone after a restart.
				assert.ErrorIs(t, err, box.ErrCredential)
			}
		})
	}
	wg.Wait()
}

// finish closes, counts and releases, whatever the power does.
func (e *election) finish(t require.TestingT) []byte {
	steps := []func() error{
		func() error { return e.box.Close(ctx) },
		func() error {
			_, err := e.box.Count(ctx, nil)
			if errors.Is(err, box.ErrState) && e.box.Status().State == box.Released {
				return nil
			}
			return err
		},
		func() error { return e.box.Release(ctx) },
	}
	for i := 0; i < len(steps); {
		if e.rng.IntN(2) == 0 {
			e.disk.CutAfter(1 + e.rng.IntN(25))
		}
		err := steps[i]()
		if err == nil && !e.disk.Off() {
			i++
			continue
		}
		require.True(t, err == nil || e.disk.Off() || isDiskError(err), "step %d: %v", i, err)
		e.counts[fmt.Sprintf("step %d of the end interrupted", i)]++
		e.restart(t)
	}
	e.disk.CutAfter(-1)
	record, err := e.box.Record(ctx)
	require.NoError(t, err)
	return record
}

// verify holds the record against what voters were told.
func (e *election) verify(t require.TestingT, record []byte) {
	report := verify.Record(record, e.trust)
	require.Empty(t, report.Faults)
	found := map[int]int{}
	for b := range report.Result.Tally().Ballots() {
		v := -1
		for _, m := range b.Marks {
			v += 1 << m.Option
		}
		found[v] += int(b.N)
	}
	for v := range people {
		switch e.told[v] {
		case taken:
			require.Equal(t, 1, found[v], "voter %d was told that the ballot is in the box", v)
		case nothing:
			require.Zero(t, found[v], "voter %d has not voted", v)
		default:
			require.LessOrEqual(t, found[v], 1, "voter %d is counted twice", v)
		}
	}
}

// hold runs one election with many losses of power.
func (e *election) hold(t require.TestingT) {
	e.disk.CutAfter(e.rng.IntN(60)) // while it is being declared
	if err := e.open(); err != nil {
		require.True(t, e.disk.Off() || isDiskError(err), err)
		e.restart(t)
	}
	for range 8 {
		e.disk.CutAfter(1 + e.rng.IntN(40))
		for range 6 {
			if e.vote(t); e.disk.Off() {
				break
			}
		}
		e.restart(t)
	}
	e.verify(t, e.finish(t))
}

// failures is how many losses of power are simulated; CI asks for 100,000.
func failures() int {
	if n, err := strconv.Atoi(os.Getenv("DFC_POWER_FAILURES")); err == nil {
		return n
	}
	return 2000
}

func TestNoAcknowledgedBallotIsLostWhenPowerIs(t *testing.T) {
	cuts, elections, counts := 0, 0, map[string]int{}
	for seed := uint64(0); cuts < failures(); seed++ {
		e := newElection(seed, nil)
		e.hold(t)
		cuts += e.cuts
		elections++
		for _, m := range []map[string]int{e.counts, e.disk.Counts} {
			for what, n := range m {
				counts[what] += n
			}
		}
	}
	t.Logf("%d losses of power in %d elections", cuts, elections)
	happened(t, counts, "sector kept", "sector lost", "sector torn", "length kept without data", "length lost", "name lost",
		"name kept though not flushed", "ENOSPC", "EIO on write", "EIO on flush", "kept though not acknowledged", "gone, and not acknowledged",
		"step 0 of the end interrupted", "step 1 of the end interrupted", "step 2 of the end interrupted")
}
