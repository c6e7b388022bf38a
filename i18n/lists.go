package i18n

// A listJoint says what stands around and between the two parts of a list.
type listJoint struct{ prefix, infix, suffix string }

// listPatterns join the items of a list as CLDR does: two items by a pattern of
// their own; more by the pattern for the start, then the middle, then the end.
type listPatterns struct{ two, start, middle, end listJoint }

// joint returns what joins item i of n with the rest, for i < n-1.
func (p *listPatterns) joint(i, n int) *listJoint {
	switch {
	case n == 2:
		return &p.two
	case i == 0:
		return &p.start
	case i == n-2:
		return &p.end
	}
	return &p.middle
}

// before appends what stands before item i of n.
func (p *listPatterns) before(dst []byte, i, n int) []byte {
	if i > 0 {
		dst = append(dst, p.joint(i-1, n).infix...)
	}
	if i < n-1 {
		dst = append(dst, p.joint(i, n).prefix...)
	}
	return dst
}

// after appends what stands after the last of n items.
func (p *listPatterns) after(dst []byte, n int) []byte {
	for i := n - 2; i >= 0; i-- {
		dst = append(dst, p.joint(i, n).suffix...)
	}
	return dst
}

func (p *listPatterns) append(dst []byte, items []string) []byte {
	for i, item := range items {
		dst = append(p.before(dst, i, len(items)), item...)
	}
	return p.after(dst, len(items))
}

// newListJoint takes a pattern such as "{0} und {1}" apart.
func newListJoint(segments []segment) (j listJoint, ok bool) {
	part, next := &j.prefix, "0"
	for _, s := range segments {
		switch {
		case s.name == "":
			*part += s.literal
		case s.name != next || s.form != "":
			return listJoint{infix: ", "}, false
		case next == "0":
			part, next = &j.infix, "1"
		default:
			part, next = &j.suffix, ""
		}
	}
	if next != "" {
		return listJoint{infix: ", "}, false
	}
	return j, true
}
