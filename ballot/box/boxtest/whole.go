package boxtest

import (
	"fmt"
	"sync"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/verify"
)

// box holds a whole vote in the store, with restarts.
func (s *suite) box() {
	const people = 40
	vault := new(Vault)
	d := box.Declaration{Name: "box.example.org", Level: box.LevelOperator, Assurance: box.Low,
		Contest: &ballot.Contest{ID: "c", Method: ballot.Approval, Seats: 1, Options: []ballot.Option{{ID: "a"}, {ID: "b"}}}}
	persons := make([]string, people)
	for i := range persons {
		persons[i] = fmt.Sprint(i)
		d.Roll = append(d.Roll, box.Voter{Person: persons[i]})
	}
	b, err := box.Create(s.ctx, s.store, vault, d)
	s.must(err)
	credentials, err := b.IssueAll(s.ctx, persons, box.Low)
	s.must(err)
	reopen := func() {
		s.restart()
		b, err = box.Open(s.ctx, s.store, vault)
		s.must(err)
	}
	for begin := 0; begin < people-1; begin += 13 {
		var wg sync.WaitGroup
		for i := begin; i < begin+13; i++ {
			wg.Go(func() {
				if _, err := b.Cast(s.ctx, credentials[i], box.Vote{Ballot: ballot.Choose(i % 2)}); err != nil {
					s.Error(err)
				}
			})
		}
		wg.Wait()
		reopen()
	}
	s.must(b.Close(s.ctx))
	reopen()
	_, err = b.Count(s.ctx, nil)
	s.must(err)
	reopen()
	s.must(b.Release(s.ctx))
	reopen()
	record, err := b.Record(s.ctx)
	s.must(err)
	report := verify.Record(record, b.Trust())
	if !report.Accepted() || report.Voted != 39 || report.Ballots != 39 {
		s.Fatalf("record of %d voters and %d ballots has faults %v", report.Voted, report.Ballots, report.Faults)
	}
}
