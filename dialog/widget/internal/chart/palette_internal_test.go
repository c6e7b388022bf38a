package chart

import (
	"math"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// luminance is the relative luminance of WCAG 2.
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	require.Len(t, colour, 7)
	n, err := strconv.ParseUint(colour[1:], 16, 32)
	require.NoError(t, err)
	linear := func(c uint64) float64 {
		v := float64(c&0xff) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(n>>16) + 0.7152*linear(n>>8) + 0.0722*linear(n)
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestTextContrast(t *testing.T) {
	under := map[string]string{"paper": paper, "late": lateFill}
	for _, s := range palette {
		under[s.class] = s.fill
		if s.stripe != "" {
			under[s.stripeClass] = s.stripe
		}
	}
	for name, fill := range under {
		t.Run(name, func(t *testing.T) {
			require.GreaterOrEqual(t, contrast(t, ink, fill), 7.0)
		})
	}
}

// WCAG asks 3:1 of shapes. Fills have it by their outlines, which are of ink.
func TestShapeContrast(t *testing.T) {
	for name, colours := range map[string][2]string{
		"elected on paper":  {wonFill, paper},
		"out on paper":      {outFill, paper},
		"axis on paper":     {axisStroke, paper},
		"axis on window":    {axisStroke, windowFill},
		"limit on paper":    {markStroke, paper},
		"grid on paper":     {gridStroke, paper},
		"outline on paper":  {ink, paper},
		"outline on window": {ink, windowFill},
	} {
		t.Run(name, func(t *testing.T) {
			require.GreaterOrEqual(t, contrast(t, colours[0], colours[1]), 3.0)
		})
	}
}

// A pattern that is as light as its fill is none.
func TestPatternsShow(t *testing.T) {
	for _, s := range palette[1:] {
		t.Run(s.class, func(t *testing.T) {
			require.GreaterOrEqual(t, contrast(t, s.stripe, s.fill), 1.3)
		})
	}
}

func TestFree(t *testing.T) {
	for name, c := range map[string]struct {
		blocked []span
		want    span
	}{
		"nothing":     {nil, span{0, 10}},
		"left":        {[]span{{-1, 2}}, span{2, 10}},
		"right":       {[]span{{7, 12}}, span{0, 7}},
		"two":         {[]span{{7, 8}, {1, 2}}, span{2, 7}},
		"overlapping": {[]span{{1, 5}, {3, 8}, {4, 4.5}}, span{8, 10}},
		"everything":  {[]span{{-1, 5}, {5, 11}}, span{0, 0}},
		"outside":     {[]span{{-5, 0}, {10, 12}}, span{0, 10}},
		"no line":     {[]span{{math.Inf(-1), math.Inf(-1)}}, span{0, 10}},
	} {
		t.Run(name, func(t *testing.T) {
			from, to := free(0, 10, c.blocked...)
			require.Equal(t, c.want, span{from, to})
		})
	}
}

func TestNum(t *testing.T) {
	for want, v := range map[string]float64{
		"0": math.NaN(), "1": 1, "0.5": 0.5, "-0.05": -0.05, "12.34": 12.344, "2": 1.999, "390": 390,
	} {
		p := &pen{}
		p.num(v)
		require.Equal(t, want, string(p.b))
	}
	for _, v := range []float64{math.Inf(1), math.Inf(-1), 1e300, -0.001} {
		p := &pen{}
		p.num(v)
		require.Equal(t, "0", string(p.b))
	}
}
