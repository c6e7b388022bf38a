package main

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
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

// An office is a built portal with a vote that is open.
type office struct {
	program, data string
	process       *process
	base          atomic.Value
	person        *person
	people        []*person
	vote          string
}

// open builds the portal, starts it, and opens a vote on three proposals.
func open(t *testing.T, voters int) *office {
	dir := t.TempDir()
	o := &office{program: filepath.Join(dir, "portal"), data: filepath.Join(dir, "data"), vote: fmt.Sprintf("auswahl-%d", time.Now().Year())}
	out, err := exec.Command("go", "build", "-o", o.program, ".").CombinedOutput()
	require.NoError(t, err, string(out))
	o.start(t)
	o.person = newPerson(t, &o.base)
	o.must(t, o.person, "/signin", "code", o.process.code)
	today := time.Now().Format(time.DateOnly)
	o.must(t, o.person, "/office/announce", "start", today, "end", today)
	for i := range voters {
		p := newPerson(t, &o.base)
		page := o.must(t, p, "/register", "person", fmt.Sprintf("Delegierte %d", i), "organisation", "Hochschule", "kind", "university", "group", "science", "research", "yes")
		o.must(t, o.person, "/office/admit", "id", fmt.Sprint(i+1))
		o.must(t, p, "/signin", "code", codes.FindString(page))
		o.people = append(o.people, p)
	}
	for i := range 3 {
		o.must(t, o.people[i], "/proposals", "title", fmt.Sprintf("Vorschlag %d", i), "vision", "v", "aim", "a", "target", "t", "outcome", "study")
	}
	o.must(t, o.person, "/office/open-selection")
	return o
}

func (o *office) start(t *testing.T) {
	o.process = launch(t, o.program, o.data)
	o.base.Store(o.process.base)
}

// must sends a form that is taken.
func (o *office) must(t *testing.T, p *person, path string, pairs ...string) string {
	t.Helper()
	body, err := p.send(path, pairs...)
	require.NoError(t, err, body)
	return body
}

// ended ends the vote and returns how many votes each option has.
func (o *office) ended(t *testing.T) (votes []string) {
	o.must(t, o.person, "/office/close-selection", "sure", "1")
	res, err := o.person.client.Get(o.process.base + "/dfc/results/" + o.vote + ".csv")
	require.NoError(t, err)
	defer res.Body.Close()
	rows, err := csv.NewReader(res.Body).ReadAll()
	require.NoError(t, err)
	total := slices.Index(rows[0], "votes")
	require.Positive(t, total)
	for _, row := range rows[1:] {
		votes = append(votes, row[total])
	}
	return votes
}

// already is what somebody reads who has voted.
const already = "Sie haben schon abgestimmt."

// tryToVote goes through the ballot, and reports whether the portal has said that the
// vote was taken.
func (v *person) tryToVote(vote string, option int) bool {
	check, err := v.send("/dfc/ballot/"+vote+"/check", "o", fmt.Sprint(option))
	if err != nil {
		return false // has voted, or nobody answers
	}
	var fields []string
	for _, m := range hidden.FindAllStringSubmatch(check, -1) {
		fields = append(fields, m[1], m[2])
	}
	body, err := v.send("/dfc/ballot/"+vote+"/cast", fields...)
	return err == nil && strings.Contains(body, "Ihre Stimme ist in der Urne.")
}

// choice is what a voter chooses: twelve the first option, eight the second, four the third.
func choice(voter int) int {
	switch {
	case voter < 12:
		return 0
	case voter < 20:
		return 1
	}
	return 2
}

// The program is killed while people vote. Whoever was told that the vote was taken has
// voted, as chosen and once; the others vote afterwards.
func TestNoAcknowledgedVoteIsLostWhenThePortalIsKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and kills a program")
	}
	o := open(t, 24)
	told := make([]atomic.Bool, len(o.people))
	var acknowledged atomic.Int64
	for round := range 4 {
		before := acknowledged.Load()
		var wait sync.WaitGroup
		enough := make(chan struct{}, len(o.people))
		for i, v := range o.people {
			if i%4 != round {
				continue
			}
			wait.Go(func() {
				time.Sleep(time.Duration(i) * time.Millisecond)
				if v.tryToVote(o.vote, choice(i)) {
					assert.False(t, told[i].Swap(true), "voter %d is told twice", i)
					acknowledged.Add(1)
					enough <- struct{}{}
				}
			})
		}
		for range 2 {
			select {
			case <-enough:
			case <-time.After(20 * time.Second):
				t.Fatal("nobody can vote")
			}
		}
		require.NoError(t, o.process.cmd.Process.Signal(syscall.SIGKILL))
		_ = o.process.cmd.Wait()
		wait.Wait()
		t.Logf("round %d: %d votes acknowledged before the kill", round, acknowledged.Load()-before)
		o.start(t)
	}
	for i, v := range o.people {
		if told[i].Load() {
			body, err := v.send("/dfc/ballot/"+o.vote+"/check", "o", "0")
			assert.Error(t, err)
			assert.Contains(t, body, already, "voter %d was told so", i)
			continue
		}
		if !v.tryToVote(o.vote, choice(i)) { // taken before the kill, and the answer lost
			body, _ := v.send("/dfc/ballot/"+o.vote+"/check", "o", "0")
			assert.Contains(t, body, already)
		}
	}
	assert.Equal(t, []string{"12", "8", "4"}, o.ended(t), "every vote as it was chosen, and once")
	require.NoError(t, o.process.cmd.Process.Signal(syscall.SIGTERM))
	assert.NoError(t, o.process.cmd.Wait(), "it ends when it is told to")
}

// A vote that is on its way when the portal is told to end is taken, and answered.
func TestAVoteOnItsWayIsTakenAtTheEnd(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a program")
	}
	o := open(t, 5)
	v := o.people[0]
	check := o.must(t, v, "/dfc/ballot/"+o.vote+"/check", "o", "1")
	form := url.Values{}
	for _, m := range hidden.FindAllStringSubmatch(check, -1) {
		form.Add(m[1], m[2])
	}
	address, err := url.Parse(o.process.base)
	require.NoError(t, err)
	conn, err := net.Dial("tcp", address.Host)
	require.NoError(t, err)
	defer conn.Close()
	body := form.Encode()
	r, err := http.NewRequest(http.MethodPost, o.process.base+"/dfc/ballot/"+o.vote+"/cast", nil)
	require.NoError(t, err)
	for _, c := range v.client.Jar.Cookies(r.URL) {
		r.AddCookie(c)
	}
	_, err = fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: %s\r\nCookie: %s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s",
		r.URL.Path, address.Host, r.Header.Get("Cookie"), len(body), body[:10])
	require.NoError(t, err)
	time.Sleep(200 * time.Millisecond) // the server has the beginning
	require.NoError(t, o.process.cmd.Process.Signal(syscall.SIGTERM))
	time.Sleep(300 * time.Millisecond)
	_, err = io.WriteString(conn, body[10:])
	require.NoError(t, err)
	res, err := http.ReadResponse(bufio.NewReader(conn), r)
	require.NoError(t, err)
	assert.Equal(t, http.StatusSeeOther, res.StatusCode)
	assert.NoError(t, o.process.cmd.Wait())
	o.start(t)
	again, _ := v.send("/dfc/ballot/"+o.vote+"/check", "o", "0")
	assert.Contains(t, again, already)
	require.NoError(t, o.process.cmd.Process.Signal(syscall.SIGTERM))
	assert.NoError(t, o.process.cmd.Wait())
}
