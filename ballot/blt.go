package ballot

import (
	"bytes"
	"io"
	"strconv"
	"strings"
)

// ReadBLT reads a BLT file, the format of OpenSTV and OpaVote, in which councils
// publish ballots. It holds the number of candidates and of seats, candidates who have
// withdrawn, ballots, names and a title:
//
//	4 2            # four candidates, two seats
//	-2             # the second has withdrawn
//	3 1 3 4 0      # three ballots: 1, then 3, then 4
//	1 4=3 - 1 0    # 4 and 3 at rank 1, nobody at rank 2, 1 at rank 3
//	7 0            # seven blank ballots
//	0              # the end of the ballots
//	"A" "B"        # names, in quotes with \" and \\ within,
//	C              # or one to a line
//	D
//	"Council"      # the title, which may be missing
//
// Ballots may span lines. A text in parentheses before the number of a ballot is its
// ID, and is passed over. A byte-order mark and both line ends are understood.
//
// The IDs of the options are "1", "2" and so on. Where the file says that candidates
// have withdrawn, marks for them are passed over unless the template has options: then
// these decide who has withdrawn, and Validity what becomes of marks for them. Methods
// that count rankings, approvals or single choices can be used; for the latter two
// ranks mean nothing.
//
// Errors: [FormatError] for the file, [ContestError] for the contest.
func ReadBLT(r io.Reader, template *Contest, o FileOptions) (*Tally, error) {
	f, err := newTemplated(r, template, o)
	if err != nil {
		return nil, err
	}
	t, err := (&bltReader{templated: f}).read()
	if err != nil {
		return nil, o.named(err)
	}
	return t, nil
}

// A bltReader stands at an offset of the file.
type bltReader struct {
	*templated
	at int
}

func (b *bltReader) read() (*Tally, error) {
	if err := b.c.wantKind("BLT", Ranking, Approvals, SingleChoice); err != nil {
		return nil, err
	}
	if len(b.c.Groups) > 0 {
		return nil, &ContestError{Problem: Unusable, Path: "groups", Value: strconv.Itoa(len(b.c.Groups)),
			Want: "none: BLT does not tell groups apart"}
	}
	if err := b.head(); err != nil {
		return nil, err
	}
	if err := b.begin(); err != nil {
		return nil, err
	}
	if err := b.ballots(); err != nil {
		return nil, err
	}
	for i := range b.c.Options {
		name, found, err := b.text()
		if err != nil {
			return nil, err
		}
		if !found {
			return nil, b.fail(len(b.data), endOfFile, "the name of candidate %d of %d", i+1,
				len(b.c.Options))
		}
		if !b.declared {
			b.c.Options[i].Name = name
		}
	}
	title, _, err := b.text()
	if err != nil {
		return nil, err
	}
	if b.space(); b.at < len(b.data) {
		return nil, b.fail(b.at, b.line(), "nothing after %d names and the title", len(b.c.Options))
	}
	return b.finish(title)
}

// head reads candidates, seats and who has withdrawn.
func (b *bltReader) head() error {
	n, err := b.number("the number of candidates", 1, MaxOptions)
	if err != nil {
		return err
	}
	if b.declared && n != len(b.c.Options) {
		return b.fail(0, strconv.Itoa(n), "%d candidates, as the contest declares", len(b.c.Options))
	}
	for i := len(b.c.Options); i < n; i++ {
		b.c.Options = append(b.c.Options, Option{ID: strconv.Itoa(i + 1)})
	}
	b.space()
	seatsAt := b.at
	seats, err := b.number("the number of seats", 1, MaxOptions)
	if err != nil {
		return err
	}
	standing := n
	for b.space(); b.at < len(b.data) && b.data[b.at] == '-'; b.space() {
		if err := b.withdrawn(n, &standing); err != nil {
			return err
		}
	}
	if b.c.Seats == 0 {
		b.c.Seats = seats
		if seats > standing && !b.c.Vacant {
			return b.fail(seatsAt, strconv.Itoa(seats),
				"at most %d seats, as many as candidates stand, or a contest that leaves seats vacant",
				standing)
		}
	}
	return nil
}

