package widget_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/dialog/widget"
)

func TestWhatCannotBeSetUpIsRefusedByName(t *testing.T) {
	const own = "https://wahl.example.org"
	for name, c := range map[string]struct {
		config widget.Config
		want   string
	}{
		"prefix without slash":  {widget.Config{Prefix: "dfc"}, `prefix "dfc"`},
		"prefix with dots":      {widget.Config{Prefix: "/a/../b"}, `prefix "/a/../b"`},
		"prefix of all":         {widget.Config{Prefix: "/"}, `prefix "/"`},
		"prefix with markup":    {widget.Config{Prefix: `/"><b>`}, `prefix`},
		"heading too deep":      {widget.Config{HeadingLevel: 5}, "heading level 5"},
		"frames without origin": {widget.Config{FrameOrigins: []string{"https://a.example"}}, "set Origin"},
		"own origin":            {widget.Config{Origin: own, FrameOrigins: []string{own}}, "is the own one"},
		"wildcard":              {widget.Config{Origin: own, FrameOrigins: []string{"https://*.example.org"}}, "no exact origin"},
		"everybody":             {widget.Config{Origin: own, FetchOrigins: []string{"*"}}, "no exact origin"},
		"null":                  {widget.Config{Origin: own, FetchOrigins: []string{"null"}}, "no exact origin"},
		"with a path":           {widget.Config{Origin: own, FrameOrigins: []string{"https://a.example/"}}, "no exact origin"},
		"upper case":            {widget.Config{Origin: own, FrameOrigins: []string{"https://A.example"}}, "no exact origin"},
		"policy injection":      {widget.Config{Origin: own, FrameOrigins: []string{"https://a.example; script-src *"}}, "no exact origin"},
		"own origin, path":      {widget.Config{Origin: own + "/x"}, "no exact origin"},
		"default port":          {widget.Config{Origin: own, FrameOrigins: []string{own + ":443"}}, "leave out the port"},
		"default port of http":  {widget.Config{Origin: "http://a.localhost:80"}, "leave out the port"},
		"colon without port":    {widget.Config{Origin: own + ":"}, "leave out the port"},
		"own host, http":        {widget.Config{Origin: own, FrameOrigins: []string{"http://wahl.example.org"}}, "without encryption"},
		"frames over http":      {widget.Config{Origin: "http://wahl.example.org", FrameOrigins: []string{"https://a.example"}}, "need https"},
		"origin in Unicode":     {widget.Config{Origin: own, FrameOrigins: []string{"https://bücher.example"}}, "no exact origin"},
		"prefix in Unicode":     {widget.Config{Prefix: "/wähl"}, `prefix "/wähl"`},
		"prefix with semicolon": {widget.Config{Prefix: "/a;b"}, `prefix "/a;b"`},
		"prefix with line end":  {widget.Config{Prefix: "/a\nb"}, `prefix "/a\nb"`},
		"prefix with ampersand": {widget.Config{Prefix: "/a&b"}, `prefix "/a&b"`},
		"sign-in elsewhere":     {widget.Config{SignIn: "//evil.example"}, "sign-in address"},
		"sign-in, relative":     {widget.Config{SignIn: "signin"}, "sign-in address"},
		"boxes without Open":    {widget.Config{Ballots: &widget.Boxes{}}, "boxes without Open"},
		"no boxes":              {widget.Config{Ballots: (*widget.Boxes)(nil)}, "boxes without Open"},
		"short secret":          {widget.Config{Secret: []byte("kurz")}, "secret of 4 bytes"},
		"sign-in by script":     {widget.Config{SignIn: "javascript:alert(1)"}, "sign-in address"},
		"unknown template":      {widget.Config{Templates: fstest.MapFS{"balot.tmpl": {}}}, `no template "balot.tmpl"`},
		"template in a folder":  {widget.Config{Templates: fstest.MapFS{"templates/ballot.tmpl": {}}}, `no template "templates/ballot.tmpl"`},
		"broken template":       {widget.Config{Templates: fstest.MapFS{"ballot.tmpl": {Data: []byte("{{")}}}, "templates"},
		"unknown field":         {widget.Config{Templates: fstest.MapFS{"done.tmpl": {Data: []byte("{{if .Receipt}}{{.Nope}}{{end}}")}}}, "Nope"},
		"unknown field, empty":  {widget.Config{Templates: fstest.MapFS{"page.tmpl": {Data: []byte("{{if .Title}}x{{else}}{{.Nope}}{{end}}")}}}, "Nope"},
		"unknown field, listed": {widget.Config{Templates: fstest.MapFS{"results.tmpl": {Data: []byte("{{range .Files}}{{.Href}}{{end}}")}}}, "Href"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := widget.New(c.config)
			require.ErrorIs(t, err, widget.ErrConfig)
			assert.ErrorContains(t, err, c.want)
		})
	}
	_, err := widget.New(widget.Config{Prefix: "x", HeadingLevel: 9})
	assert.ErrorContains(t, err, "prefix")
	assert.ErrorContains(t, err, "heading", "all faults are named at once")
}

