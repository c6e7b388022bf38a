package dialog

// The rules of this package. IDs are never reused.
const (
	RuleOrganised      RuleID = "CIV-01" // civil society is organised, not one private person
	RuleCitizens       RuleID = "CIV-02" // it is carried by people's engagement
	RuleOutsideState   RuleID = "CIV-03" // it stands outside the state
	RuleOutsideMarket  RuleID = "CIV-04" // it does not speak for businesses
	RuleNotForProfit   RuleID = "CIV-05" // its activities are not profit-oriented
	RuleNoParty        RuleID = "CIV-06" // its activities are free of party-political interest
	RuleScience        RuleID = "SCI-01" // science: research or teaching is the main activity
	RuleCulture        RuleID = "CUL-01" // culture and media: cultural or media work is the main activity
	RuleBusiness       RuleID = "BUS-01" // business: profit-oriented, or speaks for businesses
	RuleGovernment     RuleID = "GOV-01" // government: carries out the state's tasks
	RuleGroupFits      RuleID = "GRP-01" // the declared group is the one that fits best
	RuleKindAgrees     RuleID = "ORG-01" // the stated facts agree with the kind
	RuleDetermination  RuleID = "DET-01" // a determination says who, when, why
	RuleDetermineOpen  RuleID = "DET-02" // a determination decides only what the rules leave open
	RuleOrganisedGroup RuleID = "PAR-01" // where the group asks for it, a participant stands for an organisation
	RuleGroupsAgree    RuleID = "PAR-02" // participant and organisation are in the same group
	RuleOneGroup       RuleID = "PAR-03" // a participant is in exactly one group
	RuleYearly         RuleID = "DEN-01" // a Denkwerkstatt in every calendar year
	RuleOncePerYear    RuleID = "DEN-02" // not two in one year
	RuleGap            RuleID = "DEN-03" // no long gap between two
	RuleNumbering      RuleID = "DEN-04" // numbers rise with the dates
	RuleDates          RuleID = "DEN-05" // it ends on or after the day on which it starts
	RuleCycleLabel     RuleID = "CYC-01" // the label names two consecutive years
	RuleCycleFrame     RuleID = "CYC-02" // the Denkwerkstätten that open and close the cycle are listed
	RuleWaiverUsed     RuleID = "WVR-01" // a waiver waives something
	RuleWaiverExpired  RuleID = "WVR-02" // a waiver is not past its last day
)

// Rules returns the rules of this package in catalogue order.
func Rules() []Rule {
	since := Date{year: 2016, month: 1, day: 1}
	return []Rule{
		{RuleOrganised, SeverityError, OnOrganisation, BasisSource, "aims", since, Date{}},
		{RuleCitizens, SeverityError, OnOrganisation, BasisSource, "aims", since, Date{}},
		{RuleOutsideState, SeverityError, OnOrganisation, BasisSource, "aims", since, Date{}},
		{RuleOutsideMarket, SeverityError, OnOrganisation, BasisSource, "aims", since, Date{}},
		{RuleNotForProfit, SeverityError, OnOrganisation, BasisSource, "aims", since, Date{}},
		{RuleNoParty, SeverityError, OnOrganisation, BasisSource, "aims", since, Date{}},
		{RuleScience, SeverityError, OnOrganisation, BasisChoice, "aims", since, Date{}},
		{RuleCulture, SeverityError, OnOrganisation, BasisChoice, "aims", since, Date{}},
		{RuleBusiness, SeverityError, OnOrganisation, BasisChoice, "aims", since, Date{}},
		{RuleGovernment, SeverityError, OnOrganisation, BasisChoice, "aims", since, Date{}},
		{RuleGroupFits, SeverityWarning, OnOrganisation, BasisChoice, "aims", since, Date{}},
		{RuleKindAgrees, SeverityError, OnOrganisation, BasisChoice, "", since, Date{}},
		{RuleDetermination, SeverityError, OnDetermination, BasisChoice, "contact", since, Date{}},
		{RuleDetermineOpen, SeverityError, OnDetermination, BasisChoice, "aims", since, Date{}},
		{RuleOrganisedGroup, SeverityError, OnParticipant, BasisSource, "aims", since, Date{}},
		{RuleGroupsAgree, SeverityError, OnParticipant, BasisChoice, "aims", since, Date{}},
		{RuleOneGroup, SeverityError, OnParticipant, BasisChoice, "aims", since, Date{}},
		{RuleYearly, SeverityWarning, OnYear, BasisSource, "denkwerkstatt", since, Date{}},
		{RuleOncePerYear, SeverityNotice, OnDenkwerkstatt, BasisSource, "denkwerkstatt", since, Date{}},
		{RuleGap, SeverityNotice, OnDenkwerkstatt, BasisChoice, "denkwerkstatt", since, Date{}},
		{RuleNumbering, SeverityError, OnDenkwerkstatt, BasisChoice, "", since, Date{}},
		{RuleDates, SeverityError, OnDenkwerkstatt, BasisChoice, "", since, Date{}},
		{RuleCycleLabel, SeverityError, OnCycle, BasisHistory, "workstreams", since, Date{}},
		{RuleCycleFrame, SeverityWarning, OnCycle, BasisSource, "workstreams", since, Date{}},
		{RuleWaiverUsed, SeverityWarning, OnWaiver, BasisChoice, "", since, Date{}},
		{RuleWaiverExpired, SeverityWarning, OnWaiver, BasisChoice, "", since, Date{}},
	}
}
