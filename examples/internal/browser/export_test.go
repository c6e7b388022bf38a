package browser

import "github.com/chromedp/chromedp"

// Crash ends the browser from outside.
func (b *Browser) Crash() {
	_ = chromedp.FromContext(b.ctx).Browser.Process().Kill()
	<-b.ctx.Done()
}
