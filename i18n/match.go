package i18n

import (
	"strings"

	"golang.org/x/text/language"
)

// Localizer returns the localizer for the best of the catalogue's languages.
// Preferences come best first; each is a language tag ("de", "de-AT") or the value
// of a header Accept-Language, such as a choice that a person stored and then
// the header of the request. What cannot be read is passed over. For each range of
// a preference in turn, an exact tag is looked for, then its parents (de-AT, de),
// then a language that its readers understand. Where nothing fits, it is German,
// unless a preference rules that out ("de;q=0").
func (c *Catalogue) Localizer(preferences ...string) *Localizer {
	c = c.get()
	for _, preference := range preferences {
		if l := c.byName[preference]; l != nil { // the common case, without parsing
			return l
		}
		if l := c.match(parsePreference(preference)); l != nil {
			return l
		}
	}
	for _, name := range c.names {
		if !c.excluded(name, preferences) {
			return c.byName[name]
		}
	}
	return c.byName[germanName]
}

// match returns the best localizer for one preference, nil when none fits. The
// matcher of x/text alone would not do: it ignores variants, so that "de-simple"
// would be an exact match for "de" beside a catalogue in "de-simple".
func (c *Catalogue) match(ranges []languageRange) *Localizer {
	var tags []language.Tag
	for _, r := range ranges {
		if r.weight == 0 {
			break
		}
		if r.tag == "*" {
			if l := c.wildcard(ranges); l != nil {
				return l
			}
			continue
		}
		tag, _ := language.Parse(r.tag) // what it understood, also with an unknown part
		if tag == language.Und {
			continue
		}
		tags = append(tags, tag)
		if l := c.closest(tag, ranges); l != nil {
			return l
		}
	}
	if len(tags) == 0 {
		return nil
	}
	_, i, confidence := c.matcher.Match(tags...)
	if confidence == language.No || forbids(ranges, c.names[i]) {
		return nil
	}
	return c.byName[c.names[i]]
}

// closest finds a tag, one of its parents, or a close relative.
func (c *Catalogue) closest(tag language.Tag, ranges []languageRange) *Localizer {
	for t := tag; t != language.Und; t = t.Parent() {
		if name := t.String(); c.byName[name] != nil && !forbids(ranges, name) {
			return c.byName[name]
		}
	}
	_, i, confidence := c.matcher.Match(tag)
	if confidence < language.High || forbids(ranges, c.names[i]) {
		return nil
	}
	return c.byName[c.names[i]]
}

// wildcard returns the first language that no other range speaks of.
func (c *Catalogue) wildcard(ranges []languageRange) *Localizer {
	for _, name := range c.names {
		if r := mostSpecific(ranges, name); r == nil {
			return c.byName[name]
		}
	}
	return nil
}

// mostSpecific returns the longest range that a tag is in (RFC 4647, section 3.3.1),
// nil when only "*" is.
func mostSpecific(ranges []languageRange, name string) *languageRange {
	var found *languageRange
	for i, r := range ranges {
		n := len(r.tag)
		in := len(name) >= n && strings.EqualFold(name[:n], r.tag) && (len(name) == n || name[n] == '-')
		if in && (found == nil || n > len(found.tag)) {
			found = &ranges[i]
		}
	}
	return found
}

// forbids reports whether ranges rule a language out. "*;q=0" does not: it asks
// for nothing but the languages named, and the parent of one of those is the
// nearest that can be had.
func forbids(ranges []languageRange, name string) bool {
	r := mostSpecific(ranges, name)
	return r != nil && r.weight == 0
}

func (c *Catalogue) excluded(name string, preferences []string) bool {
	for _, preference := range preferences {
		if forbids(parsePreference(preference), name) {
			return true
		}
	}
	return false
}
