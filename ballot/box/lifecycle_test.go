package box_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/boxtest"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/verify"
)

// witnesses are so many signers, one for each stakeholder group.
func witnesses(t *testing.T, n int) (signers []*box.Signer, keys []*verify.Key) {
	t.Helper()
	for _, name := range []string{"civil-society", "science", "culture-and-media", "business", "government"}[:n] {
		s, err := box.GenerateSigner("witness.example.org/" + name)
		require.NoError(t, err)
		signers, keys = append(signers, s), append(keys, s.Key())
	}
	return signers, keys
}

func TestThreeOfFiveWitnessesSignOpeningAndClose(t *testing.T) {
	signers, keys := witnesses(t, 5)
	d := secret(4)
	d.Witnesses, d.Threshold = keys, 3
	b, _, _ := create(t, d)
	c, err := b.Issue(ctx, person(0), box.Substantial)
	require.NoError(t, err, "letters are written before the vote begins")
	for i := range 3 {
		assert.Equal(t, box.Prepared, b.Status().State)
		_, err := b.Cast(ctx, c, box.Vote{Ballot: ballot.Choose(0)})
		assert.ErrorIs(t, err, box.ErrNotOpen)
		assert.ErrorIs(t, b.Close(ctx), box.ErrNotOpen)
		note, err := box.NewWitness(signers[4-i]).SignOpening(b.OpeningNote())
		require.NoError(t, err)
		require.NoError(t, b.Cosign(ctx, note))
		require.NoError(t, b.Cosign(ctx, note), "twice is no error, and counts once")
	}
	assert.Equal(t, box.Voting, b.Status().State)
	_, err = b.Cast(ctx, c, box.Vote{Ballot: ballot.Choose(0)})
	require.NoError(t, err)
	require.NoError(t, b.Close(ctx))
	_, err = b.Count(ctx, nil)
	require.NoError(t, err)
	for i := range 3 {
		assert.ErrorIs(t, b.Release(ctx), box.ErrSignature)
		draft, err := b.Draft(ctx)
		require.NoError(t, err)
		note, err := box.NewWitness(signers[i]).SignClose(draft, b.Trust())
		require.NoError(t, err)
		require.NoError(t, b.Cosign(ctx, note))
		_, err = b.Count(ctx, nil)
		assert.ErrorIs(t, err, box.ErrState, "what witnesses have signed stays")
	}
	require.NoError(t, b.Release(ctx))
	record, err := b.Record(ctx)
	require.NoError(t, err)
	report := verify.Record(record, b.Trust())
	assert.Empty(t, report.Faults)
	opened, closed := 0, 0
	for _, s := range report.Signed {
		if s.Opening {
			opened++
		}
		if s.Close {
			closed++
		}
	}
	assert.Equal(t, []int{3, 3}, []int{opened, closed})
}

func TestAWitnessSignsOneCloseOnly(t *testing.T) {
	signers, keys := witnesses(t, 1)
	d := secret(4)
	d.Witnesses, d.Threshold = keys, 1
	b, _, _ := create(t, d)
	w := box.NewWitness(signers[0])
	note, err := w.SignOpening(b.OpeningNote())
	require.NoError(t, err)
	require.NoError(t, b.Cosign(ctx, note))
	cast(t, b, person(0), ballot.Choose(0, 1, 2))
	require.NoError(t, b.Close(ctx))
	_, err = b.Count(ctx, nil)
	require.NoError(t, err)
	first, err := b.Draft(ctx)
	require.NoError(t, err)
	_, err = b.Count(ctx, &ballot.Lot{Order: []int{2, 1, 0}})
	require.NoError(t, err, "a tie was found, and a lot was drawn")
	second, err := b.Draft(ctx)
	require.NoError(t, err)
	_, err = w.SignClose(first, b.Trust())
	require.NoError(t, err)
	_, err = w.SignClose(first, b.Trust())
	assert.NoError(t, err, "the same again")
	_, err = w.SignClose(second, b.Trust())
	assert.ErrorIs(t, err, box.ErrSignature)

	again := box.NewWitness(signers[0])
	for opening, text := range w.Signed() {
		again.Remember(opening, text)
	}
	_, err = again.SignClose(second, b.Trust())
	assert.ErrorIs(t, err, box.ErrSignature, "nor after a restart")
}

