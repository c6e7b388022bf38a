package app

// A field is a control of a form with its label, a hint, and what is wrong with it.
type field struct {
	ID, Name, Type           string // "text", "date", "area" or "select"
	Label, Hint, Flaw, Value string
	Autocomplete             string
	Options                  []option
}

// Field is a control whose ID is its name; label and hint are keys, "" for no hint.
func (p page) Field(kind, name, label, hint, value string) field {
	return p.FieldOf("", kind, name, label, hint, value)
}

// FieldOf is a control of one of several forms of a kind: their IDs end differently.
func (p page) FieldOf(form, kind, name, label, hint, value string) field {
	f := field{ID: name, Name: name, Type: kind, Label: p.T(label), Value: value, Autocomplete: "off"}
	if form != "" {
		f.ID = name + "-" + form
	}
	if hint != "" {
		f.Hint = p.T(hint)
	}
	for _, flaw := range p.Flaws {
		if flaw.Field == f.ID {
			f.Flaw = flaw.Text
		}
	}
	return f
}

// With is the same control with a list to choose from.
func (f field) With(options []option) field {
	f.Options = options
	return f
}

// As is the same control with a meaning that browsers know.
func (f field) As(autocomplete string) field {
	f.Autocomplete = autocomplete
	return f
}

// Sent is the same control under another name in the form.
func (f field) Sent(name string) field {
	f.Name = name
	return f
}

// Named is the same control with something behind its label.
func (f field) Named(what string) field {
	f.Label += " " + what
	return f
}

// Described are the IDs of what describes the control.
func (f field) Described() string {
	switch {
	case f.Hint != "" && f.Flaw != "":
		return f.ID + "-f " + f.ID + "-n"
	case f.Hint != "":
		return f.ID + "-n"
	case f.Flaw != "":
		return f.ID + "-f"
	}
	return ""
}
