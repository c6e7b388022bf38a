package files

// Tails returns how many bytes stand behind the last entry in the two journals.
func (s *Store) Tails() (roll, ballots int64, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r, err := s.roll.Size()
	if err != nil {
		return 0, 0, err
	}
	b, err := s.ballots.Size()
	return max(0, r-s.roll.end()), max(0, b-s.ballots.end()), err // the last seal can be missing
}
