package verify_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/verify"
)

// A sample is a record with what both verifiers must say of it.
type sample struct {
	name    string
	why     string
	codes   string // separated by spaces, sorted; "" for a record that is right
	forger  *forger
	receipt func() string // held against the record
}

// approval is a contest for three workstreams and two groups.
func approval() *ballot.Contest {
	return &ballot.Contest{ID: "ws", Title: "Workstreams", Method: ballot.Approval, Seats: 1,
		Options: []ballot.Option{{ID: "ws-01"}, {ID: "ws-02"}, {ID: "ws-03"}}, Groups: []ballot.Group{{ID: "science"}, {ID: "business"}}}
}

func secret() *forger {
	return vote(approval(), verify.LevelOperator, verify.Presence, "0", "0,1", "1", "0", "0,2", "")
}

func tracked() *forger {
	return vote(approval(), verify.LevelOperator, verify.Tracker, "0", "0,1", "1", "0", "0,2", "")
}

func named() *forger {
	return vote(approval(), verify.LevelOpen, verify.Presence, "0", "0,1", "1", "0", "0,2", "")
}

// three is a vote for which three of five witnesses must sign, and have.
func three() *forger {
	f := secret()
	f.threshold, f.signOpening, f.signClose = 3, fiveKeys[1:4], fiveKeys[1:4]
	return f
}

func with(f *forger, change func(f *forger)) *forger {
	change(f)
	return f
}

func good() []sample {
	schulze := &ballot.Contest{ID: "seat", Method: ballot.Schulze, Seats: 1, Options: []ballot.Option{{ID: "a"}, {ID: "b"}, {ID: "c"}}}
	shares := &ballot.Contest{ID: "shares", Method: ballot.EqualShares, Seats: 2, Options: approval().Options, Groups: approval().Groups,
		Weighting: ballot.Weighting{Rule: ballot.ByTurnout}}
	motion := &ballot.Contest{ID: "motion", Method: ballot.Motion, Majority: &ballot.Requirement{Overall: new(ballot.SimpleMajority())},
		Quorum: &ballot.Quorum{Ballots: 3}, Eligible: 5}
	borda := &ballot.Contest{ID: "borda", Method: ballot.Borda, Seats: 1, Options: schulze.Options}
	small := approval()
	small.Merge = 3
	invalid := approval()
	invalid.Validity.MaxChoices = 2
	lot := approval()
	lot.ID = "lot"
	drawn, err := ballot.DrawLot("9.3./4./", 3, ballot.RFC3797)
	if err != nil {
		panic(err)
	}
	score := &ballot.Contest{ID: "score", Method: ballot.Score, Seats: 1, Options: approval().Options, Variant: ballot.Variant{MinPoints: -5, MaxPoints: 5}}
	operator, presence := verify.LevelOperator, verify.Presence
	return []sample{
		{name: "presence", why: "secret, receipts of presence", forger: secret()},
		{name: "tracker", why: "secret, receipts that lead to the ballot", forger: tracked()},
		{name: "open", why: "names beside votes", forger: named()},
		{name: "three-of-five", why: "three witnesses must sign", forger: three()},
		{name: "no-witnesses", why: "nobody must sign but the box", forger: with(secret(), func(f *forger) {
			f.threshold, f.witnesses, f.signOpening, f.signClose = 0, nil, nil, nil
		})},
		{name: "merged", why: "two small groups are one", forger: vote(small, operator, presence, "0", "1", "0,2", "1").merge(0, 1)},
		{name: "merged-tracker", why: "a tracker does not depend on the group", forger: vote(small, operator, verify.Tracker, "0", "1", "0,2", "1").merge(0, 1)},
		{name: "merged-open", why: "a small group in an open vote", forger: vote(small, verify.LevelOpen, presence, "0", "1", "0,2", "1").merge(0, 1)},
		{name: "alone", why: "a small group that votes alone cannot be merged", forger: vote(small, operator, presence, "0", "", "1", "")},
		{name: "invalid-by-reason", why: "spoilt, blank, too many", forger: vote(invalid, operator, presence, "0", "spoilt", "-", "0,1,2", "1", "0")},
		{name: "nobody-voted", why: "an empty box", forger: vote(approval(), operator, presence, "", "", "")},
		{name: "one-voter", why: "the smallest vote", forger: vote(approval(), operator, presence, "2")},
		{name: "schulze", why: "ranks", forger: vote(schulze, operator, presence, "0=1,1=2,2=3", "0=2,1=1", "1=2,2=1", "0=1,2=1")},
		{name: "equal-shares", why: "groups with equal weight", forger: vote(shares, operator, presence, "0", "0,1", "1", "0,2", "2", "1,2")},
		{name: "motion", why: "a decision by name", forger: vote(motion, verify.LevelOpen, presence, "0", "0", "1", "2", "")},
		{name: "borda", why: "a method that the second verifier does not count", forger: vote(borda, operator, presence, "0=1,1=2", "1=1,2=2", "2=1")},
		{name: "score", why: "points below zero", forger: vote(score, operator, presence, "0=-5,1=5", "2=3", "0=1,1=-1,2=4")},
		{name: "tied", why: "a tie without a lot", forger: vote(lot, operator, presence, "0", "1", "0", "1")},
		{name: "tied-lot", why: "a tie that a lot has decided", forger: with(vote(lot, operator, presence, "0", "1", "0", "1"), func(f *forger) { f.lot = drawn })},
		{name: "tied-by-hand", why: "a lot that was drawn by hand", forger: with(vote(lot, operator, presence, "0", "1", "0", "1"), func(f *forger) {
			f.lot = &ballot.Lot{Order: []int{1, 0, 2}, Key: "drawn by the youngest member"}
		})},
	}
}

