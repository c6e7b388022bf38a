package workstream

import "github.com/dialog-cybersicherheit/dfc/ballot"

// shareWords are the shares that a parameter can name, rising.
func shareWords() []string { return []string{"quarter", "third", "half", "two-thirds"} }

// share is the share that a word names. Words are checked when policies are made.
func share(word string) ballot.Fraction {
	switch word {
	case "quarter":
		return ballot.Share(1, 4)
	case "third":
		return ballot.Share(1, 3)
	case "half":
		return ballot.Share(1, 2)
	case "two-thirds":
		return ballot.Share(2, 3)
	}
	return ballot.Fraction{} // refused when the contest is validated
}