func TestAWitnessSignsNoRecordThatIsWrong(t *testing.T) {
	signers, keys := witnesses(t, 2)
	d := secret(4)
	d.Witnesses, d.Threshold = keys[:1], 1
	b, _, _ := create(t, d)
	_, err := box.NewWitness(signers[1]).SignOpening(b.OpeningNote())
	assert.ErrorIs(t, err, box.ErrSignature, "not a witness of this box")
	assert.ErrorIs(t, b.Cosign(ctx, b.OpeningNote()), box.ErrSignature, "the box is not its own witness")
	note, err := box.NewWitness(signers[0]).SignOpening(b.OpeningNote())
	require.NoError(t, err)
	require.NoError(t, b.Cosign(ctx, note))
	cast(t, b, person(0), ballot.Choose(0, 1))
	require.NoError(t, b.Close(ctx))
	_, err = b.Count(ctx, nil)
	require.NoError(t, err)
	draft, err := b.Draft(ctx)
	require.NoError(t, err)
	wrong := strings.Replace(string(draft), "\n0 0,1\n", "\n0 0,2\n", 1)
	wrong = strings.Replace(wrong, "\n1 0,1\n", "\n1 0,2\n", 1)
	require.NotEqual(t, string(draft), wrong)
	_, err = box.NewWitness(signers[0]).SignClose([]byte(wrong), b.Trust())
	var fault verify.Fault
	assert.ErrorAs(t, err, &fault)
	_, err = box.NewWitness(signers[0]).SignClose(draft, nil)
	assert.Error(t, err, "a record that is held against itself only is not checked")
}

// The box is opened anew after every step, as if its process had ended there.
func TestARestartAtAnyStepChangesNothing(t *testing.T) {
	for name, d := range kinds(6) {
		t.Run(name, func(t *testing.T) {
			b, store, vault := create(t, d)
			restart := func(want box.Status) {
				t.Helper()
				var err error
				b, err = box.Open(ctx, store, vault)
				require.NoError(t, err)
				assert.Equal(t, want, b.Status())
			}
			restart(box.Status{State: box.Voting, Eligible: 6})
			for i := range 5 {
				c, err := b.Issue(ctx, person(i), box.High)
				require.NoError(t, err)
				restart(box.Status{State: box.Voting, Eligible: 6, Voted: i})
				_, err = b.Cast(ctx, c, box.Vote{Ballot: ballot.Choose(i % 3)})
				require.NoError(t, err)
				restart(box.Status{State: box.Voting, Eligible: 6, Voted: i + 1})
				voted, err := b.HasVoted(ctx, person(i))
				require.NoError(t, err)
				assert.True(t, voted)
			}
			trust := b.Trust()
			require.NoError(t, b.Close(ctx))
			restart(box.Status{State: box.Closed, Eligible: 6})
			require.NoError(t, b.Close(ctx), "to close twice is no error")
			_, err := b.Issue(ctx, person(5), box.High)
			assert.ErrorIs(t, err, box.ErrClosed)
			_, err = b.Count(ctx, nil)
			require.NoError(t, err)
			restart(box.Status{State: box.Counted, Eligible: 6})
			require.NoError(t, b.Release(ctx))
			restart(box.Status{State: box.Released, Eligible: 6})
			record, err := b.Record(ctx)
			require.NoError(t, err)
			report := verify.Record(record, trust)
			assert.Empty(t, report.Faults)
			assert.Equal(t, 5, report.Voted)
		})
	}
}

func TestTrackerReceiptsLeadToTheBallot(t *testing.T) {
	d := secret(4)
	d.Receipts = box.Tracker
	d.Contest.Merge = 3 // the group of a ballot changes at the close, its tracker does not
	b, _, _ := create(t, d)
	c, err := b.Issue(ctx, person(0), box.Substantial)
	require.NoError(t, err)
	nonce := []byte("0123456789abcdef")
	r, err := b.Cast(ctx, c, box.Vote{Ballot: ballot.Choose(0, 2), Nonce: nonce})
	require.NoError(t, err)
	assert.Contains(t, r.Text(), "30313233343536373839616263646566\n", "the voter's part of the salt")
	for i := range 3 {
		cast(t, b, person(1+i), ballot.Choose(1))
	}
	report := verify.Record(finish(t, b), b.Trust())
	require.Empty(t, report.Faults)
	assert.True(t, report.Receipt([]byte(r.Text())))
	assert.Equal(t, "0,2", report.Tracked)
}

