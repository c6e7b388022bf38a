package main

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A process is the built portal.
type process struct {
	cmd  *exec.Cmd
	base string
	code string // of the programme office, at the first start
}

func launch(t *testing.T, program, data string) *process {
	p := &process{cmd: exec.Command(program, "-addr", "127.0.0.1:0", "-data", data)}
	out, err := p.cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, p.cmd.Start())
	lines := bufio.NewScanner(out)
	require.True(t, lines.Scan())
	p.base = strings.TrimSuffix(lines.Text(), "/")
	first := make(chan string, 1)
	go func() {
		if lines.Scan() {
			first <- lines.Text()
		}
		_, _ = io.Copy(io.Discard, out)
	}()
	select {
	case line := <-first:
		p.code = line[strings.LastIndex(line, " ")+1:]
	case <-time.After(300 * time.Millisecond):
	}
	return p
}

// A person is a browser without a screen.
type person struct {
	client *http.Client
	base   *atomic.Value
}

func newPerson(t *testing.T, base *atomic.Value) *person {
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	return &person{&http.Client{Jar: jar, Timeout: 10 * time.Second}, base}
}

func (v *person) send(path string, pairs ...string) (string, error) {
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	res, err := v.client.PostForm(v.base.Load().(string)+path, form)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if res.StatusCode >= 400 {
		return string(body), fmt.Errorf("%s: %s", path, res.Status)
	}
	return string(body), err
}

var (
	codes  = regexp.MustCompile(`[0-9A-Z]{4}(?:-[0-9A-Z]{4}){4}`)
	hidden = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`)
)

// The program is killed while people vote. Whoever was told that the vote was taken finds
// it there after the restart, and nobody votes twice.
func TestNoAcknowledgedVoteIsLostWhenThePortalIsKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and kills a program")
	}
	dir := t.TempDir()
	program := filepath.Join(dir, "portal")
	out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput()
	require.NoError(t, err, string(out))
	data := filepath.Join(dir, "data")
	p := launch(t, program, data)
	var base atomic.Value
	base.Store(p.base)
	office := newPerson(t, &base)
	must := func(body string, err error) string { t.Helper(); require.NoError(t, err, body); return body }
	must(office.send("/signin", "code", p.code))
	today := time.Now().Format(time.DateOnly)
	must(office.send("/office/announce", "start", today, "end", today))
	const voters = 24
	people := make([]*person, voters)
	for i := range people {
		must(newPerson(t, &base).send("/register", "person", fmt.Sprintf("Delegierte %d", i), "organisation", fmt.Sprintf("Hochschule %d", i), "kind", "university", "group", "science", "research", "yes"))
		people[i] = newPerson(t, &base)
		must(people[i].send("/signin", "code", codes.FindString(must(office.send("/office/admit", "id", fmt.Sprint(i+1))))))
	}
	for i := range 3 {
		must(people[i].send("/proposals", "title", fmt.Sprintf("Vorschlag %d", i), "vision", "v", "aim", "a", "target", "t", "outcome", "study"))
	}
	must(office.send("/office/open-selection"))
	id := fmt.Sprintf("auswahl-%d", time.Now().Year())

	var acknowledged atomic.Int64
	told := make([]atomic.Bool, voters)
	for round := range 4 {
		var wait sync.WaitGroup
		for i, v := range people {
			wait.Go(func() {
				check, err := v.send("/dfc/ballot/"+id+"/check", "o", fmt.Sprint(i%3))
				if err != nil {
					return // voted already, or nobody answers
				}
				var fields []string
				for _, m := range hidden.FindAllStringSubmatch(check, -1) {
					fields = append(fields, m[1], m[2])
				}
				time.Sleep(time.Duration(i) * time.Millisecond)
				v.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
				if _, err := v.send("/dfc/ballot/"+id+"/cast", fields...); err == nil && len(fields) > 0 {
					if told[i].Swap(true) {
						t.Errorf("voter %d was told twice", i)
					}
					acknowledged.Add(1)
				}
				v.client.CheckRedirect = nil
			})
		}
		time.Sleep(time.Duration(12+6*round) * time.Millisecond)
		require.NoError(t, p.cmd.Process.Signal(syscall.SIGKILL))
		_ = p.cmd.Wait()
		wait.Wait()
		p = launch(t, program, data)
		base.Store(p.base)
	}
	page := must(office.send("/office/close-selection", "sure", "1", "lot", "1 2 3"))
	assert.Contains(t, page, "Kandidaturen")
	res, err := office.client.Get(p.base + "/votes/" + id)
	require.NoError(t, err)
	body, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	m := regexp.MustCompile(`Abgegeben (?:sind|ist) (\d+) Stimmzettel`).FindStringSubmatch(string(body))
	require.NotNil(t, m)
	var counted int64
	_, err = fmt.Sscan(m[1], &counted)
	require.NoError(t, err)
	assert.GreaterOrEqual(t, counted, acknowledged.Load(), "every acknowledged vote is counted")
	assert.LessOrEqual(t, counted, int64(voters), "and nobody's twice")
	t.Logf("%d votes acknowledged, %d counted, 4 kills", acknowledged.Load(), counted)
	require.NoError(t, p.cmd.Process.Signal(syscall.SIGTERM))
	assert.NoError(t, p.cmd.Wait(), "it ends when it is told to")
}
