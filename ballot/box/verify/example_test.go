package verify_test

import (
	"fmt"
	"os"

	"github.com/dialog-cybersicherheit/dfc/ballot/box/verify"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

func Example() {
	file, _ := os.Open("testdata/records/ballot-missing.trust")
	defer file.Close()
	trust, _ := verify.ReadTrust(file)
	data, _ := os.ReadFile("testdata/records/ballot-missing.txt")
	report := verify.Record(data, trust)
	for _, fault := range report.Faults {
		fmt.Println(fault.Code(), "–", fault.Text(i18n.English()))
	}
	// Output:
	// more-marks-than-ballots@ballots – More people have voted than there are ballots: votes are missing.
	// more-receipts-than-ballots@receipts – More receipts were made out than there are ballots: votes are missing.
}