func TestWhatDevelopersNeedIsAccepted(t *testing.T) {
	for _, c := range []widget.Config{
		{Origin: "http://a.localhost:8082", FrameOrigins: []string{"http://b.localhost:8083", "http://127.0.0.1:8084"}},
		{Origin: "http://127.0.0.1:8082", FrameOrigins: []string{"http://127.0.0.1:8083"}},
		{Origin: "https://wahl.example.org", FrameOrigins: []string{"https://wahl.example.org:8443", "http://intranet.example"}},
		{Prefix: "/a-b/c_d.e~1"}, {SignIn: "/signin?from=ballot"}, {SignIn: "https://login.example.org/"},
	} {
		_, err := widget.New(c)
		assert.NoError(t, err)
	}
}

// A host can lead back to a page of the set after a sign-in, and nobody elsewhere.
func TestASetKnowsItsAddresses(t *testing.T) {
	set, err := widget.New(widget.Config{})
	require.NoError(t, err)
	for address, want := range map[string]bool{"/dfc/ballot/ws": true, "/dfc/ballot/ws?lang=en": true, "/dfc/ballot/a%20b": true,
		"": false, "/": false, "/dfc": false, "/dfcx/y": false, "//evil.example/dfc/": false, "https://evil.example/dfc/x": false, "/dfc/../admin": false,
		"/dfc/%2e%2e/admin": false, `/dfc/\evil.example`: false, "/dfc//evil.example": false, "javascript:alert(1)": false, "dfc/x": false, "/dfc/\n": false} {
		assert.Equal(t, want, set.Owns(address), address)
	}
}

// What a source forgets to say is not found, and nobody's request ends in a panic.
func TestSourcesThatReturnNothingHaveNothing(t *testing.T) {
	for name, c := range map[string]widget.Config{
		"nothing": {
			Results:    func(context.Context, string) (*widget.Result, error) { return nil, nil },
			Committees: func(context.Context, string) (*widget.CommitteeData, error) { return nil, nil },
			Timelines:  func(context.Context, string) (*widget.TimelineData, error) { return nil, nil },
			Reports:    func(context.Context, string) (*programme.Report, error) { return nil, nil },
			Ballots:    paper{},
		},
		"halves": {
			Results:    func(context.Context, string) (*widget.Result, error) { return &widget.Result{}, nil },
			Committees: func(context.Context, string) (*widget.CommitteeData, error) { return &widget.CommitteeData{}, nil },
			Ballots:    paper{p: &widget.Paper{}},
		},
		"no box": {Ballots: &widget.Boxes{Open: func(context.Context, string) (*box.Box, error) { return nil, nil }}},
	} {
		set, err := widget.New(c)
		require.NoError(t, err)
		for _, k := range widget.Kinds()[1:] {
			assert.Equal(t, http.StatusNotFound, get(set, "/dfc/"+k.String()+"/x").Code, "%s: %s", name, k)
			_, err := set.Fragment(context.Background(), k, "x", nil)
			assert.ErrorIs(t, err, widget.ErrNotFound, "%s: %s", name, k)
		}
		assert.Equal(t, http.StatusNotFound, get(set, "/dfc/results/x.csv").Code)
	}
}

func TestTheZeroConfigurationIsTheSelfCheck(t *testing.T) {
	set, err := widget.New(widget.Config{})
	require.NoError(t, err)
	assert.Equal(t, "/dfc", set.Prefix())
	assert.Equal(t, http.StatusOK, get(set, "/dfc/eligibility").Code)
	for _, path := range []string{"/dfc/ballot/x", "/dfc/results/x", "/dfc/committee/x", "/dfc/timeline/x", "/dfc/findings/x"} {
		assert.Equal(t, http.StatusNotFound, get(set, path).Code, path)
	}
}

func TestAHostOverridesATemplate(t *testing.T) {
	set, err := widget.New(widget.Config{Templates: fstest.MapFS{"message.tmpl": {Data: []byte(`<p class="host">{{.Text}}</p>`)}}})
	require.NoError(t, err)
	assert.Contains(t, get(set, "/dfc/nothing").Body.String(), `<p class="host">`)
}

func FuzzConfig(f *testing.F) {
	f.Add("/dfc", "https://a.example", "https://b.example", 2)
	f.Add("//", "null", "*", -1)
	f.Fuzz(func(t *testing.T, prefix, origin, other string, level int) {
		set, err := widget.New(widget.Config{Prefix: prefix, Origin: origin, FrameOrigins: []string{other}, HeadingLevel: level})
		if err != nil {
			return
		}
		if strings.ContainsAny(string(set.Head()), "'\n") || strings.Count(set.Policy(), ";") != 9 {
			t.Fatal(set.Head(), set.Policy())
		}
		get(set, set.Prefix()+"/eligibility")
	})
}
