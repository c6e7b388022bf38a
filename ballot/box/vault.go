package box

import "context"

// A Vault keeps the secrets of a box, outside of its store: whoever has both can read
// who voted how while the box is open, whoever has one of them cannot. Package files
// keeps them in a folder.
//
// What a method has reported as done survives a loss of power. Destroy removes a secret
// for good: copies, too, as far as the vault knows of them. A backup of the vault that
// outlives the close gives away the order of arrival to those who have a backup of
// the store of the same time; do not make one, or destroy it with the secret.
type Vault interface {
	// Put keeps a secret, in the place of an earlier one.
	Put(ctx context.Context, s Secret, value []byte) error
	// Get returns a secret. It fails with [ErrNoSecret] where there is none.
	Get(ctx context.Context, s Secret) ([]byte, error)
	// Destroy removes a secret. To destroy twice is no error.
	Destroy(ctx context.Context, s Secret) error
}

// A Secret is one of the keys of a box. The zero value is invalid.
type Secret uint8

// The secrets.
const (
	SigningSecret  Secret = iota + 1 // signs statements and receipts
	JournalSecret                    // seals the journal and hashes credentials; goes at the close
	ElectionSecret                   // makes pseudonyms; goes with [Box.Forget]
)

var secrets = [...]string{"", "signing", "journal", "election"}

// String returns the name of the secret, which is good for a file or a key.
func (s Secret) String() string {
	if s == 0 || int(s) >= len(secrets) {
		return "unknown"
	}
	return secrets[s]
}

// Secrets are all secrets.
func Secrets() []Secret { return []Secret{SigningSecret, JournalSecret, ElectionSecret} }
