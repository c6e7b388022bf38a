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
	"slices"
	"strings"
	"time"

	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// A Config says what a set of widgets shows and to whom. The zero value is a set with
// the self-check alone; each source that is set adds a widget.
type Config struct {
	// Prefix is the path under which the set is served; "" is "/dfc".
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
	// Templates overrides files of the embedded templates by their name.
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

	// Secret, at least 16 random bytes that all servers of a host share and keep, lets what
	// a voter has marked and not cast survive a restart. Without it a secret is drawn.
	Secret []byte
	// Voter returns who asks, as the host knows it, or "" for nobody; nil knows nobody.
	Voter func(*http.Request) (string, error)
	// SignIn is where somebody goes whom Voter does not know; "" offers nothing.
	SignIn string

	// The sources. Each returns [ErrNotFound] for an ID that does not exist.
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
	Localizer *i18n.Localizer
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
	if c.Prefix[0] != '/' || path.Clean(c.Prefix) != c.Prefix || strings.ContainsAny(c.Prefix, "?#%{}\\\"'<> ") || c.Prefix == "/" {
		fault("prefix %q (want an absolute path such as \"/dfc\")", c.Prefix)
	}
	if c.HeadingLevel == 0 {
		c.HeadingLevel = 2
	}
	if c.HeadingLevel < 1 || c.HeadingLevel > 4 {
		fault("heading level %d (want 1 to 4)", c.HeadingLevel)
	}
	if c.Origin != "" {
		if err := checkOrigin(c.Origin); err != nil {
			fault("origin: %w", err)
		}
	} else if len(c.FrameOrigins)+len(c.FetchOrigins) > 0 {
		fault("origins of other sites need the own one: set Origin")
	}
	for _, o := range slices.Concat(c.FrameOrigins, c.FetchOrigins) {
		if err := checkOrigin(o); err != nil {
			fault("other origin: %w", err)
		}
	}
	if slices.Contains(c.FrameOrigins, c.Origin) && c.Origin != "" {
		fault("frame origin %q is the own one: its scripts could read a ballot in a frame; put a fragment into the page instead", c.Origin)
	}
	if n := len(c.Secret); n > 0 && n < 16 {
		fault("secret of %d bytes (want at least 16, or none)", n)
	}
	if c.SignIn != "" {
		if u, err := url.Parse(c.SignIn); err != nil || u.Scheme != "" && u.Scheme != "https" && u.Scheme != "http" {
			fault("sign-in address %q (want a path or an address with https)", c.SignIn)
		}
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
	return c, errors.Join(faults...)
}

// checkOrigin accepts scheme, host and port as RFC 6454, section 6.2, writes an origin:
// no wildcard, because an origin decides who can frame a ballot.
func checkOrigin(s string) error {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.Scheme+"://"+u.Host != s ||
		strings.ContainsAny(u.Host, "*;, \"'") || strings.ToLower(s) != s {
		return fmt.Errorf("%q is no exact origin (want one such as \"https://www.example.org\")", s)
	}
	return nil
}