func TestAnOpenVoteIsPublishedByName(t *testing.T) {
	d := box.Declaration{Name: "box.example.org/komitee", Level: box.LevelOpen, Assurance: box.High,
		Contest: &ballot.Contest{ID: "motion-1", Method: ballot.Motion, Majority: &ballot.Requirement{Overall: new(ballot.SimpleMajority())}},
		Roll: []box.Voter{{Person: "1", Name: "Mitglied Wissenschaft"}, {Person: "2", Name: "Mitglied Wirtschaft"},
			{Person: "3", Name: "Stellvertretung Staat"}}}
	b, _, _ := create(t, d)
	for i, paper := range []ballot.Ballot{ballot.Choose(ballot.Yes), ballot.Choose(ballot.No), ballot.Choose(ballot.Yes)} {
		c, err := b.Issue(ctx, d.Roll[i].Person, box.High)
		require.NoError(t, err)
		_, err = b.Cast(ctx, c, box.Vote{Ballot: paper})
		require.NoError(t, err)
	}
	report := verify.Record(finish(t, b), b.Trust())
	require.Empty(t, report.Faults)
	assert.Equal(t, []verify.NamedVote{
		{Name: "Mitglied Wirtschaft", Ballot: ballot.Choose(ballot.No)},
		{Name: "Mitglied Wissenschaft", Ballot: ballot.Choose(ballot.Yes)},
		{Name: "Stellvertretung Staat", Ballot: ballot.Choose(ballot.Yes)},
	}, report.Votes())
	assert.Equal(t, ballot.Adopted, report.Result.Outcome)
}

func TestSmallGroupsAreMergedBeforeAnythingIsPublished(t *testing.T) {
	d := secret(9)
	d.Contest.Merge = 5
	b, _, _ := create(t, d)
	for i := range 9 {
		cast(t, b, person(i), ballot.Choose(i%3))
	}
	record := finish(t, b)
	assert.Equal(t, []string{"0,1"}, lines(t, record, "merged"))
	for _, line := range lines(t, record, "ballots") {
		assert.True(t, strings.HasPrefix(line, "0 "), line)
	}
	assert.Empty(t, verify.Record(record, b.Trust()).Faults)
}

func TestPseudonymsAreForgottenAfterTheRelease(t *testing.T) {
	b, store, vault := create(t, secret(3))
	p, err := b.Pseudonym(ctx, person(0))
	require.NoError(t, err)
	cast(t, b, person(0), ballot.Choose(0, 1))
	assert.ErrorIs(t, b.Forget(ctx), box.ErrState)
	record := finish(t, b)
	assert.Contains(t, lines(t, record, "marks"), p, "people find out whether somebody voted in their name")
	require.NoError(t, b.Forget(ctx))
	_, err = b.Pseudonym(ctx, person(0))
	assert.ErrorIs(t, err, box.ErrNoSecret)
	_, err = vault.Get(ctx, box.JournalSecret)
	assert.ErrorIs(t, err, box.ErrNoSecret)
	b, err = box.Open(ctx, store, vault)
	require.NoError(t, err)
	again, err := b.Record(ctx)
	require.NoError(t, err)
	assert.Equal(t, record, again)
}

func TestABoxIsDeclaredOnce(t *testing.T) {
	_, store, _ := create(t, secret(3))
	_, err := box.Create(ctx, store, new(boxtest.Vault), secret(3))
	assert.ErrorIs(t, err, box.ErrExists)
	_, err = box.Open(ctx, store, new(boxtest.Vault))
	assert.ErrorIs(t, err, box.ErrNoSecret, "the wrong vault")
	_, err = box.Open(ctx, new(boxtest.Memory), new(boxtest.Vault))
	assert.ErrorIs(t, err, box.ErrNoDocument)
}

