package app_test

import (
	"fmt"
	"net/http"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Many voters at once, each through the whole flow: sign in, look at the ballot, mark it,
// check it, cast it. Twenty, or two hundred with DFC_LOAD.
func TestManyVotersAtOnce(t *testing.T) {
	voters := 20
	if os.Getenv("DFC_LOAD") != "" {
		voters = 200
	}
	p, office, people, id := voting(t, voters)
	var mu sync.Mutex
	var pages, casts []time.Duration
	timed := func(list *[]time.Duration, do func()) {
		begin := time.Now()
		do()
		took := time.Since(begin)
		mu.Lock()
		*list = append(*list, took)
		mu.Unlock()
	}
	// One connection pool for all, as a browser each would have too many for one machine.
	http.DefaultTransport.(*http.Transport).MaxIdleConnsPerHost = voters
	var wait sync.WaitGroup
	begin := time.Now()
	for i, v := range people {
		wait.Go(func() {
			timed(&pages, v.again)
			timed(&pages, func() { v.get("/dfc/ballot/"+id, http.StatusOK) })
			var fields []string
			timed(&pages, func() {
				check := v.send("/dfc/ballot/"+id+"/check", http.StatusOK, "o", fmt.Sprint(i%4))
				for _, m := range hidden.FindAllStringSubmatch(check, -1) {
					fields = append(fields, m[1], m[2])
				}
			})
			timed(&casts, func() {
				assert.Contains(t, v.send("/dfc/ballot/"+id+"/cast", http.StatusOK, fields...), inBox)
			})
		})
	}
	wait.Wait()
	took := time.Since(begin)
	assert.Contains(t, text(office.get("/office", http.StatusOK)), fmt.Sprintf("geöffnet; %d von %d haben abgestimmt", voters, voters), "none is lost")
	p.close(office, "close-selection")
	assert.Contains(t, text(p.visitor().get("/votes/"+id, http.StatusOK)), fmt.Sprintf("Abgegeben sind %d Stimmzettel, davon %d gültig", voters, voters))
	t.Logf("%d voters in %v: a page %v (median) and %v (99 %%), a cast with the page after it %v and %v",
		voters, took.Round(time.Millisecond), quantile(t, pages, 50), quantile(t, pages, 99), quantile(t, casts, 50), quantile(t, casts, 99))
}

func quantile(t *testing.T, list []time.Duration, percent int) time.Duration {
	require.NotEmpty(t, list)
	slices.Sort(list)
	return list[(len(list)-1)*percent/100].Round(100 * time.Microsecond)
}
