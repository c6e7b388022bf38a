package dialog_test

import (
	"fmt"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// A hacker club: an association of which the facts are stated.
func ExampleAssess() {
	club := dialog.Organisation{
		ID:   "club",
		Kind: dialog.KindRegisteredAssociation,
		Facts: dialog.Facts{Citizens: dialog.Yes, State: dialog.No, BusinessInterest: dialog.No,
			ForProfit: dialog.Yes, PartyPolitical: dialog.No},
	}
	a := dialog.Assess(&club, dialog.CivilSociety)
	fmt.Println(a.Outcome(), "because of", a.Rule())
	for r := range a.Reasons() {
		fmt.Println(r.Rule, r.Evidence, i18n.English().Text(r.TextKey()))
	}
	// Output:
	// not-eligible because of CIV-05
	// CIV-01 presumed Several people act together.
	// CIV-02 stated People carry the organisation through their own engagement.
	// CIV-03 stated The organisation is not part of the state and not directed by it.
	// CIV-04 stated The organisation does not represent economic interests of businesses.
	// CIV-05 stated The activities are profit-oriented.
	// CIV-06 stated The activities are free of party-political interests.
}

// Where the rules leave it open, the assessment says what to ask first, and why
// it is open.
func ExampleAssessment_Next() {
	union := dialog.Organisation{ID: "union", Kind: dialog.KindTradeUnion}
	a := dialog.Assess(&union, dialog.CivilSociety)
	q, _ := a.Next()
	fmt.Println(a.Outcome(), "at", q.Rule)
	fmt.Println(i18n.German().Text(q.TextKey()))
	if note, ok := q.NoteKey(); ok {
		fmt.Println(i18n.German().Text(note))
	}
	// Output:
	// undetermined at CIV-04
	// Vertritt Ihre Organisation wirtschaftliche Interessen von Unternehmen?
	// Ob die wirtschaftlichen Interessen von Beschäftigten hier denen der Wirtschaft zuzurechnen sind, sagt die Quelle nicht.
}

// The programme office settles the question that the rules leave open.
func ExampleAssessment_Resolve() {
	union := dialog.Organisation{ID: "union", Kind: dialog.KindTradeUnion,
		Facts: dialog.Facts{ForProfit: dialog.No, PartyPolitical: dialog.No}}
	a := dialog.Assess(&union, dialog.CivilSociety).Resolve(&dialog.Determination{
		Organisation: "union", Group: dialog.CivilSociety, Rule: dialog.RuleOutsideMarket, Outcome: dialog.Eligible,
		By: "programme office", On: dialog.MustDate("2025-03-01"), Reason: dialog.Plain("It speaks for employees."),
	})
	fmt.Println(a.Outcome(), "decided by the", a.Determination().By, "on", a.Determination().On)
	// Output: eligible decided by the programme office on 2025-03-01
}

// Which group fits best?
func ExampleSuggest() {
	for _, kind := range []dialog.OrganisationKind{dialog.KindBusinessFederation, dialog.KindPublicBroadcaster,
		dialog.KindUniversity, dialog.KindAgency, dialog.KindPoliticalParty, dialog.KindTradeUnion} {
		s := dialog.Suggest(&dialog.Organisation{Kind: kind})
		fmt.Println(kind, "->", s.Fit())
	}
	// Output:
	// business-federation -> business
	// public-broadcaster -> culture-and-media
	// university -> science
	// agency -> government
	// political-party -> none
	// trade-union -> undetermined
}

func ExampleArchetypes() {
	list, err := dialog.Archetypes()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, a := range list {
		if a.ID == "ggmbh" {
			fmt.Println(a.Description["en"], "->", a.Expected.CivilSociety, "at", a.Expected.Rule)
			fmt.Println(a.Why["en"])
		}
	}
	// Output:
	// non-profit company that offers training -> undetermined at CIV-05
	// Charitable status is a term of tax law; whether the activities are profit-oriented remains to be asked.
}
