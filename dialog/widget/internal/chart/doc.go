// Package chart draws the charts of the web widgets as SVG, from plain values: it
// knows labels, numbers and texts that the caller has put into the reader's language,
// and nothing of votes or of the rules.
//
// There are three: [Stacked] bars, the [Rounds] of a count, and [Gantt]. Each has SVG, and Append for writing into a page that is being built.
//
// # What the page must do
//
// An SVG is one image to a screen reader, named by its title and described by its
// desc. The numbers are for the eye only: put a real table beside it.
//
// Nothing in an SVG needs more than the policy "default-src 'none'; style-src 'self'":
// geometry and colours are attributes, and the page's style sheet overrides colours by
// class, for instance for dark mode:
//
//   - dfc-chart: the svg element, beside dfc-stacked, dfc-rounds, dfc-gantt.
//     It fills its container; limit it to about 24rem, where its text is as large as the page's.
//   - fill of shapes: dfc-c1 … dfc-c8 (series), dfc-won, dfc-out, dfc-late, dfc-plan,
//     dfc-window, dfc-ink (symbols), dfc-bg.
//   - fill of text: dfc-text, and on series dfc-on-c1 … dfc-on-c8, dfc-on-late, dfc-on-plan.
//   - stroke of lines: dfc-edge (outlines), dfc-axis, dfc-grid, dfc-limit, dfc-today,
//     dfc-halo (the rim of the last two),     dfc-s2 … dfc-s8 (the patterns of the series; the first has none).
//
// With forced colours, browsers recolour the text of an SVG but not the shapes behind
// it: set forced-color-adjust: none on dfc-chart, or override fills by system colours.
// Outlines, patterns and symbols keep everything apart without colour.
//
// # What it takes
//
// Any text and any number: text is cleaned of what XML forbids and of characters that
// turn the direction of writing, cut to the space by an estimate of its width (the
// whole is then the tooltip), and numbers that are none or negative count as 0, those
// beyond 1e15 as 1e15. The same chart gives the same bytes. The ID must be unique in the
// page; all ids of a chart begin with "dfc-" and the ID.
package chart
