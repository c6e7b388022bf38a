package box_test

import (
	"context"
	"fmt"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/boxtest"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/verify"
)

func Example() {
	ctx := context.Background()
	store, vault := new(boxtest.Memory), new(boxtest.Vault) // files.Open and files.OpenVault in earnest
	b, _ := box.Create(ctx, store, vault, box.Declaration{
		Name: "wahl.example.org/ws-2026",
		Contest: &ballot.Contest{ID: "ws-2026", Method: ballot.Approval, Seats: 1,
			Options: []ballot.Option{{ID: "ws-01"}, {ID: "ws-02"}}},
		Roll:      []box.Voter{{Person: "4711"}, {Person: "4712"}, {Person: "4713"}},
		Level:     box.LevelOperator,
		Assurance: box.Substantial,
	})
	credential, _ := b.Issue(ctx, "4711", box.Substantial)
	receipt, _ := b.Cast(ctx, credential, box.Vote{Ballot: ballot.Choose(1)})
	_, err := b.Cast(ctx, credential, box.Vote{Ballot: ballot.Choose(0)})
	fmt.Println(err)

	b.Close(ctx)
	b.Count(ctx, nil)
	b.Release(ctx)
	record, _ := b.Record(ctx)

	report := verify.Record(record, b.Trust())
	fmt.Println(report.Accepted(), report.Receipt([]byte(receipt.Text())), report.Result.Outcome)
	// Output:
	// has voted already
	// true true elected
}

func ExampleParseCredential() {
	_, err := box.ParseCredential("0000-0000-0000-0000-0000-0000-0001")
	fmt.Println(err)
	// Output: credential is not good: a character is mistyped
}
