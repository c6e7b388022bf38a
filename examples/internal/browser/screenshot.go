package browser

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

// Screenshot is a picture of the first such element, or of the window if css is empty.
func (tab *Tab) Screenshot(css string) image.Image {
	tab.t.Helper()
	params := object{"format": "png"}
	if css != "" {
		var box struct{ X, Y, Width, Height float64 }
		tab.Wait(css)
		tab.find(&box, css, `el => {
			el.scrollIntoView({block: "nearest", inline: "nearest", behavior: "instant"});
			const b = el.getBoundingClientRect();
			return {X: b.x, Y: b.y, Width: b.width, Height: b.height};
		}`)
		p, err := tab.offset(point{X: box.X, Y: box.Y})
		if err != nil {
			tab.fail("`%s`: %v", css, err)
		}
		// The protocol counts from the beginning of the page.
		var scrolled struct{ X, Y float64 }
		tab.top().Eval(`({X: scrollX, Y: scrollY})`, &scrolled)
		params["clip"] = object{
			"x": p.X + scrolled.X, "y": p.Y + scrolled.Y, "width": box.Width, "height": box.Height, "scale": 1,
		}
		params["captureBeyondViewport"] = true
	}
	var shot struct {
		Data []byte `json:"data"`
	}
	tab.top().must("Page.captureScreenshot", params, &shot)
	img, err := png.Decode(bytes.NewReader(shot.Data))
	if err != nil {
		tab.fail("the picture cannot be read: %v", err)
	}
	return img
}

// Differ is the share of pixels that differ between two pictures, from 0 to 1. Pictures of
// different sizes differ in all.
func Differ(a, b image.Image) float64 {
	size := a.Bounds().Size()
	if size != b.Bounds().Size() {
		return 1
	}
	if size.X == 0 || size.Y == 0 {
		return 0
	}
	n := 0
	for y := range size.Y {
		for x := range size.X {
			r1, g1, b1, a1 := a.At(a.Bounds().Min.X+x, a.Bounds().Min.Y+y).RGBA()
			r2, g2, b2, a2 := b.At(b.Bounds().Min.X+x, b.Bounds().Min.Y+y).RGBA()
			if r1 != r2 || g1 != g2 || b1 != b2 || a1 != a2 {
				n++
			}
		}
	}
	return float64(n) / float64(size.X*size.Y)
}

// SavePNG writes a picture for people to look at.
func SavePNG(t testing.TB, path string, img image.Image) {
	t.Helper()
	var b bytes.Buffer
	err := png.Encode(&b, img)
	if err == nil {
		err = os.MkdirAll(filepath.Dir(path), 0o755)
	}
	if err == nil {
		err = os.WriteFile(path, b.Bytes(), 0o644)
	}
	if err != nil {
		t.Fatal(fmt.Errorf("picture: %w", err))
	}
}
