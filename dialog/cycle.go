package dialog

import (
	"fmt"
	"strconv"
	"strings"
)

// A Cycle (Zyklus) runs from one Denkwerkstatt, which chooses its workstreams,
// to the following one, at which they are presented; source, section
// "Gemeinsame Arbeit in den Workstreams". Opening or Closing is nil where that
// Denkwerkstatt is not known.
type Cycle struct {
	Label   string // "2024/2025"
	Opening *Denkwerkstatt
	Closing *Denkwerkstatt
}

// ParseCycleLabel returns the two calendar years that a label such as
// "2024/2025" names; the second must follow the first.
func ParseCycleLabel(label string) (opening, closing int, err error) {
	first, second, _ := strings.Cut(label, "/")
	opening, err1 := strconv.Atoi(first)
	closing, err2 := strconv.Atoi(second)
	if err1 != nil || err2 != nil || len(first) != 4 || len(second) != 4 || closing != opening+1 {
		return 0, 0, fmt.Errorf("cycle label %q: want two consecutive years, such as \"2024/2025\"", label)
	}
	return opening, closing, nil
}

// Chosen returns the days of the Denkwerkstatt that opened the cycle, zero where unknown.
func (c Cycle) Chosen() Period {
	if c.Opening == nil {
		return Period{}
	}
	return c.Opening.Period
}

// Presented returns the days of the Denkwerkstatt that closes the cycle, zero where unknown.
func (c Cycle) Presented() Period {
	if c.Closing == nil {
		return Period{}
	}
	return c.Closing.Period
}
