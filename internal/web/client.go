package web

import (
	"log/slog"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"
	"unicode"
)

// ClientIP is the address of the visitor: the peer's, or, where the peer is a
// trusted proxy, the last address in X-Forwarded-For that no trusted proxy has.
func (s *Web) ClientIP(r *http.Request) netip.Addr {
	peer := peerOf(r)
	if !s.trusted(peer) {
		return peer
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		addr, err := netip.ParseAddr(strings.TrimSpace(hop))
		if err != nil {
			break // what stands before it cannot be believed
		}
		peer = addr.Unmap()
		if !s.trusted(peer) {
			break
		}
	}
	return peer
}

func peerOf(r *http.Request) netip.Addr {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	return peer.Addr().Unmap()
}

// Secure tells whether a visitor's browser speaks https: to this program, or to a
// trusted proxy that says so in X-Forwarded-Proto.
func (s *Web) Secure(r *http.Request) bool {
	if r.TLS != nil {
		return true
	}
	said := strings.Split(strings.Join(r.Header.Values("X-Forwarded-Proto"), ","), ",")
	return strings.EqualFold(strings.TrimSpace(said[len(said)-1]), "https") && s.trusted(peerOf(r)) // the last is the peer's own
}

func (s *Web) trusted(addr netip.Addr) bool {
	return slices.ContainsFunc(s.opt.TrustedProxies, func(p netip.Prefix) bool { return p.Contains(addr) })
}

// requestID takes the id that a trusted proxy gave, or makes one.
func (s *Web) requestID(r *http.Request) string {
	if len(s.opt.TrustedProxies) > 0 {
		id := r.Header.Get("X-Request-Id")
		if validID(id) && s.trusted(peerOf(r)) {
			return id
		}
	}
	return newID()
}

func validID(id string) bool {
	for _, c := range id {
		if (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && c != '-' {
			return false
		}
	}
	return len(id) >= 8 && len(id) <= 64
}

// logRequest writes one line for a request that was not kept. The query stays
// out: it holds what people searched for.
func (s *Web) logRequest(w *response, r *http.Request, v *visit, took time.Duration) {
	level := slog.LevelInfo
	switch {
	case w.status >= 500:
		level = slog.LevelError
	case v.quiet:
		level = slog.LevelDebug
	}
	if !s.opt.Log.Enabled(r.Context(), level) {
		return
	}
	attrs := []slog.Attr{
		slog.String("id", v.id),
		slog.String("method", neutral(r.Method)),
		slog.String("path", neutral(r.URL.Path)),
		slog.Int("status", w.status),
		slog.Int64("bytes", w.written),
		slog.Duration("took", took),
		slog.String("ip", s.ClientIP(r).String()),
	}
	if v.err != nil {
		attrs = append(attrs, slog.String("error", neutral(v.err.Error())))
	}
	s.opt.Log.LogAttrs(r.Context(), level, "request", attrs...)
}

// logKept writes a line for a page out of the cache, at debug: these are many,
// and fast because nothing is done for them.
func (s *Web) logKept(r *http.Request) {
	if s.opt.Log.Enabled(r.Context(), slog.LevelDebug) {
		s.opt.Log.LogAttrs(r.Context(), slog.LevelDebug, "kept", slog.String("path", neutral(r.URL.Path)))
	}
}

// neutral makes control characters and marks that turn the direction of text
// visible: a visitor must not be able to write lines into the log.
func neutral(s string) string {
	clean := func(c rune) bool {
		return unicode.IsControl(c) || unicode.Is(unicode.Cf, c) || c == '\u2028' || c == '\u2029'
	}
	if !strings.ContainsFunc(s, clean) {
		return s
	}
	return strings.Map(func(c rune) rune {
		if clean(c) {
			return '\uFFFD'
		}
		return c
	}, s)
}
