package i18n

import (
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// collation orders strings as a dictionary of the language does. A Collator
// keeps buffers and must not be shared between goroutines, so they are pooled.
type collation struct{ pool sync.Pool }

func newCollation(tag language.Tag) *collation {
	return &collation{sync.Pool{New: func() any { return collate.New(tag) }}}
}

func (c *collation) compare(a, b string) int {
	collator := c.pool.Get().(*collate.Collator)
	defer c.pool.Put(collator)
	return compareWith(collator, a, b)
}

func (c *collation) sort(items []string) {
	collator := c.pool.Get().(*collate.Collator)
	defer c.pool.Put(collator)
	slices.SortFunc(items, func(a, b string) int { return compareWith(collator, a, b) })
}

// compareWith falls back on the bytes where the language sees no difference (as
// between two forms of one character), so that the order is total.
func compareWith(collator *collate.Collator, a, b string) int {
	if order := collator.CompareString(a, b); order != 0 {
		return order
	}
	return strings.Compare(a, b)
}
