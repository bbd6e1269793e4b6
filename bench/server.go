package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"syscall"
	"time"
)

// A server is `lewu serve` on a store, and the client that talks to it over
// connections that stay open.
type server struct {
	*process
	base   string
	client *http.Client
	ready  time.Duration // from exec to the first 200 of GET /
}

// serve starts the real program on a store and waits for its first page.
func (b *bench) serve(ctx context.Context, data string) (*server, error) {
	addr, err := freePort()
	if err != nil {
		return nil, err
	}
	p, err := start(exec.Command(b.lewu, "serve", "--data", data, "--listen", addr))
	if err != nil {
		return nil, err
	}
	s := &server{
		process: p, base: "http://" + addr,
		client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 4, DisableCompression: true}},
	}
	for {
		answer, err := s.get(ctx, "/", nil)
		if err == nil && answer.status == http.StatusOK {
			s.ready = time.Since(p.started)
			return s, nil
		}
		if dead := p.died(); dead != nil {
			return nil, dead
		}
		if ctx.Err() != nil {
			s.close()
			return nil, ctx.Err()
		}
		time.Sleep(2 * time.Millisecond)
	}
}

func (s *server) close() {
	if s == nil {
		return
	}
	s.client.CloseIdleConnections()
	s.stop(syscall.SIGTERM)
}

// An answer is what came of a request, with its times from the moment it was
// sent.
type answer struct {
	status int
	header http.Header
	body   []byte
	first  time.Duration // first byte of the body
	whole  time.Duration // last one
}

// get asks for an address with header lines in pairs.
func (s *server) get(ctx context.Context, path string, lines map[string]string) (a answer, err error) {
	var body counter
	a, err = s.fetch(ctx, path, lines, &body)
	a.body = body.kept
	return a, err
}

// A counter keeps what it is given.
type counter struct{ kept []byte }

func (c *counter) Write(p []byte) (int, error) {
	c.kept = append(c.kept, p...)
	return len(p), nil
}

// fetch asks for an address and hands its body to w as it comes.
func (s *server) fetch(ctx context.Context, path string, lines map[string]string, w io.Writer) (a answer, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.base+path, nil)
	if err != nil {
		return a, err
	}
	for name, value := range lines {
		r.Header.Set(name, value)
	}
	sent := time.Now()
	response, err := s.client.Do(r)
	if err != nil {
		return a, err
	}
	defer response.Body.Close()
	a.status, a.header = response.StatusCode, response.Header
	part := make([]byte, 64<<10)
	for {
		n, err := response.Body.Read(part)
		if n > 0 && a.first == 0 {
			a.first = time.Since(sent)
		}
		if _, err := w.Write(part[:n]); err != nil {
			return a, err
		}
		if err == io.EOF {
			a.whole = time.Since(sent)
			return a, nil
		}
		if err != nil {
			return a, err
		}
	}
}

// rows asks the API for rows or groups, and gives its answer with the time of
// the request alone.
func (s *server) rows(ctx context.Context, slug, query string) (page rowsPage, took time.Duration, err error) {
	a, err := s.get(ctx, "/api/v1/datasets/"+slug+"/rows?"+query, nil)
	if err != nil {
		return page, 0, err
	}
	if a.status != http.StatusOK {
		return page, 0, fmt.Errorf("rows?%s: %d %.300s", query, a.status, a.body)
	}
	return page, a.whole, json.Unmarshal(a.body, &page)
}

// A rowsPage is what the bench reads of a page of the API, to hold it against
// PostgreSQL's answer.
type rowsPage struct {
	Total   int64
	Columns []struct{ Name string }
	Rows    [][]json.RawMessage
}

// column is a cell as text, by the name of its column; empty for null.
func (p rowsPage) column(row int, name string) string {
	for i, c := range p.Columns {
		if c.Name != name {
			continue
		}
		raw := string(p.Rows[row][i])
		var text string
		switch {
		case raw == "null":
			return ""
		case json.Unmarshal(p.Rows[row][i], &text) == nil:
			return text
		}
		return raw
	}
	return "no column " + name
}
