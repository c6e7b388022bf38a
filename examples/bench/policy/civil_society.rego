# Eligibility for civil society. Every fact of the input is "yes", "no" or "unknown".
package civil_society

decision := {"outcome": outcome, "reasons": reasons}

reasons := [
	{"rule": "CIV-01", "met": input.organised},
	{"rule": "CIV-02", "met": input.citizens},
	{"rule": "CIV-03", "met": opposite[input.state]},
	{"rule": "CIV-04", "met": opposite[input.business_interest]},
	{"rule": "CIV-05", "met": opposite[input.for_profit]},
	{"rule": "CIV-06", "met": opposite[input.party_political]},
]

opposite := {"yes": "no", "no": "yes", "unknown": "unknown"}

outcome := "not-eligible" if {
	fails
} else := "undetermined" if {
	open
} else := "eligible"

fails if {
	some reason in reasons
	reason.met == "no"
}

open if {
	some reason in reasons
	reason.met == "unknown"
}
