package app

import (
	"context"
	"database/sql"
	"strconv"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// A draw says where the lot of a tied vote comes from. It is published before the numbers
// are known, so that nobody can look for numbers that suit; a later one, where the first
// did not take place, stands beside it.
type draw struct {
	Source    string      `json:"source"` // such as a lottery
	On        dialog.Date `json:"on"`     // the day on which its numbers are drawn
	Announced dialog.Date `json:"announced"`
}

// announceDraw publishes where the lot of a tied vote will come from.
func (a *App) announceDraw(ctx context.Context, id, source string, on dialog.Date) error {
	return a.update(ctx, office, "announce draw for "+id, func(s *state, _ *sql.Tx) error {
		v := s.vote(id)
		switch {
		case v == nil || !v.Tied:
			return errNotNow
		case source == "":
			return refuse("source-"+id, "portal.office.draw-source")
		case on.Before(a.today()) == dialog.Yes:
			return refuse("draw-"+id, "portal.office.draw-past", i18n.Day("today", a.today().I18n()))
		}
		v.Draws = append(v.Draws, draw{Source: source, On: on, Announced: a.today()})
		return nil
	})
}

// lot draws the lot of a tied vote from the numbers of its source.
func (a *App) lot(v *vote, numbers string, options int) (*ballot.Lot, error) {
	field := "lot-" + v.ID
	if len(v.Draws) == 0 {
		return nil, refuse("source-"+v.ID, "portal.error.tied", titleArg(v))
	}
	if d := v.Draws[len(v.Draws)-1]; d.On.After(a.today()) == dialog.Yes {
		return nil, refuse(field, "portal.office.draw-later", titleArg(v), i18n.Day("day", d.On.I18n()))
	}
	key, ok := lotKey(numbers)
	if !ok {
		return nil, refuse(field, "portal.office.lot-numbers", titleArg(v))
	}
	return ballot.DrawLot(key, options, ballot.RFC3797)
}

// titleArg names a vote in a text.
func titleArg(v *vote) i18n.Arg { return titleOf(v).Arg("title", v.ID) }

// lotKey reads numbers with blanks or commas between them (RFC 3797, section 4.1).
func lotKey(text string) (string, bool) {
	var numbers []uint64
	for _, field := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == ';' }) {
		n, err := strconv.ParseUint(field, 10, 64)
		if err != nil {
			return "", false
		}
		numbers = append(numbers, n)
	}
	return ballot.LotKey(numbers), len(numbers) > 0 && len(numbers) <= 100
}
