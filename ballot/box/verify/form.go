package verify

import (
	"bytes"
	"encoding/hex"
	"strconv"
	"strings"
	"unicode/utf8"
)

// magic is the first line of every record.
const magic = "dfc-box-record-1\n"

// MaxRecord is the length of a record, in bytes.
const MaxRecord = 1 << 30

// A Section is a part of a record, or the record as a whole. The zero value is invalid.
type Section uint8

// The sections, in their order.
const (
	WholeRecord Section = iota + 1
	ContestSection
	OpeningSection
	RollSection
	MarksSection
	ReceiptsSection
	MergedSection
	BallotsSection
	ResultSection
	CloseSection
	ReceiptFile // no section: the receipt that is held against a record
)

var sectionNames = [...]string{"", "record", "contest", "opening", "roll", "marks", "receipts", "merged", "ballots", "result", "close", "receipt"}

// String returns the name that stands in the head of the section.
func (s Section) String() string {
	if s == 0 || int(s) >= len(sectionNames) {
		return "unknown"
	}
	return sectionNames[s]
}

// TextKey returns the key of the section's name in package i18n.
func (s Section) TextKey() string { return "box.section." + s.String() }

// sections are the lines of a record by section, without their LF.
type sections struct {
	lines [CloseSection + 1][]string
	first [CloseSection + 1]int // number of the section's first line in the file, from 1
	text  string                // the whole record
	tree  int                   // bytes before the head of section close
}

// split judges the form of the whole record and takes it apart.
func split(data []byte) (*sections, *Fault) {
	switch {
	case len(data) > MaxRecord:
		return nil, &Fault{Reason: TooLarge, Section: WholeRecord}
	case !bytes.HasPrefix(data, []byte(magic)):
		if strings.HasPrefix(magic, string(data[:min(len(data), len(magic))])) {
			return nil, &Fault{Reason: Truncated, Section: WholeRecord}
		}
		return nil, &Fault{Reason: NotARecord, Section: WholeRecord}
	case !isText(data):
		return nil, &Fault{Reason: BadEncoding, Section: WholeRecord}
	}
	s := &sections{text: string(data)}
	rest, number := s.text[len(magic):], 2
	for name := ContestSection; name <= CloseSection; name++ {
		if name == CloseSection {
			s.tree = len(s.text) - len(rest)
		}
		head, after, whole := strings.Cut(rest, "\n")
		if !whole {
			return nil, &Fault{Reason: Truncated, Section: name, Line: number}
		}
		n, ok := sectionHead(head, name)
		if !ok {
			return nil, &Fault{Reason: BadSection, Section: name, Line: number, Value: head}
		}
		rest, number = after, number+1
		s.first[name] = number
		for range n {
			line, after, whole := strings.Cut(rest, "\n")
			if !whole {
				return nil, &Fault{Reason: Truncated, Section: name, Line: number}
			}
			s.lines[name] = append(s.lines[name], line)
			rest, number = after, number+1
		}
	}
	if rest != "" {
		return nil, &Fault{Reason: TrailingData, Section: CloseSection, Line: number}
	}
	return s, nil
}

// sectionHead reads NAME N.
func sectionHead(line string, name Section) (n int, ok bool) {
	digits, found := strings.CutPrefix(line, name.String()+" ")
	n, ok = number(digits)
	switch name {
	case ContestSection, ResultSection:
		ok = ok && n == 1
	case MergedSection:
		ok = ok && n <= 1
	}
	return n, found && ok
}

// isText reports whether a record is UTF-8 without control characters but LF.
func isText(data []byte) bool {
	for _, c := range data {
		if c < ' ' && c != '\n' || c == 0x7f {
			return false
		}
	}
	return utf8.Valid(data)
}

// number reads a whole number below 2³¹ without leading zeros.
func number(s string) (int, bool) {
	n, err := strconv.ParseInt(s, 10, 32)
	return int(n), err == nil && n >= 0 && strconv.FormatInt(n, 10) == s
}

// isHash reports whether s has 64 hexadecimal digits in lower case.
func isHash(s string) bool {
	if len(s) != 64 {
		return false
	}
	for _, c := range []byte(s) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// hash reads 64 hexadecimal digits.
func hash(s string) (h [32]byte, ok bool) {
	if !isHash(s) {
		return h, false
	}
	_, _ = hex.Decode(h[:], []byte(s))
	return h, true
}

// clip bounds what an error quotes.
func clip(s string) string {
	const most = 80
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
