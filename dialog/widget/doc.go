// Package widget serves web widgets on which people meet the rules of the programme: an
// eligibility self-check, ballots, results, the committee, the timeline of a cycle, and
// the findings of a check. They are HTML made on the server, in German and English, which
// works without script; one small script and style sheet make it more convenient.
//
// Most callers need three names: [New] makes a set from a [Config], a [Set] is an
// http.Handler, and [Boxes] puts ballots before the boxes of package ballot/box.
//
//	set, err := widget.New(widget.Config{
//		Ballots: &widget.Boxes{Open: open, Assurance: box.Substantial},
//		Voter:   func(r *http.Request) (string, error) { … }, // who is signed in
//		Results: func(ctx context.Context, id string) (*widget.Result, error) { … },
//	})
//	mux.Handle(set.Prefix()+"/", set)
//
// # Widgets and their addresses
//
// Below the prefix, "/dfc" by default:
//
//	eligibility          the self-check: asks only what still matters, keeps nothing
//	ballot/ID            vote; then ballot/ID/check, and ballot/ID/done with the receipt
//	results/ID           with results/ID.json, .csv and .svg
//	committee/ID         ?on=2026-03-01 shows it as it stood on that day
//	timeline/ID          workstreams between two Denkwerkstätten
//	findings/ID          report of the check of a programme
//	fragment/KIND/ID     a widget alone, for pages of a host; ?level=3 for its headings
//	dfc.js, dfc.css      script and style sheet
//
// Each takes ?lang=de or ?lang=en. IDs are the host's; its sources know them. An ID of a
// result must not end in .json, .csv or .svg.
//
// # Four ways to embed
//
// In a page that a Go program makes, with {{.Head}} once in the head:
//
//	results, err := set.Fragment(ctx, widget.Results, "ws-2026", localizer)
//
// As an element, on the same or another origin (Config.FetchOrigins). Without script the
// link remains:
//
//	<link rel="stylesheet" href="https://wahl.example.org/dfc/dfc.css">
//	<script src="https://wahl.example.org/dfc/dfc.js" defer></script>
//
//	<dfc-results src="https://wahl.example.org/dfc/fragment/results/ws-2026">
//	  <a href="https://wahl.example.org/dfc/results/ws-2026">Result of the vote</a>
//	</dfc-results>
//
// In a frame on another origin (Config.FrameOrigins); with the script it has the height of
// its content:
//
//	<script src="https://wahl.example.org/dfc/dfc.js" defer></script>
//
//	<dfc-ballot>
//	  <iframe src="https://wahl.example.org/dfc/ballot/ws-2026?lang=en" title="Ballot" width="100%" height="900"></iframe>
//	</dfc-ballot>
//
// Included by a web server that passes /dfc/ on to the widgets, on a page that has
// /dfc/dfc.css in its head:
//
//	<!--# include virtual="/dfc/fragment/results/ws-2026?lang=en" -->
//
// For nginx these are the lines; the last one keeps ballots on the origin of the widgets,
// out of reach of the page's own script:
//
//	ssi on;
//	location /dfc/ { proxy_pass http://127.0.0.1:8080; }
//	location /dfc/ballot/ { return 302 https://wahl.example.org$request_uri; }
//
// The elements are dfc-eligibility, dfc-ballot, dfc-results, dfc-committee, dfc-timeline
// and dfc-findings. A widget stands once in a page, because IDs in it are made of its kind
// and its ID. Links in a fragment are paths, for the page's own origin; in one that an
// element has fetched from another origin, they lead to Config.Origin. Where src is changed,
// the element loads anew.
//
// # What a host has to do
//
// A page around fragments needs the policy of [Set.Policy], or with widgets of another
// origin, W: script-src W; style-src W; connect-src W; frame-src W; trusted-types dfc.
// Nothing needs unsafe-inline, a nonce or a hash.
//
// A ballot that is secret stands on a page of its own or in a frame of another origin,
// because script of a page around it could read what is marked; the package refuses
// anything else, and refuses the own origin as a frame origin. A sandboxed frame needs
// allow-forms, allow-scripts and allow-same-origin: without the last one it has no origin,
// and its forms are refused as those of another site. In a frame of another site, cookies
// are Secure, SameSite=None and Partitioned, so the widgets need HTTPS there.
//
// Pages of a secret ballot are also refused to whatever is neither a window nor a frame
// (Sec-Fetch-Dest), so that no script fetches them silently. That does not make scripts of
// the own origin harmless: they can open a window and look into it, or register a service
// worker that sees every page. The origin of secret ballots should have no scripts of
// others; an origin of its own is best. Script of a page with an open ballot can read it.
//
// Forms of other sites are refused (http.CrossOriginProtection); do not send
// "Referrer-Policy: no-referrer" with pages that hold forms of this package, because then
// browsers do not say where a form comes from. Behind a proxy that sends another Host than
// browsers do, set Config.Origin.
//
// # Votes
//
// Nothing of a ballot is kept on the server before it is cast: what is marked travels in
// hidden fields of the check page, in that tab. Where the browser keeps cookies it travels
// in one, too, for an hour at most: encrypted and authenticated under Config.Secret for this
// vote and voter, of one length for all ballots of a contest. The check then has an address
// of its own, and the back button leads to a page. Where voters have credentials, the cookie
// belongs to the form, and whoever opens the ballot anew finds it empty.
//
// A form has a key, so that a double click, or the same form sent again within ten minutes,
// is one vote with one receipt, in one process. After a restart or at another server, the
// same form leads to the receipt that the browser has; else, and in any case, the second
// vote is refused by [Ballots]. For those ten minutes, a receipt is in memory under a salted
// hash of vote, voter and form. Where an error of Ballots does not say what became of a vote,
// the voter is told that it is not known, and to send the same form again.
//
// A receipt is in a cookie of the voter's browser until the browser is closed, for a day at
// most, encrypted and authenticated under Config.Secret for this vote and voter; a voter who
// has not voted sees none. Where voters have credentials, nobody is known to the set: the
// receipt belongs to the browser, goes when somebody opens the ballot anew there, and can be
// removed by a button. A browser that keeps no cookies shows the receipt once, as the answer
// to the form.
//
// # Events
//
// Elements fire dfc:load, dfc:submit (which can be cancelled, except in a frame of another
// site), dfc:complete and dfc:error. They bubble, and never carry what somebody chose. A
// form that the script cannot send, because the network fails, is sent by the browser.
//
// # Templates
//
// Config.Templates replaces files by name: ballot.tmpl, check.tmpl and done.tmpl are the
// steps of a vote, message.tmpl says what cannot be; eligibility.tmpl, results.tmpl,
// committee.tmpl, timeline.tmpl and findings.tmpl are the other widgets; parts.tmpl has what
// several of them use; page.tmpl is the plain page around them. They stand in the root of
// the file system. [New] executes each with made-up data, and refuses one that uses a field
// which does not exist, and any other *.tmpl. Fields can change with any version.
//
// # Style
//
// All rules are in the cascade layer "dfc", so that any rule of a host wins. Tokens, each
// with a KERN token as fallback where there is one, then a default for light and dark pages
// (color-scheme): --dfc-text, --dfc-ground, --dfc-muted, --dfc-line, --dfc-accent,
// --dfc-on-accent, --dfc-error, --dfc-error-ground, --dfc-note-ground, --dfc-good,
// --dfc-focus, and --dfc-font, which is inherited.
//
// A widget in a page of a host stands on the ground of that page: only --dfc-ground gives
// it one of its own, which then also fills fields and buttons, and may need a padding. The
// defaults of the other colours have a contrast of 7 to 1 on grounds that are nearly white
// in a light page (from #eee), nearly black in a dark one (to #262626). Where the ground
// of a host is none of these, or a page is dark without saying so by color-scheme, set
// --dfc-ground, or all colours. In forced colours, those of the system replace all of them.
//
// Config.Templates replaces templates by name, Config.Texts texts, Config.Page the page
// around a widget.
//
// # What the package does not do
//
// It signs nobody in, stores nothing, and logs nothing: errors that are not the visitor's
// go to Config.OnError. It starts no goroutine.
//
// # Compatibility
//
// Addresses, names of elements, attributes, events and tokens follow SemVer. What is
// inside an element, its classes and IDs may change in any version.
package widget
