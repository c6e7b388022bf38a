package boxtest

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"sync"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
)

// A Memory is a store that forgets everything with its process: for tests of hosts. To
// close it changes nothing, so that it can stand for a store that is opened anew. Its
// zero value is empty.
type Memory struct {
	mu        sync.Mutex
	entries   []box.Entry
	documents map[box.Document][]byte
}

var _ box.Store = (*Memory)(nil)

// Append implements [box.Store].
func (m *Memory) Append(ctx context.Context, n uint64, e box.Entry) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	if n != uint64(len(m.entries)) {
		return fmt.Errorf("%w: entry %d of %d", box.ErrConflict, n, len(m.entries))
	}
	m.entries = append(m.entries, box.Entry{Roll: slices.Clone(e.Roll), Ballots: slices.Clone(e.Ballots)})
	return nil
}

// Entries implements [box.Store].
func (m *Memory) Entries(ctx context.Context, n uint64) iter.Seq2[box.Entry, error] {
	return func(yield func(box.Entry, error) bool) {
		for ; ; n++ {
			m.mu.Lock()
			if n >= uint64(len(m.entries)) {
				m.mu.Unlock()
				return
			}
			e := m.entries[n]
			m.mu.Unlock()
			if err := ctx.Err(); err != nil {
				yield(box.Entry{}, err)
				return
			}
			if !yield(box.Entry{Roll: slices.Clone(e.Roll), Ballots: slices.Clone(e.Ballots)}, nil) {
				return
			}
		}
	}
}

// Wipe implements [box.Store].
func (m *Memory) Wipe(ctx context.Context) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	m.entries = nil
	return nil
}

// Put implements [box.Store].
func (m *Memory) Put(ctx context.Context, d box.Document, data []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	if m.documents == nil {
		m.documents = map[box.Document][]byte{}
	}
	m.documents[d] = slices.Clone(data)
	return nil
}

// Get implements [box.Store].
func (m *Memory) Get(ctx context.Context, d box.Document) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	data, ok := m.documents[d]
	if !ok {
		return nil, fmt.Errorf("%w: %s", box.ErrNoDocument, d)
	}
	return slices.Clone(data), nil
}

// Close implements [box.Store].
func (m *Memory) Close() error { return nil }

// A Vault keeps secrets in memory: for tests of hosts. Its zero value is empty.
type Vault struct {
	mu      sync.Mutex
	secrets map[box.Secret][]byte
}

var _ box.Vault = (*Vault)(nil)

// Put implements [box.Vault].
func (v *Vault) Put(_ context.Context, s box.Secret, value []byte) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.secrets == nil {
		v.secrets = map[box.Secret][]byte{}
	}
	v.secrets[s] = slices.Clone(value)
	return nil
}

// Get implements [box.Vault].
func (v *Vault) Get(_ context.Context, s box.Secret) ([]byte, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	value, ok := v.secrets[s]
	if !ok {
		return nil, fmt.Errorf("%w: %s", box.ErrNoSecret, s)
	}
	return slices.Clone(value), nil
}

// Destroy implements [box.Vault].
func (v *Vault) Destroy(_ context.Context, s box.Secret) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	delete(v.secrets, s)
	return nil
}
