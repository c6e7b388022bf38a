package boxtest

import (
	"errors"
	"sync"
	"time"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
)

func (s *suite) race() { s.contend([]box.Store{s.store}) }

func (s *suite) wipe() { s.wipeUnder([]box.Store{s.store}) }

func (s *suite) two() {
	other, err := s.open()
	if err != nil {
		s.Skipf("nobody else can have the data open: %v", err)
	}
	s.contend([]box.Store{s.store, other})
	s.must(other.Put(s.ctx, box.UrnDocument, []byte("urn")))
	if data, err := s.store.Get(s.ctx, box.UrnDocument); err != nil || string(data) != "urn" {
		s.Fatalf("document of the other is %q, %v", data, err)
	}
	s.must(other.Wipe(s.ctx))
	s.want(s.store.Append(s.ctx, 25, sample(25)), box.ErrConflict)
	s.holds(0)
	s.wipeUnder([]box.Store{s.store, other})
	s.must(other.Close())
}

// contend lets several stores append the same number at the same moment, for one number
// after the other, and checks that one of them wins each; meanwhile others read.
func (s *suite) contend(stores []box.Store) {
	const numbers, rivals = 25, 4
	over := make(chan struct{})
	var readers sync.WaitGroup
	for _, store := range stores {
		readers.Go(func() { s.follow(store, over) })
	}
	for n := range numbers {
		answers := make([]error, rivals)
		start := make(chan struct{})
		var wg sync.WaitGroup
		for r := range rivals {
			wg.Go(func() {
				<-start
				answers[r] = stores[r%len(stores)].Append(s.ctx, uint64(n), sample(n))
			})
		}
		close(start)
		wg.Wait()
		won := 0
		for _, err := range answers {
			if err == nil {
				won++
			} else if !errors.Is(err, box.ErrConflict) {
				s.Error(err)
			}
		}
		if won != 1 {
			s.Errorf("entry %d was acknowledged %d times", n, won)
		}
	}
	close(over)
	readers.Wait()
	s.holds(numbers)
}

// follow reads a journal to which others append: it never fails, and never gets shorter.
func (s *suite) follow(store box.Store, over <-chan struct{}) {
	for length := 0; ; {
		select {
		case <-over:
			return
		case <-time.After(100 * time.Microsecond): // readers leave time to those who write
		}
		n := 0
		for _, err := range store.Entries(s.ctx, 0) {
			if err != nil {
				s.Errorf("entry %d, while others append: %v", n, err)
				return
			}
			n++
		}
		if n < length {
			s.Errorf("journal has %d entries, and had %d before", n, length)
			return
		}
		length = n
	}
}

// wipeUnder removes the journal again and again while others append to it. What they have
// appended last must be a journal from number 0 on, without gaps.
func (s *suite) wipeUnder(stores []box.Store) {
	const wipes, rivals = 6, 3
	over := make(chan struct{})
	var wg sync.WaitGroup
	for r := range rivals {
		store := stores[r%len(stores)]
		wg.Go(func() {
			for n := 0; ; {
				select {
				case <-over:
					return
				case <-time.After(time.Millisecond): // a lock may not be fair to who waits
				}
				switch err := store.Append(s.ctx, uint64(n), sample(n)); {
				case err == nil:
					n++
				case errors.Is(err, box.ErrConflict):
					n = 0
					for _, err := range store.Entries(s.ctx, 0) {
						if err != nil && !errors.Is(err, box.ErrConflict) {
							s.Error(err)
							return
						}
						n++ // a number too high, after an error, is a conflict next
					}
				default:
					s.Error(err)
					return
				}
			}
		})
	}
	for i := range wipes {
		time.Sleep(10 * time.Millisecond)
		if err := stores[i%len(stores)].Wipe(s.ctx); err != nil {
			s.Error(err)
		}
	}
	time.Sleep(10 * time.Millisecond)
	close(over)
	wg.Wait()
	s.holds(len(s.read(0)))
}
