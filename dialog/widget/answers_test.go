package widget_test

import (
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/dialog/widget"
)

// The kind and the group can be changed, and what was answered stays.
func TestAChangeOfTheSelfCheckLosesNothing(t *testing.T) {
	set, err := widget.New(widget.Config{})
	require.NoError(t, err)
	send := func(form url.Values) *httptest.ResponseRecorder {
		w := post(set, "/dfc/eligibility", form)
		require.Equal(t, 200, w.Code)
		assert.Empty(t, w.Header().Values("Set-Cookie"), "nothing is kept")
		return w
	}
	told := []string{"kind", "university", "group", "science", "answer", "state:yes", "answer", "research:unknown"}
	page := send(values(told...)).Body.String()
	for _, name := range []string{"kind", "group", "state", "research"} {
		assert.Contains(t, page, `name="change" value="`+name+`"`, "each answer is listed")
	}
	for _, what := range []string{"kind", "group"} {
		w := send(values(append(told, "change", what)...))
		assert.Regexp(t, `<option value="university" selected>`, w.Body.String())
		assert.Regexp(t, `value="science" checked>`, w.Body.String())
		assert.Equal(t, 1, strings.Count(w.Body.String(), " checked"))
		form := formOf(w)
		assert.Equal(t, []string{"state:yes", "research:unknown"}, form["answer"])
		form.Set("kind", "university")
		form.Set("group", "science")
		again := send(form).Body.String()
		assert.Equal(t, page, again, "to change nothing changes nothing")
	}
	page = send(values(append(told, "change", "restart")...)).Body.String()
	assert.Empty(t, regexp.MustCompile(`name="answer"| selected`).FindString(page), "to begin anew is something else")
	assert.Regexp(t, `value="" checked>`, page)
	page = send(values(append(told, "change", "state")...)).Body.String()
	assert.NotContains(t, page, "state:yes")
	assert.Contains(t, page, "research:unknown")
}
