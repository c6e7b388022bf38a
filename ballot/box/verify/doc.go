// Package verify checks the record of a ballot box (Niederschrift): whether it is whole,
// whether those have signed it who had to, whether as many ballots lie in the box as
// people have voted, and whether the ballots yield the result. It needs nothing but the
// record, and imports nothing of the code that writes records.
//
//	trust, err := verify.ReadTrust(file)        // whom you trust; without it only consistency is checked
//	report := verify.Record(data, trust)
//	if !report.Accepted() { … report.Faults … }
//
// [Record] never fails: what is no record is a report with one [Fault]. The package
// does no I/O, reads no clock, starts no goroutine and never logs.
//
// # The record
//
// A record is UTF-8 text. Every line ends with LF (U+000A), the last one too, and no
// line has other control characters (U+0000 to U+001F, U+007F). Numbers are decimal
// without leading zeros, hashes are SHA-256 in 64 lower-case hexadecimal digits, and
// single spaces separate fields. It begins with the line
//
//	dfc-box-record-1
//
// and nine sections follow in this order. Each has a head of its name and the number
// of its lines, and then these lines. Nothing comes after the last.
//
//	contest 1   the canonical encoding of the contest (ballot.Contest.Canonical)
//	opening N   the opening, a signed note
//	roll N      PSEUDONYM GROUP, or at level "open" PSEUDONYM GROUP NAME
//	marks N     PSEUDONYM of everybody who has voted
//	receipts N  TOKEN, or with receipts "tracker" TRACKER
//	merged N    none, or one line of group indices, separated by commas
//	ballots N   BALLOT; with receipts "tracker" SALT BALLOT; at level "open" PSEUDONYM BALLOT
//	result 1    the record of the count (ballot.Result.MarshalJSON)
//	close N     the close, a signed note
//
// Roll, marks, receipts and ballots are sorted by the bytes of their lines; only
// ballots at level "operator" with receipts "presence" may stand twice. So nothing
// shows the order in which people voted.
//
// A PSEUDONYM, TOKEN, TRACKER or SALT has 64 hexadecimal digits. A pseudonym is made
// from the identity of a person under a key that the operator can destroy. A GROUP is
// the index of the voter's group in the contest, 0 where the contest has none. NAME is
// what the vote is published under: 1 to 200 bytes that neither begin nor end with a
// space. BALLOT is the group and the marks as they were cast, judged by nobody yet:
//
//	GROUP -               nothing is marked
//	GROUP spoilt          deliberately invalid
//	GROUP 0,3,5           these options are marked
//	GROUP 0=2,3=1         option 0 has rank (or points) 2, option 3 has 1
//
// Options stand by their index, in ascending order; for a motion 0 is yes, 1 no, 2
// abstention. Groups that were merged for being small (ballot.Contest.Merge) have
// their ballots under the first group of the line in "merged".
//
// # Statements
//
// Opening and close are signed notes (golang.org/x/mod/sumdb/note): lines of text, an
// empty line, and signature lines. The first signature is the box's, then come those of
// witnesses in the order in which the opening lists them. The text of an opening is
//
//	dfc-box-opening-1
//	box ID                 64 random hexadecimal digits
//	contest HASH           of the contest's line, without LF
//	roll N HASH            number of people, and tree hash of the lines of the section
//	level LEVEL            open or operator
//	receipts KIND          presence or tracker; at level open presence
//	assurance ASSURANCE    how surely voters were identified: low, substantial or high (eIDAS, article 8)
//	key KEY                of the box
//	witness KEY            for each of up to 90 witnesses, sorted by bytes
//	threshold K            how many of them must sign opening and close
//
// and the text of a close is
//
//	dfc-box-close-1
//	box ID
//	opening HASH           of the text of the opening, without signatures
//	tree N HASH            number of all lines before the head of section "close", and their tree hash
//	roll N
//	marks N
//	receipts N
//	ballots N
//	result HASH            of the result's line, without LF
//
// Tree hashes are those of RFC 6962, section 2.1 (golang.org/x/mod/sumdb/tlog), with
// one leaf for each line, without its LF. The tree of no lines is SHA-256 of nothing.
//
// # Keys and signatures
//
// A KEY is NAME+HASH+BASE64. The name has 1 to 64 characters of ASCII from "!" to "~",
// without "+". BASE64 (RFC 4648, section 4, padded) holds the byte 2 and the key as
// SubjectPublicKeyInfo in DER: ECDSA on P-256, point uncompressed, 91 bytes. HASH is
// eight hexadecimal digits, the first four bytes of SHA-256 of that DER. A signature is
// made over the text of the note with SHA-256; its line is
//
//	— NAME BASE64
//
// where BASE64 holds the four bytes of the key's hash and the signature as ASN.1 DER.
// Sigstore and others use the same form (C2SP, signed-note).
//
// # Receipts
//
// A receipt is a note signed by the box:
//
//	dfc-box-receipt-1
//	opening HASH
//	kind presence
//	token TOKEN
//
// A presence receipt shows that a ballot was taken, and nothing of which. A token has
// 16 random bytes of the box and 16 of the voter, so that a box cannot give two voters
// the same one unseen. With kind "tracker" the last line gives way to two:
//
//	tracker TRACKER
//	salt SALT
//
// where the salt is made like a token, and TRACKER is SHA-256 of the line
// "dfc-box-tracker-1" with its LF, the 32 bytes of the opening's hash, the 32 bytes of
// the salt, and the marks of the ballot as text, without the group.
//
// # Trust
//
// What a verifier has to be told by somebody whom it believes:
//
//	dfc-box-trust-1
//	key KEY                of the box
//	witness KEY            for each of up to 90 witnesses, sorted by bytes
//	threshold K            how many of them must have signed both statements
//	opening HASH           of the text of the opening
//
// # Faults
//
// First the form is judged, and the first fault ends it: the sections and their heads
// throughout the file, then the lines of each section in order. Of a record in good
// form everything else is checked, and each [Reason] is reported once for a section.
package verify
