package programme_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

func ExampleCheck() {
	p, err := programme.Parse(strings.NewReader(`
version: 1
programme: beispiel
denkwerkstaetten:
  - {number: 16, dates: {start: 2031-11-14, end: 2031-11-15}}
  - {number: 17, dates: {start: 2033-01-14, end: 2033-01-15}}
`), "programme.yaml")
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := programme.Check(context.Background(), p, dialog.MustDate("2033-12-31"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, finding := range report.Findings {
		fmt.Println(finding.Severity, finding.Position, finding.Rule)
		fmt.Println(finding.Message(i18n.German()))
		fmt.Println(finding.Message(i18n.English()))
	}
	fmt.Println(report.Verdict())
	// Output:
	// warning programme.yaml:4:1 DEN-01
	// Im Jahr 2032 fand keine Denkwerkstatt statt; die Quelle nennt sie jährlich.
	// There was no Denkwerkstatt in 2032; the source calls it annual.
	// warnings
}

func ExampleExplain() {
	text, _ := programme.Explain("COM-12", i18n.English())
	fmt.Print(text)
	// Output:
	// COM-12  No group has two seats
	//
	// Finding: In the committee elected ‹elected›, the seat ‹group› is listed twice.
	// What to do: Delete one of the two entries. BSI is the counterpart of the groups and has no seat.
	// Severity: error
	// Checked on: places in the committee
	// Basis: the programme's public text
	// Section of the source: “Begleitung durch das Dialogkomitee” (guidance by the dialogue committee)
	// In force since: 22 February 2021
}

func ExampleReport_Excerpt() {
	p, err := programme.Parse(strings.NewReader("version: 1\nprogramme: beispiel\ntitel: Beispiel\n"), "programme.yaml")
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := programme.Check(context.Background(), p, dialog.MustDate("2033-12-31"))
	if err != nil {
		fmt.Println(err)
		return
	}
	f := report.Findings[0]
	fmt.Println(f.Position, f.Message(i18n.English()))
	fmt.Println(strings.TrimSpace(report.Excerpt(f.Position)))
	// Output:
	// programme.yaml:3:1 The key “titel” is unknown here: “title” is probably meant; allowed are version, programme, title, as_of, reference, denkwerkstaetten, organisations, participants, determinations, cycles, committees, votes, policies and waivers.
	// 1 | version: 1
	//    2 | programme: beispiel
	// >  3 | titel: Beispiel
	//        ^
}