// withdrawn reads one number of a candidate who has withdrawn.
func (b *bltReader) withdrawn(n int, standing *int) error {
	start := b.at
	b.at++
	if b.at == len(b.data) || b.data[b.at] < '0' || b.data[b.at] > '9' {
		return b.fail(start, b.token(start), "-1 to -%d for a candidate who has withdrawn", n)
	}
	k, err := b.number("a candidate who has withdrawn", 1, n)
	if err != nil {
		return err
	}
	option := &b.c.Options[k-1]
	switch {
	case b.declared && !option.Withdrawn:
		return b.fail(start, "-"+strconv.Itoa(k), "an option that the contest declares withdrawn")
	case !option.Withdrawn:
		option.Withdrawn = true
		*standing--
		b.c.Validity.Withdrawn = Ignore
	}
	return nil
}

// ballots reads all ballots and the end marker. It does not allocate per ballot.
func (b *bltReader) ballots() error {
	one := Ballot{Marks: make([]Mark, 0, min(len(b.c.Options), 64))}
	for {
		b.space()
		start := b.at
		if start < len(b.data) && b.data[start] == '(' {
			end := bytes.IndexAny(b.data[start:], ")\n")
			if end < 0 || b.data[start+end] != ')' {
				return b.fail(start, b.line(), "an ID of a ballot that ends with )")
			}
			b.at += end + 1
			b.space()
			start = b.at
		}
		n, ok := b.digits(MaxBallots)
		if !ok || !b.delimited() {
			return b.fail(start, b.token(start), "a number of ballots up to %d, or 0 after the last",
				MaxBallots)
		}
		if n == 0 {
			return nil
		}
		var err error
		if one.Marks, err = b.preferences(one.Marks[:0]); err != nil {
			return err
		}
		if _, err := b.t.Add(one, n); err != nil {
			return b.fail(start, strconv.FormatUint(n, 10), "at most %d ballots in all, %d more",
				MaxBallots, MaxBallots-b.t.Len())
		}
	}
}

// preferences reads the ranks of a ballot and the 0 that ends it.
func (b *bltReader) preferences(marks []Mark) ([]Mark, error) {
	limit := uint64(len(b.c.Options))
	for rank := 1; ; rank++ {
		marks, rank = b.simple(marks, rank, limit)
		b.space()
		if b.at < len(b.data) && b.data[b.at] == '-' {
			if b.at++; b.delimited() {
				continue
			}
			b.at--
		}
		for start, first := b.at, true; ; first = false {
			v, ok := b.digits(limit)
			equal := b.at < len(b.data) && b.data[b.at] == '='
			switch {
			case ok && v == 0 && first && b.delimited():
				return marks, nil
			case !ok || v == 0 || !equal && !b.delimited():
				return nil, b.fail(start, b.token(start),
					"a candidate from 1 to %d, or 0 at the end of the ballot", limit)
			}
			marks = append(marks, Mark{int(v) - 1, rank})
			if !equal {
				break
			}
			b.at++
		}
	}
}

// simple reads as many ranks as stand in the form that nearly all files have: a space,
// one or two digits, a space. What comes then is for preferences to read.
func (b *bltReader) simple(marks []Mark, rank int, limit uint64) (more []Mark, next int) {
	data, at := b.data, b.at
	for ; at+3 < len(data) && data[at] == ' '; rank++ {
		v, end := uint64(data[at+1]-'0'), at+2
		if v > 9 {
			break
		}
		if second := uint64(data[end] - '0'); second <= 9 {
			v, end = 10*v+second, end+1
		}
		if v == 0 || v > limit || data[end] != ' ' {
			break
		}
		marks = append(marks, Mark{int(v) - 1, rank})
		at = end
	}
	b.at = at
	return marks, rank
}