func replace(old, new string) func(string) string {
	return func(s string) string {
		if !strings.Contains(s, old) {
			panic(fmt.Sprintf("%q is not there", old))
		}
		return strings.Replace(s, old, new, 1)
	}
}

// unsigned changes a record after it was signed.
func unsigned(change func(string) string) *forger {
	return with(secret(), func(f *forger) { f.unsigned = change })
}

// form are faults of form.
func form() []sample {
	cut := func(s string) string { return s[:strings.Index(s, "\nballots ")+12] }
	return []sample{
		{"empty", "a file of no bytes", "truncated@record", unsigned(func(string) string { return "" }), nil},
		{"not-a-record", "another file", "not-a-record@record", unsigned(func(s string) string { return "x" + s }), nil},
		{"byte-order-mark", "an editor has put one", "not-a-record@record", unsigned(func(s string) string { return "\ufeff" + s }), nil},
		{"other-version", "a version that does not exist yet", "not-a-record@record", unsigned(replace("record-1", "record-2")), nil},
		{"broken-utf8", "a byte that is no UTF-8", "bad-encoding@record", unsigned(replace("Workstreams", "Workstream\xff")), nil},
		{"carriage-returns", "lines of another system", "not-a-record@record", unsigned(func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }), nil},
		{"a-carriage-return", "one line of another system", "bad-encoding@record", unsigned(replace("\nmarks 5\n", "\nmarks 5\r\n")), nil},
		{"cut-off", "half of the file", "truncated@ballots", unsigned(cut), nil},
		{"last-line-unfinished", "without the last LF", "truncated@close", unsigned(func(s string) string { return s[:len(s)-1] }), nil},
		{"something-behind", "an empty line at the end", "trailing-data@close", unsigned(func(s string) string { return s + "\n" }), nil},
		{"sections-exchanged", "marks and receipts change places", "bad-section@marks", unsigned(replace("\nmarks 5\n", "\nreceipts 5\n")), nil},
		{"count-too-small", "one mark less is announced", "bad-section@receipts", unsigned(replace("\nmarks 5\n", "\nmarks 4\n")), nil},
		{"count-with-zero", "a number with a leading zero", "bad-section@marks", unsigned(replace("\nmarks 5\n", "\nmarks 05\n")), nil},
		{"count-negative", "less than nothing", "bad-section@marks", unsigned(replace("\nmarks 5\n", "\nmarks -5\n")), nil},
		{"two-contests", "a second contest", "bad-section@contest", unsigned(replace("\ncontest 1\n", "\ncontest 2\n")), nil},
		{"contest-with-spaces", "the contest in another layout", "bad-contest@contest", unsigned(replace(`{"id":"ws",`, `{"id": "ws",`)), nil},
		{"contest-with-unknown-field", "a field that contests do not have", "bad-contest@contest", unsigned(replace(`{"id":"ws",`, `{"id":"ws","secret":1,`)), nil},
		{"contest-with-field-twice", "the ID stands twice", "bad-contest@contest", unsigned(replace(`{"id":"ws",`, `{"id":"x","id":"ws",`)), nil},
		{"opening-of-another-level", "a level that does not exist", "bad-opening@opening", unsigned(replace("\nlevel operator\n", "\nlevel threshold\n")), nil},
		{"opening-without-signature", "nobody has signed", "bad-opening@opening", with(secret(), func(f *forger) {
			f.editNote = func(section, note string) string {
				if section == "opening" {
					note, _, _ = strings.Cut(note, "\n\n")
				}
				return note
			}
		}), nil},
		{"threshold-beyond-witnesses", "more must sign than there are", "bad-opening@opening", with(secret(), func(f *forger) { f.honest, f.threshold = secret(), 6 }), nil},
		{"box-is-its-own-witness", "the key of the box among the witnesses", "bad-opening@opening", with(secret(), func(f *forger) {
			f.honest, f.witnesses = secret(), append(slices.Clone(fiveKeys), boxKey)
		}), nil},
		{"open-with-trackers", "trackers in an open vote", "bad-opening@opening", with(named(), func(f *forger) {
			f.editOpening = replace("receipts presence", "receipts tracker")
		}), nil},
		{"upper-case-hash", "a pseudonym in capital letters", "bad-entry@roll", with(secret(), func(f *forger) { f.roll[0] = strings.ToUpper(f.roll[0]) }), nil},
		{"roll-with-name", "a name where votes are secret", "bad-entry@roll", with(secret(), func(f *forger) { f.roll[0] += " Mitglied Staat" }), nil},
		{"roll-without-name", "an open vote of somebody without name", "bad-entry@roll", with(named(), func(f *forger) { f.roll[0] = f.roll[0][:66] }), nil},
		{"group-that-is-none", "a third group of two", "bad-entry@roll", with(secret(), func(f *forger) { f.roll[0] = f.roll[0][:65] + "2" }), nil},
		{"short-mark", "63 digits", "bad-entry@marks", with(secret(), func(f *forger) { f.marks[2] = f.marks[2][1:] }), nil},
		{"receipt-with-space", "a space behind a token", "bad-entry@receipts", with(secret(), func(f *forger) { f.receipts[1] += " " }), nil},
		{"merged-with-itself", "one group is merged twice", "bad-merge@merged", with(secret(), func(f *forger) { f.merged = []string{"0,0"} }), nil},
		{"option-that-is-none", "a vote for a fourth option of three", "bad-ballot@ballots", with(secret(), func(f *forger) { f.ballots[0] = "0 3" }), nil},
		{"option-twice", "the same option twice on a ballot", "bad-ballot@ballots", with(secret(), func(f *forger) { f.ballots[0] = "0 0,0" }), nil},
		{"rank-where-there-is-none", "ranks in an approval vote", "bad-ballot@ballots", with(secret(), func(f *forger) { f.ballots[0] = "0 0=1" }), nil},
		{"salt-where-there-is-none", "something beside a ballot", "bad-ballot@ballots", with(secret(), func(f *forger) { f.ballots[0] = fake("salt", 9) + " 0 0" }), nil},
		{"result-that-is-none", "a number in the place of the result", "bad-result@result", with(secret(), func(f *forger) {
			f.editResult = func(string) string { return "5" }
		}), nil},
		{"result-of-version-9", "a version that does not exist yet", "bad-result@result", with(secret(), func(f *forger) {
			f.editResult = replace(`"version":1`, `"version":9`)
		}), nil},
		{"close-with-more", "a line that closes do not have", "bad-close@close", with(secret(), func(f *forger) { f.editClose = func(s string) string { return s + "time 12:00\n" } }), nil},
	}
}

