package main

import (
	"fmt"
	"html"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/examples/internal/browser"
)

// nginxPath finds nginx, which Debian keeps where only the superuser looks. Without it the
// test is skipped, unless DFC_REQUIRE_NGINX says that it must run.
func nginxPath(t *testing.T) string {
	for _, name := range []string{"nginx", "/usr/sbin/nginx"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("DFC_REQUIRE_NGINX") != "" {
		t.Fatal("nginx is not installed")
	}
	t.Skip("nginx is not installed")
	return ""
}

// config is all that nginx needs to run in one folder, with a place for the lines that the
// page shows.
const config = `daemon off;
master_process off;
pid nginx.pid;
events {}
http {
  access_log off;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  types { text/css css; text/javascript js; }
  default_type text/html;
  charset utf-8;
  server {
    listen %s;
    root pages;
%s
  }
}
`

// server are the lines for the configuration of a web server.
var server = regexp.MustCompile(`(?s)<pre tabindex="0" class="server">(.*?)</pre>`)

// nginx serves the site's page as a file, by the lines that the page shows.
func nginx(t *testing.T, s *site) (origin string) {
	path, folder := nginxPath(t), t.TempDir()
	write := func(name string, data []byte) {
		name = filepath.Join(folder, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755))
		require.NoError(t, os.WriteFile(name, data, 0o644))
	}
	var source []byte
	for _, lang := range []string{"de", "en"} {
		var err error
		source, err = s.render(lang, "include")
		require.NoError(t, err)
		write("pages/"+lang+"/include", source)
	}
	for _, name := range []string{"style.css", "site.js"} {
		write("pages/"+name, request(s, http.MethodGet, "/"+name, "").Body.Bytes())
	}
	shown := server.FindSubmatch(source)
	require.NotNil(t, shown)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	addr := l.Addr().String()
	require.NoError(t, l.Close())
	write("nginx.conf", fmt.Appendf(nil, config, addr, html.UnescapeString(string(shown[1]))))

	cmd := exec.Command(path, "-p", folder, "-c", "nginx.conf", "-e", "error.log")
	require.NoError(t, cmd.Start())
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-ended
		if log, _ := os.ReadFile(filepath.Join(folder, "error.log")); t.Failed() {
			t.Logf("nginx: %s", log)
		}
	})
	require.Eventually(t, func() bool {
		c, err := net.Dial("tcp", addr)
		if err == nil {
			c.Close()
		}
		return err == nil
	}, 10*time.Second, 20*time.Millisecond)
	return "http://" + addr
}

// A real web server includes the fragment by the very lines that the page shows, and the
// site of this example does the same.
func TestNginxIncludesTheFragment(t *testing.T) {
	nginxPath(t)
	_, widgets, address := sites(t)
	s, err := newSite(widgets, upstreamOf(widgets))
	require.NoError(t, err)
	origin := nginx(t, s)
	for lang, want := range map[string]string{"de": "Gewählt sind", "en": "Elected:"} {
		page := get(t, origin+"/"+lang+"/include")
		assert.Contains(t, page, want)
		assert.NotContains(t, page, "<!--#", "no directive is left")
		assert.Equal(t, get(t, upstreamOf(address)+"/"+lang+"/include"), page)
	}
	t.Run("in a browser", func(t *testing.T) {
		tab := browser.Start(t).Tab(t, browser.Options{Language: "de"})
		open(t, tab, origin+"/de/include", "Gewählt sind")
		assert.Contains(t, tab.Text("dfc-results"), "Gewählt sind")
		var width string
		tab.Eval(`getComputedStyle(document.querySelector('dfc-results')).maxWidth`, &width)
		assert.NotEqual(t, "none", width, "the style sheet is that of the widgets")
		checkLinks(t, tab)
		tab.Quiet()
		tab.Axe(t).NoViolations(t)
		tab.Open(origin + "/dfc/ballot/ws-2026?lang=de")
		assert.Equal(t, widgets+"/dfc/ballot/ws-2026?lang=de", tab.URL(), "ballots stay at the address of the widgets")
	})
}