func TestDeclarationsThatContradictThemselvesAreRefused(t *testing.T) {
	_, keys := witnesses(t, 2)
	for name, change := range map[string]func(*box.Declaration){
		"no contest":             func(d *box.Declaration) { d.Contest = nil },
		"contest without seats":  func(d *box.Declaration) { d.Contest.Seats = 0 },
		"no level":               func(d *box.Declaration) { d.Level = 0 },
		"no assurance":           func(d *box.Declaration) { d.Assurance = 0 },
		"nobody on the roll":     func(d *box.Declaration) { d.Roll = nil },
		"a person twice":         func(d *box.Declaration) { d.Roll[1] = d.Roll[0] },
		"a person without ID":    func(d *box.Declaration) { d.Roll[1].Person = "" },
		"a group that is none":   func(d *box.Declaration) { d.Roll[1].Group = "state" },
		"names in secret votes":  func(d *box.Declaration) { d.Roll[1].Name = "Mitglied Wissenschaft" },
		"open without names":     func(d *box.Declaration) { d.Level = box.LevelOpen },
		"open with trackers":     func(d *box.Declaration) { d.Level, d.Receipts = box.LevelOpen, box.Tracker },
		"too many must sign":     func(d *box.Declaration) { d.Witnesses, d.Threshold = keys, 3 },
		"a witness twice":        func(d *box.Declaration) { d.Witnesses = append(keys, keys[0]) },
		"a name with a space":    func(d *box.Declaration) { d.Name = "box 1" },
		"others are eligible":    func(d *box.Declaration) { d.Contest.Eligible = 7 },
		"others in a group":      func(d *box.Declaration) { d.Contest.Groups[0].Eligible = 3 },
		"a negative threshold":   func(d *box.Declaration) { d.Threshold = -1 },
		"a level that is none":   func(d *box.Declaration) { d.Level = 9 },
		"a receipt that is none": func(d *box.Declaration) { d.Receipts = 9 },
	} {
		t.Run(name, func(t *testing.T) {
			d := secret(4)
			change(&d)
			store := new(boxtest.Memory)
			_, err := box.Create(ctx, store, new(boxtest.Vault), d)
			assert.ErrorIs(t, err, box.ErrDeclaration)
			_, err = store.Get(ctx, box.OpeningDocument)
			assert.ErrorIs(t, err, box.ErrNoDocument, "nothing is half declared")
		})
	}
}

func TestBallotsThatCannotBeWrittenDownAreRefused(t *testing.T) {
	b, _, _ := create(t, secret(2))
	c, err := b.Issue(ctx, person(0), box.Substantial)
	require.NoError(t, err)
	for name, v := range map[string]box.Vote{
		"an option that is none": {Ballot: ballot.Choose(3)},
		"a negative option":      {Ballot: ballot.Choose(ballot.UnknownOption), Deliberate: true},
		"an option twice":        {Ballot: ballot.Choose(1, 1), Deliberate: true},
		"a rank for approval":    {Ballot: ballot.Rank(1)},
		"a long nonce":           {Ballot: ballot.Choose(1), Nonce: make([]byte, 17)},
	} {
		_, err := b.Cast(ctx, c, v)
		assert.ErrorIs(t, err, box.ErrBallot, name)
	}
	assert.Zero(t, b.Status().Voted)
}

func TestCredentialsAreReadAsPeopleTypeThem(t *testing.T) {
	b, _, _ := create(t, secret(2))
	c, err := b.Issue(ctx, person(0), box.Substantial)
	require.NoError(t, err)
	text := c.Reveal()
	assert.Regexp(t, `^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$`, text)
	typed := strings.NewReplacer("0", "o", "1", "l", "-", " ").Replace(strings.ToLower(text))
	again, err := box.ParseCredential(typed)
	require.NoError(t, err)
	assert.Equal(t, c, again)
	for i, r := range text {
		if r == '-' {
			continue
		}
		wrong := text[:i] + map[bool]string{true: "3", false: "4"}[r != '3'] + text[i+1:]
		if _, err := box.ParseCredential(wrong); assert.ErrorIs(t, err, box.ErrCredential, wrong) {
			assert.NotContains(t, err.Error(), wrong)
		}
		_, err := box.ParseCredential(text[:i])
		assert.ErrorIs(t, err, box.ErrCredential)
	}
	for _, wrong := range []string{"", "-", "ß", text + "0", strings.Repeat("Z", 28), strings.Repeat("0", 1000)} {
		_, err := box.ParseCredential(wrong)
		assert.ErrorIs(t, err, box.ErrCredential, wrong)
	}
}
