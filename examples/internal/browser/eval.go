package browser

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// Eval runs JavaScript in the page and decodes its value, or that of its promise, to out,
// which may be nil. No policy of the page forbids that, and it works with scripts switched
// off, except for promises that wait for something, like a timer: those never end then.
func (tab *Tab) Eval(js string, out any) {
	tab.t.Helper()
	if err := tab.eval(js, out); err != nil {
		tab.fail("%s\n%v", short(js), err)
	}
}

func (tab *Tab) eval(js string, out any) error {
	var answer struct {
		Result struct {
			Value               json.RawMessage `json:"value"`
			UnserializableValue string          `json:"unserializableValue"`
		} `json:"result"`
		ExceptionDetails *struct {
			Text      string `json:"text"`
			Exception struct {
				Description string `json:"description"`
			} `json:"exception"`
		} `json:"exceptionDetails"`
	}
	params := object{
		"expression": js, "returnByValue": true, "awaitPromise": true, "userGesture": true,
		// Mistakes of the test are no messages of the page.
		"silent": true,
	}
	if err := tab.inWorld(params); err != nil {
		return err
	}
	if err := tab.session.do("Runtime.evaluate", params, &answer); err != nil {
		return err
	}
	if e := answer.ExceptionDetails; e != nil {
		return fmt.Errorf("%s %s", e.Text, e.Exception.Description)
	}
	if out == nil {
		return nil
	}
	if len(answer.Result.Value) == 0 {
		return errors.New("the script has no value: " + answer.Result.UnserializableValue)
	}
	return json.Unmarshal(answer.Result.Value, out)
}

// apply calls a JavaScript function with arguments that need no quoting.
func (tab *Tab) apply(out any, function string, args ...any) error {
	list := make([]string, len(args))
	for i, arg := range args {
		text, err := json.Marshal(arg)
		if err != nil {
			return err
		}
		list[i] = string(text)
	}
	return tab.eval("("+function+")("+strings.Join(list, ",")+")", out)
}

func short(js string) string {
	if len(js) > 300 {
		return js[:300] + " …"
	}
	return js
}
