package web

import (
	"context"
	"encoding/hex"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"

	"github.com/lewu-id/lewu/internal/i18n"
)

// A visit is what the road learns of a request before its handler sees it.
type visit struct {
	id    string
	lang  i18n.Lang
	path  string // escaped, without the language: "/data/padi"
	api   bool   // answers programs: problem documents, no pages
	quiet bool   // logged at debug only

	mu   sync.Mutex
	tags []string
	err  error // for the log
}

type visitKey struct{}

// visitOf finds the visit of a request; one that did not come along the road
// (a handler under test) gets an empty one.
func visitOf(r *http.Request) *visit {
	if v, ok := r.Context().Value(visitKey{}).(*visit); ok {
		return v
	}
	lang, path := splitLang(r.URL.EscapedPath())
	return &visit{lang: lang, path: path, api: isAPI(path)}
}

func withVisit(ctx context.Context, v *visit) context.Context {
	return context.WithValue(ctx, visitKey{}, v)
}

// LangOf is the language of a request.
func LangOf(r *http.Request) i18n.Lang { return visitOf(r).lang }

// RequestID names a request in the log and on the page of an internal error.
func RequestID(r *http.Request) string { return visitOf(r).id }

// Uses says what an answer is made from ("dataset:produksi-padi"), so that it
// is dropped from the page cache when that changes. Call it before the read.
func Uses(r *http.Request, tags ...string) {
	v := visitOf(r)
	v.mu.Lock()
	defer v.mu.Unlock()
	v.tags = append(v.tags, tags...)
}

// newID makes a name for a request: 64 random bits. It is no secret.
func newID() string {
	var b [8]byte
	n := rand.Uint64()
	for i := range b {
		b[i] = byte(n >> (8 * i))
	}
	return hex.EncodeToString(b[:])
}

// splitLang takes the language off an escaped path: "/en/data" is "/data" in
// English. The room behind a path never sees its language.
func splitLang(path string) (i18n.Lang, string) {
	if rest, ok := strings.CutPrefix(path, "/en"); ok {
		switch {
		case rest == "":
			return i18n.EN, "/"
		case rest[0] == '/':
			return i18n.EN, rest
		}
	}
	return i18n.ID, path
}

// isAPI tells whether a path answers programs.
func isAPI(path string) bool { return strings.HasPrefix(path, "/api/") }

// apiLang is the language of an answer to a program: ?lang=, then
// Accept-Language, then Indonesian; a path under /en/ is English already.
func apiLang(r *http.Request) i18n.Lang {
	if l, ok := i18n.Parse(r.URL.Query().Get("lang")); ok {
		return l
	}
	return i18n.Accept(r.Header.Get("Accept-Language"))
}
