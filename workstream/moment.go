package workstream

import "github.com/dialog-cybersicherheit/dfc/dialog"

// A moment is a date in the life of a workstream, where it stands in the file,
// and what it is called: what happened counts before what was planned.
type moment struct {
	date  dialog.Date
	step  int    // index of the step that bears the date, where field is empty
	field string // else where it stands, such as ".planned.end"
	name  string // key in package i18n
}

// What else may be missing, as keys in package i18n.
const (
	factDates         = "fact.workstream-dates"    // start and end
	factDenkwerkstatt = "fact.denkwerkstatt-dates" // the days of a Denkwerkstatt
)

// start is the day on which the workstream began, or is to begin.
func (w *Workstream) start() moment {
	if s, i := w.Step(Running); s != nil {
		return moment{date: s.On, step: i, name: "fact.workstream-start"}
	}
	if w.Unpublished() { // the plan may have come to nothing
		return moment{field: ".steps", name: "fact.workstream-start"}
	}
	return moment{date: w.Planned.Start, field: ".planned.start", name: "fact.workstream-planned-start"}
}

// end is the day on which it ended, or is to end.
func (w *Workstream) end() moment {
	if s, i := w.Step(Completed); s != nil {
		return moment{date: s.On, step: i, name: "fact.workstream-end"}
	}
	if w.Unpublished() {
		return moment{field: ".steps", name: "fact.workstream-end"}
	}
	return moment{date: w.Planned.End, field: ".planned.end", name: "fact.workstream-planned-end"}
}

// period is the time from start to end.
func (w *Workstream) period() dialog.Period {
	return dialog.Period{Start: w.start().date, End: w.end().date}
}
