package box_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/boxtest"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/verify"
)

var ctx = context.Background()

// workstreams is a contest for three workstreams, two of which are chosen.
func workstreams() *ballot.Contest {
	return &ballot.Contest{ID: "ws-2026", Title: "Workstreams 2026", Method: ballot.Approval, Seats: 2,
		Options: []ballot.Option{{ID: "ws-01"}, {ID: "ws-02"}, {ID: "ws-03"}},
		Groups:  []ballot.Group{{ID: "science"}, {ID: "business"}},
	}
}

// participants are so many people, in two groups by turns.
func participants(n int) []box.Voter {
	roll := make([]box.Voter, n)
	for i := range roll {
		roll[i] = box.Voter{Person: person(i), Group: []string{"science", "business"}[i%2]}
	}
	return roll
}

func person(i int) string { return fmt.Sprintf("person-%d", i) }

// secret is a declaration for a secret vote of so many people.
func secret(n int) box.Declaration {
	return box.Declaration{Name: "box.example.org/ws-2026", Contest: workstreams(), Roll: participants(n),
		Level: box.LevelOperator, Assurance: box.Substantial}
}

// create makes a box in memory.
func create(t *testing.T, d box.Declaration) (*box.Box, *boxtest.Memory, *boxtest.Vault) {
	t.Helper()
	store, vault := new(boxtest.Memory), new(boxtest.Vault)
	b, err := box.Create(ctx, store, vault, d)
	require.NoError(t, err)
	return b, store, vault
}

// cast lets a person vote.
func cast(t *testing.T, b *box.Box, person string, paper ballot.Ballot) *box.Receipt {
	t.Helper()
	c, err := b.Issue(ctx, person, box.Substantial)
	require.NoError(t, err)
	r, err := b.Cast(ctx, c, box.Vote{Ballot: paper})
	require.NoError(t, err)
	return r
}

// finish closes, counts and releases, and returns the record.
func finish(t *testing.T, b *box.Box) []byte {
	t.Helper()
	require.NoError(t, b.Close(ctx))
	_, err := b.Count(ctx, nil)
	require.NoError(t, err)
	require.NoError(t, b.Release(ctx))
	record, err := b.Record(ctx)
	require.NoError(t, err)
	return record
}

func TestAVoteFromTheDeclarationToTheRecord(t *testing.T) {
	b, _, _ := create(t, secret(5))
	var receipts []*box.Receipt
	for i := range 4 {
		receipts = append(receipts, cast(t, b, person(i), ballot.Choose(0, 1+i%2)))
	}
	assert.Equal(t, box.Status{State: box.Voting, Eligible: 5, Voted: 4}, b.Status())
	record := finish(t, b)
	report := verify.Record(record, b.Trust())
	require.Empty(t, report.Faults, string(record))
	assert.Equal(t, 4, report.Voted)
	assert.Contains(t, report.Result.Elected, 0)
	for _, r := range receipts {
		assert.True(t, report.Receipt([]byte(r.Text())), r.Text())
	}
	t.Log(string(record))
}
