package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/auth"
)

// Cookies of staff. __Host- binds them to this host alone, over https, with no
// domain or path of anybody's choosing; browsers hold localhost for safe too.
const (
	sessionCookie = "__Host-lewu"
	deviceCookie  = "__Host-lewu-perangkat"
	deviceFor     = 365 * 24 * time.Hour
	maxToken      = 128 // characters; a longer one is nobody's
)

// SessionToken is the token a request brings; empty where it brings none.
func SessionToken(r *http.Request) string { return cookieOf(r, sessionCookie) }

// DeviceToken is what a browser that signed in before shows of itself.
func DeviceToken(r *http.Request) string { return cookieOf(r, deviceCookie) }

func cookieOf(r *http.Request, name string) string {
	if len(r.Header["Cookie"]) == 0 {
		return ""
	}
	c, err := r.Cookie(name)
	if err != nil || len(c.Value) > maxToken {
		return ""
	}
	return c.Value
}

// SetSession gives a browser the token of a session. It ends with the browser,
// or when the session does.
func SetSession(w http.ResponseWriter, token string) { setCookie(w, sessionCookie, token, 0) }

// EndSession takes the token away.
func EndSession(w http.ResponseWriter) { setCookie(w, sessionCookie, "", -1) }

// SetDevice lets a browser show later that somebody signed in on it.
func SetDevice(w http.ResponseWriter, device string) {
	setCookie(w, deviceCookie, device, int(deviceFor.Seconds()))
}

func setCookie(w http.ResponseWriter, name, value string, maxAge int) {
	http.SetCookie(w, &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: maxAge, Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
}

// Visitor is who knocks, as far as a request tells: for delays after wrong
// passwords and for the list of sessions.
func (s *Web) Visitor(r *http.Request) auth.Visitor {
	return auth.Visitor{Addr: s.ClientIP(r), Agent: r.UserAgent(), Device: DeviceToken(r), Token: SessionToken(r)}
}

// identified puts into a request who makes it. A session that ended is no error
// here: its cookie is taken away, and the visitor is anybody again.
func (s *Web) identified(w http.ResponseWriter, r *http.Request) (*http.Request, error) {
	ctx := audit.With(r.Context(), audit.By{Actor: "publik", Request: RequestID(r)})
	token := SessionToken(r)
	if token == "" {
		return r.WithContext(ctx), nil
	}
	actor, err := s.opt.Identify(ctx, token)
	if err != nil {
		return r, err
	}
	if actor.Kind != auth.Person {
		// A form may be pressed twice: the second comes with the token that the first
		// has just replaced, and must not take the new one away.
		if safe(r.Method) {
			EndSession(w)
		}
		return r.WithContext(ctx), nil
	}
	return r.WithContext(auth.With(ctx, actor)), nil
}

// nobody is Identify of a house without accounts.
func nobody(context.Context, string) (auth.Actor, error) { return auth.Anybody(), nil }

// OwnPath keeps a way back only if it is a path of this house: no other host, no
// scheme, nothing a browser would read as one.
func OwnPath(to string) (path string, ok bool) {
	if !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || len(to) > 2000 ||
		strings.ContainsFunc(to, func(c rune) bool { return c < ' ' || c == '\\' || c == 0x7f }) {
		return "", false
	}
	u, err := url.Parse(to)
	if err != nil || u.IsAbs() || u.Host != "" || strings.HasPrefix(u.Path, "//") || strings.Contains(u.Path, "\\") {
		return "", false
	}
	return u.RequestURI(), true
}
