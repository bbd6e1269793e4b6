package entrance

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
)

// secure refuses to let anybody sign in where the browser would send the secret in
// the open, and would not keep the cookie: over plain http, unless it never leaves
// this machine.
func (m *module) secure(r *http.Request) error {
	u, err := url.Parse(m.Config.URL)
	if err != nil {
		return err
	}
	host := hostOf(r.Host)
	switch {
	case r.TLS != nil, u.Scheme == "https" && strings.EqualFold(host, u.Hostname()) && r.Header.Get("X-Forwarded-Proto") != "http":
		return nil
	case u.Scheme == "http" && isLoopback(u.Hostname()) && isLoopback(host):
		return nil
	}
	return errs.Say(errs.Forbidden, "entrance.insecure", "url", m.Config.URL)
}

// hostOf is the host of a Host header or an address, without its port.
func hostOf(hostport string) string {
	if host, _, err := net.SplitHostPort(hostport); err == nil {
		return host
	}
	return strings.Trim(hostport, "[]")
}

func isLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.IsLoopback()
}

// demoDoor tells whether the demo's people may be entered with one press: the
// store is a demo, both ends of the connection are this machine, it was asked for
// by this machine's name, and no proxy stands between that could speak for others.
func (m *module) demoDoor(r *http.Request) (bool, error) {
	u, err := url.Parse(m.Config.URL)
	if err != nil || !isLoopback(u.Hostname()) || !isLoopback(hostOf(r.Host)) || len(m.Config.TrustedProxies) > 0 {
		return false, err
	}
	for _, name := range []string{"Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip"} {
		if r.Header.Get(name) != "" {
			return false, nil
		}
	}
	local, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if !ok || !isLoopback(hostOf(local.String())) || !isLoopback(hostOf(r.RemoteAddr)) || !isLoopback(hostOf(m.Config.Listen)) {
		return false, nil
	}
	day, err := m.Catalog.Setting(r.Context(), catalog.SettingDemo)
	return day != "", err
}
