package webtest

import (
	"context"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strings"

	"github.com/lewu-id/lewu/internal/htmlcheck"
)

// Bounds of a sweep, so that it ends on filters that link to ever more filters.
const (
	maxVisits  = 5000    // addresses in all
	maxQueries = 3       // addresses that differ only in their query
	maxFiles   = 2       // the same of files: pictures, downloads, citations
	maxOther   = 1 << 20 // bytes read of what is no page, such as a download
)

// A Problem is what is wrong with one address.
type Problem struct {
	URL  string // path and query
	From string // the page that linked to it first; empty for a start
	Text string
}

func (p Problem) String() string {
	if p.From == "" {
		return p.URL + ": " + p.Text
	}
	return fmt.Sprintf("%s (from %s): %s", p.URL, p.From, p.Text)
}

// Swept is what a sweep saw.
type Swept struct {
	Visited  []string // path and query, in the order of the visit
	Skipped  int      // addresses left out because their path was seen in other variants
	Problems []Problem
}

// Sweep visits the start addresses ("/", "/data") and everything that links
// and redirects reach on the same host, each once, by GET. An address that does
// not answer 200, or redirect to one that does, is a Problem; so is each
// sentence that check says about an answer of code 200. check is given whole
// pages, and the first MiB of anything else.
//
// The sweep stops with the context, whose error is a Problem too.
func Sweep(ctx context.Context, client *http.Client, base string, start []string,
	check func(url string, resp *http.Response, body []byte) []string) Swept {
	s := &sweep{check: check, seen: map[string]bool{}, variants: map[string]int{}}
	own, err := patient(client)
	if err == nil {
		s.client = own
		s.base, err = url.Parse(strings.TrimSuffix(base, "/"))
	}
	if err != nil {
		s.problem(target{address: base}, "cannot begin: %v", err)
		return s.Swept
	}
	for _, address := range start {
		s.add(address, "/", "")
	}
	for len(s.queue) > 0 {
		next := s.queue[0]
		s.queue = s.queue[1:]
		if err := ctx.Err(); err != nil {
			s.problem(next, "stopped: %v", err)
			break
		}
		if len(s.Visited) == maxVisits {
			s.problem(next, "stopped after %d addresses", maxVisits)
			break
		}
		s.visit(ctx, next)
	}
	return s.Swept
}

// A target is an address to visit.
type target struct{ address, from string }

type sweep struct {
	Swept
	client   *http.Client
	base     *url.URL
	check    func(url string, resp *http.Response, body []byte) []string
	queue    []target
	seen     map[string]bool
	variants map[string]int // visits by path
}

func (s *sweep) problem(t target, format string, args ...any) {
	s.Problems = append(s.Problems, Problem{t.address, t.from, fmt.Sprintf(format, args...)})
}

// add puts an address that stands on page from into the queue, if it is on this
// host and new.
func (s *sweep) add(address, page, from string) {
	at, err := url.Parse(page)
	if err == nil {
		at, err = s.base.ResolveReference(at).Parse(address)
	}
	if err != nil {
		s.problem(target{address, from}, "no address: %v", err)
		return
	}
	if at.Host != s.base.Host || at.Scheme != s.base.Scheme {
		return
	}
	clean := at.RequestURI()
	if s.seen[clean] {
		return
	}
	s.seen[clean] = true
	most := maxQueries
	if strings.Contains(path.Base(at.Path), ".") {
		most = maxFiles
	}
	if s.variants[at.Path]++; s.variants[at.Path] > most {
		s.Skipped++
		return
	}
	s.queue = append(s.queue, target{clean, from})
}

func (s *sweep) visit(ctx context.Context, t target) {
	s.Visited = append(s.Visited, t.address)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.base.Scheme+"://"+s.base.Host+t.address, nil)
	if err != nil {
		s.problem(t, "%v", err)
		return
	}
	resp, err := s.client.Do(r)
	if err != nil {
		s.problem(t, "no answer: %v", err)
		return
	}
	defer resp.Body.Close()
	if location := resp.Header.Get("Location"); location != "" && resp.StatusCode/100 == 3 {
		s.add(location, t.address, t.address)
		return
	}
	if resp.StatusCode != http.StatusOK {
		s.problem(t, "%s", resp.Status)
		return
	}
	s.read(t, resp)
}

// read hands an answer to check, and queues the links of a page.
func (s *sweep) read(t target, resp *http.Response) {
	limit := int64(maxOther)
	if isPage(resp) {
		limit = maxBody
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, limit))
	if err != nil {
		s.problem(t, "broken off: %v", err)
		return
	}
	if s.check != nil {
		for _, text := range s.check(t.address, resp, body) {
			s.problem(t, "%s", text)
		}
	}
	if isPage(resp) {
		for _, link := range htmlcheck.Links(body) {
			s.add(link, t.address, t.address)
		}
	}
}

func isPage(resp *http.Response) bool {
	media, _, err := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	return err == nil && media == "text/html"
}

// CheckPage is the check for a sweep over the pages of the house: a page must
// be sound by htmlcheck, and every answer must name its type and carry a
// content policy that blocks inline scripts.
func CheckPage(_ string, resp *http.Response, body []byte) []string {
	var list []string
	if resp.Header.Get("Content-Type") == "" {
		list = append(list, "the answer names no Content-Type")
	}
	policy := resp.Header.Get("Content-Security-Policy")
	if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "'unsafe-inline'") {
		list = append(list, fmt.Sprintf("Content-Security-Policy is %q", policy))
	}
	if isPage(resp) {
		for _, fault := range htmlcheck.Check(body) {
			list = append(list, fault.String())
		}
	}
	return list
}