// signatures are faults of who has signed.
func signatures() []sample {
	only := func(which string, change func(string) string) *forger {
		return with(three(), func(f *forger) {
			f.editNote = func(section, note string) string {
				if section == which {
					note = change(note)
				}
				return note
			}
		})
	}
	line := func(note string, n int) string {
		return strings.Split(note[strings.Index(note, "\n\n")+2:], "\n")[n] + "\n"
	}
	flip := func(n int) func(string) string {
		return func(note string) string {
			l := line(note, n)
			return strings.Replace(note, l, l[:len(l)-24]+map[bool]string{true: "B", false: "A"}[l[len(l)-24] == 'A']+l[len(l)-23:], 1)
		}
	}
	return []sample{
		{"two-of-three", "the operator and two witnesses make another record", "missing-cosignature@close", with(three(), func(f *forger) {
			f.honest = three()
			f.ballots[0] = "0 1"
			slices.Sort(f.ballots)
			f.signClose = fiveKeys[1:3]
		}), nil},
		{"one-of-three-opening", "too few have signed the opening", "missing-cosignature@opening", with(three(), func(f *forger) { f.signOpening = fiveKeys[:1] }), nil},
		{"same-witness-thrice", "one witness signs three times", "missing-cosignature@close stray-signature@close", with(three(), func(f *forger) {
			f.signClose = []*box.Signer{fiveKeys[1], fiveKeys[1], fiveKeys[1]}
		}), nil},
		{"stranger-signs", "somebody signs who is no witness", "stray-signature@close", with(three(), func(f *forger) { f.signClose = append(slices.Clone(f.signClose), stranger) }), nil},
		{"out-of-order", "witnesses sign in another order", "missing-cosignature@close stray-signature@close", with(three(), func(f *forger) {
			f.signClose = []*box.Signer{fiveKeys[1], fiveKeys[3], fiveKeys[2]}
		}), nil},
		{"signature-of-the-opening", "a signature of the opening under the close", "bad-cosignature@close missing-cosignature@close", with(three(), func(f *forger) {
			opening := ""
			f.editNote = func(section, note string) string {
				if section == "opening" {
					opening = line(note, 3)
					return note
				}
				return strings.Replace(note, line(note, 3), opening, 1)
			}
		}), nil},
		{"forged-witness", "a witness's signature with another key", "bad-cosignature@close missing-cosignature@close", only("close", flip(3)), nil},
		{"forged-witness-opening", "the same under the opening", "bad-cosignature@opening missing-cosignature@opening wrong-tree@close", with(three(), func(f *forger) {
			f.unsigned = func(s string) string {
				head, rest, _ := strings.Cut(s, "\nroll 6\n")
				i := strings.LastIndex(head, "\n") + len("\n— witness/government ") + 12
				return head[:i] + map[bool]string{true: "B", false: "A"}[head[i] == 'A'] + head[i+1:] + "\nroll 6\n" + rest
			}
		}), nil},
		{"box-has-not-signed", "the signature of the box is another's", "bad-signature@close", with(secret(), func(f *forger) {
			f.editNote = func(section, note string) string {
				if section == "close" {
					text, _, _ := strings.Cut(note, "\n\n")
					note = strings.Replace(note, line(note, 0), signatureLine(stranger, text+"\n"), 1)
				}
				return note
			}
		}), nil},
		{"another-box", "the same vote in a box of somebody else", "bad-signature@close bad-signature@opening foreign-key@opening foreign-opening@opening", with(secret(), func(f *forger) {
			f.honest, f.boxKey = secret(), stranger
		}), nil},
		{"another-opening", "the roll is opened with one person more", "foreign-opening@opening", with(secret(), func(f *forger) {
			f.honest = secret()
			f.roll = append(f.roll, fake("voter", 99)+" 0")
			slices.Sort(f.roll)
		}), nil},
		{"lower-threshold", "an opening that asks for fewer witnesses", "foreign-opening@opening missing-cosignature@close missing-cosignature@opening", with(three(), func(f *forger) {
			f.honest = three()
			f.threshold, f.signOpening, f.signClose = 2, fiveKeys[1:3], fiveKeys[1:3]
		}), nil},
		{"witness-nobody-trusts", "two of three witnesses are not those that people know", "missing-cosignature@close missing-cosignature@opening", with(three(), func(f *forger) {
			f.trustChanges = func(t *verify.Trust) { t.Witnesses, t.Threshold = t.Witnesses[3:], 2 }
		}), nil},
	}
}

