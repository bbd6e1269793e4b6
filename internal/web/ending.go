package web

import (
	"net/http"
	"strings"
)

// A pattern may end in a file ending behind a wildcard: "GET /data/{slug}.csv".
// The mux knows only whole segments, so inside the house the ending is a
// segment of its own: "GET /data/{slug}/.csv".

// fold writes a pattern as the mux takes it, and remembers its ending.
func (s *Web) fold(pattern string) string {
	i := strings.LastIndex(pattern, "}.")
	if i < 0 {
		return pattern
	}
	ending := pattern[i+1:]
	s.endings[ending] = true
	return pattern[:i+1] + "/" + ending
}

// folded is a request whose path has its ending as a segment of its own, if
// some pattern answers it so: the longest ending first, so that ".meta.json" is
// not taken for ".json". A file with a name of its own,
// "GET /data/{slug}/kutipan.csv", has no such pattern and stays as it is.
func (t *site) folded(r *http.Request) *http.Request {
	path := r.URL.Path
	for i := strings.LastIndexByte(path, '/') + 2; i < len(path); i++ {
		if path[i] != '.' || !t.web.endings[path[i:]] {
			continue
		}
		u := *r.URL
		u.Path, u.RawPath = path[:i]+"/"+path[i:], ""
		f := *r
		f.URL = &u
		if _, pattern := t.mux.Handler(&f); pattern != "" {
			return &f
		}
	}
	return r
}
