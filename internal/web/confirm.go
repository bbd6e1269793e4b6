package web

import (
	"net/http"
	"slices"
	"sort"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/errs"
)

// maxCarried bounds the fields of a form that a confirmation carries, in bytes.
const maxCarried = 64 << 10

// A confirmPage stands around a form that a strong permission holds back: it
// carries the form's own fields and asks for the second factor. Nothing is kept
// on the server, so a page left open is simply asked again.
type confirmPage struct {
	Base
	Action string
	Fields []Carried
	Fault  lewu.Message // of a code that was wrong; none at first
	Back   string       // the page the form stands on; empty: not known
}

// Carried is one name and value of a form.
type Carried struct{ Name, Value string }

// confirmed goes on with a form whose sender shows the second factor with it, or
// answers the page that asks for it.
func (s *Web) confirmed(w *response, r *http.Request, rt route) (*http.Request, error) {
	r.Body = http.MaxBytesReader(w.ResponseWriter, r.Body, min(max(rt.MaxBody, maxCarried), maxSmallBody))
	if err := r.ParseForm(); err != nil {
		return nil, errs.Because(errs.Invalid, err, "web.error.invalid.text")
	}
	proof := auth.Proof{
		Code: strings.TrimSpace(r.PostForm.Get(fieldCode)), Ref: r.PostForm.Get(fieldRef), Body: []byte(r.PostForm.Get(fieldKey)),
	}
	for _, name := range []string{fieldCode, fieldRef, fieldKey} {
		r.PostForm.Del(name)
		r.Form.Del(name)
	}
	if proof.Code == "" && len(proof.Body) == 0 {
		return nil, s.askConfirm(w, r, lewu.Message{})
	}
	actor, err := s.opt.Prove(w, r, proof)
	if err != nil {
		if sentence, ok := errs.Public(err); ok && !errs.Is(err, errs.SignIn) {
			return nil, s.askConfirm(w, r, sentence)
		}
		return nil, err
	}
	r = r.WithContext(auth.With(r.Context(), actor))
	return r, s.may(r, rt.Need, rt.Pattern)
}

func (s *Web) askConfirm(w *response, r *http.Request, fault lewu.Message) error {
	page := confirmPage{
		Base: s.Base(r, lewu.Msg("web.confirm.title")), Action: r.URL.RequestURI(), Fields: fieldsOf(r), Fault: fault, Back: s.cameFrom(r),
	}
	page.Noindex, page.NoTwin = true, true
	page.Scripts, page.Styles = []string{room + "/kunci.js"}, []string{deskSheet}
	w.Header().Set("Cache-Control", "no-store")
	status := http.StatusOK
	if fault.Key != "" {
		status = http.StatusForbidden
	}
	return s.Page(w, status, "web/confirm", page)
}

// fieldsOf are the fields of a form in an order that does not change.
func fieldsOf(r *http.Request) (list []Carried) {
	names := make([]string, 0, len(r.PostForm))
	for name := range r.PostForm {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		for _, value := range r.PostForm[name] {
			list = append(list, Carried{name, value})
		}
	}
	return list
}

// cameFrom is the page of this house that a request says it comes from.
func (s *Web) cameFrom(r *http.Request) string {
	rest, ok := strings.CutPrefix(r.Referer(), s.opt.URL)
	if !ok {
		return ""
	}
	path, ok := OwnPath(rest)
	if !ok || slices.Contains([]string{signInPath, confirmPath}, path) {
		return ""
	}
	return path
}
