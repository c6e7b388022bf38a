package main

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestItServesUntilItIsToldToEnd(t *testing.T) {
	ctx, end := context.WithCancel(context.Background())
	defer end()
	out, in := io.Pipe()
	ended := make(chan error, 1)
	go func() { ended <- run(ctx, "127.0.0.1:0", in) }()
	address, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	res, err := http.Get(strings.TrimSpace(address))
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())
	assert.Equal(t, http.StatusOK, res.StatusCode)
	end()
	assert.NoError(t, <-ended, "an end that was asked for is no error")
}

func TestAnAddressInUseIsAnError(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	assert.Error(t, run(t.Context(), l.Addr().String(), io.Discard))
}

// asProgram starts this test as the program.
func asProgram(t *testing.T, args ...string) *exec.Cmd {
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, os.Args[0], args...)
	cmd.Env = append(os.Environ(), "REGISTRATION_PROGRAM=1")
	return cmd
}

func TestArgumentsThatMeanNothingAreRefused(t *testing.T) {
	out, err := asProgram(t, "127.0.0.1:0").CombinedOutput()
	var exit *exec.ExitError
	require.ErrorAs(t, err, &exit)
	assert.Equal(t, 2, exit.ExitCode())
	assert.Contains(t, string(out), `unexpected argument "127.0.0.1:0"`)
}

// The first Ctrl-C waits for a request that is under way; the second one does not.
func TestASecondCtrlCEndsAtOnce(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no signal can be sent there")
	}
	cmd := asProgram(t, "-addr", "127.0.0.1:0")
	stdout, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	ended := make(chan error, 1)
	address, err := bufio.NewReader(stdout).ReadString('\n')
	require.NoError(t, err)
	host := strings.Trim(address, "htp:/\n")

	conn, err := net.Dial("tcp", host)
	require.NoError(t, err)
	defer conn.Close()
	_, err = io.WriteString(conn, "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: "+asForm+"\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n")
	require.NoError(t, err)
	_, err = bufio.NewReader(conn).ReadString('\n') // "100 Continue": the request is being read
	require.NoError(t, err)
	go func() { ended <- cmd.Wait() }()
	require.NoError(t, cmd.Process.Signal(os.Interrupt))
	require.Eventually(t, func() bool { // until it no longer listens
		c, err := net.Dial("tcp", host)
		if err == nil {
			c.Close()
		}
		return err != nil
	}, drain/2, 10*time.Millisecond)
	select {
	case err := <-ended:
		t.Fatalf("the request under way was cut off: %v", err)
	default:
	}
	require.NoError(t, cmd.Process.Signal(os.Interrupt))
	select {
	case <-ended:
	case <-time.After(drain / 2):
		t.Fatal("still running")
	}
}
