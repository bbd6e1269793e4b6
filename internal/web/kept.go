package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/cache"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/i18n"
)

// keepFor bounds how old an age on a kept page can be.
const keepFor = time.Minute

// anonymous tells whether a request has no session, so that its answer is the
// same for everybody.
func (s *Web) anonymous(r *http.Request) bool {
	if len(r.Header["Authorization"]) > 0 {
		return false
	}
	return SessionToken(r) == ""
}

// pageKey names a kept page. The build is not in it, because the cache does not
// outlive the process; nor the day, because no page outlives its day (expires).
func pageKey(lang i18n.Lang, path, query string) string {
	if query == "" {
		return string(lang) + path
	}
	return string(lang) + path + "?" + query
}

// maxKeptQuery is how long the query of a page may be that answers to any key,
// in bytes, to be kept.
const maxKeptQuery = 1000

// keepable tells whether the answer to a request may be kept.
func (s *Web) keepable(r *http.Request, rt route) bool {
	short := len(r.URL.RawQuery) <= maxKeptQuery || !slices.Contains(rt.Keys, lewu.AnyKey)
	return rt.Cached && short && s.anonymous(r) && readable(r) && (r.Method == http.MethodGet || r.Method == http.MethodHead)
}

// canonicalQuery keeps the known keys of a query, sorted by key; the values of
// one key stay in their order.
func canonicalQuery(u *url.URL, keys []string) string {
	if u.RawQuery == "" || len(keys) == 0 {
		return ""
	}
	query := u.Query()
	for key := range query {
		known := slices.Contains(keys, key) || slices.Contains(keys, lewu.AnyKey) && !Tracking(key)
		if !known {
			delete(query, key)
		}
	}
	return query.Encode()
}

// Tracking tells of a key that others hang on a link when it is shared. It asks
// nothing of a page.
func Tracking(key string) bool {
	switch key {
	case "fbclid", "gclid", "dclid", "msclkid", "igsh", "igshid", "yclid", "twclid", "ttclid", "mc_cid", "mc_eid", "_ga", "_gl":
		return true
	}
	return strings.HasPrefix(key, "utm_")
}

// expires is the end of a page made now: after keepFor, or at midnight WIB,
// when "hari ini" becomes "kemarin".
func expires(now time.Time) time.Time {
	y, m, d := now.In(clock.WIB).Date()
	midnight := time.Date(y, m, d+1, 0, 0, 0, 0, clock.WIB)
	if end := now.Add(keepFor); end.Before(midnight) {
		return end
	}
	return midnight
}

// serveKept answers a page from the cache, or makes it for all who ask.
func (s *Web) serveKept(rw *response, r *http.Request, rt route) error {
	v := visitOf(r)
	query := canonicalQuery(r.URL, rt.Keys)
	entry, err := s.cache.Do(r.Context(), pageKey(v.lang, v.path, query), func() (*cache.Entry, error) {
		return s.makeKept(r, rt, query)
	})
	if err != nil {
		return err
	}
	send(rw, r, entry)
	return nil
}

// makeKept runs a handler into memory. The handler sees a request that holds
// nothing but what is in the key, so a page cannot depend on who came first.
func (s *Web) makeKept(r *http.Request, rt route, query string) (*cache.Entry, error) {
	ctx, cancel := detached(r.Context())
	defer cancel()
	seen := visitOf(r)
	v := &visit{id: seen.id, lang: seen.lang, path: seen.path, api: seen.api}

	bare := r.WithContext(withVisit(ctx, v))
	address := *r.URL
	address.RawQuery = query
	bare.URL, bare.Method, bare.Host = &address, http.MethodGet, s.base.Host
	bare.Header, bare.Body, bare.RemoteAddr = http.Header{}, http.NoBody, ""

	now := s.opt.Clock()
	var c capture
	if err := s.work(&c, bare, rt); err != nil {
		return nil, err
	}
	c.WriteHeader(http.StatusOK) // of a handler that wrote nothing
	h := c.Header()
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-cache")
	}
	addVary(h, "Accept-Encoding")
	entry := cache.NewEntry(c.status, h, c.body.Bytes(), cache.Quick)
	v.mu.Lock()
	entry.Tags = v.tags
	v.mu.Unlock()
	if c.status == http.StatusOK && h.Get("Set-Cookie") == "" && h.Get("Cache-Control") == "no-cache" {
		entry.Expires = expires(now)
	}
	return entry, nil
}
