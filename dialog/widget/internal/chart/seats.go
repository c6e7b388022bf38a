package chart

// Seats is a chart of boxes, one per seat, two in a line.
type Seats struct {
	Head
	// Series are the names for the legend, if seats belong to anything.
	Series []string
	Seats  []Seat
}

// Seat is a box with a label above its holder.
type Seat struct {
	Label string
	// Holder is the holder's name; of a vacant seat, the word for vacant.
	Holder string
	Vacant bool
	// Series is what the seat belongs to, counted from 1; 0 is nothing.
	Series int
}

const (
	seatWidth  = (wide - 10) / 2
	seatHeight = 64.0
	seatBand   = 14.0
)

// SVG returns the chart.
func (c Seats) SVG() []byte { return c.Append(nil) }

// Append appends the chart to dst.
func (c Seats) Append(dst []byte) []byte {
	return c.frame(dst, "seats", c.draw)
}

func (c Seats) draw(p *pen) float64 {
	n := len(c.Series)
	for _, s := range c.Seats {
		n = max(n, s.Series)
	}
	p.patterns(n)
	y := p.legend(4, c.Series)
	for i, s := range c.Seats {
		r := box{left, y, seatWidth, seatHeight}
		if i%2 == 1 {
			r.x = right - seatWidth
		}
		c.seat(p, r, s)
		if i%2 == 1 || i == len(c.Seats)-1 {
			y += seatHeight + 10
		}
	}
	return y
}

// seat draws a box. A vacant one has a dashed outline, and its word in regular type.
func (c Seats) seat(p *pen, r box, s Seat) {
	more := ""
	if s.Vacant {
		more = ` stroke-dasharray="4 3"`
	}
	p.rect("dfc-free", paper, r, more, "")
	x := r.x + 8
	if s.Series > 0 {
		band := box{r.x, r.y, seatBand, r.h}
		p.segment(s.Series-1, band, "")
		if l := letter(s.Series-1, len(c.Series)); l != "" {
			p.onSeries(s.Series-1, band, band.x+band.w/2, l)
		}
		x += seatBand
	}
	room := r.x + r.w - 6 - x
	p.text(label{x: x, y: r.y + 18, size: small, room: room}, s.Label)
	p.lines(label{x: x, y: r.y + 37, size: small, room: room, bold: !s.Vacant}, s.Holder)
}
