package chart

// icon is the width of a symbol, with the space behind it.
const icon = 18.0

// check says elected, in a square of 14 units.
func (p *pen) check(x, y float64) {
	p.polygon("dfc-won", wonFill, x, y, 1, 7, 3, 5, 5.5, 7.5, 11, 2, 13, 4, 5.5, 11.5)
	p.raw(`/>`)
}

// cross says out.
func (p *pen) cross(x, y float64) {
	p.polygon("dfc-out", outFill, x, y,
		2, 3.5, 3.5, 2, 7, 5.5, 10.5, 2, 12, 3.5, 8.5, 7, 12, 10.5, 10.5, 12, 7, 8.5, 3.5, 12, 2, 10.5, 5.5, 7)
	p.raw(`/>`)
}

// warning says late: a triangle with an exclamation mark.
func (p *pen) warning(x, y float64) {
	p.polygon("dfc-late"+edgeClass, lateFill, x, y, 7, 1, 13.5, 13, 0.5, 13)
	p.raw(edgeAttrs, `/>`)
	p.area("dfc-on-late", ink, box{x + 6.2, y + 5, 1.6, 4}, "")
	p.area("dfc-on-late", ink, box{x + 6.2, y + 10.2, 1.6, 1.6}, "")
}
