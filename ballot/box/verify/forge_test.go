package verify_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/verify"
)

// A forger makes records, right ones and wrong ones. It has the key of the box and those
// of two witnesses of five, and hashes and signs whatever it has changed anew. It is a
// writer of its own and shares nothing with package box but the keys, because box would
// not write what it is asked to write here.
type forger struct {
	contest      *ballot.Contest
	contestLine  string // "" for the contest's own
	box          string
	level        verify.Level
	kind         verify.ReceiptKind
	threshold    int
	boxKey       *box.Signer
	witnesses    []*box.Signer // as the opening names them
	signOpening  []*box.Signer
	signClose    []*box.Signer
	roll, marks  []string
	receipts     []string
	merged       []string
	ballots      []string
	lot          *ballot.Lot
	openedRoll   []string // what the opening says of the roll; nil for the roll itself
	editOpening  func(text string) string
	editResult   func(line string) string
	editClose    func(text string) string
	editNote     func(section, note string) string
	unsigned     func(record string) string // changes after everything was signed
	honest       *forger                    // what the trust is from; nil for the record itself
	trustChanges func(t *verify.Trust)
}

// key is a key that is the same each time.
func key(name string) *box.Signer {
	number := sha256.Sum256([]byte("test key of " + name))
	private, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), number[:])
	if err != nil {
		panic(err)
	}
	s, err := box.NewSigner(name, private)
	if err != nil {
		panic(err)
	}
	return s
}

var (
	boxKey   = key("box.example.org")
	stranger = key("stranger.example.org")
	fiveKeys = []*box.Signer{key("witness/business"), key("witness/civil-society"), key("witness/culture-and-media"),
		key("witness/government"), key("witness/science")}
)

// fake is a hash that is the same each time.
func fake(what string, i int) string {
	return fmt.Sprintf("%x", sha256.Sum256(fmt.Appendf(nil, "%s %d", what, i)))
}

// vote is an honest vote of people in two groups: ballots by person, "" for those who have
// not voted.
func vote(c *ballot.Contest, level verify.Level, kind verify.ReceiptKind, ballots ...string) *forger {
	f := &forger{contest: c, box: fake("box "+c.ID, 0), level: level, kind: kind, threshold: 2, boxKey: boxKey, witnesses: fiveKeys,
		signOpening: fiveKeys[1:3], signClose: fiveKeys[1:3]}
	names := []string{"Mitglied Wissenschaft", "Mitglied Wirtschaft", "Mitglied Kultur und Medien", "Mitglied Staat",
		"Mitglied Zivilgesellschaft", "Stellvertretung Wissenschaft", "Stellvertretung Wirtschaft", "Stellvertretung Staat"}
	for i, marks := range ballots {
		pseudonym := fake("voter", i)
		group := 0
		if len(c.Groups) > 0 {
			group = i % len(c.Groups)
		}
		line := fmt.Sprintf("%s %d", pseudonym, group)
		if level == verify.LevelOpen {
			line += " " + names[i%len(names)]
		}
		f.roll = append(f.roll, line)
		if marks == "" {
			continue
		}
		f.marks = append(f.marks, pseudonym)
		paper := fmt.Sprintf("%d %s", group, marks)
		switch {
		case level == verify.LevelOpen:
			f.ballots = append(f.ballots, pseudonym+" "+paper)
			f.receipts = append(f.receipts, fake("token", i))
		case kind == verify.Tracker:
			f.ballots = append(f.ballots, fake("salt", i)+" "+paper)
		default:
			f.ballots = append(f.ballots, paper)
			f.receipts = append(f.receipts, fake("token", i))
		}
	}
	for _, list := range []*[]string{&f.roll, &f.marks, &f.receipts, &f.ballots} {
		slices.Sort(*list)
	}
	f.track()
	return f
}

// track makes the receipts of a box with trackers, which depend on its opening.
func (f *forger) track() {
	if f.kind != verify.Tracker {
		return
	}
	f.receipts = nil
	opening := sha256.Sum256([]byte(f.openingText()))
	for _, line := range f.ballots {
		parts := strings.SplitN(line, " ", 3)
		f.receipts = append(f.receipts, tracker(opening, parts[0], parts[2]))
	}
	slices.Sort(f.receipts)
}

func tracker(opening [32]byte, salt, marks string) string {
	b, err := hex.DecodeString(salt)
	if err != nil {
		panic(err)
	}
	return fmt.Sprintf("%x", verify.TrackerOf(opening, [32]byte(b), marks))
}

// merge puts groups together under the first.
func (f *forger) merge(groups ...int) *forger {
	items := make([]string, len(groups))
	for i, g := range groups {
		items[i] = strconv.Itoa(g)
	}
	f.merged = []string{strings.Join(items, ",")}
	for i, line := range f.ballots {
		tag, paper := "", line
		if f.level == verify.LevelOpen || f.kind == verify.Tracker {
			tag, paper, _ = strings.Cut(line, " ")
			tag += " "
		}
		group, marks, _ := strings.Cut(paper, " ")
		if slices.Contains(items, group) {
			f.ballots[i] = tag + items[0] + " " + marks
		}
	}
	slices.Sort(f.ballots)
	return f
}

// canonical is the line of the contest.
func (f *forger) canonical() string {
	if f.contestLine != "" {
		return f.contestLine
	}
	b, err := f.contest.Canonical()
	if err != nil {
		panic(err)
	}
	return string(b)
}

