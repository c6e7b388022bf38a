package i18n

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"
)

//go:embed de.yaml en.yaml
var embedded embed.FS

const (
	germanName  = "de"
	englishName = "en"
)

// A Catalogue holds all texts in all languages. It is immutable and safe for
// concurrent use. Its zero value and nil are [Default].
type Catalogue struct {
	sources   map[string]map[string]*source // by language, then by key
	names     []string                      // of the languages: German, English, others by tag
	byName    map[string]*Localizer
	tags      []language.Tag
	matcher   language.Matcher
	onMissing func(Missing)
	buffers   sync.Pool // of *[]byte, to render into
}

// Options configure [New].
type Options struct {
	// Texts override single texts or add languages: files named <tag>.yaml at the
	// root of the file system, in the format of the package documentation. A later
	// file system wins over an earlier one. Every text must be one that the
	// catalogue knows, with no placeholder that the original does not have.
	Texts []fs.FS
	// OnMissing is told, each time it happens, of a text that another language had
	// to serve and of a placeholder without fitting argument. It is called from the
	// goroutine that renders, so from several at once; it must not render texts of
	// this catalogue that could be missing too.
	OnMissing func(Missing)
}

// A Missing reports a text or a value that could not be rendered as asked.
type Missing struct {
	Language    string // that was asked for
	Key         string // of the text
	Used        string // the language that served, "" if none
	Placeholder string // that had no fitting argument; "" when the text itself is missing
}

// Default returns the catalogue of the embedded texts, German and English. It
// panics if those are not well-formed, which the tests of this package exclude.
func Default() *Catalogue { return defaultCatalogue() }

var defaultCatalogue = sync.OnceValue(func() *Catalogue {
	c, err := New(Options{})
	if err != nil {
		panic("i18n.Default: " + err.Error())
	}
	return c
})

// New returns a catalogue of the embedded texts and those of the options. The
// error joins one [TextError] for each fault.
func New(o Options) (*Catalogue, error) {
	c := &Catalogue{sources: map[string]map[string]*source{}, byName: map[string]*Localizer{}, onMissing: o.OnMissing}
	c.buffers.New = func() any { return new(make([]byte, 0, 512)) }
	ours := embeddedTexts()
	for name, texts := range ours.sources {
		c.sources[name] = maps.Clone(texts)
	}
	faults := slices.Clone(ours.faults)
	var added []addition
	for i, texts := range o.Texts {
		if texts == nil {
			return nil, fmt.Errorf("texts %d: no file system", i)
		}
		faults = append(faults, c.read(texts, &added)...)
	}
	c.build()
	for _, a := range added {
		faults = append(faults, c.check(ours.originals, a)...)
	}
	if len(faults) > 0 {
		slices.SortStableFunc(faults, compareFaults)
		errs := make([]error, len(faults))
		for i, fault := range faults {
			errs[i] = fault
		}
		return nil, errors.Join(errs...)
	}
	return c, nil
}

// embeddedTexts are the files of this package, read once: that is most of the work
// of New. Nobody changes them; compiling makes copies.
var embeddedTexts = sync.OnceValue(func() (ours struct {
	sources   map[string]map[string]*source
	originals map[string]original
	faults    []*TextError
}) {
	c := &Catalogue{sources: map[string]map[string]*source{}}
	ours.faults = c.read(embedded, nil)
	ours.sources, ours.originals = c.sources, c.original()
	return ours
})

// An addition is one file of a host.
type addition struct {
	name  string // of the language
	texts map[string]*source
}

// read takes over the files of a file system, and notes them in added.
func (c *Catalogue) read(texts fs.FS, added *[]addition) []*TextError {
	entries, err := fs.ReadDir(texts, ".")
	if err != nil {
		return []*TextError{{File: ".", Problem: "the texts cannot be read", Err: err}}
	}
	var faults []*TextError
	found := false
	for _, entry := range entries {
		file := entry.Name()
		extension := path.Ext(file)
		if entry.IsDir() || extension != ".yaml" && extension != ".yml" {
			continue
		}
		found = true
		tag, err := language.Parse(strings.TrimSuffix(file, extension))
		if err != nil || tag == language.Und || extension != ".yaml" {
			faults = append(faults, &TextError{File: file, Problem: "the name is not that of a language", Remedy: "name the file after the language tag, such as fr.yaml or de-AT.yaml", Err: err})
			continue
		}
		data, err := fs.ReadFile(texts, file)
		if err != nil {
			faults = append(faults, &TextError{File: file, Problem: "the file cannot be read", Err: err})
			continue
		}
		sources, wrong := parseFile(file, data)
		faults = append(faults, wrong...)
		name := tag.String()
		if c.sources[name] == nil {
			c.sources[name] = map[string]*source{}
		}
		maps.Copy(c.sources[name], sources)
		if added != nil {
			*added = append(*added, addition{name, sources})
		}
	}
	if !found {
		faults = append(faults, &TextError{File: ".", Problem: "no texts here", Remedy: "put files such as fr.yaml at the root of the file system (see fs.Sub)"})
	}
	return faults
}

