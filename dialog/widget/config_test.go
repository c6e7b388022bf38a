package widget_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

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
		"short secret":          {widget.Config{Secret: []byte("kurz")}, "secret of 4 bytes"},
		"sign-in by script":     {widget.Config{SignIn: "javascript:alert(1)"}, "sign-in address"},
		"unknown template":      {widget.Config{Templates: fstest.MapFS{"balot.tmpl": {}}}, `no template "balot.tmpl"`},
		"broken template":       {widget.Config{Templates: fstest.MapFS{"ballot.tmpl": {Data: []byte("{{")}}}, "templates"},
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
