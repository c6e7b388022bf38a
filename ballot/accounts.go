package ballot

// Accounts returns what became of the ballots of each group, and last of those that
// belong to no group of the contest.
func (t *Tally) Accounts() []Account {
	all := make([]Account, len(t.accounts))
	for g, counts := range t.accounts {
		a := Account{Valid: counts[Valid], Blank: t.blank[g]}
		for reason, n := range counts {
			a.Cast += n
			if n > 0 && Reason(reason) != Valid {
				a.Invalid = append(a.Invalid, ReasonCount{Reason(reason), n})
			}
		}
		all[g] = a
	}
	return all
}
