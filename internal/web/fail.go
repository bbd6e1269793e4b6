package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"runtime/debug"
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
)

// A failure is what people see of a kind of error. Its sentences are
// web.error.<name>.title, .text (where the error brings no sentence of its own)
// and .do.
type failure struct {
	name   string
	status int
	retry  int // seconds for Retry-After; 0: none
}

func (f failure) message(part string, pairs ...string) lewu.Message {
	return lewu.Msg("web.error."+f.name+"."+part, pairs...)
}

// The failures that have no error kind, beside those that do.
const (
	failInternal = int(errs.Internal)
	failNotFound = int(errs.NotFound)
	failMethod   = -1
)

// failures by error kind: the one adapter from errors to HTTP.
var failures = map[int]failure{
	failInternal:        {name: "internal", status: http.StatusInternalServerError},
	failNotFound:        {name: "notfound", status: http.StatusNotFound},
	failMethod:          {name: "method", status: http.StatusMethodNotAllowed},
	int(errs.Invalid):   {name: "invalid", status: http.StatusBadRequest},
	int(errs.Conflict):  {name: "conflict", status: http.StatusConflict},
	int(errs.Forbidden): {name: "forbidden", status: http.StatusForbidden},
	int(errs.SignIn):    {name: "signin", status: http.StatusUnauthorized},
	int(errs.Confirm):   {name: "confirm", status: http.StatusUnauthorized},
	int(errs.Gone):      {name: "gone", status: http.StatusGone},
	int(errs.TooLarge):  {name: "large", status: http.StatusRequestEntityTooLarge},
	int(errs.Busy):      {name: "busy", status: http.StatusServiceUnavailable, retry: 5},
	int(errs.Full):      {name: "full", status: http.StatusInsufficientStorage},
}

// failureOf finds the failure of an error.
func failureOf(err error) failure {
	var large *http.MaxBytesError
	var busy *busyError
	var waits interface{ RetryAfter() int } // whoever says how long
	switch {
	case errors.As(err, &large):
		return failures[int(errs.TooLarge)]
	case errors.As(err, &busy):
		f := failures[int(errs.Busy)]
		f.retry = busy.retry
		return f
	case errors.As(err, &waits):
		return failure{name: "busy", status: http.StatusTooManyRequests, retry: waits.RetryAfter()}
	case errs.KindOf(err) == errs.Internal && errors.Is(err, context.DeadlineExceeded):
		return failures[int(errs.Busy)]
	}
	if f, ok := failures[int(errs.KindOf(err))]; ok {
		return f
	}
	return failures[failInternal]
}

// crossOrigin is the refusal of a form that another site sent.
func crossOrigin(err error) error {
	return errs.Because(errs.Forbidden, err, "web.error.crossorigin.text")
}

// fail answers an error. A visitor who left gets nothing: his connection is cut,
// and so is an answer that has begun, lest half a file look like a whole one.
func (s *Web) fail(w *response, r *http.Request, err error) {
	if errors.Is(err, context.Canceled) && r.Context().Err() != nil {
		w.status = 499 // nginx's number for it, only for the log
		panic(http.ErrAbortHandler)
	}
	s.failAs(w, r, failureOf(err), err)
}

func (s *Web) failAs(w *response, r *http.Request, f failure, err error) {
	v := visitOf(r)
	v.mu.Lock()
	v.err = err
	v.mu.Unlock()
	if w.status != 0 {
		panic(http.ErrAbortHandler)
	}
	h := w.Header()
	for _, name := range []string{"Content-Type", "Content-Encoding", "Content-Length", "Content-Disposition", "Etag", "Last-Modified", "Accept-Ranges"} {
		h.Del(name)
	}
	h.Set("Cache-Control", "no-store")
	h["Content-Security-Policy"] = s.secure[0].values
	if f.status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", `Cookie realm="Lewu"`)
	}
	if f.retry > 0 {
		h.Set("Retry-After", strconv.Itoa(f.retry))
	}
	text, ok := errs.Public(err)
	if !ok {
		text = f.message("text")
	}
	if v.api {
		s.problem(w, r, f, text)
		return
	}
	s.errorPage(w, r, f, text)
}

// An errorPage is what templates/error.html shows.
type errorPage struct {
	Base
	Status int
	Text   lewu.Message
	Do     lewu.Message
	ID     string // of the request, where the operator needs it
	SignIn string // where to say who one is, with the way back; empty: no use
}

func (s *Web) errorPage(w *response, r *http.Request, f failure, text lewu.Message) {
	page := errorPage{
		Base: s.Base(r, f.message("title")), Status: f.status, Text: text, Do: f.message("do"),
		SignIn: s.entrance(r, f),
	}
	page.Noindex, page.NoTwin = true, true
	if f.status >= 500 {
		page.ID = RequestID(r)
	}
	if err := s.Page(w, f.status, "web/error", page); err != nil {
		s.opt.Log.ErrorContext(r.Context(), "error page", "id", RequestID(r), "error", neutral(err.Error()))
		http.Error(w, strconv.Itoa(f.status)+" "+http.StatusText(f.status), f.status)
	}
}

// entrance is where a refused visitor can say who he is and come back: the page
// he looked at, or the page his form stood on.
func (s *Web) entrance(r *http.Request, f failure) string {
	to := ""
	switch f.name {
	case failures[int(errs.SignIn)].name:
		to = signInPath
	case failures[int(errs.Confirm)].name:
		to = confirmPath
	default:
		return ""
	}
	if !s.serves(to) {
		return ""
	}
	back := s.cameFrom(r)
	if safe(r.Method) {
		back = r.URL.RequestURI()
	}
	if back == "" {
		return to
	}
	return to + "?" + url.Values{"ke": {back}}.Encode()
}

// A problemDoc is an RFC 9457 problem document.
type problemDoc struct {
	Type     string `json:"type"`
	Title    string `json:"title"`
	Status   int    `json:"status"`
	Detail   string `json:"detail"`
	Instance string `json:"instance"`
}

func (s *Web) problem(w *response, r *http.Request, f failure, text lewu.Message) {
	v := visitOf(r)
	body, err := json.Marshal(problemDoc{
		Type:   "urn:lewu:problem:" + f.name,
		Title:  s.opt.Messages.Say(v.lang, f.message("title")),
		Status: f.status,
		Detail: s.opt.Messages.Say(v.lang, text),
		// The request's own name: what an operator finds in the log.
		Instance: "urn:lewu:request:" + v.id,
	})
	if err != nil { // strings and a number: cannot be
		body = []byte("{}")
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Content-Language", string(v.lang))
	_ = whole(w, f.status, append(body, '\n'))
}

// recovered turns a panic into the page of an internal error and a stack in the
// log. It is deferred around every request.
func (s *Web) recovered(w *response, r *http.Request) {
	cause := recover()
	if cause == nil {
		return
	}
	if cause == http.ErrAbortHandler { //nolint:errorlint // net/http compares it so
		panic(cause)
	}
	s.opt.Log.ErrorContext(r.Context(), "panic", "id", RequestID(r), "path", neutral(r.URL.Path),
		"cause", cause, "stack", string(debug.Stack()))
	s.failAs(w, r, failures[failInternal], nil)
}
