package web

import (
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"github.com/lewu-id/lewu/internal/i18n"
)

// A site is the road in front of a mux.
type site struct {
	web *Web
	mux *http.ServeMux
}

// Handler puts the road in front of a mux whose rooms are mounted: secure
// headers, kept pages and assets, request id, log, recovery, cross-origin
// check, language; then the mux, where each route has its admission, right and
// limits.
func (s *Web) Handler(mux *http.ServeMux) http.Handler { return &site{web: s, mux: mux} }

// ServeHTTP answers what is kept at once: everything that costs time comes
// after that.
func (t *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	t.web.setSecure(w.Header())
	full := r.URL.EscapedPath()
	lang, rest := splitLang(full)
	if t.kept(w, r, lang, rest) {
		return
	}
	v := &visit{id: t.web.requestID(r), lang: lang, path: rest, api: isAPI(rest)}
	if v.api && full == rest {
		v.lang = apiLang(r)
	}
	w.Header()["X-Request-Id"] = []string{v.id}
	req := r.WithContext(withVisit(r.Context(), v))
	if full != rest {
		req.URL = withoutLang(r.URL)
	}
	rw := &response{ResponseWriter: w, r: req, web: t.web}

	start := time.Now()
	defer func() { t.web.logRequest(rw, r, v, time.Since(start)) }()
	defer t.web.recovered(rw, req)
	if to := t.moved(r, req, lang); to != "" {
		rw.Header().Set("Location", to)
		rw.WriteHeader(http.StatusMovedPermanently)
		return
	}
	t.route(rw, req, v)
}

// withoutLang copies an address without its /en.
func withoutLang(u *url.URL) *url.URL {
	c := *u
	c.Path = strings.TrimPrefix(u.Path, "/en")
	c.RawPath = strings.TrimPrefix(u.RawPath, "/en")
	if c.Path == "" {
		c.Path = "/"
	}
	return &c
}

// kept answers an asset, or a page that is in the cache.
func (t *site) kept(w http.ResponseWriter, r *http.Request, lang i18n.Lang, path string) bool {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return false
	}
	if strings.HasPrefix(path, assetRoot) {
		if asset, ok := t.web.assets[path]; ok {
			send(w, r, asset)
			return true
		}
	}
	if r.URL.RawQuery != "" || !t.web.anonymous(r) {
		return false
	}
	page, ok := t.web.cache.Get(pageKey(lang, path, ""))
	if ok {
		w.Header()["X-Request-Id"] = []string{t.web.requestID(r)}
		send(w, r, page)
		t.web.logKept(r)
	}
	return ok
}

// moved finds the address a page is meant by: "/en" is "/en/", "/data/" is
// "/data", and "//data/./x" is "/data/x"; empty where the address is right.
func (t *site) moved(r, req *http.Request, lang i18n.Lang) string {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return ""
	}
	clean := path.Clean("/" + req.URL.Path)
	switch {
	case lang == i18n.EN && r.URL.Path == "/en":
	case req.URL.RawPath != "" || req.URL.Path == "/" || req.URL.Path == clean:
		return ""
	case req.URL.Path == clean+"/":
		if _, pattern := t.mux.Handler(req); pattern != "" {
			return "" // a room that serves a whole subtree
		}
	}
	if lang == i18n.EN {
		clean = "/en" + clean
	}
	to := url.URL{Path: clean, RawQuery: r.URL.RawQuery}
	return to.String()
}

// route checks where a request comes from and whether anybody answers it.
func (t *site) route(rw *response, req *http.Request, v *visit) {
	if err := t.web.cross.Check(req); err != nil {
		t.web.fail(rw, req, crossOrigin(err))
		return
	}
	if v.api {
		openToAll(rw.Header())
		if req.Method == http.MethodOptions {
			rw.WriteHeader(http.StatusNoContent)
			return
		}
	}
	req = t.folded(req)
	handler, pattern := t.mux.Handler(req)
	if pattern == "" {
		if known, err := t.web.identified(rw, req); err == nil {
			req = known // staff find their own menu where nothing is
		}
		t.unmatched(rw, req, handler)
		return
	}
	t.mux.ServeHTTP(rw, req)
}

// unmatched gives our own pages for what the mux would say in plain English:
// not found, or another method.
func (t *site) unmatched(rw *response, req *http.Request, handler http.Handler) {
	var probe capture
	handler.ServeHTTP(&probe, req)
	if probe.status == http.StatusMethodNotAllowed {
		rw.Header().Set("Allow", probe.Header().Get("Allow"))
		t.web.failAs(rw, req, failures[failMethod], nil)
		return
	}
	t.web.failAs(rw, req, failures[failNotFound], nil)
}
