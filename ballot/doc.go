// Package ballot counts votes exactly, reproducibly, and so that anybody can follow.
//
// Most callers need three names: a [Contest] declares the vote, a [Tally] takes the
// ballots, and [Count] makes a [Result] of them, with every round.
//
//	t, err := ballot.NewTally(contest)
//	reason, err := t.Add(ballot.Rank(2, 0, 1), 1)
//	result, err := ballot.Count(t, ballot.Options{})
//
// The package does no I/O beyond the readers and writers handed to it, reads no
// clock, starts no goroutine and never logs. It knows nothing of the programme that
// this module models: groups of the electorate are names declared in the contest.
//
// # What is exact
//
// No float takes part in a count. Weights, scores, loads, budgets and prices are
// ratios of whole numbers of any size. Single transferable votes use the fixed point
// of their rule: five places, rounded down (Scottish), nine places, rounded up (Meek),
// or declared places, rounded down (WIGM). Sums of ballots are below 2⁶² by
// [MaxBallots], and products have 128 bits. In every round votes, exhausted votes and
// residue add up to the ballots that are not blank; otherwise [Count] fails with
// [ErrConservation].
//
// # What is the same
//
// A result does not depend on the order in which ballots come, on how they are split
// into tallies and merged, or on the machine. Renaming or reordering options renames
// and reorders the result, given the lot order follows.
//
// # Ties
//
// A tie is broken by the method's own rule, where it has one, then by the lot order
// ([Options.Lot]). Without a lot order the outcome is [Tied], and [Result.Sets] lists
// every set that can be elected; if ties made no difference, the outcome is decided all
// the same. Rounds after a tie that nothing broke show the course in which the option
// that comes first in the contest was taken. An option nobody prefers can fill a seat
// only while somebody prefers somebody, be it an option that is left out of this count:
// when no ballot prefers anybody, seats stay vacant.
//
// # Ballots
//
// Ballots are judged as they come ([Validity]) and grouped; none is kept as it was
// cast. A ballot is invalid as a whole, or counts up to a flaw, as the contest
// declares. [Result.Accounts] says what became of each.
//
// # Files
//
// [ReadBLT], [ReadPabulib] and [ReadCSV] read ballots, and [WriteBLT], [WritePabulib] and
// [WriteCSV] write them; each says what its format is. [ReadContest] reads a contest as
// JSON. A [Result] is written as JSON by encoding/json, as a record that [RecordVersion]
// describes and [Recheck] counts again, and in words by [Result.Explain].
// [Tally.MarshalBinary] encodes a tally, so that parts of a vote can be counted anywhere
// and merged.
//
// # Compatibility
//
// Fields of the JSON forms, codes of reasons and names of methods follow Semantic
// Versioning. [RecordVersion] rises with a change of outcome.
package ballot