// build compiles all texts for all languages.
func (c *Catalogue) build() {
	c.names = slices.SortedFunc(maps.Keys(c.sources), compareNames)
	locales := make([]*locale, len(c.names))
	for i, name := range c.names {
		l := newLocale(language.Make(name))
		l.adopt(name, c.sources[name])
		for _, parent := range l.parents {
			l.adopt(parent, c.sources[parent])
		}
		locales[i] = l
		c.tags = append(c.tags, l.tag)
		c.byName[name] = &Localizer{catalogue: c, in: l}
	}
	// A text that a language lacks comes from English, else from German.
	german, english := maps.Clone(locales[0].texts), maps.Clone(locales[1].texts)
	for _, l := range locales {
		l.borrow(english)
		l.borrow(german)
	}
	for _, l := range locales {
		l.link()
	}
	c.matcher = language.NewMatcher(c.tags)
}

// compareNames puts German first, which is the default, then English, then the
// others by tag.
func compareNames(a, b string) int {
	rank := func(name string) int {
		return max(slices.Index([]string{"", englishName, germanName}, name), 0)
	}
	if order := rank(b) - rank(a); order != 0 {
		return order
	}
	return strings.Compare(a, b)
}

func (c *Catalogue) get() *Catalogue {
	if c == nil || c.byName == nil {
		return Default()
	}
	return c
}

// Languages lists the languages: German, English, then those that [Options.Texts]
// added, by tag. The slice is the caller's.
func (c *Catalogue) Languages() []language.Tag { return slices.Clone(c.get().tags) }

// Keys lists the keys of the texts that the files of a language hold, sorted;
// none for a language that the catalogue does not have. Texts of a parent
// language do not count.
func (c *Catalogue) Keys(lang string) iter.Seq[string] {
	return slices.Values(slices.Sorted(maps.Keys(c.get().sources[lang])))
}

// Has reports whether the files of a language hold a text with this key.
func (c *Catalogue) Has(lang, key string) bool { return c.get().sources[lang][key] != nil }

// Forms returns a text as written, by plural category; the category is "" for a
// text without plural. Categories come in the order of CLDR.
func (c *Catalogue) Forms(lang, key string) iter.Seq2[string, string] {
	return func(yield func(category, template string) bool) {
		s := c.get().sources[lang][key]
		if s == nil {
			return
		}
		for _, form := range formOrder {
			name := formNames[form]
			if !s.plural {
				name = ""
			}
			if s.raw[form] != "" && !yield(name, s.raw[form]) {
				return
			}
		}
	}
}

// A Placeholder is a place in a text that an argument fills.
type Placeholder struct {
	Name string
	Form string // "" for the plain form
}

// Placeholders lists the placeholders of a text in a language, sorted by name
// and form, each once.
func (c *Catalogue) Placeholders(lang, key string) []Placeholder {
	s := c.get().sources[lang][key]
	if s == nil {
		return nil
	}
	var all []Placeholder
	for p := range s.placeholders {
		all = append(all, Placeholder{p.name, p.form})
	}
	slices.SortFunc(all, func(a, b Placeholder) int {
		if order := strings.Compare(a.Name, b.Name); order != 0 {
			return order
		}
		return strings.Compare(a.Form, b.Form)
	})
	return slices.Compact(all)
}

// Position returns where a text of a language stands, as "file:line:column"; ""
// when there is no such text.
func (c *Catalogue) Position(lang, key string) string {
	s := c.get().sources[lang][key]
	if s == nil {
		return ""
	}
	return s.position.String()
}
