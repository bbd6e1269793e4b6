package web_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/web"
)

// TestSlowBody: a form that is promised and never comes costs one connection for
// the server's own time, and its handler an error; others are answered meanwhile.
func TestSlowBody(t *testing.T) {
	ended := make(chan error, 1)
	h := newHouse(t, nil, lewu.Page{
		Pattern: "POST /lambat", Need: lewu.Need{Open: "a test"}, MaxBody: 1 << 10,
		Serve: func(_ http.ResponseWriter, r *http.Request) error {
			_, err := io.ReadAll(r.Body)
			ended <- err
			return err
		},
	})
	s := web.Server(h.serve, "")
	s.ReadTimeout = 200 * time.Millisecond // of the machine's clock: the house's own is half a minute
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go s.Serve(l)
	t.Cleanup(func() { s.Shutdown(context.Background()) })

	slow, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer slow.Close()
	if _, err := io.WriteString(slow, "POST /lambat HTTP/1.1\r\nHost: lewu.example\r\nContent-Length: 500\r\n\r\nakun="); err != nil {
		t.Fatal(err)
	}
	quick, err := http.Get("http://" + l.Addr().String() + "/data")
	if err != nil || quick.StatusCode != http.StatusOK {
		t.Fatalf("somebody else: %v, %v", quick, err)
	}
	quick.Body.Close()
	if err := <-ended; !errors.Is(err, context.DeadlineExceeded) && !isTimeout(err) {
		t.Errorf("the handler got %v, want that time is up", err)
	}
	if err := slow.SetReadDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, bufio.NewReader(slow)); err != nil {
		t.Errorf("the connection stays open: %v", err)
	}
}

func isTimeout(err error) bool {
	var timeout net.Error
	return errors.As(err, &timeout) && timeout.Timeout()
}
