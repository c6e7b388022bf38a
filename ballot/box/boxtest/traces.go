package boxtest

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
)

// A voyeur looks for the order of arrival in whatever remains of a box after the close.
type voyeur struct {
	testing.TB
	arrived  []string  // pseudonyms in the order of arrival, as hexadecimal digits
	tokens   []string  // what the receipts bear, in that order
	entries  [][]byte  // every part of the journal
	secrets  [][]byte  // the journal key, and credentials
	casting  time.Time // when the first vote had been cast
	finished time.Time // when the last one had been cast, before the close
}

// TestTraces holds a vote in a store and then looks at every byte of the files in a folder
// in which the store and its vault keep all they have: whether anything tells the order in
// which people have voted. Vault may be nil for one in memory. Done is called before the
// files are looked at, to close what still has them open; it may be nil.
func TestTraces(t testing.TB, store box.Store, vault box.Vault, root fs.FS, done func() error) {
	v := &voyeur{TB: t}
	if vault == nil {
		vault = new(Vault)
	}
	v.hold(store, vault)
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	if done != nil {
		if err := done(); err != nil {
			t.Fatal(err)
		}
	}
	files := 0
	err := fs.WalkDir(root, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, path)
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		files++
		v.look(path, data, info.ModTime())
		return nil
	})
	if err != nil || files == 0 {
		t.Fatalf("%d files in the folder, %v", files, err)
	}
}

// travellers is how many people vote.
const travellers = 200

func (v *voyeur) hold(store box.Store, vault box.Vault) {
	ctx := context.Background()
	must := func(err error) {
		v.Helper()
		if err != nil {
			v.Fatal(err)
		}
	}
	d := box.Declaration{Name: "box.example.org", Level: box.LevelOperator, Assurance: box.Low,
		Contest: &ballot.Contest{ID: "c", Method: ballot.Score, Seats: 1, Options: []ballot.Option{{ID: "a"}, {ID: "b"}},
			Variant: ballot.Variant{MaxPoints: 1_000_000}}}
	for i := range travellers {
		d.Roll = append(d.Roll, box.Voter{Person: strconv.Itoa(i)})
	}
	watched := &watcher{Store: store, v: v}
	b, err := box.Create(ctx, watched, vault, d)
	must(err)
	key, err := vault.Get(ctx, box.JournalSecret)
	must(err)
	v.secrets = append(v.secrets, key)
	for i := range travellers {
		person := strconv.Itoa((i*37 + 11) % travellers)
		c, err := b.Issue(ctx, person, box.Low)
		must(err)
		v.secrets = append(v.secrets, []byte(c.Reveal()))
		receipt, err := b.Cast(ctx, c, box.Vote{Ballot: ballot.Grade(500_000 + i)}) // the ballot tells when it was cast
		must(err)
		pseudonym, err := b.Pseudonym(ctx, person)
		must(err)
		v.arrived = append(v.arrived, pseudonym)
		_, rest, _ := bytes.Cut([]byte(receipt.Text()), []byte("\ntoken "))
		v.tokens = append(v.tokens, string(rest[:64]))
		if i == 0 {
			v.casting = time.Now()
			time.Sleep(20 * time.Millisecond) // so that times of the file system can tell
		}
	}
	time.Sleep(20 * time.Millisecond)
	v.finished = time.Now()
	time.Sleep(20 * time.Millisecond)
	must(b.Close(ctx))
	_, err = b.Count(ctx, nil)
	must(err)
	must(b.Release(ctx))
}

// A watcher remembers what was written to the journal.
type watcher struct {
	box.Store
	v *voyeur
}

func (w *watcher) Append(ctx context.Context, n uint64, e box.Entry) error {
	w.v.entries = append(w.v.entries, slices.Clone(e.Roll), slices.Clone(e.Ballots))
	return w.Store.Append(ctx, n, e)
}

// look looks at one file.
func (v *voyeur) look(path string, data []byte, changed time.Time) {
	if changed.After(v.casting) && changed.Before(v.finished) {
		v.Errorf("%s was last changed while people voted", path)
	}
	left := 0
	for _, part := range v.entries {
		// The beginning and the end of a part are random bytes; no 16 of them come up by chance.
		if bytes.Contains(data, part[:16]) || bytes.Contains(data, part[len(part)-16:]) {
			left++
		}
	}
	if left > 0 {
		v.Errorf("%s still has %d parts of journal entries", path, left)
	}
	for _, secret := range v.secrets {
		if bytes.Contains(data, secret) {
			v.Errorf("%s has the journal key or a credential", path)
		}
	}
	v.order(path, "pseudonyms", data, v.arrived)
	v.order(path, "receipts", data, v.tokens)
	ballots := make([]string, travellers)
	for i := range ballots {
		ballots[i] = fmt.Sprintf("0 0=%d", 500_000+i)
	}
	// Here the order of the ballots is that of their numbers, so that it must be what a sort
	// makes of it, and nothing else: shuffled, they would come back the same.
	if at := v.places(data, ballots); len(at) > 0 && !slices.IsSorted(at) {
		v.Errorf("%s: ballots are not sorted", path)
	}
	v.numbers(path, data)
}

// places are where in the data some texts stand first, for those that do.
func (v *voyeur) places(data []byte, texts []string) (at []int) {
	for _, text := range texts {
		if i := bytes.Index(data, []byte(text)); i >= 0 {
			at = append(at, i)
		}
	}
	return at
}

// order looks whether texts stand in the order of arrival more often than sorted ones do:
// how many neighbours in arrival stand in this order. Of 199 pairs that is 100 on average, with
// a deviation of 4; 40 off is beyond chance.
func (v *voyeur) order(path, what string, data []byte, arrived []string) {
	raw := make([]string, len(arrived))
	for i, text := range arrived {
		b, err := hex.DecodeString(text)
		if err != nil {
			v.Fatal(err)
		}
		raw[i] = string(b)
	}
	for _, texts := range [][]string{arrived, raw} {
		at := v.places(data, texts)
		if len(at) < travellers/2 {
			continue
		}
		ascents := 0
		for i := 1; i < len(at); i++ {
			if at[i-1] < at[i] {
				ascents++
			}
		}
		if ascents > len(at)/2+40 || ascents < len(at)/2-40 {
			v.Errorf("%s: %s stand in the order of arrival (%d of %d pairs)", path, what, ascents, len(at)-1)
		}
	}
}

// numbers looks for the places on the roll as the journal writes them, in the order of
// arrival.
func (v *voyeur) numbers(path string, data []byte) {
	roll := slices.Sorted(slices.Values(v.arrived))
	run := 0
	for i := 1; i < len(v.arrived); i++ {
		a, _ := slices.BinarySearch(roll, v.arrived[i-1])
		b, _ := slices.BinarySearch(roll, v.arrived[i])
		pair := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, uint32(a)), uint32(b))
		if bytes.Contains(data, pair) {
			run++
		}
	}
	if run > 3 {
		v.Errorf("%s: places on the roll stand in the order of arrival (%d pairs)", path, run)
	}
}