func (f *forger) openingText() string {
	roll := f.roll
	if f.openedRoll != nil {
		roll = f.openedRoll
	}
	text := fmt.Sprintf("dfc-box-opening-1\nbox %s\ncontest %x\nroll %d %x\nlevel %s\nreceipts %s\nassurance substantial\nkey %s\n",
		f.box, sha256.Sum256([]byte(f.canonical())), len(roll), treeHash(roll), f.level, f.kind, f.boxKey.Key())
	var keys []string
	for _, w := range f.witnesses {
		keys = append(keys, "witness "+w.Key().String()+"\n")
	}
	slices.Sort(keys)
	text += strings.Join(keys, "") + fmt.Sprintf("threshold %d\n", f.threshold)
	if f.editOpening != nil {
		text = f.editOpening(text)
	}
	return text
}

// treeHash is RFC 6962, section 2.1, as it stands there.
func treeHash(lines []string) [32]byte {
	switch n := len(lines); n {
	case 0:
		return sha256.Sum256(nil)
	case 1:
		return sha256.Sum256(append([]byte{0}, lines[0]...))
	default:
		k := 1
		for 2*k < n {
			k *= 2
		}
		left, right := treeHash(lines[:k]), treeHash(lines[k:])
		return sha256.Sum256(slices.Concat([]byte{1}, left[:], right[:]))
	}
}

// note signs a text.
func (f *forger) note(section, text string, signers []*box.Signer) string {
	note := text + "\n"
	for _, s := range append([]*box.Signer{f.boxKey}, signers...) {
		note += signatureLine(s, text)
	}
	if f.editNote != nil {
		note = f.editNote(section, note)
	}
	return note
}

func signatureLine(s *box.Signer, text string) string {
	sig, err := s.Sign([]byte(text))
	if err != nil {
		panic(err)
	}
	b := append([]byte{byte(s.KeyHash() >> 24), byte(s.KeyHash() >> 16), byte(s.KeyHash() >> 8), byte(s.KeyHash())}, sig...)
	return "— " + s.Name() + " " + base64.StdEncoding.EncodeToString(b) + "\n"
}

// result counts what the ballots say, as far as they can be counted.
func (f *forger) result() string {
	t, err := ballot.NewTally(f.contest)
	if err != nil {
		panic(err)
	}
	for _, line := range f.ballots {
		if f.level == verify.LevelOpen || f.kind == verify.Tracker {
			_, line, _ = strings.Cut(line, " ")
		}
		group, marks, _ := strings.Cut(line, " ")
		g, _ := strconv.Atoi(group)
		b, _ := verify.ParseMarks(marks, f.contest)
		if _, err := t.Add(b.In(g), 1); err != nil {
			panic(err)
		}
	}
	if len(f.merged) > 0 {
		var set []int
		for item := range strings.SplitSeq(f.merged[0], ",") {
			g, _ := strconv.Atoi(item)
			set = append(set, g)
		}
		if m, err := t.MergedAs(set); err == nil {
			t = m
		}
	}
	r, err := ballot.Count(t, ballot.Options{Lot: f.lot})
	if err != nil {
		panic(err)
	}
	line, err := r.MarshalJSON()
	if err != nil {
		panic(err)
	}
	if f.editResult != nil {
		return f.editResult(string(line))
	}
	return string(line)
}

func sectionText(name string, lines []string) string {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %d\n", name, len(lines))
	for _, l := range lines {
		b.WriteString(l + "\n")
	}
	return b.String()
}

func noteSection(name, note string) string {
	return sectionText(name, strings.Split(strings.TrimSuffix(note, "\n"), "\n"))
}

// record writes the record.
func (f *forger) record() []byte {
	opening, result := f.openingText(), f.result()
	before := "dfc-box-record-1\n" + sectionText("contest", []string{f.canonical()}) +
		noteSection("opening", f.note("opening", opening, f.signOpening)) + sectionText("roll", f.roll) + sectionText("marks", f.marks) +
		sectionText("receipts", f.receipts) + sectionText("merged", f.merged) + sectionText("ballots", f.ballots) +
		sectionText("result", []string{result})
	lines := strings.Split(strings.TrimSuffix(before, "\n"), "\n")
	closing := fmt.Sprintf("dfc-box-close-1\nbox %s\nopening %x\ntree %d %x\nroll %d\nmarks %d\nreceipts %d\nballots %d\nresult %x\n",
		f.box, sha256.Sum256([]byte(opening)), len(lines), treeHash(lines), len(f.roll), len(f.marks), len(f.receipts), len(f.ballots),
		sha256.Sum256([]byte(result)))
	if f.editClose != nil {
		closing = f.editClose(closing)
	}
	record := before + noteSection("close", f.note("close", closing, f.signClose))
	if f.unsigned != nil {
		record = f.unsigned(record)
	}
	return []byte(record)
}

// trust is what people were told before the vote.
func (f *forger) trust() string {
	if f.honest != nil {
		return f.honest.trust()
	}
	t := &verify.Trust{Key: f.boxKey.Key(), Threshold: f.threshold, Opening: sha256.Sum256([]byte(f.openingText()))}
	for _, w := range f.witnesses {
		t.Witnesses = append(t.Witnesses, w.Key())
	}
	slices.SortFunc(t.Witnesses, func(a, b *verify.Key) int { return strings.Compare(a.String(), b.String()) })
	if f.trustChanges != nil {
		f.trustChanges(t)
	}
	return t.String()
}

func sha(text string) [32]byte { return sha256.Sum256([]byte(text)) }
