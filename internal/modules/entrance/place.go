package entrance

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
)

// secure refuses to let anybody sign in where the browser would send the secret in
// the open, and would not keep the cookie: over plain http, unless it never leaves
// this machine. The house's own address decides as well as the request, so that
// neither can be talked into it alone.
func (m *module) secure(r *http.Request) error {
	if m.Web.Secure(r) {
		return nil
	}
	own := m.address()
	switch {
	case own.Scheme == "https":
		return errs.Say(errs.Forbidden, "entrance.plain-here", "url", m.Config.URL)
	case !isLoopback(own.Hostname()):
		return errs.Say(errs.Forbidden, "entrance.plain-house", "url", m.Config.URL)
	case !isLoopback(hostOf(r.Host)):
		return errs.Say(errs.Forbidden, "entrance.plain-local", "url", m.Config.URL)
	}
	return nil
}

// safely is a handler that is only reached where secure lets people sign in.
func (m *module) safely(serve handler) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if err := m.secure(r); err != nil {
			return err
		}
		return serve(w, r)
	}
}

// A shut is why nobody can sign in at the address that was asked, and where they
// can.
type shut struct {
	Why lewu.Message
	URL string // empty: nowhere yet
}

// shut tells it; nil where people can sign in.
func (m *module) shut(r *http.Request) *shut {
	err := m.secure(r)
	if err == nil {
		return nil
	}
	s := &shut{}
	s.Why, _ = errs.Public(err)
	if own := m.address(); own.Scheme == "https" || isLoopback(own.Hostname()) {
		s.URL = m.Config.URL + "/masuk"
	}
	return s
}

// keyless says why passkeys do not work at the address that was asked; empty where
// they do. Browsers give them to one name only, and to no number.
func (m *module) keyless(r *http.Request) lewu.Message {
	own, host := m.address().Hostname(), hostOf(r.Host)
	_, err := netip.ParseAddr(own)
	switch {
	case err == nil:
		return lewu.Msg("entrance.key-number", "host", own)
	case !strings.EqualFold(own, host):
		return lewu.Msg("entrance.key-elsewhere", "url", m.Config.URL, "host", host)
	}
	return lewu.Message{}
}

// address is the house's own address (LEWU_URL), which Web has parsed before.
func (m *module) address() *url.URL {
	u, err := url.Parse(m.Config.URL)
	if err != nil {
		return &url.URL{}
	}
	return u
}

// hostOf is the host of a Host header or an address, without its port.
func hostOf(hostport string) string {
	if host, _, err := net.SplitHostPort(hostport); err == nil {
		return host
	}
	return strings.Trim(hostport, "[]")
}

func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Unmap().IsLoopback()
}

// demoDoor tells whether the demo's people may be entered with one press: the
// store is a demo, both ends of the connection and the listener are this machine,
// it was asked for by this machine's name, and no proxy stands between that could
// speak for others.
func (m *module) demoDoor(r *http.Request) (bool, error) {
	if !isLoopback(m.address().Hostname()) || !isLoopback(hostOf(r.Host)) || !isLoopback(hostOf(m.Config.Listen)) || len(m.Config.TrustedProxies) > 0 {
		return false, nil
	}
	for _, name := range []string{"Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip"} {
		if len(r.Header.Values(name)) > 0 {
			return false, nil
		}
	}
	local, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if !ok || !isLoopback(hostOf(local.String())) || !isLoopback(hostOf(r.RemoteAddr)) {
		return false, nil
	}
	day, err := m.Catalog.Setting(r.Context(), catalog.SettingDemo)
	return day != "", err
}
