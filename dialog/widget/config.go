package widget

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"strings"
	"time"

	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// A Config says what a set of widgets shows and to whom. The zero value is a set with
// the self-check alone; each source that is set adds a widget.
type Config struct {
	// Prefix is the path under which the set is served, of letters without accents, digits and
	// "-._~"; "" is "/dfc".
	Prefix string
	// Origin is the public origin of this server, such as "https://wahl.example.org". It
	// is needed with FrameOrigins and FetchOrigins, and says whether cookies are Secure.
	Origin string
	// FrameOrigins are the exact origins whose pages may frame pages of this set. The own
	// origin is refused: its scripts could read a ballot in a frame.
	FrameOrigins []string
	// FetchOrigins are the exact origins whose scripts may fetch fragments that only show
	// something: results, committee, timeline, findings.
	FetchOrigins []string
	// HeadingLevel is the level of the first heading of a fragment, 1 to 4; 0 is 2. On
	// pages of the set it is 1.
	HeadingLevel int
	// Templates overrides files of the embedded templates by their name, see the package doc.
	Templates fs.FS
	// Texts is the catalogue; nil is [i18n.Default].
	Texts *i18n.Catalogue
	// Language is the host's choice of language for a request, as a language tag; "" or nil
	// leaves it to the query (?lang=), then the header Accept-Language, then German.
	Language func(*http.Request) string
	// Page writes a page of the set into the host's layout; nil writes a plain page. The
	// headers are set before.
	Page func(w io.Writer, r *http.Request, p *Page) error
	// Now is the clock; nil is [time.Now]. It decides what "today" is and how long a
	// receipt can be shown again.
	Now func() time.Time
	// OnError is told of errors that are not the visitor's, such as those of a source. The
	// visitor is only told that something went wrong.
	OnError func(*http.Request, error)

	// Secret, at least 16 random bytes that all servers of a host share and keep, seals the
	// receipts in voters' browsers, so that they can still be shown after a restart or by
	// another server. Without it a secret is drawn.
	Secret []byte
	// Voter returns who asks, as the host knows it, or "" for nobody; nil knows nobody.
	Voter func(*http.Request) (string, error)
	// SignIn is where somebody goes whom Voter does not know, a path or an address with https;
	// "" offers nothing. It gets a parameter next with the path to come back to. Ask
	// [Set.Owns] before leading there, because anybody can write such an address.
	SignIn string

	// The sources. Each returns [ErrNotFound] for an ID that does not exist. IDs of results must
	// not end in ".json", ".csv" or ".svg", which are other forms of a result.
	Ballots    Ballots
	Results    func(ctx context.Context, id string) (*Result, error)
	Committees func(ctx context.Context, id string) (*CommitteeData, error)
	Timelines  func(ctx context.Context, id string) (*TimelineData, error)
	Reports    func(ctx context.Context, id string) (*programme.Report, error)
}

// A Page is what a host's layout goes around.
type Page struct {
	Kind      Kind
	Lang      string // language tag of the page
	Title     string // for the title element, with "Error:" before it where there is one
	Head      template.HTML
	Body      template.HTML
	Languages []LanguageLink // none for the answer to a form, which another language would lose
	Localizer *i18n.Localizer
}

// A LanguageLink leads to the same page in another language.
type LanguageLink struct {
	Lang, Name string // language tag, and the language in its own words
	URL        string
	Current    bool
}

// ErrConfig is wrapped by every error of [New].
var ErrConfig = errors.New("widgets cannot be set up so")

// check returns the configuration with its defaults, or everything that is wrong.
func (c Config) check() (Config, error) {
	var faults []error
	fault := func(format string, args ...any) {
		faults = append(faults, fmt.Errorf("%w: "+format, append([]any{ErrConfig}, args...)...))
	}
	if c.Prefix == "" {
		c.Prefix = "/dfc"
	}
	if !goodPrefix.MatchString(c.Prefix) || path.Clean(c.Prefix) != c.Prefix {
		fault("prefix %q (want an absolute path such as \"/dfc\")", c.Prefix)
	}
	if c.HeadingLevel == 0 {
		c.HeadingLevel = 2
	}
	if c.HeadingLevel < 1 || c.HeadingLevel > 4 {
		fault("heading level %d (want 1 to 4)", c.HeadingLevel)
	}
	for _, err := range c.checkOrigins() {
		fault("%w", err)
	}
	if n := len(c.Secret); n > 0 && n < 16 {
		fault("secret of %d bytes (want at least 16, or none)", n)
	}
	if c.SignIn != "" {
		u, err := url.Parse(c.SignIn)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" && (u.Scheme != "" || u.Host != "" || !strings.HasPrefix(u.Path, "/")) {
			fault("sign-in address %q (want a path or an address with https)", c.SignIn)
		}
	}
	if bs, ok := c.Ballots.(*Boxes); ok && (bs == nil || bs.Open == nil) {
		fault("ballots: boxes without Open")
	}
	if c.Texts == nil {
		c.Texts = i18n.Default()
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.OnError == nil {
		c.OnError = func(*http.Request, error) {}
	}
	if c.Voter == nil {
		c.Voter = func(*http.Request) (string, error) { return "", nil }
	}
	c.Results = found(c.Results, func(r *Result) bool { return r.Result != nil && r.Result.Contest != nil })
	c.Committees = found(c.Committees, func(d *CommitteeData) bool { return d.History != nil })
	c.Timelines = found(c.Timelines, func(*TimelineData) bool { return true })
	c.Reports = found(c.Reports, func(*programme.Report) bool { return true })
	return c, errors.Join(faults...)
}

// goodPrefix has the characters that stand for themselves in a path, in a header and in
// HTML (RFC 3986, section 2.3).
var goodPrefix = regexp.MustCompile(`^(/[A-Za-z0-9._~-]+)+$`)

// found is a source that returns ErrNotFound where it would return nothing at all, or
// something that is not whole.
func found[T any](source func(context.Context, string) (*T, error), whole func(*T) bool) func(context.Context, string) (*T, error) {
	if source == nil {
		return nil
	}
	return func(ctx context.Context, id string) (*T, error) {
		data, err := source(ctx, id)
		if err == nil && (data == nil || !whole(data)) {
			err = fmt.Errorf("nothing for %q: %w", id, ErrNotFound)
		}
		return data, err
	}
}
