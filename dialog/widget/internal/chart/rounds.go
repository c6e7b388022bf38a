package chart

// Rounds is a chart of a count in rounds: one row per option, and in it one cell per
// round with a number above a bar. All bars have the same scale.
type Rounds struct {
	Head
	// Rounds are the names of the rounds, short ones.
	Rounds []string
	Rows   []RoundsRow
	// Quota is what elects in each round; a round beyond its end or with 0 has none.
	Quota []float64
	// QuotaLabel explains the line of the quota.
	QuotaLabel string
	// Show names the rounds to be shown, from 0 on. Without it, up to six rounds are
	// shown, and of more the first, the last four and those that elected somebody.
	Show []int
	// LeftOut writes the note on how many rounds are not shown.
	LeftOut func(n int) string
}

// RoundsRow is an option.
type RoundsRow struct {
	Label string
	// Cells are in the order of the rounds; they may end earlier, when the option is out.
	Cells []Part
	// Elected and Out are the rounds in which that happened, counted from 1; 0 means
	// that it did not.
	Elected, Out int
}

const (
	// columns is how many cells stand side by side with room for their numbers.
	columns   = 5
	cellGap   = 8.0
	cellBar   = 10.0
	cellTotal = 18 + cellBar
)

// SVG returns the chart.
func (c Rounds) SVG() []byte { return c.Append(nil) }

// Append appends the chart to dst.
func (c Rounds) Append(dst []byte) []byte {
	return c.frame(dst, "rounds", c.draw)
}

func (c Rounds) draw(p *pen) float64 {
	y := 4.0
	if c.QuotaLabel != "" && len(c.Quota) > 0 {
		p.limit(left+6, y, y+18)
		p.text(label{x: left + 18, y: y + 14, size: small, room: wide - 18}, c.QuotaLabel)
		y += 24
	}
	shown := c.Shown()
	if n := len(c.Rounds) - len(shown); n > 0 && c.LeftOut != nil {
		p.text(label{x: left, y: y + 14, size: small, room: wide}, c.LeftOut(n))
		y += 24
	}
	most := c.most(shown)
	for _, b := range bands(shown) {
		y = c.band(p, y, b, most)
	}
	return y
}

// bands breaks the columns into lines of a width that can be read, as even as can be.
func bands(shown []int) [][]int {
	lines := (len(shown) + columns - 1) / columns
	all := make([][]int, 0, lines)
	for ; lines > 0; lines-- {
		n := (len(shown) + lines - 1) / lines
		all = append(all, shown[:n])
		shown = shown[n:]
	}
	return all
}

func (c Rounds) most(shown []int) float64 {
	most := 0.0
	for _, i := range shown {
		most = max(most, c.quota(i))
		for _, r := range c.Rows {
			if i < len(r.Cells) {
				most = max(most, sound(r.Cells[i].Value))
			}
		}
	}
	return most
}

func (c Rounds) quota(round int) float64 {
	if round >= len(c.Quota) {
		return 0
	}
	return sound(c.Quota[round])
}

// band draws all rows for some of the rounds.
func (c Rounds) band(p *pen, y float64, shown []int, most float64) float64 {
	step := (wide + cellGap) / float64(len(shown))
	second := 0.0
	for i, round := range shown {
		second = max(second, p.lines(label{x: left + float64(i)*step, y: y + 14, size: small, room: step - 4}, c.Rounds[round]))
	}
	y += 20 + second
	p.line("dfc-axis", axisStroke, left, y, right, y, ` stroke-width="1"`)
	y += 6
	for _, r := range c.Rows {
		y = p.heading(y, heading{label: r.Label, won: r.Elected > 0, out: r.Out > 0})
		for i, round := range shown {
			if i > 0 && shown[i-1]+1 < round {
				x := left + float64(i)*step - cellGap/2
				p.line("dfc-grid", gridStroke, x, y, x, y+cellTotal+2, ` stroke-width="1" stroke-dasharray="2 3"`)
			}
			c.cell(p, box{left + float64(i)*step, y, step - cellGap, cellTotal}, r, round, most)
		}
		y += cellTotal + 12
	}
	return y
}

// cell draws the number of an option in a round above its bar.
func (c Rounds) cell(p *pen, r box, row RoundsRow, round int, most float64) {
	if round >= len(row.Cells) {
		return
	}
	x := r.x
	switch round + 1 {
	case row.Elected:
		p.check(x-1, r.y)
		x += icon - 2
	case row.Out:
		p.cross(x-1, r.y)
		x += icon - 2
	}
	v := row.Cells[round]
	p.number(label{x: x, y: r.y + 13, size: small, room: r.x + r.w + cellGap - 2 - x}, v.Text)
	class, fill := "dfc-c1", palette[0].fill
	switch {
	case row.Elected > 0 && round+1 >= row.Elected:
		class, fill = "dfc-won", wonFill
	case row.Out > 0 && round+1 >= row.Out:
		class, fill = "dfc-out", outFill
	}
	y := r.y + 18
	if w := hundredth(part(v.Value, most, r.w)); w > 0 {
		p.rect(class, fill, box{r.x, y, w, cellBar}, "", v.Text)
	}
	p.line("dfc-axis", axisStroke, r.x, y-1, r.x, y+cellBar+1, ` stroke-width="1"`)
	if q := c.quota(round); q > 0 {
		at := r.x + part(q, most, r.w)
		p.limit(at, y-2, y+cellBar+2)
	}
}

// number draws text that must not be cut, and nothing when it would have to be.
func (p *pen) number(l label, s string) {
	if width(clean(s), l.size) <= l.room {
		p.text(l, s)
	}
}
