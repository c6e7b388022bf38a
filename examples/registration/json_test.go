package main

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestProgramsGetTheAssessment(t *testing.T) {
	w := send(t, http.MethodPost, "/api/registrations?lang=en", "application/json", encode(t, goodJSON()))
	assert.Equal(t, http.StatusOK, w.Code)
	var a assessment
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &a))
	assert.Equal(t, "eligible", a.Outcome)
	assert.Equal(t, "Your organisation belongs to the group “science”.", a.Text)
}

func TestWhatIsNotOneObjectOfJSONIsABadRequest(t *testing.T) {
	whole := encode(t, goodJSON())
	for name, body := range map[string]string{
		"nothing": "", "half": "{", "a list": "[]", "null": "null", "a text": `"x"`, "more after it": whole + "{}", "rubbish after it": whole + "x",
		"not UTF-8": strings.Replace(whole, "Hochschule", "\xff", 1),
	} {
		t.Run(name, func(t *testing.T) {
			status, wrong := postJSON(t, "de", body)
			assert.Equal(t, http.StatusBadRequest, status)
			require.Len(t, wrong, 1)
			assert.Empty(t, wrong[0].Field)
			assert.Contains(t, wrong[0].Message, "nicht lesbar")
		})
	}
}

// A field that is misspelt would be lost without a word.
func TestUnknownFieldsAreNamed(t *testing.T) {
	object := goodJSON()
	object["mail"], object["Role"] = "x", "y"
	status, wrong := postJSON(t, "en", encode(t, object))
	assert.Equal(t, http.StatusUnprocessableEntity, status)
	assert.Equal(t, []fault{
		{"Role", "There is no entry “Role” here. Check how it is spelt."},
		{"mail", "There is no entry “mail” here. Check how it is spelt."},
	}, wrong)
}

func TestValuesOfAnotherTypeAreNamed(t *testing.T) {
	for name, c := range map[string]struct {
		field string
		value any
		want  string
	}{
		"a number for a text":  {"role", 5, "Bei „Ihre Rolle“ ist ein Text verlangt."},
		"a list for a text":    {"email", []string{}, "Bei „E-Mail-Adresse“ ist ein Text verlangt."},
		"half a month":         {"months", 6.5, "„6.5“ ist bei „Geplante Dauer in Monaten“ nicht möglich"},
		"a text for a number":  {"months", "6", "„\"6\"“ ist bei „Geplante Dauer in Monaten“ nicht möglich"},
		"an object for months": {"months", map[string]int{"n": 6}, "ist bei „Geplante Dauer in Monaten“ nicht möglich"},
	} {
		t.Run(name, func(t *testing.T) {
			object := goodJSON()
			object[c.field] = c.value
			status, wrong := postJSON(t, "de", encode(t, object))
			assert.Equal(t, http.StatusUnprocessableEntity, status)
			require.Len(t, wrong, 1)
			assert.Equal(t, c.field, wrong[0].Field)
			assert.Contains(t, wrong[0].Message, c.want)
		})
	}
}

func TestWhatIsOptionalMayBeNull(t *testing.T) {
	object := goodJSON()
	object["months"], object["email"] = nil, nil
	w := send(t, http.MethodPost, "/api/registrations", "application/json", encode(t, object))
	assert.Equal(t, http.StatusOK, w.Code, w.Body.String())
}