// contents are faults that nobody sees from the signatures.
func contents() []sample {
	lotted := func(lot *ballot.Lot) *forger {
		return with(vote(approval(), verify.LevelOperator, verify.Presence, "0", "1", "0", "1"), func(f *forger) { f.lot = lot })
	}
	byHand := func() *forger { return lotted(&ballot.Lot{Order: []int{1, 0, 2}}) }
	drawn, err := ballot.DrawLot("9.3./4./", 3, ballot.RFC3797)
	if err != nil {
		panic(err)
	}
	small := approval()
	small.Merge = 3
	eligible := approval()
	eligible.Eligible = 7
	groups := approval()
	groups.Groups[1].Eligible = 4
	other := approval()
	other.Title = "Another vote"
	return []sample{
		{"another-contest", "the contest is not the one that was opened", "foreign-result@result wrong-contest@contest", with(secret(), func(f *forger) {
			f.unsigned = nil
			honest := secret()
			opened := honest.openingText()
			f.contest = other
			f.editOpening = func(string) string { return opened }
			f.contest = approval()
			f.contestLine = canonicalOf(other)
		}), nil},
		{"roll-grows", "somebody is put on the roll after the opening", "wrong-roll@roll", with(secret(), func(f *forger) {
			f.openedRoll = f.roll
			f.roll = slices.Sorted(slices.Values(append(slices.Clone(f.roll), fake("voter", 99)+" 0")))
		}), nil},
		{"voter-changes-group", "a voter is moved to the other group", "wrong-groups@ballots wrong-roll@roll", with(secret(), func(f *forger) {
			f.openedRoll = slices.Clone(f.roll)
			i := slices.IndexFunc(f.roll, func(l string) bool { return strings.HasPrefix(l, fake("voter", 0)) })
			f.roll[i] = fake("voter", 0) + " 1"
		}), nil},
		{"eligible", "the contest says that seven may vote", "wrong-eligible@roll", vote(eligible, verify.LevelOperator, verify.Presence, "0", "1", "0"), nil},
		{"eligible-by-group", "the contest says that four of a group may vote", "wrong-eligible@roll", vote(groups, verify.LevelOperator, verify.Presence, "0", "1", "0"), nil},
		{"roll-unsorted", "the roll in another order", "unsorted@roll", with(secret(), func(f *forger) { f.roll[0], f.roll[1] = f.roll[1], f.roll[0] }), nil},
		{"roll-twice", "somebody stands on the roll twice, in two groups", "duplicate@roll", with(secret(), func(f *forger) {
			f.roll = slices.Sorted(slices.Values(append(f.roll, fake("voter", 5)+" 0")))
		}), nil},
		{"marks-unsorted", "marks in the order of arrival", "unsorted@marks", with(secret(), func(f *forger) { slices.Reverse(f.marks) }), nil},
		{"voter-twice", "somebody has voted twice", "duplicate@marks", with(secret(), func(f *forger) {
			f.marks = slices.Sorted(slices.Values(append(f.marks, f.marks[0])))
			f.ballots = slices.Sorted(slices.Values(append(f.ballots, "0 1")))
			f.receipts = slices.Sorted(slices.Values(append(f.receipts, fake("token", 99))))
		}), nil},
		{"voter-twice-apart", "and the marks do not stand together", "duplicate@marks unsorted@marks", with(secret(), func(f *forger) {
			f.marks = append(f.marks, f.marks[0])
			f.ballots = slices.Sorted(slices.Values(append(f.ballots, "0 1")))
			f.receipts = slices.Sorted(slices.Values(append(f.receipts, fake("token", 99))))
		}), nil},
		{"not-on-roll", "somebody has voted who may not", "not-on-roll@marks", with(secret(), func(f *forger) {
			f.marks[0] = fake("nobody", 0)
			slices.Sort(f.marks)
		}), nil},
		{"ballot-missing", "a ballot was taken out", "more-marks-than-ballots@ballots more-receipts-than-ballots@receipts", with(secret(), func(f *forger) { f.ballots = f.ballots[1:] }), nil},
		{"ballot-and-receipt-missing", "with its receipt", "more-marks-than-ballots@ballots", with(secret(), func(f *forger) {
			f.ballots, f.receipts = f.ballots[1:], f.receipts[1:]
		}), nil},
		{"ballot-added", "a ballot was put in", "fewer-marks-than-ballots@ballots fewer-receipts-than-ballots@receipts", with(secret(), func(f *forger) {
			f.ballots = slices.Sorted(slices.Values(append(f.ballots, "0 1")))
		}), nil},
		{"mark-missing", "somebody who has voted is not marked", "fewer-marks-than-ballots@ballots", with(secret(), func(f *forger) { f.marks = f.marks[1:] }), nil},
		{"receipt-twice", "two voters have the same receipt", "duplicate@receipts", with(secret(), func(f *forger) { f.receipts[1] = f.receipts[0] }), nil},
		{"receipts-unsorted", "receipts in the order of arrival", "unsorted@receipts", with(secret(), func(f *forger) { slices.Reverse(f.receipts) }), nil},
		{"ballots-unsorted", "ballots in the order of arrival", "unsorted@ballots", with(secret(), func(f *forger) { slices.Reverse(f.ballots) }), nil},
		{"ballot-of-the-other-group", "a ballot of one group becomes one of the other", "wrong-groups@ballots", with(secret(), func(f *forger) {
			f.ballots[0] = "1" + f.ballots[0][1:]
			slices.Sort(f.ballots)
		}), nil},
		{"tracked-ballot-exchanged", "a voter's ballot is another one", "wrong-tracker@receipts", with(tracked(), func(f *forger) {
			i := slices.IndexFunc(f.ballots, func(l string) bool { return strings.HasSuffix(l, " 1") })
			f.ballots[i] = f.ballots[i][:len(f.ballots[i])-1] + "2"
		}), nil},
		{"salts-exchanged", "two voters change their salts", "wrong-tracker@receipts", with(tracked(), func(f *forger) {
			i := slices.IndexFunc(f.ballots, func(l string) bool { return strings.HasSuffix(l, " 1") })
			j := slices.IndexFunc(f.ballots, func(l string) bool { return strings.HasSuffix(l, " 0,1") })
			a, b := f.ballots[i], f.ballots[j]
			f.ballots[i], f.ballots[j] = b[:65]+a[65:], a[:65]+b[65:]
			slices.Sort(f.ballots)
		}), nil},
		{"salt-twice", "two ballots have one salt, so that one receipt is for both", "duplicate@ballots fewer-receipts-than-ballots@receipts", with(tracked(), func(f *forger) {
			honest := tracked().openingText()
			f.editOpening = func(string) string { return honest }
			i := slices.IndexFunc(f.ballots, func(l string) bool { return strings.HasSuffix(l, "0 0") })
			j := i + 1 + slices.IndexFunc(f.ballots[i+1:], func(l string) bool { return strings.HasSuffix(l, " 0") })
			f.ballots[j] = f.ballots[i][:65] + f.ballots[j][65:]
			slices.Sort(f.ballots)
			f.track()
			f.receipts = slices.Compact(f.receipts)
		}), nil},
		{"open-without-mark", "the vote of somebody who has not voted", "vote-without-mark@ballots", with(named(), func(f *forger) {
			i := slices.IndexFunc(f.ballots, func(l string) bool { return strings.HasPrefix(l, fake("voter", 3)) })
			f.ballots[i] = fake("voter", 5) + f.ballots[i][64:]
			slices.Sort(f.ballots)
		}), nil},
		{"open-twice", "one name votes for two", "duplicate@ballots", with(named(), func(f *forger) {
			i := slices.IndexFunc(f.ballots, func(l string) bool { return strings.HasPrefix(l, fake("voter", 3)) })
			j := slices.IndexFunc(f.ballots, func(l string) bool { return strings.HasPrefix(l, fake("voter", 1)) })
			f.ballots[i] = f.ballots[j][:64] + f.ballots[i][64:]
			slices.Sort(f.ballots)
		}), nil},
		{"open-in-another-group", "a name votes in the other group", "wrong-groups@ballots", with(named(), func(f *forger) {
			i := slices.IndexFunc(f.ballots, func(l string) bool { return strings.HasPrefix(l, fake("voter", 3)) })
			f.ballots[i] = f.ballots[i][:65] + "0" + f.ballots[i][66:]
			slices.Sort(f.ballots)
		}), nil},
		{"merged-unasked", "groups are merged though the contest does not", "wrong-merge@merged", secret().merge(0, 1), nil},
		{"merged-by-half", "a merged group still has ballots", "small-group@ballots wrong-groups@ballots wrong-merge@merged", with(vote(small, verify.LevelOperator, verify.Presence, "0", "1", "0,2", "1").merge(0, 1), func(f *forger) {
			i := slices.Index(f.ballots, "0 1")
			f.ballots[i] = "1 1"
			slices.Sort(f.ballots)
		}), nil},
		{"small-group", "a group of two is published", "small-group@ballots", with(vote(small, verify.LevelOperator, verify.Presence, "0", "1", "0,2", "1"), func(f *forger) {
			f.editResult = func(string) string {
				unmerged := *f
				unmerged.editResult = nil
				unmerged.contest = approval()
				line := unmerged.result()
				line = strings.Replace(line, canonicalOf(approval()), canonicalOf(small), 1)
				return strings.Replace(line, approval().Digest().String(), small.Digest().String(), 1)
			}
		}), nil},
		{"close-of-another-box", "the close of another box", "wrong-box@close", with(secret(), func(f *forger) { f.editClose = replace(f.box, fake("box", 7)) }), nil},
		{"close-of-another-opening", "the close of another opening", "wrong-opening@close", with(secret(), func(f *forger) {
			f.editClose = func(s string) string {
				lines := strings.Split(s, "\n")
				lines[2] = "opening " + fake("opening", 7)
				return strings.Join(lines, "\n")
			}
		}), nil},
		{"another-tree", "the tree of other lines", "wrong-tree@close", with(secret(), func(f *forger) {
			f.editClose = func(s string) string {
				lines := strings.Split(s, "\n")
				lines[3] = lines[3][:len(lines[3])-64] + fake("tree", 7)
				return strings.Join(lines, "\n")
			}
		}), nil},
		{"tree-of-another-size", "the tree has one line less", "wrong-tree@close", with(secret(), func(f *forger) { f.editClose = replace("tree 50 ", "tree 49 ") }), nil},
		{"other-numbers", "the close tells of six ballots", "wrong-numbers@close", with(secret(), func(f *forger) { f.editClose = replace("ballots 5", "ballots 6") }), nil},
		{"other-result-hash", "the close names another result", "wrong-result@close", with(secret(), func(f *forger) {
			f.editClose = func(s string) string { return s[:strings.Index(s, "\nresult ")+8] + fake("result", 7) + "\n" }
		}), nil},
		{"result-of-another-contest", "the result of a contest with the same options", "foreign-result@result", with(secret(), func(f *forger) {
			f.editResult = replace(`"title":"Workstreams"`, `"title":"Workstreams 2"`)
		}), nil},
		{"option-left-out", "the winner is left out of the count", "options-left-out@result", with(secret(), func(f *forger) {
			f.editResult = replace(`"turnout":`, `"without":["ws-01"],"turnout":`)
		}), nil},
		{"lot-without-an-option", "a lot order that does not name all", "bad-lot@result", with(byHand(), func(f *forger) { f.editResult = replace(`["ws-02","ws-01","ws-03"]`, `["ws-02","ws-01"]`) }), nil},
		{"lot-with-an-option-twice", "a lot order that names one twice", "bad-lot@result", with(byHand(), func(f *forger) { f.editResult = replace(`["ws-02","ws-01","ws-03"]`, `["ws-02","ws-01","ws-01"]`) }), nil},
		{"lot-not-from-its-key", "an order that the key does not yield", "bad-lot@result", with(lotted(drawn), func(f *forger) {
			f.editResult = replace(`"key":"9.3./4./"`, `"key":"9.3./5./"`)
		}), nil},
		{"lot-exchanged", "another lot than the one that decides", "wrong-count@result", with(byHand(), func(f *forger) {
			f.editResult = replace(`["ws-02","ws-01","ws-03"]`, `["ws-01","ws-02","ws-03"]`)
		}), nil},
		{"elected-another", "somebody else is elected", "wrong-count@result", with(secret(), func(f *forger) { f.editResult = replace(`"elected":["ws-01"]`, `"elected":["ws-02"]`) }), nil},
		{"outcome-another", "a tie in the place of an election", "wrong-count@result", with(secret(), func(f *forger) { f.editResult = replace(`"outcome":"elected"`, `"outcome":"tied"`) }), nil},
		{"turnout-another", "one ballot more was cast", "wrong-ballots@result", with(secret(), func(f *forger) {
			f.editResult = replace(`{"group":"science","cast":3,"valid":3}`, `{"group":"science","cast":4,"valid":4}`)
		}), nil},
		{"ballots-another", "the result counts other ballots", "wrong-ballots@result wrong-count@result", with(secret(), func(f *forger) {
			other := vote(approval(), verify.LevelOperator, verify.Presence, "1", "0,1", "1", "1", "0,2", "").result()
			f.editResult = func(string) string { return other }
		}), nil},
		{"motion-adopted", "a motion that was rejected is adopted", "wrong-count@result", with(vote(good()[14].forger.contest, verify.LevelOpen, verify.Presence, "0", "1", "1", "2", ""), func(f *forger) {
			f.editResult = replace(`"outcome":"rejected"`, `"outcome":"adopted"`)
		}), nil},
		{"schulze-another", "another option wins", "wrong-count@result", with(good()[12].forger, func(f *forger) {
			f.editResult = func(s string) string {
				i := strings.Index(s, `"elected":["`) + len(`"elected":["`)
				return s[:i] + map[bool]string{true: "b", false: "a"}[s[i] == 'a'] + s[i+1:]
			}
		}), nil},
	}
}

func canonicalOf(c *ballot.Contest) string {
	b, err := c.Canonical()
	if err != nil {
		panic(err)
	}
	return string(b)
}
