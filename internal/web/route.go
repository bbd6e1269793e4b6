package web

import (
	"context"
	"net/http"
	"net/url"
	"time"

	lewu "github.com/lewu-id/lewu"
)

// A route is a Page or an Operation as the road sees it.
type route struct {
	lewu.Page
}

// maxAPIBody is what an operation may read of a request: JSON by hand.
const maxAPIBody = 1 << 20

// maxSmallBody is a form; what may be larger is an upload, with more time.
const maxSmallBody = 1 << 20

// Mount registers a room's pages, operations and streams. Their patterns were
// checked by Add; two rooms with one pattern are a panic of the mux.
func (s *Web) Mount(mux *http.ServeMux, d lewu.Description) {
	for _, p := range d.Pages {
		s.mount(mux, p)
	}
	for _, op := range d.API {
		s.mount(mux, lewu.Page{
			Pattern: op.Pattern, Need: op.Need, Class: op.Class, MaxBody: maxAPIBody, Serve: op.Serve,
		})
	}
	for _, stream := range d.Streams {
		s.patterns[stream.Pattern] = true
		mux.Handle(stream.Pattern, s.stream(stream))
	}
}

func (s *Web) mount(mux *http.ServeMux, p lewu.Page) {
	s.patterns[p.Pattern] = true
	rt := route{p}
	mux.HandleFunc(s.fold(p.Pattern), func(w http.ResponseWriter, r *http.Request) {
		rw := s.responseOf(w, r)
		var err error
		if s.keepable(r, rt) {
			err = s.serveKept(rw, r, rt)
		} else {
			rw.Header().Set("Cache-Control", s.cacheControl(r, rt))
			err = s.work(rw, r, rt)
		}
		if err != nil {
			s.fail(rw, r, err)
		}
	})
}

// cacheControl of an answer that is not kept: what belongs to a person stays out
// of every cache, the rest is asked again each time.
func (s *Web) cacheControl(r *http.Request, rt route) string {
	if !s.anonymous(r) || !rt.Need.Public() {
		return "no-store"
	}
	return "no-cache"
}

// readable tells whether a whole query can be read. One that cannot is for the
// handler to refuse: without its broken part it would be another question.
func readable(r *http.Request) bool {
	_, err := url.ParseQuery(r.URL.RawQuery)
	return err == nil
}

// work runs a handler: admission, deadlines, right, size of the body.
func (s *Web) work(w http.ResponseWriter, r *http.Request, rt route) error {
	leave, err := s.gates[rt.Class].enter(r.Context())
	if err != nil {
		return err
	}
	defer leave()

	setDeadlines(w, rt)
	r, err = s.guard(s.responseOf(w, r), r, rt)
	if r == nil || err != nil {
		return err
	}
	if r.Body != nil && r.PostForm == nil { // a form that a confirmation carried is read already
		under := w
		if rw, ok := w.(*response); ok {
			under = rw.ResponseWriter // MaxBytesReader closes the connection only through the server's own writer
		}
		r.Body = http.MaxBytesReader(under, r.Body, rt.MaxBody)
	}
	return s.noted(r, rt.Pattern, rt.Serve(w, r))
}

// stream serves a raw handler: no session, cache, buffer or deadline, but the
// same right, headers and log.
func (s *Web) stream(rt lewu.Route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rw := s.responseOf(w, r)
		visitOf(r).quiet = true
		r, err := s.identified(rw, r)
		if err == nil {
			err = s.may(r, rt.Need, rt.Pattern)
		}
		if err != nil {
			s.fail(rw, r, err)
			return
		}
		c := http.NewResponseController(rw)
		_ = c.SetReadDeadline(time.Time{}) // a writer under test has none
		_ = c.SetWriteDeadline(time.Time{})
		rt.Serve.ServeHTTP(rw, r)
	})
}

// renderTime bounds the making of a page that others wait for too.
const renderTime = 30 * time.Second

// detached is the context of such a page: it does not end when the visitor who
// happened to come first leaves.
func detached(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), renderTime)
}
