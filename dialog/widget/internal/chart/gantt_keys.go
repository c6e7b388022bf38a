package chart

// keys are those of the looks that occur in the chart and have a name.
func (c Gantt) keys(p *pen, d days) (all []key) {
	window, planned, actual, late, open := c.occur()
	bar := func(b Bar, w float64) func(x, y float64) {
		return func(x, y float64) { p.sample(b, box{x, y, w, 16}) }
	}
	for _, k := range []struct {
		occurs bool
		label  string
		draw   func(x, y float64)
	}{
		{planned, c.Keys.Planned, bar(Bar{Planned: true}, 16)},
		{actual, c.Keys.Actual, bar(Bar{}, 16)},
		{late, c.Keys.Late, bar(Bar{Late: true}, 16)},
		{open, c.Keys.Open, func(x, y float64) { p.arrowhead(x+3, box{x, y, 16, 16}) }},
		{window, c.Keys.Window, func(x, y float64) { p.area("dfc-window", windowFill, box{x, y, 16, 16}, "") }},
		{c.Today != nil && d.shows(c.Today.Day), c.Keys.Today, func(x, y float64) { p.mark("dfc-today", x+8, y, y+16, ` stroke-width="2"`) }},
	} {
		if k.occurs && k.label != "" {
			all = append(all, key{k.draw, k.label})
		}
	}
	return all
}

// occur reports which looks there are.
func (c Gantt) occur() (window, planned, actual, late, open bool) {
	for _, r := range c.Rows {
		window = window || r.Window != nil
		for _, b := range r.Bars {
			open = open || b.Open
			planned = planned || b.Planned
			late = late || b.Late && !b.Planned
			actual = actual || !b.Late && !b.Planned
		}
	}
	return window, planned, actual, late, open
}

// sample draws a bar as it looks, without text.
func (p *pen) sample(b Bar, r box) {
	s := b.look()
	p.rect(s.class, s.fill, r, s.more, "")
	if b.Late && !b.Planned {
		p.warning(r.x+1, r.y+1)
	}
}