// number reads a number in its bounds.
func (b *bltReader) number(what string, least, most int) (int, error) {
	b.space()
	start := b.at
	v, ok := b.digits(uint64(most))
	if !ok || v < uint64(least) || !b.delimited() {
		return 0, b.fail(start, b.token(start), "%s, from %d to %d", what, least, most)
	}
	return int(v), nil
}

// digits reads a number without a sign up to a limit. Nineteen digits fit 64 bits, and
// [MaxBallots] has no more.
func (b *bltReader) digits(limit uint64) (v uint64, ok bool) {
	data, start := b.data, b.at
	at := start
	for at < len(data) {
		d := data[at] - '0'
		if d > 9 {
			break
		}
		v = v*10 + uint64(d)
		at++
	}
	b.at = at
	return v, at > start && at-start <= 19 && v <= limit
}

// space passes over white space and comments.
func (b *bltReader) space() {
	for b.at < len(b.data) {
		switch b.data[b.at] {
		case ' ', '\t', '\r', '\n':
			b.at++
		case '#':
			if end := bytes.IndexByte(b.data[b.at:], '\n'); end >= 0 {
				b.at += end
			} else {
				b.at = len(b.data)
			}
		default:
			return
		}
	}
}

// delimited says whether a number ends here.
func (b *bltReader) delimited() bool {
	if b.at == len(b.data) {
		return true
	}
	switch b.data[b.at] {
	case ' ', '\t', '\r', '\n', '#':
		return true
	}
	return false
}

// token is the text from start to the next space, for errors.
func (b *bltReader) token(start int) string {
	if start >= len(b.data) {
		return endOfFile
	}
	text := b.data[start:]
	if end := bytes.IndexAny(text, " \t\r\n#"); end > 0 {
		text = text[:end]
	}
	return shorten(text)
}

// line is the rest of the line, for errors.
func (b *bltReader) line() string {
	text, _, _ := bytes.Cut(b.data[b.at:], []byte("\n"))
	return shorten(bytes.TrimRight(text, "\r"))
}

// shorten copies no more of a text than an error shows.
func shorten(text []byte) string {
	if len(text) > 100 {
		text = text[:100]
	}
	return string(text)
}

// text reads a name or the title: in quotes, or the rest of a line.
func (b *bltReader) text() (text string, found bool, err error) {
	b.space()
	if b.at == len(b.data) {
		return "", false, nil
	}
	start := b.at
	if b.data[start] == '"' {
		text, err = b.quoted()
	} else {
		end := bytes.IndexAny(b.data[start:], "#\r\n")
		if end < 0 {
			end = len(b.data) - start
		}
		b.at += end
		text = strings.TrimRight(string(b.data[start:b.at]), " \t")
	}
	if err == nil && !oneLine([]byte(text)) {
		err = b.fail(start, text, "a name or title in UTF-8")
	}
	return text, true, err
}

// quoted reads a text in quotes that ends on its line.
func (b *bltReader) quoted() (string, error) {
	var text []byte
	for b.at++; b.at < len(b.data); b.at++ {
		switch c := b.data[b.at]; {
		case c == '"':
			b.at++
			return string(text), b.afterQuote()
		case c == '\r', c == '\n':
			return "", b.fail(b.at, "the end of the line", "a closing quote")
		case c == '\\' && b.at+1 < len(b.data) && (b.data[b.at+1] == '"' || b.data[b.at+1] == '\\'):
			b.at++
			text = append(text, b.data[b.at])
		default:
			text = append(text, c)
		}
	}
	return "", b.fail(b.at, endOfFile, "a closing quote")
}

// afterQuote refuses a text in quotes that goes on without them.
func (b *bltReader) afterQuote() error {
	for b.at < len(b.data) && (b.data[b.at] == ' ' || b.data[b.at] == '\t') {
		b.at++
	}
	if !b.delimited() && b.data[b.at] != '"' {
		return b.fail(b.at, b.line(), "the next line, or the next name in quotes")
	}
	return nil
}
