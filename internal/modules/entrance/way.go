package entrance

import (
	"errors"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/i18n"
	"github.com/lewu-id/lewu/internal/web"
)

// Where people go who do not say where, and where they set up their means.
const (
	home      = "/kerja"
	own       = "/akun"
	setUpPath = "/akun/siapkan"
)

// keyScript is the passkey ceremony in the browser.
const keyScript = "web/kunci.js"

// base makes the Base of a page of this room.
func (m *module) base(r *http.Request, title string, crumbs ...web.Crumb) web.Base {
	b := m.Web.Base(r, lewu.Msg(title))
	b.Noindex, b.NoTwin, b.Scripts, b.Crumbs = true, true, []string{keyScript}, crumbs
	return b
}

// back is where a request says to go on, if that is a page of this house that is no
// door itself.
func back(r *http.Request) string {
	to, ok := web.OwnPath(r.FormValue("ke"))
	if !ok {
		return home
	}
	at, _, _ := strings.Cut(to, "?")
	at = strings.TrimPrefix(path.Clean(at), "/en")
	for _, door := range []string{"/masuk", "/keluar"} {
		if at == door || strings.HasPrefix(at, door+"/") {
			return home
		}
	}
	return to
}

// withBack is an address with the way on from it.
func withBack(at, to string, more ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(more); i += 2 {
		q.Set(more[i], more[i+1])
	}
	if to != home {
		q.Set("ke", to)
	}
	if len(q) == 0 {
		return at
	}
	return at + "?" + q.Encode()
}

// goTo sends the browser to a page, in the language it reads.
func goTo(w http.ResponseWriter, r *http.Request, to string) error {
	if web.LangOf(r) == i18n.EN && to != "/en" && !strings.HasPrefix(to, "/en/") {
		to = "/en" + to
	}
	w.Header().Set("Location", to)
	w.WriteHeader(http.StatusSeeOther)
	return nil
}

// enter gives the browser its new token, and goes on. The session it had ended as
// this one began.
func enter(w http.ResponseWriter, r *http.Request, entry auth.Entry, to string) error {
	if entry.Token != "" {
		web.SetSession(w, entry.Token)
	}
	if entry.Device != "" {
		web.SetDevice(w, entry.Device)
	}
	return goTo(w, r, to)
}

// readForm reads the fields of a form.
func readForm(r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return errs.Because(errs.Invalid, err, "web.error.invalid.text")
	}
	return nil
}

// A refusal is why a form was not taken, for the page that shows it again.
type refusal struct {
	lewu.Message
	Wait bool // nothing was looked at: only time helps
}

// refused reads an error as a refusal, with the status of the page that tells it.
// ok is false where the error is none of the sender's, or no sentence helps. Who
// must wait is told for how long; what lies beneath the sentence is in the log.
func (m *module) refused(w http.ResponseWriter, r *http.Request, err error) (f refusal, status int, ok bool) {
	text, ok := errs.Public(err)
	f = refusal{Message: text}
	var e *errs.Error
	if errors.As(err, &e) && e.Err != nil {
		m.Log.InfoContext(r.Context(), "refused", "request", web.RequestID(r), "err", err)
	}
	switch kind := errs.KindOf(err); {
	case !ok:
	case kind == errs.Invalid:
		return f, http.StatusBadRequest, true
	case kind == errs.Conflict:
		return f, http.StatusConflict, true
	case kind == errs.Forbidden:
		return f, http.StatusForbidden, true
	case kind == errs.Busy:
		f.Wait = true
		var waits *auth.DelayError
		if errors.As(err, &waits) {
			w.Header().Set("Retry-After", strconv.Itoa(waits.RetryAfter()))
			return f, http.StatusTooManyRequests, true
		}
		w.Header().Set("Retry-After", "5")
		return f, http.StatusServiceUnavailable, true
	}
	return refusal{}, 0, false
}
