package programme_test

import (
	"context"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/committee"
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/i18n"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

// A programme made in Go can hold values that no file can: outside the
// enumerations, or nothing at all.
func TestAProgrammeMadeInGoNeverPanics(t *testing.T) {
	odd := &programme.Programme{
		Denkwerkstaetten: []dialog.Denkwerkstatt{{Number: -1}, {Number: -1}},
		Organisations:    []dialog.Organisation{{ID: "a", Kind: 250, Group: 99, Facts: dialog.Facts{Organised: 77, State: 9}}, {}},
		Participants:     []dialog.Participant{{ID: "p", Group: 99, Organisation: "a"}, {}},
		Determinations:   []dialog.Determination{{Organisation: "a", Group: 99, Outcome: 88, Rule: "nonsense"}, {}},
		Cycles: []programme.Cycle{{Label: "x"}, {Label: "2031/2032", Workstreams: []workstream.Workstream{
			{ID: "w", Lead: []dialog.Group{99}, Steps: []workstream.Step{{To: 200}, {}}, Participants: []string{"p", "q"}, Continues: []string{"w", ""}}, {},
		}}},
		Committees: []committee.Committee{{
			Seats:  []committee.Seat{{Group: 99, Member: "p", Deputy: "p"}, {}},
			Events: []committee.Event{{Kind: 99, Group: 99, Role: 99, Person: "p"}, {}},
		}, {}},
		Policies: []dialog.Setting{{}},
		Waivers:  []dialog.Waiver{{}},
	}
	for _, p := range []*programme.Programme{odd, {}} {
		r, err := programme.Check(context.Background(), p, someDay)
		require.NoError(t, err)
		assert.Equal(t, programme.Breached, r.Verdict())
		for _, format := range []programme.Format{programme.FormatText, programme.FormatMarkdown, programme.FormatJSON, programme.FormatSARIF, programme.FormatJUnit} {
			require.NoError(t, programme.Write(io.Discard, format, i18n.English(), programme.WriteOptions{}, r), format)
		}
	}
}

func TestACheckNeedsADayAndAContext(t *testing.T) {
	_, err := programme.Check(context.Background(), &programme.Programme{}, dialog.Date{})
	require.ErrorIs(t, err, programme.ErrAsOf)
	_, err = programme.Check(context.Background(), &programme.Programme{}, dialog.MustDate("2032"))
	require.ErrorIs(t, err, programme.ErrAsOf)
	done, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = programme.Check(done, &programme.Programme{}, someDay)
	require.ErrorIs(t, err, context.Canceled)
	assert.Error(t, programme.Write(io.Discard, 99, i18n.English(), programme.WriteOptions{}, &programme.Report{}))
}
