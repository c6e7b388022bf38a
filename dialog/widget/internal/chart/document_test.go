package chart_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// element is one of a document, with its numbers.
type element struct {
	name string
	attr map[string]string
}

func (e element) num(t require.TestingT, name string) float64 {
	v, err := strconv.ParseFloat(e.attr[name], 64)
	require.NoError(t, err, "%s of %v", name, e)
	return v
}

// read decodes a chart and fails if it is not well-formed.
func read(t require.TestingT, svg []byte) []element {
	var all []element
	depth := 0
	for d := xml.NewDecoder(bytes.NewReader(svg)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err, "%.2000s", svg)
		switch x := token.(type) {
		case xml.StartElement:
			depth++
			e := element{x.Name.Local, map[string]string{}}
			for _, a := range x.Attr {
				require.NotContains(t, e.attr, a.Name.Local, "twice")
				e.attr[a.Name.Local] = a.Value
			}
			all = append(all, e)
		case xml.EndElement:
			depth--
		}
	}
	require.Zero(t, depth)
	require.NotEmpty(t, all)
	return all
}

// drawn are the elements and attributes that the package writes. All else, such as
// style, script, href and event handlers, came out of the input.
var drawn = struct{ elements, attrs map[string]bool }{
	set("svg title desc defs pattern path rect line polygon text"),
	set("class role aria-labelledby id direction viewBox xmlns width height x y x1 y1 x2 y2 d points" +
		" fill fill-opacity stroke stroke-width stroke-dasharray patternUnits font-family font-size font-weight" +
		" text-anchor pointer-events"),
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// check holds a chart to what every chart promises.
func check(t require.TestingT, svg []byte) []element {
	all := read(t, svg)
	ids := map[string]bool{}
	for _, e := range all {
		require.True(t, drawn.elements[e.name], e.name)
		for name := range e.attr {
			require.True(t, drawn.attrs[name], name)
		}
		if id := e.attr["id"]; id != "" {
			require.False(t, ids[id], "%s twice", id)
			ids[id] = true
		}
	}
	require.Equal(t, "img", all[0].attr["role"])
	for _, id := range strings.Fields(all[0].attr["aria-labelledby"]) {
		require.True(t, ids[id], id)
	}
	box := strings.Fields(all[0].attr["viewBox"])
	require.Len(t, box, 4)
	height, err := strconv.ParseFloat(box[3], 64)
	require.NoError(t, err)
	for _, e := range all {
		within(t, e, height)
		if fill, ok := strings.CutPrefix(e.attr["fill"], "url(#"); ok {
			require.True(t, ids[strings.TrimSuffix(fill, ")")], fill)
		}
	}
	return all
}

// within: no shape stands outside the picture.
func within(t require.TestingT, e element, height float64) {
	inside := func(x, y float64) {
		require.True(t, x >= 0 && x <= 336 && y >= 0 && y <= height, "%v in a height of %v", e, height)
	}
	switch e.name {
	case "rect":
		if e.attr["width"] == "100%" {
			return
		}
		x, y, w, h := e.num(t, "x"), e.num(t, "y"), e.num(t, "width"), e.num(t, "height")
		require.Positive(t, w)
		inside(x, y)
		inside(x+w-1e-9, y+h)
	case "line":
		inside(e.num(t, "x1"), e.num(t, "y1"))
		inside(e.num(t, "x2"), e.num(t, "y2"))
	case "text":
		inside(e.num(t, "x"), e.num(t, "y"))
		require.GreaterOrEqual(t, e.num(t, "font-size"), 14.0)
	case "polygon":
		for _, point := range strings.Fields(e.attr["points"]) {
			x, y, _ := strings.Cut(point, ",")
			p := element{"point", map[string]string{"x": x, "y": y}}
			inside(p.num(t, "x"), p.num(t, "y"))
		}
	}
}

func TestSamplesKeepTheRules(t *testing.T) {
	for name, c := range samples {
		t.Run(name, func(t *testing.T) { check(t, c.SVG()) })
	}
}

func TestStandaloneIsAFile(t *testing.T) {
	c := stackedOf(2)
	c.Standalone = true
	svg := string(c.SVG())
	require.True(t, strings.HasPrefix(svg, `<?xml version="1.0" encoding="UTF-8"?>`))
	root := read(t, []byte(svg))[0]
	require.Equal(t, "http://www.w3.org/2000/svg", root.attr["xmlns"])
	require.Equal(t, "672", root.attr["width"])
	require.Equal(t, 2*element{attr: map[string]string{"h": strings.Fields(root.attr["viewBox"])[3]}}.num(t, "h"), root.num(t, "height"))
}
