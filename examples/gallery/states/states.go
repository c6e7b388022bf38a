// Package states has every widget in every state: what the gallery shows and what the
// tests in a browser look at.
package states

import (
	"net/http"
	"net/url"

	"github.com/dialog-cybersicherheit/dfc/dialog/widget"
)

// A State is one look of a widget: the request that leads to it.
type State struct {
	Name string // such as "ballot-ranked-error"
	Kind widget.Kind
	Path string     // below the prefix
	Form url.Values // of a POST; nil for a GET
	Code int        // the status of the answer
}

func form(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}

// All returns all states, in the order in which the gallery shows them.
func All() []State {
	const ok, wrong, conflict = http.StatusOK, http.StatusUnprocessableEntity, http.StatusConflict
	e, b, r, c, t, f := widget.Eligibility, widget.Ballot, widget.Results, widget.Committee, widget.Timeline, widget.Findings
	club := []string{"kind", "registered-association"}
	return []State{
		{"eligibility-begin", e, "eligibility", nil, ok},
		{"eligibility-question", e, "eligibility", form(club...), ok},
		{"eligibility-note", e, "eligibility", form("kind", "trade-union"), ok},
		{"eligibility-error", e, "eligibility", form(append(club, "fact", "state")...), wrong},
		{"eligibility-group", e, "eligibility", form("kind", "university", "group", "science"), ok},
		{"eligibility-group-not", e, "eligibility", form("kind", "political-party", "group", "civil-society"), ok},
		{"eligibility-group-open", e, "eligibility", form("kind", "trade-union", "group", "civil-society", "answer", "citizens:yes", "answer", "business_interest:unknown",
			"answer", "for_profit:no", "answer", "party_political:no"), ok},
		{"eligibility-eligible", e, "eligibility", form("kind", "registered-association", "answer", "citizens:yes", "answer", "state:no", "answer", "business_interest:no",
			"answer", "for_profit:no", "answer", "party_political:no", "answer", "research:no", "answer", "culture_media:no"), ok},
		{"eligibility-none", e, "eligibility", form("kind", "political-party"), ok},
		{"eligibility-open", e, "eligibility", form("kind", "other", "answer", "organised:unknown", "answer", "citizens:unknown", "answer", "state:unknown", "answer", "business_interest:unknown",
			"answer", "for_profit:unknown", "answer", "party_political:unknown", "answer", "research:unknown", "answer", "culture_media:unknown"), ok},

		{"ballot-approval", b, "ballot/approval", nil, ok},
		{"ballot-approval-marked", b, "ballot/approval", form("o", "0", "o", "2"), ok},
		{"ballot-approval-error", b, "ballot/approval/check", form("o", "0", "o", "1", "o", "2", "o", "3"), wrong},
		{"ballot-approval-check", b, "ballot/approval/check", form("o", "0", "o", "2"), ok},
		{"ballot-approval-blank", b, "ballot/approval/check", form(), ok},
		{"ballot-approval-spoilt", b, "ballot/approval/check", form("spoil", "1"), ok},
		{"ballot-approval-abstain-error", b, "ballot/approval/check", form("o", "0", "o", "2", "abstain", "1"), wrong},
		{"ballot-lot", b, "ballot/lot", nil, ok},
		{"ballot-alphabetical", b, "ballot/alphabetical", nil, ok},
		{"ballot-none-of-these", b, "ballot/none-of-these", nil, ok},
		{"ballot-open", b, "ballot/open", nil, ok},
		{"ballot-withdrawn", b, "ballot/withdrawn", nil, ok},
		{"ballot-withdrawn-error", b, "ballot/withdrawn/check", form("o", "1"), wrong},
		{"ballot-single", b, "ballot/single", nil, ok},
		{"ballot-single-error", b, "ballot/single/check", form("x", ""), wrong},
		{"ballot-single-check", b, "ballot/single/check", form("o", "1"), ok},
		{"ballot-motion", b, "ballot/motion", nil, ok},
		{"ballot-motion-check", b, "ballot/motion/check", form("o", "2"), ok},
		{"ballot-score", b, "ballot/score", nil, ok},
		{"ballot-score-error", b, "ballot/score/check", form("v0", "9", "v1", "zwei", "v2", "3"), wrong},
		{"ballot-score-check", b, "ballot/score/check", form("v0", "5", "v1", "0"), ok},
		{"ballot-ranked", b, "ballot/ranked", nil, ok},
		{"ballot-ranked-error", b, "ballot/ranked/check", form("v0", "1", "v1", "3", "v2", "1"), wrong},
		{"ballot-ranked-gap", b, "ballot/ranked/check", form("v0", "1", "v1", "3"), wrong},
		{"ballot-ranked-errors", b, "ballot/ranked/check", form("v0", "1", "v1", "1", "v2", "2", "v3", "2"), wrong},
		{"ballot-ranked-most", b, "ballot/ranked-most", nil, ok},
		{"ballot-notes", b, "ballot/notes", nil, ok},
		{"ballot-ranked-check", b, "ballot/ranked/check", form("v2", "1", "v0", "2"), ok},
		{"ballot-long", b, "ballot/approval-long", nil, ok},
		{"ballot-long-check", b, "ballot/approval-long/check", form("o", "0", "o", "1", "o", "2"), ok},
		{"ballot-200", b, "ballot/approval-200", nil, ok},
		{"ballot-ranked-200", b, "ballot/ranked-200", nil, ok},
		{"ballot-ranked-200-error", b, "ballot/ranked-200/check", form("v7", "eins", "v8", "500"), wrong},
		{"ballot-letter", b, "ballot/letter", nil, ok},
		{"ballot-letter-check", b, "ballot/letter/check", form("o", "0"), ok},
		{"ballot-letter-error", b, "ballot/letter/cast", form("o", "0", "key", "AAAAAAAAAAAAAAAAAAAAAA", "credential", "7QK2"), wrong},
		{"ballot-done", b, "ballot/approval/done", nil, ok},
		{"ballot-done-tracker", b, "ballot/tracked/done", nil, ok},
		{"ballot-done-elsewhere", b, "ballot/voted/done", nil, ok},
		{"ballot-signed-out", b, "ballot/" + signedOut, nil, http.StatusForbidden},
		{"ballot-method", b, "ballot/approval/cast", nil, http.StatusMethodNotAllowed},
		{"ballot-closed", b, "ballot/closed", nil, ok},
		{"ballot-closed-meanwhile", b, "ballot/closed/cast", form("o", "0", "key", "AAAAAAAAAAAAAAAAAAAAAA"), conflict},
		{"ballot-prepared", b, "ballot/prepared", nil, ok},
		{"ballot-voted", b, "ballot/voted", nil, ok},
		{"ballot-stranger", b, "ballot/stranger", nil, http.StatusForbidden},

		{"results-approval", r, "results/approval", nil, ok},
		{"results-rounds", r, "results/rounds", nil, ok},
		{"results-ranked", r, "results/ranked", nil, ok},
		{"results-single", r, "results/single", nil, ok},
		{"results-motion", r, "results/motion", nil, ok},
		{"results-score", r, "results/score", nil, ok},
		{"results-tied", r, "results/tied", nil, ok},
		{"results-no-quorum", r, "results/no-quorum", nil, ok},
		{"results-vacant", r, "results/vacant", nil, ok},
		{"results-empty", r, "results/empty", nil, ok},
		{"results-lot", r, "results/lot", nil, ok},
		{"results-rejected", r, "results/rejected", nil, ok},
		{"results-invalid", r, "results/invalid", nil, ok},
		{"results-withdrawn", r, "results/withdrawn", nil, ok},
		{"results-merged", r, "results/merged", nil, ok},
		{"results-few", r, "results/few", nil, ok},
		{"results-score-groups", r, "results/score-groups", nil, ok},
		{"results-stv", r, "results/stv", nil, ok},
		{"results-long", r, "results/approval-long", nil, ok},
		{"results-rounds-long", r, "results/rounds-long", nil, ok},
		{"results-200", r, "results/approval-200", nil, ok},
		{"results-error", r, "results/nothing", nil, http.StatusNotFound},

		{"committee-full", c, "committee/full", nil, ok},
		{"committee-vacant", c, "committee/vacant", nil, ok},
		{"committee-earlier", c, "committee/vacant?on=2025-12-01", nil, ok},
		{"committee-all-vacant", c, "committee/all-vacant", nil, ok},
		{"committee-ended", c, "committee/ended", nil, ok},
		{"committee-none", c, "committee/none", nil, ok},
		{"committee-long", c, "committee/long", nil, ok},
		{"committee-error", c, "committee/full?on=gestern", nil, wrong},

		{"timeline-cycle", t, "timeline/cycle", nil, ok},
		{"timeline-on-time", t, "timeline/on-time", nil, ok},
		{"timeline-life", t, "timeline/life", nil, ok},
		{"timeline-over", t, "timeline/over", nil, ok},
		{"timeline-unknown", t, "timeline/unknown", nil, ok},
		{"timeline-long", t, "timeline/long", nil, ok},
		{"timeline-many", t, "timeline/many", nil, ok},
		{"timeline-empty", t, "timeline/empty", nil, ok},

		{"findings-clean", f, "findings/clean", nil, ok},
		{"findings-warnings", f, "findings/warnings", nil, ok},
		{"findings-breached", f, "findings/breached", nil, ok},
		{"findings-real", f, "findings/real", nil, ok},
	}
}
