// Package recount counts the ballots of package ballot a second time, by another
// algorithm for every method, so that a mistake in one of them shows.
//
// Package ballot counts fast: it groups, packs, carries piles from round to round
// and prunes. Nothing here does. Every procedure is written from the definition of
// its method, looks at each ballot again for each question and computes in fractions
// or in the decimals of the rule. Only what describes a vote is shared: the contest,
// its ballots as they count, and the lot. Two people who count the same papers in two
// rooms share no more.
//
//	result, err := ballot.Count(t, o)
//	err = recount.Agree(result) // a *Disagreement says where the two differ
//
// # Other ways to the same outcome
//
//	Schulze            reachability over defeats of at least each strength
//	ranked pairs       stacks of Zavist and Tideman (1989) over all orders of the options
//	instant runoff     every ballot read from its first rank in every round
//	Scottish, WIGM     each paper traced through all transfers so far, in every stage
//	Meek               each ballot handed down from option to option, without memory
//	PAV                the scores of all sets; one at a time by differences of set scores
//	Phragmén           supporters earn in continuous time and buy
//	equal shares       the price is tried at each voter's purse
//	Borda              an option's victories and half victories on each ballot
//	the rest           ballot by ballot
//
// # Ties
//
// Where nothing breaks a tie, the whole count is run again for every choice. That
// takes long where many options are tied again and again, so the number of counts is
// bounded; [Outcome.Incomplete] says when the bound was reached.
package recount
