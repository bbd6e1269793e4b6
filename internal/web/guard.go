package web

import (
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/errs"
)

// Addresses of the entrance, which the guard sends people to.
const (
	signInPath  = "/masuk"
	confirmPath = "/masuk/lagi"
)

// Fields a confirmation adds to the form it stands around.
const (
	fieldCode = "_kode"
	fieldRef  = "_rujukan"
	fieldKey  = "_kunci"
)

// guard says who asks, and whether they may. It answers the request to go on
// with; nil where the answer was already given (a way to the entrance, or the
// page that asks for the second factor).
func (s *Web) guard(w *response, r *http.Request, rt route) (*http.Request, error) {
	r, err := s.identified(w, r)
	if err != nil {
		return nil, err
	}
	if err := s.ownForm(r); err != nil {
		return nil, err
	}
	if nameless(r) && (rt.Need.Public() || auth.From(r.Context()).Kind != auth.Public) {
		return nil, errs.Say(errs.NotFound, "web.error.notfound.text")
	}
	err = s.may(r, rt.Need, rt.Pattern)
	switch {
	case err == nil:
		return r, nil
	case errs.Is(err, errs.SignIn) && s.goes(r, signInPath):
		redirect(w, signInPath, r.URL.RequestURI())
		return nil, nil
	case errs.Is(err, errs.Confirm) && s.goes(r, confirmPath):
		redirect(w, confirmPath, r.URL.RequestURI())
		return nil, nil
	case errs.Is(err, errs.Confirm) && !visitOf(r).api && isForm(r) && !rt.Secret:
		return s.confirmed(w, r, rt)
	}
	return nil, err
}

// nameless tells whether a path holds what no name of a thing can, so that no store
// is asked for it. A stranger at a staff's page is sent to the entrance all the
// same: his answer is one for every address.
func nameless(r *http.Request) bool {
	return !utf8.ValidString(r.URL.Path) || strings.ContainsRune(r.URL.Path, 0)
}

// may asks whether the route is for this actor, and lets a refusal be recorded.
func (s *Web) may(r *http.Request, n lewu.Need, pattern string) error {
	return s.noted(r, pattern, Allowed(r, n))
}

// Allowed answers the Need of a route for whoever asks.
func Allowed(r *http.Request, n lewu.Need) error {
	actor, o := auth.From(r.Context()), auth.Object{}
	if n.Lists {
		return auth.RequireSomewhere(actor, n.Perm)
	}
	if n.Owner != nil {
		// Strangers learn nothing, not even by how long the look takes.
		if actor.Kind == auth.Public {
			return auth.Require(actor, n.Perm, o)
		}
		agency, err := n.Owner(r)
		if err != nil {
			return err
		}
		o.Agency = agency
	}
	return auth.Require(actor, n.Perm, o)
}

// noted lets a refusal of somebody signed in be recorded, whether the guard or a
// handler found that it is not for him.
func (s *Web) noted(r *http.Request, pattern string, err error) error {
	if err != nil && auth.From(r.Context()).Kind == auth.Person && auth.Refused(err) {
		s.opt.Refused(r, pattern, err)
	}
	return err
}

// ownForm refuses a change in a session's name that does not say where it comes
// from: every browser does, and no other program has a session.
func (s *Web) ownForm(r *http.Request) error {
	if safe(r.Method) || SessionToken(r) == "" {
		return nil
	}
	if r.Header.Get("Sec-Fetch-Site") == "" && r.Header.Get("Origin") == "" {
		return crossOrigin(errors.New("neither Sec-Fetch-Site nor Origin"))
	}
	return nil
}

func safe(method string) bool {
	return method == http.MethodGet || method == http.MethodHead || method == http.MethodOptions
}

// goes tells whether a visitor can be sent to an address and come back: only who
// looks at a page can.
func (s *Web) goes(r *http.Request, path string) bool {
	return safe(r.Method) && !visitOf(r).api && s.serves(path)
}

// redirect sends a visitor to an address of the entrance, with the way back.
func redirect(w http.ResponseWriter, to, back string) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Location", to+"?"+url.Values{"ke": {back}}.Encode())
	w.WriteHeader(http.StatusSeeOther)
}

// isForm tells whether a body is a plain form, whose fields a page can carry.
func isForm(r *http.Request) bool {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return err == nil && kind == "application/x-www-form-urlencoded"
}

// staffRoots are where nothing stands open.
var staffRoots = []string{"/kerja", "/akun"}

// checkNeed finds a route without a rule: one that changes something or is of the
// staff's rooms names a permission, or says why it stands open to all.
func checkNeed(pattern string, n lewu.Need) error {
	method, path, _ := strings.Cut(pattern, " ")
	staff := false
	for _, root := range staffRoots {
		staff = staff || under(path, root)
	}
	switch {
	case n.Perm == "" && (n.Owner != nil || n.Lists):
		return fmt.Errorf("route %q has an owner but no permission", pattern)
	case n.Owner != nil && n.Lists:
		return fmt.Errorf("route %q is a list, and one agency's: it can only be one of them", pattern)
	case n.Open != "" && (n.Perm != "" || staff):
		return fmt.Errorf("route %q stands open, and asks for %q: it can only do one", pattern, n.Perm)
	case n.Public() && n.Open == "" && (staff || !safe(method)):
		return fmt.Errorf("route %q has no rule: name a permission, or say why anybody may", pattern)
	}
	return nil
}
