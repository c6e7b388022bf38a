package i18n

import (
	"slices"
	"strings"
)

// A languageRange is one element of a header Accept-Language: a tag, or "*", and
// its weight in thousandths, 0 for "not acceptable".
type languageRange struct {
	tag    string
	weight int
}

// Bounds for what a client may send. The longest published examples have about
// 150 bytes and 10 elements; what goes beyond the bounds is ignored.
const (
	maxPreference = 4096
	maxRanges     = 32
	maxTag        = 64
)

// parsePreference reads a language tag or the value of a header Accept-Language
// (RFC 9110, section 12.5.4), heaviest range first; ranges of the same weight keep
// their order. It never fails: elements that are not well-formed are left out.
func parsePreference(s string) []languageRange {
	if len(s) > maxPreference {
		s = s[:maxPreference]
		s = s[:strings.LastIndexByte(s, ',')+1] // the last element may be cut in two
	}
	var ranges []languageRange
	for element := range strings.SplitSeq(s, ",") {
		if r, ok := parseRange(element); ok {
			ranges = append(ranges, r)
		}
		if len(ranges) == maxRanges {
			break
		}
	}
	slices.SortStableFunc(ranges, func(a, b languageRange) int { return b.weight - a.weight })
	return ranges
}

// parseRange reads "tag" or "tag;q=0.5". Parameters other than q do not exist
// in the standard and are passed over.
func parseRange(s string) (languageRange, bool) {
	const blank = " \t"
	tag, parameters, _ := strings.Cut(s, ";")
	r := languageRange{strings.Trim(tag, blank), 1000}
	if r.tag != "*" && !isTag(r.tag) {
		return r, false
	}
	for parameter := range strings.SplitSeq(parameters, ";") {
		name, value, _ := strings.Cut(strings.Trim(parameter, blank), "=")
		if name != "q" && name != "Q" {
			continue
		}
		weight, ok := parseWeight(value)
		if !ok {
			return r, false
		}
		r.weight = weight
	}
	return r, true
}

// parseWeight reads a qvalue (RFC 9110, section 12.4.2) in thousandths: from 0 to 1
// with up to three decimals. More decimals are common, and are cut off.
func parseWeight(s string) (int, bool) {
	whole, decimals, _ := strings.Cut(s, ".")
	if whole != "0" && whole != "1" {
		return 0, false
	}
	weight := 1000 * int(whole[0]-'0')
	for i, unit := 0, 100; i < len(decimals); i, unit = i+1, unit/10 {
		if decimals[i] < '0' || decimals[i] > '9' {
			return 0, false
		}
		weight += unit * int(decimals[i]-'0')
	}
	return weight, weight <= 1000
}

// isTag reports whether s can be a language tag: ASCII letters and digits in
// parts joined by "-" (or by "_", as locale names have it).
func isTag(s string) bool {
	return len(s) <= maxTag && isName(s)
}
