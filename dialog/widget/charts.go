package widget

import "html/template"

import "github.com/dialog-cybersicherheit/dfc/workstream"

func (t tabulation) seatChart(uid string) template.HTML                          { return "" }
func (t tabulation) groupChart(uid string, f figure, groups []int) template.HTML { return "" }
func (t tabulation) roundChart(uid string, f figure) template.HTML               { return "" }
func (t tabulation) standalone(data *Result) ([]byte, error)                     { return nil, ErrNotFound }
func (v view) gantt(uid string, t *timelineView, d *TimelineData, p workstream.Plan) template.HTML {
	return ""
}
