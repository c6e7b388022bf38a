// Package browser drives a real Chromium in tests of web pages.
//
// A test starts the browser, opens a tab with cookies of its own and takes steps in it as
// a person would, by mouse and keyboard. A step that does not succeed fails the test:
//
//	site := browser.Serve(t, handler)
//	tab := browser.Start(t).Tab(t, browser.Options{Language: "de"})
//	tab.Open(site.A + "/")
//	tab.Click("a.vote")
//	require.Equal(t, "Abstimmung", tab.Text("h1"))
//	tab.Axe(t).NoViolations(t)
//	tab.Quiet()
//
// Without Chromium such tests are skipped, unless DFC_REQUIRE_BROWSER is set: then they
// fail, so that a build that is meant to run them cannot leave them out unseen.
//
// Environment:
//
//	DFC_BROWSER          Chromium, if it is not found by its usual names
//	DFC_REQUIRE_BROWSER  what is missing fails a test instead of skipping it
//	DFC_AXE              the file axe.min.js of axe-core
//	DFC_PICTURES         a folder for pictures of failed steps; 1 stands for t.ArtifactDir
package browser
