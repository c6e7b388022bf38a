package browser

import "github.com/chromedp/chromedp"

// Cookie is what the browser has kept.
type Cookie struct {
	Name, Value, Domain, Path string
	Secure, HTTPOnly          bool
	// SameSite is "Strict", "Lax", "None" or empty.
	SameSite string
	// Partition is the site of the window that a partitioned cookie belongs to.
	Partition string
}

// Cookies are all of the tab, whatever site they are from.
func (tab *Tab) Cookies() []Cookie {
	tab.t.Helper()
	var answer struct {
		Cookies []struct {
			Name         string `json:"name"`
			Value        string `json:"value"`
			Domain       string `json:"domain"`
			Path         string `json:"path"`
			Secure       bool   `json:"secure"`
			HTTPOnly     bool   `json:"httpOnly"`
			SameSite     string `json:"sameSite"`
			PartitionKey struct {
				TopLevelSite string `json:"topLevelSite"`
			} `json:"partitionKey"`
		} `json:"cookies"`
	}
	c := chromedp.FromContext(tab.session.ctx)
	err := c.Browser.Call(tab.session.ctx, "Storage.getCookies", object{"browserContextId": c.BrowserContextID}, &answer)
	if err != nil {
		tab.fail("cookies: %v", err)
	}
	list := make([]Cookie, 0, len(answer.Cookies))
	for _, k := range answer.Cookies {
		list = append(list, Cookie{
			k.Name, k.Value, k.Domain, k.Path, k.Secure, k.HTTPOnly, k.SameSite, k.PartitionKey.TopLevelSite,
		})
	}
	return list
}
