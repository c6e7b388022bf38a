// Package box is a ballot box (Wahlurne): an electoral roll, credentials for one vote
// each, ballots that are durable before they are acknowledged, receipts, a close after
// which nobody knows who voted when, and a record that anybody can verify and count
// again.
//
// A host needs six calls. Two stores come with the package, files (the default) and
// sqlstore.
//
//	b, err := box.Create(ctx, store, vault, box.Declaration{…}) // or Open, after a restart
//	credential, err := b.Issue(ctx, person, box.Substantial)    // for a person whom the host knows
//	receipt, err := b.Cast(ctx, credential, box.Vote{Ballot: ballot.Choose(2)})
//	err = b.Close(ctx)
//	result, err := b.Count(ctx, nil)
//	err = b.Release(ctx)                                        // then Record and Trust are published
//
// Between Create and the first vote, and between Count and Release, witnesses sign what
// is declared and what was counted ([Box.Cosign], [Witness]); a box without witnesses
// goes on without them, and its record says so.
//
// The package reads no clock and never logs. It draws random numbers from crypto/rand,
// and starts no goroutine: whoever casts writes for all who wait.
//
// # What holds
//
// The requirements are those of the German ordinance on online votes in social security
// (OnlWahlV, §§ 11 to 17) and on equal opportunities officers (GleibWV, § 19), by the
// numbers that the tests bear:
//
//	R1   only people on the roll vote; its digest is in the first entry of the journal
//	R2   nobody votes twice, and nobody votes anew
//	R3   who votes is identified by the host; the box asks how surely, and prints it
//	R4   a choice can change until it is sent; its arrival is confirmed
//	R5   ballots and personal data lie apart, and nothing in them joins the two after casting
//	R6   the list of who voted shows no order of arrival
//	R7   a change after the close is detected by everybody; before it, see below
//	R8   a presence receipt is no receipt of the decision
//	R9   nothing is evaluated before the close, but by the operator who breaks into the box
//	R10  there are as many ballots as people who are marked as having voted
//	R11  invalid votes are counted by reason
//	R12  two independent ways of counting agree before a result exists
//	R13  people answer for what their credential does: the host's affair
//	R14  a vote can be invalid deliberately
//	R15  the record alone can be counted again, offline
//
// Every box has a level, which stands on ballots and results. At level "open" names stand
// beside votes, as in a committee: R5, R6 and R8 do not apply. At level "operator" votes
// are secret from everybody but the operator, who has store and vault while the box is
// open, and could exchange ballots before the close; nobody could prove it, but voters
// with tracker receipts. A level at which votes are secret from the operator, too, does not
// exist yet.
//
// # The open phase
//
// A vote is acknowledged when it is durable, and not before. It goes into a journal whose
// entries have two parts in separate compartments: places on the roll here, ballots
// there, each sorted. The parts are sealed with AES-256-GCM under keys that follow from the
// journal key, which lies in the [Vault] and not in the store; ballots have one length.
// So the store alone tells nothing but how many voted when. The number of an entry does
// join few people with few ballots, for whoever has the key: that is what "secret from
// everybody but the operator" means.
//
// # The close
//
// The close is an entry of the journal, and its place decides what is late. Then marks,
// receipts and ballots are sorted into the urn, groups that are too small are merged, the
// urn is made durable, the journal key is destroyed and the journal removed. What remains is
// what the record will have. A backup of store and vault that somebody made before can
// still be read: do not back up the vault, or destroy its copies at the close.
//
// # The record
//
// Its form, and that of receipts, keys and trust files, is described byte for byte in
// package verify, which checks records and imports nothing of this package.
package box
