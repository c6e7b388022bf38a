package box_test

import (
	"context"
	"errors"
	"fmt"
	"math/bits"
	"math/rand/v2"
	"os"
	"runtime"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/boxtest"
)

// The calls of a history.
const (
	callCast = iota
	callClose
	callStatus
)

type call struct{ op, voter int }

// An answer is what a call returned: an error by its sentinel, or the status.
type answer struct {
	err    error
	status box.Status
}

func (a answer) String() string { return fmt.Sprintf("%v %v", a.err, a.status) }

// A model of a box is a set of people who have voted, and whether it is closed. It fits an
// integer: a bit for each voter, and one more.
const closedBit = 1 << 16

// model is what one or several processes on a store do together. Where there are several,
// one that has not heard of the close yet may tell people who have voted just that.
func model(processes int) porcupine.Model {
	return porcupine.Model{
		Init: func() any { return 0 },
		Step: func(state, input, output any) (bool, any) {
			s, in, out := state.(int), input.(call), output.(answer)
			closed, voted := s&closedBit != 0, s&(1<<in.voter) != 0
			switch {
			case in.op == callStatus:
				return out.status == statusOf(s), s
			case errors.Is(out.err, box.ErrNotTaken):
				return true, s // nothing happened
			case in.op == callClose:
				return out.err == nil, s | closedBit
			case closed && voted && processes > 1:
				return errors.Is(out.err, box.ErrClosed) || errors.Is(out.err, box.ErrVoted), s
			case closed:
				return errors.Is(out.err, box.ErrClosed), s
			case voted:
				return errors.Is(out.err, box.ErrVoted), s
			}
			return out.err == nil, s | 1<<in.voter
		},
	}
}

func statusOf(s int) box.Status {
	status := box.Status{State: box.Voting, Eligible: 5, Voted: bits.OnesCount(uint(s &^ closedBit))}
	if s&closedBit != 0 {
		status.State = box.Closed
	}
	return status
}

// shaky is a store that fails now and then before it has done anything, and lets others
// run in between.
type shaky struct {
	*boxtest.Memory
	mu  sync.Mutex
	rng *rand.Rand
}

var errShaky = errors.New("the disk is full")

func (s *shaky) Append(ctx context.Context, n uint64, e box.Entry) error {
	s.mu.Lock()
	fail, pause := s.rng.IntN(8) == 0, s.rng.IntN(3)
	s.mu.Unlock()
	for range pause {
		runtime.Gosched()
	}
	if fail && len(e.Ballots) > 100 { // votes only; what the shortest entry is, is the box's affair
		return errShaky
	}
	return s.Memory.Append(ctx, n, e)
}

// histories is how many histories are checked; CI asks for 1,000.
func histories(t *testing.T) int {
	n, err := strconv.Atoi(os.Getenv("DFC_HISTORIES"))
	if err != nil {
		n = 150
	}
	t.Logf("%d histories", n)
	return n
}

// Whatever several people do at once, it looks as if they had done it one after the other:
// nobody votes twice, nobody is told otherwise than it is, and nothing comes in after the
// close.
func TestCastCloseAndStatusAreLinearizable(t *testing.T) {
	for i := range histories(t) {
		rng := rand.New(rand.NewPCG(uint64(i), 1))
		store := &shaky{Memory: new(boxtest.Memory), rng: rand.New(rand.NewPCG(uint64(i), 2))}
		b, err := box.Create(ctx, store, new(boxtest.Vault), secret(5))
		require.NoError(t, err)
		operations := run(rng, []*box.Box{b}, credentials(t, b), true)
		if ok := porcupine.CheckOperations(model(1), operations); !ok {
			t.Fatalf("history %d is not linearizable:\n%s", i, describe(operations))
		}
	}
}

// The same with two processes on one store; what the other has done is not in a status.
func TestTwoProcessesOnOneStoreAreLinearizable(t *testing.T) {
	for i := range histories(t) {
		rng := rand.New(rand.NewPCG(uint64(i), 3))
		store, vault := &shaky{Memory: new(boxtest.Memory), rng: rand.New(rand.NewPCG(uint64(i), 4))}, new(boxtest.Vault)
		first, err := box.Create(ctx, store, vault, secret(5))
		require.NoError(t, err)
		good := credentials(t, first)
		second, err := box.Open(ctx, store, vault)
		require.NoError(t, err)
		operations := run(rng, []*box.Box{first, second}, good, false)
		if ok := porcupine.CheckOperations(model(2), operations); !ok {
			t.Fatalf("history %d is not linearizable:\n%s", i, describe(operations))
		}
	}
}

// credentials are those of five people.
func credentials(t *testing.T, b *box.Box) []box.Credential {
	t.Helper()
	persons := make([]string, 5)
	for i := range persons {
		persons[i] = person(i)
	}
	all, err := b.IssueAll(ctx, persons, box.Substantial)
	require.NoError(t, err)
	return all
}

// run lets four people call at once and writes down what they called and when.
func run(rng *rand.Rand, boxes []*box.Box, credentials []box.Credential, status bool) []porcupine.Operation {
	var mu sync.Mutex
	var operations []porcupine.Operation
	var wg sync.WaitGroup
	begin := time.Now()
	for client := range 4 {
		calls := make([]call, 5)
		for i := range calls {
			calls[i] = call{op: callCast, voter: rng.IntN(5)}
			if roll := rng.IntN(20); roll == 0 {
				calls[i].op = callClose
			} else if roll < 5 && status {
				calls[i].op = callStatus
			}
		}
		b := boxes[client%len(boxes)]
		wg.Go(func() {
			for _, c := range calls {
				from := time.Since(begin)
				a := do(b, c, credentials)
				mu.Lock()
				operations = append(operations, porcupine.Operation{ClientId: client, Input: c, Output: a,
					Call: from.Nanoseconds(), Return: time.Since(begin).Nanoseconds()})
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return operations
}

func do(b *box.Box, c call, credentials []box.Credential) (a answer) {
	switch c.op {
	case callCast:
		_, a.err = b.Cast(ctx, credentials[c.voter], box.Vote{Ballot: ballot.Choose(c.voter % 3)})
	case callClose:
		a.err = b.Close(ctx)
	default:
		a.status = b.Status()
	}
	return a
}

func describe(operations []porcupine.Operation) (s string) {
	for _, o := range operations {
		s += fmt.Sprintf("client %d, %d to %d: %v → %v\n", o.ClientId, o.Call, o.Return, o.Input, o.Output)
	}
	return s
}
