# The outcome for civil society alone, without reasons, in the form that the
# rule index of OPA finds its way in.
package civil_society_outcome

outcome := "not-eligible" if {
	fails
} else := "undetermined" if {
	open
} else := "eligible"

fails if input.organised == "no"
fails if input.citizens == "no"
fails if input.state == "yes"
fails if input.business_interest == "yes"
fails if input.for_profit == "yes"
fails if input.party_political == "yes"

open if input.organised == "unknown"
open if input.citizens == "unknown"
open if input.state == "unknown"
open if input.business_interest == "unknown"
open if input.for_profit == "unknown"
open if input.party_political == "unknown"
