package widget

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// checkOrigins returns everything that is wrong with the origins.
func (c Config) checkOrigins() (faults []error) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Errorf(format, args...)) }
	others := slices.Concat(c.FrameOrigins, c.FetchOrigins)
	if c.Origin == "" {
		if len(others) > 0 {
			fault("origins of other sites need the own one: set Origin")
		}
		return faults
	}
	own, err := parseOrigin(c.Origin)
	if err != nil {
		fault("origin: %w", err)
		return faults
	}
	for _, o := range others {
		if _, err := parseOrigin(o); err != nil {
			fault("other origin: %w", err)
		}
	}
	for _, o := range c.FrameOrigins {
		u, err := parseOrigin(o)
		switch {
		case err != nil:
		case o == c.Origin:
			fault("frame origin %q is the own one: its scripts could read a ballot in a frame; put a fragment into the page instead", o)
		case u.Scheme == "http" && own.Scheme == "https" && u.Hostname() == own.Hostname():
			fault("frame origin %q is the own one without encryption: whoever changes its pages on their way takes the place of the own ones", o)
		}
	}
	if len(c.FrameOrigins) > 0 && own.Scheme == "http" && !loopback(own.Hostname()) {
		fault("origin %q: cookies in frames of other sites need https", c.Origin)
	}
	return faults
}

// parseOrigin accepts scheme, host and port as browsers write an origin (RFC 6454, section
// 6.2): no wildcard, because an origin decides who can frame a ballot; no default port and
// no letters beyond ASCII, because browsers write none, and it would never match.
func parseOrigin(s string) (*url.URL, error) {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" || u.Scheme+"://"+u.Host != s ||
		strings.ContainsFunc(u.Host, func(c rune) bool { return c > '~' || strings.ContainsRune("*;, \"'", c) }) || strings.ToLower(s) != s {
		return nil, fmt.Errorf("%q is no exact origin (want one such as \"https://www.example.org\")", s)
	}
	if port := u.Port(); port == map[string]string{"https": "443", "http": "80"}[u.Scheme] || port == "" && strings.HasSuffix(s, ":") {
		return nil, errors.New(s + " is no exact origin: leave out the port")
	}
	return u, nil
}

// loopback reports whether a host is this computer, whose pages browsers take for encrypted.
func loopback(host string) bool {
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || host == "127.0.0.1" || host == "::1"
}
