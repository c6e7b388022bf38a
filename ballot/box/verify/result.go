package verify

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/recount"
)

// A resultHead has what the count must be told, and what says that it is a result.
type resultHead struct {
	Format    string          `json:"format"`
	Version   int             `json:"version"`
	Contest   json.RawMessage `json:"contest"`
	ContestID string          `json:"contest_digest"`
	Without   []string        `json:"without"`
	Lot       *struct {
		Order []string         `json:"order"`
		How   ballot.LotMethod `json:"how"`
		Key   string           `json:"key"`
	} `json:"lot"`
}

// isResult reports whether a line is the record of a count, of a version that package
// ballot reads.
func isResult(line string) bool {
	var head struct {
		Format  string `json:"format"`
		Version int    `json:"version"`
	}
	return json.Unmarshal([]byte(line), &head) == nil && head.Format == "dfc-ballot-result" && head.Version == ballot.RecordVersion
}

// aboutBallots are the fields of a result that tell of the ballots alone.
var aboutBallots = []string{"ballots", "ballots_digest", "turnout", "merged_groups"}

// result counts the ballots again, twice, and compares every field.
func (c *checker) result() {
	line := []byte(c.lists.lines[ResultSection][0])
	head := new(resultHead)
	if err := json.Unmarshal(line, head); err != nil {
		c.fault(BadLot, ResultSection, 0, err.Error())
		return
	}
	digest := c.Contest.Digest()
	if string(head.Contest) != c.lists.lines[ContestSection][0] || head.ContestID != digest.String() {
		c.fault(ForeignResult, ResultSection, 0, head.ContestID)
		return
	}
	if len(head.Without) > 0 {
		c.fault(OptionsLeftOut, ResultSection, 0, head.Without[0])
		return
	}
	lot, ok := c.lot(head)
	if !ok {
		c.fault(BadLot, ResultSection, 0, "")
		return
	}
	if c.found(WrongMerge) || c.found(SmallGroup) {
		return // it is not known which groups were counted
	}
	if r := c.count(lot); r != nil {
		c.compare(line, r)
	}
}

// lot reads the lot order; false when it is none, or not what its key yields.
func (c *checker) lot(head *resultHead) (*ballot.Lot, bool) {
	if head.Lot == nil {
		return nil, true
	}
	lot := &ballot.Lot{How: head.Lot.How, Key: head.Lot.Key}
	for _, id := range head.Lot.Order {
		lot.Order = append(lot.Order, c.Contest.Index(id))
	}
	return lot, lot.Check(optionCount(c.Contest)) == nil
}

// count counts the ballots of the record by both ways of counting.
func (c *checker) count(lot *ballot.Lot) *ballot.Result {
	t := c.tally
	if len(c.merged) > 0 {
		merged, err := t.MergedAs(c.merged)
		if err != nil {
			return nil // reported as [WrongMerge]
		}
		t = merged
	}
	r, err := ballot.Count(t, ballot.Options{Lot: lot})
	if err != nil {
		c.fault(WrongCount, ResultSection, 0, err.Error())
		return nil
	}
	if err := recount.Agree(r); err != nil {
		c.fault(CountsDisagree, ResultSection, 0, err.Error())
	}
	c.Result = r
	return r
}

// compare holds the result of the record against the one just counted.
func (c *checker) compare(line []byte, r *ballot.Result) {
	again, err := r.MarshalJSON()
	if err != nil || bytes.Equal(again, line) {
		return
	}
	says, counted := map[string]json.RawMessage{}, map[string]json.RawMessage{}
	if json.Unmarshal(line, &says) != nil || json.Unmarshal(again, &counted) != nil {
		return // cannot be: both were read
	}
	differ := func(field string) bool { return !bytes.Equal(says[field], counted[field]) }
	found := false
	for _, field := range aboutBallots {
		if differ(field) {
			c.fault(WrongBallots, ResultSection, 0, field)
			found = true
		}
	}
	for _, field := range slices.Sorted(maps.Keys(counted)) {
		if differ(field) && !slices.Contains(aboutBallots, field) {
			c.fault(WrongCount, ResultSection, 0, field)
			found = true
		}
	}
	for _, field := range slices.Sorted(maps.Keys(says)) {
		if _, known := counted[field]; !known && !slices.Contains(aboutBallots, field) {
			c.fault(WrongCount, ResultSection, 0, field)
			found = true
		}
	}
	if !found {
		c.fault(NotCanonical, ResultSection, 0, "")
	}
}
